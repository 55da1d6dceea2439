//! How fast training steps run: the grid of networks that `gradshader bench` measures.

use web_time::Instant;

use crate::dataset::Dataset;
use crate::error::Result;
use crate::executor::{Executor, Fusion, Program};
use crate::formula::{Loss, Optimizer};
use crate::kernel::Kernel;
use crate::network::{Activation, Network, Parameters};
use crate::recording::{Buffer, Command, Extent, Recording, Shape};
use crate::train::{Hyperparameters, Trainer};

/// What is measured: a network, and how it is trained, a member a seed.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The network.
    pub network: Network,
    /// How it is trained; the samples keep their order.
    pub hyperparameters: Hyperparameters,
}

/// What one point took.
#[derive(Debug, Clone, PartialEq)]
pub struct Measurement {
    /// Samples a second, all members together; the median over the epochs timed.
    pub samples_per_second: f64,
    /// Billions of floating-point operations a second, counting two for each multiplication and
    /// addition of the products alone.
    pub gflops: f64,
    /// Dispatches a step takes on the device, on average over many steps; 0 on the CPU.
    pub dispatches_per_step: f64,
    /// Seconds from a device to the end of the first step, compilation included.
    pub first_step_seconds: f64,
}

/// The networks that the project's figures speak of: layers of sigmoids, half the squared error and
/// gradient descent.
pub fn grid() -> Vec<Case> {
    let of = |layers| vec![Activation::Sigmoid; layers];
    sizes_of_the_grid(of, |plain| plain)
}

/// The same sizes as tables are trained by default: ReLU, softmax and its cross-entropy, AdamW.
pub fn grid_by_default() -> Vec<Case> {
    let of = |layers| [vec![Activation::Relu; layers - 1], vec![Activation::Softmax]].concat();
    sizes_of_the_grid(of, |plain| {
        Hyperparameters { decay: 0.01, ..plain }.with_optimizer(Optimizer::Adam)
    })
}

fn sizes_of_the_grid(
    activations: impl Fn(usize) -> Vec<Activation>,
    trained: impl Fn(Hyperparameters) -> Hyperparameters,
) -> Vec<Case> {
    let case = |sizes: &[usize], batch, members| {
        let activations = activations(sizes.len() - 1);
        let network = Network::new(sizes, &activations).expect("a valid network");
        let hyperparameters = trained(plain(&network, batch, members));
        Case { network, hyperparameters }
    };
    vec![
        case(&[64, 32, 10], 32, 1),
        case(&[784, 128, 10], 64, 1),
        case(&[784, 512, 512, 10], 256, 1),
        case(&[1024; 5], 512, 1),
        case(&[2048; 4], 1024, 1),
        case(&[64, 32, 10], 32, 64),
    ]
}

impl Case {
    /// Samples a step.
    pub fn batch(&self) -> usize {
        self.hyperparameters.batch
    }

    /// Networks side by side.
    pub fn members(&self) -> usize {
        self.hyperparameters.seeds.len()
    }

    /// Loads it on an executor, trains a step and an epoch, and is ready to be timed.
    ///
    /// # Errors
    /// As [`Trainer::new`] and [`Trainer::epoch`].
    pub async fn start<E: Executor>(&self, executor: E) -> Result<Started<E>> {
        // An epoch of some megabytes, so that what it costs by itself does not count.
        const ELEMENTS: usize = 1 << 22;
        let steps = (ELEMENTS / (self.batch() * self.network.inputs()).max(1)).clamp(2, 2048);
        let start = Instant::now();
        let mut trainer = trainer(executor, &self.network, &self.hyperparameters, steps).await?;
        trainer.first_step().await?;
        let first_step_seconds = start.elapsed().as_secs_f64();
        trainer.epoch().await?;
        Ok(Started { trainer, first_step_seconds, rates: Vec::new() })
    }
}

/// A case on an executor.
#[derive(Debug)]
pub struct Started<E> {
    trainer: Trainer<E>,
    first_step_seconds: f64,
    rates: Vec<f64>,
}

impl<E: Executor> Started<E> {
    /// Times whole epochs for about so many seconds, three of them at least.
    ///
    /// # Errors
    /// As [`Trainer::epoch`].
    pub async fn time(&mut self, seconds: f64) -> Result<()> {
        self.rates.push(rate(&mut self.trainer, seconds, 3).await?);
        Ok(())
    }

