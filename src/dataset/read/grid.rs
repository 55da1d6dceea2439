//! Chunks whose rows all have their cells where the separators and the ends of lines stand, read column by column.
//!
//! Where all cells end is found first, so that many cells of a column are read side by side: none waits for the one
//! before it, and a vector holds several.

use memchr::memchr;

use super::parse::{Role, Room, slot};
use super::plain::{self, BLOCK};
use super::scan::{Cuts, Separator};

/// How many cells of a column are read together.
const LANES: usize = 32;

/// The fewest rows for which this is worth it.
const LEAST: usize = LANES / 2;

/// After so many other chunks one after the other no more are tried.
const MISSES: u8 = 4;

/// What is compiled for each set of vector instructions.
trait Task {
    type Output;

    /// Does it; always inlined.
    fn run(self) -> Self::Output;
}

/// The widest vector instructions that this processor has. What is read is the same with all, so that nothing
/// chooses among them as `Vectors` does for the CPU's executor.
#[derive(Debug, Clone, Copy)]
struct Widest {
    #[cfg(feature = "parallel")]
    arch: pulp::Arch,
}

impl Widest {
    fn new() -> Self {
        Self {
            #[cfg(feature = "parallel")]
            arch: pulp::Arch::new(),
        }
    }

    fn run<T: Task>(self, task: T) -> T::Output {
        #[cfg(feature = "parallel")]
        return self.arch.dispatch(Dispatched(task));
        #[cfg(not(feature = "parallel"))]
        task.run()
    }
}

#[cfg(feature = "parallel")]
struct Dispatched<T>(T);

#[cfg(feature = "parallel")]
impl<T: Task> pulp::WithSimd for Dispatched<T> {
    type Output = T::Output;

    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> T::Output {
        self.0.run()
    }
}

/// Cells side by side: the eight bytes from where each begins, and how long it is.
struct Lanes {
    words: [u64; LANES],
    lengths: [u64; LANES],
}

/// Writes the bits of numbers of few digits; whether there are other cells.
struct Numbers<'a> {
    lanes: &'a Lanes,
    decimal: u8,
    bits: &'a mut [u64; LANES],
}

impl Task for Numbers<'_> {
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        let Self { lanes: Lanes { words, lengths }, decimal, bits } = self;
        let mut has_others = false;
        for ((bits, &word), &length) in bits.iter_mut().zip(words).zip(lengths) {
            *bits = plain::wide(word, length, decimal);
            has_others |= *bits == plain::OTHER;
        }
        has_others
    }
}

/// Writes where the bits of a mask stand, from `begin` on, and may write more behind them.
#[inline(always)]
fn put(mut mask: u64, begin: u32, stops: &mut [u32; BLOCK]) {
    // So many without a branch, as most have no more.
    let (few, more) = stops.split_at_mut(12);
    for place in few {
        *place = begin.wrapping_add(mask.trailing_zeros());
        mask &= mask.wrapping_sub(1);
    }
    for place in more {
        if mask == 0 {
            break;
        }
        *place = begin.wrapping_add(mask.trailing_zeros());
        mask &= mask.wrapping_sub(1);
    }
}

/// Puts where cells end behind the first of `stops`; whether `count` of them do.
struct Find<'a> {
    text: &'a [u8],
    separator: u8,
    end: u8,
    count: usize,
    stops: &'a mut [u32],
}

impl Task for Find<'_> {
    type Output = bool;

    #[inline(always)]
    fn run(self) -> bool {
        let Self { text, separator, end, count, stops } = self;
        let mut found = 1;
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        let mut last = [0; BLOCK];
        last[..rest.len()].copy_from_slice(rest);
        let within = !(!0 << rest.len());
        for (place, block) in blocks.iter().chain([&last]).enumerate() {
            let mask = plain::mask(block, separator, end);
            let mask = if place == blocks.len() { mask & within } else { mask };
            let Some(stops) = stops.get_mut(found..).and_then(|stops| stops.first_chunk_mut())
            else {
                return false;
            };
            put(mask, (place * BLOCK) as u32, stops);
            found += mask.count_ones() as usize;
        }
        found == 1 + count
    }
}

/// A cell as it stands between two stops, without blanks and quotes around it; `None` where a quote does not end in it, or
/// what it holds must be changed.
fn bare(cell: &[u8], cuts: Cuts) -> Option<&[u8]> {
    let cell = cuts.trim(cell);
    let Some(quote) = cuts.quote.filter(|quote| cell.first() == Some(quote)) else {
        return Some(cell);
    };
    let [_, inner @ .., last] = cell else { return None };
    let is_whole = *last == quote
        && memchr(quote, inner).is_none()
        && cuts.escape.is_none_or(|escape| memchr(escape, inner).is_none());
    is_whole.then(|| cuts.trim(inner))
}

