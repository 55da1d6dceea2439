//! The reference: one twin a shader, short and plain, and the executor that runs recordings with
//! them. Generic over f32 and f64; in f64 it is what devices are held against. And beside it (feature
//! `parallel`) the executor that trains on the CPU.

mod activate;
mod add_bias;
mod advance;
mod bias_gradient;
mod gather;
mod hidden_delta;
mod matmul_nn;
mod matmul_nt;
mod mean_loss;
mod output_delta;
#[cfg(feature = "parallel")]
mod parallel;
mod sample_loss;
mod store;
mod update;
mod weight_gradient;

use std::collections::BTreeMap;

pub use self::activate::{activate, activation, derivative};
pub use self::add_bias::add_bias;
pub use self::advance::advance;
pub use self::bias_gradient::bias_gradient;
pub use self::gather::gather;
pub use self::hidden_delta::hidden_delta;
pub use self::matmul_nn::matmul_nn;
pub use self::matmul_nt::matmul_nt;
pub use self::mean_loss::mean_loss;
pub use self::output_delta::output_delta;
#[cfg(feature = "parallel")]
pub use self::parallel::{ParallelExecutor, vectors};
pub use self::sample_loss::sample_loss;
pub use self::store::store;
pub use self::update::update;
pub use self::weight_gradient::weight_gradient;

use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::kernel::Kernel;
use crate::recording::{Buffer, Command, Extent, Recording};

/// f32 or f64.
pub trait Real: num_traits::Float + num_traits::FromPrimitive + std::fmt::Debug + 'static {}

impl Real for f32 {}
impl Real for f64 {}

/// The loops of a kernel for one member; see [`crate::recording::Shape`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Rows of the result.
    pub rows: usize,
    /// Terms of each sum.
    pub inner: usize,
    /// Columns of the result.
    pub columns: usize,
}

/// A count as a number.
pub(crate) fn count<T: Real>(count: usize) -> T {
    T::from_usize(count).expect("every count is a number")
}

/// The buffers of recordings in host memory, and the twins at work on them.
#[derive(Debug, Clone, Default)]
pub struct Buffers<T> {
    extents: BTreeMap<Buffer, Extent>,
    numbers: BTreeMap<Buffer, Vec<T>>,
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
    /// When a buffer is known with another extent, or has too many elements.
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
                self.indices.insert(buffer, vec![0; length]);
            } else {
                self.numbers.insert(buffer, vec![T::zero(); length]);
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

    fn member_indices(&self, buffer: Buffer, member: usize) -> &[u32] {
        let range = member_range(self.extents[&buffer], member);
        &self.indices[&buffer][range]
    }

    /// Runs one command with the twin of its kernel.
    ///
    /// # Panics
    /// When a buffer was not allocated, or a cursor or an order points outside the data.
    pub fn run(&mut self, command: &Command) {
        let shape = command.shape;
        let size = Size { rows: shape.rows, inner: shape.inner, columns: shape.columns };
        let operand = |i: usize| command.operands[i];
        let output = operand(command.kernel.output());
        if command.kernel == Kernel::Advance {
            advance(size, self.indices.get_mut(&output).expect("allocated"));
            return;
        }
        // Out of the map while it is written, so that the others can be read.
        let mut written = std::mem::take(self.numbers.get_mut(&output).expect("allocated"));
        for member in 0..shape.members {
            let out = &mut written[member_range(self.extents[&output], member)];
            let input = |i: usize| self.member(operand(i), member);
            let index = |i: usize| self.member_indices(operand(i), member);
            match command.kernel {
                Kernel::Gather => gather(size, input(0), index(1), index(2), out),
                Kernel::MatmulNn => matmul_nn(size, input(0), input(1), out),
                Kernel::AddBias => add_bias(size, out, input(1)),
                Kernel::Activate(f) => activate(f, size, input(0), out),
                Kernel::SampleLoss => sample_loss(size, input(0), input(1), out),
                Kernel::MeanLoss => mean_loss(size, input(0), index(1), out),
                Kernel::OutputDelta(f) => output_delta(f, size, input(0), input(1), out),
                Kernel::MatmulNt => matmul_nt(size, input(0), input(1), out),
                Kernel::HiddenDelta(f) => hidden_delta(f, size, input(0), input(1), out),
                Kernel::WeightGradient => weight_gradient(size, input(0), input(1), out),
                Kernel::BiasGradient => bias_gradient(size, input(0), out),
                Kernel::Update => update(size, out, input(1), input(2)[0]),
                Kernel::Store => store(size, input(0), index(1), out),
                Kernel::Advance => unreachable!("handled above"),
            }
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

/// The reference executor.
#[derive(Debug, Clone, Default)]
pub struct CpuExecutor<T> {
    /// The buffers, to look at and to set in `T`'s own precision.
    pub buffers: Buffers<T>,
    programs: Vec<Vec<Command>>,
}

impl<T: Real> CpuExecutor<T> {
    /// An executor without buffers or programs.
    pub fn new() -> Self {
        Self { buffers: Buffers::new(), programs: Vec::new() }
    }
}

impl<T: Real> Executor for CpuExecutor<T> {
    fn fusion(&self, _: Program) -> &Fusion {
        const { &Fusion::NONE }
    }

    fn fits(&self, extent: Extent) -> bool {
        extent.elements().is_ok()
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        self.buffers.allocate(&recording.buffers)?;
        self.programs.push(recording.commands.clone());
        Ok(Program(self.programs.len() - 1))
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        let numbers = self.buffers.numbers_mut(buffer)?;
        check_length(buffer, numbers.len(), values.len())?;
        for (number, &value) in numbers.iter_mut().zip(values) {
            *number = T::from_f32(value).expect("every f32 is a number here");
        }
        Ok(())
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        let known = self.buffers.indices_mut(buffer)?;
        check_length(buffer, known.len(), indices.len())?;
        known[..indices.len()].copy_from_slice(indices);
        Ok(())
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        for _ in 0..times {
            for command in &self.programs[program.0] {
                self.buffers.run(command);
            }
        }
        Ok(())
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        let numbers = self.buffers.numbers(buffer)?;
        Ok(numbers.iter().map(|number| number.to_f32().expect("a float is a float")).collect())
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        Ok(self.buffers.indices(buffer)?.to_vec())
    }
}
