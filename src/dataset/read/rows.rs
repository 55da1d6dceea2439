//! A delimited text that comes piece by piece: rows are read as soon as they are whole.

use std::borrow::Cow;
use std::collections::HashSet;

use super::decode::Pieces;
use super::delimited::LONGEST_ROW;
use super::dialect::{DialectOptions, Encoding, Header};
use super::scan::{Cuts, Scanner, Separator, row_ends};
use super::sign::Sign;
use super::{Reading, read_text, sniff};
use crate::dataset::names;
use crate::dataset::table::RowNumbers;
use crate::error::{Error, Result};

/// Reads rows as they come. How the text is written is told, or found in the first row alone: the
/// separator is the one that shows most of the columns that are wanted, or which a line such as `sep=;` above it
/// says. The decimal sign is the usual one where the separator is; else the first number that has one tells it.
#[derive(Debug)]
pub struct Rows {
    source: String,
    /// What decodes the text as it comes.
    pieces: Pieces,
    told: DialectOptions,
    /// How such texts were written, which holds unless the first row speaks for another separator.
    usual: DialectOptions,
    wanted: Vec<String>,
    /// What has come and is no whole row yet.
    rest: Vec<u8>,
    /// The row of names, with its line's end.
    header: Option<Vec<u8>>,
    /// Lines before `rest`.
    lines: u64,
    cuts: Cuts,
    /// The separator that a line above the header says.
    excel: Option<Separator>,
    sign: Sign,
}

