//! LIBSVM's and SVMlight's format: a target, then `place:value` of what is not 0.

use super::column::{Numbers, Texts};
use super::{number, quoted};
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};

/// The most cells that a table may have for each byte of its file: zeros that no one wrote cost
/// memory too.
const CELLS_A_BYTE: usize = 64;

/// Whether the first line that is no comment is a target and pairs, one at least.
pub(super) fn is_libsvm(content: &[u8]) -> bool {
    let lines = content.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let mut lines = lines.take(64).filter(|line| !line.is_empty() && line[0] != b'#');
    let is_row = |line: &[u8]| {
        let line = line.split(|&byte| byte == b'#').next().unwrap_or_default();
        let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        let is_target = |word: &[u8]| {
            word.split(|&byte| byte == b',').all(|part| number::whole(part, b'.').is_some())
        };
        let is_pair = |word: &[u8]| {
            let mut parts = word.splitn(2, |&byte| byte == b':');
            let place = parts.next().unwrap_or_default();
            let is_place =
                place == b"qid" || (!place.is_empty() && place.iter().all(u8::is_ascii_digit));
            is_place && parts.next().is_some_and(|value| number::whole(value, b'.').is_some())
        };
        let first = words.next();
        let mut pairs = words.peekable();
        first.is_some_and(is_target) && pairs.peek().is_some() && pairs.all(is_pair)
    };
    lines.next().is_some_and(is_row) && lines.take(3).all(is_row)
}

