//! Twins of `shaders/kernels/scale.wgsl` and `shaders/kernels/scale_gradient.wgsl`.

use super::Size;
use crate::formula::Number;

/// `y[r, c] = x[r, c] f[r / inner, c]`: the rows of each sharer times its own row of factors.
pub fn scale<T: Number>(size: Size, x: &[T], f: &[T], y: &mut [T]) {
    let rows = x.chunks_exact(size.columns).zip(y.chunks_exact_mut(size.columns));
    for (row, (x, y)) in rows.enumerate().take(size.rows) {
        let factors = &f[row / size.inner * size.columns..][..size.columns];
        for ((y, &x), &factor) in y.iter_mut().zip(x).zip(factors) {
            *y = x * factor;
        }
    }
}

/// `g[s, c]`: the sum over the `inner` rows `r` of sharer `s` of `x[r, c] d[r, c]`, divided by the rows of
/// all sharers.
pub fn scale_gradient<T: Number>(size: Size, x: &[T], d: &[T], g: &mut [T]) {
    let all = T::of((size.rows * size.inner) as f64);
    for (sharer, means) in g.chunks_exact_mut(size.columns).enumerate().take(size.rows) {
        means.fill(T::of(0.0));
        for k in sharer * size.inner..(sharer + 1) * size.inner {
            let [x, d] = [x, d].map(|values| &values[k * size.columns..][..size.columns]);
            for ((mean, &x), &d) in means.iter_mut().zip(x).zip(d) {
                *mean = *mean + x * d;
            }
        }
        means.iter_mut().for_each(|mean| *mean = *mean / all);
    }
}
