//! How the cells of a column write their numbers, which all of them agree on.

use std::borrow::Cow;

use super::number::whole;
use crate::dataset::kind::are_few;

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

    /// What stands between thousands, if something does.
    pub(in crate::dataset) fn group(&self) -> Option<&'static str> {
        self.group
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

    /// The style that most texts have but not all, with how often each occurs; one that all have was doubtful. None
    /// of them is missing.
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
            if others > 0 && others < fewest {
                (best, fewest) = (Some(style), others);
            }
        }
        best
    }

    /// Whether hardly a cell asks for this style's decimal sign: all but few are numbers with the usual one too, as
    /// `1,234` is beside a single `1,5`. Texts with how often each occurs.
    pub(super) fn is_doubtful<'a>(
        &self,
        texts: impl Iterator<Item = (&'a str, usize)> + Clone,
        usual: u8,
    ) -> bool {
        if self.decimal == usual {
            return false;
        }
        let firsts = texts.clone().take(3).map(|(text, _)| text.trim().as_bytes());
        let rivals = firsts.flat_map(|first| {
            let names = self.before.into_iter().filter(|name| CURRENCY_NAMES.contains(name));
            Self::of_first(first, usual, names, self.is_loose)
        });
        rivals
            .filter(|rival| rival.decimal == usual)
            .any(|rival| are_few(texts.clone(), |text| !rival.reads(text)))
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
}
