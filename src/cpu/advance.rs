//! Twin of `shaders/advance.wgsl`.

use super::Size;

/// `cursor += (rows, 1)`
pub fn advance(size: Size, cursor: &mut [u32]) {
    cursor[0] += size.rows as u32;
    cursor[1] += 1;
}
