//! Reports: their figures against scikit-learn's, the pages of every command, and event files of
//! TensorBoard read back. All on the CPU, but for what a device's layers hold.

mod compare;
mod figures;
mod pages;
mod probe;
#[path = "../common/program.rs"]
mod program;
mod tensorboard;

use std::fs;

use gradshader::report::Report;

use self::program::{Place, Run};

const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv");
const IRIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv");

impl Place {
    /// The document in a folder of reports, which is also what its page holds.
    #[track_caller]
    fn report(&self, folder: &str) -> Report {
        let text = fs::read_to_string(self.path(folder).join("report.json")).unwrap();
        let report = Report::from_json(text.as_bytes()).unwrap();
        let page = self.page(folder);
        let (_, json) =
            page.split_once("<script id=\"report\" type=\"application/json\">").unwrap();
        let json = json.split_once("</script>").unwrap().0;
        assert_eq!(Report::from_json(json.as_bytes()).unwrap(), report);
        report
    }

    fn page(&self, folder: &str) -> String {
        fs::read_to_string(self.path(folder).join("index.html")).unwrap()
    }
}

impl Run {
    /// Expects one line that says what is wrong.
    #[track_caller]
    fn fails(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "one line: {self:?}");
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is missing: {self:?}");
        }
    }
}
