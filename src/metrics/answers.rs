//! What a classifier answers, sample by sample.

use super::{Confusion, area_under_roc, argmax, mean};

/// The probabilities that a classifier gives, with the class that each sample has.
#[derive(Debug, Clone, PartialEq)]
pub struct Answers {
    classes: usize,
    /// `[samples]`, the true class.
    labels: Vec<u32>,
    /// `[samples]`, the class of the largest output.
    predicted: Vec<u32>,
    /// `[samples, classes]`
    probabilities: Vec<f64>,
    /// `[samples]`
    weights: Option<Vec<f32>>,
}

impl Answers {
    /// From a network's `outputs` and one-hot `targets`, both `[samples, outputs]`, with one output
    /// a class, or with one output alone, which is the probability of the second of two classes.
    ///
    /// Outputs that are probabilities are taken as they are. Those of a sample that do not add up
    /// to 1, to within the root of f32's precision as scikit-learn asks, are divided by their sum, where
    /// a negative one counts as 0, and are equal where that is 0.
    ///
    /// # Panics
    /// If the lengths differ or `outputs_each` is 0.
    pub fn new(
        outputs_each: usize,
        outputs: &[f32],
        targets: &[f32],
        weights: Option<&[f32]>,
    ) -> Self {
        assert_eq!(outputs.len(), targets.len());
        let weights = weights.map(<[f32]>::to_vec);
        if outputs_each == 1 {
            let labels = targets.iter().map(|&target| u32::from(target >= 0.5)).collect();
            let predicted = outputs.iter().map(|&output| u32::from(output >= 0.5)).collect();
            let pair = |&output: &f32| {
                let second = f64::from(output).clamp(0.0, 1.0);
                [1.0 - second, second]
            };
            let probabilities = outputs.iter().flat_map(pair).collect();
            return Self { classes: 2, labels, predicted, probabilities, weights };
        }
        let classes = outputs_each;
        let of = |values: &[f32]| {
            values.chunks_exact(classes).map(|row| argmax(row) as u32).collect::<Vec<_>>()
        };
        let mut probabilities: Vec<f64> = outputs.iter().copied().map(f64::from).collect();
        probabilities.chunks_exact_mut(classes).for_each(normalise);
        Self { classes, labels: of(targets), predicted: of(outputs), probabilities, weights }
    }

    /// Of one label of several that each are there or not: `outputs` and `targets` are `[samples,
    /// labels]`, and an output is the probability that its label is there.
    ///
    /// # Panics
    /// If the lengths differ or there are not so many labels.
    pub fn of_label(
        labels: usize,
        label: usize,
        outputs: &[f32],
        targets: &[f32],
        weights: Option<&[f32]>,
    ) -> Self {
        assert!(label < labels && outputs.len() == targets.len());
        let column =
            |values: &[f32]| values.iter().skip(label).step_by(labels).copied().collect::<Vec<_>>();
        Self::new(1, &column(outputs), &column(targets), weights)
    }

    /// Those of each of several labels ([`Self::of_label`]), with which was taken for which.
    ///
    /// # Panics
    /// If the lengths differ.
    pub fn of_labels(labels: usize, outputs: &[f32], targets: &[f32]) -> Vec<(Self, Confusion)> {
        let of = |label: usize| {
            let answers = Self::of_label(labels, label, outputs, targets, None);
            let confusion = answers.confusion();
            (answers, confusion)
        };
        (0..labels).map(of).collect()
    }

    /// The number of samples.
    pub fn samples(&self) -> usize {
        self.labels.len()
    }

    /// The number of classes.
    pub fn classes(&self) -> usize {
        self.classes
    }

    /// The class of each sample, `[samples]`.
    pub fn labels(&self) -> &[u32] {
        &self.labels
    }

    /// The probability of each class, `[samples, classes]`.
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// Which class was taken for which.
    pub fn confusion(&self) -> Confusion {
        Confusion::from_labels(self.classes, &self.labels, &self.predicted, self.weights())
    }

    /// The share of samples whose class is among the `k` most probable. Of equal ones the first
    /// come first, so that `k = 1` is the accuracy (scikit-learn takes the last first).
    pub fn top_k_accuracy(&self, k: usize) -> f64 {
        let hit = |(row, label): (&[f64], u32)| {
            let (label, own) = (label as usize, row[label as usize]);
            let before = row
                .iter()
                .enumerate()
                .filter(|&(class, &other)| other > own || (other == own && class < label))
                .count();
            if before < k && !own.is_nan() { 1.0 } else { 0.0 }
        };
        mean(self.rows().map(hit), self.weights())
    }

    /// The mean of `-ln p` of the samples' own classes, with `p` kept between f32's precision and 1
    /// less that, as scikit-learn keeps the probabilities of an f32 network; in nats.
    pub fn log_loss(&self) -> f64 {
        let least = f64::from(f32::EPSILON);
        let loss =
            |(row, label): (&[f64], u32)| -row[label as usize].clamp(least, 1.0 - least).ln();
        mean(self.rows().map(loss), self.weights())
    }

