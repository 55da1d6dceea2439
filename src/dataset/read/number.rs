//! Numbers as tables write them.

use std::borrow::Cow;

/// What a missing cell is written as.
pub const MISSING_TEXTS: [&str; 26] = [
    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "NaT", "null", "NULL", "None",
    "?", "-", ".", "#NA", "-nan", "-NaN", "n.a.", "N.A.", "nil", "Null", "--", "..", "\\N",
];

/// Signs of currencies that may stand before or behind a number.
const CURRENCIES: [&str; 14] =
    ["$", "€", "£", "¥", "₹", "₽", "₩", "₺", "₪", "₱", "₦", "₫", "₴", "฿"];

/// What stands before a number alone: behind one, letters are a unit as others are.
const CURRENCY_NAMES: [&str; 24] = [
    "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "INR", "CAD", "AUD", "NZD", "SEK", "NOK", "DKK",
    "PLN", "BRL", "MXN", "ZAR", "US$", "A$", "C$", "R$", "NZ$", "kr", "Rs.",
];

/// What may stand between groups of three digits.
const GROUPS: [&str; 6] = [",", ".", " ", "\u{a0}", "\u{202f}", "'"];

/// Whether a cell, without blanks around it, stands for a missing one.
pub fn is_missing(cell: &[u8]) -> bool {
    // By its length first, which a list of texts would not do.
    matches!(
        cell,
        b"" | b"?"
            | b"-"
            | b"."
            | b"NA"
            | b"--"
            | b".."
            | b"\\N"
            | b"N/A"
            | b"n/a"
            | b"NaN"
            | b"nan"
            | b"NAN"
            | b"NaT"
            | b"#NA"
            | b"nil"
            | b"#N/A"
            | b"<NA>"
            | b"null"
            | b"Null"
            | b"NULL"
            | b"None"
            | b"-nan"
            | b"-NaN"
            | b"n.a."
            | b"N.A."
    )
}

/// Whether a cell is a code, such as a postal one: digits alone, the first of several a 0, which a number would lose.
pub(super) fn is_code(cell: &[u8]) -> bool {
    matches!(cell, [b'0', _, ..]) && cell.iter().all(u8::is_ascii_digit)
}

/// Whether cells are digits alone, of which some are codes.
pub(super) fn are_codes<'a>(mut cells: impl Iterator<Item = &'a [u8]> + Clone) -> bool {
    cells.clone().any(is_code) && cells.all(|cell| cell.iter().all(u8::is_ascii_digit))
}

/// The powers of ten that `f64` holds exactly.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// Appends the digits at `at` to a number, which wraps around; where they end.
#[inline]
fn integer(text: &[u8], mut at: usize, number: &mut u64) -> usize {
    // Eight at a time: no branch depends on how many digits there are, as long as they are few.
    while let Some(bytes) = text.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let signs = u64::from_le_bytes(*bytes) ^ 0x3030_3030_3030_3030;
        // The top bit of the first byte that is no digit, whatever a carry does to those behind it.
        let others = (signs.wrapping_add(0x7676_7676_7676_7676) | signs) & 0x8080_8080_8080_8080;
        let count = (others.trailing_zeros() / 8) as usize;
        if count == 0 {
            return at;
        }
        // The digits as the last of eight, zeros before them.
        let eight = eight(signs << (64 - 8 * count));
        *number = number.wrapping_mul(SCALES[count]).wrapping_add(eight);
        at += count;
        if count < 8 {
            return at;
        }
    }
    while let Some(digit) = text.get(at).map(|byte| byte.wrapping_sub(b'0')).filter(|&d| d < 10) {
        *number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
        at += 1;
    }
    at
}

