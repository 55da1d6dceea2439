//! Twin of `shaders/kernels/matmul_nn.wgsl`.

use super::Size;
use crate::formula::Number;

/// `C = A B`: `c[r, c] = sum over k of a[r, k] b[k, c]`, with k ascending.
pub fn matmul_nn<T: Number>(size: Size, a: &[T], b: &[T], c: &mut [T]) {
    for row in 0..size.rows {
        let sums = &mut c[row * size.columns..][..size.columns];
        sums.fill(T::of(0.0));
        for k in 0..size.inner {
            let factor = a[row * size.inner + k];
            for (sum, &b) in sums.iter_mut().zip(&b[k * size.columns..][..size.columns]) {
                *sum = *sum + factor * b;
            }
        }
    }
}
