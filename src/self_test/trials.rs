//! Networks and data on which to look for a fault.

use crate::dataset::Dataset;
use crate::formula::{Loss, Optimizer, OptimizerSettings};
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

/// Made-up networks, each with few of all formulas and shaders. Between them they show every fault of
/// [`super::FAULTS`].
pub fn trials() -> Vec<Trial> {
    trials_of_shaders().into_iter().chain(trials_of_formulas()).collect()
}

/// Those that between them run every shader, the one of fewest shaders first: of one layer; of two, for what lies
/// between them; of so many samples that tiles split their sums; with every link, kernel by kernel since the norm of all
/// gradients is wanted; with an optimizer, an average and a softmax that are fused; and with weights that are shared.
pub fn trials_of_shaders() -> Vec<Trial> {
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

/// Those that between them have every formula there is, to be run kernel by kernel: losses and optimizers in turn,
/// activations dealt to the hidden layers. The answers of the first are dropped, which takes its slope
/// from the sum.
pub fn trials_of_formulas() -> Vec<Trial> {
    let count = Optimizer::ALL.len().max(Loss::ALL.len());
    let optimizers = Optimizer::ALL.into_iter().cycle();
    let losses = Loss::ALL.into_iter().cycle();
    let hidden = Activation::ALL.chunks(Activation::ALL.len().div_ceil(count)).cycle();
    let trial = |((optimizer, loss), hidden): ((Optimizer, Loss), &[Activation])| {
        let output = loss.output_activation().unwrap_or(Activation::Linear);
        let activations = [hidden, &[output]].concat();
        let sizes: Vec<_> = (0..=activations.len()).map(|layer| 9 - layer % 3).collect();
        let network = Network::new(&sizes, &activations).expect("one activation a layer");
        let plain = Hyperparameters::new(1.0, 5, 0).with_optimizer(optimizer);
        let mut dropout = vec![0.0; activations.len()];
        dropout[1] = 0.2;
        let settings = OptimizerSettings { momentum: 0.9, ..plain.settings };
        let hyperparameters = Hyperparameters { loss, dropout, settings, ..plain };
        Trial { hyperparameters, ..Trial::new(network, 2, 5, 13) }
    };
    optimizers.zip(losses).zip(hidden).take(count).map(trial).collect()
}