/// The powers of ten by which a number grows with so many digits.
const SCALES: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// The number of eight digits, of which the first byte holds the first; any number of bytes that are none.
#[inline]
pub(super) fn eight(digits: u64) -> u64 {
    let joined =
        |parts: u64, by: u64, bits: u32| parts.wrapping_mul(by).wrapping_add(parts >> bits);
    let pairs = joined(digits, 10, 8) & 0x00ff_00ff_00ff_00ff;
    let fours = joined(pairs, 100, 16) & 0x0000_ffff_0000_ffff;
    joined(fours, 10_000, 32) & 0xffff_ffff
}

/// The number that `text` begins with and how many bytes it is long. `None` where none begins; one
/// that is too large is infinite.
///
/// A product or quotient of two exact `f64` is rounded once (Clinger, 1990); what is not of that
/// kind is left to the standard library.
#[inline]
pub(super) fn prefix(text: &[u8], decimal: u8) -> Option<(f64, usize)> {
    let mut at = usize::from(matches!(text.first(), Some(b'-' | b'+')));
    let negative = text.first() == Some(&b'-');
    let (mut mantissa, mut digits, mut exponent) = (0u64, 0usize, 0i32);
    let first = at;
    at = integer(text, at, &mut mantissa);
    digits += at - first;
    if text.get(at) == Some(&decimal) {
        let point = at + 1;
        at = integer(text, point, &mut mantissa);
        digits += at - point;
        exponent = -i32::try_from(at - point).ok()?;
    }
    if digits == 0 {
        return None;
    }
    if let Some(b'e' | b'E') = text.get(at) {
        let sign = usize::from(matches!(text.get(at + 1), Some(b'-' | b'+')));
        let first = at + 1 + sign;
        let length =
            text[first.min(text.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
        if length > 0 {
            // Beyond four digits it is 0 or infinite, which the standard library finds out.
            let value = text[first..first + length.min(5)]
                .iter()
                .fold(0i32, |value, byte| value * 10 + i32::from(byte - b'0'));
            exponent = exponent.saturating_add(if text[at + 1] == b'-' { -value } else { value });
            at = first + length;
        }
    }
    if digits <= 19 && mantissa <= 1 << 53 && exponent.unsigned_abs() <= 22 {
        let power = POWERS[exponent.unsigned_abs() as usize];
        let value = mantissa as f64;
        let value = if exponent < 0 { value / power } else { value * power };
        // Not a branch: which of the two is hard to foresee.
        let sign = u64::from(negative) << 63;
        return Some((f64::from_bits(value.to_bits() ^ sign), at));
    }
    let written = std::str::from_utf8(&text[..at]).ok()?;
    let value = match decimal {
        b'.' => written.parse(),
        decimal => written.replace(char::from(decimal), ".").parse(),
    };
    value.ok().map(|value| (value, at))
}

/// The number that the whole of `text` is; `inf` and `infinity` are numbers, which whoever uses them
/// refuses at their row.
pub(super) fn whole(text: &[u8], decimal: u8) -> Option<f64> {
    match prefix(text, decimal) {
        Some((value, length)) => (length == text.len()).then_some(value),
        None => {
            let (sign, word) = match text {
                [b'-', word @ ..] => (-1.0, word),
                [b'+', word @ ..] => (1.0, word),
                word => (1.0, word),
            };
            ["inf", "infinity"]
                .iter()
                .any(|name| word.eq_ignore_ascii_case(name.as_bytes()))
                .then_some(sign * f64::INFINITY)
        }
    }
}

/// How all cells of a column write their numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::dataset) struct NumberStyle {
    /// `.` or `,`.
    decimal: u8,
    /// What stands between thousands.
    group: Option<&'static str>,
    /// A currency's sign before or behind each number, or a percent sign behind it.
    before: Option<&'static str>,
    behind: Option<&'static str>,
    /// Whether some are written as bookkeepers, typesetters and Fortran do: `(1.5)` for -1.5, with the sign
    /// `−`, or with the exponent `D+00`.
    is_loose: bool,
}

impl NumberStyle {
    pub(super) fn plain(decimal: u8) -> Self {
        Self { decimal, group: None, before: None, behind: None, is_loose: false }
    }

    pub(super) fn decimal(&self) -> u8 {
        self.decimal
    }

    /// The decimal sign, if that is all there is to it.
    pub(super) fn is_plain(&self) -> Option<u8> {
        let is_bare = self.group.is_none() && self.before.is_none() && self.behind.is_none();
        (is_bare && !self.is_loose).then_some(self.decimal)
    }

    /// Whether they have a decimal comma.
    pub(super) fn has_comma(&self) -> bool {
        self.decimal == b','
    }

    /// Whether something stands between thousands.
    pub(super) fn has_groups(&self) -> bool {
        self.group.is_some()
    }

    /// The sign of a currency, or of percent, that all have.
    pub(in crate::dataset) fn sign(&self) -> Option<&'static str> {
        self.before.or(self.behind)
    }

    /// The style that all texts have, none of which is missing; the file's decimal sign is tried
    /// first. There is none for no texts.
    pub(super) fn of<'a>(
        mut texts: impl Iterator<Item = &'a [u8]> + Clone,
        decimal: u8,
    ) -> Option<Self> {
        let first = texts.clone().next()?;
        // The first style of all; a wide table has many columns of it.
        let plain = Self::plain(decimal);
        if texts.clone().all(|text| plain.parse(text).is_some()) {
            return Some(plain);
        }
        // A word, as headers have them: infinity is plain.
        let is_named = CURRENCY_NAMES.iter().any(|name| first.starts_with(name.as_bytes()));
        if first.first().is_some_and(u8::is_ascii_alphabetic) && !is_named {
            return None;
        }
        let names = CURRENCY_NAMES.iter().copied();
        let names = names.filter(|name| texts.clone().all(|text| contains(text, name)));
        let mut styles = Self::of_first(first, decimal, names, texts.clone().any(is_loose));
        texts.all(|text| {
            styles.retain(|style| style.parse(text).is_some());
            !styles.is_empty()
        });
        styles.into_iter().next()
    }

    /// The style that most texts have, none of which is missing, with how often each occurs.
    pub(in crate::dataset) fn of_most<'a>(
        texts: impl Iterator<Item = (&'a str, usize)> + Clone,
    ) -> Option<Self> {
        let all: usize = texts.clone().map(|(_, count)| count).sum();
        let loose = texts.clone().any(|(text, _)| is_loose(text.as_bytes()));
        // One of the first texts is one of most.
        let firsts = texts.clone().take(3).map(|(text, _)| text.trim().as_bytes());
        let styles = firsts.flat_map(|first| {
            let names = CURRENCY_NAMES.iter().copied().filter(|name| contains(first, name));
            Self::of_first(first, b'.', names, loose)
        });
        let mut best = None;
        let mut fewest = all.div_ceil(2);
        for style in styles {
            let mut others = 0;
            for (text, count) in texts.clone() {
                others += if style.reads(text) { 0 } else { count };
                if others >= fewest {
                    break;
                }
            }
            if others < fewest {
                (best, fewest) = (Some(style), others);
            }
        }
        best
    }

    /// Whether a text is a finite number of this style.
    pub(in crate::dataset) fn reads(&self, text: &str) -> bool {
        self.parse(text.trim().as_bytes()).is_some_and(f64::is_finite)
    }

    /// The styles that one text may have, the likeliest first; of currencies' names some.
    fn of_first(
        first: &[u8],
        decimal: u8,
        names: impl Iterator<Item = &'static str>,
        loose: bool,
    ) -> Vec<Self> {
        if !first.iter().any(u8::is_ascii_digit) {
            return Vec::new();
        }
        let mut affixes = vec![(None, None), (None, Some("%"))];
        affixes.extend(CURRENCIES.iter().flat_map(|&s| [(Some(s), None), (None, Some(s))]));
        affixes.extend(names.map(|s| (Some(s), None)));
        let other = if decimal == b'.' { b',' } else { b'.' };
        let mut styles = Vec::new();
        for is_loose in [false, true].into_iter().filter(|&is_loose| loose || !is_loose) {
            for &(before, behind) in &affixes {
                for decimal in [decimal, other] {
                    let groups =
                        GROUPS.iter().copied().filter(|group| group.as_bytes() != [decimal]);
                    for group in std::iter::once(None).chain(groups.map(Some)) {
                        styles.push(Self { decimal, group, before, behind, is_loose });
                    }
                }
            }
        }
        styles.retain(|style| style.parse(first).is_some());
        styles
    }

    /// The number that a cell is, without blanks around it. A percentage stays as it is written:
    /// `12%` is 12.
    pub(super) fn parse(&self, text: &[u8]) -> Option<f64> {
        if let Some(decimal) = self.is_plain() {
            return whole(text, decimal);
        }
        let text = std::str::from_utf8(text).ok()?;
        let strict = if self.is_loose { strict(text) } else { Cow::Borrowed(text) };
        let text = &*strict;
        let (negative, mut text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest.trim_start()),
            None => (false, text),
        };
        if let Some(sign) = self.before {
            text = text.strip_prefix(sign)?.trim_start();
        }
        if let Some(sign) = self.behind {
            text = text.strip_suffix(sign)?.trim_end();
        }
        if negative && text.starts_with(['-', '+']) {
            return None;
        }
        let number = match self.group {
            None => whole(text.as_bytes(), self.decimal)?,
            Some(group) => whole(ungrouped(text, group, self.decimal)?.as_bytes(), self.decimal)?,
        };
        Some(if negative { -number } else { number })
    }
}

