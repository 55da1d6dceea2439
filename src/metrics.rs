//! What outputs are worth against targets: accuracy and confusion matrix for classes, RMSE and R²
//! for values. Computed on the host, in f64.

/// The index of the largest output; the first of equals. A NaN is never the largest.
pub fn argmax(outputs: &[f32]) -> usize {
    let better = |best: usize, (i, &output): (usize, &f32)| {
        if output > outputs[best] || (outputs[best].is_nan() && !output.is_nan()) {
            i
        } else {
            best
        }
    };
    outputs.iter().enumerate().fold(0, better)
}

/// How often each class was taken for each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Confusion {
    classes: usize,
    /// `[classes, classes]`: row the true class, column the predicted one.
    counts: Vec<u64>,
}

impl Confusion {
    /// Counts over `outputs` and one-hot `targets`, both `[samples, classes]`.
    ///
    /// # Panics
    /// If the lengths differ or `classes` is 0.
    pub fn new(classes: usize, outputs: &[f32], targets: &[f32]) -> Self {
        assert_eq!(outputs.len(), targets.len());
        let mut counts = vec![0; classes * classes];
        for (output, target) in outputs.chunks_exact(classes).zip(targets.chunks_exact(classes)) {
            counts[argmax(target) * classes + argmax(output)] += 1;
        }
        Self { classes, counts }
    }

    /// One row a true class, one count a predicted class.
    pub fn rows(&self) -> impl Iterator<Item = &[u64]> {
        self.counts.chunks_exact(self.classes)
    }

    /// The share of samples whose class was predicted, 0 to 1.
    pub fn accuracy(&self) -> f64 {
        let right: u64 = self.counts.iter().step_by(self.classes + 1).sum();
        right as f64 / self.counts.iter().sum::<u64>() as f64
    }
}

/// The root of the mean squared error of each column; `predicted` and `actual` are
/// `[samples, columns]`, the result has the unit of the column.
pub fn rmse<T: Copy + Into<f64>>(columns: usize, predicted: &[T], actual: &[T]) -> Vec<f64> {
    per_column(columns, predicted, actual, |pairs| {
        (squared_error(pairs) / pairs.len() as f64).sqrt()
    })
}

/// The coefficient of determination `1 - sum (t - y)^2 / sum (t - mean t)^2` of each column: 1 is
/// perfect, 0 as good as the mean. NaN for a column that is constant.
pub fn r_squared<T: Copy + Into<f64>>(
    columns: usize,
    predicted: &[T],
    actual: &[T],
) -> Vec<f64> {
    per_column(columns, predicted, actual, |pairs| {
        let mean = pairs.iter().map(|&(_, t)| t).sum::<f64>() / pairs.len() as f64;
        let variance: f64 = pairs.iter().map(|&(_, t)| (t - mean).powi(2)).sum();
        if variance > 0.0 { 1.0 - squared_error(pairs) / variance } else { f64::NAN }
    })
}

fn squared_error(pairs: &[(f64, f64)]) -> f64 {
    pairs.iter().map(|&(y, t)| (y - t).powi(2)).sum()
}

fn per_column<T: Copy + Into<f64>>(
    columns: usize,
    predicted: &[T],
    actual: &[T],
    measure: impl Fn(&[(f64, f64)]) -> f64,
) -> Vec<f64> {
    let column = |c: usize| {
        let pairs = predicted.iter().zip(actual).skip(c).step_by(columns);
        pairs.map(|(&y, &t)| (y.into(), t.into())).collect::<Vec<_>>()
    };
    (0..columns).map(|c| measure(&column(c))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_output_wins_and_nan_never() {
        assert_eq!(argmax(&[0.1, 0.9, 0.9]), 1);
        assert_eq!(argmax(&[f32::NAN, 0.2, f32::NAN, 0.3]), 3);
    }

    #[test]
    fn confusion_counts_true_classes_in_rows() {
        let targets = [1.0, 0.0, 1.0, 0.0, 0.0, 1.0];
        let outputs = [0.9, 0.1, 0.2, 0.8, 0.3, 0.7];
        let confusion = Confusion::new(2, &outputs, &targets);
        assert_eq!(confusion.rows().collect::<Vec<_>>(), [[1, 1], [0, 1]]);
        assert!((confusion.accuracy() - 2.0 / 3.0).abs() < 1e-15);
    }

    #[test]
    fn rmse_and_r_squared_of_two_columns() {
        let actual = [1.0, 5.0, 3.0, 5.0];
        let predicted = [1.0, 5.0, 1.0, 8.0];
        assert_eq!(rmse(2, &predicted, &actual), [2f64.sqrt(), 4.5f64.sqrt()]);
        let r_squared = r_squared(2, &predicted, &actual);
        assert_eq!(r_squared[0], -1.0);
        assert!(r_squared[1].is_nan());
    }
}
