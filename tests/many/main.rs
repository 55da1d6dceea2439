//! Many networks in one run of the program: folds and sweeps, each network held against the run that it
//! is alone.

mod ensembles;
mod folds;
#[path = "../common/program.rs"]
mod program;
mod sweeps;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use serde_json::Value;

/// A table as texts: the names of its columns, and its rows.
struct Table {
    head: String,
    rows: Vec<String>,
}

impl Table {
    fn new(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        Self { head: lines.next().unwrap(), rows: lines.collect() }
    }

    fn bundled(name: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name);
        Self::new(&fs::read_to_string(path).unwrap())
    }

    /// Values of two numbers and a category that a network can learn.
    fn of_values(rows: usize) -> Self {
        let mut text = "a,kind,b,price\n".to_owned();
        for i in 0..rows {
            let (a, b) = ((i * 37 % 101) as f64 / 10.0, (i * 59 % 89) as f64 / 100.0);
            let kind = ["flat", "house", "yard"][i * 7 % 3];
            let price = 100.0 * a + 30.0 * b * b + [0.0, 50.0, 90.0][i * 7 % 3];
            writeln!(text, "{a},{kind},{b},{price}").unwrap();
        }
        Self::new(&text)
    }

    /// The rows that are wanted, with their places.
    fn part(&self, wanted: impl Fn(usize) -> bool) -> String {
        let rows = self.rows.iter().enumerate().filter(|(row, _)| wanted(*row));
        rows.fold(self.head.clone() + "\n", |text, (_, row)| text + row + "\n")
    }
}

fn json(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The end of a log.
fn end(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap();
    serde_json::from_str(text.lines().last().unwrap()).unwrap()
}

/// Cells of a CSV, by name.
fn cells(text: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}
