//! JSON lines: an object a line; or one array of objects or one object that holds a table, as pandas and vega
//! write.

use std::collections::HashMap;

use super::DialectOptions;
use super::column::{self, Numbers, Styled, Texts};
use super::json::{self, Json, Object, rows_of, rows_of_arrays};
use crate::dataset::quoted;
use crate::dataset::table::{RowNumbers, Table};
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

/// Whether the first line is an object, or all is an array of objects or of arrays.
pub(super) fn is_json(content: &[u8]) -> bool {
    let text = content.trim_ascii_start();
    match text.first() {
        Some(b'{') => {
            let rest = text[1..].trim_ascii_start();
            matches!(rest.first(), Some(b'"' | b'}'))
        }
        Some(b'[') => matches!(text[1..].trim_ascii_start().first(), Some(b'{' | b'[')),
        _ => false,
    }
}

/// [`read_with`] without columns that are told.
#[cfg(test)]
fn read(source: &str, text: &str) -> Result<Table> {
    read_with(source, text, &DialectOptions::default())
}

/// Reads objects; the columns are their keys, in the order of the rows: one that first occurs in a later row
/// stands behind what it stands behind there. Truths become
/// `true` and `false`, null and what is left out is missing, objects within objects get names
/// such as `a.b`, and values of arrays such as `a.0`. Texts of the columns that are `verbatim` are no numbers, whatever
/// they look like, and their integers keep all digits.
///
/// # Errors
/// Name the row: no JSON, no object, no rows, two values of one name, or keys so many that the table would be more than 64 times the
/// file's size.
pub(super) fn read_with(source: &str, text: &str, options: &DialectOptions) -> Result<Table> {
    let DialectOptions { verbatim, minus, .. } = options;
    let mut columns: Vec<(String, Growing)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut order = Order { next: vec![0], last: 0 };
    let mut rows: Vec<u64> = Vec::new();
    let most = text.len().saturating_mul(CELLS_A_BYTE);
    let mut add = |at: u64, object: Object| {
        let mut cells = Vec::new();
        let object = Json::Object(object);
        let mut left = object.size().saturating_mul(CELLS_A_BYTE);
        if !flatten(String::new(), object, &mut cells, &mut left) {
            return Err(Error::input("the names of values within values are too long")
                .row(at)
                .advice("give the values shorter names, or fewer levels"));
        }
        let is_new = |(name, _): &(String, Json)| !places.contains_key(name);
        // The beginning of a row that has nothing of those before is the end of all.
        let mut before = match cells.iter().all(is_new) {
            true => order.last,
            false => 0,
        };
        for (name, value) in cells {
            let place = *places.entry(name).or_insert_with_key(|name| {
                let growing = Growing::new(verbatim.contains(name), minus.contains(name));
                columns.push((name.clone(), growing));
                order.insert_after(before);
                columns.len() - 1
            });
            before = place + 1;
            let (name, growing) = &mut columns[place];
            if !growing.push(rows.len(), value) {
                return Err(Error::input(format!("two values are called {}", quoted(name)))
                    .row(at)
                    .advice("give one of them another name"));
            }
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
        // The row is that of the file.
        let e = e.to_string().replace("at line 1 column", "at column");
        Error::input(format!("it is no JSON ({e})")).row(at).advice("write an object a line")
    };
    let line_of = |line: &str| {
        let read = serde_json::from_str::<Json>(line);
        read.or_else(|e| json::without_nan(line).map_or(Err(e), |line| serde_json::from_str(&line)))
    };
    let no_object = |at: u64| {
        let advice = "write an object a line, or an array of objects";
        Error::input("the row is no object").row(at).advice(advice)
    };
    let mut lines = text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()).peekable();
    let first = lines.peek().map(|&(line, at)| (line_of(line), at));
    let whole = match first {
        None => None,
        Some((Ok(value), _)) => lines.clone().nth(1).is_none().then_some(value),
        // A line that is no value may be the beginning of one.
        Some((Err(error), at)) => match line_of(text) {
            Ok(value) => Some(value),
            Err(whole) if text.trim_start().starts_with('[') => {
                let at = whole.line() as u64;
                return Err(bad(whole, at));
            }
            Err(_) => return Err(bad(error, at)),
        },
    };
    match whole {
        None => {
            for (line, at) in lines {
                match line_of(line).map_err(|e| bad(e, at))? {
                    Json::Object(object) => add(at, object)?,
                    _ => return Err(no_object(at)),
                }
            }
        }
        Some(Json::Array(values)) => {
            for (value, at) in rows_of_arrays(values, most)?.into_iter().zip(1..) {
                let Json::Object(object) = value else { return Err(no_object(at)) };
                add(at, object)?;
            }
        }
        Some(Json::Object(object)) => {
            let mut rows = rows_of(object, most)?.into_iter().zip(1..);
            rows.try_for_each(|(row, at)| add(at, row))?;
        }
        Some(_) => return Err(no_object(1)),
    }
    if rows.is_empty() || columns.is_empty() {
        return Err(Error::without_rows("there are no rows"));
    }
    let count = rows.len();
    let mut columns: Vec<_> = columns.into_iter().map(Some).collect();
    let columns = order
        .places()
        .filter_map(|place| columns[place].take())
        .map(|(name, growing)| {
            let cells = growing.cells(count, verbatim.contains(&name))?;
            Ok(column::written(name, cells, b'.'))
        })
        .collect::<Result<_>>()?;
    let follow = rows.windows(2).all(|pair| pair[1] == pair[0] + 1);
    let rows = if follow { RowNumbers::From(rows[0]) } else { RowNumbers::Each(rows) };
    Ok(Table { source: source.to_owned(), columns, rows })
}

