//! LIBSVM's and SVMlight's format: a target, then `place:value` of what is not 0.

use super::column::{Numbers, Texts};
use super::{number, quoted};
use crate::dataset::sparse::{self, TARGET};
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};

/// The most cells that a table may have for each byte of its file: zeros that no one wrote cost
/// memory too.
const CELLS_A_BYTE: usize = 64;

/// Whether the first lines that are no comments are targets and pairs, one of each at least.
pub(super) fn is_libsvm(content: &[u8]) -> bool {
    let lines = content.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii);
    let lines = lines.take(64).filter(|line| !line.is_empty() && line[0] != b'#');
    let is_row = |line: &[u8]| {
        let line = line.split(|&byte| byte == b'#').next().unwrap_or_default();
        let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
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
        let mut words = words.peekable();
        // Where rows have sets of labels, one may have none.
        let has_target = words.next_if(|word| is_target(word)).is_some();
        let has_pairs = words.peek().is_some();
        words.all(is_pair).then_some((has_target, has_pairs))
    };
    // All of a row may be 0, so that its target stands alone.
    let (mut targets, mut pairs) = (0, 0);
    for row in lines {
        let Some((has_target, has_pairs)) = is_row(row) else { return false };
        targets += usize::from(has_target);
        pairs += usize::from(has_pairs);
        if pairs == 4 {
            break;
        }
    }
    targets > 0 && pairs > 0
}

/// Reads `target place:value ... # comment`, a line a row. Columns are named by their place, from
/// the lowest that occurs of 0 and 1; the target is the last column, `target`; `qid` is a column of
/// that name before it, which is set aside. Where a row has several targets with commas between them, these are
/// labels, each a column `label 3` of zeros and ones; a row may then have none.
///
/// # Errors
/// Name the row: what is no target or pair, places out of order, places so high or labels so many that the table
/// would be more than 64 times the file's size, no rows.
pub(super) fn read(source: &str, text: &str) -> Result<Table> {
    let mut rows = Vec::new();
    let mut pairs: Vec<(u32, usize, f64)> = Vec::new();
    let (mut targets, mut groups) = (Vec::new(), Vec::new());
    let (mut highest, mut lowest) = (0, usize::MAX);
    for (line, at) in text.lines().zip(1u64..) {
        let line = line.split('#').next().unwrap_or_default();
        let mut words = line.split_ascii_whitespace().peekable();
        if words.peek().is_none() {
            continue;
        }
        let target = words.next_if(|word| !word.contains(':')).unwrap_or_default();
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
        targets.push(target);
        groups.push(group);
        rows.push(at);
    }
    if rows.is_empty() {
        return Err(Error::input("there are no rows").advice("give a row a sample"));
    }
    let first = lowest.min(1);
    let width = if pairs.is_empty() { 0 } else { (highest - first).saturating_add(1) };
    let targets = targets_of(&targets, &rows)?;
    let of_targets = match &targets {
        Targets::One(_) => 0,
        Targets::Labels(labels) => labels.len(),
    };
    let all = width.saturating_add(of_targets);
    if all.saturating_mul(rows.len()) > text.len().saturating_mul(CELLS_A_BYTE) {
        return Err(Error::input(format!(
            "{} rows of {all} columns would be more than {CELLS_A_BYTE} times the file's size",
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
    let column =
        |name: String, cells| TableColumn { is_sparse: true, ..TableColumn::new(name, cells) };
    let mut columns: Vec<_> = (first..)
        .zip(columns)
        .map(|(place, numbers)| column(place.to_string(), cells(numbers)))
        .collect();
    if groups.iter().any(|group| !group.is_nan()) {
        let cells = groups.into_iter().collect::<Numbers>().cells()?;
        columns.push(TableColumn { set_aside: true, ..column("qid".to_owned(), cells) });
    }
    match targets {
        Targets::One(cells) => columns.push(column(TARGET.to_owned(), cells)),
        Targets::Labels(labels) => columns.extend(sparse::labels(&labels, rows.len())),
    }
    let follow = rows.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let rows = if follow { RowNumbers::From(rows[0]) } else { RowNumbers::Each(rows) };
    Ok(Table { source: source.to_owned(), columns, rows })
}

/// What the rows have before their pairs.
enum Targets {
    One(Cells),
    /// In ascending order, each with the rows that have it.
    Labels(Vec<(f64, Vec<usize>)>),
}

/// The targets of rows that stand at `rows`, one of which may have several.
fn targets_of(targets: &[&str], rows: &[u64]) -> Result<Targets> {
    let mut at = std::iter::zip(targets, rows);
    if !targets.iter().any(|target| target.contains(',')) {
        if let Some((_, &row)) = at.find(|(target, _)| target.is_empty()) {
            return Err(Error::input("the row has no target")
                .row(row)
                .advice("write TARGET PLACE:NUMBER ..., or several targets with commas between"));
        }
        let mut one = Texts::default();
        targets.iter().for_each(|target| one.push(target));
        return Ok(Targets::One(one.cells(b'.')?));
    }
    let mut pairs: Vec<(f64, usize)> = Vec::new();
    for (row, (target, &at)) in at.enumerate() {
        for label in target.split(',').filter(|_| !target.is_empty()) {
            let value = number::whole(label.as_bytes(), b'.').ok_or_else(|| {
                Error::input(format!("{} is no label, as numbers are", quoted(label)))
                    .row(at)
                    .advice("write labels as numbers, such as 1,3")
            })?;
            // Adding 0 makes one of -0 and 0.
            pairs.push((value + 0.0, row));
        }
    }
    pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let labels = pairs.chunk_by(|a, b| a.0 == b.0);
    let labels = labels.map(|pairs| (pairs[0].0, pairs.iter().map(|&(_, row)| row).collect()));
    Ok(Targets::Labels(labels.collect()))
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
        // A row of zeros, as the first and among others.
        let zeros = "2\n1 1:0.5\n2\n";
        assert!(is_libsvm(zeros.as_bytes()));
        assert_eq!(
            read("s", zeros).unwrap().columns[0].cells,
            Cells::Narrow(vec![0.0, 0.5, 0.0].into())
        );
        // Several targets are no number with a decimal comma, and the query is no feature.
        let several = "0,2 qid:4 1:1\n qid:4 1:2\n10 qid:5 1:3\n";
        assert!(is_libsvm(several.as_bytes()) && !is_libsvm(b"12:30 13:45\n12:31 13:46\n"));
        let table = read("s", several).unwrap();
        let [_, query, labels @ ..] = &table.columns[..] else { panic!("{table:?}") };
        assert!(query.name == "qid" && query.set_aside);
        let told: Vec<_> = labels.iter().map(|label| (&*label.name, label.is_target)).collect();
        assert_eq!(told, [("label 0", true), ("label 2", true), ("label 10", true)]);
        assert_eq!(labels[0].cells, Cells::Bytes(vec![1, 0, 0].into()));
        assert_eq!(labels[2].cells, Cells::Bytes(vec![0, 0, 1].into()));
        let error = |text: &str| read("s", text).unwrap_err().to_string();
        assert!(error("1 2:1 1:1\n").starts_with("row 1: the place 1 stands out of order"));
        assert!(error("1 1:1\n1:2\n").starts_with("row 2: the row has no target"));
        assert!(error("1,a 1:1\n").starts_with("row 1: \"a\" is no label"));
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
