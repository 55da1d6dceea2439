//! One executor, whichever device it is on, or several.

use crate::cpu::{CpuExecutor, ParallelExecutor};
use crate::dataset::Values;
use crate::error::{Error, Result};
use crate::executor::{self, Executor, Parts, Program};
use crate::gpu::{Context, Family, GpuExecutor, GpuOptions, Profile};
#[cfg(feature = "files")]
use crate::ranks::Shared;
use crate::recording::{Buffer, Extent, Recording};

/// The GPU's executor, the CPU's or the reference's.
#[derive(Debug)]
pub enum DeviceExecutor {
    /// Of an adapter.
    Gpu(Box<GpuExecutor>),
    /// With vectors and threads.
    Cpu(ParallelExecutor),
    /// The plain loops, in f32.
    Reference(CpuExecutor<f32>),
    /// That of this rank, and those of the others that share its batches.
    #[cfg(feature = "files")]
    Shared(Box<Shared<DeviceExecutor>>),
}

impl DeviceExecutor {
    /// From here on, times each dispatch.
    ///
    /// # Errors
    /// When the device has no timestamp queries.
    pub fn start_profile(&mut self) -> Result<()> {
        match self {
            Self::Gpu(executor) => executor.start_profile(),
            _ => Err(Error::input("--profile: the CPU has no timestamp queries")
                .advice("choose a GPU adapter with --device")),
        }
    }

    /// What was timed.
    ///
    /// # Errors
    /// When the device was lost.
    pub fn profile(&mut self) -> Result<Option<&Profile>> {
        match self {
            Self::Gpu(executor) => executor.profile(),
            _ => Ok(None),
        }
    }

    /// The GPU's.
    pub fn context(&self) -> Option<&Context> {
        match self {
            Self::Gpu(executor) => Some(executor.context()),
            Self::Cpu(_) | Self::Reference(_) => None,
            #[cfg(feature = "files")]
            Self::Shared(executor) => executor.own().context(),
        }
    }

    /// Another on the same device that runs every kernel by itself, where this one fuses some.
    pub fn unfused(&self) -> Option<Self> {
        let Self::Gpu(executor) = self else { return None };
        let context = executor.context();
        let options = GpuOptions { family: Some(Family::Single), ..context.options().clone() };
        let unfused = || GpuExecutor::new(context.with_options(options));
        (context.family() != Family::Single).then(|| Self::Gpu(Box::new(unfused())))
    }
}

/// Hands a call on to whichever it is; one that is awaited in a box, since several are made of one.
macro_rules! delegate {
    ($self:ident, $executor:ident => $call:expr) => {
        match $self {
            DeviceExecutor::Gpu($executor) => $call,
            DeviceExecutor::Cpu($executor) => $call,
            DeviceExecutor::Reference($executor) => $call,
            #[cfg(feature = "files")]
            DeviceExecutor::Shared($executor) => $call,
        }
    };
}

impl Executor for DeviceExecutor {
    fn fresh(&self) -> Result<Self> {
        Ok(match self {
            Self::Gpu(executor) => Self::Gpu(Box::new(executor.fresh()?)),
            Self::Cpu(executor) => Self::Cpu(executor.fresh()?),
            Self::Reference(executor) => Self::Reference(executor.fresh()?),
            #[cfg(feature = "files")]
            Self::Shared(executor) => Self::Shared(Box::new(executor.fresh()?)),
        })
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        delegate!(self, executor => Box::pin(executor.load(recording)).await)
    }

    fn fusion(&self, program: Program) -> &executor::Fusion {
        delegate!(self, executor => executor.fusion(program))
    }

    fn fits(&self, extent: Extent) -> bool {
        delegate!(self, executor => executor.fits(extent))
    }

    fn is_in_host_memory(&self) -> bool {
        delegate!(self, executor => executor.is_in_host_memory())
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        delegate!(self, executor => executor.write(buffer, values))
    }

    fn lend(&mut self, buffer: Buffer, values: &Values<f32>) -> Result<()> {
        delegate!(self, executor => executor.lend(buffer, values))
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        delegate!(self, executor => executor.write_indices(buffer, indices))
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        delegate!(self, executor => Box::pin(executor.run(program, times)).await)
    }

    fn can_reopen(&self) -> bool {
        delegate!(self, executor => executor.can_reopen())
    }

    async fn reopen(&mut self) -> Result<bool> {
        delegate!(self, executor => Box::pin(executor.reopen()).await)
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        delegate!(self, executor => Box::pin(executor.read(buffer)).await)
    }

    async fn read_all(&mut self, buffers: &[Buffer]) -> Result<Vec<Vec<f32>>> {
        delegate!(self, executor => Box::pin(executor.read_all(buffers)).await)
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        delegate!(self, executor => Box::pin(executor.read_indices(buffer)).await)
    }

    async fn gradient_parts(&mut self) -> Result<Option<Parts>> {
        delegate!(self, executor => Box::pin(executor.gradient_parts()).await)
    }
}