    /// The mean squared difference between the probabilities and 1 for the sample's own class, 0 for
    /// the others, summed over the classes; of two classes half of that, which is the squared
    /// difference of one of them (Brier 1950, and scikit-learn's `scale_by_half="auto"`).
    pub fn brier(&self) -> f64 {
        let score = |(row, label): (&[f64], u32)| {
            let error = |(class, p): (usize, &f64)| {
                (p - if class == label as usize { 1.0 } else { 0.0 }).powi(2)
            };
            row.iter().enumerate().map(error).sum::<f64>()
        };
        let sum = mean(self.rows().map(score), self.weights());
        if self.classes == 2 { sum / 2.0 } else { sum }
    }

    /// The area under the receiver operating characteristic of one class against the rest; NaN
    /// where all samples or none are of it.
    pub fn roc_auc_of(&self, class: usize) -> f64 {
        let (scores, is_of_class) = self.against_rest(class);
        area_under_roc(&scores, &is_of_class, self.weights())
    }

    /// The probability of a class, and whether it is the sample's; both `[samples]`.
    pub(crate) fn against_rest(&self, class: usize) -> (Vec<f64>, Vec<bool>) {
        let scores = self.probabilities.iter().skip(class).step_by(self.classes);
        let is_of_class = self.labels.iter().map(|&label| label as usize == class);
        (scores.copied().collect(), is_of_class.collect())
    }

    /// The area under the receiver operating characteristic: of the second of two classes, or else
    /// the mean over the classes, each against the rest (scikit-learn's `multi_class="ovr"`). NaN
    /// where one of these is not defined, since a class has no sample, or all.
    pub fn roc_auc(&self) -> f64 {
        match self.classes {
            2 => self.roc_auc_of(1),
            classes => {
                (0..classes).map(|class| self.roc_auc_of(class)).sum::<f64>() / classes as f64
            }
        }
    }

    fn weights(&self) -> Option<&[f32]> {
        self.weights.as_deref()
    }

    /// The probabilities of each sample and its class.
    fn rows(&self) -> impl Iterator<Item = (&[f64], u32)> {
        self.probabilities.chunks_exact(self.classes).zip(self.labels.iter().copied())
    }
}

/// Makes one sample's outputs add up to 1 where they do not.
fn normalise(row: &mut [f64]) {
    let tolerance = f64::from(f32::EPSILON).sqrt();
    let any_negative = row.iter().any(|&output| output < 0.0);
    if !any_negative && (row.iter().sum::<f64>() - 1.0).abs() <= tolerance {
        return;
    }
    for output in row.iter_mut() {
        // Not `max`, which would make 0 of a NaN.
        if *output < 0.0 {
            *output = 0.0;
        }
    }
    let sum: f64 = row.iter().sum();
    let equal = 1.0 / row.len() as f64;
    for output in row {
        *output = if sum == 0.0 { equal } else { *output / sum };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn outputs_that_are_no_probabilities_become_some() {
        for (outputs, expected) in [
            ([0.5, 1.5], [0.25, 0.75]),
            ([-3.0, 0.5], [0.0, 1.0]),
            ([-1.0, 0.0], [0.5, 0.5]),
            ([0.25, 0.75], [0.25, 0.75]),
        ] {
            let answers = Answers::new(2, &outputs, &[1.0, 0.0], None);
            assert_eq!(answers.probabilities, expected);
        }
        // One that is no number spoils its sample, and is seen.
        assert!(Answers::new(2, &[f32::NAN, 0.5], &[1.0, 0.0], None).log_loss().is_nan());
    }

    #[test]
    fn one_output_is_the_second_of_two_classes() {
        let alone = Answers::new(1, &[0.25, 0.75, 0.5], &[0.0, 1.0, 0.0], None);
        let both = [0.75, 0.25, 0.25, 0.75, 0.5, 0.5];
        let both = Answers::new(2, &both, &[1.0, 0.0, 0.0, 1.0, 1.0, 0.0], None);
        assert_eq!(alone.probabilities, both.probabilities);
        assert_eq!(alone.labels, both.labels);
        assert_eq!(alone.roc_auc(), 1.0);
        assert_eq!(alone.brier(), (0.0625 + 0.0625 + 0.25) / 3.0);
    }

    #[test]
    fn a_label_is_its_own_column() {
        let (outputs, targets) = ([0.9, 0.1, 0.2, 0.8], [1.0, 0.0, 1.0, 1.0]);
        let second = Answers::of_label(2, 1, &outputs, &targets, None);
        assert_eq!(second, Answers::new(1, &[0.1, 0.8], &[0.0, 1.0], None));
    }

    #[test]
    fn of_equals_the_first_are_among_the_k_first() {
        let outputs = [0.2, 0.4, 0.4, 0.2, 0.4, 0.4];
        let answers = Answers::new(3, &outputs, &[0.0, 1.0, 0.0, 0.0, 0.0, 1.0], None);
        assert_eq!(answers.top_k_accuracy(1), 0.5);
        assert_eq!(answers.confusion().accuracy(), 0.5);
        assert_eq!(answers.top_k_accuracy(2), 1.0);
    }
}
