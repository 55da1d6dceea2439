//! Twin of `shaders/kernels/coefficients.wgsl`.

use super::Size;
use crate::formula::Number;

/// `current[c] = schedule[cursor[1], c]`
pub fn coefficients<T: Number>(size: Size, schedule: &[T], cursor: &[u32], current: &mut [T]) {
    let row = cursor[1] as usize * size.columns;
    current[..size.columns].copy_from_slice(&schedule[row..][..size.columns]);
}
