//! One column of numbers brought to a network's size and back, in f64.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::metrics;

/// How features are brought to a common size.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scaling {
    /// Each column to mean 0 and standard deviation 1 (of the population, `1/n`).
    Standard,
    /// Each column by its median and the distance of its quartiles, far values drawn in
    /// ([`Scale::clip`]).
    Robust,
    /// The same, and each column of many values in parts beside: between two of its quantiles a part rises
    /// from 0 to 1, so that what is learned of one part is not of the others (the piecewise linear encoding
    /// of Gorishniy et al., NeurIPS 2022, arXiv 2203.05556).
    Piecewise,
    /// Each column of a table from its range, the pixels of images from 0 to 255, to `[0, 1]`.
    Unit,
    /// As they are.
    None,
}

impl Scaling {
    /// Every scaling.
    pub const ALL: [Self; 5] =
        [Self::Standard, Self::Robust, Self::Piecewise, Self::Unit, Self::None];

    /// The name used on the command line and in model files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Robust => "robust",
            Self::Piecewise => "piecewise",
            Self::Unit => "unit",
            Self::None => "none",
        }
    }
}

impl fmt::Display for Scaling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Scaling {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|scaling| scaling.name() == name).ok_or_else(|| {
            Error::input(format!("there is no scaling {name:?}"))
                .advice("use standard, robust, piecewise, unit or none")
        })
    }
}

/// Parts of a column, of [`Scaling::Piecewise`].
const PARTS: usize = 8;

/// With no more edges than these a column has few values.
const FEWEST: usize = 3;

/// How far [`Scaling::Robust`] lets a value go.
const CLIP: f64 = 3.0;

/// Beyond this, `q / sqrt(1 + q^2)` is 1 to the last bit, and its square would not be finite for all.
pub(crate) const FAR: f64 = 1e9;

/// The map of a column's numbers to the network's, `(x - shift) / spread`, and of that, where there is a
/// `clip`, `clip q / sqrt(1 + q^2)` with `q` its quotient by `clip`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// In the column's units.
    pub shift: f64,
    /// In the column's units; 0 where every training sample has the same value, which becomes 0,
    /// as does any other.
    pub spread: f64,
    /// What the network's number comes near and never passes, of any sign: a smooth clip, as RealMLP has it
    /// (Holzmüller et al., NeurIPS 2024, arXiv 2407.04491). Of a feature alone: it has no way back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clip: Option<f64>,
}

impl Scale {
    pub(super) fn new(shift: f64, spread: f64) -> Self {
        // Twice the largest number is a spread too, but none that there is.
        let [shift, spread] = [shift, spread].map(|x| x.clamp(f64::MIN, f64::MAX));
        Self { shift, spread, clip: None }
    }

    /// To mean 0 and standard deviation 1.
    pub(super) fn standardised(fitted: &Statistics) -> Self {
        Self::new(fitted.mean, fitted.deviation)
    }

    /// From the range of the values to `[low, high]`.
    pub(super) fn ranged(fitted: &Statistics, [low, high]: [f64; 2]) -> Self {
        let spread = (fitted.highest - fitted.lowest) / (high - low);
        let spread = spread.clamp(f64::MIN, f64::MAX);
        Self::new(fitted.lowest - low * spread, spread)
    }

    /// From the median, by the distance of the quartiles; where these are equal, by half the range. Those
    /// of NumPy's `quantile`.
    fn robust(values: impl Iterator<Item = f64>) -> Self {
        let values = sorted(values);
        let (Some(first), Some(last)) = (values.first(), values.last()) else {
            return Self::new(0.0, 0.0);
        };
        let at = |share| quantile(&values, share);
        let spread = match at(0.75) - at(0.25) {
            distance if distance > 0.0 => distance,
            // Each of the two halves may be finite where the range is not.
            _ => last / 2.0 - first / 2.0,
        };
        Self { clip: Some(CLIP), ..Self::new(at(0.5), spread) }
    }

