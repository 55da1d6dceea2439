//! Twin of `shaders/kernels/advance.wgsl`.

use super::Size;

/// `cursor += (rows * steps, steps)`, with the number of steps as `inner`.
pub fn advance(size: Size, cursor: &mut [u32]) {
    cursor[0] += (size.rows * size.inner) as u32;
    cursor[1] += size.inner as u32;
}
