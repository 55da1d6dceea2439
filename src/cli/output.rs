//! What the user sees and where files may go: stdout, stderr, checks of output paths.

use std::borrow::Cow;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

use gradshader::error::{Error, Result};
use gradshader::files;
use gradshader::metrics::Metric;
use serde::Serialize;

use super::ranks;

/// The parts of the data that measures are of, as they stand before a metric in a log and a model file; `folds` are
/// those that decide of networks that answer together.
const PARTS: [&str; 4] = ["train", "validation", "test", "folds"];

/// The part and the metric that a name such as `validation_roc_auc` is made of; none of another name.
pub(super) fn measure(name: &str) -> Option<(&str, Metric)> {
    let (part, metric) = name.split_once('_')?;
    PARTS.contains(&part).then_some(())?;
    Some((part, metric.parse().ok()?))
}

/// Writes to stdout. A reader that went away (`| head`) is not a failure.
pub(super) fn print(text: &str) -> Result<()> {
    print_bytes(plain(text).as_bytes())
}

/// A text that moves no cursor, whatever names of columns and classes it holds.
fn plain(text: &str) -> Cow<'_, str> {
    let moves = |c: char| c.is_control() && c != '\n' && c != '\t';
    if !text.contains(moves) {
        return Cow::Borrowed(text);
    }
    let escaped = |c: char| match moves(c) {
        true => c.escape_default().to_string(),
        false => c.to_string(),
    };
    Cow::Owned(text.chars().map(escaped).collect())
}

/// As [`print`].
pub(super) fn print_bytes(bytes: &[u8]) -> Result<()> {
    if ranks::is_silent() {
        return Ok(());
    }
    let mut stdout = io::stdout().lock();
    match stdout.write_all(bytes).and_then(|()| stdout.flush()) {
        Err(e) if e.kind() != ErrorKind::BrokenPipe => {
            Err(Error::failed("the result cannot be written to stdout").caused_by(e))
        }
        _ => Ok(()),
    }
}

/// Writes a document to stdout as JSON.
pub(super) fn print_json(document: &impl Serialize) -> Result<()> {
    print(&(to_json(document)? + "\n"))
}

/// A document as JSON for people and programs.
pub(super) fn to_json(document: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(document)
        .map_err(|e| Error::failed("the result cannot be written as JSON").caused_by(e))
}

/// Writes a line to stderr; when that is closed there is no one to tell.
pub(super) fn warn(line: &str) {
    if ranks::is_silent() {
        return;
    }
    let _ = writeln!(io::stderr().lock(), "{}", plain(line));
}

/// A measure to six places, or to six digits where it is smaller.
pub(super) fn number(value: f64) -> String {
    match value.abs() {
        0.0 | 0.1.. => format!("{value:.6}"),
        _ => format!("{value:.5e}"),
    }
}

/// Replaces a file as a whole.
pub(super) fn save(path: &Path, bytes: &[u8]) -> Result<()> {
    files::replace(path, bytes)
        .map_err(|e| Error::failed("the file cannot be written").caused_by(e).file(path))
}

/// A share as a percentage.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2} %", share * 100.0)
}

/// A metric's value as people read it; `-` where it is not defined.
pub(super) fn figure(metric: Metric, value: f64) -> String {
    match metric {
        _ if value.is_nan() => "-".to_owned(),
        Metric::Accuracy | Metric::BalancedAccuracy | Metric::TopKAccuracy(_) => percent(value),
        Metric::RocAuc | Metric::RSquared | Metric::Precision | Metric::Recall | Metric::F1 => {
            format!("{value:.4}")
        }
        // Six places would leave nothing of it, or hide how large it is.
        _ if value != 0.0 && !(5e-6..1e12).contains(&value.abs()) => format!("{value:.4e}"),
        _ => format!("{value:.6}"),
    }
}

/// Lines of cells with their columns below each other; the first `left` columns are text. A control
/// character, which a file may have brought, is replaced.
pub(super) fn table(rows: &[Vec<String>], left: usize) -> String {
    let shown = |cell: &String| cell.replace(|c: char| c.is_control(), "\u{fffd}");
    let rows: Vec<Vec<_>> = rows.iter().map(|row| row.iter().map(shown).collect()).collect();
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let widths: Vec<_> = (0..columns)
        .map(|c| rows.iter().filter_map(|row| row.get(c)).map(|s| s.chars().count()).max())
        .map(|width| width.unwrap_or(0))
        .collect();
    let mut text = String::new();
    for row in &rows {
        let mut line = String::new();
        for (c, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            if c > 0 {
                line.push_str("  ");
            }
            if c < left {
                line.push_str(&format!("{cell:<width$}"));
            } else {
                line.push_str(&format!("{cell:>width$}"));
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_moves_no_cursor() {
        let rows = [["class", "samples"], ["a\u{1b}[2Jb", "7"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(table(&rows, 1), "class   samples\na\u{fffd}[2Jb        7\n");
    }
}
