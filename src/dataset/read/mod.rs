//! Reads files of every format into a [`Table`]. A format is told by content, then by name.
//!
//! | format | told by |
//! | --- | --- |
//! | IDX | two bytes of zero |
//! | NPY, NPZ | its magic number; a ZIP archive, which may hold one file of any other format instead |
//! | PNG, folders of it (feature `images`) | its magic number |
//! | Parquet (feature `parquet`) | `PAR1` |
//! | ARFF | `@relation` or `@attribute` before anything but comments |
//! | JSON lines, an array of objects | an object, or an array that begins with one |
//! | LIBSVM, SVMlight | rows of a number and pairs `place:number` |
//! | delimited text | anything else |
//!
//! What a hostile file may cost: a packed file unpacks to at most 256 MiB or 100 times its size,
//! whichever is more; a row of text has at most 1 GiB; sparse formats give at most 64 cells for each
//! byte; all else takes memory as content arrives, at
//! most a constant times what has been read.

mod archive;
mod arff;
mod column;
mod decode;
mod delimited;
mod dialect;
#[cfg(all(feature = "files", feature = "images"))]
mod folder;
mod foreign;
mod grid;
pub(super) mod idx;
// Only files have names and indices of their own.
#[cfg_attr(not(feature = "files"), allow(dead_code))]
mod join;
mod json;
mod jsonl;
mod libsvm;
mod npy;
mod number;
mod orange;
mod packed;
#[cfg(all(feature = "files", feature = "parquet"))]
mod pages;
#[cfg(feature = "parquet")]
mod parquet;
mod parse;
#[cfg(feature = "files")]
mod partition;
#[cfg(feature = "files")]
mod path;
mod plain;
#[cfg(feature = "images")]
mod png;
mod quote;
mod rows;
mod scan;
mod sign;
mod sniff;
mod style;

#[cfg(feature = "parquet")]
use std::borrow::Cow;

#[cfg(feature = "parquet")]
use bytes::Bytes;

pub(super) use self::column::numbers_with;
#[cfg(feature = "files")]
use self::decode::encoding;
use self::decode::{LOOKED_AT, decode};
pub use self::dialect::{Dialect, DialectOptions, Encoding, Header, parse_decimal, parse_sign};
pub use self::join::join;
pub use self::number::{MISSING_TEXTS, is_missing};
#[cfg(test)]
pub(crate) use self::packed::pack;
#[cfg(feature = "files")]
pub use self::path::{paths, read_path, read_path_within, read_paths, read_paths_within};
pub use self::rows::Rows;
pub use self::scan::Separator;
pub(super) use self::style::NumberStyle;
use super::Storage;
use super::quoted;
use super::table::Table;
use crate::error::{Error, Result};

/// What a reader gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The table.
    pub table: Table,
    /// What the file was read as, one line for people.
    pub read_as: String,
    /// How it was written, if it was a delimited text.
    pub dialect: Option<Dialect>,
    /// What people are told besides, a line each: of several files which have no rows, or no weights.
    pub remarks: Vec<String>,
}

impl Reading {
    fn new(table: Table, read_as: impl Into<String>) -> Self {
        Self { table, read_as: read_as.into(), dialect: None, remarks: Vec::new() }
    }

    fn of_text((table, dialect): (Table, Dialect)) -> Self {
        let read_as = dialect.to_string();
        Self { dialect: Some(dialect), ..Self::new(table, read_as) }
    }
}

/// Reads a file of any format.
///
/// # Errors
/// Name the file, and row and column where there are such: see the modules of the formats.
pub fn read(source: &str, bytes: &[u8], options: &DialectOptions) -> Result<Reading> {
    read_within(source, bytes, options, &Storage::default())
}

/// As [`read`], where `storage` has room.
///
/// # Errors
/// As [`read`], and when the file of what has no room in memory cannot be written.
pub fn read_within(
    source: &str,
    bytes: &[u8],
    options: &DialectOptions,
    storage: &Storage,
) -> Result<Reading> {
    let kept = |reading: Reading| Ok(Reading { table: reading.table.kept_in(storage)?, ..reading });
    read_any(source, bytes, options, storage).and_then(kept).map_err(|error| error.file(source))
}

/// What a file holds, told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Packed,
    Idx,
    Png,
    Parquet,
    Npy,
    Zip,
    Arff,
    Json,
    Libsvm,
    Text,
}

impl Format {
    fn of(content: &[u8], options: &DialectOptions) -> Self {
        if packed::is_packed(content) {
            return Self::Packed;
        }
        if content.starts_with(b"\x89PNG") {
            return Self::Png;
        }
        if content.starts_with(b"PAR1") {
            return Self::Parquet;
        }
        if npy::is_npy(content) {
            return Self::Npy;
        }
        if npy::is_zip(content) {
            return Self::Zip;
        }
        // UTF-16 has bytes of zero, but not two at its beginning.
        if idx::is_idx(content) {
            return Self::Idx;
        }
        let (_, text) = decode(&content[..content.len().min(LOOKED_AT)], options.encoding);
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
        if arff::is_arff(text) {
            Self::Arff
        } else if jsonl::is_json(text) {
            Self::Json
        } else if options.separator.is_none() && libsvm::is_libsvm(text) {
            Self::Libsvm
        } else {
            Self::Text
        }
    }
}

