//! What runs recordings: the GPU's executor and the CPU's behind one trait.

use std::future::Future;

use crate::dataset::Values;
use crate::error::Result;
use crate::recording::{Buffer, Extent, Recording};

/// A recording that an executor has made ready.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Program(pub(crate) usize);

/// How what a program computes differs from its recording run command by command.
#[derive(Debug, Clone, PartialEq)]
pub struct Fusion {
    /// Buffers that are not written, because fused shaders keep those values to themselves.
    pub elided: Vec<Buffer>,
    /// Subtractions by which an update reaches its result: the gradient's panels.
    pub update_panels: usize,
    /// Whether the loss of a batch is one sum over its samples and outputs, in any order, rather
    /// than a sum over samples of sums over outputs.
    pub flat_loss: bool,
    /// Whether the operands of the products are rounded to f16.
    pub mixed: bool,
    /// Whether one dispatch does whole steps.
    pub whole_steps: bool,
    /// Dispatches a step, averaged over as many steps as are done at once; 0 without a device.
    pub dispatches_per_step: f64,
}

impl Fusion {
    /// Command by command.
    pub(crate) const NONE: Self = Self {
        elided: Vec::new(),
        update_panels: 1,
        flat_loss: false,
        mixed: false,
        whole_steps: false,
        dispatches_per_step: 0.0,
    };
}

/// What each of several devices that share a batch had to the gradients of a training step, which are the means of
/// theirs over all rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Parts {
    /// Rows of the batch on each device.
    pub rows: Vec<usize>,
    /// The gradients, and how many numbers each has.
    pub gradients: Vec<(Buffer, usize)>,
    /// Those of each device, which are means over its rows, one after the other; of one without rows nothing.
    pub values: Vec<Vec<f32>>,
}

/// Runs recordings over buffers it owns. Buffers live as long as the executor, and recordings
/// that name the same buffer share it.
///
/// On the host every tensor is dense: `[members, rows, columns]`, row-major. Whatever padding an
/// executor uses is its own affair.
pub trait Executor {
    /// Another on the same device, with nothing loaded: what members that are left go on with.
    ///
    /// # Errors
    /// When the device gives no further one.
    fn fresh(&self) -> Result<Self>
    where
        Self: Sized;

    /// Allocates the buffers of `recording` that are new, filled with 0, and makes it ready to run.
    ///
    /// # Errors
    /// When a buffer is too large for the device, or known with another extent.
    fn load(&mut self, recording: &Recording) -> impl Future<Output = Result<Program>>;

    /// What of a program is fused.
    fn fusion(&self, program: Program) -> &Fusion;

    /// Whether a tensor of this size can be a buffer here.
    fn fits(&self, extent: Extent) -> bool;

    /// Whether its buffers are memory of this process, so that what is larger is refused before it is
    /// taken.
    fn is_in_host_memory(&self) -> bool {
        false
    }

    /// Sets all values of a buffer, or the leading ones when there are fewer.
    ///
    /// # Errors
    /// When the buffer is unknown or shorter than `values`.
    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()>;

    /// The same for samples that nobody changes: what lies in this process's memory may be read where it is
    /// instead of being copied.
    ///
    /// # Errors
    /// When the buffer is unknown or shorter than `values`.
    fn lend(&mut self, buffer: Buffer, values: &Values<f32>) -> Result<()> {
        self.write(buffer, values)
    }

    /// Sets all indices of a buffer, or the leading ones when there are fewer.
    ///
    /// # Errors
    /// When the buffer is unknown or shorter than `indices`.
    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()>;

    /// Runs a program `times` times. Work may still be under way when this returns; a read waits
    /// for it.
    ///
    /// # Errors
    /// When the device was lost.
    fn run(&mut self, program: Program, times: usize) -> impl Future<Output = Result<()>>;

    /// All values of a buffer.
    ///
    /// # Errors
    /// When the buffer is unknown or the device was lost.
    fn read(&mut self, buffer: Buffer) -> impl Future<Output = Result<Vec<f32>>>;

    /// All values of several buffers, in their order. A device gives those that are small together.
    ///
    /// # Errors
    /// When a buffer is unknown or the device was lost.
    fn read_all(&mut self, buffers: &[Buffer]) -> impl Future<Output = Result<Vec<Vec<f32>>>> {
        async move {
            let mut all = Vec::with_capacity(buffers.len());
            for &buffer in buffers {
                all.push(self.read(buffer).await?);
            }
            Ok(all)
        }
    }

    /// All indices of a buffer.
    ///
    /// # Errors
    /// When the buffer is unknown or the device was lost.
    fn read_indices(&mut self, buffer: Buffer) -> impl Future<Output = Result<Vec<u32>>>;

    /// Where it is several devices that share a batch: what each had to the gradients of the last training step.
    ///
    /// # Errors
    /// When a device was lost.
    fn gradient_parts(&mut self) -> impl Future<Output = Result<Option<Parts>>> {
        async { Ok(None) }
    }

    /// Whether [`Self::reopen`] knows how.
    fn can_reopen(&self) -> bool {
        false
    }

    /// Begins anew, without buffers and programs, on its device opened again, after that was lost
    /// ([`ErrorKind::Lost`](crate::ErrorKind::Lost)). False where there is no device of its own.
    ///
    /// # Errors
    /// When it does not open.
    fn reopen(&mut self) -> impl Future<Output = Result<bool>> {
        async { Ok(false) }
    }
}
