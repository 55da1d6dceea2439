//! Numbers of few digits side by side, as most cells of most tables are, read a word at a time.
//!
//! Where one cell ends tells where the next begins, so that nothing is faster than a chain of looking for
//! ends. Here that chain is as short as it can be, and what the cells hold is found out beside it, without a
//! branch that depends on digits or on how many there are.

use super::number::eight;

/// The top bit of each byte.
const TOPS: u64 = 0x8080_8080_8080_8080;

/// A byte eight times.
#[inline]
fn each(byte: u8) -> u64 {
    u64::from(byte) * 0x0101_0101_0101_0101
}

/// The top bit of each byte of `bytes` that is 0.
#[inline]
fn zeros(bytes: u64) -> u64 {
    !(((bytes & !TOPS) + !TOPS) | bytes) & TOPS
}

/// Where the first of two bytes stands: as `memchr2`, but for texts in which that is near.
#[inline]
pub(super) fn find(text: &[u8], one: u8, other: u8) -> Option<usize> {
    let mut at = 0;
    while let Some(bytes) = text[at..].first_chunk::<8>() {
        let word = u64::from_le_bytes(*bytes);
        let found = zeros(word ^ each(one)) | zeros(word ^ each(other));
        if found != 0 {
            return Some(at + (found.trailing_zeros() / 8) as usize);
        }
        at += 8;
    }
    text[at..].iter().position(|&byte| byte == one || byte == other).map(|place| at + place)
}

/// What ends cells and rows, and the decimal sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Signs {
    pub(super) separator: u8,
    pub(super) end: u8,
    pub(super) decimal: u8,
}

/// How far numbers were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Passed {
    /// How many.
    pub(super) cells: usize,
    /// Where the next cell begins.
    pub(super) at: usize,
    /// Whether the last one ended its row.
    pub(super) ended: bool,
}

/// Reads numbers from `at` on, as many as `slots` has room for their bits and none beyond their row. The first
/// cell that is no number of at most eight bytes, with a sign and a decimal sign at the most, ends it, and so does one
/// of which a 0 and a digit are the first.
#[inline]
pub(super) fn run(text: &[u8], at: usize, signs: Signs, slots: &mut [u64]) -> Passed {
    let Signs { separator, end, decimal } = signs;
    let (separators, ends, point) = (each(separator), each(end), each(decimal ^ b'0'));
    let mut passed = Passed { cells: 0, at, ended: false };
    for slot in slots {
        let Some(bytes) = text.get(passed.at..).and_then(|rest| rest.first_chunk::<9>()) else {
            break;
        };
        let ([front @ .., _], [first, behind @ ..]) = (bytes, bytes);
        let behind = u64::from_le_bytes(*behind);
        let found = zeros(behind ^ separators) | zeros(behind ^ ends);
        if found == 0 {
            break;
        }
        let length = 1 + (found.trailing_zeros() / 8) as usize;
        // The cell without its sign as the last of eight bytes, digits of 0 before it.
        let negative = usize::from(*first == b'-');
        let count = length - negative;
        let word = (u64::from_le_bytes(*front) ^ each(b'0')) >> (8 * negative);
        let cell = word.wrapping_shl((64 - 8 * count) as u32);
        // Digits behind a 0 may be a code, which is no number.
        if word & 0xff == 0 && count > 1 && (word >> 8) & 0xff < 10 {
            break;
        }
        // What stands before the decimal sign moves onto it.
        let points = zeros(cell ^ point);
        let has_point = u64::from(points != 0);
        let before = (points >> 7).wrapping_sub(has_point);
        let moved = (points << 1).wrapping_sub(has_point);
        let digits = (cell & !moved) | ((cell & before) << 8);
        if (digits.wrapping_add(each(0x76)) | digits) & TOPS != 0 || count as u64 == has_point {
            break;
        }
        let power = SIGNED_POWERS[negative][8 - (points.trailing_zeros() / 8) as usize];
        *slot = (exact(eight(digits)) / power).to_bits();
        passed.cells += 1;
        passed.at += length + 1;
        if bytes[length] != separator {
            passed.ended = true;
            break;
        }
    }
    passed
}

/// An integer below 2^52 as a number. The processor's own instruction waits for what its register held before,
/// which is the last quotient.
#[inline]
fn exact(integer: u64) -> f64 {
    const TWO_52: f64 = (1u64 << 52) as f64;
    f64::from_bits(TWO_52.to_bits() | integer) - TWO_52
}

