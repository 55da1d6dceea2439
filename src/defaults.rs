//! What is trained with where no flag says: a pure function of the preset and the table.

use serde::{Deserialize, Serialize};

use crate::dataset::{Scaling, Task};
use crate::error::{Error, Result};
pub use crate::formula::OptimizerName;
use crate::formula::{Loss, Optimizer};
use crate::network::Activation;
use crate::schedule::Shape;

/// Step sizes of gradient descent unless told: with the sigmoid's slope of at most 1/4 in every layer,
/// steps must be larger than with the others. Found by trying on the bundled data.
const RATE_OF_SIGMOIDS: f32 = 2.0;
const RATE_OF_OTHERS: f32 = 0.1;

/// The share of the samples that sweeps and ensembles hold out where nothing says who is.
pub const HELD_OUT: f64 = 0.2;

/// What is trained with where no flag says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "lowercase")]
pub enum Preset {
    /// What did well on many tables
    #[default]
    Default,
    /// An ensemble of settings drawn near those, which takes its time
    Best,
    /// Sigmoids, half the squared error and gradient descent
    Article,
}

impl Preset {
    /// As flags and files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Best => "best",
            Self::Article => "article",
        }
    }
}

/// What is known of a table.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    /// No default differs by it so far.
    pub task: Task,
    /// Samples to train on.
    pub rows: usize,
    /// Inputs of the network.
    pub features: usize,
    /// Classes, labels or values.
    pub outputs: usize,
}

/// How many networks are trained for a model of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnsembleSize {
    /// Settings that are drawn.
    pub settings: usize,
    /// Networks of each, each of which has not seen one part of the samples; 0 for one, and a part that none
    /// has seen.
    pub folds: usize,
}

/// What no flag says.
#[derive(Debug, Clone, PartialEq)]
pub struct Defaults {
    /// The widths of the hidden layers.
    pub hidden: Vec<usize>,
    /// Of the hidden layers that say none.
    pub activation: Activation,
    /// Samples a step.
    pub batch: usize,
    /// Passes over the training samples, at the most.
    pub epochs: u32,
    /// What becomes of a gradient.
    pub optimizer: OptimizerName,
    /// That of the optimizer; `None` is what suits gradient descent in a network.
    pub learning_rate: Option<f32>,
    /// Decoupled, of AdamW.
    pub decay: f64,
    /// What the learning rate follows.
    pub schedule: Shape,
    /// Probability of hidden layers' dropout.
    pub dropout: f64,
    /// What decay and dropout follow.
    pub other_schedules: Shape,
    /// Share of a class's target that is spread over all; of cross-entropies alone.
    pub label_smoothing: f64,
    /// Networks that are trained for a model of several; `None` for one network.
    pub ensemble: Option<EnsembleSize>,
    /// Epochs without anything better, where samples are held out; `None` is never.
    pub early_stop: Option<u32>,
}

impl Defaults {
    /// Those of a preset for such a table.
    pub fn of(preset: Preset, table: &Table) -> Self {
        match preset {
            Preset::Article => Self::article(),
            Preset::Default => Self::measured(table),
            Preset::Best => Self::best(table),
        }
    }

    /// How a preset scales the features of a table, whatever its size; `None` is what suits the samples.
    pub fn scaling(preset: Preset) -> Option<Scaling> {
        (preset == Preset::Best).then_some(Scaling::Robust)
    }

    /// How the settings of an ensemble scale features, in turn; `None` is as one network does. Images have
    /// one way.
    pub fn scalings(preset: Preset, are_images: bool) -> Vec<Option<Scaling>> {
        match preset {
            Preset::Best if !are_images => vec![Some(Scaling::Robust), Some(Scaling::Piecewise)],
            _ => vec![None],
        }
    }

    /// The learning rate of an optimizer: the preset's of its own, else one that suits it in such a
    /// network.
    pub fn learning_rate(
        &self,
        optimizer: OptimizerName,
        has_momentum: bool,
        activations: &[Activation],
    ) -> f32 {
        let own = self.learning_rate.filter(|_| optimizer == self.optimizer);
        own.unwrap_or_else(|| match optimizer.optimizer(has_momentum) {
            Optimizer::Sgd if activations.iter().all(|&f| f == Activation::Sigmoid) => {
                RATE_OF_SIGMOIDS
            }
            Optimizer::Sgd => RATE_OF_OTHERS,
            Optimizer::Momentum | Optimizer::Adagrad => 0.01,
            Optimizer::Lion => 1e-4,
            _ => 1e-3,
        })
    }

