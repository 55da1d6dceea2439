//! Networks and data on which to look for a fault.

use crate::dataset::Dataset;
use crate::formula::{Loss, Optimizer};
use crate::hyperparameters::{Average, Hyperparameters};
use crate::network::{Activation, Network};

/// Networks and data on which to look for a fault.
#[derive(Debug, Clone, PartialEq)]
pub struct Trial {
    /// The network.
    pub network: Network,
    /// Networks side by side, each with parameters, order and learning rate of its own.
    pub members: usize,
    /// Samples a step.
    pub batch: usize,
    /// The samples; best not a multiple of the batch.
    pub data: Dataset,
    /// The formulas and their numbers; learning rates, batch and seeds are the trial's own.
    pub hyperparameters: Hyperparameters,
}

impl Trial {
    /// A trial on so many made-up samples.
    pub fn new(network: Network, members: usize, batch: usize, samples: usize) -> Self {
        let wave = |i: usize| (i * 37 % 101) as f32 / 50.0 - 1.0;
        let data = Dataset {
            samples,
            inputs: (0..samples * network.inputs()).map(wave).collect(),
            targets: (0..samples * network.outputs()).map(|i| wave(i * 5 + 1)).collect(),
        };
        let hyperparameters = Hyperparameters::new(1.0, batch, 0);
        Self { network, members, batch, data, hyperparameters }
    }
}

/// A network of one activation, which fused shaders train whole, one of several, and one of so many
/// samples that tiles split their sums. Between them they show every fault of [`FAULTS`].
pub fn trials() -> Vec<Trial> {
    use Activation::{Linear, Relu, Sigmoid, Tanh};
    let network = |sizes: &[usize], f: &[Activation]| {
        Network::new(sizes, f).expect("sizes are at least 1, one activation a layer")
    };
    let classes =
        Trial::new(network(&[6, 9, 5], &[Activation::Gelu, Activation::Softmax]), 2, 5, 13);
    let adam = Hyperparameters::new(1.0, 5, 0).with_optimizer(Optimizer::Adam);
    let fused = Hyperparameters {
        loss: Loss::SoftmaxCrossEntropy,
        decay: 0.1,
        average: Some(Average::Mean),
        ..adam
    };
    let links = Hyperparameters {
        label_smoothing: 0.1,
        l2: 0.1,
        clip_value: Some(0.1),
        clip_norm: Some(0.2),
        dropout: vec![0.2, 0.3],
        ..fused.clone()
    };
    vec![
        Trial::new(network(&[9, 18, 3], &[Sigmoid; 2]), 2, 5, 13),
        Trial::new(network(&[4, 17, 9, 6, 2], &[Sigmoid, Tanh, Relu, Linear]), 2, 8, 11),
        // So many samples that tiles split their sums.
        Trial::new(network(&[5, 3], &[Sigmoid]), 2, 600, 700),
        // Each link, kernel by kernel where the norm of all gradients is wanted, and fused.
        Trial { hyperparameters: links, ..classes.clone() },
        Trial { hyperparameters: fused, ..classes },
    ]
}

