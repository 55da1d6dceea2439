//! Networks that share weights: parity with trajectories that PyTorch computed in float64
//! (`scripts/oracle/shared.py`), every step within the bounds, and each network by itself what it was among the
//! others.

mod common;

use std::path::Path;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::dataset::Dataset;
use gradshader::executor::Executor;
use gradshader::formula::{Loss, Optimizer};
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Initialisation, Layer, Network, Parameters};
use gradshader::recording::Buffer;
use gradshader::train::{Average, Hyperparameters, Trainer};
use safetensors::SafeTensors;

/// A trajectory.
struct Oracle {
    bytes: Vec<u8>,
    network: Network,
    hyperparameters: Hyperparameters,
}

impl Oracle {
    const NAMES: [&str; 4] = ["values", "classes", "clipped", "no-hidden-layer"];

    fn load(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/shared");
        let bytes = std::fs::read(folder.join(format!("{name}.safetensors"))).unwrap();
        let (_, header) = SafeTensors::read_metadata(&bytes).unwrap();
        let told = header.metadata().as_ref().unwrap();
        let sizes: Vec<usize> = serde_json::from_str(&told["sizes"]).unwrap();
        let loss: Loss = told["loss"].parse().unwrap();
        let mut activations = vec![told["hidden"].parse().unwrap(); sizes.len() - 1];
        *activations.last_mut().unwrap() = loss.output_activation().unwrap_or(Activation::Linear);
        let given: serde_json::Value = serde_json::from_str(&told["optimizer"]).unwrap();
        let rate = given["lr"].as_f64().unwrap() as f32;
        let optimizer = match given["name"].as_str().unwrap() {
            "adamw" => Optimizer::Adam,
            _ => Optimizer::Sgd,
        };
        let batch = told["batch"].parse().unwrap();
        let hyperparameters = Hyperparameters {
            loss,
            shuffle: false,
            decay: given["weight_decay"].as_f64().unwrap_or(0.0),
            clip_norm: told.get("clip_norm").map(|text| text.parse().unwrap()),
            sharers: told["sharers"].parse().unwrap(),
            ..Hyperparameters::new(rate, batch, 0).with_optimizer(optimizer)
        };
        let network = Network::new(&sizes, &activations).unwrap();
        Self { bytes, network, hyperparameters }
    }

    fn tensor(&self, name: &str) -> Vec<f64> {
        let tensors = SafeTensors::deserialize(&self.bytes).unwrap();
        let data = tensors.tensor(name).unwrap().data().to_vec();
        data.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap())).collect()
    }

    /// Parameters as recordings have them: the output layers beside each other.
    fn parameters(&self, when: &str) -> Parameters<f64> {
        let of = |name: String| self.tensor(&format!("{when}.{name}"));
        let sharers = self.hyperparameters.sharers;
        let hidden = self.network.layers() - 1;
        let mut layers: Vec<_> = (0..hidden)
            .map(|l| Layer {
                weight: of(format!("layers.{l}.weight")),
                bias: of(format!("layers.{l}.bias")),
            })
            .collect();
        let heads = of("heads.weight".to_owned());
        let (inputs, outputs) = (self.network.sizes()[hidden], self.network.outputs());
        let mut weight = Vec::new();
        for row in 0..inputs {
            for sharer in 0..sharers {
                let first = (sharer * inputs + row) * outputs;
                weight.extend_from_slice(&heads[first..first + outputs]);
            }
        }
        layers.push(Layer { weight, bias: of("heads.bias".to_owned()) });
        layers.push(Layer { weight: of("factors".to_owned()), bias: Vec::new() });
        Parameters { members: 1, layers }
    }

    /// Trains as the file was trained; `values` reads a buffer in the executor's own precision.
    fn check<E: Executor>(
        &self,
        executor: E,
        values: impl Fn(&mut Trainer<E>, Buffer) -> Vec<f64>,
        tolerance: f64,
    ) {
        let number = |name: &str| self.tensor(name).into_iter().map(|value| value as f32);
        let inputs: Vec<f32> = number("inputs").collect();
        let samples = inputs.len() / self.network.inputs();
        let targets: Vec<f32> = number("targets").collect();
        let data = Dataset { samples, inputs: inputs.into(), targets: targets.into() };
        let single = |values: Vec<f64>| values.into_iter().map(|value| value as f32).collect();
        let layers = self.parameters("initial").layers.into_iter();
        let layers =
            layers.map(|of| Layer { weight: single(of.weight), bias: single(of.bias) }).collect();
        let initial = Parameters { members: 1, layers };
        let (network, settings) = (self.network.clone(), self.hyperparameters.clone());
        let trainer = Trainer::new(executor, network, &initial, data, None, settings);
        let mut trainer = block_on(trainer).unwrap();
        for expected in self.tensor("losses") {
            let loss = block_on(trainer.step()).unwrap()[0];
            assert!((loss - expected).abs() < 1e-5, "a loss of {loss}, not {expected}");
        }
        let layers = self.network.layers() as u32;
        let buffers = (0..layers).flat_map(|l| [Buffer::Weight(l), Buffer::Bias(l)]);
        let expected = self.parameters("final").layers.into_iter();
        let expected = expected.flat_map(|layer| [layer.weight, layer.bias]);
        for (buffer, expected) in buffers.chain([Buffer::Factor]).zip(expected) {
            let found = values(&mut trainer, buffer);
            assert_eq!(found.len(), expected.len(), "{buffer}");
            for (found, expected) in found.iter().zip(&expected) {
                let error = (found - expected).abs();
                assert!(error <= tolerance, "{buffer}: {found:e}, not {expected:e}: {error:e}");
            }
        }
    }
}

