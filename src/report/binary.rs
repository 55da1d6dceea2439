//! How well the probability of one of two classes tells them apart, and how much it is to be believed.

use serde::{Deserialize, Serialize};

use super::{Figure, figure};
use crate::metrics::{Answers, area_under_roc};

/// A probability beside what was so.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Binary {
    /// The class or the label whose probability it is.
    pub name: String,
    /// Samples that are of it.
    pub positives: u64,
    /// Samples.
    pub samples: u64,
    /// The receiver operating characteristic.
    pub roc: Roc,
    /// Probabilities beside frequencies.
    pub calibration: Calibration,
}

/// The receiver operating characteristic, from (0, 0) to (1, 1). Empty where all samples or none are of
/// the class.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Roc {
    /// Of the samples that are not of the class, the share taken for it.
    pub false_positive_rate: Vec<f64>,
    /// Of the samples of the class, the share taken for it.
    pub true_positive_rate: Vec<f64>,
    /// The probability from which on a sample is taken for it; none at the first, where no sample is.
    pub thresholds: Vec<Figure>,
    /// [`area_under_roc`], from all samples.
    pub area: Figure,
}

/// A reliability diagram: ten bins of equal width of the probability, those without samples left out.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Calibration {
    /// The mean probability of the samples in a bin.
    pub predicted: Vec<f64>,
    /// The share of them that is of the class.
    pub observed: Vec<f64>,
    /// How many there are.
    pub counts: Vec<u64>,
    /// The expected calibration error: the mean over the samples of how far their bin is off (Naeini,
    /// Cooper and Hauskrecht 2015).
    pub error: Figure,
}

/// Points of a curve at the most, about.
const POINTS: usize = 300;

/// Bins of the probability.
const BINS: usize = 10;

impl Binary {
    /// Of the probabilities `scores` that a sample is of a class, and whether it is; both `[samples]`.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn new(name: impl Into<String>, scores: &[f64], is_of_class: &[bool]) -> Self {
        Self {
            name: name.into(),
            positives: is_of_class.iter().filter(|is| **is).count() as u64,
            samples: scores.len() as u64,
            roc: Roc::new(scores, is_of_class),
            calibration: Calibration::new(scores, is_of_class),
        }
    }

    /// Of the second of two classes.
    pub(super) fn of(name: &str, answers: &Answers) -> Self {
        let (scores, is_of_class) = answers.against_rest(1);
        Self::new(name, &scores, &is_of_class)
    }
}

impl Roc {
    /// Its points are those of scikit-learn's `roc_curve`, which leaves out what lies on a straight line;
    /// of more than a page bears they are a choice.
    fn new(scores: &[f64], is_of_class: &[bool]) -> Self {
        let area = area_under_roc(scores, is_of_class, None);
        if area.is_nan() {
            return Self::default();
        }
        let mut order: Vec<usize> = (0..scores.len()).collect();
        order.sort_unstable_by(|&a, &b| scores[b].total_cmp(&scores[a]));
        // Counts of wrong and right ones down to each score.
        let mut points: Vec<(i64, i64, f64)> = Vec::new();
        let (mut wrong, mut right) = (0, 0);
        for tied in order.chunk_by(|&a, &b| scores[a] == scores[b]) {
            for &sample in tied {
                *if is_of_class[sample] { &mut right } else { &mut wrong } += 1;
            }
            points.push((wrong, right, scores[tied[0]]));
        }
        let bends = |place: &usize| {
            let Some([before, here, after]) = place
                .checked_sub(1)
                .and_then(|first| points.get(first..first + 3))
                .map(|p| [p[0], p[1], p[2]])
            else {
                return true;
            };
            after.0 - 2 * here.0 + before.0 != 0 || after.1 - 2 * here.1 + before.1 != 0
        };
        let mut kept: Vec<_> = (0..points.len()).filter(bends).map(|place| points[place]).collect();
        let every = kept.len().div_ceil(POINTS).max(1);
        let last = kept.len() - 1;
        let mut place = 0..;
        kept.retain(|_| {
            place.next().is_some_and(|place: usize| place.is_multiple_of(every) || place == last)
        });
        let mut roc = Self {
            false_positive_rate: vec![0.0],
            true_positive_rate: vec![0.0],
            thresholds: vec![None],
            area: figure(area),
        };
        for (of_others, of_class, threshold) in kept {
            roc.false_positive_rate.push(share(of_others, wrong));
            roc.true_positive_rate.push(share(of_class, right));
            roc.thresholds.push(figure(threshold));
        }
        roc
    }
}

fn share(part: i64, whole: i64) -> f64 {
    figure(part as f64 / whole as f64).unwrap_or(0.0)
}

impl Calibration {
    /// As scikit-learn's `calibration_curve` with `strategy="uniform"`: a probability at the border of two
    /// bins is of the lower one.
    fn new(scores: &[f64], is_of_class: &[bool]) -> Self {
        let mut bins = [(0u64, 0.0, 0u64); BINS];
        for (&score, &is) in scores.iter().zip(is_of_class).filter(|(score, _)| !score.is_nan()) {
            let below = |&border: &usize| (border as f64 / BINS as f64) < score;
            let (count, sum, positives) = &mut bins[(1..BINS).filter(below).count()];
            *count += 1;
            *sum += score;
            *positives += u64::from(is);
        }
        let mut calibration = Self::default();
        let all: u64 = bins.iter().map(|(count, ..)| count).sum();
        let mut error = 0.0;
        for (count, sum, positives) in bins.into_iter().filter(|(count, ..)| *count > 0) {
            let (predicted, observed) = (sum / count as f64, positives as f64 / count as f64);
            error += (predicted - observed).abs() * count as f64 / all as f64;
            calibration.predicted.push(figure(predicted).unwrap_or(0.0));
            calibration.observed.push(figure(observed).unwrap_or(0.0));
            calibration.counts.push(count);
        }
        calibration.error = (all > 0).then_some(error).and_then(figure);
        calibration
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_class_alone_has_no_curve_and_a_calibration_all_the_same() {
        let found = Binary::new("a", &[0.1, 0.9], &[true, true]);
        assert_eq!(found.roc, Roc::default());
        assert_eq!(found.calibration.observed, [1.0, 1.0]);
        assert_eq!(found.calibration.error, Some(0.5));
        assert_eq!(Binary::new("a", &[], &[]).calibration, Calibration::default());
    }

    #[test]
    fn a_curve_of_many_points_is_thinned_and_its_area_is_not() {
        let scores: Vec<_> = (0..10_000).map(|i| f64::from(i) / 10_000.0).collect();
        let truths: Vec<_> = (0..10_000u32).map(|i| (i * 7919) % 10_007 < i).collect();
        let found = Binary::new("a", &scores, &truths).roc;
        assert!(found.thresholds.len() <= POINTS + 2 && found.thresholds.len() > POINTS / 2);
        assert_eq!(found.area, figure(area_under_roc(&scores, &truths, None)));
        let ends = |rates: &[f64]| (rates[0], *rates.last().unwrap());
        assert_eq!(ends(&found.false_positive_rate), (0.0, 1.0));
        assert_eq!(ends(&found.true_positive_rate), (0.0, 1.0));
    }
}
