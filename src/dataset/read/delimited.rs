//! Delimited texts: CSV and all that is like it, read in blocks of which all processors parse a part.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::column::{Numbers, Texts};
use super::dialect::{Dialect, DialectOptions, Encoding};
use super::number::{self, NumberStyle};
use super::scan::{Cuts, Scanner, Separator, row_ends};
use super::sniff::{self, Found};
use crate::dataset::inputs::LARGER;
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::dataset::{Storage, Values};
use crate::error::{Error, Result};
use crate::memory;

/// About how many bytes one processor parses at a time.
const CHUNK: usize = 1 << 20;

/// How many bytes of the beginning are looked at, unless two rows are longer.
const SAMPLE: usize = 1 << 18;

/// The longest row, in bytes.
pub(super) const LONGEST_ROW: usize = 1 << 30;

/// A text that can be read more than once.
pub(super) trait Text {
    /// The text from its beginning.
    fn open(&self) -> Result<Box<dyn Read + Send + '_>>;

    /// How long it is, if that is known.
    fn length(&self) -> Option<u64>;
}

impl Text for &[u8] {
    fn open(&self) -> Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(*self))
    }

    fn length(&self) -> Option<u64> {
        Some(self.len() as u64)
    }
}

/// What is done with a column in one pass.
#[derive(Debug, Clone, PartialEq)]
enum Role {
    Number(NumberStyle),
    Text,
    /// It is done.
    Done,
}

/// What has been read of a column.
#[derive(Debug)]
enum Growing {
    Numbers(Numbers),
    Texts(Texts),
    Done,
}

/// Rows that one processor parsed: `[rows, columns]` slots, each the bits of a number or where a
/// text stands.
#[derive(Debug)]
struct Parsed<'a> {
    text: &'a [u8],
    /// Texts that do not stand in `text` as they are.
    unquoted: Vec<u8>,
    slots: Vec<u64>,
    /// The line of each row, from that of the chunk.
    lines: Vec<u32>,
    /// The lines passed.
    passed: u64,
}

/// The slot of a missing text.
const NONE: u64 = u64::MAX;

/// Says that a text stands in `unquoted`.
const UNQUOTED: u64 = 1 << 63;

/// Reads a text, UTF-8 if `encoding` says no other.
///
/// # Errors
/// Names row and column: no rows, a row with more or fewer cells than the first, a quote that is
/// not closed, invalid UTF-8, a row of more than 1 GiB.
pub(super) fn read(
    source: &str,
    text: &dyn Text,
    encoding: Encoding,
    options: &DialectOptions,
    storage: &Storage,
) -> Result<(Table, Dialect)> {
    let (sample, is_whole) = sample(text)?;
    let found = sniff::sniff(&sample, is_whole, encoding, options)?;
    drop(sample);
    if found.names.is_empty() {
        return Err(Error::input("the file is empty").advice("give a header and a row a sample"));
    }
    let verbatim: Vec<bool> =
        found.names.iter().map(|name| options.verbatim.contains(name)).collect();
    let role = |(style, verbatim): (&Option<NumberStyle>, &bool)| match style {
        Some(style) if !verbatim => Role::Number(style.clone()),
        _ => Role::Text,
    };
    let mut roles: Vec<_> = found.styles.iter().zip(&verbatim).map(role).collect();
    let (columns, rows) = pass(text, &found, &mut roles, storage)?;
    let Some(rows) = rows else {
        return Err(Error::input("the file has a header and no rows").advice("give a row a sample"));
    };
    let decimal = found.dialect.decimal;
    let mut cells = finish(columns, decimal, &verbatim)?;
    // A column of texts, whose beginning looked like numbers, is read again as texts.
    if cells.iter().any(Option::is_none) {
        let (again, _) = pass(text, &found, &mut roles, storage)?;
        for (cells, again) in cells.iter_mut().zip(finish(again, decimal, &verbatim)?) {
            *cells = cells.take().or(again);
        }
    }
    let column = |(name, cells): (String, Option<Cells>)| {
        let cells = cells.unwrap_or(Cells::Narrow(Values::default()));
        TableColumn { name, cells, declared: None }
    };
    let columns = found.names.into_iter().zip(cells).map(column).collect();
    Ok((Table { source: source.to_owned(), columns, rows }, found.dialect))
}

