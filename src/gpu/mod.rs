//! The GPU side: adapters, a device, compiled kernels, padded buffers and the executor that runs
//! recordings with them.

mod adapters;
mod buffers;
mod cache;
mod canary;
mod compiled;
mod context;
mod dispatch;
mod executor;
#[doc(hidden)]
pub mod fault;
mod fusion;
mod layout;
mod matrix;
mod mixed;
mod open;
mod panel;
mod pipelines;
mod profile;
mod shader;
mod starved;
mod tile;
mod tiling;
mod trouble;
mod watch;
mod whole;

pub use self::adapters::{AdapterDescription, adapters, is_software};
pub use self::context::{Context, Family, GpuOptions};
pub use self::executor::GpuExecutor;
pub use self::matrix::Matrices;
pub use self::profile::{Profile, Timing, Total};
#[cfg(feature = "export")]
pub(crate) use self::shader::prefixed;
pub use self::shader::{
    Backward, Forward, Lanes, Panel, Pass, Place, Product, Residence, Shader, Steps, Word,
};
pub use self::tile::Tile;
#[doc(hidden)]
pub use self::watch::is_waiting;
