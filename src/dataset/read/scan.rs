//! A delimited text cut into rows and cells.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::number;
use super::plain::{self, Signs};
use crate::error::{Error, Result};

/// The line that a row begins in, from 0, and its cells.
type Row<'a> = (u64, Vec<Cow<'a, [u8]>>);

/// What separates the cells of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Separator {
    /// This byte.
    Byte(u8),
    /// One or more spaces and tabs.
    Blanks,
}

/// What cuts a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cuts {
    pub(super) separator: Separator,
    pub(super) quote: Option<u8>,
    pub(super) comment: Option<u8>,
    /// What stands within quotes before a quote that is part of the cell.
    pub(super) escape: Option<u8>,
    /// The last byte of a line's end, `\n` or `\r`.
    pub(super) end: u8,
}

impl Cuts {
    /// A blank that may stand around a cell.
    fn is_blank(self, byte: u8) -> bool {
        matches!(byte, b' ' | b'\t' | b'\r')
            && byte != self.end
            && self.separator != Separator::Byte(byte)
    }

    fn trim(self, mut text: &[u8]) -> &[u8] {
        while let [first, rest @ ..] = text
            && self.is_blank(*first)
        {
            text = rest;
        }
        while let [rest @ .., last] = text
            && self.is_blank(*last)
        {
            text = rest;
        }
        text
    }

    /// Where in a quoted cell the next quote stands, or the next sign that one may follow.
    fn closes(self, quote: u8, text: &[u8]) -> Option<usize> {
        match self.escape {
            None => memchr(quote, text),
            Some(escape) => memchr2(quote, escape, text),
        }
    }

    fn is_separator(self, byte: u8) -> bool {
        match self.separator {
            Separator::Byte(separator) => byte == separator,
            Separator::Blanks => matches!(byte, b' ' | b'\t'),
        }
    }
}