    /// The decoupled decay of an optimizer.
    pub fn decay(&self, optimizer: OptimizerName) -> f64 {
        match optimizer {
            _ if optimizer == self.optimizer => self.decay,
            other => other.decay(),
        }
    }

    /// The optimizer, whatever the table.
    pub fn optimizer(preset: Preset) -> OptimizerName {
        match preset {
            Preset::Article => OptimizerName::Sgd,
            Preset::Default | Preset::Best => OptimizerName::Adamw,
        }
    }

    /// The mathematics of the seed, whatever the table.
    fn article() -> Self {
        Self {
            hidden: vec![64],
            activation: Activation::Sigmoid,
            batch: 16,
            epochs: 50,
            optimizer: Self::optimizer(Preset::Article),
            learning_rate: None,
            decay: 0.0,
            schedule: Shape::Constant,
            dropout: 0.0,
            other_schedules: Shape::Constant,
            label_smoothing: 0.0,
            ensemble: None,
            early_stop: None,
        }
    }

    /// A width for so many inputs or outputs.
    fn wide(count: usize) -> usize {
        count.min(256).next_power_of_two()
    }

    fn measured(table: &Table) -> Self {
        let size = Size::ALL.into_iter().find(|size| table.rows <= size.rows);
        let Size { hidden, batch, epochs, learning_rate, decay, .. } = size.unwrap_or(Size::LARGE);
        // No narrower than what goes in and comes out, as far as that is affordable.
        let (first, last) = (Self::wide(table.features), Self::wide(table.outputs));
        let layer = |(place, &width): (usize, &usize)| {
            width.max(if place == 0 { first.max(last) } else { last })
        };
        Self {
            hidden: hidden.iter().enumerate().map(layer).collect(),
            activation: Activation::Relu,
            batch,
            epochs,
            optimizer: Self::optimizer(Preset::Default),
            learning_rate: Some(learning_rate),
            decay,
            schedule: Shape::Cosine { last: 0.0 },
            dropout: 0.0,
            other_schedules: Shape::Constant,
            label_smoothing: 0.0,
            ensemble: None,
            early_stop: Some((epochs / 4).max(10)),
        }
    }
}

impl Defaults {
    /// A model of several networks, each as [`measured`](Self::measured) has it or near that; how it was
    /// chosen: `docs/defaults.md`.
    fn best(table: &Table) -> Self {
        let size = match table.rows {
            0..=5_000 => EnsembleSize { settings: 8, folds: 5 },
            5_001..=20_000 => EnsembleSize { settings: 8, folds: 4 },
            20_001..=100_000 => EnsembleSize { settings: 8, folds: 0 },
            _ => EnsembleSize { settings: 4, folds: 0 },
        };
        Self { ensemble: Some(size), ..Self::measured(table) }
    }
}

/// What follows the number of rows.
struct Size {
    /// At the most.
    rows: usize,
    hidden: &'static [usize],
    batch: usize,
    epochs: u32,
    learning_rate: f32,
    /// Decoupled, times the learning rate.
    decay: f64,
}

/// The first three rows were chosen over tables that packages ship: `docs/defaults.md`.
impl Size {
    #[rustfmt::skip]
    const ALL: [Self; 5] = [
        Self { rows: 1_000, hidden: &[64], batch: 16, epochs: 100, learning_rate: 1e-2, decay: 0.3 },
        Self { rows: 2_000, hidden: &[128], batch: 32, epochs: 60, learning_rate: 1e-2, decay: 0.3 },
        Self { rows: 5_000, hidden: &[256], batch: 32, epochs: 60, learning_rate: 5e-3, decay: 0.1 },
        Self { rows: 20_000, hidden: &[256, 128], batch: 64, epochs: 40, learning_rate: 2e-3, decay: 0.1 },
        Self { rows: 100_000, hidden: &[256, 128], batch: 128, epochs: 20, learning_rate: 1e-3, decay: 0.1 },
    ];
    #[rustfmt::skip]
    const LARGE: Self = Self {
        rows: usize::MAX, hidden: &[256, 256], batch: 256, epochs: 10, learning_rate: 1e-3, decay: 0.1,
    };
}

/// The loss and the activation of the outputs: as told, and what goes with that.
///
/// # Errors
/// Softmax for targets that do not add up to one.
pub fn criterion(
    preset: Preset,
    task: Task,
    loss: Option<Loss>,
    output: Option<Activation>,
) -> Result<(Loss, Activation)> {
    let (loss, output) = loss_and_output(preset, task, loss, output);
    let advice = match task {
        Task::Classify => return Ok((loss, output)),
        Task::Label => "use binary-cross-entropy, or leave it out",
        Task::Regress => "use half-squared-error, absolute-error or huber, or leave it out",
    };
    if output != Activation::Softmax {
        return Ok((loss, output));
    }
    let what = if task == Task::Label { "labels" } else { "values" };
    Err(Error::input(format!("{loss} with softmax for {what}, which do not add up to one"))
        .advice(advice))
}

