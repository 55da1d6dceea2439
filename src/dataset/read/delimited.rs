//! Delimited texts: CSV and all that is like it, read in blocks of which all processors parse a part.

use std::io::Read;
use std::sync::atomic::{AtomicBool, Ordering};

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::column::{self, Numbers, Styled, Texts};
use super::dialect::{Dialect, DialectOptions, Encoding};
use super::orange;
use super::parse::{Parsed, Role, Room, parse, push};
use super::scan::{Cuts, row_ends};
use super::sniff::{self, Found};
use super::style::NumberStyle;
use crate::dataset::inputs::LARGER;
use crate::dataset::table::{Cells, RowNumbers, Table};
use crate::dataset::{Storage, Values};
use crate::error::{Error, Result};
use crate::memory;

/// About how many bytes are parsed at a time, for tables of more than so many columns: with what is made of them they
/// stay in a processor's cache, and each chunk costs something a column.
const CHUNKS: [(usize, usize); 3] = [(1 << 12, 1 << 20), (1 << 6, 1 << 18), (0, 1 << 17)];

/// The least of a block for each processor: of several chunks where they are small, so that none waits long for the
/// others.
const SHARE: usize = 1 << 19;

/// How many bytes of the beginning are looked at, unless two rows are longer.
const SAMPLE: usize = 1 << 18;

/// The longest row, in bytes.
pub(super) const LONGEST_ROW: usize = 1 << 30;

/// A text that can be read more than once.
pub(super) trait Text: Sync {
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

/// Where a text comes from, less what stands above its rows.
struct Feed<'a> {
    reader: Box<dyn Read + Send + 'a>,
    /// Bytes to pass over.
    skip: usize,
    started: bool,
}

impl Feed<'_> {
    /// Reads until there are so many bytes; whether the text has ended.
    fn fill(&mut self, block: &mut Vec<u8>, wanted: usize) -> Result<bool> {
        loop {
            let missing = wanted.saturating_sub(block.len()) as u64;
            let taken = (&mut self.reader).take(missing).read_to_end(block).map_err(unreadable)?;
            let ended = (taken as u64) < missing;
            if !self.started {
                self.started = true;
                if block.starts_with(b"\xef\xbb\xbf") {
                    self.skip += 3;
                }
            }
            if self.skip == 0 {
                return Ok(ended);
            }
            let now = self.skip.min(block.len());
            block.drain(..now);
            self.skip -= now;
            if ended {
                return Ok(true);
            }
        }
    }
}

/// A part of a text, and where chunks of whole rows end in it: nowhere, if one row is too long.
#[derive(Default)]
struct Block {
    text: Vec<u8>,
    ends: Vec<usize>,
    /// Whether nothing comes behind it.
    is_last: bool,
}

/// Cuts a text into blocks.
struct Blocks<'a> {
    feed: Feed<'a>,
    cuts: Cuts,
    chunk: usize,
}

impl<'a> Blocks<'a> {
    fn new(feed: Feed<'a>, cuts: Cuts, width: usize) -> Self {
        let suits = CHUNKS.iter().find(|(columns, _)| width > *columns);
        Self { feed, cuts, chunk: suits.map_or(CHUNKS[0].1, |(_, chunk)| *chunk) }
    }

    /// Reads behind what `block` has, until there are whole rows.
    fn fill(&mut self, block: &mut Block) -> Result<()> {
        let mut wanted = self.chunk.max(SHARE) * threads();
        loop {
            block.is_last = self.feed.fill(&mut block.text, wanted)?;
            block.ends = row_ends(&block.text, self.cuts, self.chunk);
            if block.is_last && block.ends.last() != Some(&block.text.len()) {
                block.ends.push(block.text.len());
            }
            if !block.ends.is_empty() || wanted >= LONGEST_ROW {
                return Ok(());
            }
            wanted *= 2;
        }
    }
}

/// What a function gives that deals out work, among those who do it: else it would wait for them to wake up.
fn together<T: Send>(function: impl FnOnce() -> T + Send) -> T {
    #[cfg(feature = "parallel")]
    return rayon::scope(|_| function());
    #[cfg(not(feature = "parallel"))]
    function()
}

