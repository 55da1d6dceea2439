//! What outputs are worth against targets, computed on the host in f64 and held against
//! scikit-learn's figures (`tests/metrics.rs`).
//!
//! [`Answers`] are those of a classifier: what depends on the class alone is in its [`Confusion`],
//! what depends on the probabilities are its own functions. [`mae`], [`rmse`] and [`r_squared`] are
//! of values. [`Metric`] is a metric by name, which says in which direction it is better.
//!
//! Samples can have weights; each metric then is scikit-learn's with `sample_weight`. Where a metric
//! is not defined it is NaN or scikit-learn's fallback, as each function says.

mod answers;
mod confusion;
mod metric;
mod roc;
mod values;

pub use self::answers::Answers;
pub use self::confusion::Confusion;
pub use self::metric::{Direction, Metric};
pub use self::roc::area_under_roc;
pub(crate) use self::values::is_exact;
pub use self::values::{mae, r_squared, rmse};

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

/// The mean of `values` with weights, NaN where these add up to nothing.
fn mean(values: impl Iterator<Item = f64>, weights: Option<&[f32]>) -> f64 {
    let (mut sum, mut total) = (0.0, 0.0);
    for (place, value) in values.enumerate() {
        let weight = weights.map_or(1.0, |weights| f64::from(weights[place]));
        // What counts for nothing may be anything.
        if weight != 0.0 {
            sum += weight * value;
            total += weight;
        }
    }
    sum / total
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_output_wins_and_nan_never() {
        assert_eq!(argmax(&[0.1, 0.9, 0.9]), 1);
        assert_eq!(argmax(&[f32::NAN, 0.2, f32::NAN, 0.3]), 3);
    }
}
