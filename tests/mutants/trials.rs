//! Networks and data on which mutants must show, those of fewest shaders first.

use gradshader::formula::{Activation, Loss, Optimizer};
use gradshader::hyperparameters::Hyperparameters;
use gradshader::network::Network;
use gradshader::self_test::{self, Trial};

use Activation::{
    Elu, Gelu, GeluTanh, LeakyRelu, Linear, Mish, Relu, Selu, Sigmoid, Silu, Softmax, Softplus,
    Tanh,
};

/// All of them: those of the self-test, those of every formula, and wide ones. A trial whose shaders a
/// mutant is no part of costs next to nothing.
pub(crate) fn trials() -> Vec<Trial> {
    self_test::trials().into_iter().chain(formulas()).chain(wide()).collect()
}

fn with(optimizer: Optimizer) -> Hyperparameters {
    Hyperparameters::new(1.0, 5, 0).with_optimizer(optimizer)
}

/// Two members, three steps, the last one smaller.
fn of(sizes: &[usize], activations: &[Activation], hyperparameters: Hyperparameters) -> Trial {
    let network = Network::new(sizes, activations).unwrap();
    Trial { hyperparameters, ..Trial::new(network, 2, 5, 13) }
}

/// Every activation, loss and optimizer, dropout and weights of samples.
fn formulas() -> Vec<Trial> {
    let huber = Hyperparameters { loss: Loss::Huber, ..with(Optimizer::Nadam) };
    let mut absolute =
        Hyperparameters { loss: Loss::AbsoluteError, ..with(Optimizer::RmspropMomentum) };
    absolute.settings.momentum = 0.9;
    let mut weighted = Hyperparameters {
        loss: Loss::BinaryCrossEntropy,
        label_smoothing: 0.1,
        weighted: true,
        dropout: vec![0.2, 0.4],
        ..with(Optimizer::Momentum)
    };
    (weighted.settings.momentum, weighted.settings.nesterov) = (0.9, true);
    let mut of_weighted = of(&[7, 9, 6], &[Tanh, Sigmoid], weighted);
    // One column more, of weights.
    of_weighted.data.targets =
        Trial::new(Network::new(&[7, 7], &[Sigmoid]).unwrap(), 2, 5, 13).data.targets;
    let lion = Hyperparameters { decay: 0.1, ..with(Optimizer::Lion) };
    // More samples a step than a panel has.
    let many = Hyperparameters { batch: 150, ..with(Optimizer::Adam) };
    let network = Network::new(&[7, 6], &[Tanh]).unwrap();
    let many = Trial { hyperparameters: many, ..Trial::new(network, 2, 150, 200) };
    // More rows than a subgroup has invocations, whose softmax others read at once.
    let classes = Hyperparameters { loss: Loss::SoftmaxCrossEntropy, ..with(Optimizer::Adam) };
    let network = Network::new(&[7, 6], &[Softmax]).unwrap();
    let classes = Trial {
        hyperparameters: Hyperparameters { batch: 70, ..classes },
        ..Trial::new(network, 2, 70, 100)
    };
    vec![
        of(&[7, 9, 6, 8, 5, 3], &[Elu, Selu, Gelu, GeluTanh, Linear], with(Optimizer::Rmsprop)),
        of(&[7, 9, 6, 8, 5, 3], &[Silu, Mish, Softplus, LeakyRelu, Linear], huber),
        of(&[7, 9, 6, 3], &[Tanh, Relu, Linear], absolute),
        of_weighted,
        of(&[7, 9, 3], &[Tanh, Linear], lion),
        of(&[7, 9, 3], &[Tanh, Linear], with(Optimizer::Adagrad)),
        many,
        classes,
    ]
}

/// Sizes, hidden activation, output activation, members, batch, samples.
type Case = (&'static [usize], Activation, Activation, usize, usize, usize);

/// Widths beyond a workgroup, a panel and a padded row; partial batches; members. The steps of the fourth
/// are too large for whole steps, and a batch of the fifth for a grid of one dimension. The last two take
/// tiles of 128 and gradients in parts, the last with more members than find the mean of their losses at
/// once.
const WIDE: &[Case] = &[
    (&[9, 70, 5], Sigmoid, Sigmoid, 3, 37, 50),
    (&[70, 33, 40, 6], Tanh, Linear, 2, 70, 90),
    (&[20, 90, 4], Relu, Sigmoid, 1, 21, 53),
    (&[700, 600, 140, 40], Sigmoid, Tanh, 2, 70, 145),
    (&[2200, 6], Sigmoid, Sigmoid, 1, 2000, 2000),
    (&[1030, 1020], Linear, Linear, 1, 5, 7),
    (&[5, 9, 3], Tanh, Sigmoid, 5, 600, 700),
];

fn wide() -> impl Iterator<Item = Trial> {
    WIDE.iter().map(|&(sizes, hidden, output, members, batch, samples)| {
        let mut activations = vec![hidden; sizes.len() - 1];
        *activations.last_mut().unwrap() = output;
        let network = Network::new(sizes, &activations).unwrap();
        Trial::new(network, members, batch, samples)
    })
}
