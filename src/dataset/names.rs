//! Columns by name: lists of names as users write them, the places of columns, and what to say
//! when there are none.

use std::collections::{HashMap, HashSet};

use super::quoted;
use super::table::{Cells, Table};
use crate::error::{Error, Result};
use crate::names::{CLOSE, closest};

/// As many names as still make one line.
const LISTED: usize = 12;

/// The parts of a list with commas between them; a part that holds one is quoted as in CSV.
pub(super) fn split(text: &str) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let record = reader.records().next().and_then(Result::ok);
    record.map_or_else(Vec::new, |record| record.iter().map(str::to_owned).collect())
}

/// The columns of a table by name.
pub(super) struct Columns<'a> {
    table: &'a Table,
    places: HashMap<&'a str, usize>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(table: &'a Table) -> Self {
        let places = table.columns.iter().zip(0..).map(|(column, place)| (&*column.name, place));
        Self { table, places: places.collect() }
    }

    /// The place of a column.
    pub(super) fn get(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The places of the columns of these names, in their order. One name alone that is no column's and
    /// holds a comma is taken for several.
    ///
    /// # Errors
    /// One, that names all that are missing.
    pub(super) fn all(&self, names: &[String]) -> Result<Vec<usize>> {
        let mut places = Vec::with_capacity(names.len());
        let mut missing: Vec<String> = Vec::new();
        for name in names {
            match self.get(name) {
                Some(place) => places.push(place),
                // Of several, each stands by itself: a model knows its columns by their whole names.
                None if name.contains(',') && names.len() == 1 => {
                    for part in split(name) {
                        match self.get(&part) {
                            Some(place) => places.push(place),
                            None => missing.push(part),
                        }
                    }
                }
                None => missing.push(name.clone()),
            }
        }
        if missing.is_empty() { Ok(places) } else { Err(self.none(&missing)) }
    }

    /// There are no columns of these names.
    fn none(&self, missing: &[String]) -> Error {
        let names = || self.table.columns.iter().map(|column| column.name.as_str());
        let columns = list(names());
        let what = match missing {
            [name] => format!("there is no column {}", quoted(name)),
            _ => format!("there are no columns {}", list(missing.iter().map(String::as_str))),
        };
        let wanted = missing[0].to_lowercase();
        let closest = closest(&wanted, CLOSE, names().map(|name| (name.to_lowercase(), name)))
            .filter(|_| missing.len() == 1)
            .map_or(String::new(), |name| format!("did you mean {}? ", quoted(name)));
        Error::input(what).advice(match separator(self.table) {
            Some(separator) => separated(separator),
            None => format!("{closest}the columns are {columns}"),
        })
    }
}

/// The result of every column, or the first error, which then names the other columns that have one.
pub(super) fn every<'a, T>(results: impl Iterator<Item = (&'a str, Result<T>)>) -> Result<Vec<T>> {
    let mut good = Vec::new();
    let mut error: Option<Error> = None;
    let mut others = Vec::new();
    for (name, result) in results {
        match (result, &error) {
            (Ok(result), _) => good.push(result),
            (Err(first), None) => error = Some(first),
            (Err(_), Some(_)) => others.push(name),
        }
    }
    match error {
        None => Ok(good),
        Some(error) if others.is_empty() => Err(error),
        Some(error) => {
            Err(error.also(format!("and the like is wrong with {}", list(others.into_iter()))))
        }
    }
}

/// What may separate the cells of a table of one column: what is often found, or what stands as often in the first row
/// as in the name.
pub(super) fn separator(table: &Table) -> Option<char> {
    let [only] = &table.columns[..] else { return None };
    let usual = only.name.chars().find(|c| matches!(c, ';' | '\t' | '|'));
    let text = match &only.cells {
        Cells::Texts { values, .. } => values.first(),
        _ => None,
    };
    let may = |c: &char| c.is_ascii() && !c.is_alphanumeric() && !"_.-+'\"()[]{}".contains(*c);
    usual.or_else(|| {
        let text = text?;
        let is_as_often = |&c: &char| only.name.matches(c).count() == text.matches(c).count();
        only.name.chars().filter(may).find(is_as_often)
    })
}

/// Advice for a table that another character separates.
pub(super) fn separated(separator: char) -> String {
    let cut = match separator {
        ';' | '\t' | '|' => String::new(),
        ' ' => "say --separator blanks, and ".to_owned(),
        other => return format!("if {other:?} separates the cells, say --separator {other:?}"),
    };
    format!("if {separator:?} separates the cells, {cut}give every row as many as the header")
}

/// Names as a line bears them: the first ones, and how many more there are.
pub(super) fn list<'a>(names: impl Iterator<Item = &'a str>) -> String {
    shorten(names.map(quoted))
}

