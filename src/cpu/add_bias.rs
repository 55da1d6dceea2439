//! Twin of `shaders/kernels/add_bias.wgsl`.

use super::Size;
use crate::formula::Number;

/// `a[r, c] += b[c]`
pub fn add_bias<T: Number>(size: Size, a: &mut [T], b: &[T]) {
    for row in a.chunks_exact_mut(size.columns).take(size.rows) {
        for (a, &b) in row.iter_mut().zip(b) {
            *a = *a + b;
        }
    }
}