    /// The scale of a feature with these values, whose statistics are `fitted`.
    pub(super) fn of(
        scaling: Scaling,
        bytes: bool,
        fitted: &Statistics,
        values: impl Iterator<Item = f64>,
    ) -> Self {
        match scaling {
            Scaling::Robust | Scaling::Piecewise => Self::robust(values),
            Scaling::None => Self::new(0.0, 1.0),
            // The range of the format and not of the set: a pixel is as bright in every set.
            Scaling::Unit if bytes => Self::new(0.0, 255.0),
            Scaling::Unit => Self::ranged(fitted, [0.0, 1.0]),
            Scaling::Standard => Self::standardised(fitted),
        }
    }

    /// A value of the column as the network's number, rounded once.
    pub(crate) fn encode(&self, value: f64) -> f32 {
        if self.spread == 0.0 {
            return 0.0;
        }
        let mut scaled = (value - self.shift) / self.spread;
        if !scaled.is_finite() {
            // The difference of two numbers may be none where each of them is one.
            scaled = value / self.spread - self.shift / self.spread;
        }
        match self.clip {
            // What is not finite stays so, that it may be refused; a far value is drawn in.
            Some(clip) if value.is_finite() => {
                let q = (scaled / clip).clamp(-FAR, FAR);
                (clip * (q / (1.0 + q * q).sqrt())) as f32
            }
            _ => scaled as f32,
        }
    }

    /// [`Self::encode`] of each.
    pub(super) fn encode_all(&self, values: &[f64], numbers: &mut [f32]) {
        let both = numbers.iter_mut().zip(values);
        match self.clip {
            // By themselves, so that the loops are ones of vectors.
            None if self.shift == 0.0 && self.spread == 1.0 => {
                both.for_each(|(number, &value)| *number = value as f32);
            }
            None if self.spread != 0.0 => {
                both.for_each(|(number, &value)| {
                    *number = ((value - self.shift) / self.spread) as f32;
                });
                if !numbers.iter().fold(true, |all, number| all & number.is_finite()) {
                    let both = numbers.iter_mut().zip(values);
                    both.for_each(|(number, &value)| *number = self.encode(value));
                }
            }
            _ => both.for_each(|(number, &value)| *number = self.encode(value)),
        }
    }

    /// The network's number as a value of the column, of a scale without a clip.
    pub(super) fn decode(&self, number: f32) -> f64 {
        f64::from(number) * self.spread + self.shift
    }

    pub(super) fn is_usable(&self) -> bool {
        let clip = self.clip.is_none_or(|clip| clip.is_finite() && clip > 0.0);
        self.shift.is_finite() && self.spread.is_finite() && clip
    }
}

/// The values that are not missing, the least first.
fn sorted(values: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut values: Vec<_> = values.filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    values
}

/// Between the two of `values` (sorted, not none) that are nearest, as NumPy has it.
fn quantile(values: &[f64], share: f64) -> f64 {
    let place = share * (values.len() - 1) as f64;
    let (low, part) = (values[place as usize], place.fract());
    let high = values[place.ceil() as usize];
    low * (1.0 - part) + high * part
}

/// Where the parts of a column begin and end: its quantiles, those that are equal once. None of a column of
/// few values, or of a range that is no number.
pub(super) fn edges(scaling: Scaling, values: impl Iterator<Item = f64>) -> Vec<f64> {
    if scaling != Scaling::Piecewise {
        return Vec::new();
    }
    let values = sorted(values);
    if values.is_empty() {
        return Vec::new();
    }
    let mut edges: Vec<f64> =
        (0..=PARTS).map(|part| quantile(&values, part as f64 / PARTS as f64)).collect();
    edges.dedup();
    let is_usable = edges.len() > FEWEST && are_edges(&edges);
    if is_usable { edges } else { Vec::new() }
}

/// Whether these can be where parts begin and end.
pub(super) fn are_edges(edges: &[f64]) -> bool {
    let is_part = |pair: &[f64]| pair[1] > pair[0] && (pair[1] - pair[0]).is_finite();
    edges.len() != 1 && edges.iter().all(|edge| edge.is_finite()) && edges.windows(2).all(is_part)
}

