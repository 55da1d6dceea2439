//! JSON lines: an object a line; or one array of objects or one object that holds a table, as pandas and vega
//! write.

use std::collections::HashMap;

use super::column::{Numbers, Texts};
use super::json::{Json, Object, rows_of};
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
/// such as `a.b`, and values of arrays such as `a.0`.
///
/// # Errors
/// Name the row: no JSON, no object, no rows, or keys so many that the table would be more than 64 times the
/// file's size.
pub(super) fn read(source: &str, text: &str) -> Result<Table> {
    let mut columns: Vec<(String, Growing)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut rows: Vec<u64> = Vec::new();
    let most = text.len().saturating_mul(CELLS_A_BYTE);
    let mut add = |at: u64, object: Object| {
        let mut cells = Vec::new();
        flatten(String::new(), Json::Object(object), &mut cells);
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
    let no_object = |at: u64| {
        let advice = "write an object a line, or an array of objects";
        Error::input("the row is no object").row(at).advice(advice)
    };
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()).peekable();
    let first = lines.peek().map(|&(line, at)| (serde_json::from_str::<Json>(line), at));
    let one_line = lines.clone().nth(1).is_none();
    match first {
        // A line that is no value may be the beginning of one.
        Some((Err(error), at)) => match serde_json::from_str(text) {
            Ok(Json::Object(object)) => {
                rows_of(object).into_iter().zip(1..).try_for_each(|(row, at)| add(at, row))?;
            }
            Ok(Json::Array(values)) => {
                for (value, at) in values.into_iter().zip(1..) {
                    let Json::Object(object) = value else { return Err(no_object(at)) };
                    add(at, object)?;
                }
            }
            Ok(_) => return Err(no_object(at)),
            Err(whole) if text.trim_start().starts_with('[') => {
                let at = whole.line() as u64;
                return Err(bad(whole, at));
            }
            Err(_) => return Err(bad(error, at)),
        },
        Some((Ok(Json::Array(values)), _)) if one_line => {
            for (value, at) in values.into_iter().zip(1..) {
                let Json::Object(object) = value else { return Err(no_object(at)) };
                add(at, object)?;
            }
        }
        Some((Ok(Json::Object(object)), _)) if one_line => {
            rows_of(object).into_iter().zip(1..).try_for_each(|(row, at)| add(at, row))?;
        }
        _ => {
            for (line, at) in lines {
                match serde_json::from_str(line).map_err(|e| bad(e, at))? {
                    Json::Object(object) => add(at, object)?,
                    _ => return Err(no_object(at)),
                }
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

/// The values within a value, with their names.
fn flatten(name: String, value: Json, cells: &mut Vec<(String, Json)>) {
    let within = |key: &str| match name.as_str() {
        "" => key.to_owned(),
        name => format!("{name}.{key}"),
    };
    match value {
        Json::Object(object) => {
            object.into_iter().for_each(|(key, value)| flatten(within(&key), value, cells));
        }
        Json::Array(values) => {
            let values = values.into_iter().enumerate();
            values.for_each(|(place, value)| flatten(within(&place.to_string()), value, cells));
        }
        value => cells.push((name, value)),
    }
}

impl Growing {
    fn new() -> Self {
        Self { rows: 0, numbers: Numbers::default(), texts: None }
    }

    /// Puts a value at a row; rows left out before it are missing. A key that stands twice in its
    /// row counts once, the last time.
    fn push(&mut self, row: usize, value: Json) {
        if self.rows > row {
            return;
        }
        self.fill(row);
        self.rows += 1;
        let number = match &value {
            Json::Number(number) => number.as_f64().filter(|value| value.is_finite()),
            _ => None,
        };
        let text = match (&mut self.texts, value, number) {
            (None, Json::Null, _) => return self.numbers.push(f64::NAN),
            (None, _, Some(number)) => return self.numbers.push(number),
            (Some(texts), Json::Null, _) => return texts.missing(),
            (_, Json::Text(text), _) => text,
            (_, Json::Bool(truth), _) => truth.to_string(),
            (_, Json::Number(number), _) => number.to_string(),
            // What is within these has columns of its own.
            (_, Json::Array(_) | Json::Object(_), _) => String::new(),
        };
        let texts = self
            .texts
            .get_or_insert_with(|| Texts::of_numbers(std::mem::take(&mut self.numbers).cells()));
        match super::is_missing(text.trim().as_bytes()) {
            true => texts.missing(),
            false => texts.push(&text),
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
        let text = "{\"z\": [1, {\"b\": 2}], \"a\": \"x\"}\n{\"z\": [3], \"a\": []}\n";
        let nested = read("s", text).unwrap();
        let names: Vec<_> = nested.columns.iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["z.0", "z.1.b", "a"]);
        assert!(nested.columns[1].cells.is_missing(1) && nested.columns[2].cells.is_missing(1));
        let pretty = "{\n \"data\": [\n  {\"a\": 1},\n  {\"a\": 2}\n ]\n}\n";
        assert_eq!(
            read("s", pretty).unwrap().columns[0].cells,
            Numbers::from_iter([1.0, 2.0]).cells().unwrap()
        );
        assert_eq!(read("s", "[\n{\"a\": 1},\n{\"a\": 2}]\n").unwrap().len(), 2);
        for (text, expected) in [
            ("{\"a\": 1}\n{\"a\"", "row 2: it is no JSON"),
            ("{\"a\": 1}\n3", "row 2: the row is no object; write an object a line"),
            ("[{\"a\": 1}, 3]", "row 2: the row is no object"),
            ("{\"a\"\n", "row 1: it is no JSON"),
            ("[{\"a\": 1},\n{\"a\"]", "row 2: it is no JSON"),
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
