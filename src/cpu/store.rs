//! Twin of `shaders/kernels/store.wgsl`.

use super::Size;
use crate::formula::Number;

/// `outputs[cursor[0] + r, c] = y[r, c]`
pub fn store<T: Number>(size: Size, y: &[T], cursor: &[u32], outputs: &mut [T]) {
    let batch = size.rows * size.columns;
    outputs[cursor[0] as usize * size.columns..][..batch].copy_from_slice(&y[..batch]);
}