/// The parts between edges, each from 0 to 1 where what is beyond stays at its end.
pub(crate) fn parts(edges: &[f64]) -> impl Iterator<Item = Scale> + '_ {
    edges.windows(2).map(|pair| Scale::new(pair[0], pair[1] - pair[0]))
}

/// What the training samples say of one column.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Statistics {
    /// The number of values, without those that are missing.
    pub(super) count: usize,
    pub(super) mean: f64,
    /// The standard deviation of the population; exactly 0 if all values are equal.
    pub(super) deviation: f64,
    pub(super) lowest: f64,
    pub(super) highest: f64,
}

impl Statistics {
    /// The statistics of values of which those that are NaN are missing. Without any, mean and
    /// deviation are 0.
    pub(super) fn of(values: &[f64]) -> Self {
        let count = values.iter().filter(|value| !value.is_nan()).count();
        // Usually none is missing, and a loop that need not ask takes a third of the time.
        let present: Cow<[f64]> = match count == values.len() {
            true => values.into(),
            false => values.iter().copied().filter(|value| !value.is_nan()).collect(),
        };
        let Some(&first) = present.first() else {
            return Self { count, mean: 0.0, deviation: 0.0, lowest: 0.0, highest: 0.0 };
        };
        // Two passes, and the first about a value: a Unix time loses nothing to its size.
        let weight = 1.0 / count as f64;
        let (mut mean, mut lowest, mut highest) = (0.0, first, first);
        for &value in &*present {
            mean += (value - first) * weight;
            lowest = if value < lowest { value } else { lowest };
            highest = if value > highest { value } else { highest };
        }
        let mean = (first + mean).clamp(lowest, highest);
        let square: f64 = present.iter().map(|value| (value - mean).powi(2) * weight).sum();
        // The rounding of the mean would be taken for a spread.
        let (mean, deviation) = match (lowest == highest, square) {
            (true, _) => (mean, 0.0),
            (false, square) if metrics::is_exact(square) => (mean, square.sqrt()),
            _ => extreme(&present, lowest, highest),
        };
        Self { count, mean, deviation, lowest, highest }
    }

    /// Of values that do not change yet: a deviation and a range of 1 about them.
    pub(super) fn widened(self) -> Self {
        if self.lowest < self.highest {
            return self;
        }
        let (lowest, highest) = (self.lowest - 0.5, self.highest + 0.5);
        Self { deviation: 1.0, lowest, highest, ..self }
    }
}

