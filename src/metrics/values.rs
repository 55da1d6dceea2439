//! Values predicted against values measured, column by column.

/// The mean absolute error of each column; `predicted` and `actual` are `[samples, columns]`,
/// `weights` `[samples]`. The result has the unit of the column; NaN of no samples.
pub fn mae<T: Copy + Into<f64>>(
    columns: usize,
    predicted: &[T],
    actual: &[T],
    weights: Option<&[f32]>,
) -> Vec<f64> {
    per_column(columns, predicted, actual, |pairs| {
        let mean =
            |pairs: &[(f64, f64)]| super::mean(pairs.iter().map(|(y, t)| (y - t).abs()), weights);
        match mean(pairs) {
            error if error.is_finite() => error,
            _ => {
                let (pairs, size) = sized(pairs);
                mean(&pairs) * size
            }
        }
    })
}

/// The root of the mean squared error of each column, in its unit; as [`mae`].
pub fn rmse<T: Copy + Into<f64>>(
    columns: usize,
    predicted: &[T],
    actual: &[T],
    weights: Option<&[f32]>,
) -> Vec<f64> {
    per_column(columns, predicted, actual, |pairs| {
        let mean =
            |pairs: &[(f64, f64)]| super::mean(pairs.iter().map(|(y, t)| (y - t).powi(2)), weights);
        match mean(pairs) {
            square if is_exact(square) => square.sqrt(),
            _ => {
                let (pairs, size) = sized(pairs);
                mean(&pairs).sqrt() * size
            }
        }
    })
}

/// The coefficient of determination `1 - sum (t - y)^2 / sum (t - mean t)^2` of each column: 1 is
/// perfect, 0 as good as the mean; shapes as [`mae`].
///
/// As scikit-learn has it: a column that is constant has 1 where every prediction is right, else
/// 0; fewer than two samples have NaN.
pub fn r_squared<T: Copy + Into<f64>>(
    columns: usize,
    predicted: &[T],
    actual: &[T],
    weights: Option<&[f32]>,
) -> Vec<f64> {
    per_column(columns, predicted, actual, |pairs| {
        if pairs.len() < 2 {
            return f64::NAN;
        }
        let squares = |pairs: &[(f64, f64)]| {
            let center = super::mean(pairs.iter().map(|&(_, t)| t), weights);
            let error = super::mean(pairs.iter().map(|(y, t)| (y - t).powi(2)), weights);
            let variance = super::mean(pairs.iter().map(|(_, t)| (t - center).powi(2)), weights);
            (error, variance)
        };
        let (mut error, mut variance) = squares(pairs);
        if !(is_exact(error) && is_exact(variance)) {
            (error, variance) = squares(&sized(pairs).0);
        }
        // The rounding of the mean would be taken for a spread.
        let constant = pairs.iter().all(|(_, t)| *t == pairs[0].1);
        match (constant || variance == 0.0, error == 0.0) {
            (true, _) if error.is_nan() => f64::NAN,
            (true, true) => 1.0,
            (true, false) => 0.0,
            (false, _) => 1.0 - error / variance,
        }
    })
}

/// Whether a mean of squares is neither beyond what a number holds nor so small that it has lost digits.
pub(crate) fn is_exact(square: f64) -> bool {
    (1e-280..=f64::MAX).contains(&square)
}

/// The pairs divided by a power of two, so that none is larger than 2, and that power.
fn sized(pairs: &[(f64, f64)]) -> (Vec<(f64, f64)>, f64) {
    let each = pairs.iter().flat_map(|&(y, t)| [y.abs(), t.abs()]);
    let largest = each.filter(|value| value.is_finite()).fold(f64::MIN_POSITIVE, f64::max);
    let size = f64::from_bits(largest.to_bits() & f64::INFINITY.to_bits());
    (pairs.iter().map(|&(y, t)| (y / size, t / size)).collect(), size)
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
    fn the_errors_of_two_columns() {
        let actual = [1.0, 5.0, 3.0, 5.0];
        let predicted = [1.0, 5.0, 1.0, 8.0];
        assert_eq!(rmse(2, &predicted, &actual, None), [2f64.sqrt(), 4.5f64.sqrt()]);
        assert_eq!(mae(2, &predicted, &actual, None), [1.0, 1.5]);
        assert_eq!(r_squared(2, &predicted, &actual, None), [-1.0, 0.0]);
    }

    #[test]
    fn a_constant_column_and_a_single_sample() {
        assert_eq!(r_squared(1, &[0.1; 10], &[0.1; 10], None), [1.0]);
        let weights: Vec<f32> = (1..=100).map(|i| 1.0 / i as f32).collect();
        assert_eq!(r_squared(1, &[0.7; 100], &[0.1; 100], Some(&weights)), [0.0]);
        assert!(r_squared(1, &[f32::NAN; 2], &[0.1; 2], None)[0].is_nan());
        assert!(r_squared(1, &[1.0], &[1.0], None)[0].is_nan());
        assert!(mae::<f32>(1, &[], &[], None)[0].is_nan());
    }

    #[test]
    fn values_of_every_size_have_metrics() {
        let (predicted, actual) = ([1.0, 2.0, 5.0], [1.5, 2.0, 3.0]);
        for size in [1e-300, 1e-160, 1e160, 1e300, 3e307] {
            let (p, a) = (predicted.map(|value| value * size), actual.map(|value| value * size));
            for (metric, name) in
                [(rmse::<f64> as fn(_, &[f64], &[f64], _) -> _, "rmse"), (mae, "mae")]
            {
                let (found, usual): (Vec<f64>, Vec<f64>) =
                    (metric(1, &p, &a, None), metric(1, &predicted, &actual, None));
                assert!((found[0] / size - usual[0]).abs() < 1e-14, "{name} of {size}: {found:?}");
            }
            let usual = r_squared(1, &predicted, &actual, None)[0];
            assert!((r_squared(1, &p, &a, None)[0] - usual).abs() < 1e-13, "{size}");
        }
        assert_eq!(rmse(1, &[3.0], &[3.0], None), [0.0]);
    }
}
