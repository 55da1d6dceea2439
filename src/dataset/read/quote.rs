//! What encloses cells, and what stands before such a sign within them.

use std::collections::HashMap;

use memchr::{memchr, memmem};

use super::scan::{Cuts, Scanner};

/// What may stand before a cell.
const BEFORE: [u8; 6] = [b',', b';', b'\t', b'|', b'\n', b' '];

/// The sign around cells: `'`, where cells begin and end with it and none begins with `"`. `separate` finds the
/// separator of a text that is quoted so; of a text that is no `is_whole` the last cell may be cut off.
pub(super) fn find(
    text: &[u8],
    base: Cuts,
    separate: &dyn Fn(Cuts) -> Cuts,
    is_whole: bool,
) -> Option<u8> {
    let begins = |quote: u8, before: &[u8]| {
        let is_behind = |&before: &u8| memmem::find(text, &[before, quote]).is_some();
        text.first() == Some(&quote) || before.iter().any(is_behind)
    };
    let usual = Some(b'"');
    if begins(b'"', &BEFORE[..5]) || !begins(b'\'', &BEFORE) {
        return usual;
    }
    let single = Some(b'\'');
    let around = |separator: &u8| memmem::find(text, &[b'\'', *separator, b'\'']).is_some();
    // Escaped ones stand in cells, which then have quotes around them.
    let is_escaped = memmem::find(text, br"\'").is_some() && begins(b'\'', &BEFORE[..5]);
    if is_escaped || BEFORE[..4].iter().any(around) {
        return single;
    }
    // An apostrophe that begins a word, as in `'90s`, ends no cell, or makes rows of unequal length.
    let of = |quote| Rows::of(text, separate(Cuts { quote, ..base }), is_whole);
    let (Some(quoted), plain) = (of(single), of(usual)) else { return usual };
    let plain = plain.map_or(0, |rows| rows.alike);
    let is_quote = quoted.alike > plain || (quoted.alike == plain && quoted.cells > 1);
    if is_quote { single } else { usual }
}

/// What a way to cut a text makes of it.
struct Rows {
    /// Rows of the width that most have, if that is more than one cell.
    alike: usize,
    /// Cells in quotes.
    cells: usize,
}

impl Rows {
    /// `None` where a quote that opens a cell does not close it.
    fn of(text: &[u8], cuts: Cuts, is_whole: bool) -> Option<Self> {
        let mut scanner = Scanner::new(text, cuts);
        let (mut widths, mut cells) = (HashMap::new(), 0);
        'rows: while scanner.begin().is_some() {
            let mut width = 0;
            loop {
                let rest = &text[scanner.at..];
                let first = rest.iter().position(|&byte| !cuts.is_blank(byte));
                let quoted = first.filter(|&first| Some(rest[first]) == cuts.quote);
                let Ok((_, more)) = scanner.cell() else {
                    let begun = quoted.map_or(rest.len(), |first| first + 1);
                    if is_whole || is_closed(&rest[begun..], cuts) {
                        return None;
                    }
                    break 'rows;
                };
                cells += usize::from(quoted.is_some());
                width += 1;
                if !more {
                    break;
                }
            }
            *widths.entry(width).or_insert(0) += 1;
        }
        let alike = widths.into_iter().filter(|&(width, _)| width > 1).map(|(_, rows)| rows);
        Some(Self { alike: alike.max().unwrap_or(0), cells })
    }
}

/// Whether a quote closes the cell that begins here, a doubled one aside.
fn is_closed(mut text: &[u8], cuts: Cuts) -> bool {
    let Some(quote) = cuts.quote else { return false };
    while let Some(at) = memchr(quote, text) {
        if text.get(at + 1) != Some(&quote) {
            return true;
        }
        text = &text[at + 2..];
    }
    false
}

/// The cuts with a backslash before quotes within cells, if such are there and more rows have one
/// width then; `alike` counts those of one width.
pub(super) fn escaped(
    text: &[u8],
    plain: Cuts,
    separate: &dyn Fn(Cuts) -> Cuts,
    alike: &dyn Fn(Cuts) -> usize,
) -> Cuts {
    let Some(quote) = plain.quote.filter(|&quote| memmem::find(text, &[b'\\', quote]).is_some())
    else {
        return plain;
    };
    let with = separate(Cuts { escape: Some(b'\\'), quote: Some(quote), ..plain });
    if alike(with) > alike(plain) { with } else { plain }
}

#[cfg(test)]
mod tests {
    use super::super::scan::Separator;
    use super::*;

    fn found(text: &str, separator: u8) -> Option<u8> {
        let base = Cuts {
            separator: Separator::Byte(separator),
            quote: None,
            comment: None,
            escape: None,
            end: b'\n',
        };
        let whole = find(text.as_bytes(), base, &|cuts| cuts, true);
        // Wherever it is cut off, it is quoted as before.
        for end in text.len().saturating_sub(12)..text.len() {
            let part = find(&text.as_bytes()[..end], base, &|cuts| cuts, false);
            assert_eq!(part, whole, "{:?}", &text[..end]);
        }
        whole
    }

    #[test]
    fn apostrophes_around_cells_are_quotes_and_those_within_words_are_none() {
        let rows = |row: &str| format!("text,label\n{}", format!("{row}\n").repeat(20));
        for text in [
            rows("'a,b',1"),
            rows("1,'a,b'"),
            rows("'don''t, please',1"),
            rows("'a\nb',1"),
            // Once, where the rows are then of one length.
            rows("a,1") + "'a,b',1\n" + &rows("c,2"),
            rows("'word',1"),
        ] {
            assert_eq!(found(&text, b','), Some(b'\''), "{text}");
        }
        for text in [
            rows("don't,1"),
            rows("O'Brien,1"),
            rows("'90s,1"),
            rows("'90s,boys'"),
            rows("'90s,'80s"),
            rows("rock 'n' roll,1"),
            rows("the boys',1"),
            "a,b,c\n".to_owned() + &"x,y,1\n".repeat(20) + "'tis late,the boys',1\n",
            rows("a,1") + "'90s,1\nthe boys',2\n" + &rows("c,2"),
            rows("'it's',1"),
            rows("'00123,5"),
            rows("\"a\",'b'"),
        ] {
            assert_eq!(found(&text, b','), Some(b'"'), "{text}");
        }
        assert_eq!(found(&rows("'a b' 1").replace(',', " "), b' '), Some(b'\''));
    }
}