/// Reads row by row.
#[derive(Debug, Clone)]
pub(super) struct Scanner<'a> {
    pub(super) text: &'a [u8],
    pub(super) at: usize,
    pub(super) cuts: Cuts,
    /// The line at `at`, from 0.
    pub(super) line: u64,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a [u8], cuts: Cuts) -> Self {
        Self { text, at: 0, cuts, line: 0 }
    }

    /// Goes to the next row, over blank lines and comments; `None` at the end. The line that it
    /// begins in, from 0.
    pub(super) fn begin(&mut self) -> Option<u64> {
        loop {
            let rest = &self.text[self.at..];
            let first = rest.iter().position(|&byte| !self.cuts.is_blank(byte));
            let Some(first) = first else {
                self.at = self.text.len();
                return None;
            };
            if rest[first] == self.cuts.end {
                self.at += first + 1;
            } else if Some(rest[first]) == self.cuts.comment {
                self.at += memchr(self.cuts.end, rest).map_or(rest.len(), |length| length + 1);
            } else {
                if self.cuts.separator == Separator::Blanks {
                    self.at += first;
                }
                return Some(self.line);
            }
            self.line += 1;
        }
    }

    /// The cell at `at`, without blanks around it, and whether the row goes on behind it.
    ///
    /// # Errors
    /// A quote that is not closed, or a text behind one that is.
    #[inline]
    pub(super) fn cell(&mut self) -> Result<(Cow<'a, [u8]>, bool)> {
        let rest = &self.text[self.at..];
        if let Some(quote) = self.cuts.quote {
            let start = rest.iter().position(|&byte| !self.cuts.is_blank(byte));
            if let Some(start) = start
                && rest[start] == quote
            {
                return self.quoted(start + 1, quote);
            }
        }
        let length = match self.cuts.separator {
            Separator::Byte(separator) => plain::find(rest, separator, self.cuts.end),
            Separator::Blanks => {
                rest.iter().position(|&byte| matches!(byte, b' ' | b'\t') || byte == self.cuts.end)
            }
        };
        let length = length.unwrap_or(rest.len());
        let cell = self.cuts.trim(&rest[..length]);
        self.at += length;
        Ok((Cow::Borrowed(cell), self.pass()))
    }

    /// Reads numbers that are plain to see, from `at` on and as many as `slots` has room for their bits: how many
    /// there are, and whether the row goes on behind them. What follows them is for [`Self::cell`].
    #[inline]
    pub(super) fn numbers(&mut self, decimal: u8, slots: &mut [u64]) -> (usize, bool) {
        let Separator::Byte(separator) = self.cuts.separator else { return (0, true) };
        // `3,4` is two numbers where commas separate, whatever stands within quotes.
        if separator == decimal {
            return (0, true);
        }
        let signs = Signs { separator, end: self.cuts.end, decimal };
        let mut read = 0;
        loop {
            let passed = plain::run(self.text, self.at, signs, &mut slots[read..]);
            (self.at, read) = (passed.at, read + passed.cells);
            if passed.ended {
                self.line += 1;
                return (read, false);
            }
            let Some(slot) = slots.get_mut(read) else { return (read, true) };
            let rest = self.text.get(self.at..).unwrap_or_default();
            // It may be a code.
            if let [b'0', b'0'..=b'9', ..] = rest {
                return (read, true);
            }
            let Some((value, length)) = number::prefix(rest, decimal) else { return (read, true) };
            let Some(goes_on) = self.ends(self.at + length, separator) else { return (read, true) };
            *slot = value.to_bits();
            read += 1;
            if !goes_on {
                return (read, false);
            }
        }
    }

    /// Passes the end of a cell that is at `behind`, and says whether the row goes on; `None`, and nothing is
    /// passed, where it is not there.
    #[inline]
    fn ends(&mut self, behind: usize, separator: u8) -> Option<bool> {
        match *self.text.get(behind)? {
            byte if byte == separator => {
                self.at = behind + 1;
                Some(true)
            }
            byte if byte == self.cuts.end => {
                self.at = behind + 1;
                self.line += 1;
                Some(false)
            }
            b'\r' if self.text.get(behind + 1) == Some(&self.cuts.end) => {
                self.at = behind + 2;
                self.line += 1;
                Some(false)
            }
            _ => None,
        }
    }

    /// Passes what stands behind a cell; whether the row goes on.
    fn pass(&mut self) -> bool {
        if self.cuts.separator == Separator::Blanks {
            let blanks = |byte: &&u8| matches!(**byte, b' ' | b'\t');
            self.at += self.text[self.at..].iter().take_while(blanks).count();
            if let [b'\r', end, ..] = self.text[self.at..]
                && end == self.cuts.end
            {
                self.at += 1;
            }
            return match self.text.get(self.at) {
                Some(&byte) if byte == self.cuts.end => {
                    self.at += 1;
                    self.line += 1;
                    false
                }
                end => end.is_some(),
            };
        }
        match self.text.get(self.at) {
            None => false,
            Some(&byte) => {
                self.at += 1;
                let ends = byte == self.cuts.end;
                self.line += u64::from(ends);
                !ends
            }
        }
    }

    fn quoted(&mut self, start: usize, quote: u8) -> Result<(Cow<'a, [u8]>, bool)> {
        let begun = self.at + start;
        let mut at = begun;
        let mut cell: Cow<'a, [u8]> = Cow::Borrowed(&[]);
        loop {
            let Some(length) = self.cuts.closes(quote, &self.text[at..]) else {
                return Err(
                    Error::input("a quote is not closed").advice("close it, or say --quote none")
                );
            };
            let part = &self.text[at..at + length];
            if cell.is_empty() {
                cell = Cow::Borrowed(part);
            } else {
                cell.to_mut().extend_from_slice(part);
            }
            at += length + 1;
            if self.text[at - 1] != quote {
                // What is escaped follows.
                let Some(&byte) = self.text.get(at) else { continue };
                cell.to_mut().push(match byte {
                    b'n' => b'\n',
                    b't' => b'\t',
                    b'r' => b'\r',
                    byte => byte,
                });
                at += 1;
                continue;
            }
            if self.text.get(at) != Some(&quote) {
                break;
            }
            cell.to_mut().push(quote);
            at += 1;
        }
        let passed = &self.text[begun..at];
        self.line += passed.iter().filter(|&&byte| byte == self.cuts.end).count() as u64;
        let behind = &self.text[at..];
        let blanks = behind.iter().take_while(|&&byte| self.cuts.is_blank(byte)).count();
        let blanks = if self.cuts.separator == Separator::Blanks { 0 } else { blanks };
        match behind.get(blanks) {
            Some(&byte)
                if byte != self.cuts.end
                    && !self.cuts.is_separator(byte)
                    && !self.cuts.is_blank(byte) =>
            {
                return Err(Error::input("a text goes on behind its closing quote")
                    .advice("write a quote within quotes twice, or say --quote none"));
            }
            _ => self.at = at + blanks,
        }
        let cell = match cell {
            Cow::Borrowed(cell) => Cow::Borrowed(self.cuts.trim(cell)),
            Cow::Owned(cell) => Cow::Owned(self.cuts.trim(&cell).to_vec()),
        };
        Ok((cell, self.pass()))
    }

    /// The cells of the next row and the line it begins in, from 0.
    ///
    /// # Errors
    /// As of [`Self::cell`], with the line from 0.
    pub(super) fn row(&mut self) -> Result<Option<Row<'a>>, (u64, Error)> {
        let Some(line) = self.begin() else { return Ok(None) };
        let mut cells = Vec::new();
        loop {
            let (cell, more) = self.cell().map_err(|error| (line, error))?;
            cells.push(cell);
            if !more {
                return Ok(Some((line, cells)));
            }
        }
    }
}

