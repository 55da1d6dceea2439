//! Twin of `shaders/bias_gradient.wgsl`.

use super::{Real, Size, count};

/// `g[j] = mean over the samples k of d[k, j]`.
pub fn bias_gradient<T: Real>(size: Size, d: &[T], g: &mut [T]) {
    for (column, mean) in g.iter_mut().enumerate().take(size.columns) {
        let deltas = (0..size.inner).map(|k| d[k * size.columns + column]);
        *mean = deltas.fold(T::zero(), |sum, d| sum + d) / count(size.inner);
    }
}
