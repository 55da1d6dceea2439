//! What is trained with where no flag says: a pure function of the preset and the table.

use gradshader::dataset::Task;
use gradshader::formula::Loss;
use gradshader::network::Activation;
use gradshader::schedule::Shape;

use super::recipe::OptimizerName;
use super::values::{HiddenLayer, Preset};

/// What is known of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Table {
    pub(super) task: Task,
    /// Samples to train on.
    pub(super) rows: usize,
    /// Inputs of the network.
    pub(super) features: usize,
    /// Classes, labels or values.
    pub(super) outputs: usize,
}

/// What no flag says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Defaults {
    pub(super) hidden: Vec<HiddenLayer>,
    /// Of the hidden layers that say none.
    pub(super) activation: Activation,
    pub(super) batch: usize,
    pub(super) epochs: u32,
    pub(super) optimizer: OptimizerName,
    /// That of the optimizer; `None` is what suits gradient descent in a network.
    pub(super) learning_rate: Option<f32>,
    /// Decoupled, of AdamW.
    pub(super) decay: f64,
    pub(super) schedule: Shape,
    /// Epochs without anything better, where samples are held out; `None` is never.
    pub(super) early_stop: Option<u32>,
}

impl Defaults {
    pub(super) fn of(preset: Preset, table: &Table) -> Self {
        match preset {
            Preset::Article => Self::article(),
            Preset::Default => Self::measured(table),
        }
    }

    /// The mathematics of the seed, whatever the table.
    fn article() -> Self {
        Self {
            hidden: vec![HiddenLayer { width: 64, activation: None }],
            activation: Activation::Sigmoid,
            batch: 16,
            epochs: 50,
            optimizer: OptimizerName::Sgd,
            learning_rate: None,
            decay: 0.0,
            schedule: Shape::Constant,
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
        let layer = |(place, &width): (usize, &usize)| HiddenLayer {
            width: width.max(if place == 0 { first.max(last) } else { last }),
            activation: None,
        };
        Self {
            hidden: hidden.iter().enumerate().map(layer).collect(),
            activation: Activation::Relu,
            batch,
            epochs,
            optimizer: OptimizerName::Adamw,
            learning_rate: Some(learning_rate),
            decay,
            schedule: Shape::Cosine { last: 0.0 },
            early_stop: Some((epochs / 4).max(10)),
        }
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

/// The first two rows were chosen over twelve tables, five folds each: `docs/defaults.md`.
impl Size {
    #[rustfmt::skip]
    const ALL: [Self; 4] = [
        Self { rows: 500, hidden: &[64], batch: 16, epochs: 100, learning_rate: 1e-2, decay: 0.3 },
        Self { rows: 5_000, hidden: &[128], batch: 32, epochs: 60, learning_rate: 1e-2, decay: 0.3 },
        Self { rows: 20_000, hidden: &[256, 128], batch: 64, epochs: 40, learning_rate: 2e-3, decay: 0.1 },
        Self { rows: 100_000, hidden: &[256, 128], batch: 128, epochs: 20, learning_rate: 1e-3, decay: 0.1 },
    ];
    #[rustfmt::skip]
    const LARGE: Self = Self {
        rows: usize::MAX, hidden: &[256, 256], batch: 256, epochs: 10, learning_rate: 1e-3, decay: 0.1,
    };
}

/// The loss and the activation of the outputs: as told, and what goes with that.
pub(super) fn criterion(
    preset: Preset,
    task: Task,
    loss: Option<Loss>,
    output: Option<Activation>,
) -> (Loss, Activation) {
    let plain = if task == Task::Regress { Activation::Linear } else { Activation::Sigmoid };
    let Some(loss) = loss else {
        return match (preset, task, output) {
            (_, _, Some(Activation::Softmax)) | (Preset::Default, Task::Classify, None) => {
                (Loss::SoftmaxCrossEntropy, Activation::Softmax)
            }
            (Preset::Default, Task::Classify, Some(Activation::Sigmoid))
            | (Preset::Default, Task::Label, None | Some(Activation::Sigmoid)) => {
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
        let of = |task, output| criterion(Preset::Article, task, None, output);
        use Activation::{Linear, Sigmoid, Tanh};
        assert_eq!(of(Task::Classify, None), (Loss::HalfSquaredError, Sigmoid));
        assert_eq!(of(Task::Label, Some(Tanh)), (Loss::HalfSquaredError, Tanh));
        assert_eq!(of(Task::Regress, None), (Loss::HalfSquaredError, Linear));
    }

    #[test]
    fn larger_tables_have_larger_batches_and_fewer_epochs() {
        let of = |rows| Defaults::of(Preset::Default, &table(rows));
        let sizes = [1, 500, 501, 5_000, 20_000, 60_000, 1_000_000].map(of);
        for pair in sizes.windows(2) {
            assert!(pair[0].batch <= pair[1].batch && pair[0].epochs >= pair[1].epochs);
        }
        assert!(sizes[0] == sizes[1] && sizes[1] != sizes[2] && sizes[5] != sizes[6]);
        // A network is not narrower than its inputs and outputs.
        let widths = |features, outputs| {
            let table = Table { features, outputs, ..table(100) };
            let hidden = Defaults::of(Preset::Default, &table).hidden;
            hidden.iter().map(|layer| layer.width).collect::<Vec<_>>()
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
            (Task::Label, Some(SoftmaxCrossEntropy), None, (SoftmaxCrossEntropy, Softmax)),
            (Task::Regress, None, None, (HalfSquaredError, Linear)),
            (Task::Regress, None, Some(Sigmoid), (HalfSquaredError, Sigmoid)),
            (Task::Regress, Some(Huber), None, (Huber, Linear)),
        ] {
            assert_eq!(criterion(Preset::Default, task, loss, output), expected, "{task:?}");
        }
        let softmax = criterion(Preset::Article, Task::Classify, None, Some(Softmax));
        assert_eq!(softmax, (SoftmaxCrossEntropy, Softmax));
    }
}