    /// What was timed so far; of several times the median.
    pub fn measurement(&self) -> Measurement {
        let mut rates = self.rates.clone();
        rates.sort_by(f64::total_cmp);
        let samples_per_second = rates.get(rates.len() / 2).copied().unwrap_or(0.0);
        let flops = flops_per_sample(self.trainer.network().sizes()) as f64;
        Measurement {
            samples_per_second,
            gflops: samples_per_second * flops / 1e9,
            dispatches_per_step: self.trainer.fusion().dispatches_per_step,
            first_step_seconds: self.first_step_seconds,
        }
    }
}

/// What a few steps of a network showed.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// Samples a second, all members together; the median.
    pub samples_per_second: f64,
    /// What the executor fuses of a step.
    pub fusion: Fusion,
}

/// Times a few training steps of this network with these hyperparameters, a member a seed, for about
/// `seconds`, or one step where that takes longer, after one to warm up.
///
/// # Errors
/// As [`Trainer::new`] and [`Trainer::epoch`].
pub async fn trial<E: Executor>(
    executor: E,
    network: &Network,
    hyperparameters: &Hyperparameters,
    seconds: f64,
) -> Result<Trial> {
    const FLOPS: usize = 1_000_000_000;
    let samples = hyperparameters.batch.saturating_mul(hyperparameters.seeds.len());
    let flops = flops_per_sample(network.sizes()).saturating_mul(samples);
    let steps = (FLOPS / flops.max(1)).clamp(1, 64);
    let mut trainer = trainer(executor, network, hyperparameters, steps).await?;
    trainer.first_step().await?;
    let samples_per_second = rate(&mut trainer, seconds, 1).await?;
    Ok(Trial { samples_per_second, fusion: trainer.fusion().clone() })
}

/// The rate of a bare product, `size` in each dimension, with a bias and without an activation, in
/// GFLOP/s: the median of five rounds, or of as many as seconds allow where it is slow. What a step's rate is to be held
/// against.
///
/// # Errors
/// When the device cannot bind it or was lost.
pub async fn product<E: Executor>(mut executor: E, size: usize) -> Result<f64> {
    const ROUNDS: usize = 5;
    const SECONDS: f64 = 2.0;
    let recording = bare_product(size);
    let program = executor.load(&recording).await?;
    let values: Vec<_> = (0..size * size).map(value).collect();
    for buffer in [Buffer::Inputs, Buffer::Weight(0)] {
        executor.write(buffer, &values)?;
    }
    // What is compiled first is no part of it.
    timed(&mut executor, program, 1).await?;
    let began = Instant::now();
    let (mut times, mut rates) = (1, Vec::new());
    while rates.len() < ROUNDS && (rates.is_empty() || began.elapsed().as_secs_f64() < SECONDS) {
        let took = timed(&mut executor, program, times).await?;
        // The first rounds find out how many times take long enough to time.
        if took < 0.1 {
            times *= 2;
        } else {
            rates.push(2.0 * (size as f64).powi(3) * times as f64 / took / 1e9);
        }
    }
    rates.sort_by(f64::total_cmp);
    Ok(rates[rates.len() / 2])
}

/// Seconds that a bare product takes, so many times.
async fn timed<E: Executor>(executor: &mut E, program: Program, times: usize) -> Result<f64> {
    let start = Instant::now();
    executor.run(program, times).await?;
    executor.read(Buffer::Bias(0)).await?;
    Ok(start.elapsed().as_secs_f64())
}

fn bare_product(size: usize) -> Recording {
    let (x, w, b) = (Buffer::Inputs, Buffer::Weight(0), Buffer::Bias(0));
    let (sum, h) = (Buffer::Sum(0), Buffer::Activation(0));
    let extent = |rows| Extent { members: 1, rows, columns: size };
    let command = |kernel, inner, operands: &[Buffer]| Command {
        kernel,
        shape: Shape { members: 1, rows: size, inner, columns: size },
        operands: operands.to_vec(),
    };
    Recording {
        buffers: [(x, size), (w, size), (b, 1), (sum, size), (h, size)]
            .map(|(buffer, rows)| (buffer, extent(rows)))
            .to_vec(),
        commands: vec![
            command(Kernel::MatmulNn, size, &[x, w, sum]),
            command(Kernel::AddBias, 1, &[sum, b]),
            command(Kernel::Activate(Activation::Linear), 1, &[sum, h]),
        ],
    }
}

