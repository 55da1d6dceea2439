//! Inputs that are an image, and what is drawn like one.

use serde::{Deserialize, Serialize};

use crate::dataset::{Encoding, Feature, Preprocessing, Scale};

/// One picture: a byte a pixel, from the left to the right and then down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Picture {
    /// `[height, width]`; of weights 128 is 0, and more is positive.
    pub pixels: Vec<u8>,
}

/// Pictures of one size.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pictures {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// The weight that 1 and 255 stand for, with its sign.
    pub largest: f64,
    /// How many there are; no more than a page bears are in `pictures`.
    pub count: usize,
    /// The pictures.
    pub pictures: Vec<Picture>,
}

/// Units of the first layer that are drawn.
const UNITS: usize = 64;

/// Pixels of an image at the most that a page has room for.
const PIXELS: usize = 4096;

/// Inputs that are the pixels of a grey image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// Pixels from left to right.
    pub width: usize,
    /// Pixels from top to bottom.
    pub height: usize,
    /// The pixel of each input; others never change, and are no inputs.
    pub places: Vec<usize>,
}

impl Grid {
    /// The image that inputs are, if they are one: at least half of the pixels of a square, each a column
    /// of numbers, named after its place as `pixel 1`, `pixel0`, `p07`, `3x4` or `r3c4`.
    pub fn of(preprocessing: &Preprocessing) -> Option<Self> {
        let features = &preprocessing.features;
        let is_pixel = |encoding: &Encoding| {
            matches!(
                encoding,
                Encoding::Number { indicator: false, .. }
                    | Encoding::Boolean { indicator: false, .. }
            )
        };
        let is_one = |encoding: &Encoding| is_pixel(encoding) && encoding.width() == 1;
        if !features.iter().all(|feature| is_one(&feature.encoding)) {
            return None;
        }
        let names: Vec<_> = features.iter().map(|feature| &*feature.name).collect();
        let places = numbered(&names).or_else(|| in_rows(&names))?;
        let (side, places) = places;
        let mut known = places.clone();
        known.sort_unstable();
        known.dedup();
        let is_enough = side >= 4 && 2 * places.len() >= side * side && side * side <= PIXELS;
        (is_enough && known.len() == places.len()).then_some(Self {
            width: side,
            height: side,
            places,
        })
    }

    /// One byte a pixel of what `byte` makes of each input; the others are `rest`.
    fn draw(&self, rest: u8, byte: impl Fn(usize) -> u8) -> Picture {
        let mut pixels = vec![rest; self.width * self.height];
        for (input, &place) in self.places.iter().enumerate() {
            pixels[place] = byte(input);
        }
        Picture { pixels }
    }

    /// The picture of a sample, from its inputs as the network sees them: black is 0 or what is below, white
    /// the brightest of its pixels.
    pub(super) fn sample(&self, preprocessing: &Preprocessing, inputs: &[f32]) -> Picture {
        let of = |(&input, feature): (&f32, &Feature)| match &feature.encoding {
            Encoding::Number { scale, .. } => decoded(scale, input),
            _ => f64::from(input),
        };
        let values: Vec<f64> = inputs.iter().zip(&preprocessing.features).map(of).collect();
        let low = values.iter().copied().fold(0.0, f64::min);
        let high = values.iter().copied().fold(low, f64::max);
        let spread = if high > low { high - low } else { 1.0 };
        let byte = |value: f64| ((value - low) / spread * 255.0).round().clamp(0.0, 255.0) as u8;
        self.draw(byte(0.0), |input| byte(values[input]))
    }
}

/// The value of a column that an input stands for, about: a clip is undone as far as f32 lets it.
pub(super) fn decoded(scale: &Scale, input: f32) -> f64 {
    let scaled = match scale.clip {
        None => f64::from(input),
        Some(clip) => {
            let share = f64::from(input) / clip;
            // What is at the clip in f32 is as far as that shows.
            f64::from(input) / (1.0 - share * share).max(f64::from(f32::EPSILON)).sqrt()
        }
    };
    scaled * scale.spread + scale.shift
}

