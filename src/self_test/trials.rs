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

    /// The same on its first samples: two steps and half of one.
    #[must_use]
    pub fn shortened(mut self) -> Self {
        let samples = self.data.samples.min(self.batch.saturating_mul(5).div_ceil(2));
        self.data = self.data.select(&(0..samples as u32).collect::<Vec<_>>());
        self
    }
}

/// Made-up networks, the one of fewest shaders first: of one layer; of two, for what lies between them; of
/// so many samples that tiles split their sums; with every link, kernel by kernel since the norm of all
/// gradients is wanted; with an optimizer, an average and a softmax that are fused; and with weights that are shared. Between them they
/// show every fault of [`super::FAULTS`].
pub fn trials() -> Vec<Trial> {
    let network = |sizes: &[usize], f: &[Activation]| {
        Network::new(sizes, f).expect("sizes are at least 1, one activation a layer")
    };
    let sigmoids = |sizes: &[usize]| network(sizes, &vec![Activation::Sigmoid; sizes.len() - 1]);
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
    let linked = network(&[6, 9, 5], &[Activation::Gelu, Activation::Softmax]);
    let classes = network(&[6, 5], &[Activation::Softmax]);
    // Rows of two sharers each, so that a batch of eight has four of each.
    let sharing = Hyperparameters { sharers: 2, ..Hyperparameters::new(1.0, 8, 0) };
    vec![
        Trial::new(sigmoids(&[9, 18]), 2, 5, 13),
        Trial::new(sigmoids(&[9, 18, 3]), 2, 5, 13),
        Trial::new(sigmoids(&[5, 3]), 2, 600, 700),
        Trial { hyperparameters: links, ..Trial::new(linked, 2, 5, 13) },
        Trial { hyperparameters: fused, ..Trial::new(classes, 2, 5, 13) },
        Trial { hyperparameters: sharing, ..Trial::new(sigmoids(&[7, 9, 3]), 2, 8, 20) },
    ]
}