/// The first of such parts of a line, and how many more there are.
pub(super) fn shorten(parts: impl Iterator<Item = String>) -> String {
    let mut listed = Vec::new();
    let mut more = 0;
    for part in parts {
        if listed.len() < LISTED {
            listed.push(part);
        } else {
            more += 1;
        }
    }
    if more > 0 {
        listed.push(format!("{more} more"));
    }
    listed.join(", ")
}

/// Whether that is no name: none, or what pandas calls an index that it wrote without one and read again.
pub(super) fn is_none(name: &str) -> bool {
    let name = name.trim();
    name.is_empty()
        || name.strip_prefix("Unnamed: ").is_some_and(|n| n.parse::<u32>().is_ok())
        || is_pandas_index(name)
}

/// Whether at most one of three columns and more has a name, as in the line of a title above a table.
pub(super) fn are_of_title(table: &Table) -> bool {
    let names = table.columns.iter().enumerate();
    let named = names.filter(|(place, column)| column.name != without_name(*place)).count();
    table.columns.len() > 2 && named <= 1
}

/// What a column without a name is called.
fn without_name(place: usize) -> String {
    format!("column {}", place + 1)
}

/// Whether a column has the name that pandas gives an index without one.
pub(super) fn is_pandas_index(name: &str) -> bool {
    let place = name.strip_prefix("__index_level_").and_then(|rest| rest.strip_suffix("__"));
    place.is_some_and(|place| place.parse::<u32>().is_ok())
}

/// Gives each column a name of its own: one without is `column 3` after its place, one that stands
/// twice `a (2)`. Says which columns had none.
pub(super) fn complete<'a>(names: impl Iterator<Item = &'a mut String>) -> Vec<bool> {
    let mut seen: HashSet<String> = HashSet::new();
    let mut named = Vec::new();
    for (place, given) in names.enumerate() {
        let name = given.trim();
        named.push(!is_none(name));
        let base = match name {
            "" => without_name(place),
            name => name.to_owned(),
        };
        let mut name = base.clone();
        let mut copies = 1;
        while !seen.insert(name.clone()) {
            copies += 1;
            name = format!("{base} ({copies})");
        }
        *given = name;
    }
    named
}

#[cfg(test)]
mod tests {
    use super::super::table::{RowNumbers, TableColumn};
    use super::*;

    fn table(names: &[&str]) -> Table {
        let columns = names.iter().map(|name| TableColumn::texts(*name, &["x"])).collect();
        Table { source: "data.csv".into(), columns, rows: RowNumbers::From(2) }
    }

    #[test]
    fn a_list_is_split_at_commas_unless_a_column_has_that_name() {
        assert_eq!(split("a, b,\"c,d\""), ["a", "b", "c,d"]);
        let table = table(&["a", "b", "a,b", "net, sold"]);
        let columns = Columns::new(&table);
        let all = |names: &[&str]| {
            columns.all(&names.iter().map(|name| name.to_string()).collect::<Vec<_>>())
        };
        assert_eq!(all(&["a,b"]).unwrap(), [2]);
        assert_eq!(all(&["b,a"]).unwrap(), [1, 0]);
        assert_eq!(all(&["net, sold"]).unwrap(), [3]);
        assert_eq!(all(&["b,\"net, sold\""]).unwrap(), [1, 3]);
    }

    #[test]
    fn every_name_that_is_missing_is_named_in_one_message() {
        let table = table(&["sepal_length", "species"]);
        let columns = Columns::new(&table);
        let error = columns.all(&["specis".into()]).unwrap_err().to_string();
        assert_eq!(
            error,
            "there is no column \"specis\"; did you mean \"species\"? \
             the columns are \"sepal_length\", \"species\""
        );
        let names: Vec<_> = (0..20).map(|i| format!("p{i}")).collect();
        let error = columns.all(&names).unwrap_err().to_string();
        assert!(error.starts_with("there are no columns \"p0\", \"p1\""), "{error}");
        assert!(error.contains("\"p11\", 8 more; the columns are"), "{error}");
    }

    #[test]
    fn a_table_of_one_column_is_told_what_may_separate_its_cells() {
        let table = table(&["a;b;kind"]);
        let error = Columns::new(&table).all(&["kind".into()]).unwrap_err().to_string();
        assert!(
            error.ends_with("; if ';' separates the cells, give every row as many as the header"),
            "{error}"
        );
    }

    #[test]
    fn every_column_gets_a_name_of_its_own() {
        let mut table = table(&["", "a", "a", "Unnamed: 0", "a (2)"]);
        assert_eq!(
            complete(table.columns.iter_mut().map(|column| &mut column.name)),
            [false, true, true, false, true]
        );
        let names: Vec<_> = table.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["column 1", "a", "a (2)", "Unnamed: 0", "a (2) (2)"]);
    }
}
