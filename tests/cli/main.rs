//! The command line as a user meets it: the binary is run, and its output, files and exit code are
//! looked at. Where a GPU matters it is the best adapter, which is `--device gpu`; [`adapter`] says
//! which.

mod devices;
mod dialect;
mod foreign;
mod input;
mod lacking;
mod models;
#[path = "../common/program.rs"]
mod program;
mod recipe;
mod several;
mod shaders;
mod show;
mod train;
mod verification;
mod worth;
#[cfg(target_os = "linux")]
mod written;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

use gradshader::block_on;
use gradshader::gpu::{self, Context, GpuOptions, Matrices};
use serde_json::{Value, json};

use self::program::{Place, Run};

const DIGITS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/digits.csv");
const IRIS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/iris.csv");

impl Place {
    /// The events of a log.
    fn events(&self, name: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.path(name)).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// The hash of what a model file holds, however it was made.
    fn hash(&self, model: &str) -> String {
        gradshader::model::Model::load(self.path(model)).unwrap().parameters.hash()
    }

    /// A small model of irises.
    fn iris_model(&self, name: &str) {
        self.done(&["train", IRIS, "--epochs", "3", "--device", "cpu", "--model", name, "--quiet"]);
    }
}

impl Run {
    /// The value of a line `name  value` of the result.
    fn result(&self, name: &str) -> &str {
        let line = self.stdout.lines().find_map(|line| line.strip_prefix(name));
        line.unwrap_or_else(|| panic!("no {name} in {self:?}")).trim()
    }

    fn percent(&self, name: &str) -> f64 {
        self.result(name).trim_end_matches(" %").parse().unwrap()
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|e| panic!("{e}: {self:?}"))
    }

    /// Expects one line that says what is wrong.
    #[track_caller]
    fn fails(&self, code: i32, parts: &[&str]) {
        assert_eq!(self.code, Some(code), "{self:?}");
        assert_eq!(self.stderr.lines().count(), 1, "one line: {self:?}");
        assert!(self.stderr.starts_with("error: "), "{self:?}");
        for part in parts {
            assert!(self.stderr.contains(part), "{part:?} is missing: {self:?}");
        }
    }
}

/// The best adapter. There has to be one, so that no test passes on the CPU instead.
fn adapter() -> &'static str {
    static ADAPTER: OnceLock<String> = OnceLock::new();
    ADAPTER.get_or_init(|| {
        let devices = Place::new().done(&["devices", "--json"]).json();
        let best = &devices["devices"][0];
        assert!(best["name"].is_string(), "no adapter; scripts/test.sh installs one: {devices}");
        println!("adapter: {best}");
        best["name"].as_str().unwrap().to_owned()
    })
}

fn idx(magic: [u8; 4], sizes: &[u32], values: &[u8]) -> Vec<u8> {
    let sizes: Vec<_> = sizes.iter().flat_map(|size| size.to_be_bytes()).collect();
    [&magic, &sizes[..], values].concat()
}

const IMAGES: [u8; 4] = [0, 0, 8, 3];
const LABELS: [u8; 4] = [0, 0, 8, 1];

/// `y = 3 a - 2 b + 10` and `z = a + b`.
fn linear_table() -> String {
    let mut table = "a,b,y,z\n".to_owned();
    for i in 0..100 {
        let (a, b) = (f64::from(i % 10), f64::from(i / 10));
        table += &format!("{a},{b},{},{}.5\n", 3.0 * a - 2.0 * b + 10.0, a + b);
    }
    table
}