impl Rows {
    /// Rows of `source`, of which the columns `wanted` are needed, written as is `told` and, where
    /// nothing is, as is `usual`.
    pub fn new(
        source: &str,
        wanted: &[String],
        told: &DialectOptions,
        usual: &DialectOptions,
    ) -> Self {
        // The other texts may have been UTF-16, which shows in what comes.
        let is_wide =
            |encoding: &Encoding| matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be);
        let encoding = usual.encoding.filter(|encoding| !is_wide(encoding));
        Self {
            source: source.to_owned(),
            pieces: Pieces::new(told.encoding),
            told: {
                let DialectOptions { verbatim, minus, .. } = told.or(usual);
                DialectOptions { verbatim, minus, ..told.clone() }
            },
            usual: DialectOptions { encoding, ..usual.clone() },
            wanted: wanted.to_vec(),
            rest: Vec::new(),
            header: None,
            lines: 0,
            cuts: cuts(told, b'\n'),
            excel: None,
            sign: Sign::Unknown,
        }
    }

    /// The names of the columns, once they are known: nothing can be read before. None of them is
    /// known where the text has none and blanks between its cells.
    pub fn names(&self) -> Option<Vec<String>> {
        let header = self.header.as_deref()?;
        let cells = match Scanner::new(header, self.cuts).row() {
            Ok(Some((_, cells))) => cells,
            _ => Vec::new(),
        };
        let mut names: Vec<_> =
            cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        names::complete(names.iter_mut());
        Some(names)
    }

    /// Takes more of the text, and gives the rows that are whole now; `None` if none is. `ended` says
    /// that nothing comes behind it.
    ///
    /// # Errors
    /// As those of [`read_text`], with the rows' place in all that came; a number in a column that is wanted which
    /// may be two, since nothing tells whether its comma is a decimal sign.
    pub fn push(&mut self, text: &[u8], ended: bool) -> Result<Option<Reading>> {
        self.pieces.push(text, ended, &mut self.rest);
        if self.rest.len() > LONGEST_ROW {
            return Err(Error::input(format!("a row of more than {LONGEST_ROW} bytes"))
                .file(&self.source)
                .row(self.lines + 1)
                .advice("close the quotes, or say --quote none"));
        }
        if self.header.is_none() && !self.begin(ended) {
            return Ok(None);
        }
        let whole = match ended {
            true => self.rest.len(),
            false => row_ends(&self.rest, self.cuts, usize::MAX).last().copied().unwrap_or(0),
        };
        let now: Vec<u8> = self.rest.drain(..whole).collect();
        let before = self.lines;
        self.lines += self.count(&now);
        if Scanner::new(&now, self.cuts).begin().is_none() {
            return Ok(None);
        }
        self.look(&now).map_err(|error| error.file(&self.source).map_row(|row| row + before))?;
        self.read(&now, before).map(Some)
    }

    /// Finds the decimal sign, or a number that is in doubt.
    fn look(&mut self, rows: &[u8]) -> Result<()> {
        if !self.sign.may_learn(rows, self.cuts) {
            return Ok(());
        }
        let names = self.names().unwrap_or_default();
        let wanted: HashSet<&str> = self.wanted.iter().map(String::as_str).collect();
        let verbatim = &self.told.verbatim;
        let is_number =
            |name: &str| wanted.contains(name) && !verbatim.iter().any(|other| other == name);
        let mut sign = self.sign;
        let looked = sign.look(rows, self.cuts, &names, &is_number);
        self.sign = sign;
        looked
    }

    fn read(&self, rows: &[u8], before: u64) -> Result<Reading> {
        let header = self.header.as_deref().unwrap_or_default();
        let text = [header, rows].concat();
        let told = DialectOptions {
            separator: Some(self.cuts.separator),
            quote: Some(self.cuts.quote),
            comment: Some(self.cuts.comment),
            escape: Some(self.cuts.escape),
            decimal: Some(self.sign.decimal()),
            header: if header.is_empty() { Header::No } else { Header::Yes },
            skip: 0,
            ..self.told.clone()
        };
        // The header here takes as many lines as it has, which stood before these rows or nowhere.
        let own = self.count(header);
        let place = |row: u64| (row + before).saturating_sub(own);
        let (mut table, dialect) =
            read_text(&self.source, &text, &told).map_err(|error| error.map_row(place))?;
        table.rows = match table.rows {
            RowNumbers::From(first) => RowNumbers::From(place(first)),
            RowNumbers::Each(rows) => RowNumbers::Each(rows.into_iter().map(place).collect()),
            joined @ RowNumbers::Joined { .. } => joined,
        };
        Ok(Reading::of_text((table, dialect)))
    }

    fn count(&self, text: &[u8]) -> u64 {
        memchr::memchr_iter(self.cuts.end, text).count() as u64
    }

    /// Finds the columns in the first row; whether it is whole.
    fn begin(&mut self, ended: bool) -> bool {
        if self.lines == 0 && self.rest.starts_with(b"\xef\xbb\xbf") {
            self.rest.drain(..3);
        }
        if ended && !self.rest.contains(&b'\n') && self.rest.contains(&b'\r') {
            self.cuts.end = b'\r';
        }
        while self.lines < self.told.skip {
            let Some(end) = memchr::memchr(self.cuts.end, &self.rest) else { return false };
            self.rest.drain(..=end);
            self.lines += 1;
        }
        if !ended && !self.rest.contains(&self.cuts.end) {
            return false;
        }
        if self.lines == self.told.skip {
            let end =
                memchr::memchr(self.cuts.end, &self.rest).map_or(self.rest.len(), |end| end + 1);
            self.excel = sniff::excel(&self.rest[..end]);
            if self.excel.is_some() {
                self.rest.drain(..end);
                self.lines += 1;
                return self.begin(ended);
            }
        }
        if !self.find_comments(ended) {
            return false;
        }
        // Up to its end the first row tells UTF-8 from Latin-1.
        let end = memchr::memchr(self.cuts.end, &self.rest).unwrap_or(self.rest.len());
        let is_told = self.told.encoding.is_some() || self.usual.encoding == Some(Encoding::Latin1);
        if !is_told && !self.pieces.decodes() && std::str::from_utf8(&self.rest[..end]).is_err() {
            self.pieces.are_latin1(&mut self.rest);
        }
        let mut told = self.first_row_says();
        if self.pieces.decodes() {
            told.encoding = Some(Encoding::Utf8);
        }
        self.cuts = cuts(&told, self.cuts.end);
        let mut scanner = Scanner::new(&self.rest, self.cuts);
        // Blank lines and comments are no row; a quote that is open may be closed later.
        let Ok(Some((_, cells))) = scanner.row() else { return false };
        let cells: Vec<Vec<u8>> = cells.into_iter().map(Cow::into_owned).collect();
        let length = scanner.at;
        if !ended && self.rest[..length].last() != Some(&self.cuts.end) {
            return false;
        }
        let named = self.named_above(&cells, told.decimal);
        let mut header: Vec<u8> = match (told.header, self.cuts.separator) {
            _ if named.is_some() => named.unwrap_or_default(),
            (Header::No, Separator::Byte(separator)) if cells.len() > 1 => {
                let names = (1..=cells.len()).map(|place| format!("column {place}").into_bytes());
                names.collect::<Vec<_>>().join(&separator)
            }
            (Header::No, _) => Vec::new(),
            _ => {
                let header: Vec<u8> = self.rest.drain(..length).collect();
                self.lines += self.count(&header);
                header
            }
        };
        if !header.is_empty() && header.last() != Some(&self.cuts.end) {
            header.push(self.cuts.end);
        }
        self.header = Some(header);
        self.sign = told.decimal.map_or(Sign::Unknown, Sign::Told);
        self.told = told;
        true
    }

    /// Finds whether lines of comment stand above the first row, as in files; whether enough has come to say so.
    fn find_comments(&mut self, ended: bool) -> bool {
        let end = self.cuts.end;
        let whole = match ended {
            true => self.rest.len(),
            false => memchr::memrchr(end, &self.rest).map_or(0, |end| end + 1),
        };
        let text = &self.rest[..whole];
        let lines = text.split(|&byte| byte == end).map(<[u8]>::trim_ascii);
        let mut lines = lines.filter(|line| !line.is_empty());
        if self.told.comment.is_none() && lines.next().is_some_and(|line| line.starts_with(b"#")) {
            if lines.next().is_none() && !ended {
                return false;
            }
            self.told.comment = Some(sniff::comment(text, end));
        }
        true
    }

    /// The names in the last comment above the first row, if they are more of those that are wanted than its cells
    /// are. The comments are then gone.
    fn named_above(&mut self, cells: &[Vec<u8>], decimal: Option<u8>) -> Option<Vec<u8>> {
        let names =
            sniff::commented_names(&self.rest, self.cuts, cells.len(), decimal.unwrap_or(b'.'))?;
        let is_wanted = |name: &[u8]| self.wanted.iter().any(|wanted| wanted.as_bytes() == name);
        let in_row = cells.iter().filter(|cell| is_wanted(cell)).count();
        if names.iter().filter(|name| is_wanted(name.as_bytes())).count() <= in_row {
            return None;
        }
        let mut line = Vec::new();
        loop {
            let end =
                memchr::memchr(self.cuts.end, &self.rest).map_or(self.rest.len(), |at| at + 1);
            let first = self.rest[..end].trim_ascii();
            if !first.is_empty() && first.first() != self.cuts.comment.as_ref() {
                return Some(line);
            }
            if !first.is_empty() {
                line = first[1..].trim_ascii_start().to_vec();
            }
            self.rest.drain(..end);
            self.lines += 1;
        }
    }

    /// What is told, what is usual where the first row does not speak against it, and the separator
    /// with which that row has most of the columns that are wanted; without names the one that is
    /// found in files.
    fn first_row_says(&self) -> DialectOptions {
        let usual = self.told.or(&self.usual);
        let is_known = usual.header == Header::No && usual.separator.is_some();
        if self.told.separator.is_some() || (is_known && self.excel.is_none()) {
            return usual;
        }
        if let Some(separator) = self.excel.filter(|&said| usual.separator != Some(said)) {
            let (separator, header) = (Some(separator), usual.header);
            return DialectOptions { separator, header, ..self.told.clone() };
        }
        if self.excel.is_some() {
            return usual;
        }
        if usual.header == Header::No {
            let encoding = usual.encoding.unwrap_or(Encoding::Utf8);
            let found = sniff::sniff(&self.rest, true, encoding, &usual);
            let separator = found.map_or(Separator::Byte(b','), |found| found.dialect.separator);
            return DialectOptions { separator: Some(separator), ..usual };
        }
        let found = |separator: &Separator| {
            let cuts = Cuts { separator: *separator, ..cuts(&usual, self.cuts.end) };
            let Ok(Some((_, cells))) = Scanner::new(&self.rest, cuts).row() else { return 0 };
            let names: HashSet<&[u8]> = cells.iter().map(AsRef::as_ref).collect();
            self.wanted.iter().filter(|name| names.contains(name.as_bytes())).count()
        };
        // Of equally good ones the last is taken: the usual one stands there, before it the comma.
        let bytes = [b'|', b'\t', b';', b','].map(Separator::Byte);
        let all = std::iter::once(Separator::Blanks).chain(bytes).chain(usual.separator);
        let separator = all.max_by_key(found);
        if separator == usual.separator {
            return usual;
        }
        DialectOptions { separator, ..self.told.clone() }
    }
}

