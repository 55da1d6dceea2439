//! Columns that grow row by row, as compact as their cells allow.

use hashbrown::DefaultHashBuilder;
use hashbrown::HashTable;
use std::hash::BuildHasher;

use super::number::are_codes;
use super::style::NumberStyle;
use crate::dataset::kind::{FEW_WORDS, MANY_NUMBERS, number_of};
use crate::dataset::table::{Cells, MISSING, TableColumn, counts};
use crate::dataset::unit;
use crate::dataset::{Growing, Storage, Values};
use crate::error::Result;

/// Texts of which each distinct one is kept once. The hash has a random key, so that no file can
/// be made slow on purpose.
#[derive(Debug, Default)]
pub(super) struct Texts {
    values: Vec<String>,
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
    /// Short texts that came of late and their codes, by a hash of a few bits; empty until texts have come again.
    recent: Vec<(u128, u32)>,
    repeated: u32,
    codes: Growing<u32>,
    /// Whether `-` is a value in any case.
    has_minus: bool,
}

/// How many texts of late are kept, a power of two.
const RECENT: usize = 64;

/// After so many texts that came again it is worth to keep those of late.
const REPEATED: u32 = 1 << 10;

/// A short text as one number, which no other text is and which is not 0.
#[inline]
fn packed(text: &[u8]) -> Option<u128> {
    let packed = match text.len() {
        1..4 => {
            let middle = u128::from(text[text.len() / 2]);
            u128::from(text[0]) | middle << 8 | u128::from(text[text.len() - 1]) << 16
        }
        4..=8 => {
            let (first, last) = (text.first_chunk()?, text.last_chunk()?);
            u128::from(u32::from_le_bytes(*first)) | u128::from(u32::from_le_bytes(*last)) << 32
        }
        9..16 => {
            let (first, last) = (text.first_chunk()?, text.last_chunk()?);
            // The last byte has room for the length.
            let last = u64::from_le_bytes(*last) >> (8 * (16 - text.len()));
            u128::from(u64::from_le_bytes(*first)) | u128::from(last) << 64
        }
        _ => return None,
    };
    Some(packed | (text.len() as u128) << 120)
}

impl Texts {
    #[cfg(test)]
    pub(super) fn of(texts: &[&str]) -> Cells {
        let mut column = Self::default();
        texts.iter().for_each(|text| column.push(text));
        column.texts().unwrap()
    }

    pub(super) fn new(storage: &Storage) -> Self {
        Self { codes: Growing::new(storage), ..Self::default() }
    }

    /// The same, where a `-` is a value though no `+` is.
    pub(super) fn with_minus(self, has_minus: bool) -> Self {
        Self { has_minus, ..self }
    }

    pub(super) fn missing(&mut self) {
        self.codes.push(MISSING);
    }

    pub(super) fn push(&mut self, text: &str) {
        self.push_bytes(text.as_bytes());
    }

    /// A text of bytes that were checked to be UTF-8.
    pub(super) fn push_bytes(&mut self, text: &[u8]) {
        let code = self.recent_code_of(text);
        self.codes.push(code);
    }

