//! Parity with PyTorch: trajectories that its autograd computed in float64 must be reproduced by
//! every executor.
//!
//! Runs over every `*.safetensors` file of the folder in `GRADSHADER_ORACLE_DIR`, by default the
//! files shipped in `tests/data/oracle`, which `scripts/oracle/trajectories.py` wrote. A file holds
//! `inputs`, `targets`, perhaps `sample_weights`, `initial.layers.N.*`, the first step's
//! `gradient.layers.N.*`, `stepK.layers.N.*` and `losses`; its metadata say sizes, activations,
//! learning rate, batch and steps and, where it is not half the squared error by gradient descent,
//! loss, label smoothing, optimizer (JSON, with PyTorch's argument names), a learning rate for each
//! step, and how gradients are clipped. Batches are consecutive; the last of an epoch may be partial.

mod common;

use std::path::PathBuf;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor, Real};
use gradshader::executor::Executor;
use gradshader::formula::{Loss, Optimizer, OptimizerSettings};
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::hyperparameters::{Course, Hyperparameters};
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
    hyperparameters: Hyperparameters,
    rates: Vec<f64>,
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
        let number = |key: &str| metadata.get(key).map(|text| text.parse::<f64>().unwrap());
        let sizes: Vec<usize> = serde_json::from_str(&metadata["sizes"]).unwrap();
        let activations: Vec<Activation> = serde_json::from_str(&metadata["activations"]).unwrap();
        let network = Network::new(&sizes, &activations).unwrap();
        let batch = metadata["batch"].parse().unwrap();
        let steps = metadata["steps"].parse().unwrap();
        let mut hyperparameters = Hyperparameters::new(1.0, batch, 0);
        // The first files describe the default in words.
        let loss = metadata.get("loss").filter(|loss| !loss.contains(' '));
        hyperparameters.loss = loss.map_or_else(Loss::default, |loss| loss.parse().unwrap());
        hyperparameters.label_smoothing = number("label_smoothing").unwrap_or(0.0);
        hyperparameters.clip_norm = number("clip_norm");
        hyperparameters.clip_value = number("clip_value");
        hyperparameters.weighted = header.info("sample_weights").is_some();
        let mut rate = number("learning_rate");
        if let Some(text) = metadata.get("optimizer") {
            let given: serde_json::Value = serde_json::from_str(text).unwrap();
            rate = given["lr"].as_f64().or(rate);
            optimizer(&given, &mut hyperparameters);
        }
        let rates = match metadata.get("learning_rates") {
            Some(text) => serde_json::from_str(text).unwrap(),
            None => vec![rate.expect("a learning rate"); steps],
        };
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        Self { name, bytes, network, hyperparameters, rates, batch, steps }
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

    /// The targets, with the weights of the samples as one column more where there are any.
    fn targets(&self) -> Vec<f32> {
        let targets = self.f32s("targets");
        if !self.hyperparameters.weighted {
            return targets;
        }
        let weights = self.f32s("sample_weights");
        let rows = targets.chunks(self.network.outputs()).zip(weights);
        rows.flat_map(|(row, weight)| row.iter().copied().chain([weight])).collect()
    }

    /// The coefficients of every step, in f64.
    fn coefficients(&self, samples: usize) -> Vec<Vec<f64>> {
        let weights = self.tensor("sample_weights").unwrap_or_else(|| vec![1.0; samples]);
        let mut courses = Course::new(&self.hyperparameters, 0);
        let batches: Vec<_> = weights.chunks(self.batch).collect();
        let steps = self.rates.iter().zip(batches.into_iter().cycle());
        steps
            .map(|(&rate, weights)| {
                let scale = weights.len() as f64 / weights.iter().sum::<f64>();
                courses.next(&self.hyperparameters, rate, scale)
            })
            .collect()
    }

    /// Trains as the file was trained and compares everything that it holds. `set` and `values` write
    /// and read a buffer in the executor's own precision.
    fn check<E: Executor>(
        &self,
        mut executor: E,
        set: impl Fn(&mut E, Buffer, &[f64]),
        values: impl Fn(&mut E, Buffer) -> Vec<f64>,
        tolerance: Tolerance,
    ) {
        let inputs = self.f32s("inputs");
        let samples = inputs.len() / self.network.inputs();
        let steps_an_epoch = samples.div_ceil(self.batch);
        let setup = Setup {
            network: self.network.clone(),
            recipe: self.hyperparameters.recipe(),
            members: 1,
            training_batch: self.batch,
            evaluation_batch: 1,
            training: Window { rows: samples, samples, steps: steps_an_epoch },
            evaluation: Window { rows: 1, samples: 1, steps: 1 },
        };
        let recording = setup.training_step(self.batch);
        let program = block_on(executor.load(&recording)).unwrap();
        let fusion = executor.fusion(program).clone();
        let rest = match samples % self.batch {
            0 => program,
            rest => block_on(executor.load(&setup.training_step(rest))).unwrap(),
        };
        let part = Part::Training;
        executor.write(Buffer::DataInputs(part), &inputs).unwrap();
        executor.write(Buffer::DataTargets(part), &self.targets()).unwrap();
        executor.write_indices(Buffer::Order(part), &Vec::from_iter(0..samples as u32)).unwrap();
        let coefficients = self.coefficients(samples);
        let layers = || 0..self.network.layers() as u32;
        for layer in layers() {
            let initial = |what| self.f32s(&format!("initial.layers.{layer}.{what}"));
            executor.write(Buffer::Weight(layer), &initial("weight")).unwrap();
            executor.write(Buffer::Bias(layer), &initial("bias")).unwrap();
        }
        let start = self.hyperparameters.settings.initial_accumulator;
        if self.hyperparameters.optimizer == Optimizer::Adagrad && start > 0.0 {
            for layer in layers() {
                for state in [Buffer::WeightState(layer, 0), Buffer::BiasState(layer, 0)] {
                    let elements = setup.extent(state).elements().unwrap();
                    set(&mut executor, state, &vec![start; elements]);
                }
            }
        }
        let losses = self.tensor("losses").unwrap();
        assert_eq!(losses.len(), self.steps);
        let mut compared = 0;
        for step in 0..self.steps {
            if step % steps_an_epoch == 0 {
                executor.write_indices(Buffer::Cursor(part), &[0, 0]).unwrap();
                let mut epoch = coefficients[step..].iter().take(steps_an_epoch).cloned();
                let mut rows = epoch.by_ref().collect::<Vec<_>>();
                rows.resize(steps_an_epoch, coefficients[step].clone());
                set(&mut executor, Buffer::Schedule, &rows.concat());
            }
            let is_last = (step + 1) % steps_an_epoch == 0;
            block_on(executor.run(if is_last { rest } else { program }, 1)).unwrap();
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

/// The optimizer of a file, with PyTorch's argument names.
fn optimizer(given: &serde_json::Value, hyperparameters: &mut Hyperparameters) {
    let name = given["name"].as_str().unwrap();
    let number = |key: &str| given[key].as_f64();
    let decay = number("weight_decay").unwrap_or(if name == "adamw" { 0.01 } else { 0.0 });
    let momentum = number("momentum").unwrap_or(0.0);
    let optimizer = match name {
        "sgd" if momentum > 0.0 => Optimizer::Momentum,
        "adamw" => Optimizer::Adam,
        "rmsprop" if momentum > 0.0 => Optimizer::RmspropMomentum,
        name => name.parse().unwrap(),
    };
    let mut settings = OptimizerSettings::new(optimizer);
    settings.momentum = momentum;
    settings.dampening = number("dampening").unwrap_or(0.0);
    settings.nesterov = given["nesterov"].as_bool().unwrap_or(false);
    if let Some(betas) = given["betas"].as_array() {
        settings.beta1 = betas[0].as_f64().unwrap();
        settings.beta2 = betas[1].as_f64().unwrap();
    }
    settings.beta2 = number("alpha").unwrap_or(settings.beta2);
    settings.epsilon = number("eps").unwrap_or(settings.epsilon);
    settings.momentum_decay = number("momentum_decay").unwrap_or(settings.momentum_decay);
    settings.rate_decay = number("lr_decay").unwrap_or(0.0);
    let decoupled = matches!(name, "adamw" | "lion")
        || given["decoupled_weight_decay"].as_bool().unwrap_or(false);
    let (l2, decay) = if decoupled { (0.0, decay) } else { (decay, 0.0) };
    settings.initial_accumulator = number("initial_accumulator_value").unwrap_or(0.0);
    hyperparameters.optimizer = optimizer;
    hyperparameters.settings = settings;
    hyperparameters.l2 = l2;
    hyperparameters.decay = decay;
    // One group of parameters, as in the files.
    hyperparameters.decay_biases = true;
}

fn check_cpu<T: Real>(tolerance: Tolerance) {
    for oracle in Oracle::load_all() {
        let read = |executor: &mut CpuExecutor<T>, buffer| {
            let numbers = executor.buffers.numbers(buffer).unwrap();
            numbers.iter().map(|number| number.to_f64().unwrap()).collect()
        };
        let set = |executor: &mut CpuExecutor<T>, buffer: Buffer, rows: &[f64]| {
            let numbers = executor.buffers.numbers_mut(buffer).unwrap();
            for (to, &row) in numbers.iter_mut().zip(rows) {
                *to = T::of(row);
            }
        };
        oracle.check(CpuExecutor::<T>::new(), set, read, tolerance);
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

/// An executor whose numbers are f32, on some of the files.
fn check<E: Executor>(oracles: Vec<Oracle>, executor: impl Fn() -> E) {
    for oracle in oracles {
        let read = |executor: &mut E, buffer| {
            let numbers = block_on(executor.read(buffer)).unwrap();
            numbers.into_iter().map(f64::from).collect()
        };
        let set = |executor: &mut E, buffer: Buffer, rows: &[f64]| {
            let rows: Vec<f32> = rows.iter().map(|&row| row as f32).collect();
            executor.write(buffer, &rows).unwrap();
        };
        oracle.check(executor(), set, read, Tolerance::Absolute(2e-5));
    }
}

fn gpu(family: Option<Family>) -> GpuExecutor {
    GpuExecutor::new(common::open(GpuOptions { family, ..Default::default() }))
}

/// What a software GPU has time for: the files that the first release shipped and every sixth of the
/// others; all of them where `GRADSHADER_TEST_CASES` asks for more cases.
fn for_a_gpu() -> Vec<Oracle> {
    let all = Oracle::load_all();
    if std::env::var_os("GRADSHADER_TEST_CASES").is_some() {
        return all;
    }
    let first = |name: &str| ["article", "deep", "digits"].iter().any(|of| name.starts_with(of));
    let (mut kept, others): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|oracle| first(&oracle.name));
    kept.extend(others.into_iter().step_by(6));
    kept
}

#[test]
fn gpu_follows_pytorch() {
    check(for_a_gpu(), || gpu(None));
}

#[test]
fn gpu_kernel_by_kernel_follows_pytorch() {
    check(for_a_gpu(), || gpu(Some(Family::Single)));
}

#[test]
fn gpu_in_tiles_follows_pytorch() {
    check(for_a_gpu(), || gpu(Some(Family::Tiles)));
}

/// Those of the adapter, but never whole steps.
fn panels() -> GpuExecutor {
    let options = GpuOptions { whole_steps: Some(false), ..Default::default() };
    GpuExecutor::new(common::open(options))
}

#[test]
fn gpu_in_panels_follows_pytorch() {
    check(for_a_gpu(), panels);
}

/// Where the parameters fit; the others in tiles.
fn resident() -> GpuExecutor {
    let whole_steps = Some(true);
    let options = GpuOptions { family: Some(Family::Tiles), whole_steps, ..Default::default() };
    GpuExecutor::new(common::open(options))
}

#[test]
fn gpu_in_resident_steps_follows_pytorch() {
    check(for_a_gpu(), resident);
}

#[test]
#[ignore = "a release check: every file through every way of the GPU, some minutes"]
fn gpu_follows_every_file_of_pytorch() {
    for family in [None, Some(Family::Single), Some(Family::Tiles)] {
        check(Oracle::load_all(), || gpu(family));
    }
    check(Oracle::load_all(), resident);
    check(Oracle::load_all(), panels);
}

#[test]
fn what_a_file_leaves_out_of_an_optimizer_is_pytorchs() {
    let of = |text: &str| {
        let mut hyperparameters = Hyperparameters::new(0.1, 1, 1);
        optimizer(&serde_json::from_str(text).unwrap(), &mut hyperparameters);
        hyperparameters
    };
    let adamw = of(r#"{"name": "adamw", "lr": 0.1}"#);
    assert_eq!((adamw.decay, adamw.l2), (0.01, 0.0));
    assert_eq!((adamw.settings.beta1, adamw.settings.beta2), (0.9, 0.999));
    for name in ["sgd", "adam", "nadam", "rmsprop", "adagrad"] {
        let other = of(&format!(r#"{{"name": "{name}", "lr": 0.1}}"#));
        assert_eq!((other.decay, other.l2), (0.0, 0.0), "{name}");
    }
    assert_eq!(of(r#"{"name": "rmsprop"}"#).settings.beta2, 0.99);
    assert_eq!(of(r#"{"name": "rmsprop"}"#).settings.epsilon, 1e-8);
    assert_eq!(of(r#"{"name": "adagrad"}"#).settings.epsilon, 1e-10);
    assert_eq!(of(r#"{"name": "nadam"}"#).settings.momentum_decay, 4e-3);
}

#[test]
fn parallel_cpu_follows_pytorch() {
    check(Oracle::load_all(), || ParallelExecutor::new(Some(2)).unwrap());
}