/// The beginning of a text, and whether that is all of it.
fn sample(text: &dyn Text) -> Result<(Vec<u8>, bool)> {
    let mut reader = text.open()?;
    let mut sample = Vec::new();
    let mut wanted = SAMPLE;
    loop {
        let missing = (wanted - sample.len()) as u64;
        (&mut reader).take(missing).read_to_end(&mut sample).map_err(unreadable)?;
        if sample.len() < wanted {
            break;
        }
        let lines = memchr::memchr2_iter(b'\n', b'\r', &sample).take(7).count();
        if lines == 7 || wanted >= LONGEST_ROW {
            // A character that is cut off is no fault of the text.
            return Ok((sample, false));
        }
        wanted *= 2;
    }
    if sample.starts_with(b"\xef\xbb\xbf") {
        sample.drain(..3);
    }
    Ok((sample, true))
}

fn unreadable(error: std::io::Error) -> Error {
    match error.downcast::<Error>() {
        Ok(error) => error,
        Err(error) => Error::input("the file cannot be read").caused_by(error),
    }
}

fn finish(columns: Vec<Growing>, decimal: u8, verbatim: &[bool]) -> Result<Vec<Option<Cells>>> {
    let cells = |(column, &verbatim)| match column {
        Growing::Numbers(numbers) => numbers.cells().map(Some),
        Growing::Texts(texts) if verbatim => texts.texts().map(Some),
        Growing::Texts(texts) => texts.cells(decimal).map(Some),
        Growing::Done => Ok(None),
    };
    columns.into_iter().zip(verbatim).map(cells).collect()
}

/// Reads the columns that `roles` does not call done. Afterwards it says what is left to do: a
/// column that is none of numbers as it seemed is one of texts. The rows are `None` where there
/// are none.
fn pass(
    text: &dyn Text,
    found: &Found,
    roles: &mut [Role],
    storage: &Storage,
) -> Result<(Vec<Growing>, Option<RowNumbers>)> {
    let cuts = found.dialect.cuts();
    let threads = threads();
    let width = roles.len();
    let mut columns: Vec<_> = roles
        .iter()
        .map(|role| match role {
            Role::Number(_) => Growing::Numbers(Numbers::new(storage)),
            Role::Text => Growing::Texts(Texts::new(storage)),
            Role::Done => Growing::Done,
        })
        .collect();
    let failed: Vec<AtomicBool> = roles.iter().map(|_| AtomicBool::new(false)).collect();
    let mut lines = Lines::default();
    let mut line = found.line + 1;
    let mut reader = text.open()?;
    let mut skip = found.begin;
    let mut block: Vec<u8> = Vec::new();
    let mut wanted = CHUNK * threads;
    let mut started = false;
    loop {
        let missing = wanted.saturating_sub(block.len()) as u64;
        let ended = {
            let before = block.len();
            let taken = (&mut reader).take(missing).read_to_end(&mut block).map_err(unreadable)?;
            debug_assert_eq!(before + taken, block.len());
            (taken as u64) < missing
        };
        if !started {
            started = true;
            if block.starts_with(b"\xef\xbb\xbf") {
                skip += 3;
            }
        }
        if skip > 0 {
            let now = skip.min(block.len());
            block.drain(..now);
            skip -= now;
            if !ended {
                continue;
            }
        }
        let mut ends = row_ends(&block, cuts, CHUNK);
        if ended && ends.last() != Some(&block.len()) {
            ends.push(block.len());
        }
        let Some(&whole) = ends.last() else {
            if wanted >= LONGEST_ROW {
                return Err(Error::input(format!("a row of more than {LONGEST_ROW} bytes"))
                    .row(line)
                    .advice("close the quotes, or say --quote none"));
            }
            wanted *= 2;
            continue;
        };
        wanted = CHUNK * threads;
        let chunks: Vec<&[u8]> = ends
            .iter()
            .scan(0, |begin, &end| Some(&block[std::mem::replace(begin, end)..end]))
            .collect();
        #[cfg(feature = "parallel")]
        let chunks = chunks.into_par_iter();
        #[cfg(not(feature = "parallel"))]
        let chunks = chunks.into_iter();
        let parsed: Vec<_> =
            chunks.map(|chunk| parse(chunk, cuts, found, roles, &failed)).collect();
        let mut fine = Vec::with_capacity(parsed.len());
        for part in parsed {
            let part = part.map_err(|(at, error)| error.row(line + at))?;
            lines.extend(line, &part.lines);
            line += part.passed;
            fine.push(part);
        }
        if lines.rows == fine.iter().map(|part| part.lines.len() as u64).sum::<u64>()
            && let Some(length) = text.length()
        {
            let rows = length as f64 / whole as f64 * lines.rows as f64;
            // What is promised is checked against the length of the text, of which a row takes one
            // byte a cell at the least.
            let most = length / width as u64 + 1;
            expect(&mut columns, ((rows * 1.02) as u64).min(most), storage)?;
        }
        append(&mut columns, &fine, &failed)?;
        drop(fine);
        block.drain(..whole);
        if ended {
            break;
        }
    }
    for ((role, column), failed) in roles.iter_mut().zip(&mut columns).zip(&failed) {
        *role = if failed.load(Ordering::Relaxed) {
            *column = Growing::Done;
            Role::Text
        } else {
            Role::Done
        };
    }
    let rows = (lines.rows > 0).then(|| lines.numbers());
    Ok((columns, rows))
}

