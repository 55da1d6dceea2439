//! Trains fully connected neural networks with hand-written WGSL compute kernels.

pub mod bench;
pub mod bound;
pub mod cpu;
pub mod dataset;
pub mod error;
pub mod executor;
#[cfg(feature = "files")]
pub mod files;
pub mod gpu;
pub mod kernel;
pub mod metrics;
pub mod model;
pub mod network;
pub mod random;
pub mod recording;
pub mod shape;
pub mod train;
pub mod verify;

pub use dataset::Dataset;
pub use error::{Error, ErrorKind, Result};
pub use pollster::block_on;
