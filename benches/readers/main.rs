//! Reads one file and prints the seconds that took, the most memory that it took, in MiB, rows and
//! columns; for `benches/readers/compare.py`.

use std::time::Instant;

use gradshader::dataset::read::{DialectOptions, read_path};

fn main() {
    // `cargo bench` and `cargo test --benches` give arguments of their own.
    let Some(path) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        return;
    };
    let before = Instant::now();
    let reading = read_path(path, &DialectOptions::default()).expect("the file is a table");
    let seconds = before.elapsed().as_secs_f64();
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| {
        line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse::<f64>().ok()
    });
    let (rows, columns) = (reading.table.columns[0].cells.len(), reading.table.columns.len());
    println!("{seconds:.4} {:.1} {rows} {columns}", peak.unwrap_or(0.0) / 1024.0);
}
