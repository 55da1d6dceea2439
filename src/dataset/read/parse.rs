//! Rows of one chunk of a delimited text, parsed by one processor.

use std::sync::atomic::{AtomicBool, Ordering};

use super::column::Texts;
use super::number::{self, NumberStyle};
use super::scan::{Cuts, Scanner, Separator};
use super::sniff::Found;
use crate::error::Error;

/// What is done with a column in one pass.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Role {
    Number(NumberStyle),
    Text,
    /// It is done.
    Done,
}

/// Rows that one processor parsed: `[rows, columns]` slots, each the bits of a number or where a
/// text stands.
#[derive(Debug)]
pub(super) struct Parsed<'a> {
    text: &'a [u8],
    /// Texts that do not stand in `text` as they are.
    unquoted: Vec<u8>,
    pub(super) slots: Vec<u64>,
    /// The line of each row, from that of the chunk.
    pub(super) lines: Vec<u32>,
    /// The lines passed.
    pub(super) passed: u64,
}

/// The slot of a missing text.
const NONE: u64 = u64::MAX;

/// Says that a text stands in `unquoted`.
const UNQUOTED: u64 = 1 << 63;

/// Parses the rows of one chunk. The error has the line from that of the chunk.
pub(super) fn parse<'a>(
    text: &'a [u8],
    cuts: Cuts,
    found: &Found,
    roles: &[Role],
    failed: &[AtomicBool],
) -> Result<Parsed<'a>, (u64, Error)> {
    check_encoding(text, cuts, found)?;
    let mut parsed =
        Parsed { text, unquoted: Vec::new(), slots: Vec::new(), lines: Vec::new(), passed: 0 };
    let mut scanner = Scanner::new(text, cuts);
    let width = roles.len();
    // About as many as there are cells.
    parsed.slots.reserve(text.len() / 6);
    let plain = |role: &Role| match role {
        Role::Number(style) => style.is_plain(),
        _ => None,
    };
    let plain: Vec<Option<u8>> = roles.iter().map(plain).collect();
    let trailing = usize::from(found.dialect.trailing);
    while let Some(line) = scanner.begin() {
        let mut cells = 0;
        let mut more = true;
        while more {
            if let Some(&Some(decimal)) = plain.get(cells)
                && let Some((value, goes_on)) = scanner.number(decimal)
            {
                parsed.slots.push(value.to_bits());
                more = goes_on;
                cells += 1;
                continue;
            }
            let (cell, goes_on) = scanner.cell().map_err(|error| (line, error))?;
            more = goes_on;
            match roles.get(cells) {
                Some(Role::Number(style)) => {
                    let value = match style.parse(&cell) {
                        Some(value) => value,
                        None => {
                            if !number::is_missing(&cell) {
                                failed[cells].store(true, Ordering::Relaxed);
                            }
                            f64::NAN
                        }
                    };
                    parsed.slots.push(value.to_bits());
                }
                // A minus may stand beside a plus, which the whole column shows.
                Some(Role::Text) if number::is_missing(&cell) && *cell != *b"-" => {
                    parsed.slots.push(NONE);
                }
                Some(Role::Text) => parsed.slots.push(place(text, &cell, &mut parsed.unquoted)),
                Some(Role::Done) => parsed.slots.push(NONE),
                None if cells == width && trailing == 1 && !more && cell.is_empty() => {}
                None => {}
            }
            cells += 1;
        }
        if cells != width + trailing {
            return Err((line, wrong_width(cells, width + trailing, found)));
        }
        parsed.lines.push(line as u32);
    }
    parsed.passed = scanner.line;
    Ok(parsed)
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

pub(super) fn push(texts: &mut Texts, part: &Parsed, slot: u64) {
    if slot == NONE {
        return texts.missing();
    }
    let from = if slot & UNQUOTED == 0 { part.text } else { &part.unquoted };
    let (begin, length) = ((slot & !UNQUOTED) >> 31, slot & ((1 << 31) - 1));
    let cell = &from[begin as usize..][..length as usize];
    match std::str::from_utf8(cell) {
        Ok(cell) => texts.push(cell),
        // Checked before; a comment alone may be otherwise.
        Err(_) => texts.push(&String::from_utf8_lossy(cell)),
    }
}
