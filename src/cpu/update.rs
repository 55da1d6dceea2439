//! Twin of `shaders/update.wgsl`.

use super::{Real, Size};

/// `w[r, c] -= eta g[r, c]`
pub fn update<T: Real>(size: Size, w: &mut [T], g: &[T], eta: T) {
    for (w, &g) in w.iter_mut().zip(g).take(size.rows * size.columns) {
        *w = *w - eta * g;
    }
}