/// Mean and deviation of numbers that differ, so large or so small that the squares are no numbers, or their
/// differences are none.
fn extreme(values: &[f64], lowest: f64, highest: f64) -> (f64, f64) {
    // Halves differ by a number that there is; those of the smallest would not be exact.
    let half = if (highest - lowest).is_finite() { 1.0 } else { 0.5 };
    let weight = 1.0 / values.len() as f64;
    let each = || values.iter().map(|value| value * half);
    let first = values[0] * half;
    let mean = first + each().map(|value| (value - first) * weight).sum::<f64>();
    let farthest = each().map(|value| (value - mean).abs()).fold(0.0, f64::max);
    let square: f64 = each().map(|value| ((value - mean) / farthest).powi(2) * weight).sum();
    let deviation = (farthest * square.sqrt() / half).min(f64::MAX);
    ((mean / half).clamp(lowest, highest), deviation)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_of_large_numbers_close_together() {
        let fitted = Statistics::of(&[1e15, f64::NAN, 1e15 + 2.0, 1e15 + 4.0]);
        assert_eq!((fitted.count, fitted.mean), (3, 1e15 + 2.0));
        assert!((fitted.deviation - (8.0f64 / 3.0).sqrt()).abs() < 1e-12);
        let none = Statistics::of(&[f64::NAN]);
        assert_eq!((none.count, none.mean, none.deviation), (0, 0.0, 0.0));
        let equal = Statistics::of(&[0.1; 10]);
        assert_eq!((equal.mean, equal.deviation), (0.1, 0.0));
    }

    #[test]
    fn numbers_of_every_size_have_the_deviation_that_usual_ones_have() {
        let usual = [-3.0, 1.0, 2.5, 7.0];
        let fitted = Statistics::of(&usual);
        // The last are no normal numbers, and have fewer digits.
        for (size, error) in [(1e-170, 1e-14), (1e160, 1e-14), (2e307, 1e-14), (1e-312, 1e-9)] {
            let values = usual.map(|value| value * size);
            let found = Statistics::of(&values);
            let is_near = |found: f64, usual: f64| (found / size - usual).abs() < error * 10.0;
            assert!(is_near(found.deviation, fitted.deviation), "{size}: {found:?}");
            assert!(is_near(found.mean, fitted.mean), "{size}: {found:?}");
            let (scale, usual_scale) = (Scale::standardised(&found), Scale::standardised(&fitted));
            let mut all = [0.0; 4];
            scale.encode_all(&values, &mut all);
            for ((found, value), usual) in all.into_iter().zip(values).zip(usual) {
                assert!((found - usual_scale.encode(usual)).abs() < 1e-6, "{size}: {found}");
                assert_eq!(found.to_bits(), scale.encode(value).to_bits());
            }
        }
        let far = Statistics::of(&[f64::MIN, f64::MAX]);
        assert_eq!((far.mean, far.deviation), (0.0, f64::MAX));
        let scale = Scale::new(f64::MIN, f64::MAX);
        assert_eq!(scale.encode(f64::MAX), 2.0);
    }

    #[test]
    fn quartiles_and_a_smooth_clip() {
        let values = [1.0, 2.0, f64::NAN, 3.0, 4.0, 1e300];
        let scale = Scale::robust(values.into_iter());
        assert_eq!((scale.shift, scale.spread, scale.clip), (3.0, 2.0, Some(3.0)));
        // x / sqrt(1 + (x / 3)^2), which is odd and ends at 3.
        for (value, expected) in
            [(3.0, 0.0), (5.0, 0.948_683_3), (1.0, -0.948_683_3), (9.0, 2.121_320_3)]
        {
            assert_eq!(scale.encode(value), expected, "{value}");
        }
        assert_eq!((scale.encode(1e300), scale.encode(-1e300)), (3.0, -3.0));
        assert!(scale.encode(f64::INFINITY).is_infinite() && scale.encode(f64::NAN).is_nan());
        // Most are equal: half the range.
        let scale = Scale::robust([0.0, 0.0, 0.0, 0.0, 8.0].into_iter());
        assert_eq!((scale.shift, scale.spread), (0.0, 4.0));
        let scale = Scale::robust([5.0; 3].into_iter());
        assert_eq!((scale.spread, scale.encode(7.0)), (0.0, 0.0));
    }

    #[test]
    fn all_are_encoded_as_each() {
        let values = [0.0, -0.0, 1.0, -3.5, 1e300, f64::MIN_POSITIVE, f64::INFINITY, f64::NAN, 0.1];
        let robust = Scale::robust(values[2..6].iter().copied());
        for scale in [Scale::new(0.0, 1.0), Scale::new(0.5, 3.0), Scale::new(2.0, 0.0), robust] {
            let mut all = [7.0; 9];
            scale.encode_all(&values, &mut all);
            let each = values.map(|value| scale.encode(value));
            let bits = |number: f32| if number.is_nan() { u32::MAX } else { number.to_bits() };
            assert_eq!(all.map(bits), each.map(bits), "{scale:?}");
        }
    }

    #[test]
    fn whatever_is_finite_has_a_usable_scale() {
        for values in [[f64::MIN, f64::MAX], [0.0, f64::MIN_POSITIVE], [1e300, -1e300], [3.0, 3.0]]
        {
            let fitted = Statistics::of(&values);
            let robust = Scale::robust(values.into_iter());
            for scale in [robust, Scale::standardised(&fitted), Scale::ranged(&fitted, [0.1, 0.9])]
            {
                assert!(scale.is_usable(), "{values:?}: {scale:?}");
            }
        }
    }
}
