//! Features that are the pixels of a square picture.

use gradshader::dataset::{Encoding, Kind, Preprocessing, Samples};
use serde::Serialize;

use crate::data::range;

/// A square picture, and which of its pixels are features: those that never change are none.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Image {
    /// Pixels of a side.
    pub(crate) side: usize,
    /// What the brightest pixel counts.
    pub(crate) brightest: f64,
    /// The place of each feature, row by row from the top.
    pub(crate) pixels: Vec<usize>,
}

/// The least side of what is taken for a picture.
const LEAST_SIDE: usize = 7;

/// Whether a table's features are pixels: whole numbers from 0 up to one that pictures have, in columns
/// that are named or counted as pixels are.
pub(crate) fn image(samples: &Samples) -> Option<Image> {
    let mut brightest = 0.0f64;
    for (chosen, column) in std::iter::zip(&samples.features, samples.feature_columns()) {
        let cells = &column.cells;
        let is_whole = |row: usize| {
            let number = cells.number(row);
            number >= 0.0 && number.fract() == 0.0
        };
        if chosen.kind != Kind::Number || !(0..cells.len()).all(is_whole) {
            return None;
        }
        brightest = brightest.max(range(cells)[1]);
    }
    if ![1.0, 15.0, 16.0, 255.0].contains(&brightest) {
        return None;
    }
    let names: Vec<_> = samples.feature_columns().map(|column| column.name.as_str()).collect();
    let (side, pixels) = places(&names)?;
    Some(Image { side, brightest, pixels })
}

/// The same of a model, as far as the names of its features and their scales say.
pub(crate) fn image_of(preprocessing: &Preprocessing) -> Option<Image> {
    let scale = |encoding: &Encoding| match encoding {
        Encoding::Number { scale, .. } => Some(*scale),
        _ => None,
    };
    let features = &preprocessing.features;
    let scales =
        features.iter().map(|feature| scale(&feature.encoding)).collect::<Option<Vec<_>>>()?;
    let names: Vec<_> = features.iter().map(|feature| feature.name.as_str()).collect();
    let (side, pixels) = places(&names)?;
    // Where they were brought from a range, that says how bright a pixel can be; else pictures of a few
    // pixels have 16 shades as the bundled ones, and larger ones 255.
    let is_range = scales.iter().all(|scale| scale.shift == 0.0);
    let brightest = match is_range {
        true => scales.iter().map(|scale| scale.spread).fold(0.0, f64::max),
        false if side <= 8 => 16.0,
        false => 255.0,
    };
    Some(Image { side, brightest, pixels })
}

/// The side, and the place of each pixel, by names: `p07` or `3x12` say row and column, `pixel 12` and
/// `pixel12` a number; those that say nothing are counted, if they are all there.
fn places(names: &[&str]) -> Option<(usize, Vec<usize>)> {
    let by_row = |name: &&str| -> Option<[usize; 2]> {
        let digits = name.strip_prefix('p')?.as_bytes();
        let [row, column] = digits else { return None };
        Some([row, column].map(|digit| char::from(*digit).to_digit(10).map(|d| d as usize)))
            .and_then(|[row, column]| Some([row?, column?]))
    };
    let by_cross = |name: &&str| -> Option<[usize; 2]> {
        let (row, column) = name.split_once('x')?;
        Some([
            row.parse::<usize>().ok()?.checked_sub(1)?,
            column.parse::<usize>().ok()?.checked_sub(1)?,
        ])
    };
    let by_number = |name: &&str| name.strip_prefix("pixel")?.trim_start().parse::<usize>().ok();
    let of_pairs = |pairs: Vec<[usize; 2]>| {
        let side = pairs.iter().flatten().max()? + 1;
        Some((side, pairs.into_iter().map(|[row, column]| row * side + column).collect()))
    };
    let of_numbers = |numbers: Vec<usize>| {
        // IDX counts from 1, Kaggle's tables from 0.
        let first = usize::from(names.iter().any(|name| name.starts_with("pixel ")));
        let places = numbers.into_iter().map(|number| number.checked_sub(first));
        let places = places.collect::<Option<Vec<_>>>()?;
        let side = (places.iter().max()? + 1).isqrt();
        let side = if side * side > *places.iter().max()? { side } else { side + 1 };
        Some((side, places))
    };
    let counted = || {
        let side = names.len().isqrt();
        (side * side == names.len()).then(|| (side, (0..names.len()).collect()))
    };
    let pairs = names.iter().map(by_row).collect::<Option<Vec<_>>>();
    let pairs = pairs.or_else(|| names.iter().map(by_cross).collect());
    let numbers = || names.iter().map(by_number).collect::<Option<Vec<_>>>();
    let (side, places): (usize, Vec<usize>) = match pairs {
        Some(pairs) => of_pairs(pairs)?,
        None => match numbers() {
            Some(numbers) => of_numbers(numbers)?,
            None => counted()?,
        },
    };
    // Two names of one pixel are no picture, nor are a few pixels of a large one.
    let mut sorted = places.clone();
    sorted.sort_unstable();
    sorted.dedup();
    let is_picture =
        sorted.len() == places.len() && side >= LEAST_SIDE && 2 * places.len() >= side * side;
    is_picture.then_some((side, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: impl Iterator<Item = String>) -> Option<(usize, Vec<usize>)> {
        let names: Vec<_> = names.collect();
        places(&names.iter().map(String::as_str).collect::<Vec<_>>())
    }

    #[test]
    fn pixels_are_found_by_their_names() {
        let grid = |side: usize| (0..side * side).map(move |at| (at / side, at % side));
        let of = named(grid(8).filter(|at| *at != (0, 0)).map(|(r, c)| format!("p{r}{c}")));
        assert_eq!(of, Some((8, (1..64).collect())));
        let of = named(grid(28).map(|(r, c)| format!("{}x{}", r + 1, c + 1)));
        assert_eq!(of, Some((28, (0..784).collect())));
        assert_eq!(named((1..=784).map(|n| format!("pixel {n}"))), Some((28, (0..784).collect())));
        assert_eq!(named((0..784).map(|n| format!("pixel{n}"))), Some((28, (0..784).collect())));
        assert_eq!(named((0..49).map(|n| format!("c{n}"))), Some((7, (0..49).collect())));
        assert_eq!(named((0..36).map(|n| format!("c{n}"))), None);
        assert_eq!(named((0..48).map(|n| format!("c{n}"))), None);
        assert_eq!(named([String::from("p77")].into_iter()), None);
    }
}
