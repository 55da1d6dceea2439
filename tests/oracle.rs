//! Parity with PyTorch: trajectories that its autograd computed in float64 must be reproduced by
//! every executor.
//!
//! Runs over every `*.safetensors` file of the folder in `GRADSHADER_ORACLE_DIR`, by default the
//! files shipped in `tests/data/oracle`. A file holds `inputs`, `targets`, `initial.layers.N.*`,
//! the first step's `gradient.layers.N.*`, `stepK.layers.N.*` and `losses`; its metadata say
//! sizes, activations, learning rate, batch and steps. Batches are consecutive and wrap around.

mod common;

use std::path::PathBuf;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor, Real};
use gradshader::executor::Executor;
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network};
use gradshader::recording::{Buffer, Part, Setup, Window};
use safetensors::{Dtype, SafeTensors};

/// How far an executor may be from the float64 trajectory.
#[derive(Debug, Clone, Copy)]
enum Tolerance {
    /// The same arithmetic in another order: relative to the largest value of the tensor.
    Relative(f64),
    /// f32 over all steps of these files: `2e-5` absolute on weights. A step adds at most
    /// `eta gamma_k` of a gradient of at most about 0.1, some `1e-7`; steps are at most 40, and
    /// training on a smooth loss with these rates does not amplify much: measured on 2026-11-24
    /// with lavapipe 25.0.7, the largest difference was 6e-7.
    Absolute(f64),
}

struct Oracle {
    name: String,
    bytes: Vec<u8>,
    network: Network,
    learning_rate: f64,
    batch: usize,
    steps: usize,
}

impl Oracle {
    fn load_all() -> Vec<Self> {
        let folder = std::env::var_os("GRADSHADER_ORACLE_DIR").map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/oracle")),
            PathBuf::from,
        );
        let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{folder:?}: {e}"));
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.retain(|file| file.extension().is_some_and(|end| end == "safetensors"));
        files.sort();
        assert!(!files.is_empty(), "no *.safetensors file in {folder:?}");
        files.into_iter().map(Self::load).collect()
    }

    fn load(file: PathBuf) -> Self {
        let bytes = std::fs::read(&file).unwrap();
        let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
        let metadata = header.metadata().as_ref().unwrap();
        let sizes: Vec<usize> = serde_json::from_str(&metadata["sizes"]).unwrap();
        let activations: Vec<Activation> = serde_json::from_str(&metadata["activations"]).unwrap();
        let network = Network::new(&sizes, &activations).unwrap();
        let learning_rate = metadata["learning_rate"].parse().unwrap();
        let batch = metadata["batch"].parse().unwrap();
        let steps = metadata["steps"].parse().unwrap();
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        Self { name, bytes, network, learning_rate, batch, steps }
    }

    /// A tensor in f64, whether stored as F32 or F64; `None` when the file has none.
    fn tensor(&self, name: &str) -> Option<Vec<f64>> {
        let tensors = SafeTensors::deserialize(&self.bytes).unwrap();
        let tensor = tensors.tensor(name).ok()?;
        Some(match tensor.dtype() {
            Dtype::F64 => tensor
                .data()
                .chunks_exact(8)
                .map(|b| f64::from_le_bytes(b.try_into().unwrap()))
                .collect(),
            Dtype::F32 => tensor
                .data()
                .chunks_exact(4)
                .map(|b| f32::from_le_bytes(b.try_into().unwrap()).into())
                .collect(),
            other => panic!("{}: tensor {name} is {other:?}", self.name),
        })
    }

    fn f32s(&self, name: &str) -> Vec<f32> {
        self.tensor(name).unwrap().into_iter().map(|value| value as f32).collect()
    }

    /// Trains as the file was trained and compares everything that it holds. `set_rate` and
    /// `values` write the learning rate and read a buffer in the executor's own precision.
    fn check<E: Executor>(
        &self,
        mut executor: E,
        set_rate: impl Fn(&mut E, f64),
        values: impl Fn(&mut E, Buffer) -> Vec<f64>,
        tolerance: Tolerance,
    ) {
        let inputs = self.f32s("inputs");
        let samples = inputs.len() / self.network.inputs();
        assert_eq!(samples % self.batch, 0, "consecutive batches wrap around at a whole batch");
        let steps_an_epoch = samples / self.batch;
        let setup = Setup {
            network: self.network.clone(),
            members: 1,
            training_batch: self.batch,
            evaluation_batch: 1,
            training: Window { rows: samples, samples, steps: steps_an_epoch },
            evaluation: Window { rows: 1, samples: 1, steps: 1 },
        };
        let recording = setup.training_step(self.batch);
        let program = block_on(executor.load(&recording)).unwrap();
        let fusion = executor.fusion(program).clone();
        let part = Part::Training;
        executor.write(Buffer::DataInputs(part), &inputs).unwrap();
        executor.write(Buffer::DataTargets(part), &self.f32s("targets")).unwrap();
        executor.write_indices(Buffer::Order(part), &Vec::from_iter(0..samples as u32)).unwrap();
        set_rate(&mut executor, self.learning_rate);
        let layers = || 0..self.network.layers() as u32;
        for layer in layers() {
            let initial = |what| self.f32s(&format!("initial.layers.{layer}.{what}"));
            executor.write(Buffer::Weight(layer), &initial("weight")).unwrap();
            executor.write(Buffer::Bias(layer), &initial("bias")).unwrap();
        }
        let losses = self.tensor("losses").unwrap();
        assert_eq!(losses.len(), self.steps);
        let mut compared = 0;
        for step in 0..self.steps {
            if step % steps_an_epoch == 0 {
                executor.write_indices(Buffer::Cursor(part), &[0, 0]).unwrap();
            }
            block_on(executor.run(program, 1)).unwrap();
            let loss = values(&mut executor, Buffer::Losses(part))[step % steps_an_epoch];
            self.compare(&format!("loss of step {step}"), &[loss], &losses[step..=step], tolerance);
            let mut tensors = Vec::new();
            for layer in layers() {
                let after = format!("step{}.layers.{layer}", step + 1);
                tensors.push((Buffer::Weight(layer), format!("{after}.weight")));
                tensors.push((Buffer::Bias(layer), format!("{after}.bias")));
                if step == 0 {
                    let gradient = format!("gradient.layers.{layer}");
                    tensors.push((Buffer::WeightGradient(layer), format!("{gradient}.weight")));
                    tensors.push((Buffer::BiasGradient(layer), format!("{gradient}.bias")));
                }
            }
            tensors.retain(|(buffer, _)| !fusion.elided.contains(buffer));
            for (buffer, name) in tensors {
                if let Some(expected) = self.tensor(&name) {
                    self.compare(&name, &values(&mut executor, buffer), &expected, tolerance);
                    compared += 1;
                }
            }
        }
        // Weight and bias after the first and the last step, and the first's gradients where the
        // executor stores them.
        let elided = fusion.elided.iter();
        let elided = elided
            .filter(|buffer| matches!(buffer, Buffer::WeightGradient(_) | Buffer::BiasGradient(_)));
        let expected = 6 * self.network.layers() - elided.count();
        assert!(compared >= expected, "{}: only {compared} of {expected} tensors", self.name);
    }

    fn compare(&self, what: &str, computed: &[f64], expected: &[f64], tolerance: Tolerance) {
        assert_eq!(computed.len(), expected.len(), "{}: {what}", self.name);
        let allowed = match tolerance {
            Tolerance::Relative(relative) => {
                relative * expected.iter().fold(0.0, |largest: f64, value| largest.max(value.abs()))
            }
            Tolerance::Absolute(absolute) => absolute,
        };
        for (i, (computed, expected)) in computed.iter().zip(expected).enumerate() {
            let error = (computed - expected).abs();
            assert!(
                error <= allowed,
                "{}: {what}[{i}] is {computed:e}, PyTorch has {expected:e}: off by {error:e}, \
                 allowed {allowed:e}",
                self.name
            );
        }
    }
}