    /// As [`code_of`](Self::code_of): most columns of texts have few of them.
    #[inline]
    fn recent_code_of(&mut self, text: &[u8]) -> u32 {
        if self.repeated < REPEATED {
            return self.code_of(text);
        }
        if self.recent.is_empty() {
            self.recent = vec![(0, 0); RECENT];
        }
        let Some(key) = packed(text) else { return self.code_of(text) };
        let hash = ((key as u64) ^ (key >> 64) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = (hash >> 32) as usize % RECENT;
        match self.recent[place] {
            (same, code) if same == key => code,
            _ => {
                let code = self.code_of(text);
                self.recent[place] = (key, code);
                code
            }
        }
    }

    /// Numbers as they are written, of a column that turns out to hold texts.
    pub(super) fn of_numbers(cells: Result<Cells>) -> Self {
        let mut texts = Self::default();
        match cells {
            Ok(cells) => texts.append(&cells),
            Err(error) => texts.codes.fail(error),
        }
        texts
    }

    /// Appends cells of any kind.
    fn append(&mut self, cells: &Cells) {
        match cells {
            Cells::Texts { values, codes } => {
                let places: Vec<u32> = values.iter().map(|value| self.code(value)).collect();
                let place =
                    |&code: &u32| if code == MISSING { code } else { places[code as usize] };
                codes.iter().map(place).for_each(|code| self.codes.push(code));
            }
            numbers => (0..numbers.len()).for_each(|row| match numbers.number(row) {
                value if value.is_nan() => self.missing(),
                value => self.push(&value.to_string()),
            }),
        }
    }

    pub(super) fn reserve(&mut self, rows: usize) {
        self.codes.reserve(rows);
    }

    /// What failed, if something has.
    pub(super) fn check(&mut self) -> Result<()> {
        self.codes.check()
    }

    /// The code of a text, which is kept.
    pub(super) fn code(&mut self, text: &str) -> u32 {
        self.code_of(text.as_bytes())
    }

    fn code_of(&mut self, text: &[u8]) -> u32 {
        let Self { values, places, hasher, repeated, .. } = self;
        let hash = hasher.hash_one(text);
        let same = |&place: &u32| values[place as usize].as_bytes() == text;
        if let Some(&place) = places.find(hash, same) {
            *repeated = repeated.saturating_add(1);
            return place;
        }
        let place = values.len() as u32;
        let hash_of = |&place: &u32| hasher.hash_one(values[place as usize].as_bytes());
        places.insert_unique(hash, place, hash_of);
        values.push(String::from_utf8_lossy(text).into_owned());
        place
    }

    /// The texts and their codes. A `-` is missing, unless the others are `+` or that is known of other files.
    fn finish(self) -> Result<(Vec<String>, Values<u32>)> {
        let (mut values, codes) = (self.values, self.codes.finish()?);
        let has_plus = values.len() == 2 && values.iter().any(|value| value == "+");
        let minus = values.iter().position(|value| value == "-");
        let Some(minus) = minus.filter(|_| !has_plus && !self.has_minus) else {
            return Ok((values, codes));
        };
        values.remove(minus);
        let minus = minus as u32;
        let codes = codes.map(|code| match code {
            code if code == minus => MISSING,
            code if code > minus && code != MISSING => code - 1,
            code => code,
        })?;
        Ok((values, codes))
    }

    /// The cells, texts whatever they look like.
    pub(super) fn texts(self) -> Result<Cells> {
        let (values, codes) = self.finish()?;
        Ok(Cells::Texts { values, codes })
    }

    /// The cells, numbers where all texts agree on how numbers are written. Digits alone of which some are codes stay
    /// as they are written, and are numbers to whoever wants numbers.
    pub(super) fn cells(self, decimal: u8) -> Result<Cells> {
        Ok(self.styled(decimal)?.0)
    }

    /// As [`cells`](Self::cells), with how its numbers are written.
    pub(super) fn styled(self, decimal: u8) -> Result<Styled> {
        let (values, codes) = self.finish()?;
        let texts = values.iter().map(String::as_bytes);
        if are_codes(texts.clone()) {
            return Ok((Cells::Texts { values, codes }, None));
        }
        let Some(style) = NumberStyle::of(texts.clone(), decimal) else {
            return Ok((with_units(values, codes, decimal)?, None));
        };
        // Of few different numbers the rare ones are no mistakes.
        if values.len() > MANY_NUMBERS && style.decimal() != decimal {
            let counts = counts(values.len(), &codes);
            let counted = values.iter().map(String::as_str).zip(counts.iter().copied());
            if style.is_doubtful(counted, decimal) {
                return Ok((Cells::Texts { values, codes }, None));
            }
        }
        let parsed: Vec<f64> = texts.map(|text| style.parse(text).unwrap_or(f64::NAN)).collect();
        let mut numbers = Numbers::new(&codes.storage());
        for &code in &codes {
            numbers.push(if code == MISSING { f64::NAN } else { parsed[code as usize] });
        }
        Ok((numbers.cells()?, Some(style)))
    }
}

/// Cells, and how all of them write their numbers.
pub(super) type Styled = (Cells, Option<NumberStyle>);

/// A column with what is known of how its numbers are written, in a source of this decimal sign.
pub(super) fn written(name: String, (cells, style): Styled, decimal: u8) -> TableColumn {
    let style = style.as_ref().filter(|_| !cells.is_text());
    TableColumn {
        sign: style.and_then(NumberStyle::sign),
        has_comma: style.is_some_and(|style| style.has_comma() && decimal != b','),
        has_groups: style.is_some_and(|style| style.group().is_some()),
        ..TableColumn::new(name, cells)
    }
}

/// The numbers of texts that all have this sign, and agree on how numbers are written.
pub(in crate::dataset) fn numbers_with(sign: &str, texts: &[&str]) -> Option<Vec<f64>> {
    let texts = texts.iter().map(|text| text.as_bytes());
    let style = NumberStyle::of(texts.clone(), b'.').filter(|style| style.sign() == Some(sign))?;
    texts.map(|text| style.parse(text)).collect()
}

/// Texts, of which numbers with one unit are written with a point and without groups, as who reads the unit has it;
/// few others are no such numbers.
fn with_units(values: Vec<String>, codes: Values<u32>, decimal: u8) -> Result<Cells> {
    let parts: Vec<_> = values.iter().map(|text| unit::split(text)).collect();
    let of_all = parts.iter().flatten().next().map(|(_, unit)| *unit);
    let numbers: Vec<Option<&str>> = parts
        .iter()
        .map(|part| part.filter(|(_, unit)| Some(*unit) == of_all).map(|(number, _)| number))
        .collect();
    let there = numbers.iter().flatten().map(|number| number.as_bytes());
    let others = parts.len() - there.clone().count();
    let are_few = others as f64 <= FEW_WORDS * parts.len() as f64;
    let (Some(style), Some(unit), true) = (NumberStyle::of(there, decimal), of_all, are_few) else {
        return Ok(Cells::Texts { values, codes });
    };
    let mut texts = Texts::new(&codes.storage());
    let places: Vec<u32> = std::iter::zip(numbers, &values)
        .map(|(number, text)| {
            let value = number.and_then(|number| style.parse(number.as_bytes()));
            match value.filter(|_| value != number.and_then(number_of)) {
                Some(value) => texts.code(&format!("{value} {unit}")),
                None => texts.code(text),
            }
        })
        .collect();
    let codes = codes.map(|code| if code == MISSING { code } else { places[code as usize] })?;
    Ok(Cells::Texts { values: texts.values, codes })
}

/// Numbers, as f32 for as long as that is exact.
#[derive(Debug)]
pub(super) enum Numbers {
    Narrow(Growing<f32>),
    Wide(Growing<f64>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::new(&Storage::default())
    }
}

impl Numbers {
    pub(super) fn new(storage: &Storage) -> Self {
        Self::Narrow(Growing::new(storage))
    }

