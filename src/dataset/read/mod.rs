//! Reads files of every format into a [`Table`]. A format is told by content, then by name.
//!
//! | format | told by |
//! | --- | --- |
//! | delimited text | anything else |
//!
//! What a hostile file may cost: a packed file unpacks to at most 256 MiB or 100 times its size,
//! whichever is more; a row of text has at most 1 GiB; all else takes memory as content arrives, at
//! most a constant times what has been read.

mod column;
mod delimited;
mod dialect;
pub(super) mod idx;
mod number;
mod packed;
mod scan;
mod sniff;

use std::borrow::Cow;

pub use self::dialect::{Dialect, DialectOptions, Encoding, Header, parse_decimal, parse_sign};
pub use self::number::{MISSING_TEXTS, is_missing};
#[cfg(test)]
pub(crate) use self::packed::pack;
pub use self::scan::Separator;
use super::table::Table;
use crate::error::Result;

/// What a reader gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The table.
    pub table: Table,
    /// What the file was read as, one line for people.
    pub read_as: String,
}

/// Reads a file of any format.
///
/// # Errors
/// Name the file, and row and column where there are such: see the modules of the formats.
pub fn read(source: &str, bytes: &[u8], options: &DialectOptions) -> Result<Reading> {
    read_any(source, bytes, options).map_err(|error| error.file(source))
}

fn read_any(source: &str, bytes: &[u8], options: &DialectOptions) -> Result<Reading> {
    let content = packed::unpack(bytes)?;
    read_delimited(source, &content, options)
}

fn read_delimited(source: &str, content: &[u8], options: &DialectOptions) -> Result<Reading> {
    let (encoding, text) = decode(content, options.encoding);
    let text: &[u8] = &text;
    let (table, dialect) = delimited::read(source, &text, encoding, options)?;
    Ok(Reading { table, read_as: dialect.to_string() })
}

/// Reads a delimited text, packed or not, and says how it is written.
///
/// # Errors
/// Names file, row and column: no rows, a row with more or fewer cells than the first, a quote that
/// is not closed, invalid UTF-8, or a packed file that is damaged or unpacks to too much.
pub fn read_text(source: &str, bytes: &[u8], options: &DialectOptions) -> Result<(Table, Dialect)> {
    packed::unpack(bytes)
        .and_then(|content| {
            let (encoding, text) = decode(&content, options.encoding);
            let text: &[u8] = &text;
            delimited::read(source, &text, encoding, options)
        })
        .map_err(|error| error.file(source))
}

/// How many bytes are looked at to tell UTF-8 from Latin-1.
const LOOKED_AT: usize = 1 << 20;

/// A text as UTF-8, and what it was.
fn decode(content: &[u8], told: Option<Encoding>) -> (Encoding, Cow<'_, [u8]>) {
    let found = || match content {
        [0xff, 0xfe, ..] => Encoding::Utf16Le,
        [0xfe, 0xff, ..] => Encoding::Utf16Be,
        _ => {
            let start = &content[..content.len().min(LOOKED_AT)];
            match std::str::from_utf8(start) {
                Err(e) if e.error_len().is_some() || start.len() == content.len() => {
                    Encoding::Latin1
                }
                _ => Encoding::Utf8,
            }
        }
    };
    let encoding = told.unwrap_or_else(found);
    let from = match encoding {
        Encoding::Utf8 => return (encoding, Cow::Borrowed(content)),
        Encoding::Utf16Le => encoding_rs::UTF_16LE,
        Encoding::Utf16Be => encoding_rs::UTF_16BE,
        Encoding::Latin1 => encoding_rs::WINDOWS_1252,
    };
    let text = match from.decode_with_bom_removal(content).0 {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    };
    (encoding, text)
}
