//! Rows of one chunk of a delimited text, parsed by one processor.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};

use super::column::Texts;
use super::grid;
use super::number;
use super::scan::{Cuts, Scanner, Separator};
use super::sniff::Found;
use super::style::NumberStyle;
use crate::error::Error;

/// What is done with a column in one pass.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    Number(NumberStyle),
    Text,
    /// It is done.
    Done,
}

/// Rows that one processor parsed: a slot a cell, the bits of a number or where a text stands.
#[derive(Debug)]
pub(super) struct Parsed {
    /// Where the chunk stands in its block.
    pub(super) begin: usize,
    /// The lines passed.
    pub(super) passed: u64,
    pub(super) room: Room,
}

impl Parsed {
    /// How many rows there are.
    pub(super) fn rows(&self) -> usize {
        self.room.lines.len()
    }

    /// The slots of a column.
    pub(super) fn column(&self, place: usize) -> &[u64] {
        &self.room.slots[place * self.room.stride..][..self.rows()]
    }
}

/// What rows are parsed into, to be used again: the system takes its time to give memory.
#[derive(Debug, Default)]
pub(super) struct Room {
    /// Texts that do not stand in the chunk as they are.
    pub(super) unquoted: Vec<u8>,
    /// `[columns, stride]`, and what is left of other chunks.
    pub(super) slots: Vec<u64>,
    /// From one column to the next.
    pub(super) stride: usize,
    /// Where cells end, for [`grid`].
    pub(super) stops: Vec<u32>,
    /// How many chunks in a row were not for [`grid`].
    pub(super) misses: u8,
    /// The line of each row, from that of the chunk.
    pub(super) lines: Vec<u32>,
}

/// The slot of a missing text.
const NONE: u64 = u64::MAX;

/// Says that a text stands in `unquoted`.
const UNQUOTED: u64 = 1 << 63;

impl Room {
    /// Makes room for as many rows as `text` may have; how many lines end in it.
    fn fit(&mut self, text: &[u8], end: u8, width: usize) -> usize {
        let lines = memchr::memchr_iter(end, text).count();
        // A row has a byte a cell at the least, and no blank line is one. One that has too few cells may begin.
        let rows = (lines + 1).min((text.len() + 1) / width.max(2) + 1);
        // No power of two, and of many an odd number of lines of a cache, so that columns do not stand in each
        // other's way there.
        self.stride = if rows < 64 { rows | 1 } else { (rows.div_ceil(8) | 1) * 8 };
        if self.slots.len() < width * self.stride {
            self.slots = vec![0; width * self.stride];
        }
        self.unquoted.clear();
        self.lines.clear();
        lines
    }
}

/// Parses the rows of one chunk, which begins at `begin` of its block. The error has the line from that of the chunk.
pub(super) fn parse(
    text: &[u8],
    begin: usize,
    cuts: Cuts,
    found: &Found,
    roles: &[Role],
    failed: &[AtomicBool],
    mut room: Room,
) -> Result<Parsed, (u64, Error)> {
    check_encoding(text, cuts, found)?;
    let width = roles.len();
    let lines = room.fit(text, cuts.end, width);
    let trailing = usize::from(found.dialect.trailing);
    if let Some(others) = grid::parse(text, lines, width + trailing, cuts, roles, &mut room) {
        others.into_iter().for_each(|place| failed[place].store(true, Ordering::Relaxed));
        room.lines.extend(0..lines as u32);
        return Ok(Parsed { begin, passed: lines as u64, room });
    }
    room.unquoted.clear();
    let Room { unquoted, slots, stride, lines, .. } = &mut room;
    let stride = *stride;
    let mut scanner = Scanner::new(text, cuts);
    let mut ends = scanner.ends();
    let runs = runs(roles);
    while let Some(line) = scanner.begin() {
        let row = lines.len();
        let mut cells = 0;
        let mut more = true;
        while more {
            if let (Some(&(decimal, most)), Some(ends)) = (runs.get(cells), &mut ends)
                && most > 0
            {
                let first = cells * stride + row;
                let put = |place: usize, bits| slots[first + place * stride] = bits;
                let (read, goes_on) = scanner.numbers(ends, decimal, most, put);
                cells += read;
                more = goes_on;
                if !goes_on || read == most {
                    continue;
                }
            }
            let bare = ends.as_mut().and_then(|ends| scanner.bare(ends));
            let (cell, goes_on) = match bare {
                Some((cell, goes_on)) => (Cow::Borrowed(cell), goes_on),
                None => scanner.cell().map_err(|error| (line, error))?,
            };
            more = goes_on;
            if let Some(role) = roles.get(cells) {
                let (slot, is_wrong) = slot(role, &cell, text, unquoted);
                slots[cells * stride + row] = slot;
                if is_wrong {
                    failed[cells].store(true, Ordering::Relaxed);
                }
            }
            cells += 1;
        }
        if cells != width + trailing {
            return Err((line, wrong_width(cells, width + trailing, found)));
        }
        lines.push(line as u32);
    }
    Ok(Parsed { begin, passed: scanner.line, room })
}

