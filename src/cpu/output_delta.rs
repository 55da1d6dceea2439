//! Twin of `shaders/kernels/output_delta.wgsl`.

use super::{Size, hidden_delta::slope, sample_loss::Judged};
use crate::formula::{Number, loss_slope};
use crate::recipe::Criterion;

/// `d[r, c] = dL/da`: for half the squared error and sigmoid `(y - t) y (1 - y)`, for a loss and an
/// activation that are a pair `y - t`. `a` are the sums, where the slope is found from them.
pub fn output_delta<T: Number>(
    criterion: Criterion,
    size: Size,
    y: &[T],
    a: Option<&[T]>,
    t: &[T],
    coefficients: Option<&[T]>,
    d: &mut [T],
) {
    let judged = Judged::new(criterion, size.columns, t, coefficients);
    for row in 0..size.rows {
        for column in 0..size.columns {
            let place = row * size.columns + column;
            let (y, t) = (y[place], judged.target(row, column));
            let delta = match criterion.slope() {
                None => y - t,
                Some(of) => loss_slope(criterion.loss, y, t) * slope(of, a.map_or(y, |a| a[place])),
            };
            d[place] = judged.weighted(row, delta);
        }
    }
}
