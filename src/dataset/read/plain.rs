//! Numbers of few digits side by side, as most cells of most tables are, read a word at a time.
//!
//! Where one cell ends tells where the next begins, so that nothing is faster than a chain of looking for ends. What
//! ends cells is therefore found for 64 bytes at once, so that a step of that chain is to count zeros of a mask; and
//! what the cells hold is found out beside it, without a branch that depends on digits or on how many there are.

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

/// How many bytes are looked at together.
pub(super) const BLOCK: usize = 64;

/// Where cells and rows end in a text, fastest from its beginning to its end.
#[derive(Debug, Clone)]
pub(super) struct Ends<'a> {
    text: &'a [u8],
    separator: u8,
    end: u8,
    /// Where the block begins, and which of its bytes end something.
    block: usize,
    mask: u64,
}

impl<'a> Ends<'a> {
    pub(super) fn new(text: &'a [u8], separator: u8, end: u8) -> Self {
        let mut ends = Self { text, separator, end, block: 0, mask: 0 };
        ends.look(0);
        ends
    }

    /// Looks at the block that begins at `block`.
    #[inline]
    fn look(&mut self, block: usize) {
        self.block = block;
        let rest = self.text.get(block..).unwrap_or_default();
        self.mask = match rest.first_chunk() {
            Some(bytes) => mask(bytes, self.separator, self.end),
            None => {
                let mut bytes = [0; BLOCK];
                bytes[..rest.len()].copy_from_slice(rest);
                mask(&bytes, self.separator, self.end) & !(!0 << rest.len())
            }
        };
    }

    /// The first end at `at` or behind it, or that of the text.
    #[inline]
    pub(super) fn find(&mut self, at: usize) -> usize {
        // Whoever found no number in a cell may ask for its end once more.
        if at.wrapping_sub(self.block) >= BLOCK {
            self.look(at);
        }
        let mut mask = self.mask & (!0 << (at - self.block));
        while mask == 0 {
            if self.block + BLOCK >= self.text.len() {
                return self.text.len();
            }
            self.look(self.block + BLOCK);
            mask = self.mask;
        }
        self.block + mask.trailing_zeros() as usize
    }
}

/// Which of the bytes are one of two.
#[inline(always)]
pub(super) fn mask(bytes: &[u8; BLOCK], one: u8, other: u8) -> u64 {
    let mut is = [0; BLOCK];
    for (is, &byte) in is.iter_mut().zip(bytes) {
        *is = u8::from(byte == one) | u8::from(byte == other);
    }
    let (words, _) = is.as_chunks();
    // The product gathers the lowest bits of eight bytes in the highest byte.
    let gathered = |word: &[u8; 8]| {
        u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> (BLOCK - 8)
    };
    words.iter().rev().fold(0, |mask, word| mask << 8 | gathered(word))
}

/// The bits of the number that the first `length` of eight bytes are, one to eight of them: digits with a sign and a
/// decimal sign at the most. None of others, nor of those of which a 0 and a digit are the first.
#[inline]
pub(super) fn short(bytes: [u8; 8], length: usize, decimal: u8) -> Option<u64> {
    // The cell without its sign as the last of eight bytes, digits of 0 before it.
    let negative = usize::from(bytes[0] == b'-');
    let count = length - negative;
    let word = (u64::from_le_bytes(bytes) ^ each(b'0')) >> (8 * negative);
    let cell = word.wrapping_shl((64 - 8 * count) as u32);
    // Digits behind a 0 may be a code, which is no number.
    let is_code = (word & 0xff == 0) & (count > 1) & ((word >> 8) & 0xff < 10);
    // What stands before the decimal sign moves onto it.
    let points = zeros(cell ^ each(decimal ^ b'0'));
    let has_point = u64::from(points != 0);
    let before = (points >> 7).wrapping_sub(has_point);
    let moved = (points << 1).wrapping_sub(has_point);
    let digits = (cell & !moved) | ((cell & before) << 8);
    let has_others = (digits.wrapping_add(each(0x76)) | digits) & TOPS != 0;
    if is_code | has_others | (count as u64 <= has_point) {
        return None;
    }
    let power = SIGNED_POWERS[negative][8 - (points.trailing_zeros() / 8) as usize];
    Some((exact(eight(digits)) / power).to_bits())
}

/// What [`wide`] gives of a cell that [`short`] does not read: the bits of no number that it reads.
pub(super) const OTHER: u64 = u64::MAX;

