//! How a dense host tensor lies padded in device memory.

use crate::shape::Extent;

/// Rows start at multiples of this many elements, and tensors have a multiple of this many rows,
/// so that a kernel may load whole vectors and tiles. What is added stays 0.
const PADDING: usize = 16;

/// How a tensor lies in device memory, in elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) extent: Extent,
    /// Elements between two rows.
    pub(super) pitch: usize,
    /// Elements between two members.
    pub(super) each: usize,
}

impl Layout {
    pub(super) fn new(extent: Extent) -> Self {
        let pitch = extent.columns.next_multiple_of(PADDING);
        // A single row is a vector: nothing tiles over it.
        let rows = if extent.rows == 1 { 1 } else { extent.rows.next_multiple_of(PADDING) };
        Self { extent, pitch, each: rows * pitch }
    }

    /// `member_stride`, `pitch`, rows, columns, as `Tensor` in `layout.wgsl`.
    pub(super) fn tensor(self) -> [u32; 4] {
        let stride = if self.extent.members == 1 { 0 } else { self.each };
        [stride as u32, self.pitch as u32, self.extent.rows as u32, self.extent.columns as u32]
    }

    pub(super) fn bytes(self) -> u64 {
        4 * (self.extent.members * self.each) as u64
    }

    pub(super) fn is_dense(self) -> bool {
        self.each == self.extent.rows * self.extent.columns
    }
}
