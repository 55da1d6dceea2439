//! JSON lines: an object a line; or one array of objects, as pandas and vega write.

use std::collections::HashMap;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::column::{Numbers, Texts};
use super::quoted;
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};

/// The most cells that a table may have for each byte of its file: cells that no one wrote cost
/// memory too.
const CELLS_A_BYTE: usize = 64;

/// What has been read of a column; rows without it are missing.
#[derive(Debug)]
struct Growing {
    rows: usize,
    numbers: Numbers,
    /// Once one value is none.
    texts: Option<Texts>,
}

/// An object whose keys keep their order.
#[derive(Debug)]
struct Row(Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Row {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Row;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(
                self,
                mut map: A,
            ) -> std::result::Result<Row, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Row(pairs))
            }
        }
        deserializer.deserialize_map(Pairs)
    }
}

/// Whether the first line is an object, or all is an array of objects.
pub(super) fn is_json(content: &[u8]) -> bool {
    let text = content.trim_ascii_start();
    match text.first() {
        Some(b'{') => {
            let rest = text[1..].trim_ascii_start();
            matches!(rest.first(), Some(b'"' | b'}'))
        }
        Some(b'[') => text[1..].trim_ascii_start().first() == Some(&b'{'),
        _ => false,
    }
}

/// Reads objects; the columns are their keys in the order in which they first occur. Truths become
/// `true` and `false`, null and what is left out is missing, objects within objects get names
/// such as `a.b`.
///
/// # Errors
/// Name the row and the key: no JSON, no object, an array as a value, no rows, or keys so many that
/// the table would be more than 64 times the file's size.
pub(super) fn read(source: &str, text: &str) -> Result<Table> {
    let mut columns: Vec<(String, Growing)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<u64> = Vec::new();
    let most = text.len().saturating_mul(CELLS_A_BYTE);
    let mut add = |at: u64, Row(object): Row| {
        let mut cells = Vec::new();
        flatten("", object, &mut cells).map_err(|error| error.row(at))?;
        for (name, value) in cells {
            let place = *places.entry(name).or_insert_with_key(|name| {
                columns.push((name.clone(), Growing::new()));
                columns.len() - 1
            });
            columns[place].1.push(rows.len(), value);
        }
        rows.push(at);
        if columns.len().saturating_mul(rows.len()) > most {
            return Err(Error::input(format!(
                "{} rows of {} columns are more than {CELLS_A_BYTE} times the file's size",
                rows.len(),
                columns.len()
            ))
            .row(at)
            .advice("give every row the same keys"));
        }
        Ok(())
    };
    let bad = |e: serde_json::Error, at: u64| {
        Error::input("it is no JSON").caused_by(e).row(at).advice("write an object a line")
    };
    if text.trim_start().starts_with('[') {
        let values: Vec<Row> = serde_json::from_str(text).map_err(|e| {
            let line = e.line() as u64;
            bad(e, line)
        })?;
        for (value, at) in values.into_iter().zip(1..) {
            add(at, value)?;
        }
    } else {
        for (line, at) in text.lines().zip(1..) {
            if !line.trim().is_empty() {
                add(at, serde_json::from_str(line).map_err(|e| bad(e, at))?)?;
            }
        }
    }
    if rows.is_empty() || columns.is_empty() {
        return Err(Error::input("there are no rows").advice("give an object a sample"));
    }
    let count = rows.len();
    let columns = columns
        .into_iter()
        .map(|(name, growing)| {
            Ok(TableColumn { name, cells: growing.cells(count)?, declared: None, set_aside: false })
        })
        .collect::<Result<_>>()?;
    let follow = rows.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let rows = if follow { RowNumbers::From(rows[0]) } else { RowNumbers::Each(rows) };
    Ok(Table { source: source.to_owned(), columns, rows })
}

