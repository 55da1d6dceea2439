//! What may go wrong around a run, and that nothing good is lost by it: outputs that are inputs, full
//! disks, answers that are not finite, signals, sizes that no machine has. All on the CPU but the table of faults,
//! in which devices fail too.

#[cfg(unix)]
#[path = "../common/mod.rs"]
mod common;
mod ending;
mod outputs;
#[cfg(unix)]
mod pipes;
#[path = "../common/program.rs"]
mod program;
mod resume;
#[cfg(unix)]
mod several;
#[cfg(unix)]
mod signals;
mod sizes;
#[cfg(unix)]
mod table;

use std::fs;

use self::program::{Place, Run};

const IRIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv");

impl Run {
    /// The one line of a refusal with this code.
    fn refusal(&self, code: i32) -> &str {
        assert_eq!(self.code, Some(code), "{self:?}");
        let line = self.stderr.strip_prefix("error: ").unwrap_or_else(|| panic!("{self:?}"));
        assert_eq!(line.trim_end().lines().count(), 1, "{self:?}");
        line.trim_end()
    }
}

impl Place {
    /// Trains on irises for an epoch, unless told otherwise.
    fn train(&self, arguments: &[&str]) -> Run {
        let common = ["train", IRIS, "--quiet", "--device", "cpu"];
        let epochs: &[&str] =
            if arguments.contains(&"--epochs") { &[] } else { &["--epochs", "1"] };
        self.run(&[&common, epochs, arguments].concat())
    }

    /// A model of irises.
    fn model(&self, name: &str) {
        let run = self.train(&["--model", name]);
        assert_eq!(run.code, Some(0), "{run:?}");
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap()
    }

    /// The names of what lies there, but for the cache.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<_> = names.filter(|name| name != "cache").collect();
        names.sort();
        names
    }
}
