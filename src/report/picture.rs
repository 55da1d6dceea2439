//! Inputs that are an image, and what is drawn like one.

use serde::{Deserialize, Serialize};

use crate::dataset::{Encoding, Preprocessing, Scale};

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

/// Width and height where inputs are grey images: columns of numbers, each one input, that are called
/// `pixel 1` and so on, as readers of images do, or are called after their place, as `p00` to `p77` and
/// `1x1` to `28x28` are, and fill a square.
pub fn shape_of(preprocessing: &Preprocessing) -> Option<(usize, usize)> {
    let features = &preprocessing.features;
    let is_pixel = |encoding: &Encoding| {
        matches!(
            encoding,
            Encoding::Number { indicator: false, .. } | Encoding::Boolean { indicator: false, .. }
        )
    };
    let side = (features.len() as f64).sqrt().round() as usize;
    let is_square = side >= 4 && side * side == features.len() && side * side <= PIXELS;
    if !is_square || !features.iter().all(|feature| is_pixel(&feature.encoding)) {
        return None;
    }
    let (first, last) = (&features[0].name, &features[features.len() - 1].name);
    let stem = |name: &str| {
        let letters = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == 'x' || c == '_');
        letters.to_lowercase()
    };
    let known = ["pixel ", "pixel", "p", "px", "x", "", "pix"];
    let alike = features.iter().all(|feature| stem(&feature.name) == stem(first));
    let has_place = |name: &str| name.ends_with(|c: char| c.is_ascii_digit());
    (alike && known.contains(&&*stem(first)) && has_place(first) && has_place(last))
        .then_some((side, side))
}

/// The range of the pixels, over which samples are drawn.
pub(super) fn range(inputs: &[f32]) -> (f32, f32) {
    inputs.iter().fold((f32::INFINITY, f32::NEG_INFINITY), |(low, high), &value| {
        (low.min(value), high.max(value))
    })
}

/// The picture of a sample, from its inputs as the network sees them.
pub(super) fn of_sample(preprocessing: &Preprocessing, inputs: &[f32]) -> Picture {
    let scale = |encoding: &Encoding| match encoding {
        Encoding::Number { scale, .. } => *scale,
        _ => Scale { shift: 0.0, spread: 1.0 },
    };
    let decoded: Vec<f32> = inputs
        .iter()
        .zip(&preprocessing.features)
        .map(|(&input, feature)| {
            let scale = scale(&feature.encoding);
            (f64::from(input) * scale.spread + scale.shift) as f32
        })
        .collect();
    let (low, high) = range(&decoded);
    let low = low.min(0.0);
    let spread = if high > low { high - low } else { 1.0 };
    let pixel = |&value: &f32| ((value - low) / spread * 255.0).round().clamp(0.0, 255.0) as u8;
    Picture { pixels: decoded.iter().map(pixel).collect() }
}

impl Pictures {
    /// The weights `[inputs, outputs]` of a first layer, a picture a unit.
    pub fn of_weights((width, height): (usize, usize), weight: &[f32]) -> Self {
        let inputs = width * height;
        let units = weight.len() / inputs;
        let largest = weight.iter().fold(0.0f32, |most, value| most.max(value.abs()));
        let pixel = |value: f32| (128.0 + 127.0 * value / largest.max(f32::MIN_POSITIVE)) as u8;
        let picture = |unit: usize| Picture {
            pixels: (0..inputs).map(|input| pixel(weight[input * units + unit])).collect(),
        };
        Self {
            width,
            height,
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
        let drawn = Pictures::of_weights((2, 2), &weight);
        assert_eq!((drawn.count, drawn.largest), (2, 1.0));
        assert_eq!(drawn.pictures[0].pixels, [255, 1, 128, 159]);
        assert_eq!(drawn.pictures[1].pixels, [128, 191, 64, 128]);
        // A layer of zeros.
        assert_eq!(Pictures::of_weights((1, 1), &[0.0]).pictures[0].pixels, [128]);
    }
}