/// What cuts a text that is written as is told; else the commonest.
fn cuts(told: &DialectOptions, end: u8) -> Cuts {
    Cuts {
        separator: told.separator.unwrap_or(Separator::Byte(b',')),
        quote: told.quote.unwrap_or(Some(b'"')),
        comment: told.comment.unwrap_or(None),
        escape: told.escape.unwrap_or(None),
        end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(told: &DialectOptions, wanted: &[&str]) -> Rows {
        let wanted: Vec<_> = wanted.iter().map(|name| (*name).to_owned()).collect();
        Rows::new("input", &wanted, told, &DialectOptions::default())
    }

    /// Each row's numbers and its place.
    fn numbers(reading: Option<Reading>) -> Vec<(u64, Vec<f64>)> {
        let Some(Reading { table, .. }) = reading else { return Vec::new() };
        let row = |row| table.columns.iter().map(|column| column.cells.number(row)).collect();
        (0..table.len()).map(|place| (table.rows.get(place), row(place))).collect()
    }

    #[test]
    fn rows_are_read_once_they_are_whole() {
        let mut rows = rows(&DialectOptions::default(), &["a", "b"]);
        assert_eq!(numbers(rows.push(b"\xef\xbb\xbf\nb;", false).unwrap()), []);
        assert_eq!(rows.names(), None);
        assert_eq!(numbers(rows.push(b"a\n1;", false).unwrap()), []);
        assert_eq!(rows.names().unwrap(), ["b", "a"]);
        assert_eq!(numbers(rows.push(b"2\n\"x\n", false).unwrap()), [(3, vec![1.0, 2.0])]);
        let (row, cells) = numbers(rows.push(b"\";4\r\n", false).unwrap()).remove(0);
        assert_eq!((row, cells[1]), (4, 4.0));
        assert_eq!(numbers(rows.push(b"\n5;6", false).unwrap()), []);
        assert_eq!(numbers(rows.push(b"", true).unwrap()), [(7, vec![5.0, 6.0])]);
    }

    #[test]
    fn comments_above_the_table_are_passed_over_as_in_files() {
        let of = |text: &[u8], wanted: &[&str]| {
            let mut rows = rows(&DialectOptions::default(), wanted);
            let mut read = Vec::new();
            for byte in text {
                read.extend(numbers(rows.push(&[*byte], false).unwrap()));
            }
            read.extend(numbers(rows.push(b"", true).unwrap()));
            (rows.names().unwrap(), read)
        };
        let two = [(4, vec![1.0, 2.0]), (6, vec![3.0, 4.0])];
        let (names, read) = of(b"# from a, b and c\n\na,b\n1,2\n# more\n3,4", &["a", "b"]);
        assert_eq!((names, &read[..]), (vec!["a".to_owned(), "b".to_owned()], &two[..]));
        // As numpy.savetxt writes names, and a header that begins with the sign.
        let (names, read) = of(b"# note\n# a,b\n1,2\n3,4\n", &["a", "b"]);
        assert_eq!(names, ["a", "b"]);
        assert_eq!(read, [(3, vec![1.0, 2.0]), (4, vec![3.0, 4.0])]);
        let (names, read) = of(b"#a,b\n1,2\n", &["#a", "b"]);
        assert_eq!((names[0].as_str(), read), ("#a", vec![(2, vec![1.0, 2.0])]));
    }

    #[test]
    fn what_is_told_holds_for_a_single_row() {
        let told = DialectOptions {
            separator: Some(Separator::Byte(b';')),
            decimal: Some(b','),
            header: Header::No,
            skip: 1,
            ..DialectOptions::default()
        };
        let mut of_two = rows(&told, &["column 1"]);
        assert_eq!(
            numbers(of_two.push(b"note\n1,5;2,25\n", false).unwrap()),
            [(2, vec![1.5, 2.25])]
        );
        assert_eq!(of_two.names().unwrap(), ["column 1", "column 2"]);
        // A missing cell at the end is no separator too many.
        let last = numbers(of_two.push(b"1,500;\n", false).unwrap());
        assert!(last[0].1[0] == 1.5 && last[0].1[1].is_nan(), "{last:?}");
        let blanks = DialectOptions { separator: Some(Separator::Blanks), skip: 0, ..told };
        let mut blank = rows(&blanks, &["column 1"]);
        assert_eq!(numbers(blank.push(b" 1,5  2\n", false).unwrap()), [(1, vec![1.5, 2.0])]);
    }

    #[test]
    fn what_is_usual_holds_unless_the_first_row_has_another_separator() {
        let usual = DialectOptions {
            separator: Some(Separator::Byte(b';')),
            decimal: Some(b','),
            header: Header::Yes,
            ..DialectOptions::default()
        };
        let wanted = ["a".to_owned(), "b".to_owned()];
        let told = DialectOptions::default();
        let read = |text: &[u8]| {
            let mut rows = Rows::new("input", &wanted, &told, &usual);
            numbers(rows.push(text, true).unwrap()).remove(0).1
        };
        assert_eq!(read(b"a;b\n1,250;2\n"), [1.25, 2.0]);
        assert_eq!(read(b"a,b\n1.250,2\n"), [1.25, 2.0]);
    }

    #[test]
    fn rows_of_other_encodings_are_read_as_they_come() {
        let text = "\u{feff}größe;b\n1;2\n3;4\n";
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let latin: Vec<u8> = text.chars().skip(1).map(|sign| sign as u32 as u8).collect();
        let told = DialectOptions::default();
        // What a model was trained on says nothing of what comes.
        let wide = DialectOptions { encoding: Some(Encoding::Utf16Le), ..told.clone() };
        for (bytes, usual) in [(&utf16[..], &told), (&latin, &told), (text.as_bytes(), &wide)] {
            let wanted = ["größe".to_owned(), "b".to_owned()];
            let mut rows = Rows::new("input", &wanted, &told, usual);
            let (first, rest) = bytes.split_at(bytes.len() - 3);
            let (mut read, mut piece) = (Vec::new(), Vec::new());
            for byte in first {
                piece.extend(numbers(rows.push(&[*byte], false).unwrap()));
            }
            assert_eq!(rows.names().unwrap(), wanted, "{bytes:?}");
            assert_eq!(piece, [(2, vec![1.0, 2.0])]);
            read.extend(numbers(rows.push(rest, true).unwrap()));
            assert_eq!(read, [(3, vec![3.0, 4.0])]);
        }
    }

    #[test]
    fn errors_have_the_line_of_all_that_came() {
        let mut rows = rows(&DialectOptions::default(), &["a"]);
        assert!(rows.push(b"a,b\n1,2\n", false).unwrap().is_some());
        let error = rows.push(b"3,4\n5\n", false).unwrap_err().to_string();
        assert!(
            error.starts_with("input, row 4: the number of cells is 1, the header's 2"),
            "{error}"
        );
    }
}
