//! What of a training step is fixed for a run: which formulas its shaders are composed of. The
//! numbers in them, which may change from step to step, are [`crate::formula::Coefficients`].

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::formula::{Activation, DerivativeOf, Loss, Optimizer};
use crate::network::Network;
use crate::shape;

/// The formulas of a training step beside the network's activations. The default is half the
/// squared error and gradient descent.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Recipe {
    /// What is minimised.
    pub loss: Loss,
    /// Whether targets are smoothed.
    pub smoothed: bool,
    /// Whether each sample has a weight; it is the column after the targets.
    pub weighted: bool,
    /// What becomes of a gradient.
    pub optimizer: Optimizer,
    /// The links before and after the optimizer.
    pub links: Links,
    /// Where activations are dropped: of the inputs, and after each layer but the last. Empty for
    /// nowhere.
    pub dropout: Vec<bool>,
    /// How many networks share the weights and biases of the hidden layers: each multiplies the inputs by a row
    /// of factors of its own and has its own output layer. 0 for a network as it is.
    pub sharers: usize,
}

/// The links of an update beside the optimizer; each is a function of weight, gradient and
/// coefficients that knows no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Links {
    /// Gradients are clipped element by element.
    pub clip_value: bool,
    /// The gradients of all parameters are scaled to a norm of at most so much.
    pub clip_norm: bool,
    /// L2: the gradient of `l2/2 |w|^2` is added to the loss's.
    pub l2: bool,
    /// Decoupled decay: the weight itself shrinks.
    pub decay: bool,
    /// Biases decay too.
    pub decay_biases: bool,
    /// A running average of the parameters is kept.
    pub average: bool,
}

/// How a sample's outputs are judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Criterion {
    /// The loss.
    pub loss: Loss,
    /// The activation of the output layer.
    pub output: Activation,
    /// Whether targets are smoothed.
    pub smoothed: bool,
    /// Whether samples have weights.
    pub weighted: bool,
}

/// The slope of an activation, and what it is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slope {
    /// The activation.
    pub f: Activation,
    /// From the answer `h` or from the sum `a`.
    pub of: DerivativeOf,
}

/// What becomes of the gradient of a weight or a bias.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Rule {
    /// The formula of the step.
    pub optimizer: Optimizer,
    /// The links that go with it.
    pub links: Links,
}

/// The rules of a layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Rules {
    /// For its weight.
    pub weight: Rule,
    /// For its bias.
    pub bias: Rule,
}

impl Rules {
    /// Whether it is `w -= rate g` and nothing else, so that parts of a gradient may be subtracted
    /// one after the other.
    pub fn are_descent(self) -> bool {
        self.weight.is_descent() && !self.weight.links.average
    }
}

impl Recipe {
    /// Checks it against a network.
    ///
    /// # Errors
    /// When the loss does not go with the output's activation, a softmax is not at the output, or
    /// dropout has not one entry a layer.
    pub fn check(&self, network: &Network) -> Result<()> {
        let (&output, hidden) = network.activations().split_last().expect("at least one layer");
        if hidden.contains(&Activation::Softmax) {
            return Err(Error::input("softmax in a hidden layer")
                .advice("use it at the output alone, and relu, tanh or another inside"));
        }
        if !self.loss.goes_with(output) {
            return Err(Error::input(format!(
                "the loss {} does not go with an output of {output}",
                self.loss
            ))
            .advice(match self.loss.output_activation() {
                Some(pair) => format!("use --output-activation {pair}"),
                None => "use another --output-activation or --loss".to_owned(),
            }));
        }
        if self.links.l2 && self.optimizer.steps_first() {
            return Err(Error::input(format!("L2 with {}", self.optimizer))
                .advice("use --decay, which is decoupled, as its paper has it"));
        }
        if self.sharers > 0 {
            shape::elements("the output layers", &[self.sharers, network.outputs()])?;
        }
        if !self.dropout.is_empty() && self.dropout.len() != network.layers() {
            return Err(Error::input(format!(
                "dropout in {} places of a network of {} layers",
                self.dropout.len(),
                network.layers()
            ))
            .advice("say it of the inputs and of each layer but the last"));
        }
        Ok(())
    }

    /// Whether slot `slot` is dropped: 0 for the inputs, `l + 1` for the answers of layer `l`.
    pub fn drops(&self, slot: usize) -> bool {
        self.dropout.get(slot).copied().unwrap_or(false)
    }

    /// The slots whose dropout has coefficients.
    pub fn slots(&self) -> usize {
        if self.dropout.contains(&true) { self.dropout.len() } else { 0 }
    }

    /// How the outputs of a network are judged.
    pub fn criterion(&self, output: Activation) -> Criterion {
        let Self { loss, smoothed, weighted, .. } = *self;
        Criterion { loss, output, smoothed, weighted }
    }

    /// What becomes of the gradients of weights.
    pub fn weights(&self) -> Rule {
        Rule { optimizer: self.optimizer, links: self.links }
    }

    /// What becomes of the gradients of biases.
    pub fn biases(&self) -> Rule {
        let keep = self.links.decay_biases;
        let links =
            Links { l2: self.links.l2 && keep, decay: self.links.decay && keep, ..self.links };
        Rule { optimizer: self.optimizer, links }
    }

    /// How the slope of an activation is found: where its answer was dropped, from the sum.
    pub fn slope(&self, f: Activation, layer: usize) -> Slope {
        let of = if self.drops(layer + 1) { DerivativeOf::Sum } else { f.derivative_of() };
        Slope { f, of }
    }
}

impl Criterion {
    /// Half the squared error of an activation.
    pub fn of_the_seed(output: Activation) -> Self {
        Self { loss: Loss::default(), output, smoothed: false, weighted: false }
    }

    /// Whether loss and activation are a pair, whose delta is `y - t`.
    pub fn is_pair(self) -> bool {
        self.loss.output_activation() == Some(self.output)
    }

    /// How the delta finds the slope of the activation; a pair needs none.
    pub fn slope(self) -> Option<Slope> {
        let of = self.output.derivative_of();
        (!self.is_pair()).then_some(Slope { f: self.output, of })
    }

    /// Whether the delta reads the sums too.
    pub fn delta_reads_sums(self) -> bool {
        self.slope().is_some_and(|slope| slope.of == DerivativeOf::Sum)
    }

    /// Whether it reads coefficients.
    pub fn has_coefficients(self) -> bool {
        self.smoothed || self.weighted
    }
}

impl Rule {
    /// Whether it is `w -= rate g` and nothing else, so that parts of a gradient may be subtracted
    /// one after the other.
    pub fn is_descent(self) -> bool {
        let links = Links { decay_biases: false, average: false, ..self.links };
        self.optimizer == Optimizer::Sgd && links == Links::default()
    }

    /// Tensors of state that a parameter has.
    pub fn states(self) -> u32 {
        self.optimizer.states() as u32
    }

    /// Whether the next value of state `k` reads that of the first.
    pub fn state_reads_first(self, k: u32) -> bool {
        k == 1 && self.optimizer.second_reads_first()
    }

    /// Whether the step itself reads the gradient, and not states alone.
    pub fn step_reads_gradient(self) -> bool {
        self.optimizer.step_uses_gradient()
    }
}