/// Whether [`Rows`] reads a text with this beginning, or it is read whole since it is packed or of another format;
/// `None` where more must come to tell. `ended` says that nothing comes behind it.
pub fn comes_in_rows(beginning: &[u8], ended: bool, options: &DialectOptions) -> Option<bool> {
    let start = &beginning[..beginning.len().min(LOOKED_AT)];
    let (_, text) = decode(start, options.encoding);
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text);
    // What stands in a whole line that is neither a comment nor a bracket tells ARFF, JSON and LIBSVM.
    let lines = text.split_inclusive(|&byte| byte == b'\n').filter(|line| line.ends_with(b"\n"));
    let tells = |line: &[u8]| !matches!(line, [] | [b'%' | b'#', ..] | b"[" | b"{");
    let is_told = lines.map(<[u8]>::trim_ascii).any(tells);
    (ended || is_told || start.len() == LOOKED_AT)
        .then(|| foreign::refused(start).is_none() && Format::of(start, options) == Format::Text)
}

fn read_any(
    source: &str,
    bytes: &[u8],
    options: &DialectOptions,
    storage: &Storage,
) -> Result<Reading> {
    let content = packed::unpack(bytes)?;
    if let Some(error) = foreign::refused(&content) {
        return Err(error);
    }
    let (table, read_as) = match Format::of(&content, options) {
        Format::Packed => {
            return Err(Error::input("it is packed twice").advice("unpack it once"));
        }
        Format::Idx => (idx::read_idx(source, &content, None)?, "IDX"),
        #[cfg(feature = "images")]
        Format::Png => {
            let (table, read_as) = png::read(source, &content)?;
            return Ok(Reading::new(table, read_as));
        }
        #[cfg(not(feature = "images"))]
        Format::Png => {
            return Err(Error::input("PNG images cannot be read by this build")
                .advice("build it with the feature images, or save the images as IDX"));
        }
        #[cfg(feature = "parquet")]
        Format::Parquet => {
            let content = match content {
                Cow::Borrowed(content) => Bytes::copy_from_slice(content),
                Cow::Owned(content) => content.into(),
            };
            (parquet::read(source, content, storage, options)?, "Parquet")
        }
        #[cfg(not(feature = "parquet"))]
        Format::Parquet => {
            return Err(Error::input("Parquet files cannot be read by this build")
                .advice("build it with the feature parquet, or save the table as CSV"));
        }
        Format::Npy => (npy::read_npy(source, &content)?, "NPY"),
        Format::Zip => {
            if let Some(file) = archive::only_file(&content)? {
                if matches!(Format::of(&file, options), Format::Packed | Format::Zip) {
                    return Err(Error::input("it is packed twice").advice("unpack it once"));
                }
                return read_any(source, &file, options, storage);
            }
            let (table, read_as) = npy::read_npz(source, &content)?;
            return Ok(Reading::new(table, read_as));
        }
        format @ (Format::Arff | Format::Json | Format::Libsvm) => {
            let (_, text) = decode(&content, options.encoding);
            let text = utf8(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&text))?;
            match format {
                Format::Arff => (arff::read(source, text)?, "ARFF"),
                Format::Json => (jsonl::read_with(source, text, options)?, "JSON"),
                _ => (libsvm::read(source, text)?, "LIBSVM"),
            }
        }
        Format::Text => {
            return read_decoded(source, &content, options, storage).map(Reading::of_text);
        }
    };
    Ok(Reading::new(table, read_as))
}

fn read_decoded(
    source: &str,
    content: &[u8],
    options: &DialectOptions,
    storage: &Storage,
) -> Result<(Table, Dialect)> {
    let (encoding, text) = decode(content, options.encoding);
    let text: &[u8] = &text;
    delimited::read(source, &text, encoding, options, storage)
}

/// A text whose encoding is known.
fn utf8(text: &[u8]) -> Result<&str> {
    std::str::from_utf8(text).map_err(|e| {
        let line = 1 + memchr::memchr_iter(b'\n', &text[..e.valid_up_to()]).count() as u64;
        Error::input("the line is not UTF-8")
            .row(line)
            .advice("save the file as UTF-8, or say --encoding latin-1")
    })
}

/// Reads a delimited text, packed or not, and says how it is written.
///
/// # Errors
/// Names file, row and column: no rows, a row with more or fewer cells than the first, a quote that
/// is not closed, invalid UTF-8, or a packed file that is damaged or unpacks to too much.
pub fn read_text(source: &str, bytes: &[u8], options: &DialectOptions) -> Result<(Table, Dialect)> {
    packed::unpack(bytes)
        .and_then(|content| read_decoded(source, &content, options, &Storage::default()))
        .map_err(|error| error.file(source))
}
