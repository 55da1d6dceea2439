//! The buffers of recordings in host memory, and the twins at work on them.

use std::collections::BTreeMap;

use super::{Inputs, Real, Size, advance, twin};
use crate::error::{Error, Result};
use crate::kernel::Kernel;
use crate::memory;
use crate::recording::{Buffer, Command, Extent};

/// The buffers of recordings in host memory, and the twins at work on them.
#[derive(Debug, Clone, Default)]
pub struct Buffers<T> {
    extents: BTreeMap<Buffer, Extent>,
    pub(super) numbers: BTreeMap<Buffer, Vec<T>>,
    indices: BTreeMap<Buffer, Vec<u32>>,
}

impl<T: Real> Buffers<T> {
    /// No buffers.
    pub fn new() -> Self {
        Self { extents: BTreeMap::new(), numbers: BTreeMap::new(), indices: BTreeMap::new() }
    }

    /// Allocates the buffers that are new, filled with 0.
    ///
    /// # Errors
    /// When a buffer is known with another extent, has too many elements, or there is no memory for it.
    pub fn allocate(&mut self, buffers: &[(Buffer, Extent)]) -> Result<()> {
        for &(buffer, extent) in buffers {
            if let Some(known) = self.extents.get(&buffer) {
                if *known != extent {
                    return Err(conflicting_extent(buffer, *known, extent));
                }
                continue;
            }
            let length = extent.elements()?;
            if buffer.is_index() {
                self.indices.insert(buffer, memory::zeros(length)?);
            } else {
                self.numbers.insert(buffer, memory::zeros(length)?);
            }
            self.extents.insert(buffer, extent);
        }
        Ok(())
    }

    /// The size of a buffer.
    pub fn extent(&self, buffer: Buffer) -> Option<Extent> {
        self.extents.get(&buffer).copied()
    }

    /// The values of a buffer, `[members, rows, columns]`.
    ///
    /// # Errors
    /// When no recording names it.
    pub fn numbers(&self, buffer: Buffer) -> Result<&[T]> {
        self.numbers.get(&buffer).map(Vec::as_slice).ok_or_else(|| unknown(buffer))
    }

    /// The values of a buffer, to change.
    ///
    /// # Errors
    /// When no recording names it.
    pub fn numbers_mut(&mut self, buffer: Buffer) -> Result<&mut [T]> {
        self.numbers.get_mut(&buffer).map(Vec::as_mut_slice).ok_or_else(|| unknown(buffer))
    }

    /// The indices of a buffer.
    ///
    /// # Errors
    /// When no recording names it.
    pub fn indices(&self, buffer: Buffer) -> Result<&[u32]> {
        self.indices.get(&buffer).map(Vec::as_slice).ok_or_else(|| unknown(buffer))
    }

    /// The indices of a buffer, to change.
    ///
    /// # Errors
    /// When no recording names it.
    pub fn indices_mut(&mut self, buffer: Buffer) -> Result<&mut [u32]> {
        self.indices.get_mut(&buffer).map(Vec::as_mut_slice).ok_or_else(|| unknown(buffer))
    }

    /// The values of one member, or those that all members share.
    pub fn member(&self, buffer: Buffer, member: usize) -> &[T] {
        let range = member_range(self.extents[&buffer], member);
        &self.numbers[&buffer][range]
    }

    pub(super) fn member_indices(&self, buffer: Buffer, member: usize) -> &[u32] {
        let range = member_range(self.extents[&buffer], member);
        &self.indices[&buffer][range]
    }

    /// Runs one command with the twin of its kernel.
    ///
    /// # Panics
    /// When a buffer was not allocated, or a cursor or an order points outside the data.
    pub fn run(&mut self, command: &Command) {
        let size = Size::from(command.shape);
        let output = command.operands[command.kernel.output()];
        if command.kernel == Kernel::Advance {
            advance(size, self.indices.get_mut(&output).expect("allocated"));
            return;
        }
        // Out of the map while it is written, so that the others can be read.
        let mut written = std::mem::take(self.numbers.get_mut(&output).expect("allocated"));
        for member in 0..command.shape.members {
            let out = &mut written[member_range(self.extents[&output], member)];
            let inputs = Inputs {
                numbers: &|i| self.member(command.operands[i], member),
                indices: &|i| self.member_indices(command.operands[i], member),
            };
            twin(command.kernel, size, inputs, out);
        }
        self.numbers.insert(output, written);
    }
}

/// Where one member's elements lie; all of them where the members share the buffer.
pub(crate) fn member_range(extent: Extent, member: usize) -> std::ops::Range<usize> {
    let each = extent.rows * extent.columns;
    let start = if extent.members == 1 { 0 } else { member * each };
    start..start + each
}

pub(crate) fn unknown(buffer: Buffer) -> Error {
    Error::failed(format!("no recording has a buffer for the {buffer}"))
}

pub(crate) fn conflicting_extent(buffer: Buffer, known: Extent, other: Extent) -> Error {
    Error::failed(format!("the {buffer} is {known:?} in one recording and {other:?} in another"))
}

/// Refuses more values than a buffer has.
pub(crate) fn check_length(buffer: Buffer, has: usize, given: usize) -> Result<()> {
    if given > has {
        return Err(Error::failed(format!("{given} values for the {buffer}, which has {has}")));
    }
    Ok(())
}
