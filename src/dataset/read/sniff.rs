//! Finds on the beginning of a text how it is written.

use std::borrow::Cow;
use std::collections::HashSet;

use memchr::memchr;

use super::dialect::{Dialect, DialectOptions, Encoding, Header};
use super::number;
use super::orange::{self, Said};
use super::scan::{Cuts, Scanner, Separator};
use super::style::NumberStyle;
use super::{quote, sign};
use crate::dataset::kind::FEW_WORDS;
use crate::error::{Error, Result};

/// As many rows of the beginning are looked at.
const ROWS: usize = 200;

/// What was found.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) dialect: Dialect,
    /// The names of the columns; empty where there is none.
    pub(super) names: Vec<String>,
    /// How each column's cells look in the sample: numbers of a style, or texts.
    pub(super) styles: Vec<Option<NumberStyle>>,
    /// What two rows below the names say of each column, where there are such.
    pub(super) said: Option<Vec<Said>>,
    /// Where the data begins, and the line there, from 0.
    pub(super) begin: usize,
    pub(super) line: u64,
}

type Rows<'a> = Vec<Vec<Cow<'a, [u8]>>>;

/// The rows of a sample, at most [`ROWS`]. One that may be cut off is left out.
fn rows(text: &[u8], cuts: Cuts, is_whole: bool) -> Rows<'_> {
    let mut scanner = Scanner::new(text, cuts);
    let mut rows = Vec::new();
    while rows.len() < ROWS {
        match scanner.row() {
            Ok(Some((_, cells))) => {
                let is_cut = scanner.at >= text.len() && text.last() != Some(&cuts.end);
                if is_cut && !is_whole && !rows.is_empty() {
                    break;
                }
                rows.push(cells);
            }
            _ => break,
        }
    }
    rows
}

/// Finds how a text is written of which `sample` is the beginning or, if `is_whole`, all.
///
/// # Errors
/// When fewer lines are there than are to be passed over. Never for its content; reading it tells
/// what breaks the pattern.
pub(super) fn sniff(
    sample: &[u8],
    is_whole: bool,
    encoding: Encoding,
    options: &DialectOptions,
) -> Result<Found> {
    let carriage_returns = memchr(b'\n', sample).is_none() && memchr(b'\r', sample).is_some();
    let end = if carriage_returns { b'\r' } else { b'\n' };
    let (mut begin, mut line, mut told) = (0, 0, None);
    for _ in 0..options.skip {
        let rest = &sample[begin..];
        if rest.is_empty() {
            break;
        }
        begin += memchr(end, rest).map_or(rest.len(), |end| end + 1);
        line += 1;
    }
    if options.skip > 0 && begin == sample.len() {
        return Err(Error::input(format!("nothing is found behind {} lines", options.skip))
            .advice("pass over fewer with --skip"));
    }
    // What Excel is told by, and tells.
    let rest = &sample[begin..];
    let first = &rest[..memchr(end, rest).map_or(rest.len(), |end| end + 1)];
    if let Some(separator) = excel(first) {
        told = Some(separator);
        (begin, line) = (begin + first.len(), line + 1);
    }
    let text = &sample[begin..];

    let comment = options.comment.unwrap_or_else(|| comment(text, end));
    let base = Cuts { separator: Separator::Byte(b','), quote: None, comment, escape: None, end };
    let told = options.separator.or(told);
    let separate = |base: Cuts| Cuts {
        separator: told.unwrap_or_else(|| separator(text, base, is_whole)),
        ..base
    };
    let found = || quote::find(text, base, &separate, is_whole);
    let quote = options.quote.unwrap_or_else(found);
    let base = Cuts { quote, ..base };
    let cuts = match options.escape {
        Some(escape) => separate(Cuts { escape, ..base }),
        None => {
            let alike = |cuts: Cuts| alike(text, cuts, is_whole);
            quote::escaped(text, separate(base), &separate, &alike)
        }
    };
    let (separator, escape) = (cuts.separator, cuts.escape);
    let mut rows = rows(text, cuts, is_whole);
    let skipped = options.header == Header::Auto && is_note(&rows);
    if skipped {
        rows.remove(0);
    }

    let decimal = match options.decimal {
        None => decimal(&rows, separator),
        Some(usual) if options.decimal_is_usual => sign::against(of_numbers(&rows), usual),
        Some(told) => told,
    };
    let header = match options.header {
        Header::Yes => true,
        Header::No => false,
        Header::Auto => is_header(&rows, decimal),
    };
    let said = header.then(|| orange::find(&rows)).flatten();
    let above = match (header, &said) {
        (false, _) => 0,
        (true, None) => 1,
        (true, Some(_)) => 3,
    };
    let body = rows.get(above..).unwrap_or_default();
    let ends_empty =
        |row: &Vec<Cow<[u8]>>| row.len() > 1 && row.last().is_some_and(|c| c.is_empty());
    let trailing = matches!(separator, Separator::Byte(_))
        && !body.is_empty()
        && body.iter().all(ends_empty)
        && (!header || ends_empty(&rows[0]) || rows[0].len() + 1 == body[0].len());
    let width = body.first().or(rows.first()).map_or(0, Vec::len) - usize::from(trailing);

    let mut scanner = Scanner { text: sample, at: begin, cuts, line };
    if skipped {
        let _ = scanner.row();
    }
    let mut names = vec![String::new(); width];
    if header && !rows.is_empty() {
        let mut cells: Vec<_> =
            rows[0].iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        // A separator behind the names alone, or behind every row.
        if cells.last().is_some_and(String::is_empty) && cells.len() == width + 1 {
            cells.pop();
        }
        // R's write.table gives the column of row names no name.
        if cells.len() + 1 == width && body.iter().all(|row| row.len() == rows[0].len() + 1) {
            cells.insert(0, String::new());
        }
        names = cells;
        for _ in 0..above {
            let _ = scanner.row();
        }
    } else if let Some(found) = commented_names(text, cuts, width, decimal) {
        names = found;
    }
    let style = |place: usize| style(body, place, decimal);
    let styles = (0..names.len()).map(style).collect();
    let dialect = Dialect {
        separator,
        quote,
        comment,
        escape,
        decimal,
        header,
        trailing,
        carriage_returns,
        encoding,
        skipped,
        types: said.is_some(),
    };
    Ok(Found { dialect, names, styles, said, begin: scanner.at, line: scanner.line })
}

