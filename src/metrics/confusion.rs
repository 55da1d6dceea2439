//! Which class was taken for which, and what follows from that alone.

use super::argmax;

/// How often each class was taken for each other. It takes memory for the samples and for the
/// classes, not for their square, until [`Self::rows`] are asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Confusion {
    /// `[samples]`, the true and the predicted class.
    pairs: Vec<(u32, u32)>,
    /// One a class.
    tallies: Vec<Tally>,
}

/// One class.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Tally {
    /// Samples of it, and samples taken for it.
    samples: u64,
    taken: u64,
    /// The weight of these, and of those that are both.
    actual: f64,
    predicted: f64,
    right: f64,
}

impl Confusion {
    /// Counts over `outputs` and one-hot `targets`, both `[samples, classes]`; the class of a
    /// sample is its largest output, the first of equals.
    ///
    /// # Panics
    /// If the lengths differ or `classes` is 0.
    pub fn new(classes: usize, outputs: &[f32], targets: &[f32]) -> Self {
        assert_eq!(outputs.len(), targets.len());
        let of = |values: &[f32]| -> Vec<u32> {
            values.chunks_exact(classes).map(|row| argmax(row) as u32).collect()
        };
        Self::from_labels(classes, &of(targets), &of(outputs), None)
    }

    /// Counts over the true and the predicted class of each sample, `[samples]`.
    ///
    /// # Panics
    /// If the lengths differ or a label is not below `classes`.
    pub fn from_labels(
        classes: usize,
        labels: &[u32],
        predicted: &[u32],
        weights: Option<&[f32]>,
    ) -> Self {
        assert_eq!(labels.len(), predicted.len());
        let mut tallies = vec![Tally::default(); classes];
        let pairs: Vec<_> = labels.iter().copied().zip(predicted.iter().copied()).collect();
        for (sample, &(label, predicted)) in pairs.iter().enumerate() {
            let weight = weights.map_or(1.0, |weights| f64::from(weights[sample]));
            let own = &mut tallies[label as usize];
            own.samples += 1;
            own.actual += weight;
            if label == predicted {
                own.right += weight;
            }
            let other = &mut tallies[predicted as usize];
            other.taken += 1;
            other.predicted += weight;
        }
        Self { pairs, tallies }
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.tallies.len()
    }

    /// One row a true class, one count a predicted class.
    pub fn rows(&self) -> Vec<Vec<u64>> {
        let mut rows = vec![vec![0; self.tallies.len()]; self.tallies.len()];
        for &(label, predicted) in &self.pairs {
            rows[label as usize][predicted as usize] += 1;
        }
        rows
    }

    /// The samples of a class.
    pub fn support(&self, class: usize) -> u64 {
        self.tallies[class].samples
    }

    /// The share of samples whose class was predicted, 0 to 1; NaN of no samples.
    pub fn accuracy(&self) -> f64 {
        let sum = |of: fn(&Tally) -> f64| self.tallies.iter().map(of).sum::<f64>();
        sum(|class| class.right) / sum(|class| class.actual)
    }

    /// The mean recall of the classes that have samples: the accuracy, were all classes equally
    /// frequent. NaN of no samples.
    pub fn balanced_accuracy(&self) -> f64 {
        let is_present = |&class: &usize| self.tallies[class].actual != 0.0;
        let present: Vec<_> = (0..self.tallies.len()).filter(is_present).collect();
        let recalls = present.iter().map(|&class| self.recall(class));
        recalls.sum::<f64>() / present.len() as f64
    }

    /// Of the samples taken for `class`, the share that is of it; 0 where none is taken for it.
    pub fn precision(&self, class: usize) -> f64 {
        share(self.tallies[class].right, self.tallies[class].predicted)
    }

    /// Of the samples of `class`, the share taken for it; 0 where there are none.
    pub fn recall(&self, class: usize) -> f64 {
        share(self.tallies[class].right, self.tallies[class].actual)
    }

    /// The harmonic mean of precision and recall, `2 right / (actual + predicted)`; 0 where no
    /// sample is of the class and none is taken for it.
    pub fn f1(&self, class: usize) -> f64 {
        let Tally { actual, predicted, right, .. } = self.tallies[class];
        share(2.0 * right, actual + predicted)
    }

    /// The mean of a function of the class, as [`Self::precision`], over the classes that have
    /// samples or that a sample was taken for, as scikit-learn's `average="macro"` does: a class
    /// that occurs nowhere in these samples says nothing. NaN of no samples.
    pub fn macro_mean(&self, of: impl Fn(&Self, usize) -> f64) -> f64 {
        let occurs = |&class: &usize| self.tallies[class].samples + self.tallies[class].taken > 0;
        let occurring: Vec<_> = (0..self.tallies.len()).filter(occurs).collect();
        occurring.iter().map(|&class| of(self, class)).sum::<f64>() / occurring.len() as f64
    }
}

/// `part / whole`, and 0 of nothing (scikit-learn's `zero_division`).
fn share(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn confusion_counts_true_classes_in_rows() {
        let targets = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0];
        let outputs = [0.9, 0.1, 0.2, 0.8, 0.3, 0.7];
        let confusion = Confusion::new(2, &outputs, &targets);
        assert_eq!(confusion.rows(), [[1, 1], [0, 1]]);
        assert!((confusion.accuracy() - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!((confusion.support(0), confusion.support(1)), (2, 1));
    }

    #[test]
    fn a_class_that_occurs_nowhere_is_in_no_mean() {
        let confusion = Confusion::from_labels(3, &[0, 0, 1, 1], &[0, 1, 1, 1], None);
        assert_eq!(confusion.f1(2), 0.0);
        let f1 = (2.0 / 3.0 + 0.8) / 2.0;
        assert!((confusion.macro_mean(Confusion::f1) - f1).abs() < 1e-15);
        assert_eq!(confusion.balanced_accuracy(), 0.75);
    }
}
