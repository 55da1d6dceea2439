//! Twin of `shaders/kernels/dropout.wgsl`.

use super::Size;
use crate::formula::{Dropout, Number};

/// `values[r, c] = 0` or `values[r, c] / (1 - p)`, with the slot as `inner`.
pub fn dropout<T: Number>(size: Size, values: &mut [T], coefficients: &[T]) {
    let slot = size.inner;
    let dropout = Dropout::at(coefficients, slot);
    for (row, values) in values.chunks_exact_mut(size.columns).take(size.rows).enumerate() {
        for (vector, values) in values.chunks_mut(4).enumerate() {
            let words = dropout.words(row as u32, vector as u32, slot as u32);
            for (value, word) in values.iter_mut().zip(words) {
                *value = dropout.dropped(*value, word);
            }
        }
    }
}