fn check_cpu<T: Real>(tolerance: Tolerance) {
    for oracle in Oracle::load_all() {
        let read = |executor: &mut CpuExecutor<T>, buffer| {
            let numbers = executor.buffers.numbers(buffer).unwrap();
            numbers.iter().map(|number| number.to_f64().unwrap()).collect()
        };
        let set_rate = |executor: &mut CpuExecutor<T>, rate: f64| {
            let rates = executor.buffers.numbers_mut(Buffer::LearningRate).unwrap();
            rates[0] = T::from_f64(rate).unwrap();
        };
        oracle.check(CpuExecutor::<T>::new(), set_rate, read, tolerance);
    }
}

#[test]
fn cpu_f64_follows_pytorch() {
    check_cpu::<f64>(Tolerance::Relative(1e-10));
}

#[test]
fn cpu_f32_follows_pytorch() {
    check_cpu::<f32>(Tolerance::Absolute(2e-5));
}

/// An executor whose numbers are f32.
fn check<E: Executor>(executor: impl Fn() -> E) {
    for oracle in Oracle::load_all() {
        let read = |executor: &mut E, buffer| {
            let numbers = block_on(executor.read(buffer)).unwrap();
            numbers.into_iter().map(f64::from).collect()
        };
        let set_rate = |executor: &mut E, rate: f64| {
            executor.write(Buffer::LearningRate, &[rate as f32]).unwrap();
        };
        oracle.check(executor(), set_rate, read, Tolerance::Absolute(2e-5));
    }
}

fn gpu(family: Option<Family>) -> GpuExecutor {
    GpuExecutor::new(common::open(GpuOptions { family, ..Default::default() }))
}

#[test]
fn gpu_follows_pytorch() {
    check(|| gpu(None));
}

#[test]
fn gpu_kernel_by_kernel_follows_pytorch() {
    check(|| gpu(Some(Family::Single)));
}

#[test]
fn gpu_in_tiles_follows_pytorch() {
    check(|| gpu(Some(Family::Tiles)));
}

#[test]
fn parallel_cpu_follows_pytorch() {
    check(|| ParallelExecutor::new(Some(2)).unwrap());
}
