//! The reference: one twin a shader, short and plain, and the executor that runs recordings with
//! them. Generic over f32 and f64; in f64 it is what devices are held against. And beside it (feature
//! `parallel`) the executor that trains on the CPU.

mod activate;
mod add_bias;
mod advance;
mod bias_gradient;
mod buffers;
mod coefficients;
mod columns;
mod dropout;
mod gather;
mod hidden_delta;
mod matmul_nn;
mod matmul_nt;
mod mean_loss;
mod mean_of_parts;
mod norm_factor;
mod output_delta;
#[cfg(feature = "parallel")]
mod parallel;
mod sample_loss;
mod scale;
mod softmax_rows;
mod square_sum;
mod store;
mod twin;
mod update;
mod weight_gradient;

pub use self::activate::activate;
pub use self::add_bias::add_bias;
pub use self::advance::advance;
pub use self::bias_gradient::bias_gradient;
pub use self::buffers::Buffers;
pub(crate) use self::buffers::{check_length, conflicting_extent, member_range, unknown};
pub use self::coefficients::coefficients;
pub use self::columns::{own_columns, spread_columns};
pub use self::dropout::dropout;
pub use self::gather::gather;
pub use self::hidden_delta::{hidden_delta, slope};
pub use self::matmul_nn::matmul_nn;
pub use self::matmul_nt::matmul_nt;
pub use self::mean_loss::mean_loss;
pub use self::mean_of_parts::mean_of_parts;
pub use self::norm_factor::norm_factor;
pub use self::output_delta::output_delta;
#[cfg(feature = "parallel")]
pub(crate) use self::parallel::Meeting;
#[cfg(feature = "parallel")]
pub use self::parallel::{CpuOptions, ParallelExecutor, Predictor, Vectors, prefer_threads};
#[cfg(feature = "parallel")]
pub(crate) use self::sample_loss::Judged;
pub use self::sample_loss::sample_loss;
pub use self::scale::{scale, scale_gradient};
pub use self::softmax_rows::softmax_rows;
pub use self::square_sum::square_sum;
pub use self::store::store;
pub use self::twin::{Inputs, twin};
pub use self::update::{Operands, average, update, update_state};
pub use self::weight_gradient::weight_gradient;

use crate::error::Result;
use crate::executor::{Executor, Fusion, Program};
use crate::formula::Number;
use crate::recording::{Buffer, Command, Extent, Guard, Recording, Shape};

/// f32 or f64.
pub trait Real:
    Number + bytemuck::Zeroable + num_traits::ToPrimitive + std::fmt::Debug + 'static
{
}

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

impl From<Shape> for Size {
    /// Of each member.
    fn from(Shape { rows, inner, columns, .. }: Shape) -> Self {
        Self { rows, inner, columns }
    }
}

/// The reference executor.
#[derive(Debug, Clone, Default)]
pub struct CpuExecutor<T> {
    /// The buffers, to look at and to set in `T`'s own precision.
    pub buffers: Buffers<T>,
    programs: Vec<Vec<Command>>,
    guard: Guard,
}

impl<T: Real> CpuExecutor<T> {
    /// An executor without buffers or programs.
    pub fn new() -> Self {
        Self { buffers: Buffers::new(), programs: Vec::new(), guard: Guard::default() }
    }
}

impl<T: Real> Executor for CpuExecutor<T> {
    fn fresh(&self) -> Result<Self> {
        Ok(Self::new())
    }

    fn fusion(&self, _: Program) -> &Fusion {
        const { &Fusion::NONE }
    }

    fn fits(&self, extent: Extent) -> bool {
        extent.elements().is_ok()
    }

    fn is_in_host_memory(&self) -> bool {
        true
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        let mut guard = self.guard.clone();
        guard.load(recording)?;
        self.buffers.allocate(&recording.buffers)?;
        self.guard = guard;
        self.programs.push(recording.commands.clone());
        Ok(Program(self.programs.len() - 1))
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        let numbers = self.buffers.numbers_mut(buffer)?;
        check_length(buffer, numbers.len(), values.len())?;
        for (number, &value) in numbers.iter_mut().zip(values) {
            *number = T::of(f64::from(value));
        }
        Ok(())
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        let known = self.buffers.indices_mut(buffer)?;
        check_length(buffer, known.len(), indices.len())?;
        self.guard.write_indices(buffer, indices)?;
        known[..indices.len()].copy_from_slice(indices);
        Ok(())
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        self.guard.run(program.0, times)?;
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