/// Names that are one word and a number, counted from 0 or 1: the side of the square, and each place.
fn numbered(names: &[&str]) -> Option<(usize, Vec<usize>)> {
    let stem = names.first()?.trim_end_matches(|c: char| c.is_ascii_digit());
    let known = ["pixel", "pixel ", "pixel_", "px", "px_", "pix"];
    if !known.contains(&&*stem.to_lowercase()) {
        return None;
    }
    let number = |name: &&str| name.strip_prefix(stem)?.parse::<usize>().ok();
    let numbers: Vec<usize> = names.iter().map(number).collect::<Option<_>>()?;
    let (least, most) = (*numbers.iter().min()?, *numbers.iter().max()?);
    // What is counted from 1 never has a 0; what is counted from 0 ends below a square.
    let is_square = |count: usize| count.isqrt().pow(2) == count;
    let first = usize::from(least > 0 && (is_square(most) || !is_square(most + 1)));
    let count = most + 1 - first;
    let side = count.isqrt() + usize::from(!is_square(count));
    Some((side, numbers.iter().map(|number| number - first).collect()))
}

/// Names that hold a row and a column: the side of the square, and each place.
fn in_rows(names: &[&str]) -> Option<(usize, Vec<usize>)> {
    let stem = names.first()?.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_short = names.iter().all(|name| name.len() == stem.len() + 2);
    let pair = |name: &&str| -> Option<(usize, usize)> {
        let parsed = |row: &str, column: &str| Some((row.parse().ok()?, column.parse().ok()?));
        if is_short && stem.len() <= 2 {
            let digits = name.strip_prefix(stem)?;
            return parsed(digits.get(..1)?, digits.get(1..)?);
        }
        let mut numbers = name.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        let letters: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
        let known = ["x", "_", "rc", "r_c", "pixel__", "pixel_x", "p__"];
        match (numbers.next(), numbers.next(), numbers.next()) {
            (Some(row), Some(column), None) if known.contains(&&*letters) => parsed(row, column),
            _ => None,
        }
    };
    let pairs: Vec<(usize, usize)> = names.iter().map(pair).collect::<Option<_>>()?;
    let all = || pairs.iter().flat_map(|&(row, column)| [row, column]);
    let first = all().min()?.min(1);
    let side = all().max()? + 1 - first;
    Some((side, pairs.iter().map(|&(row, column)| (row - first) * side + column - first).collect()))
}

impl Pictures {
    /// The weights `[inputs, outputs]` of a first layer, a picture a unit.
    pub fn of_weights(grid: &Grid, weight: &[f32]) -> Self {
        let units = weight.len() / grid.places.len().max(1);
        let largest = weight.iter().fold(0.0f32, |most, value| most.max(value.abs()));
        let byte = |value: f32| (128.0 + 127.0 * value / largest.max(f32::MIN_POSITIVE)) as u8;
        let picture = |unit: usize| grid.draw(128, |input| byte(weight[input * units + unit]));
        Self {
            width: grid.width,
            height: grid.height,
            largest: f64::from(largest),
            count: units,
            pictures: (0..units.min(UNITS)).map(picture).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_are_drawn_unit_by_unit_about_their_zero() {
        // 4 inputs, 2 units.
        let weight = [1.0, 0.0, -1.0, 0.5, 0.0, -0.5, 0.25, 0.0];
        let grid = Grid { width: 2, height: 2, places: vec![0, 1, 2, 3] };
        let drawn = Pictures::of_weights(&grid, &weight);
        assert_eq!((drawn.count, drawn.largest), (2, 1.0));
        assert_eq!(drawn.pictures[0].pixels, [255, 1, 128, 159]);
        assert_eq!(drawn.pictures[1].pixels, [128, 191, 64, 128]);
        // A layer of zeros, whose second pixel never changed.
        let grid = Grid { width: 2, height: 1, places: vec![0] };
        assert_eq!(Pictures::of_weights(&grid, &[0.0]).pictures[0].pixels, [128, 128]);
    }

    #[test]
    fn a_pixel_is_found_by_its_name() {
        let names = |texts: &[&'static str]| texts.to_vec();
        let found = |texts: &[&'static str]| {
            let names = names(texts);
            numbered(&names).or_else(|| in_rows(&names))
        };
        assert_eq!(found(&["pixel 1", "pixel 2", "pixel 4"]), Some((2, vec![0, 1, 3])));
        assert_eq!(found(&["pixel0", "pixel3"]), Some((2, vec![0, 3])));
        // The first and the last never changed.
        assert_eq!(found(&["pixel1", "pixel7"]), Some((3, vec![0, 6])));
        assert_eq!(found(&["p01", "p10", "p77"]), Some((8, vec![1, 8, 63])));
        assert_eq!(found(&["1x1", "1x2", "28x28"]), Some((28, vec![0, 1, 783])));
        assert_eq!(found(&["r0c1", "r3c3"]), Some((4, vec![1, 15])));
        assert_eq!(found(&["age", "income"]), None);
        assert_eq!(found(&["x1", "y2"]), None);
    }
}
