//! One executor, whichever it is: the GPU's, the CPU's, or the reference's plain loops. Those on the CPU give the
//! page a turn from time to time.

use gradshader::cpu::{CpuExecutor, CpuOptions, ParallelExecutor};
use gradshader::executor::{Executor, Fusion, Program};
use gradshader::gpu::GpuExecutor;
use gradshader::recording::{Buffer, Extent, Recording};
use gradshader::{Error, Result};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_time::{Duration, Instant};

#[wasm_bindgen(module = "/src/pause.js")]
extern "C" {
    fn pause() -> js_sys::Promise;
}

/// How long the CPU computes until messages are looked at, such as one to stop.
const TURN: Duration = Duration::from_millis(30);

/// What trains.
pub(crate) enum PageExecutor {
    /// On WebGPU.
    Gpu(Box<GpuExecutor>),
    /// On the CPU, in vectors, and when it last gave the page a turn.
    Cpu(Box<ParallelExecutor>, Instant),
    /// The plain loops, in f32, which keep every number to be seen; as well.
    Plain(CpuExecutor<f32>, Instant),
}

impl PageExecutor {
    /// On the CPU.
    pub(crate) fn cpu() -> Self {
        let options = CpuOptions { threads: Some(1), ..CpuOptions::default() };
        let executor = ParallelExecutor::with(options).expect("one thread is there");
        Self::Cpu(Box::new(executor), Instant::now())
    }

    /// On the CPU, every kernel by itself.
    pub(crate) fn plain() -> Self {
        Self::Plain(CpuExecutor::new(), Instant::now())
    }
}

/// Hands a call on to whichever it is.
macro_rules! delegate {
    ($self:ident, $executor:ident => $call:expr) => {
        match $self {
            PageExecutor::Gpu($executor) => $call,
            PageExecutor::Cpu($executor, _) => $call,
            PageExecutor::Plain($executor, _) => $call,
        }
    };
}

impl Executor for PageExecutor {
    fn fresh(&self) -> Result<Self> {
        Ok(match self {
            Self::Gpu(executor) => Self::Gpu(Box::new(executor.fresh()?)),
            Self::Cpu(executor, _) => Self::Cpu(Box::new(executor.fresh()?), Instant::now()),
            Self::Plain(..) => Self::plain(),
        })
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        delegate!(self, executor => executor.load(recording).await)
    }

    fn fusion(&self, program: Program) -> &Fusion {
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

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        delegate!(self, executor => executor.write_indices(buffer, indices))
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        match self {
            Self::Gpu(executor) => executor.run(program, times).await,
            Self::Cpu(executor, turn) => in_turns(executor.as_mut(), turn, program, times).await,
            Self::Plain(executor, turn) => in_turns(executor, turn, program, times).await,
        }
    }

    fn can_reopen(&self) -> bool {
        delegate!(self, executor => executor.can_reopen())
    }

    async fn reopen(&mut self) -> Result<bool> {
        delegate!(self, executor => executor.reopen().await)
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        delegate!(self, executor => executor.read(buffer).await)
    }

    async fn read_all(&mut self, buffers: &[Buffer]) -> Result<Vec<Vec<f32>>> {
        delegate!(self, executor => executor.read_all(buffers).await)
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        delegate!(self, executor => executor.read_indices(buffer).await)
    }
}

/// Runs it so many times, and lets the page have its turns.
async fn in_turns(
    executor: &mut impl Executor,
    turn: &mut Instant,
    program: Program,
    times: usize,
) -> Result<()> {
    for _ in 0..times {
        executor.run(program, 1).await?;
        if turn.elapsed() >= TURN {
            give_a_turn().await?;
            *turn = Instant::now();
        }
    }
    Ok(())
}

/// Lets what has come in meanwhile be heard.
async fn give_a_turn() -> Result<()> {
    // Tests have no page.
    if cfg!(not(target_arch = "wasm32")) {
        return Ok(());
    }
    let turn = JsFuture::from(pause()).await;
    turn.map(drop).map_err(|_| Error::failed("the page gives no turn"))
}
