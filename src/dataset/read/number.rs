//! Numbers as tables write them.

/// What a missing cell is written as.
pub const MISSING_TEXTS: [&str; 26] = [
    "", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "NaT", "null", "NULL", "None",
    "?", "-", ".", "#NA", "-nan", "-NaN", "n.a.", "N.A.", "nil", "Null", "--", "..", "\\N",
];

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

#[cfg(test)]
mod tests {
    use super::*;

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
