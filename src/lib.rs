//! Trains fully connected neural networks with hand-written WGSL compute kernels, on any GPU that
//! wgpu reaches and on software adapters, and can prove every number it computes against a CPU
//! reference.
//!
//! # Overview
//!
//! Data flows one way:
//!
//! 1. Bytes become a [`dataset::Table`] ([`dataset::read_csv`], [`dataset::read_idx`]); in
//!    [`dataset::Samples`] it is decided what its columns are; a [`dataset::Preprocessing`], fitted on
//!    the samples to train on, turns those into a [`Dataset`].
//! 2. A [`train::Trainer`] writes a training step down as a [`recording::Recording`]: plain data, a
//!    list of [`kernel::Kernel`]s over named buffers.
//! 3. An [`executor::Executor`] runs it: [`gpu::GpuExecutor`] on a device, `cpu::ParallelExecutor` on
//!    the CPU (with the feature `parallel`), or [`cpu::CpuExecutor`], the reference, in f32 or f64.
//! 4. [`verify`] runs it on both and compares them, quantity by quantity, against the bounds of
//!    [`bound`].
//! 5. A [`model::Model`] is what is kept: parameters and preprocessing in a safetensors file.
//!
//! Tensors are dense and row-major, `[members, rows, columns]`; a weight is `[inputs, outputs]`. The
//! loss of a batch is the mean over its samples of half the squared error. All errors are one type,
//! [`Error`], whose [`ErrorKind`] says what kind of failure it is.
//!
//! Everything that waits for a device is `async`; [`block_on`] is the blocking front. It needs no
//! runtime and no thread.
//!
//! # A small tour
//!
//! XOR, on the reference:
//!
//! ```
//! use gradshader::cpu::CpuExecutor;
//! use gradshader::network::{Activation, Network, Parameters};
//! use gradshader::train::{Hyperparameters, Trainer};
//! use gradshader::{Dataset, block_on};
//!
//! # fn main() -> gradshader::Result<()> {
//! let data = Dataset::from_rows(
//!     &[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]],
//!     &[[0.0], [1.0], [1.0], [0.0]],
//! );
//! let network = Network::new(&[2, 4, 1], &[Activation::Sigmoid; 2])?;
//! let parameters = Parameters::initialise(&network, &[1]);
//! let settings = Hyperparameters::new(4.0, 4, 1); // learning rate, batch, seed
//! let executor = CpuExecutor::<f32>::new();
//! block_on(async {
//!     let mut trainer =
//!         Trainer::new(executor, network, &parameters, data.clone(), None, settings).await?;
//!     let first = trainer.epoch().await?.losses[0];
//!     for _ in 1..4000 {
//!         trainer.epoch().await?;
//!     }
//!     let after = trainer.evaluate(&data).await?;
//!     assert!(after.losses[0] < first / 10.0);
//!     assert!(after.outputs[0] < 0.2 && after.outputs[1] > 0.8);
//!     Ok(())
//! })
//! # }
//! ```
//!
//! The same on a GPU needs another executor and nothing else. This one also compares every tenth step
//! with the reference and fails, naming layer and quantity, where the device is wrong:
//!
//! ```no_run
//! # use gradshader::gpu::{Context, GpuExecutor, GpuOptions, adapters};
//! # use gradshader::network::{Network, Parameters};
//! # use gradshader::train::{Hyperparameters, Trainer};
//! # use gradshader::{Dataset, Error};
//! # async fn tour(
//! #     network: Network,
//! #     parameters: Parameters,
//! #     data: Dataset,
//! #     settings: Hyperparameters,
//! # ) -> gradshader::Result<()> {
//! let adapters = adapters().await; // best first
//! let adapter = adapters.first().ok_or_else(|| Error::device("there is no adapter"))?;
//! let executor = GpuExecutor::new(Context::open(adapter, GpuOptions::default()).await?);
//! let mut trainer = Trainer::new(executor, network, &parameters, data, None, settings).await?;
//! trainer.verify_every(10)?;
//! trainer.epoch().await?;
//! # Ok(())
//! # }
//! ```
//!
//! A caller that has a `wgpu::Device` already gives it to [`gpu::Context::from_device`].
//!
//! # Features
//!
//! - `cli` (default): the command-line program; implies `files` and `parallel`.
//! - `tui` (default): the dashboard of a run in a terminal.
//! - `export`: models in the forms of other programs (`export`).
//! - `files`: models by path.
//! - `images`, `parquet`: PNG images and Parquet files among what is read.
//! - `report`: reports as pages.
//! - `mpi`: several processes that do one run together (`ranks`).
//! - `parallel`: `cpu::ParallelExecutor`, which trains on the CPU with vectors and threads.
//!
//! Without features the library opens no file and also builds for `wasm32-unknown-unknown`.

#[cfg(feature = "parallel")]
pub mod answering;
pub mod bench;
pub mod bound;
pub mod checkpoint;
pub mod cpu;
pub mod dataset;
pub mod defaults;
#[cfg(feature = "parallel")]
pub mod device;
pub mod ensemble;
pub mod error;
pub mod executor;
#[cfg(feature = "export")]
pub mod export;
#[cfg(feature = "files")]
pub mod files;
pub mod formula;
mod fusion;
pub mod gpu;
pub mod hyperparameters;
#[cfg(feature = "export")]
pub mod import;
pub mod initialisation;
pub mod kernel;
pub mod memory;
pub mod metrics;
pub mod model;
mod names;
pub mod network;
mod pace;
pub mod random;
#[cfg(all(feature = "files", feature = "parallel"))]
pub mod ranks;
pub mod recipe;
pub mod recording;
pub mod report;
pub mod run;
pub mod schedule;
pub mod search;
pub mod self_test;
pub mod shape;
mod shrink;
#[cfg(feature = "parallel")]
pub mod together;
pub mod train;
pub mod verify;

pub use dataset::Dataset;
pub use error::{Error, ErrorKind, Result};
pub use pollster::block_on;

/// The code in the README compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