/// As [`short`], of eight bytes in a word, and of any length. Without a branch or a table, so that a loop reads several
/// side by side.
#[inline(always)]
pub(super) fn wide(bytes: u64, length: u64, decimal: u8) -> u64 {
    let negative = u64::from(bytes & 0xff == u64::from(b'-'));
    let count = length.wrapping_sub(negative);
    let word = (bytes ^ each(b'0')) >> (8 * negative);
    let cell = word.wrapping_shl(64u64.wrapping_sub(8u64.wrapping_mul(count)) as u32);
    let is_code = (word & 0xff == 0) & (count != 1) & ((word >> 8) & 0xff < 10);
    let points = zeros(cell ^ each(decimal ^ b'0'));
    let has_point = u64::from(points != 0);
    let before = (points >> 7).wrapping_sub(has_point);
    let moved = (points << 1).wrapping_sub(has_point);
    let digits = (cell & !moved) | ((cell & before) << 8);
    let has_others = (digits.wrapping_add(each(0x76)) | digits) & TOPS != 0;
    let is_long = length.wrapping_sub(1) >> 3 != 0;
    // A digit of 1 where the decimal sign stands is the power of ten of what stands behind it.
    let power = exact(eight(points >> 7) + 1 - has_point);
    let bits = (exact(eight(digits)) / power).to_bits() | negative << 63;
    if is_long | is_code | has_others | (count <= has_point) { OTHER } else { bits }
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

    /// What is read of a cell and of how many bytes, with others behind it.
    fn read(text: &str) -> Option<f64> {
        let length = find(text.as_bytes(), b';', b'\n').unwrap_or(text.len());
        let bytes = text.as_bytes().first_chunk::<8>()?;
        (1..=8).contains(&length).then(|| short(*bytes, length, b'.')).flatten().map(f64::from_bits)
    }

    #[test]
    fn short_numbers_are_read_and_nothing_else() {
        for (text, value) in [
            ("1;-2.5;.5", 1.0),
            ("-2.5;.5\n", -2.5),
            (".5\n4;....", 0.5),
            ("0;0.5;01", 0.0),
            ("0.5;01;1", 0.5),
            ("12345678;", 12345678.0),
            ("-1234567;", -1234567.0),
            ("5.;......", 5.0),
        ] {
            assert_eq!(read(text), Some(value), "{text:?}");
        }
        for text in ["-0;-01;1", "-0.0;5.;"] {
            assert!(read(text).is_some_and(|zero| zero == 0.0 && zero.is_sign_negative()));
        }
        for text in [
            ";1;2;3;4;5;6;7",
            "-;1;2;3;4;5;6;7",
            ".;1;2;3;4;5;6;7",
            "-.;1;2;3;4;5;6;7",
            "123456789;1;2;3",
            "01;1;2;3;4;5;6;",
            "-01;1;2;3;4;5;6",
            "+1;2;3;4;5;6;7;8",
            "1.2.3;4;5;6;7;8;9",
            "1,5;2;3;4;5;6;7;8",
            " 1;2;3;4;5;6;7;8",
            "1 ;2;3;4;5;6;7;8",
            "1e5;2;3;4;5;6;7;8",
            "1\r\n2;3;4;5;6;7",
            "\n1;2;3;4;5;6;7;8",
            "a;1;2;3;4;5;6;7",
            "--1;2;3;4;5;6;7",
            "\u{b1}1;2;3;4;5;6;7;8",
            "..1;2;3;4;5;6;7;8",
            "-..1;2;3;4;5;6;7;8",
        ] {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_read_of_a_word_is_what_the_standard_library_reads(
            text in "[-+]?[0-9]{0,5}[.,x]?[0-9]{0,5}\\PC?[;\n]\\PC{9}"
        ) {
            let end = find(text.as_bytes(), b';', b'\n').unwrap_or(text.len());
            let cell = &text[..end];
            let value = whole(cell.as_bytes(), b'.').filter(|value| value.is_finite());
            let number = read(&text);
            if let Some(number) = number {
                let value = value.map(f64::to_bits);
                proptest::prop_assert_eq!(Some(number.to_bits()), value, "{}", cell);
            }
            // And it reads all that are short enough, but for what may be a code.
            let digits = cell.trim_start_matches('-').as_bytes();
            let is_code = matches!(digits, [b'0', b'0'..=b'9', ..]);
            let is_short = cell.len() <= 8 && !cell.contains(['+', 'e', 'E']) && !is_code;
            proptest::prop_assert!(value.is_none() || !is_short || number.is_some(), "{}", cell);
        }

        #[test]
        fn words_side_by_side_are_what_they_are_alone(
            text in "[-+.0-9,eE \r\n;xäß]{0,9}[;\n][-+.0-9,; ]{9}|-?[0-9]{0,4}[.]?[0-9]{0,5}[;\n][0-9.;-]{9}",
            length in 0usize..12,
            decimal in proptest::sample::select(vec![b'.', b',']),
        ) {
            let bytes = *text.as_bytes().first_chunk().unwrap();
            let end = find(text.as_bytes(), b';', b'\n').unwrap_or(text.len());
            for length in [length, end] {
                let alone = (1..=8).contains(&length).then(|| short(bytes, length, decimal));
                let beside = wide(u64::from_le_bytes(bytes), length as u64, decimal);
                let cell = &text.as_bytes()[..length.min(text.len())];
                proptest::prop_assert_eq!(beside, alone.flatten().unwrap_or(OTHER), "{:?}", cell);
            }
        }

        #[test]
        fn ends_are_found_wherever_they_stand(text in "[ab;\n]{0,40}[a]{0,150}[ab;\n]{0,200}", steps in 1usize..90) {
            let text = text.as_bytes();
            let mut ends = Ends::new(text, b';', b'\n');
            let mut at = 0;
            while at < text.len() {
                let there = text[at..].iter().position(|byte| matches!(byte, b';' | b'\n'));
                let there = there.map_or(text.len(), |place| at + place);
                proptest::prop_assert_eq!(ends.find(at), there);
                proptest::prop_assert_eq!(ends.find(at), there, "once more");
                at = there + steps;
            }
            proptest::prop_assert_eq!(ends.find(at), at.max(text.len()).min(text.len()));
        }
    }
}