/// The separator that a line says which Excel is told by.
pub(super) fn excel(line: &[u8]) -> Option<Separator> {
    match line {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator, rest @ ..] => rest
            .iter()
            .all(|byte| matches!(byte, b'\r' | b'\n' | b' '))
            .then_some(Separator::Byte(*separator)),
        _ => None,
    }
}

/// `#`, if the first line that is not blank begins with it and is shaped otherwise than the lines
/// that do not.
pub(super) fn comment(text: &[u8], end: u8) -> Option<u8> {
    let mut lines = text
        .split(|&byte| byte == end)
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty())
        .take(ROWS);
    let first = lines.next()?;
    if first.first() != Some(&b'#') {
        return None;
    }
    let next = lines.next()?;
    let shape = |line: &[u8]| [b',', b';', b'\t', b'|'].map(|s| count(line, s));
    let names = shape(first) == shape(next) && shape(first) != [0; 4];
    // `#id,name` above rows is a header; above another comment it is none.
    (next.first() == Some(&b'#') || !names || first.get(1) == Some(&b' ')).then_some(b'#')
}

fn count(line: &[u8], byte: u8) -> usize {
    memchr::memchr_iter(byte, line).count()
}

/// Whether the first row is of neither the width of all others nor one cell off it, as the counts
/// above scikit-learn's tables are, and holds a number.
fn is_note(rows: &Rows) -> bool {
    let [first, second, rest @ ..] = &rows[..] else { return false };
    let width = second.len();
    rest.len() > 2
        && width > 2
        && rest.iter().all(|row| row.len() == width)
        && first.len() + 1 < width
        && first.iter().any(|cell| number::whole(cell, b'.').is_some())
}

/// The names in the last comment above the data, as `numpy.savetxt` writes them.
pub(super) fn commented_names(
    text: &[u8],
    cuts: Cuts,
    width: usize,
    decimal: u8,
) -> Option<Vec<String>> {
    let comment = cuts.comment?;
    let lines = text.split(|&byte| byte == cuts.end).map(<[u8]>::trim_ascii);
    let last = lines
        .take_while(|line| line.is_empty() || line.first() == Some(&comment))
        .filter(|line| !line.is_empty())
        .last()?;
    let line = last[1..].trim_ascii_start();
    let (_, cells) = Scanner::new(line, Cuts { comment: None, ..cuts }).row().ok()??;
    let is_name = |cell: &Cow<[u8]>| !cell.is_empty() && number::whole(cell, decimal).is_none();
    (cells.len() == width && width > 1 && cells.iter().all(is_name))
        .then(|| cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect())
}

/// How many rows have the width of the last.
fn alike(text: &[u8], cuts: Cuts, is_whole: bool) -> usize {
    let rows = rows(text, cuts, is_whole);
    let width = rows.last().map_or(0, Vec::len);
    if width < 2 { 0 } else { rows.iter().filter(|row| row.len() == width).count() }
}

