//! Twin of `shaders/kernels/hidden_delta.wgsl`.

use super::Size;
use crate::formula::{DerivativeOf, Number, activation, derivative};
use crate::recipe::Slope;

/// The slope of an activation from what it is found from.
#[inline(always)]
pub fn slope<T: Number>(slope: Slope, x: T) -> T {
    match slope.of == DerivativeOf::Sum && slope.f.derivative_of() == DerivativeOf::Answer {
        true => derivative(slope.f, activation(slope.f, x)),
        false => derivative(slope.f, x),
    }
}

/// `d[r, c] = s f'`, for sigmoid `(sum over k of d_k w_jk) h (1 - h)`; `x` is the answer or the sum.
pub fn hidden_delta<T: Number>(of: Slope, size: Size, s: &[T], x: &[T], d: &mut [T]) {
    for ((d, &s), &x) in d.iter_mut().zip(s).zip(x).take(size.rows * size.columns) {
        *d = s * slope(of, x);
    }
}
