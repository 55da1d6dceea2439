//! Twin of `shaders/kernels/matmul_nt.wgsl`.

use super::Size;
use crate::formula::Number;

/// `C = A B^T`: `c[r, c] = sum over k of a[r, k] b[c, k]`, with k ascending.
pub fn matmul_nt<T: Number>(size: Size, a: &[T], b: &[T], c: &mut [T]) {
    for row in 0..size.rows {
        let a = &a[row * size.inner..][..size.inner];
        for column in 0..size.columns {
            let b = &b[column * size.inner..][..size.inner];
            c[row * size.columns + column] =
                a.iter().zip(b).fold(T::of(0.0), |sum, (&a, &b)| sum + a * b);
        }
    }
}
