//! A delimited text cut into rows and cells.

use std::borrow::Cow;

use memchr::{memchr, memchr2};

use super::number;
use super::plain::{self, Ends};
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
    pub(super) fn is_blank(self, byte: u8) -> bool {
        matches!(byte, b' ' | b'\t' | b'\r')
            && byte != self.end
            && self.separator != Separator::Byte(byte)
    }

    pub(super) fn trim(self, mut text: &[u8]) -> &[u8] {
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

    /// Where cells end, if a byte separates them.
    pub(super) fn ends(&self) -> Option<Ends<'a>> {
        match self.cuts.separator {
            Separator::Byte(separator) => Some(Ends::new(self.text, separator, self.cuts.end)),
            Separator::Blanks => None,
        }
    }

    /// Reads numbers that are plain to see, from `at` on and at most so many, and puts the bits of each: how many
    /// there are, and whether the row goes on behind them. What follows them is for [`Self::cell`].
    #[inline]
    pub(super) fn numbers(
        &mut self,
        ends: &mut Ends,
        decimal: u8,
        most: usize,
        mut put: impl FnMut(usize, u64),
    ) -> (usize, bool) {
        // `3,4` is two numbers where commas separate, whatever stands within quotes.
        if self.cuts.separator == Separator::Byte(decimal) {
            return (0, true);
        }
        for read in 0..most {
            let stop = ends.find(self.at);
            let rest = self.text.get(self.at..).unwrap_or_default();
            let length = stop - self.at;
            let short = match rest.first_chunk() {
                Some(bytes) if length.wrapping_sub(1) < 8 => plain::short(*bytes, length, decimal),
                _ => None,
            };
            let behind = self.text.get(stop).copied();
            let Some(bits) = short.or_else(|| self.long(&rest[..length], behind, decimal)) else {
                return (read, true);
            };
            put(read, bits);
            self.at = stop + usize::from(behind.is_some());
            if behind.is_none_or(|byte| byte == self.cuts.end) {
                self.line += u64::from(behind.is_some());
                return (read + 1, false);
            }
        }
        (most, true)
    }

    /// As [`Self::cell`], of a cell that stands there as it is: neither blanks nor a quote are its first or last. Else
    /// nothing is passed.
    #[inline]
    pub(super) fn bare(&mut self, ends: &mut Ends) -> Option<(&'a [u8], bool)> {
        let stop = ends.find(self.at);
        let cell = self.text.get(self.at..stop)?;
        if let [first, .., last] | [first @ last] = cell {
            let is_bare = |byte: u8| !self.cuts.is_blank(byte) && Some(byte) != self.cuts.quote;
            if !is_bare(*first) || !is_bare(*last) {
                return None;
            }
        }
        self.at = stop;
        Some((cell, self.pass()))
    }

    /// The bits of the number that a cell is, which has `behind` behind it.
    fn long(&self, cell: &[u8], behind: Option<u8>, decimal: u8) -> Option<u64> {
        let is_last = behind == Some(self.cuts.end);
        let cell = cell.strip_suffix(b"\r").filter(|_| is_last).unwrap_or(cell);
        // It may be a code.
        if let [b'0', b'0'..=b'9', ..] = cell {
            return None;
        }
        let (value, length) = number::prefix(cell, decimal)?;
        (length == cell.len()).then(|| value.to_bits())
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
    let mut ends = Vec::new();
    let quote = cuts.quote.filter(|&quote| memchr(quote, text).is_some());
    // Between blanks a quote may begin a cell or be part of one, which only the cells before tell.
    if quote.is_some() && cuts.separator == Separator::Blanks {
        return ends_of_cells(text, cuts, length);
    }
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

/// [`row_ends`], cell by cell.
fn ends_of_cells(text: &[u8], cuts: Cuts, length: usize) -> Vec<usize> {
    let mut scanner = Scanner::new(text, cuts);
    let (mut ends, mut last, mut due) = (Vec::new(), None, length);
    // A quote that is not closed may be so further on.
    while let Ok(Some(_)) = scanner.row() {
        let at = scanner.at;
        if text[at - 1] != cuts.end {
            break;
        }
        last = Some(at);
        if at >= due {
            ends.push(at);
            due = at + length;
        }
    }
    ends.extend(last.filter(|last| ends.last() != Some(last)));
    ends
}

#[cfg(test)]
mod tests;
