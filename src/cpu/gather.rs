//! Twin of `shaders/kernels/gather.wgsl`.

use super::Size;
use crate::formula::Number;

/// `batch[r, c] = data[order[cursor[0] + r], c]`
pub fn gather<T: Number>(size: Size, data: &[T], order: &[u32], cursor: &[u32], batch: &mut [T]) {
    let order = &order[cursor[0] as usize..][..size.rows];
    for (row, &sample) in batch.chunks_exact_mut(size.columns).zip(order) {
        row.copy_from_slice(&data[sample as usize * size.columns..][..size.columns]);
    }
}
