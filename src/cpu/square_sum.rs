//! Twin of `shaders/kernels/square_sum.wgsl`.

use super::Size;
use crate::formula::{Coefficients, Number, clipped};

/// `square = (square or 0) + sum of g[r, c]^2`; begun anew where `inner` is 0, each element clipped
/// before where there are coefficients.
pub fn square_sum<T: Number>(size: Size, g: &[T], coefficients: Option<&[T]>, square: &mut [T]) {
    let before = if size.inner > 0 { square[0] } else { T::of(0.0) };
    let coefficients = coefficients.map(Coefficients::of);
    let clip = |g| coefficients.as_ref().map_or(g, |coefficients| clipped(g, coefficients));
    let squares = g[..size.rows * size.columns].iter().map(|&g| clip(g)).map(|g| g * g);
    square[0] = before + squares.fold(T::of(0.0), |sum, square| sum + square);
}
