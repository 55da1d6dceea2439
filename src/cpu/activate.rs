//! Twin of `shaders/kernels/activate.wgsl`.

use super::Size;
use crate::formula::{Activation, Number, activation};

/// `h[r, c] = f(a[r, c])`
pub fn activate<T: Number>(f: Activation, size: Size, a: &[T], h: &mut [T]) {
    for (h, &a) in h.iter_mut().zip(a).take(size.rows * size.columns) {
        *h = activation(f, a);
    }
}
