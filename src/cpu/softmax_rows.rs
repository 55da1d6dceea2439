//! Twin of `shaders/kernels/softmax_rows.wgsl`.

use super::Size;
use crate::formula::{Number, Softmax};

/// `h[r, c] = e^(a[r, c] - max a) / sum over k of e^(a[r, k] - max a)`
pub fn softmax_rows<T: Number>(size: Size, a: &[T], h: &mut [T]) {
    let rows = a.chunks_exact(size.inner).zip(h.chunks_exact_mut(size.inner));
    for (a, h) in rows.take(size.rows) {
        let softmax = Softmax::of(a);
        for (h, &a) in h.iter_mut().zip(a) {
            *h = softmax.probability(a);
        }
    }
}
