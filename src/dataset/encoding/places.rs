//! Which value of a category a cell is.

use std::collections::HashMap;

use super::UNSEEN;
use crate::dataset::kind::number_of;
use crate::dataset::table::{Cells, MISSING, TableColumn};
use crate::dataset::target;

/// The place of each row's value among those of a category.
pub(in crate::dataset) enum Places<'a> {
    /// That of each distinct text, and the text of each row.
    Texts {
        places: Vec<u32>,
        codes: &'a [u32],
        /// That of a missing one.
        absent: u32,
    },
    Rows(Vec<u32>),
}

impl Places<'_> {
    /// The place of a row's value, or [`MISSING`] or [`UNSEEN`].
    pub(in crate::dataset) fn get(&self, row: usize) -> u32 {
        match self {
            Self::Rows(places) => places[row],
            Self::Texts { places, codes, absent } => match codes[row] {
                MISSING => *absent,
                code => places[code as usize],
            },
        }
    }
}

/// The place of each row's value among `values`.
pub(in crate::dataset) fn places<'a>(column: &'a TableColumn, values: &[String]) -> Places<'a> {
    let known = Known::new(values);
    // Beside a plus a minus was a value, without one it looks missing.
    let absent = known.texts.get("-").copied().unwrap_or(MISSING);
    match &column.cells {
        Cells::Texts { values, codes } => {
            let places = values.iter().map(|text| known.place(text)).collect();
            Places::Texts { places, codes, absent }
        }
        cells => {
            let mut seen: HashMap<u64, u32> = HashMap::new();
            let mut place = |row| {
                let value = cells.number(row) + 0.0;
                if value.is_nan() {
                    return absent;
                }
                *seen
                    .entry(value.to_bits())
                    .or_insert_with(|| known.place(&target::number_name(value)))
            };
            Places::Rows((0..cells.len()).map(&mut place).collect())
        }
    }
}

/// Texts by which values are found. Numbers are found however they are written: one file's `1.0` is
/// another's `1`.
pub(in crate::dataset) struct Known<'a> {
    texts: HashMap<&'a str, u32>,
    numbers: HashMap<u64, u32>,
}

/// How the numbers among the values of a category are written besides, and the place that each then has: `1.0` for `1`,
/// and `1` for `1.0`.
#[cfg(feature = "export")]
pub(crate) fn written_otherwise(values: &[String]) -> Vec<(String, u32)> {
    let known = Known::new(values);
    let mut seen = std::collections::HashSet::new();
    let writings = values.iter().filter_map(|value| number_of(value)).flat_map(|number| {
        let short = target::number_name(number);
        let long = (!short.contains('.')).then(|| format!("{short}.0"));
        std::iter::once(short).chain(long)
    });
    let others = writings.filter(|text| !known.texts.contains_key(text.as_str()));
    let each = others.filter(|text| seen.insert(text.clone()));
    each.map(|text| (text.clone(), known.place(&text))).collect()
}

impl<'a> Known<'a> {
    pub(in crate::dataset) fn new(values: &'a [String]) -> Self {
        let texts = values.iter().zip(0..).map(|(text, place)| (text.as_str(), place)).collect();
        let mut numbers = HashMap::new();
        for (text, place) in values.iter().zip(0..) {
            if let Some(number) = number_of(text) {
                numbers.entry((number + 0.0).to_bits()).or_insert(place);
            }
        }
        Self { texts, numbers }
    }

    /// The place of a value, or [`UNSEEN`].
    pub(in crate::dataset) fn place(&self, text: &str) -> u32 {
        let number = || number_of(text).and_then(|n| self.numbers.get(&(n + 0.0).to_bits()));
        self.texts.get(text).or_else(number).copied().unwrap_or(UNSEEN)
    }
}

#[cfg(all(test, feature = "export"))]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_with_and_without_a_point() {
        let of = |values: &[&str]| -> Vec<(String, u32)> {
            written_otherwise(&values.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
        };
        let owned = |pairs: &[(&str, u32)]| -> Vec<(String, u32)> {
            pairs.iter().map(|(text, place)| ((*text).to_owned(), *place)).collect()
        };
        assert_eq!(of(&["1", "b", "2.0"]), owned(&[("1.0", 0), ("2", 2)]));
        // Of several the first, as it is when it is looked up.
        assert_eq!(of(&["01", "1.0", "-0.5"]), owned(&[("1", 0)]));
        assert_eq!(of(&["1", "1.0", "nan"]), []);
    }
}
