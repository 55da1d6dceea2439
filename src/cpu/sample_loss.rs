//! Twin of `shaders/sample_loss.wgsl`.

use super::{Real, Size};

/// `l[r] = 1/2 sum over k of (y[r, k] - t[r, k])^2`
pub fn sample_loss<T: Real>(size: Size, y: &[T], t: &[T], l: &mut [T]) {
    for (row, l) in l.iter_mut().enumerate().take(size.rows) {
        let outputs = row * size.inner..(row + 1) * size.inner;
        let squares = y[outputs.clone()].iter().zip(&t[outputs]).map(|(&y, &t)| (y - t) * (y - t));
        *l = squares.fold(T::zero(), |sum, square| sum + square) / (T::one() + T::one());
    }
}