/// The order of columns of which some were found behind others and belong before them: a list of which each
/// entry names the next, from 1. The entry 0 stands before the first.
struct Order {
    next: Vec<usize>,
    last: usize,
}

impl Order {
    /// A new entry behind the entry `before`.
    fn insert_after(&mut self, before: usize) {
        let entry = self.next.len();
        self.next.push(self.next[before]);
        self.next[before] = entry;
        if before == self.last {
            self.last = entry;
        }
    }

    /// The places of the columns, from 0.
    fn places(&self) -> impl Iterator<Item = usize> {
        let next = |&entry: &usize| Some(self.next[entry]);
        std::iter::successors(Some(self.next[0]), next)
            .take_while(|&entry| entry != 0)
            .map(|entry| entry - 1)
    }
}

/// The values within a value, with their names; false where those are more than so many bytes that are `left`.
fn flatten(name: String, value: Json, cells: &mut Vec<(String, Json)>, left: &mut usize) -> bool {
    let Some(rest) = left.checked_sub(name.len()) else { return false };
    *left = rest;
    let within = |key: &str| match name.as_str() {
        "" => key.to_owned(),
        name => format!("{name}.{key}"),
    };
    match value {
        Json::Object(object) => {
            object.into_iter().all(|(key, value)| flatten(within(&key), value, cells, left))
        }
        Json::Array(values) => {
            let mut values = values.into_iter().enumerate();
            values.all(|(place, value)| flatten(within(&place.to_string()), value, cells, left))
        }
        value => {
            cells.push((name, value));
            true
        }
    }
}

impl Growing {
    fn new(is_verbatim: bool, has_minus: bool) -> Self {
        let texts = || Texts::default().with_minus(has_minus);
        Self { rows: 0, numbers: Numbers::default(), texts: is_verbatim.then(texts) }
    }

    /// Puts a value at a row; rows left out before it are missing. False where the row has one.
    fn push(&mut self, row: usize, value: Json) -> bool {
        if self.rows > row {
            return false;
        }
        self.fill(row);
        self.put(value);
        true
    }

    fn put(&mut self, value: Json) {
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
        // A minus may stand beside a plus, which the whole column shows.
        match text.trim() {
            "-" => texts.push("-"),
            trimmed if super::is_missing(trimmed.as_bytes()) => texts.missing(),
            _ => texts.push(&text),
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

    fn cells(mut self, rows: usize, is_verbatim: bool) -> Result<Styled> {
        self.fill(rows);
        match self.texts {
            Some(texts) if is_verbatim => Ok((texts.texts()?, None)),
            Some(texts) => texts.styled(b'.'),
            None => Ok((self.numbers.cells()?, None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dataset::table::Cells;

    #[test]
    fn what_is_nan_is_missing_and_of_a_key_the_last_value_counts() {
        let text = "{\"a\": NaN, \"b\": \"is \\\" NaN\"}\n{\"a\": 1, \"a\": 2, \"b\": \"x\"}\n";
        let table = read("s", text).unwrap();
        let [a, b] = [0, 1].map(|place| &table.columns[place].cells);
        assert!(a.is_missing(0) && a.number(1) == 2.0);
        assert_eq!(b, &Texts::of(&["is \" NaN", "x"]));
        let array = read("s", "[{\"a\": 1, \"c\": NaN},\n {\"a\": NaN, \"c\": 2}]").unwrap();
        assert!(array.columns[0].cells.is_missing(1) && array.columns[1].cells.is_missing(0));
    }

    #[test]
    fn what_is_copied_keeps_its_digits() {
        let options = DialectOptions { verbatim: vec!["a".to_owned()], ..Default::default() };
        let text = "{\"a\": 9007199254740993, \"b\": 9007199254740993}\n{\"a\": 1.5, \"b\": 1}\n";
        let table = read_with("s", text, &options).unwrap();
        assert_eq!(table.columns[0].cells, Texts::of(&["9007199254740993", "1.5"]));
        assert_eq!(table.columns[1].cells.number(0), 9007199254740992.0);
    }

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
        // What rows have at their ends stays the last column, whatever the first row lacks.
        let text = "{\"t\": [1], \"y\": 1}\n{\"x\": 3, \"t\": [1, 2], \"y\": 2}\n{\"u\": 1, \"y\": 1, \"z\": 2}\n";
        let columns = read("s", text).unwrap().columns;
        let names: Vec<_> = columns.iter().map(|column| &*column.name).collect();
        assert_eq!(names, ["u", "x", "t.0", "t.1", "y", "z"]);
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
            (
                "{\"a\": 1}\n{\"a\": Infinity}",
                "row 2: it is no JSON (expected value at column 7); write an",
            ),
            ("{\"a.b\": 1, \"a\": {\"b\": 2}}\n", "row 1: two values are called \"a.b\"; give one"),
            ("[{\"a\": 1},\n{\"a\"]", "row 2: it is no JSON"),
            ("{}", "there are no rows"),
        ] {
            let error = read("s", text).unwrap_err().to_string();
            assert!(error.starts_with(expected), "{error}");
        }
        let long = format!("{{\"{}\": [{}0]}}\n{{}}\n", "n".repeat(9000), "0,".repeat(900));
        assert!(
            read("s", &long).unwrap_err().to_string().starts_with("row 1: the names of values")
        );
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