/// What two functions give, side by side where there are threads.
fn both<A: Send, B: Send>(
    first: impl FnOnce() -> A + Send,
    second: impl FnOnce() -> B + Send,
) -> (A, B) {
    #[cfg(feature = "parallel")]
    return rayon::join(first, second);
    #[cfg(not(feature = "parallel"))]
    (first(), second())
}

/// What a function gives of each.
fn each<A: Send, B: Send>(of: Vec<A>, function: impl Fn(A) -> B + Sync + Send) -> Vec<B> {
    #[cfg(feature = "parallel")]
    return of.into_par_iter().map(function).collect();
    #[cfg(not(feature = "parallel"))]
    of.into_iter().map(function).collect()
}

/// What has been read of a column.
#[derive(Debug)]
enum Growing {
    Numbers(Numbers),
    Texts(Texts),
    Done,
}

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
    let mut found = sniff::sniff(&sample, is_whole, encoding, options)?;
    drop(sample);
    if found.names.is_empty() {
        return Err(Error::input("the file is empty").advice("give a header and a row a sample"));
    }
    check_decimal(&found, options)?;
    let said = found.said.take();
    let is_text = |place: usize| said.as_ref().is_some_and(|said| said[place].is_text());
    let verbatim: Vec<bool> = (0..)
        .zip(&found.names)
        .map(|(place, name)| is_text(place) || options.verbatim.contains(name))
        .collect();
    let role = |(style, verbatim): (&Option<NumberStyle>, &bool)| match style {
        Some(style) if !verbatim => Role::Number(style.clone()),
        _ => Role::Text,
    };
    let mut roles: Vec<_> = found.styles.iter().zip(&verbatim).map(role).collect();
    let (columns, rows) = together(|| pass(text, &found, &mut roles, (options, storage)))?;
    let Some(rows) = rows else {
        return Err(Error::without_rows("the file has a header and no rows"));
    };
    let decimal = found.dialect.decimal;
    let mut cells = finish(columns, decimal, &verbatim)?;
    // A column of texts, whose beginning looked like numbers, is read again as texts.
    if cells.iter().any(Option::is_none) {
        let (again, _) = together(|| pass(text, &found, &mut roles, (options, storage)))?;
        for (cells, again) in cells.iter_mut().zip(finish(again, decimal, &verbatim)?) {
            *cells = cells.take().or(again);
        }
    }
    let column = |((name, cells), style): ((String, Option<Styled>), Option<NumberStyle>)| {
        let (cells, own) = cells.unwrap_or((Cells::Narrow(Values::default()), None));
        column::written(name, (cells, own.or(style)), decimal)
    };
    let both = found.names.into_iter().zip(cells);
    let mut columns = both.zip(found.styles).map(column).collect();
    if let Some(said) = said {
        columns = orange::apply(columns, said);
    }
    Ok((Table { source: source.to_owned(), columns, rows }, found.dialect))
}