/// The slot of a cell of `text`, without blanks around it, and whether it is no number where it should be one.
pub(super) fn slot(role: &Role, cell: &[u8], text: &[u8], unquoted: &mut Vec<u8>) -> (u64, bool) {
    match role {
        Role::Number(style) => {
            let value = style.parse(cell).filter(|_| !number::is_code(cell));
            let is_wrong = value.is_none() && !number::is_missing(cell);
            (value.unwrap_or(f64::NAN).to_bits(), is_wrong)
        }
        // A minus may stand beside a plus, which the whole column shows.
        Role::Text if number::is_missing(cell) && cell != b"-" => (NONE, false),
        Role::Text => (place(text, cell, unquoted), false),
        Role::Done => (NONE, false),
    }
}

/// How many columns of plain numbers of one decimal sign stand side by side, from each column on.
fn runs(roles: &[Role]) -> Vec<(u8, usize)> {
    let mut runs = vec![(b'.', 0); roles.len()];
    for place in (0..roles.len()).rev() {
        let Role::Number(style) = &roles[place] else { continue };
        let Some(decimal) = style.is_plain() else { continue };
        let next = runs.get(place + 1).filter(|next| next.0 == decimal).map_or(0, |next| next.1);
        runs[place] = (decimal, next + 1);
    }
    runs
}

fn wrong_width(cells: usize, due: usize, found: &Found) -> Error {
    let of = if found.dialect.header { "the header's" } else { "the first row's" };
    let error = Error::input(format!("the number of cells is {cells}, {of} {due}"));
    if found.names.len() == 1 {
        let advice = "pass over what stands above the table with --skip LINES, or say what separates \
                      its cells with --separator";
        return error.advice(advice);
    }
    if cells == 1 {
        let advice = "take notes below the table out of the file, and pass over those above it with \
                      --skip LINES";
        return error.advice(advice);
    }
    match found.dialect.separator {
        Separator::Byte(b',') => error.advice("quote a cell that holds a comma"),
        Separator::Byte(byte) => {
            error.advice(format!("quote a cell that holds {:?}", char::from(byte)))
        }
        Separator::Blanks => error.advice("quote a cell that holds blanks"),
    }
}

/// Where a text stands.
fn place(text: &[u8], cell: &[u8], unquoted: &mut Vec<u8>) -> u64 {
    let begin = (cell.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize);
    if begin <= text.len() && cell.len() <= text.len() - begin {
        return (begin as u64) << 31 | cell.len() as u64;
    }
    let begin = unquoted.len();
    unquoted.extend_from_slice(cell);
    UNQUOTED | (begin as u64) << 31 | cell.len() as u64
}

/// The text is UTF-8, or an error with its line and column.
fn check_encoding(text: &[u8], cuts: Cuts, found: &Found) -> Result<(), (u64, Error)> {
    let Err(error) = std::str::from_utf8(text) else { return Ok(()) };
    let error_at = error.valid_up_to();
    let mut scanner = Scanner::new(text, cuts);
    let advice = || {
        Error::input("the cell is not UTF-8")
            .advice("save the file as UTF-8, or say --encoding latin-1")
    };
    while let Some(line) = scanner.begin() {
        for place in 0.. {
            let Ok((_, more)) = scanner.cell() else { return Err((line, advice())) };
            if scanner.at > error_at {
                let error = advice();
                let name = found.names.get(place).filter(|name| !name.is_empty());
                let name = name.cloned().unwrap_or_else(|| (place + 1).to_string());
                return Err((line, error.column(name)));
            }
            if !more {
                break;
            }
        }
    }
    // It stands in a comment.
    Ok(())
}

/// Appends the text of a slot; `block` is that of the chunk.
pub(super) fn push(texts: &mut Texts, block: &[u8], part: &Parsed, slot: u64) {
    if slot == NONE {
        return texts.missing();
    }
    let from = if slot & UNQUOTED == 0 { &block[part.begin..] } else { &part.room.unquoted };
    let (begin, length) = ((slot & !UNQUOTED) >> 31, slot & ((1 << 31) - 1));
    texts.push_bytes(&from[begin as usize..][..length as usize]);
}
