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
        super::mean(pairs.iter().map(|(y, t)| (y - t).abs()), weights)
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
        super::mean(pairs.iter().map(|(y, t)| (y - t).powi(2)), weights).sqrt()
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
        let center = super::mean(pairs.iter().map(|&(_, t)| t), weights);
        let error = super::mean(pairs.iter().map(|(y, t)| (y - t).powi(2)), weights);
        let variance = super::mean(pairs.iter().map(|(_, t)| (t - center).powi(2)), weights);
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
}
