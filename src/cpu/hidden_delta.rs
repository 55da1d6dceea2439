//! Twin of `shaders/hidden_delta.wgsl`.

use super::activate::derivative;
use super::{Real, Size};
use crate::network::Activation;

/// `d[r, c] = s f'(h)`, for sigmoid `(sum over k of d_k w_jk) h (1 - h)`.
pub fn hidden_delta<T: Real>(f: Activation, size: Size, s: &[T], h: &[T], d: &mut [T]) {
    for ((d, &s), &h) in d.iter_mut().zip(s).zip(h).take(size.rows * size.columns) {
        *d = s * derivative(f, h);
    }
}