/// Reads `target place:value ... # comment`, a line a row. Columns are named by their place, from
/// the lowest that occurs of 0 and 1; the target is the last column, `target`; `qid` is a column of
/// that name before it, which is set aside. Several targets with commas between them are one text.
///
/// # Errors
/// Name the row: what is no target or pair, places out of order, places so high that the table
/// would be more than 64 times the file's size, no rows.
pub(super) fn read(source: &str, text: &str) -> Result<Table> {
    let mut rows = Vec::new();
    let mut pairs: Vec<(u32, usize, f64)> = Vec::new();
    let (mut targets, mut groups) = (Texts::default(), Vec::new());
    let (mut highest, mut lowest, mut several) = (0, usize::MAX, false);
    for (line, at) in text.lines().zip(1u64..) {
        let line = line.split('#').next().unwrap_or_default();
        let mut words = line.split_ascii_whitespace();
        let Some(target) = words.next() else { continue };
        let row = rows.len() as u32;
        let (mut last, mut group) = (None, f64::NAN);
        for word in words {
            let bad = || {
                Error::input(format!("{} is no pair of a place and a number", quoted(word)))
                    .row(at)
                    .advice("write PLACE:NUMBER")
            };
            let (place, value) = word.split_once(':').ok_or_else(bad)?;
            let value = number::whole(value.as_bytes(), b'.').ok_or_else(bad)?;
            if place == "qid" {
                group = value;
                continue;
            }
            let place: usize = place.parse().map_err(|_| bad())?;
            if last.is_some_and(|last| place <= last) {
                return Err(Error::input(format!("the place {place} stands out of order"))
                    .row(at)
                    .advice("write each once, in ascending order"));
            }
            last = Some(place);
            (highest, lowest) = (highest.max(place), lowest.min(place));
            pairs.push((row, place, value));
        }
        several |= target.contains(',');
        targets.push(target);
        groups.push(group);
        rows.push(at);
    }
    if rows.is_empty() {
        return Err(Error::input("there are no rows").advice("give a row a sample"));
    }
    let first = lowest.min(1);
    let width = if pairs.is_empty() { 0 } else { (highest - first).saturating_add(1) };
    if width.saturating_mul(rows.len()) > text.len().saturating_mul(CELLS_A_BYTE) {
        return Err(Error::input(format!(
            "{} rows of {width} columns would be more than {CELLS_A_BYTE} times the file's size",
            rows.len()
        ))
        .advice("leave out columns that are nearly always 0"));
    }
    let wide: Vec<bool> = {
        let mut wide = vec![false; width];
        for &(_, place, value) in &pairs {
            wide[place - first] |= f64::from(value as f32) != value;
        }
        wide
    };
    enum Filled {
        Narrow(Vec<f32>),
        Wide(Vec<f64>),
    }
    let mut columns: Vec<Filled> = wide
        .into_iter()
        .map(|wide| match wide {
            true => Filled::Wide(vec![0.0; rows.len()]),
            false => Filled::Narrow(vec![0.0; rows.len()]),
        })
        .collect();
    for (row, place, value) in pairs {
        match &mut columns[place - first] {
            Filled::Narrow(values) => values[row as usize] = value as f32,
            Filled::Wide(values) => values[row as usize] = value,
        }
    }
    let cells = |filled| match filled {
        Filled::Narrow(values) => Cells::Narrow(values.into()),
        Filled::Wide(values) => Cells::Wide(values.into()),
    };
    let column = |name: String, cells| TableColumn::new(name, cells);
    let mut columns: Vec<_> = (first..)
        .zip(columns)
        .map(|(place, numbers)| column(place.to_string(), cells(numbers)))
        .collect();
    if groups.iter().any(|group| !group.is_nan()) {
        let cells = groups.into_iter().collect::<Numbers>().cells()?;
        columns.push(TableColumn { set_aside: true, ..column("qid".to_owned(), cells) });
    }
    let targets = if several { targets.texts()? } else { targets.cells(b'.')? };
    columns.push(column("target".to_owned(), targets));
    let follow = rows.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let rows = if follow { RowNumbers::From(rows[0]) } else { RowNumbers::Each(rows) };
    Ok(Table { source: source.to_owned(), columns, rows })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_columns_and_what_is_left_out_is_zero() {
        let text = "# head\n+1 1:0.5 3:-2 # one\n\n-1 2:1e3\n";
        assert!(is_libsvm(text.as_bytes()) && is_libsvm(b"3 qid:1 1:2\n1 qid:1 2:2\n"));
        assert!(!is_libsvm(b"1 2 3\n") && !is_libsvm(b"a 1:2\n") && !is_libsvm(b"1\n"));
        let table = read("s", text).unwrap();
        let names: Vec<_> = table.columns.iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["1", "2", "3", "target"]);
        assert_eq!(table.columns[0].cells, Cells::Narrow(vec![0.5, 0.0].into()));
        assert_eq!(table.columns[1].cells, Cells::Narrow(vec![0.0, 1000.0].into()));
        assert_eq!(table.columns[3].cells, Cells::Narrow(vec![1.0, -1.0].into()));
        assert_eq!(table.rows, RowNumbers::Each(vec![2, 4]));
        assert_eq!(read("s", "1 0:1\n").unwrap().columns[0].name, "0");
        // Several targets are no number with a decimal comma, and the query is no feature.
        let table = read("s", "0,2 qid:4 1:1\n1 qid:4 1:2\n0,2 qid:5 1:3\n").unwrap();
        let [_, query, target] = &table.columns[..] else { panic!("{table:?}") };
        assert!(query.name == "qid" && query.set_aside && !target.set_aside);
        assert_eq!(target.cells, Texts::of(&["0,2", "1", "0,2"]));
        let error = |text: &str| read("s", text).unwrap_err().to_string();
        assert!(error("1 2:1 1:1\n").starts_with("row 1: the place 1 stands out of order"));
        assert!(error("1 a:1\n").starts_with("row 1: \"a:1\" is no pair"));
        assert!(error("1 999999999:1\n").contains("times the file's size"));
        assert!(error(&format!("1 {}:1\n", u64::MAX)).contains("times the file's size"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_table_or_an_error(text in "[0-9a:#., \nqid-]{0,40}") {
            let _ = is_libsvm(text.as_bytes());
            let _ = read("any", &text);
        }
    }
}
