//! What keeps a table from being trained on, in words.

use super::date::DateFormat;
use super::kind::{FEW_WORDS, Reason};
use super::samples::Chosen;
use super::table::{Cells, MISSING, Table};
use super::unit;
use super::{names, quoted};
use crate::error::{Error, Result};

/// A text stands where the rest of its column are numbers, in one or more columns.
pub(super) fn word(table: &Table, words: &[(usize, usize)]) -> Error {
    let text = |&(place, row): &(usize, usize)| match &table.columns[place].cells {
        Cells::Texts { values, codes } => quoted(&values[codes[row] as usize]),
        _ => String::new(),
    };
    let (place, row) = words[0];
    let name = &table.columns[place].name;
    let first = text(&words[0]);
    let number = match &table.columns[place].cells {
        Cells::Texts { values, codes } => is_none_of(values, codes),
        _ => "not a number".to_owned(),
    };
    let mut what = format!("{first} is {number}, as most other cells of the column are");
    if words.len() > 1 {
        let others = names::list(words[1..].iter().map(|&(place, _)| &*table.columns[place].name));
        what += &format!("; so in the columns {others}");
    }
    Error::input(what).sample(&table.rows, row).column(name).advice(format!(
        "take it for a missing cell with --missing {first}, or the column for text with --kinds \
         {}",
        kind_flag(name, "category")
    ))
}

/// What a text is not that most texts of a column are.
fn is_none_of(values: &[String], codes: &[u32]) -> String {
    let mut counts = vec![0; values.len()];
    codes.iter().filter(|&&code| code != MISSING).for_each(|&code| counts[code as usize] += 1);
    let counted = values.iter().map(String::as_str).zip(counts);
    let unit = unit::of_most(values.iter().map(|text| (&**text, 1)), 0.5);
    let date = || DateFormat::of_most(counted, FEW_WORDS);
    match unit {
        Some(unit) => format!("no number of {unit}"),
        None => date().map_or("not a number".to_owned(), |format| format!("no date of {format}")),
    }
}

/// What `--kinds` is given, as it is typed in a shell.
fn kind_flag(name: &str, kind: &str) -> String {
    if name.contains([',', '"']) {
        format!("'\"{}\"={kind}'", name.replace('"', "\"\""))
    } else if name.contains([' ', '\'', '(', ')', '&', '$', '*', ';']) {
        format!("'{name}={kind}'")
    } else {
        format!("{name}={kind}")
    }
}

/// A feature by its name is used for something else.
pub(super) fn other_use(name: &str, reason: Reason) -> Error {
    Error::input(format!("the feature {} {reason}", quoted(name)))
        .advice("leave it out of the features, or name another column for one of the two")
}

/// There is nothing to learn from.
pub(super) fn no_features(table: &Table, left_out: &[(usize, Reason)]) -> Error {
    if left_out.is_empty() {
        let error = Error::input("there is no column besides the target").row(1);
        return error.advice(match names::separator(table) {
            Some(separator) => names::separated(separator),
            None => "give at least one column of features".to_owned(),
        });
    }
    let reasons: Vec<_> = left_out
        .iter()
        .take(12)
        .map(|(place, reason)| format!("{} ({reason})", quoted(&table.columns[*place].name)))
        .collect();
    let name = &table.columns[left_out[0].0].name;
    let kind = match table.columns[left_out[0].0].cells {
        Cells::Texts { .. } => "category",
        _ => "number",
    };
    Error::input(format!("no column is left to learn from: {}", reasons.join(", ")))
        .advice(format!("say what a column is, such as --kinds {}", kind_flag(name, kind)))
}

/// One message for all columns with missing cells.
pub(super) fn refuse_missing(table: &Table, features: &[Chosen]) -> Result<()> {
    let mut with = features.iter().filter_map(|chosen| {
        let column = &table.columns[chosen.column];
        column.cells.missing().next().map(|row| (column.name.as_str(), row))
    });
    let Some((name, row)) = with.next() else { return Ok(()) };
    let others: Vec<_> = with.map(|(name, _)| name).collect();
    let mut what = "the cell is missing".to_owned();
    if !others.is_empty() {
        what += &format!(", as are cells of {}", names::list(others.into_iter()));
    }
    Err(Error::input(what)
        .sample(&table.rows, row)
        .column(name)
        .advice("fill it in, leave the row out, or leave out --missing-values error"))
}