/// Parses a chunk of so many lines, which are all rows of `width` cells. Which columns of numbers have other cells too;
/// `None` where it is no such chunk, of which nothing is known then.
pub(super) fn parse(
    text: &[u8],
    lines: usize,
    width: usize,
    cuts: Cuts,
    roles: &[Role],
    room: &mut Room,
) -> Option<Vec<usize>> {
    // A line without a separator may be blank.
    if lines < LEAST || width < 2 || room.misses >= MISSES {
        return None;
    }
    let failed = rows(text, lines, width, cuts, roles, room);
    room.misses = if failed.is_some() { 0 } else { room.misses + 1 };
    failed
}

fn rows(
    text: &[u8],
    lines: usize,
    width: usize,
    cuts: Cuts,
    roles: &[Role],
    room: &mut Room,
) -> Option<Vec<usize>> {
    let Separator::Byte(separator) = cuts.separator else { return None };
    let count = lines.checked_mul(width).filter(|&count| count <= text.len())?;
    if text.last() != Some(&cuts.end) {
        return None;
    }
    let Room { stops, slots, stride, unquoted, .. } = room;
    if stops.len() < 1 + count + BLOCK {
        stops.resize(1 + count + BLOCK, 0);
    }
    // One behind it is the beginning.
    stops[0] = u32::MAX;
    let widest = Widest::new();
    if !widest.run(Find { text, separator, end: cuts.end, count, stops }) {
        return None;
    }
    let stops = &stops[..=count];
    // There are so many ends of lines that no other cell has one.
    let ends_row = |&stop: &u32| text[stop as usize] == cuts.end;
    if !stops[1..].iter().skip(width - 1).step_by(width).all(ends_row) {
        return None;
    }
    let cell = |row: usize, place: usize| {
        let at = row * width + place;
        (stops[at].wrapping_add(1) as usize, stops[at + 1] as usize)
    };
    let comment = |row: usize| {
        let (begin, stop) = cell(row, 0);
        let first = text[begin..stop].iter().find(|&&byte| !cuts.is_blank(byte));
        first.is_some() && first.copied() == cuts.comment
    };
    if cuts.comment.is_some() && (0..lines).any(comment) {
        return None;
    }
    let mut failed = Vec::new();
    let mut lanes = Lanes { words: [0; LANES], lengths: [0; LANES] };
    for first in (0..lines).step_by(LANES) {
        let rows = first..lines.min(first + LANES);
        for place in 0..width {
            let role = roles.get(place).unwrap_or(&Role::Done);
            let decimal = match role {
                Role::Number(style) => style.is_plain(),
                _ => None,
            };
            let slots = slots.get_mut(place * *stride..).unwrap_or_default();
            if let Some(decimal) = decimal {
                for (row, (word, length)) in
                    rows.clone().zip(lanes.words.iter_mut().zip(&mut lanes.lengths))
                {
                    let (begin, stop) = cell(row, place);
                    *word = match text[begin..].first_chunk() {
                        Some(bytes) => u64::from_le_bytes(*bytes),
                        None => 0,
                    };
                    *length = (stop - begin) as u64;
                }
                let read = |bits: &mut _| widest.run(Numbers { lanes: &lanes, decimal, bits });
                let has_others = match <&mut [u64; LANES]>::try_from(&mut slots[rows.clone()]) {
                    Ok(bits) => read(bits),
                    Err(_) => {
                        let mut bits = [0; LANES];
                        let has_others = read(&mut bits);
                        slots[rows.clone()].copy_from_slice(&bits[..rows.len()]);
                        has_others
                    }
                };
                if !has_others {
                    continue;
                }
            }
            for row in rows.clone() {
                if decimal.is_some() && slots[row] != plain::OTHER {
                    continue;
                }
                let (begin, stop) = cell(row, place);
                let (slot, is_wrong) = slot(role, bare(&text[begin..stop], cuts)?, text, unquoted);
                if is_wrong && failed.last() != Some(&place) {
                    failed.push(place);
                }
                if place < roles.len() {
                    slots[row] = slot;
                }
            }
        }
    }
    Some(failed)
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use proptest::prelude::*;

    use super::super::dialect::{Dialect, Encoding};
    use super::super::parse::{self, Role, Room};
    use super::super::sniff::Found;
    use super::super::style::NumberStyle;
    use super::*;

    /// What is read of a chunk, column by column where `misses` allows it: of each column its slots and whether it has
    /// failed, the lines and how many were passed, or the error; and whether it was read so.
    fn read(text: &str, found: &Found, roles: &[Role], misses: u8) -> (String, bool) {
        let failed: Vec<_> = roles.iter().map(|_| AtomicBool::new(false)).collect();
        let room = Room { misses, ..Room::default() };
        let cuts = found.dialect.cuts();
        let parsed = match parse::parse(text.as_bytes(), 0, cuts, found, roles, &failed, room) {
            Ok(parsed) => parsed,
            Err((line, error)) => return (format!("{line}: {error}"), false),
        };
        let column = |(place, failed): (usize, &AtomicBool)| {
            (failed.load(Ordering::Relaxed), parsed.column(place).to_vec())
        };
        let columns: Vec<_> = failed.iter().enumerate().map(column).collect();
        let room = &parsed.room;
        let all = format!("{columns:?} {:?} {:?} {}", room.unquoted, room.lines, parsed.passed);
        (all, misses == 0 && room.misses == 0)
    }

    fn found(separator: u8, width: usize, more: (bool, bool, bool, bool)) -> Found {
        let (trailing, carriage_returns, has_comment, has_escape) = more;
        let dialect = Dialect {
            separator: Separator::Byte(separator),
            quote: Some(b'"'),
            comment: has_comment.then_some(b'#'),
            escape: has_escape.then_some(b'\\'),
            decimal: b'.',
            header: true,
            trailing,
            carriage_returns,
            encoding: Encoding::Utf8,
            skipped: false,
            types: false,
        };
        let names = (0..width).map(|place| place.to_string()).collect();
        Found { dialect, names, styles: vec![None; width], said: None, begin: 0, line: 0 }
    }

    /// Cells that are numbers, and now and then others.
    fn cell() -> impl Strategy<Value = String> {
        prop_oneof![
            40 => "-?[0-9]{1,5}[.]?[0-9]{0,5}",
            4 => "[-+]?[0-9]{0,9}[.,]?[0-9]{0,9}(e-?[0-9]{1,3})?",
            2 => "[ \t]?-?[1-9][0-9]?[ \r]?",
            2 => "NA|-|nan|inf|[?]|[.]|",
            2 => "[a-e]{1,12}|\u{e4}\u{f6}",
            2 => "\"[a-c1-9.]{0,4}\"",
            1 => "[ #\"\\\\]?[a-c1]{0,2}[ #\"\\\\]?",
        ]
    }

    proptest! {
        #[test]
        fn columns_are_what_rows_are(
            rows in 14usize..80,
            width in 1usize..6,
            cells in prop::collection::vec(cell(), 420),
            odd in prop::option::weighted(0.2, (0usize..80, "\n|[ \t]*\n|#1,2\n|1,2,3,4,5,6\n|\"a\nb\",1\n")),
            kinds in prop::collection::vec(0usize..6, 6),
            separator in prop::sample::select(vec![b',', b';', b'\t', b'.']),
            more in any::<(bool, bool, bool, bool)>(),
            ends in prop::sample::select(vec!["\n", "\r\n", ""]),
        ) {
            let style = |texts: [&str; 2]| {
                NumberStyle::of(texts.iter().map(|text| text.as_bytes()), b'.').unwrap()
            };
            let role = |&kind: &usize| match kind {
                0 => Role::Text,
                1 => Role::Done,
                2 => Role::Number(style(["1%", "2%"])),
                3 => Role::Number(NumberStyle::plain(b',')),
                _ => Role::Number(NumberStyle::plain(b'.')),
            };
            let roles: Vec<_> = kinds[..width].iter().map(role).collect();
            let trailing = more.0;
            let end = if more.1 { "\r" } else if ends.is_empty() { "\n" } else { ends };
            let mut text = String::new();
            for (row, cells) in cells.chunks(width).take(rows).enumerate() {
                if let Some((place, line)) = &odd
                    && *place == row
                {
                    text.push_str(line);
                }
                let mut cells = cells.to_vec();
                cells.extend(trailing.then(String::new));
                text.push_str(&cells.join(&char::from(separator).to_string()));
                text.push_str(end);
            }
            if ends.is_empty() {
                text.pop();
            }
            let found = found(separator, width, more);
            let (columns, _) = read(&text, &found, &roles, 0);
            let (rows, _) = read(&text, &found, &roles, MISSES);
            prop_assert_eq!(columns, rows, "{:?}", text);
        }
    }

    #[test]
    fn chunks_of_whole_rows_are_read_by_columns() {
        let roles = [Role::Number(NumberStyle::plain(b'.')), Role::Text];
        let found = found(b',', 2, (false, false, true, true));
        let is_read = |row: &str| {
            let text = row.repeat(70);
            let (columns, is_read) = read(&text, &found, &roles, 0);
            assert_eq!(columns, read(&text, &found, &roles, MISSES).0, "{row:?}");
            is_read
        };
        for row in ["1,a\n", "-1.5,a\r\n", "\"12\",\"a b\" \n", "x,\n", "123456789.25,a\"b\n"] {
            assert!(is_read(row), "{row:?}");
        }
        for row in [
            "1,a\n\n",
            "1,a\n#1,b\n",
            "1,\"a\nb\"\n",
            "1,\"a,b\"\n",
            "1,\"a\"\"b\"\n",
            "1,\"a\\\"b\"\n",
            "1\n",
            "1,2,3\n1\n",
        ] {
            assert!(!is_read(row), "{row:?}");
        }
    }
}