    #[inline]
    pub(super) fn push(&mut self, value: f64) {
        match self {
            Self::Wide(values) => values.push(value),
            Self::Narrow(values) => {
                let narrow = value as f32;
                if f64::from(narrow) == value || value.is_nan() {
                    values.push(narrow);
                } else {
                    self.widen();
                    self.push(value);
                }
            }
        }
    }

    /// Appends numbers by their bits.
    ///
    /// # Errors
    /// When memory or the file of what has no room there was refused.
    pub(super) fn extend(&mut self, bits: &[u64]) -> Result<()> {
        let numbers = bits.iter().map(|&bits| f64::from_bits(bits));
        let is_narrow = |value: f64| (f64::from(value as f32) == value) | value.is_nan();
        // No early end, so that several are looked at together.
        let are_narrow = || numbers.clone().fold(true, |all, value| all & is_narrow(value));
        if matches!(self, Self::Narrow(_)) && !are_narrow() {
            self.widen();
        }
        match self {
            Self::Narrow(values) => values.extend(numbers.map(|number| number as f32)),
            Self::Wide(values) => values.extend(numbers),
        }
    }

    #[cold]
    fn widen(&mut self) {
        let Self::Narrow(values) = self else { return };
        let storage = values.storage();
        let mut wide = Growing::new(&storage);
        wide.reserve(values.capacity());
        match std::mem::replace(values, Growing::new(&storage)).finish() {
            Ok(values) => values.iter().for_each(|&value| wide.push(f64::from(value))),
            Err(error) => wide.fail(error),
        }
        *self = Self::Wide(wide);
    }

    /// What failed, if something has.
    pub(super) fn check(&mut self) -> Result<()> {
        match self {
            Self::Narrow(values) => values.check(),
            Self::Wide(values) => values.check(),
        }
    }

    pub(super) fn reserve(&mut self, rows: usize) {
        match self {
            Self::Narrow(values) => values.reserve(rows),
            Self::Wide(values) => values.reserve(rows),
        }
    }

    /// Bytes of a number.
    pub(super) fn size(&self) -> u64 {
        match self {
            Self::Narrow(_) => 4,
            Self::Wide(_) => 8,
        }
    }

    pub(super) fn cells(self) -> Result<Cells> {
        Ok(match self {
            Self::Narrow(values) => Cells::Narrow(values.finish()?),
            Self::Wide(values) => Cells::Wide(values.finish()?),
        })
    }
}

impl FromIterator<f64> for Numbers {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut numbers = Self::default();
        values.into_iter().for_each(|value| numbers.push(value));
        numbers
    }
}