/// The separator that cuts the rows into equally many cells.
fn separator(text: &[u8], base: Cuts, is_whole: bool) -> Separator {
    let candidates = [b',', b'\t', b';', b'|'].map(Separator::Byte);
    let mut best = (0.0, Separator::Byte(b','));
    for separator in candidates.into_iter().chain([Separator::Blanks]) {
        let cuts = Cuts { separator, ..base };
        let rows = rows(text, cuts, is_whole);
        // The header may lack the name of the row names, or the separator at the end.
        let of_body = rows.get(1).or(rows.first()).map_or(0, Vec::len);
        let head = rows.first().map_or(0, Vec::len);
        if of_body < 2 || (head.abs_diff(of_body) > 1 && !is_note(&rows)) {
            continue;
        }
        let equal = rows.iter().skip(1).filter(|row| row.len() == of_body).count() + 1;
        let share = equal as f64 / rows.len() as f64;
        // A cell in which another separator stands speaks against this one, but for blanks.
        let others = |cell: &[u8]| {
            [b',', b'\t', b';', b'|'].iter().any(|&other| {
                separator != Separator::Byte(other)
                    && memchr(other, cell).is_some()
                    && !(other == b','
                        && NumberStyle::of([sign::without_unit(cell)].into_iter(), b',').is_some())
            })
        };
        let cells: usize = rows.iter().map(Vec::len).sum();
        let odd = rows.iter().flatten().filter(|cell| others(cell)).count() as f64 / cells as f64;
        // Blanks are in texts too: they must cut every row alike, and nothing else may.
        let score = match separator {
            Separator::Blanks if share < 1.0 => 0.0,
            Separator::Blanks => 0.5 * (1.0 - odd),
            _ if share < 0.6 => 0.0,
            _ => share - 0.5 * odd,
        };
        if score > best.0 + 1e-9 {
            best = (score, separator);
        }
    }
    best.1
}

/// The decimal sign: a comma if numbers with one stand there and none with a point, but for those of which either may
/// stand between thousands.
fn decimal(rows: &Rows, separator: Separator) -> u8 {
    let (mut commas, mut thousands, mut points, mut groups) = (0, 0, 0, 0);
    for cell in rows.iter().flatten() {
        let cell = sign::without_unit(cell);
        let number = |decimal| number::whole(cell, decimal).is_some();
        if memchr(b',', cell).is_some() && number(b',') {
            let behind = cell.rsplit(|&byte| byte == b',').next().map_or(0, <[u8]>::len);
            commas += 1;
            thousands += usize::from(behind == 3);
        } else if memchr(b'.', cell).is_some() && number(b'.') {
            points += 1;
            groups += usize::from(is_group(cell));
        }
    }
    // A few others among them are no reason to read all otherwise.
    let others = commas - thousands;
    let grouped = others == 0 || (others as f64) < FEW_WORDS * commas as f64;
    // `2.459` beside a column of numbers such as `1,2` is two thousand and more.
    let is_certain = !grouped && separator != Separator::Byte(b',') && has_commas(rows);
    let points = if is_certain { points - groups } else { points };
    let comma = commas > 0
        && if separator == Separator::Byte(b',') {
            !grouped && points == 0
        } else {
            points == 0 || (!grouped && commas > points)
        };
    if comma { b',' } else { b'.' }
}

/// The cells of columns that hold numbers alone below the names: a list such as `1,5` among words is none.
fn of_numbers<'r, 'a>(rows: &'r Rows<'a>) -> impl Iterator<Item = &'r Cow<'a, [u8]>> {
    let body = rows.get(1..).unwrap_or_default();
    let is_number = |cell: &Cow<[u8]>| {
        number::is_missing(cell)
            || NumberStyle::of([sign::without_unit(cell)].into_iter(), b'.').is_some()
    };
    let is_of = |place: usize| body.iter().filter_map(|row| row.get(place)).all(is_number);
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let places: Vec<usize> = (0..width).filter(|&place| is_of(place)).collect();
    let cells = move |row: &'r Vec<Cow<'a, [u8]>>| {
        places.iter().filter_map(|&place| row.get(place)).collect::<Vec<_>>()
    };
    rows.iter().flat_map(cells)
}

/// Whether all cells of a column below the names are numbers with a decimal comma, of which some can be nothing else.
fn has_commas(rows: &Rows) -> bool {
    let body = rows.get(1..).unwrap_or_default();
    (0..body.first().map_or(0, Vec::len)).any(|place| {
        let cells =
            body.iter().filter_map(|row| row.get(place)).map(|cell| sign::without_unit(cell));
        let mut cells = cells.filter(|cell| !number::is_missing(cell));
        // A comma before three digits may stand between thousands.
        let is_comma = |cell: &[u8]| memchr(b',', cell).is_some_and(|at| cell.len() - at != 4);
        let mut has_comma = false;
        let are_numbers = cells.all(|cell| {
            has_comma |= is_comma(cell);
            number::whole(cell, b',').is_some()
        });
        are_numbers && has_comma
    })
}