/// Refuses a column whose numbers can only have the other decimal sign than the one that is told.
fn check_decimal(found: &Found, options: &DialectOptions) -> Result<()> {
    let Some(told) = options.decimal.filter(|_| !options.decimal_is_usual) else { return Ok(()) };
    let name = |sign: u8| if sign == b',' { "comma" } else { "point" };
    for (column, style) in found.names.iter().zip(&found.styles) {
        let Some(sign) = style.as_ref().map(NumberStyle::decimal).filter(|&sign| sign != told)
        else {
            continue;
        };
        if !options.verbatim.contains(column) {
            let what = format!("its numbers have a decimal {}, not a {}", name(sign), name(told));
            return Err(Error::input(what).column(column).advice(format!(
                "leave --decimal out, or write its numbers with a {}",
                name(told)
            )));
        }
    }
    Ok(())
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

fn finish(columns: Vec<Growing>, decimal: u8, verbatim: &[bool]) -> Result<Vec<Option<Styled>>> {
    let cells = |(column, &verbatim)| match column {
        Growing::Numbers(numbers) => Ok(Some((numbers.cells()?, None))),
        Growing::Texts(texts) if verbatim => Ok(Some((texts.texts()?, None))),
        Growing::Texts(texts) => texts.styled(decimal).map(Some),
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
    (options, storage): (&DialectOptions, &Storage),
) -> Result<(Vec<Growing>, Option<RowNumbers>)> {
    let cuts = found.dialect.cuts();
    let width = roles.len();
    let has_minus = |name: &String| options.minus.contains(name);
    let column = |(role, name): (&Role, &String)| match role {
        Role::Number(_) => Growing::Numbers(Numbers::new(storage)),
        Role::Text => Growing::Texts(Texts::new(storage).with_minus(has_minus(name))),
        Role::Done => Growing::Done,
    };
    let mut columns: Vec<_> = roles.iter().zip(&found.names).map(column).collect();
    let failed: Vec<AtomicBool> = roles.iter().map(|_| AtomicBool::new(false)).collect();
    let mut lines = Lines::default();
    let mut line = found.line + 1;
    let feed = Feed { reader: text.open()?, skip: found.begin, started: false };
    let mut blocks = Blocks::new(feed, cuts, width);
    let (mut block, mut next) = (Block::default(), Block::default());
    // What was parsed before and is no part of the columns yet.
    let mut before: (Block, Vec<Parsed>) = Default::default();
    let mut rooms: Vec<Room> = Vec::new();
    blocks.fill(&mut block)?;
    loop {
        let Some(&whole) = block.ends.last() else {
            return Err(Error::input(format!("a row of more than {LONGEST_ROW} bytes"))
                .row(line)
                .advice("close the quotes, or say --quote none"));
        };
        next.text.clear();
        next.text.extend_from_slice(&block.text[whole..]);
        let parse = |((begin, end), room): ((usize, usize), Room)| {
            parse(&block.text[begin..end], begin, cuts, found, roles, &failed, room)
        };
        let begins = std::iter::once(0).chain(block.ends.iter().copied());
        let chunks = begins.zip(block.ends.iter().copied());
        let chunks: Vec<_> = chunks.map(|chunk| (chunk, rooms.pop().unwrap_or_default())).collect();
        // While these are parsed, the next rows are read and those before become part of the columns.
        let (parsed, (read, appended)) = both(
            || each(chunks, parse),
            || {
                both(
                    || if block.is_last { Ok(()) } else { blocks.fill(&mut next) },
                    || append(&mut columns, &before.0.text, &before.1, &failed),
                )
            },
        );
        appended?;
        rooms.extend(before.1.drain(..).map(|part| part.room));
        let mut fine = Vec::with_capacity(parsed.len());
        for part in parsed {
            let part = part.map_err(|(at, error)| error.row(line + at))?;
            lines.extend(line, &part.room.lines);
            line += part.passed;
            fine.push(part);
        }
        if lines.rows == fine.iter().map(|part| part.rows() as u64).sum::<u64>()
            && let Some(length) = text.length()
        {
            let rows = length as f64 / whole as f64 * lines.rows as f64;
            // What is promised is checked against the length of the text, of which a row takes one
            // byte a cell at the least.
            let most = length / width as u64 + 1;
            expect(&mut columns, ((rows * 1.02) as u64).min(most), storage)?;
        }
        let is_last = block.is_last;
        before.1 = fine;
        std::mem::swap(&mut before.0, &mut block);
        std::mem::swap(&mut block, &mut next);
        if is_last {
            break;
        }
        read?;
    }
    append(&mut columns, &before.0.text, &before.1, &failed)?;
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
        // Each is beyond the one before.
        let last = u64::from(offsets[offsets.len() - 1]);
        let follow = line + u64::from(offset) == expected
            && last - u64::from(offset) == offsets.len() as u64 - 1;
        if self.each.is_empty() && !follow {
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

/// Appends what was parsed of a block to the columns.
///
/// # Errors
/// When memory or the file of what has no room there was refused.
fn append(
    columns: &mut [Growing],
    block: &[u8],
    parts: &[Parsed],
    failed: &[AtomicBool],
) -> Result<()> {
    let grow = |(place, column): (usize, &mut Growing)| {
        if failed[place].load(Ordering::Relaxed) {
            *column = Growing::Done;
        }
        for part in parts {
            let slots = part.column(place);
            match column {
                Growing::Numbers(numbers) => numbers.extend(slots)?,
                Growing::Texts(texts) => {
                    slots.iter().for_each(|&slot| push(texts, block, part, slot));
                }
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
    {
        let each = columns.len().div_ceil(64);
        columns.par_iter_mut().enumerate().with_min_len(each).try_for_each(grow)
    }
    #[cfg(not(feature = "parallel"))]
    columns.iter_mut().enumerate().try_for_each(grow)
}
