//! Twin of `shaders/store.wgsl`.

use super::{Real, Size};

/// `outputs[cursor[0] + r, c] = y[r, c]`
pub fn store<T: Real>(size: Size, y: &[T], cursor: &[u32], outputs: &mut [T]) {
    let batch = size.rows * size.columns;
    outputs[cursor[0] as usize * size.columns..][..batch].copy_from_slice(&y[..batch]);
}
