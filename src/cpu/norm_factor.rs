//! Twin of `shaders/kernels/norm_factor.wgsl`.

use crate::formula::{Coefficients, Number, norm_factor as formula};

/// `factor = min(1, c / (sqrt(square) + 1e-6))`
pub fn norm_factor<T: Number>(square: &[T], coefficients: &[T], factor: &mut [T]) {
    factor[0] = formula(square[0], &Coefficients::of(coefficients));
}
