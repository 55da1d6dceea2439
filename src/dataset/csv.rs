//! Tables: comma-separated values (RFC 4180) below a header.

use std::borrow::Cow;
use std::collections::HashMap;

use csv::{ByteRecord, Reader, ReaderBuilder, Trim};

use super::gzip;
use super::table::{Cells, MISSING, RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};

/// The longest table that is decompressed, in bytes.
const LONGEST_UNPACKED: usize = 1 << 30;

/// What a missing cell is written as.
const MISSING_TEXTS: [&str; 10] = ["", "NA", "N/A", "NaN", "nan", "null", "None", "?", "-", "."];

/// Reads a table, gzip'ed or not: UTF-8 with or without a byte order mark, any line ends, quoted
/// cells with `,`, `;`, TAB or `|` between them, a header. Spaces around a cell are dropped, blank lines are skipped, and a row is a line
/// of the file, from 1.
///
/// # Errors
/// Names file, row and column: no rows, a row with more or fewer cells than the header, invalid
/// UTF-8, or more than 1 GiB in a gzip'ed file.
pub fn read_csv(source: &str, bytes: &[u8]) -> Result<Table> {
    unpack(bytes, LONGEST_UNPACKED)
        .and_then(|content| parse(source, &content))
        .map_err(|error| error.file(source))
}

/// The table's text, of which at most `longest` bytes come out of a gzip stream.
fn unpack(bytes: &[u8], longest: usize) -> Result<Cow<'_, [u8]>> {
    let content = gzip::unpack(bytes, longest + 1)?;
    match &content {
        Cow::Owned(unpacked) if unpacked.len() > longest => {
            Err(Error::input(format!("it unpacks to more than {longest} bytes"))
                .advice("unpack it first, if that is what it should hold"))
        }
        _ => Ok(content),
    }
}

/// A reader of cells that `separator` is between.
fn reader(content: &[u8], separator: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .delimiter(separator)
        .from_reader(content)
}

/// What is between the cells: of the usual separators the one that gives the header most cells, those
/// first that give each of the first rows as many; where none is in the header, the comma.
fn separator(content: &[u8]) -> u8 {
    const ROWS: usize = 20;
    let cells = |separator: u8| {
        let mut widths = reader(content, separator)
            .into_byte_records()
            .map_while(std::result::Result::ok)
            .map(|record| record.len());
        let header = widths.next().unwrap_or(0);
        (header > 1 && widths.take(ROWS).all(|width| width == header), header)
    };
    // Of equals `max_by_key` takes the last.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|&separator| cells(separator)).unwrap_or(b',')
}

fn parse(source: &str, content: &[u8]) -> Result<Table> {
    let separator = separator(content);
    let mut reader = reader(content, separator);
    let mut record = ByteRecord::new();
    let mut lines = Lines::new(content);
    let mut read = |record: &mut ByteRecord| match reader.read_byte_record(record) {
        Ok(true) => Ok(Some(lines.line_of(record))),
        Ok(false) => Ok(None),
        Err(e) => Err(Error::input("it cannot be read as CSV").caused_by(e)),
    };
    let Some(line) = read(&mut record)? else {
        return Err(Error::input("the file is empty").advice("give a header and a row a sample"));
    };
    let text = |record: &ByteRecord, place: usize| {
        let text = std::str::from_utf8(&record[place]).map(str::to_owned);
        text.map_err(|_| Error::input("the cell is not UTF-8").advice("save the file as UTF-8"))
    };
    let header = (0..record.len())
        .map(|place| {
            let at = |error: Error| error.row(line).column((place + 1).to_string());
            text(&record, place).map_err(at)
        })
        .collect::<Result<Vec<_>>>()?;
    let mut columns = vec![Texts::default(); header.len()];
    let mut rows = Vec::new();
    while let Some(row) = read(&mut record)? {
        let (found, due) = (record.len(), header.len());
        if found != due {
            let what = format!("the number of cells is {found}, the header's {due}");
            let advice = match separator {
                b',' => "quote a cell that holds a comma".to_owned(),
                other => format!("quote a cell that holds {:?}", char::from(other)),
            };
            return Err(Error::input(what).row(row).advice(advice));
        }
        for (place, column) in columns.iter_mut().enumerate() {
            let at = |error: Error| error.row(row).column(&header[place]);
            column.push(&text(&record, place).map_err(at)?);
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(Error::input("the file has a header and no rows").advice("give a row a sample"));
    }
    let columns = header.into_iter().zip(columns).map(|(name, texts)| texts.column(name)).collect();
    Ok(Table { source: source.to_owned(), columns, rows: RowNumbers::Each(rows) })
}

/// The texts of one column, each kept once.
#[derive(Debug, Clone, Default)]
struct Texts {
    values: Vec<String>,
    places: HashMap<String, u32>,
    codes: Vec<u32>,
}

impl Texts {
    fn push(&mut self, text: &str) {
        if MISSING_TEXTS.contains(&text) {
            return self.codes.push(MISSING);
        }
        let place = self.places.get(text).copied().unwrap_or_else(|| {
            let place = self.values.len() as u32;
            self.values.push(text.to_owned());
            self.places.insert(text.to_owned(), place);
            place
        });
        self.codes.push(place);
    }

    fn column(self, name: String) -> TableColumn {
        let numbers: Option<Vec<f64>> = self.values.iter().map(|text| text.parse().ok()).collect();
        let cells = match numbers {
            Some(numbers) => Cells::Wide(
                self.codes
                    .iter()
                    .map(|&code| if code == MISSING { f64::NAN } else { numbers[code as usize] })
                    .collect(),
            ),
            None => Cells::Texts { values: self.values, codes: self.codes },
        };
        TableColumn { name, cells, declared: None }
    }
}

/// Counts the lines before a record. The reader's own count is that of the place where it began
/// to look for the record: before blank lines, and before the `\n` of a `\r\n`.
struct Lines<'a> {
    content: &'a [u8],
    offset: usize,
    line: u64,
}

