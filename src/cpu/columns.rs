//! Twins of `shaders/kernels/own_columns.wgsl` and `shaders/kernels/spread_columns.wgsl`.

use super::Size;
use crate::formula::Number;

/// `y[r, c] = x[r, s columns + c]`, `s = r / inner`: each sharer's rows keep its own columns of those of all
/// sharers, of which there are `rows / inner`.
pub fn own_columns<T: Number>(size: Size, x: &[T], y: &mut [T]) {
    let width = size.rows / size.inner * size.columns;
    let rows = x.chunks_exact(width).zip(y.chunks_exact_mut(size.columns));
    for (row, (x, y)) in rows.enumerate().take(size.rows) {
        y.copy_from_slice(&x[row / size.inner * size.columns..][..size.columns]);
    }
}

/// The way back: `y[r, s o + c] = x[r, c]` for the sharer whose row it is, and 0 in the columns of the others.
pub fn spread_columns<T: Number>(size: Size, x: &[T], y: &mut [T]) {
    let own = size.columns / (size.rows / size.inner);
    let rows = x.chunks_exact(own).zip(y.chunks_exact_mut(size.columns));
    for (row, (x, y)) in rows.enumerate().take(size.rows) {
        y.fill(T::of(0.0));
        y[row / size.inner * own..][..own].copy_from_slice(x);
    }
}
