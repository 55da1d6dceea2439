//! What keeps a table from being trained on, in words.

use super::kind::Reason;
use super::samples::Chosen;
use super::table::{Cells, Table};
use super::{names, quoted};
use crate::error::{Error, Result};

/// A row that names the columns below a title is one of the first so many.
const FIRST_ROWS: usize = 5;

/// A text stands where the rest of its column are numbers or dates, in one or more columns: the place of each, its row
/// and what it is not.
pub(super) fn word(table: &Table, words: &[(usize, usize, String)]) -> Error {
    let (place, row, not) = &words[0];
    let column = &table.columns[*place];
    let text = match &column.cells {
        Cells::Texts { values, codes } => quoted(&values[codes[*row] as usize]),
        _ => String::new(),
    };
    let mut what = format!("{text} is {not}, as most other cells of the column are");
    if words.len() > 1 {
        let others = words[1..].iter().map(|(place, ..)| &*table.columns[*place].name);
        what += &format!("; so in the columns {}", names::list(others));
    }
    // A line of a title and empty cells was taken for the names.
    let is_title = names::are_of_title(table)
        && *row < FIRST_ROWS
        && words.iter().all(|(_, other, _)| other == row);
    if is_title {
        let above = table.rows.get(*row) - 1;
        return Error::input(what).sample(&table.rows, *row).column(&column.name).advice(format!(
            "if that row names the columns, pass over the lines above it with --skip {above}"
        ));
    }
    let category = kind_flag(&column.name, "category");
    Error::input(what).sample(&table.rows, *row).column(&column.name).advice(format!(
        "take it for a missing cell with --missing {text}, or the column for text with --kinds \
         {category}"
    ))
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