/// The values of an object with their names.
fn flatten(
    prefix: &str,
    object: impl IntoIterator<Item = (String, Value)>,
    cells: &mut Vec<(String, Value)>,
) -> Result<()> {
    for (key, value) in object {
        let name = if prefix.is_empty() { key } else { format!("{prefix}.{key}") };
        match value {
            Value::Object(object) => flatten(&name, object, cells)?,
            Value::Array(_) => {
                return Err(Error::input(format!("{} holds an array", quoted(&name)))
                    .column(name)
                    .advice("give each of its values a key"));
            }
            value => cells.push((name, value)),
        }
    }
    Ok(())
}

impl Growing {
    fn new() -> Self {
        Self { rows: 0, numbers: Numbers::default(), texts: None }
    }

    /// Puts a value at a row; rows left out before it are missing. A key that stands twice in its
    /// row counts once, the last time.
    fn push(&mut self, row: usize, value: Value) {
        if self.rows > row {
            return;
        }
        self.fill(row);
        self.rows += 1;
        let number = value.as_f64().filter(|value| value.is_finite());
        match (&mut self.texts, value, number) {
            (None, Value::Null, _) => self.numbers.push(f64::NAN),
            (None, _, Some(number)) => self.numbers.push(number),
            (Some(texts), Value::Null, _) => texts.missing(),
            (_, value, _) => {
                let text = match value {
                    Value::String(text) => text,
                    value => value.to_string(),
                };
                let texts = match &mut self.texts {
                    Some(texts) => texts,
                    None => {
                        let numbers = std::mem::take(&mut self.numbers).cells();
                        self.texts.insert(Texts::of_numbers(numbers))
                    }
                };
                if super::is_missing(text.trim().as_bytes()) {
                    texts.missing();
                } else {
                    texts.push(&text);
                }
            }
        }
    }

    fn fill(&mut self, rows: usize) {
        for _ in self.rows..rows {
            match &mut self.texts {
                Some(texts) => texts.missing(),
                None => self.numbers.push(f64::NAN),
            }
        }
        self.rows = self.rows.max(rows);
    }

    fn cells(mut self, rows: usize) -> Result<Cells> {
        self.fill(rows);
        match self.texts {
            Some(texts) => texts.cells(b'.'),
            None => self.numbers.cells(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_become_rows() {
        let text = "{\"a\": 1, \"b\": \"x\", \"c\": {\"d\": true}}\n\n{\"b\": null, \"a\": 2.5}\n{\"e\": 7}\n";
        assert!(is_json(text.as_bytes()) && !is_json(b"a,b\n{,1") && is_json(b"[ {\"a\":1}]"));
        let table = read("s", text).unwrap();
        let names: Vec<_> = table.columns.iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["a", "b", "c.d", "e"]);
        assert_eq!(table.rows, RowNumbers::Each(vec![1, 3, 4]));
        let a = &table.columns[0].cells;
        assert!(a.number(0) == 1.0 && a.number(1) == 2.5 && a.is_missing(2));
        assert!(table.columns[1].cells.is_missing(1) && table.columns[1].cells.is_missing(2));
        let Cells::Texts { values, .. } = &table.columns[2].cells else { panic!() };
        assert_eq!(values, &["true"]);
        let array = read("s", "[{\"a\": 1}, {\"a\": \"x\"}]").unwrap();
        assert_eq!(array.columns[0].cells, Texts::of(&["1", "x"]));
        for (text, expected) in [
            ("{\"a\": [1]}", "row 1, column \"a\": \"a\" holds an array"),
            ("{\"a\": 1}\n{\"a\"", "row 2: it is no JSON"),
            (
                "{\"a\": 1}\n3",
                "row 2: it is no JSON (invalid type: integer `3`, expected an object",
            ),
            ("{}", "there are no rows"),
        ] {
            let error = read("s", text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let many: String = (0..400).map(|i| format!("{{\"{i}\":1}}\n")).collect();
        assert!(read("s", &many).is_ok());
        let many: String = (0..9000).map(|i| format!("{{\"{i}\":1}}\n")).collect();
        assert!(read("s", &many).unwrap_err().to_string().contains("times the file's size"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_a_table_or_an_error(text in "[\\[{}\\]\":,ab1 \n]{0,40}") {
            let _ = read("any", &text);
        }
    }
}
