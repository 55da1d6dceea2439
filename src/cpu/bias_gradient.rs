//! Twin of `shaders/kernels/bias_gradient.wgsl`.

use super::Size;
use crate::formula::Number;

/// `g[j] = mean over the samples k of d[k, j]`.
pub fn bias_gradient<T: Number>(size: Size, d: &[T], g: &mut [T]) {
    for (column, mean) in g.iter_mut().enumerate().take(size.columns) {
        let deltas = (0..size.inner).map(|k| d[k * size.columns + column]);
        *mean = deltas.fold(T::of(0.0), |sum, d| sum + d) / T::of(size.inner as f64);
    }
}