fn read<E: Executor>(trainer: &mut Trainer<E>, buffer: Buffer) -> Vec<f64> {
    let numbers = block_on(trainer.executor_mut().read(buffer)).unwrap();
    numbers.into_iter().map(f64::from).collect()
}

#[test]
fn the_reference_follows_pytorch() {
    for name in Oracle::NAMES {
        let oracle = Oracle::load(name);
        // The corrections of Adam's first steps are sent in f32.
        let tolerance = if name == "classes" { 1e-8 } else { 1e-12 };
        let values = |trainer: &mut Trainer<CpuExecutor<f64>>, buffer| {
            trainer.executor().buffers.numbers(buffer).unwrap().to_vec()
        };
        oracle.check(CpuExecutor::<f64>::new(), values, tolerance);
    }
}

#[test]
fn the_executor_of_the_cpu_follows_pytorch() {
    for name in Oracle::NAMES {
        Oracle::load(name).check(ParallelExecutor::new(Some(2)).unwrap(), read, 2e-5);
    }
}

/// Of each family of shaders that the adapter runs.
fn families() -> impl Iterator<Item = GpuOptions> {
    let context = common::context();
    let families = [Family::Single, Family::Panels, Family::Tiles];
    families
        .into_iter()
        .filter(move |&family| context.can_run(family))
        .map(|family| GpuOptions { family: Some(family), ..GpuOptions::default() })
}

#[test]
fn each_family_of_shaders_follows_pytorch() {
    for name in Oracle::NAMES {
        let oracle = Oracle::load(name);
        for options in families() {
            oracle.check(GpuExecutor::new(common::open(options)), read, 2e-5);
        }
    }
}

fn waves(samples: usize, network: &Network, columns: usize) -> Dataset {
    let wave = |i: usize| (i * 7919 % 1009) as f32 / 504.5 - 1.0;
    let row = |row: usize| {
        let class = row * 3 % network.outputs();
        let targets = (0..network.outputs()).map(move |o| f32::from(u8::from(o == class)));
        targets.chain((network.outputs()..columns).map(move |_| 0.5 + (row % 3) as f32))
    };
    Dataset {
        samples,
        inputs: (0..samples * network.inputs()).map(wave).collect(),
        targets: (0..samples).flat_map(row).collect::<Vec<_>>().into(),
    }
}

/// Everything that a step may have.
fn everything() -> (Network, Hyperparameters) {
    let activations = [Activation::Gelu, Activation::Relu, Activation::Softmax];
    let network = Network::new(&[9, 20, 17, 5], &activations).unwrap();
    let hyperparameters = Hyperparameters {
        loss: Loss::SoftmaxCrossEntropy,
        label_smoothing: 0.1,
        weighted: true,
        decay: 0.1,
        clip_norm: Some(0.5),
        clip_value: Some(0.2),
        dropout: vec![0.1, 0.3, 0.2],
        average: Some(Average::Exponential(0.9)),
        sharers: 4,
        ..Hyperparameters::new(0.01, 13, 3).with_optimizer(Optimizer::Adam)
    };
    (network, hyperparameters)
}