/// Floating-point operations of the products of one sample's step: forward, the gradient of every
/// layer, and the deltas of every layer but the first.
pub fn flops_per_sample(sizes: &[usize]) -> usize {
    let products: usize = sizes.windows(2).map(|pair| 2 * pair[0] * pair[1]).sum();
    3 * products - 2 * sizes[0] * sizes[1]
}

/// Gradient descent with the loss that goes with the network's output.
pub fn plain(network: &Network, batch: usize, members: usize) -> Hyperparameters {
    let seeds: Vec<u64> = (0..members as u64).collect();
    let loss = match network.activations().last() {
        Some(Activation::Softmax) => Loss::SoftmaxCrossEntropy,
        _ => Loss::default(),
    };
    Hyperparameters { seeds, loss, ..Hyperparameters::new(0.1, batch, 0) }
}

/// A trainer of so many steps an epoch, a member a seed, in the order of the samples, on data that mean
/// nothing.
///
/// # Errors
/// As [`Trainer::new`].
pub async fn trainer<E: Executor>(
    executor: E,
    network: &Network,
    hyperparameters: &Hyperparameters,
    steps: usize,
) -> Result<Trainer<E>> {
    let parameters = Parameters::initialise(network, &hyperparameters.seeds);
    let samples = hyperparameters.batch * steps;
    let data = match hyperparameters.weighted {
        false => synthetic(samples, network),
        true => synthetic(samples, network).with_weights(&vec![1.0; samples]),
    };
    let hyperparameters = Hyperparameters { shuffle: false, ..hyperparameters.clone() };
    Trainer::new(executor, network.clone(), &parameters, data, None, hyperparameters).await
}

/// Samples a second over whole epochs: the median of at least so many rounds and so many seconds.
async fn rate<E: Executor>(trainer: &mut Trainer<E>, seconds: f64, rounds: usize) -> Result<f64> {
    let samples = trainer.training().samples * trainer.members();
    let mut epochs = 1;
    let mut rates = Vec::new();
    let start = Instant::now();
    while rates.len() < rounds || start.elapsed().as_secs_f64() < seconds {
        let round = Instant::now();
        for _ in 0..epochs {
            trainer.epoch().await?;
        }
        let took = round.elapsed().as_secs_f64();
        // The first rounds only find out how many epochs take long enough to time.
        if took < seconds / 20.0 {
            epochs *= 2;
        } else {
            rates.push((epochs * samples) as f64 / took);
        }
    }
    rates.sort_by(f64::total_cmp);
    Ok(rates[rates.len() / 2])
}

/// Samples that mean nothing; training on them costs what training costs.
fn synthetic(samples: usize, network: &Network) -> Dataset {
    Dataset {
        samples,
        inputs: (0..samples * network.inputs()).map(value).collect(),
        targets: (0..samples * network.outputs()).map(value).collect(),
    }
}

fn value(i: usize) -> f32 {
    // Where an address has 32 bits the product would not fit.
    (i as u64 * 2_654_435_761 % 1000) as f32 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block_on;
    use crate::cpu::CpuExecutor;

    #[test]
    fn a_trial_trains_as_the_run_will() {
        let network = Network::new(&[3, 4, 2], &[Activation::Relu, Activation::Softmax]).unwrap();
        let plain = Hyperparameters { batch: 5, ..plain(&network, 5, 2) };
        let parameters = |hyperparameters: &Hyperparameters| {
            block_on(async {
                let executor = CpuExecutor::<f64>::new();
                let mut trainer = trainer(executor, &network, hyperparameters, 3).await.unwrap();
                assert_eq!((trainer.members(), trainer.training().samples), (2, 15));
                trainer.epoch().await.unwrap();
                trainer.parameters().await.unwrap()
            })
        };
        let descent = parameters(&plain);
        for other in [
            plain.clone().with_optimizer(Optimizer::Adam),
            Hyperparameters { dropout: vec![0.5, 0.5], ..plain.clone() },
            Hyperparameters { label_smoothing: 0.5, ..plain.clone() },
            Hyperparameters { clip_norm: Some(1e-3), ..plain.clone() },
        ] {
            assert_ne!(parameters(&other), descent, "{other:?}");
        }
        // Weights of 1 are a column more and the same numbers.
        let weighted = Hyperparameters { weighted: true, ..plain.clone() };
        assert_eq!(parameters(&weighted), descent);
        // What cannot be trained cannot be timed.
        let wrong = Hyperparameters { loss: Loss::Huber, ..plain };
        assert!(block_on(trial(CpuExecutor::<f64>::new(), &network, &wrong, 0.01)).is_err());
    }
}