fn contains(text: &[u8], name: &str) -> bool {
    memchr::memmem::find(text, name.as_bytes()).is_some()
}

/// Whether [`strict`] may change a text.
fn is_loose(text: &[u8]) -> bool {
    let is_exponent = |pair: &[u8]| matches!(pair, [b'D' | b'd', b'+' | b'-']);
    text.starts_with(b"(")
        || text.starts_with("\u{2212}".as_bytes())
        || text.windows(2).any(is_exponent)
}

/// A number with a sign before it where it is written otherwise, see [`NumberStyle::is_loose`].
fn strict(text: &str) -> Cow<'_, str> {
    if let Some(inner) = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')) {
        return format!("-{}", inner.trim()).into();
    }
    if let Some(rest) = text.strip_prefix('\u{2212}') {
        return format!("-{rest}").into();
    }
    // A letter alone could be one of a code, such as 1D5.
    let exponent = ["D+", "D-", "d+", "d-"].into_iter().find_map(|sign| text.find(sign));
    match exponent {
        Some(at) => format!("{}e{}", &text[..at], &text[at + 1..]).into(),
        None => text.into(),
    }
}

/// A number without what stands between its thousands, if that stands where it should.
fn ungrouped(text: &str, group: &str, decimal: u8) -> Option<String> {
    let end = text.find([char::from(decimal), 'e', 'E']).unwrap_or(text.len());
    let (integer, rest) = text.split_at(end);
    let mut parts = integer.split(group);
    let first = parts.next()?;
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let mut number = first.to_owned();
    let mut grouped = false;
    for part in parts {
        if part.len() != 3 || !digits(part) {
            return None;
        }
        number.push_str(part);
        grouped = true;
    }
    let leading = first.trim_start_matches(['-', '+']);
    let is_group = (1..=3).contains(&leading.len()) && digits(leading) && !leading.starts_with('0');
    if grouped && !is_group {
        return None;
    }
    number.push_str(rest);
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn style(texts: &[&str], decimal: u8) -> Option<Vec<f64>> {
        let style = NumberStyle::of(texts.iter().map(|text| text.as_bytes()), decimal)?;
        texts.iter().map(|text| style.parse(text.as_bytes())).collect()
    }

    #[test]
    fn a_whole_column_agrees_or_is_text() {
        let same = |texts: &[&str], values: &[f64]| {
            assert_eq!(style(texts, b'.').as_deref(), Some(values), "{texts:?}");
        };
        same(&["1", "-2.5", "+.5", "3.", "1e3"], &[1.0, -2.5, 0.5, 3.0, 1000.0]);
        same(&["1,234", "12", "1,234,567.5"], &[1234.0, 12.0, 1234567.5]);
        same(&["12%", "3.5 %"], &[12.0, 3.5]);
        same(&["$1,234.50", "-$2", "$ 3"], &[1234.5, -2.0, 3.0]);
        same(&["3 €", "1.000,5€"], &[3.0, 1000.5]);
        same(&["1,5", "22,75"], &[1.5, 22.75]);
        same(&["1\u{a0}000", "2"], &[1000.0, 2.0]);
        same(&["($1,234.50)", "$2.00"], &[-1234.5, 2.0]);
        same(&["(1.5)", "22", "-3"], &[-1.5, 22.0, -3.0]);
        same(&["\u{2212}1.5", "2"], &[-1.5, 2.0]);
        same(&["CHF 1,385.84", "CHF 12.50", "-CHF 3"], &[1385.84, 12.5, -3.0]);
        same(&["US$ 1,227", "US$5", "(US$2)"], &[1227.0, 5.0, -2.0]);
        same(&["R$ 1.466,54", "R$ 2,5"], &[1466.54, 2.5]);
        same(&["₺2,165.50", "₺3"], &[2165.5, 3.0]);
        same(&["1.5D+02", "-2.25d-01", "3"], &[150.0, -0.225, 3.0]);
        assert_eq!(style(&["1,234"], b','), Some(vec![1.234]));
        for texts in [
            &["12%", "3"][..],
            &["$1", "€2"],
            &["USD 1", "EUR 2"],
            &["USD", "USD 1"],
            &["krone", "kr 2"],
            &["1,23,456"],
            &["1234,567,890"],
            &["infinite"],
            &["0x1"],
            &["1_000"],
            &["--1"],
            &["01.02.2003"],
            &["$"],
            &["1e"],
            &["1D5", "2D3"],
            &["0,123", "0,123,456"],
            &["()", "1"],
            &["(a)", "(1)"],
            &[],
        ] {
            assert_eq!(style(texts, b'.'), None, "{texts:?}");
        }
    }

    #[test]
    fn codes_are_digits_that_begin_with_0() {
        assert!(["00", "01234", "007"].iter().all(|text| is_code(text.as_bytes())));
        for number in ["", "0", "0.5", "10", "-01", "01.5", "0e1", "0x1"] {
            assert!(!is_code(number.as_bytes()), "{number}");
        }
    }

    #[test]
    fn missing_texts_are_short_enough_for_the_quick_look() {
        assert!(MISSING_TEXTS.iter().all(|text| is_missing(text.as_bytes())));
        assert!(!is_missing(b"0") && !is_missing(b"none at all") && !is_missing(b"---"));
    }

    proptest::proptest! {
        #[test]
        fn numbers_are_those_of_the_standard_library(value: f64, digits in 0usize..25, whole_part: i64) {
            let mut texts = vec![format!("{value}"), format!("{value:e}"), whole_part.to_string()];
            texts.push(format!("{:.digits$}", whole_part as f64 / 1e9));
            for text in texts {
                let expected = text.parse::<f64>().ok().filter(|value| !value.is_nan());
                let comma = text.replace('.', ",");
                proptest::prop_assert_eq!(whole(text.as_bytes(), b'.').map(f64::to_bits),
                    expected.map(f64::to_bits));
                proptest::prop_assert_eq!(whole(comma.as_bytes(), b',').map(f64::to_bits),
                    expected.map(f64::to_bits));
            }
        }
    }
}