/// The cells of two tables below each other; texts where one of them has texts, of which `-` may be one in any case.
pub(super) fn append(first: Cells, second: Cells, has_minus: bool) -> Result<Cells> {
    let rows = first.len() + second.len();
    let storage = first.storage();
    match (first, second) {
        (Cells::Bytes(first), Cells::Bytes(second)) => {
            let both = first.iter().chain(&second).copied();
            Ok(Cells::Bytes(Growing::collect(&storage, rows, both)?))
        }
        (first, second) if first.is_text() || second.is_text() => {
            let mut texts = Texts::new(&storage).with_minus(has_minus);
            texts.reserve(rows);
            for cells in [first, second] {
                texts.append(&cells);
            }
            texts.texts()
        }
        (first, second) => {
            let mut numbers = Numbers::new(&storage);
            numbers.reserve(rows);
            for cells in [first, second] {
                (0..cells.len()).for_each(|row| numbers.push(cells.number(row)));
            }
            numbers.cells()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_narrow_where_that_is_exact() {
        let cells = |values: &[f64]| values.iter().copied().collect::<Numbers>().cells().unwrap();
        assert_eq!(cells(&[1.0, 0.5, -3.0]), Cells::Narrow(vec![1.0, 0.5, -3.0].into()));
        assert_eq!(cells(&[1.0, 0.1]), Cells::Wide(vec![1.0, 0.1].into()));
        assert!(matches!(cells(&[f64::NAN, 16777217.0]), Cells::Wide(_)));
        assert!(matches!(cells(&[f64::NAN, 2.0]), Cells::Narrow(_)));
    }

    #[test]
    fn a_minus_is_missing_unless_the_others_are_plus() {
        let of = |texts: &[&str]| Texts::of(texts);
        let codes = |cells: Cells| {
            let Cells::Texts { values, codes } = cells else { panic!("{cells:?}") };
            (values, codes.to_vec())
        };
        let both = codes(of(&["-", "+", "-"]));
        assert_eq!(both, (vec!["-".into(), "+".into()], vec![0, 1, 0]));
        let gap = codes(of(&["a", "-", "b", "a"]));
        assert_eq!(gap, (vec!["a".into(), "b".into()], vec![0, MISSING, 1, 0]));
        assert_eq!(codes(of(&["-", "-"])), (vec![], vec![MISSING; 2]));
    }

    #[test]
    fn numbers_have_the_sign_that_all_of_them_have() {
        let signed = |texts: &[&str]| {
            let mut column = Texts::default();
            texts.iter().for_each(|text| column.push(text));
            column.styled(b'.').unwrap().1.and_then(|style| style.sign())
        };
        assert_eq!(signed(&["-", "45%", "1.5 %"]), Some("%"));
        assert_eq!(signed(&["$1,234.50", "-$2"]), Some("$"));
        for none in [&["45", "46"][..], &["45%", "46"], &["45%", "x"], &["$1", "€1"], &[]] {
            assert_eq!(signed(none), None, "{none:?}");
        }
        assert_eq!(numbers_with("%", &["45%", "1.5 %"]), Some(vec![45.0, 1.5]));
        assert_eq!(numbers_with("%", &["45%", "1.5"]), None);
        assert_eq!(numbers_with("$", &["45%"]), None);
    }

    proptest::proptest! {
        #[test]
        fn texts_of_late_have_the_codes_of_all(
            texts in proptest::collection::vec("[ab]{0,17}|[a-c]{3,4}|aaaaaaaa[ab]{0,8}", 1..200)
        ) {
            let (mut all, mut recent) = (Texts::default(), Texts::default());
            recent.repeated = REPEATED;
            for text in texts.iter().chain(&texts) {
                all.repeated = 0;
                all.push(text);
                recent.push(text);
            }
            proptest::prop_assert_eq!(all.texts().unwrap(), recent.texts().unwrap());
        }
    }

    #[test]
    fn texts_are_kept_once_in_the_order_of_their_first_row() {
        let mut texts = Texts::default();
        ["b", "a", "b"].into_iter().for_each(|text| texts.push(text));
        texts.missing();
        let expected = Cells::Texts {
            values: vec!["b".into(), "a".into()],
            codes: vec![0, 1, 0, MISSING].into(),
        };
        assert_eq!(texts.cells(b'.').unwrap(), expected);
    }
}