impl<'a> Lines<'a> {
    fn new(content: &'a [u8]) -> Self {
        Self { content, offset: 0, line: 1 }
    }

    fn line_of(&mut self, record: &ByteRecord) -> u64 {
        let begun = record.position().map_or(0, |position| position.byte() as usize);
        let blank =
            self.content[begun..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        let passed = &self.content[self.offset..begun + blank];
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.offset = begun + blank;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: impl AsRef<[u8]>) -> String {
        read_csv("data.csv", text.as_ref()).unwrap_err().to_string()
    }

    #[test]
    fn line_ends_quotes_spaces_byte_order_mark_and_gzip_change_nothing() {
        let plain = read_csv("data.csv", b"a,b\n1,x\n2,y\n").unwrap();
        for same in ["a,b\r\n1,x\r\n2,y", "\u{feff}a,b\n1,x\n2,y\n", " a , b\n 1,x \n2 ,\" y\"\n"] {
            assert_eq!(read_csv("data.csv", same.as_bytes()).unwrap(), plain, "{same:?}");
        }
        assert_eq!(read_csv("data.csv", &gzip::pack(b"a,b\n1,x\n2,y\n")).unwrap(), plain);
    }

    #[test]
    fn the_separator_is_found() {
        let plain = read_csv("data.csv", b"a,b,c\n1,x,p\n2,y,q\n").unwrap();
        for separator in [";", "\t", "|"] {
            let text = "a,b,c\n1,x,p\n2,y,q\n".replace(',', separator);
            assert_eq!(read_csv("data.csv", text.as_bytes()).unwrap(), plain, "{separator:?}");
        }
        // Commas within cells, and a separator within a name.
        let table = read_csv("data.csv", b"a;b\n1,5;x,y\n2,5;y,z\n").unwrap();
        assert_eq!(table.columns.len(), 2);
        let table = read_csv("data.csv", b"a;b;c,kind\n1,x\n2,y\n").unwrap();
        assert_eq!(table.columns[0].name, "a;b;c");
        let error = refused("a;b;c\n1;2;3\n1;2\n");
        assert!(error.contains("row 3: the number of cells is 2, the header's 3"), "{error}");
        assert!(error.contains("holds ';'"), "{error}");
    }

    #[test]
    fn a_row_is_a_line_of_the_file() {
        for end in ["\n", "\r\n"] {
            let text = ["", "a,b", "1,x", "", "", "2,\"two\nlines\"", "3,z", ""].join(end);
            let table = read_csv("data.csv", text.as_bytes()).unwrap();
            assert_eq!(table.rows, RowNumbers::Each(vec![3, 6, 8]), "{text:?}");
        }
    }

    #[test]
    fn bad_input_is_one_line_with_file_row_and_column() {
        for (text, expected) in [
            ("", "data.csv: the file is empty"),
            ("a,b\n", "data.csv: the file has a header and no rows"),
            ("a,b\n1,x\n2\n", "data.csv, row 3: the number of cells is 1, the header's 2"),
        ] {
            assert!(refused(text).starts_with(expected), "{text:?} gives {}", refused(text));
        }
        assert!(
            refused(b"a,b\n1,\xff\n")
                .starts_with("data.csv, row 2, column \"b\": the cell is not UTF-8")
        );
    }

    #[test]
    fn a_gzip_bomb_is_refused_and_a_long_plain_table_is_not() {
        let text = b"a,b\n1,x\n";
        assert_eq!(&*unpack(&gzip::pack(text), text.len()).unwrap(), text);
        let error = unpack(&gzip::pack(text), text.len() - 1).unwrap_err().to_string();
        assert!(error.starts_with("it unpacks to more than 7 bytes"), "{error}");
        assert_eq!(&*unpack(text, 1).unwrap(), text);
    }
}