/// Makes the columns fit about so many rows.
///
/// # Errors
/// When they take more memory than there is.
fn expect(columns: &mut [Growing], rows: u64, storage: &Storage) -> Result<()> {
    let size = |column: &Growing| match column {
        Growing::Numbers(numbers) => numbers.size(),
        Growing::Texts(_) => 4,
        Growing::Done => 0,
    };
    let bytes = columns.iter().map(size).sum::<u64>().saturating_mul(rows);
    if storage.has_room(bytes) {
        memory::check("the table", bytes, LARGER)?;
    }
    for column in columns {
        match column {
            Growing::Numbers(numbers) => numbers.reserve(rows as usize),
            Growing::Texts(texts) => texts.reserve(rows as usize),
            Growing::Done => {}
        }
    }
    Ok(())
}

fn threads() -> usize {
    #[cfg(feature = "parallel")]
    return rayon::current_num_threads();
    #[cfg(not(feature = "parallel"))]
    1
}

/// Where rows stand, one number as long as they follow one another.
#[derive(Debug, Default)]
struct Lines {
    first: u64,
    rows: u64,
    each: Vec<u64>,
}

impl Lines {
    /// Appends rows that stand so many lines behind `line`.
    fn extend(&mut self, line: u64, offsets: &[u32]) {
        let Some(&offset) = offsets.first() else { return };
        if self.rows == 0 {
            self.first = line + u64::from(offset);
        }
        let expected = self.first + self.rows;
        let follows =
            |(place, &offset): (usize, &u32)| line + u64::from(offset) == expected + place as u64;
        if self.each.is_empty() && !offsets.iter().enumerate().all(follows) {
            self.each = (self.first..expected).collect();
            self.each.extend(offsets.iter().map(|&offset| line + u64::from(offset)));
        } else if !self.each.is_empty() {
            self.each.extend(offsets.iter().map(|&offset| line + u64::from(offset)));
        }
        self.rows += offsets.len() as u64;
    }

    fn numbers(self) -> RowNumbers {
        if self.each.is_empty() {
            RowNumbers::From(self.first)
        } else {
            RowNumbers::Each(self.each)
        }
    }
}

/// Parses the rows of one chunk. The error has the line from that of the chunk.
fn parse<'a>(
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
    let trailing = usize::from(found.dialect.trailing);
    while let Some(line) = scanner.begin() {
        let mut cells = 0;
        let mut more = true;
        while more {
            if let Some(Role::Number(style)) = roles.get(cells)
                && let Some(decimal) = style.is_plain()
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
                Some(Role::Text) if number::is_missing(&cell) => parsed.slots.push(NONE),
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

/// Appends what was parsed to the columns.
///
/// # Errors
/// When memory or the file of what has no room there was refused.
fn append(columns: &mut [Growing], parts: &[Parsed], failed: &[AtomicBool]) -> Result<()> {
    let width = columns.len();
    let grow = |(place, column): (usize, &mut Growing)| {
        if failed[place].load(Ordering::Relaxed) {
            *column = Growing::Done;
        }
        for part in parts {
            let slots = part.slots.iter().skip(place).step_by(width);
            match column {
                Growing::Numbers(numbers) => {
                    slots.for_each(|&slot| numbers.push(f64::from_bits(slot)));
                }
                Growing::Texts(texts) => slots.for_each(|&slot| push(texts, part, slot)),
                Growing::Done => {}
            }
        }
        match column {
            Growing::Numbers(numbers) => numbers.check(),
            Growing::Texts(texts) => texts.check(),
            Growing::Done => Ok(()),
        }
    };
    #[cfg(feature = "parallel")]
    return columns.par_iter_mut().enumerate().with_min_len(width.div_ceil(64)).try_for_each(grow);
    #[cfg(not(feature = "parallel"))]
    columns.iter_mut().enumerate().try_for_each(grow)
}

fn push(texts: &mut Texts, part: &Parsed, slot: u64) {
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