/// Verified epochs, whose last batches are smaller.
fn verified<E: Executor>(executor: E, (network, settings): (Network, Hyperparameters)) {
    let columns = network.outputs() + usize::from(settings.weighted);
    let data = waves(30, &network, columns);
    let parameters = Parameters::initialise_sharing(
        &network,
        &settings.seeds,
        settings.sharers,
        Initialisation::suiting,
    );
    let held_out = Some(waves(7, &network, columns));
    let trainer = Trainer::new(executor, network, &parameters, data, held_out, settings);
    let mut trainer = block_on(trainer).unwrap();
    trainer.verify_every(1).unwrap();
    for _ in 0..2 {
        if let Err(error) = block_on(trainer.epoch()) {
            panic!("{error}");
        }
    }
    let report = trainer.verification().unwrap();
    for quantity in ["scaled inputs", "factor gradient", "factor", "own sum", "delta"] {
        assert!(report.findings.iter().any(|found| found.quantity == quantity), "no {quantity}");
    }
}

#[test]
fn each_step_is_within_the_bounds() {
    let plain = || {
        let activations = [Activation::Tanh, Activation::Sigmoid];
        let settings = Hyperparameters { sharers: 3, ..Hyperparameters::new(0.5, 40, 1) };
        (Network::new(&[33, 70, 1], &activations).unwrap(), settings)
    };
    for case in [everything(), plain()] {
        verified(CpuExecutor::<f32>::new(), case.clone());
        verified(ParallelExecutor::new(Some(2)).unwrap(), case.clone());
        for options in families() {
            verified(GpuExecutor::new(common::open(options)), case.clone());
        }
    }
}

#[test]
fn networks_by_themselves_answer_what_they_answer_together() {
    let (network, settings) = everything();
    let columns = network.outputs() + 1;
    // More than the evaluation has in a batch, the last one smaller.
    let (data, held_out) = (waves(50, &network, columns), waves(300, &network, columns));
    let parameters = Parameters::initialise_sharing(&network, &[3], 4, Initialisation::suiting);
    let executor = || ParallelExecutor::new(Some(1)).unwrap();
    let both = (data.clone(), Some(held_out.clone()));
    let trainer =
        Trainer::new(executor(), network.clone(), &parameters, both.0, both.1, settings.clone());
    let mut trainer = block_on(trainer).unwrap();
    block_on(trainer.epoch()).unwrap();
    let together = block_on(trainer.validate()).unwrap();
    let each = block_on(trainer.parameters()).unwrap().unshared(&network, 4).unwrap();
    let alone = Hyperparameters { sharers: 0, seeds: vec![0, 1, 2, 3], ..settings };
    let alone = Trainer::new(executor(), network.clone(), &each, data, None, alone);
    let answers = block_on(block_on(alone).unwrap().predict(&held_out)).unwrap();
    let each = answers.len() / 4;
    for (i, &mean) in together.outputs.iter().enumerate() {
        let expected: f32 = (0..4).map(|member| answers[member * each + i]).sum::<f32>() / 4.0;
        assert!((mean - expected).abs() < 2e-6, "{mean}, not {expected}");
    }
    // The loss is that of the mean, with the weights of the samples.
    let (mut sum, mut weights) = (0.0, 0.0);
    for (outputs, row) in together.outputs.chunks(5).zip(held_out.targets.chunks(columns)) {
        let class = row[..5].iter().position(|&t| t == 1.0).unwrap();
        sum -= f64::from(row[5]) * f64::from(outputs[class]).ln();
        weights += f64::from(row[5]);
    }
    let loss = together.losses[0];
    assert!((loss - sum / weights).abs() < 1e-6, "{loss}, not {}", sum / weights);
}

#[test]
fn what_is_gone_on_with_comes_to_the_same_bits() {
    let (network, settings) = everything();
    let data = waves(30, &network, network.outputs() + 1);
    let parameters = Parameters::initialise_sharing(&network, &[3], 4, Initialisation::suiting);
    let trainer = || {
        let executor = ParallelExecutor::new(Some(2)).unwrap();
        let (network, data) = (network.clone(), data.clone());
        block_on(Trainer::new(executor, network, &parameters, data, None, settings.clone()))
    };
    let mut whole = trainer().unwrap();
    let mut first = trainer().unwrap();
    for _ in 0..2 {
        block_on(whole.epoch()).unwrap();
    }
    block_on(first.epoch()).unwrap();
    let mut second = trainer().unwrap();
    second.restore(&block_on(first.state()).unwrap()).unwrap();
    block_on(second.epoch()).unwrap();
    let [whole, second] =
        [whole, second].map(|mut trainer| block_on(trainer.parameters()).unwrap());
    assert_eq!(whole.hash(), second.hash());
}