/// Whether the point of a number may stand before the last three digits of thousands.
fn is_group(cell: &[u8]) -> bool {
    let digits = cell.strip_prefix(b"-").unwrap_or(cell);
    let at = memchr(b'.', digits).unwrap_or(0);
    matches!(digits[..at], [b'1'..=b'9', ..]) && at <= 3 && digits.len() == at + 4
}

/// Whether the first row names the columns.
fn is_header(rows: &Rows, decimal: u8) -> bool {
    let Some((first, body)) = rows.split_first() else { return false };
    let is_number =
        |cell: &[u8]| NumberStyle::of([sign::without_unit(cell)].into_iter(), decimal).is_some();
    let numbers = first.iter().filter(|cell| is_number(cell)).count();
    let missing = first.iter().filter(|cell| number::is_missing(cell)).count();
    if body.is_empty() {
        return numbers == 0;
    }
    // Columns that were never named: pandas counts them, with an index without a name before them.
    let skipped = usize::from(first[0].is_empty());
    let counts = first[skipped..]
        .iter()
        .enumerate()
        .all(|(place, cell)| cell.as_ref() == place.to_string().as_bytes());
    if counts && first.len() - skipped > if skipped == 1 { 0 } else { 3 } {
        return true;
    }
    if numbers + missing == first.len() {
        return numbers == 0;
    }
    let offset = usize::from(body.iter().all(|row| row.len() == first.len() + 1));
    let below = |place: usize| body.iter().filter_map(move |row| row.get(place + offset));
    let named = first.iter().enumerate().any(|(place, cell)| {
        let mut cells = below(place).filter(|cell| !number::is_missing(cell)).peekable();
        !number::is_missing(cell)
            && !is_number(cell)
            && cells.peek().is_some()
            && cells.all(|cell| is_number(cell))
    });
    if named {
        return true;
    }
    let stands_again = |place: usize| below(place).any(|other| other == &first[place]);
    if numbers > 0 {
        // Years and the like side by side are names: 1960, 1961, ...
        let is_row = |row: &Vec<Cow<[u8]>>| counts_on(row, decimal, numbers);
        let is_counting = is_row(first) && !body.iter().any(is_row);
        if numbers > 2 || !is_counting {
            return is_counting;
        }
        // One or two of them, where the numbers below are not whole and the texts beside them are none of those below,
        // which stand there again and again.
        let has_parts = |place: usize| {
            is_number(&first[place])
                && below(place).any(|cell| {
                    number::whole(cell, decimal).is_some_and(|number| number.fract() != 0.0)
                })
        };
        if !(0..first.len()).any(has_parts) {
            return false;
        }
        let mut texts = (0..first.len())
            .filter(|&place| !is_number(&first[place]) && !number::is_missing(&first[place]));
        return texts.all(|place| {
            let different: HashSet<_> = below(place).collect();
            different.len() * 3 <= body.len() && !stands_again(place)
        });
    }
    // Nothing but texts: a name does not stand in its own column again.
    let again = (0..first.len()).filter(|&place| stands_again(place)).count();
    let same: HashSet<_> = first.iter().collect();
    again * 2 <= first.len() && (same.len() > 1 || first.len() == 1)
}

/// Whether a row has so many numbers, which are whole and each as much more than the one before it or each a later year;
/// one or two alone are years.
fn counts_on(row: &[Cow<[u8]>], decimal: u8, count: usize) -> bool {
    let numbers: Vec<f64> = row.iter().filter_map(|cell| number::whole(cell, decimal)).collect();
    let is_next = |pair: &[f64]| pair[1] > pair[0] && pair[1] - pair[0] == numbers[1] - numbers[0];
    let are_years = || numbers.iter().all(|year| (1900.0..=2100.0).contains(year));
    numbers.len() == count
        && numbers.iter().all(|number| number.fract() == 0.0)
        && match numbers[..] {
            [] => false,
            [_] | [_, _] => are_years() && numbers.is_sorted(),
            _ => {
                let is_later = |pair: &[f64]| pair[1] > pair[0];
                numbers.windows(2).all(is_next) || (are_years() && numbers.windows(2).all(is_later))
            }
        }
}

/// How the cells of one column look; plain numbers where all are missing.
fn style(body: &[Vec<Cow<[u8]>>], place: usize, decimal: u8) -> Option<NumberStyle> {
    let cells = body
        .iter()
        .filter_map(|row| row.get(place))
        .map(AsRef::as_ref)
        .filter(|cell| !number::is_missing(cell));
    if cells.clone().all(|cell| number::whole(cell, decimal).is_some()) {
        return (!number::are_codes(cells)).then(|| NumberStyle::plain(decimal));
    }
    let texts =
        cells.clone().filter_map(|cell| std::str::from_utf8(cell).ok()).map(|text| (text, 1));
    NumberStyle::of(cells, decimal).filter(|style| !style.is_doubtful(texts, decimal))
}