/// Where rows end in `text`, about every `length` bytes and at the last end of all. Empty where no
/// row ends.
pub(super) fn row_ends(text: &[u8], cuts: Cuts, length: usize) -> Vec<usize> {
    // Between blanks a quote may begin a cell or be part of one, which only the cells before tell.
    if cuts.separator == Separator::Blanks {
        return vec![text.len()];
    }
    let mut ends = Vec::new();
    let quote = cuts.quote.filter(|&quote| memchr(quote, text).is_some());
    let mut due = length;
    let Some(quote) = quote else {
        while due < text.len() {
            let Some(end) = memchr(cuts.end, &text[due..]) else { break };
            ends.push(due + end + 1);
            due += end + 1 + length;
        }
        if let Some(last) = memchr::memrchr(cuts.end, text)
            && ends.last() != Some(&(last + 1))
        {
            ends.push(last + 1);
        }
        return ends;
    };
    let (mut at, mut begun, mut last) = (0, 0, None);
    while let Some(found) = memchr2(quote, cuts.end, &text[at..]) {
        let place = at + found;
        at = place + 1;
        if text[place] == cuts.end {
            last = Some(at);
            begun = at;
            if at >= due {
                ends.push(at);
                due = at + length;
            }
            continue;
        }
        let before = text[begun..place].iter().rposition(|&byte| !cuts.is_blank(byte));
        let comment = text[begun..].iter().find(|&&byte| !cuts.is_blank(byte)).copied();
        let opens = match before {
            None => true,
            Some(_) if cuts.separator == Separator::Blanks => {
                let last = text[begun..place].iter().rfind(|&&byte| byte != b'\r');
                last.is_some_and(|&byte| cuts.is_separator(byte))
            }
            Some(before) => cuts.is_separator(text[begun + before]),
        };
        if !opens || (comment.is_some() && comment == cuts.comment) {
            continue;
        }
        loop {
            let Some(closed) = cuts.closes(quote, &text[at..]) else {
                at = text.len();
                break;
            };
            at += closed + 1;
            if text[at - 1] != quote {
                at = (at + 1).min(text.len());
                continue;
            }
            if text.get(at) != Some(&quote) {
                // What stands behind belongs to no cell; a quote there opens none.
                begun = at;
                break;
            }
            at += 1;
        }
        if at < text.len() && text[at..].first() != Some(&cuts.end) {
            // The text before the next quote decides whether that opens a cell.
            begun = at;
        }
    }
    if let Some(last) = last
        && ends.last() != Some(&last)
    {
        ends.push(last);
    }
    ends
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comma() -> Cuts {
        Cuts {
            separator: Separator::Byte(b','),
            quote: Some(b'"'),
            comment: Some(b'#'),
            escape: None,
            end: b'\n',
        }
    }

    fn rows(text: &str, cuts: Cuts) -> Vec<(u64, Vec<String>)> {
        let mut scanner = Scanner::new(text.as_bytes(), cuts);
        let mut rows = Vec::new();
        while let Some((line, cells)) = scanner.row().unwrap() {
            let text = |cell: &Cow<[u8]>| String::from_utf8(cell.to_vec()).unwrap();
            rows.push((line, cells.iter().map(text).collect()));
        }
        rows
    }

    #[test]
    fn cells_and_lines() {
        let text = "a, b ,\"c\"\r\n\r\n# no\n1,\"two\n\"\"lines\"\"\" ,\n,,3";
        let expected = vec![
            (0, vec!["a".to_owned(), "b".into(), "c".into()]),
            (3, vec!["1".into(), "two\n\"lines\"".into(), String::new()]),
            (5, vec![String::new(), String::new(), "3".into()]),
        ];
        assert_eq!(rows(text, comma()), expected);
        let blanks = Cuts { separator: Separator::Blanks, ..comma() };
        let cells = |text| rows(text, blanks).into_iter().map(|row| row.1).collect::<Vec<_>>();
        assert_eq!(cells("  a \"b c\"\t d  \n1  2 3"), [["a", "b c", "d"], ["1", "2", "3"]]);
        let cr = Cuts { end: b'\r', ..comma() };
        assert_eq!(rows("a\r\r1\r", cr), [(0, vec!["a".to_owned()]), (2, vec!["1".to_owned()])]);
    }

    #[test]
    fn what_separates_cells_is_no_decimal_sign() {
        let of = |text: &str, cuts: Cuts, decimal: u8| {
            let mut scanner = Scanner::new(text.as_bytes(), cuts);
            let mut slots = [0; 3];
            let (read, goes_on) = scanner.numbers(decimal, &mut slots);
            let values: Vec<f64> = slots.into_iter().map(f64::from_bits).take(read).collect();
            (values, scanner.at, goes_on, scanner.line)
        };
        assert_eq!(of("3,4\n", comma(), b','), (vec![], 0, true, 0));
        assert_eq!(of("3,4\n", comma(), b'.'), (vec![3.0, 4.0], 4, false, 1));
        let cuts = Cuts { separator: Separator::Byte(b';'), ..comma() };
        let numbers = "-1,5;12345678,25;1,5e1;2;3;4;5;6";
        assert_eq!(of(numbers, cuts, b','), (vec![-1.5, 12345678.25, 15.0], 23, true, 0));
        assert_eq!(of("1,5\r\n2;3.....", cuts, b','), (vec![1.5], 5, false, 1));
        assert_eq!(of("1;2,5 ;3;......", cuts, b','), (vec![1.0], 2, true, 0));
        assert_eq!(of("1;2\n", cuts, b','), (vec![1.0, 2.0], 4, false, 1));
        assert_eq!(of("1;2", cuts, b','), (vec![1.0], 2, true, 0));
        assert_eq!(of(";1", cuts, b','), (vec![], 0, true, 0));
    }

    #[test]
    fn a_sign_before_a_quote_makes_it_part_of_the_cell() {
        let cuts = Cuts { escape: Some(b'\\'), quote: Some(b'\''), ..comma() };
        let of = |text| rows(text, cuts).remove(0).1;
        assert_eq!(of(r"'it\'s \\ a\nline',\x"), ["it's \\ a\nline", r"\x"]);
        assert_eq!(of("'a''b',''"), ["a'b", ""]);
        assert!(Scanner::new(br"'a\'", cuts).row().is_err());
        assert!(Scanner::new(br"'a\", cuts).row().is_err());
    }

    #[test]
    fn broken_quotes_have_their_line() {
        for text in ["a\n\"b", "a\n\"b\"c\n"] {
            let mut scanner = Scanner::new(text.as_bytes(), comma());
            scanner.row().unwrap();
            assert_eq!(scanner.row().unwrap_err().0, 1, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn rows_end_where_the_scanner_says(
            text in "[ab,\" #\n\r\\\\]{0,40}", blanks: bool, escaped: bool, length in 1usize..8
        ) {
            let separator = if blanks { Separator::Blanks } else { Separator::Byte(b',') };
            let cuts = Cuts { separator, escape: escaped.then_some(b'\\'), ..comma() };
            let mut scanner = Scanner::new(text.as_bytes(), cuts);
            let mut starts = vec![0];
            // Up to the first error, every start of a row but that of the last.
            let mut fine = true;
            while fine {
                match scanner.row() {
                    Ok(Some(_)) => starts.push(scanner.at),
                    Ok(None) => break,
                    Err(_) => fine = false,
                }
            }
            let ends = row_ends(text.as_bytes(), cuts, length);
            let reached = *starts.last().unwrap();
            for end in ends {
                if end < reached {
                    // Blank lines and comments belong to no row.
                    let is_start = starts.contains(&end) || {
                        let before = starts.iter().rev().find(|&&start| start < end).unwrap();
                        let mut between = Scanner::new(&text.as_bytes()[*before..end], cuts);
                        matches!(between.row(), Ok(None))
                    };
                    proptest::prop_assert!(is_start, "{:?} at {}", text, end);
                }
            }
        }
    }
}