fn loss_and_output(
    preset: Preset,
    task: Task,
    loss: Option<Loss>,
    output: Option<Activation>,
) -> (Loss, Activation) {
    let plain = if task == Task::Regress { Activation::Linear } else { Activation::Sigmoid };
    let Some(loss) = loss else {
        return match (preset, task, output) {
            (_, _, Some(Activation::Softmax))
            | (Preset::Default | Preset::Best, Task::Classify, None) => {
                (Loss::SoftmaxCrossEntropy, Activation::Softmax)
            }
            (Preset::Default | Preset::Best, Task::Classify, Some(Activation::Sigmoid))
            | (Preset::Default | Preset::Best, Task::Label, None | Some(Activation::Sigmoid)) => {
                (Loss::BinaryCrossEntropy, Activation::Sigmoid)
            }
            (_, _, output) => (Loss::HalfSquaredError, output.unwrap_or(plain)),
        };
    };
    (loss, output.or(loss.output_activation()).unwrap_or(plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: usize) -> Table {
        Table { task: Task::Classify, rows, features: 4, outputs: 3 }
    }

    #[test]
    fn the_article_is_the_same_for_all_tables() {
        let article = |rows| Defaults::of(Preset::Article, &table(rows));
        assert_eq!(article(10), article(1_000_000));
        let of = |task, output| criterion(Preset::Article, task, None, output).unwrap();
        use Activation::{Linear, Sigmoid, Tanh};
        assert_eq!(of(Task::Classify, None), (Loss::HalfSquaredError, Sigmoid));
        assert_eq!(of(Task::Label, Some(Tanh)), (Loss::HalfSquaredError, Tanh));
        assert_eq!(of(Task::Regress, None), (Loss::HalfSquaredError, Linear));
    }

    #[test]
    fn larger_tables_have_larger_batches_and_fewer_epochs() {
        let of = |rows| Defaults::of(Preset::Default, &table(rows));
        let sizes = [1, 1_000, 1_001, 5_000, 20_000, 60_000, 1_000_000].map(of);
        for pair in sizes.windows(2) {
            assert!(pair[0].batch <= pair[1].batch && pair[0].epochs >= pair[1].epochs);
        }
        assert!(sizes[0] == sizes[1] && sizes[1] != sizes[2] && sizes[5] != sizes[6]);
        // A network is not narrower than its inputs and outputs.
        let widths = |features, outputs| {
            let table = Table { features, outputs, ..table(100) };
            Defaults::of(Preset::Default, &table).hidden
        };
        assert_eq!((widths(4, 3), widths(100, 3)), (vec![64], vec![128]));
        assert_eq!((widths(4, 100), widths(5000, 900)), (vec![128], vec![256]));
    }

    #[test]
    fn a_loss_and_an_output_that_are_told_bring_the_other() {
        use Activation::{Linear, Relu, Sigmoid, Softmax};
        use Loss::{BinaryCrossEntropy, HalfSquaredError, Huber, SoftmaxCrossEntropy};
        for (task, loss, output, expected) in [
            (Task::Classify, None, None, (SoftmaxCrossEntropy, Softmax)),
            (Task::Classify, None, Some(Sigmoid), (BinaryCrossEntropy, Sigmoid)),
            (Task::Classify, None, Some(Relu), (HalfSquaredError, Relu)),
            (Task::Classify, Some(HalfSquaredError), None, (HalfSquaredError, Sigmoid)),
            (Task::Label, None, None, (BinaryCrossEntropy, Sigmoid)),
            (Task::Regress, None, None, (HalfSquaredError, Linear)),
            (Task::Regress, None, Some(Sigmoid), (HalfSquaredError, Sigmoid)),
            (Task::Regress, Some(Huber), None, (Huber, Linear)),
        ] {
            let found = criterion(Preset::Default, task, loss, output).unwrap();
            assert_eq!(found, expected, "{task:?}");
        }
        let softmax = |task, loss, output| criterion(Preset::Article, task, loss, output);
        let classes = softmax(Task::Classify, None, Some(Softmax)).unwrap();
        assert_eq!(classes, (SoftmaxCrossEntropy, Softmax));
        // y - t is its gradient only where the targets of a sample add up to one.
        for task in [Task::Label, Task::Regress] {
            softmax(task, Some(SoftmaxCrossEntropy), None).unwrap_err();
            softmax(task, None, Some(Softmax)).unwrap_err();
        }
    }
}
