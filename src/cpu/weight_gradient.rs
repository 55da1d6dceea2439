//! Twin of `shaders/kernels/weight_gradient.wgsl`.

use super::Size;
use crate::formula::Number;

/// `G = A^T B / samples`: `g[i, j] = mean over the samples k of a[k, i] b[k, j]`.
pub fn weight_gradient<T: Number>(size: Size, a: &[T], b: &[T], g: &mut [T]) {
    for row in 0..size.rows {
        let means = &mut g[row * size.columns..][..size.columns];
        means.fill(T::of(0.0));
        for k in 0..size.inner {
            let factor = a[k * size.rows + row];
            for (mean, &b) in means.iter_mut().zip(&b[k * size.columns..][..size.columns]) {
                *mean = *mean + factor * b;
            }
        }
        for mean in means {
            *mean = *mean / T::of(size.inner as f64);
        }
    }
}
