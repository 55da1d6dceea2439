//! Twin of `shaders/output_delta.wgsl`.

use super::activate::derivative;
use super::{Real, Size};
use crate::network::Activation;

/// `d[r, c] = (y - t) f'(y)`, for sigmoid `(y - t) y (1 - y)`.
pub fn output_delta<T: Real>(f: Activation, size: Size, y: &[T], t: &[T], d: &mut [T]) {
    for ((d, &y), &t) in d.iter_mut().zip(y).zip(t).take(size.rows * size.columns) {
        *d = (y - t) * derivative(f, y);
    }
}
