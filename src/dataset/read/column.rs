//! Columns that grow row by row, as compact as their cells allow.

use hashbrown::DefaultHashBuilder;
use hashbrown::HashTable;
use std::hash::BuildHasher;

use super::number::NumberStyle;
use crate::dataset::table::{Cells, MISSING};

/// Texts of which each distinct one is kept once. The hash has a random key, so that no file can
/// be made slow on purpose.
#[derive(Debug, Default)]
pub(super) struct Texts {
    values: Vec<String>,
    places: HashTable<u32>,
    hasher: DefaultHashBuilder,
    codes: Vec<u32>,
}

impl Texts {
    #[cfg(test)]
    pub(super) fn of(texts: &[&str]) -> Cells {
        let mut column = Self::default();
        texts.iter().for_each(|text| column.push(text));
        column.texts()
    }

    pub(super) fn missing(&mut self) {
        self.codes.push(MISSING);
    }

    pub(super) fn push(&mut self, text: &str) {
        let code = self.code(text);
        self.codes.push(code);
    }

    /// The code of a text, which is kept.
    pub(super) fn code(&mut self, text: &str) -> u32 {
        let Self { values, places, hasher, .. } = self;
        let hash = hasher.hash_one(text);
        let same = |&place: &u32| values[place as usize] == text;
        if let Some(&place) = places.find(hash, same) {
            return place;
        }
        let place = values.len() as u32;
        places
            .insert_unique(hash, place, |&place| hasher.hash_one(values[place as usize].as_str()));
        values.push(text.to_owned());
        place
    }

    /// The cells, texts whatever they look like.
    pub(super) fn texts(self) -> Cells {
        Cells::Texts { values: self.values, codes: self.codes }
    }

    /// The cells, numbers where all texts agree on how numbers are written.
    pub(super) fn cells(self, decimal: u8) -> Cells {
        let Self { values, codes, .. } = self;
        let texts = values.iter().map(String::as_bytes);
        let Some(style) = NumberStyle::of(texts.clone(), decimal) else {
            return Cells::Texts { values, codes };
        };
        let parsed: Vec<f64> = texts.map(|text| style.parse(text).unwrap_or(f64::NAN)).collect();
        let mut numbers = Numbers::default();
        for code in codes {
            numbers.push(if code == MISSING { f64::NAN } else { parsed[code as usize] });
        }
        numbers.cells()
    }
}

/// Numbers, as f32 for as long as that is exact.
#[derive(Debug)]
pub(super) enum Numbers {
    Narrow(Vec<f32>),
    Wide(Vec<f64>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl Numbers {
    #[inline]
    pub(super) fn push(&mut self, value: f64) {
        match self {
            Self::Wide(values) => values.push(value),
            Self::Narrow(values) => {
                let narrow = value as f32;
                if f64::from(narrow) == value || value.is_nan() {
                    values.push(narrow);
                } else {
                    let room = values.capacity().max(values.len() + 1);
                    let mut wide = Vec::with_capacity(room);
                    wide.extend(values.iter().copied().map(f64::from));
                    wide.push(value);
                    *self = Self::Wide(wide);
                }
            }
        }
    }

    /// The numbers as they are written, where a column turns out to hold texts.
    pub(super) fn texts(self) -> Texts {
        let mut texts = Texts::default();
        let mut push = |value: f64| match value.is_nan() {
            true => texts.missing(),
            false => texts.push(&value.to_string()),
        };
        match self {
            Self::Narrow(values) => values.into_iter().map(f64::from).for_each(&mut push),
            Self::Wide(values) => values.into_iter().for_each(&mut push),
        }
        texts
    }

    pub(super) fn reserve(&mut self, rows: usize) {
        match self {
            Self::Narrow(values) => values.reserve(rows),
            Self::Wide(values) => values.reserve(rows),
        }
    }

    pub(super) fn cells(self) -> Cells {
        match self {
            Self::Narrow(mut values) => {
                values.shrink_to_fit();
                Cells::Narrow(values)
            }
            Self::Wide(mut values) => {
                values.shrink_to_fit();
                Cells::Wide(values)
            }
        }
    }
}

impl FromIterator<f64> for Numbers {
    fn from_iter<I: IntoIterator<Item = f64>>(values: I) -> Self {
        let mut numbers = Self::default();
        values.into_iter().for_each(|value| numbers.push(value));
        numbers
    }
}

/// The cells of two tables below each other; texts where one of them has texts.
pub(super) fn append(first: Cells, second: Cells) -> Cells {
    let is_text = |cells: &Cells| matches!(cells, Cells::Texts { .. });
    match (first, second) {
        (Cells::Bytes(mut first), Cells::Bytes(second)) => {
            first.extend(second);
            Cells::Bytes(first)
        }
        (first, second) if is_text(&first) || is_text(&second) => {
            let mut texts = Texts::default();
            for cells in [first, second] {
                let of_numbers;
                let (values, codes) = match &cells {
                    Cells::Texts { values, codes } => (values, codes),
                    numbers => {
                        let numbers = (0..numbers.len()).map(|row| numbers.number(row));
                        of_numbers = numbers.collect::<Numbers>().texts();
                        (&of_numbers.values, &of_numbers.codes)
                    }
                };
                let places: Vec<u32> = values.iter().map(|value| texts.code(value)).collect();
                let place =
                    |&code: &u32| if code == MISSING { code } else { places[code as usize] };
                texts.codes.extend(codes.iter().map(place));
            }
            texts.texts()
        }
        (first, second) => {
            let mut numbers = Numbers::default();
            numbers.reserve(first.len() + second.len());
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
        let cells = |values: &[f64]| values.iter().copied().collect::<Numbers>().cells();
        assert_eq!(cells(&[1.0, 0.5, -3.0]), Cells::Narrow(vec![1.0, 0.5, -3.0]));
        assert_eq!(cells(&[1.0, 0.1]), Cells::Wide(vec![1.0, 0.1]));
        assert!(matches!(cells(&[f64::NAN, 16777217.0]), Cells::Wide(_)));
        assert!(matches!(cells(&[f64::NAN, 2.0]), Cells::Narrow(_)));
    }

    #[test]
    fn texts_are_kept_once_in_the_order_of_their_first_row() {
        let mut texts = Texts::default();
        ["b", "a", "b"].into_iter().for_each(|text| texts.push(text));
        texts.missing();
        let expected =
            Cells::Texts { values: vec!["b".into(), "a".into()], codes: vec![0, 1, 0, MISSING] };
        assert_eq!(texts.cells(b'.'), expected);
    }
}