/// Powers of ten by how many digits stand behind a decimal sign, and one more; 1 where none stands. Those of
/// the second row make a quotient negative, one of 0 too.
const SIGNED_POWERS: [[f64; 9]; 2] = [
    [1e0, 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7],
    [-1e0, -1e0, -1e1, -1e2, -1e3, -1e4, -1e5, -1e6, -1e7],
];

#[cfg(test)]
mod tests {
    use super::super::number::whole;
    use super::*;

    const SIGNS: Signs = Signs { separator: b';', end: b'\n', decimal: b'.' };

    #[test]
    fn the_nearer_of_two_bytes_is_found() {
        for length in 0..20 {
            let mut text = vec![b'x'; length];
            assert_eq!(find(&text, b',', b'\n'), None);
            for place in 0..length {
                text[place] = if place % 2 == 0 { b',' } else { b'\n' };
                text[place + 1..].fill(b',');
                assert_eq!(find(&text, b',', b'\n'), Some(place), "{length}");
                text[place] = b',' | 0x80;
                let next = (place + 1 < length).then_some(place + 1);
                assert_eq!(find(&text, b',', b'\n'), next, "{length}");
                text.fill(b'x');
            }
        }
    }

    #[test]
    fn a_run_ends_with_its_row_and_before_what_is_no_short_number() {
        let of = |text: &str, most: usize| {
            let mut slots = vec![0; most];
            let passed = run(text.as_bytes(), 0, SIGNS, &mut slots);
            let values = slots.into_iter().map(f64::from_bits).take(passed.cells);
            (values.collect::<Vec<_>>(), passed.at, passed.ended)
        };
        assert_eq!(of("1;-2.5;.5\n4;........", 9), (vec![1.0, -2.5, 0.5], 10, true));
        assert_eq!(of("1;-2.5;.5\n4;........", 2), (vec![1.0, -2.5], 7, false));
        assert_eq!(of("0;0.5;01;1;........", 9), (vec![0.0, 0.5], 6, false));
        assert_eq!(of("-0;-01;1;........", 9), (vec![-0.0], 3, false));
        assert_eq!(of("12345678;-1234567;x;.....", 9).0, [12345678.0, -1234567.0]);
        let zero = of("-0.0;5.;.........", 9).0;
        assert!(zero[0] == 0.0 && zero[0].is_sign_negative() && zero[1] == 5.0);
        for text in [
            ";1;2;3;4;5;6;7",
            "-;1;2;3;4;5;6;7",
            ".;1;2;3;4;5;6;7",
            "-.;1;2;3;4;5;6;7",
            "123456789;1;2;3",
            "+1;2;3;4;5;6;7;8",
            "1.2.3;4;5;6;7;8;9",
            "1,5;2;3;4;5;6;7;8",
            " 1;2;3;4;5;6;7;8",
            "1 ;2;3;4;5;6;7;8",
            "1e5;2;3;4;5;6;7;8",
            "1\r\n2;3;4;5;6;7",
            "\n1;2;3;4;5;6;7;8",
            "a;1;2;3;4;5;6;7",
            "1;2",
            "--1;2;3;4;5;6;7",
            "\u{b1}1;2;3;4;5;6;7;8",
            "..1;2;3;4;5;6;7;8",
            "-..1;2;3;4;5;6;7;8",
        ] {
            assert_eq!(of(text, 9), (vec![], 0, false), "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_of_a_word_is_what_the_standard_library_reads(
            text in "[-+]?[0-9]{0,5}[.,x]?[0-9]{0,5}\\PC?[;\n]\\PC{9}"
        ) {
            let mut slots = [0];
            let passed = run(text.as_bytes(), 0, SIGNS, &mut slots);
            let end = find(text.as_bytes(), b';', b'\n').unwrap_or(text.len());
            let cell = &text[..end];
            let value = whole(cell.as_bytes(), b'.').filter(|value| value.is_finite());
            if passed.cells == 1 {
                proptest::prop_assert_eq!(Some(slots[0]), value.map(f64::to_bits), "{}", cell);
                proptest::prop_assert_eq!(passed.at, end + 1);
            }
            // And it reads all that are short enough, but for what may be a code.
            let digits = cell.trim_start_matches('-').as_bytes();
            let is_code = matches!(digits, [b'0', b'0'..=b'9', ..]);
            let is_short = cell.len() <= 8 && !cell.contains(['+', 'e', 'E']) && !is_code;
            proptest::prop_assert!(value.is_none() || !is_short || passed.cells == 1, "{}", cell);
        }
    }
}
