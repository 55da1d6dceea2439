//! Trains fully connected neural networks with hand-written WGSL compute kernels, on any GPU that
//! wgpu reaches and on software adapters, and can prove every number it computes against a CPU
//! reference.
//!
//! Data flows one way: bytes become [`dataset::Samples`], those a [`Dataset`]; a
//! [`train::Trainer`] writes a training step down as a [`recording::Recording`] and lets an
//! [`executor::Executor`] run it: [`gpu::GpuExecutor`] or [`cpu::CpuExecutor`], the reference.
//! [`verify`] compares the two, quantity by quantity, against the bounds of [`bound`]. A
//! [`model::Model`] is what is kept.
//!
//! Everything that waits for a device is `async`; [`block_on`] is the blocking front.
//!
//! ```
//! use gradshader::cpu::CpuExecutor;
//! use gradshader::network::{Activation, Network, Parameters};
//! use gradshader::train::{Hyperparameters, Trainer};
//! use gradshader::{Dataset, block_on};
//!
//! # fn main() -> gradshader::Result<()> {
//! let data = Dataset {
//!     samples: 4,
//!     inputs: vec![0.0, 0.0, 0.0, 1.0, 1.0, 0.0, 1.0, 1.0],
//!     targets: vec![0.0, 1.0, 1.0, 0.0],
//! };
//! let network = Network::new(&[2, 4, 1], &[Activation::Sigmoid; 2])?;
//! let parameters = Parameters::initialise(&network, &[1]);
//! // On a GPU: GpuExecutor::new(Context::open(&adapters().await[0], GpuOptions::default()).await?)
//! let executor = CpuExecutor::<f32>::new();
//! let settings = Hyperparameters::new(4.0, 4, 1);
//! let trainer = Trainer::new(executor, network, &parameters, data.clone(), None, settings);
//! let mut trainer = block_on(trainer)?;
//! for _ in 0..4000 {
//!     block_on(trainer.epoch())?;
//! }
//! let outputs = block_on(trainer.predict(&data))?;
//! assert!(outputs[0] < 0.2 && outputs[1] > 0.8 && outputs[2] > 0.8 && outputs[3] < 0.2);
//! # Ok(())
//! # }
//! ```

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
pub mod self_test;
pub mod shape;
mod shrink;
pub mod train;
pub mod verify;

pub use dataset::Dataset;
pub use error::{Error, ErrorKind, Result};
pub use pollster::block_on;
