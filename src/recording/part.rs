//! A training step of which each of several devices does a part: its rows of the batch up to the gradients,
//! and, once these are added up over all devices, the updates.

use std::collections::BTreeSet;

use super::{Buffer, Command, Recording};
use crate::error::{Error, Result};
use crate::kernel::Kernel;

impl Recording {
    /// Whether it is a training step: it changes parameters.
    pub fn trains(&self) -> bool {
        self.commands.iter().any(|command| matches!(command.kernel, Kernel::Update(_)))
    }

    /// Whether it has commands of members that share weights.
    pub(crate) fn shares_weights(&self) -> bool {
        self.commands.iter().any(|command| command.kernel.is_of_sharers())
    }

    /// The samples of its batch; 0 where it gathers none.
    pub fn rows(&self) -> usize {
        let gather = self.commands.iter().find(|command| command.kernel == Kernel::Gather);
        gather.map_or(0, |gather| gather.shape.rows)
    }

    /// The gradients that it computes, in the order of its layers.
    pub fn gradients(&self) -> Vec<Buffer> {
        let gradient = |command: &Command| {
            matches!(command.kernel, Kernel::WeightGradient | Kernel::BiasGradient)
                .then(|| command.operands[command.kernel.output()])
        };
        let mut gradients: Vec<_> = self.commands.iter().filter_map(gradient).collect();
        gradients.sort_by_key(|gradient| (gradient.layer(), *gradient));
        gradients
    }

    /// A training step in two. The first half does `rows` of the rows of its batch, up to the gradients, which
    /// are means over these rows; the second makes the updates from gradients that are means over the batch. The
    /// first begins where the cursor says that its own rows begin, and leaves it there; the second moves it behind
    /// the batch.
    ///
    /// # Errors
    /// When it is no training step, or has fewer rows.
    pub fn halves(&self, rows: usize) -> Result<[Self; 2]> {
        let batch = self.rows();
        if self.shares_weights() {
            return Err(Error::input("members that share weights on several devices")
                .advice("train them on one"));
        }
        if !self.trains() || rows == 0 || rows > batch {
            return Err(Error::failed(format!("a part of {rows} rows of a step on {batch}")));
        }
        let is_gradient =
            |c: &Command| matches!(c.kernel, Kernel::WeightGradient | Kernel::BiasGradient);
        let last = self.commands.iter().rposition(is_gradient);
        let (before, after) = self.commands.split_at(last.map_or(0, |last| last + 1));
        let mut first: Vec<_> = before.to_vec();
        first.iter_mut().for_each(|command| command.set_rows(rows));
        let coefficients = |c: &&Command| c.kernel == Kernel::Coefficients;
        let second = before.iter().find(coefficients).into_iter().chain(after).cloned().collect();
        Ok([self.of(first), self.of(second)])
    }

    /// Some commands, with the buffers that they use.
    fn of(&self, commands: Vec<Command>) -> Self {
        let used: BTreeSet<Buffer> =
            commands.iter().flat_map(|command| command.operands.iter().copied()).collect();
        let is_used = |&&(buffer, _): &&(Buffer, _)| used.contains(&buffer);
        let buffers = self.buffers.iter().filter(is_used).copied().collect();
        Self { buffers, commands }
    }
}

impl Command {
    /// The same for so many rows of a batch: these are the rows of its result or the terms of its sums.
    fn set_rows(&mut self, rows: usize) {
        match self.kernel {
            Kernel::MeanLoss | Kernel::WeightGradient | Kernel::BiasGradient => {
                self.shape.inner = rows;
            }
            Kernel::Gather
            | Kernel::MatmulNn
            | Kernel::AddBias
            | Kernel::Activate(_)
            | Kernel::Softmax
            | Kernel::Dropout
            | Kernel::SampleLoss(_)
            | Kernel::OutputDelta(_)
            | Kernel::MatmulNt
            | Kernel::HiddenDelta(_)
            | Kernel::Store
            | Kernel::Advance => self.shape.rows = rows,
            // No step in two has members that share weights.
            Kernel::Scale | Kernel::ScaleGradient | Kernel::OwnColumns | Kernel::SpreadColumns => {}
            // They are about parameters.
            Kernel::Coefficients
            | Kernel::SquareSum { .. }
            | Kernel::NormFactor
            | Kernel::State(..)
            | Kernel::Update(_)
            | Kernel::Average => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Setup, Window};
    use super::*;
    use crate::formula::{Activation, Optimizer};
    use crate::network::Network;
    use crate::recipe::{Links, Recipe};

    /// A step with all that a recipe may have.
    fn setup() -> Setup {
        Setup {
            network: Network::new(&[4, 3, 2], &[Activation::Gelu, Activation::Sigmoid]).unwrap(),
            recipe: Recipe {
                smoothed: true,
                weighted: true,
                optimizer: Optimizer::Adam,
                links: Links { clip_norm: true, average: true, ..Links::default() },
                dropout: vec![true, true],
                ..Recipe::default()
            },
            members: 1,
            training_batch: 8,
            evaluation_batch: 8,
            training: Window { rows: 20, samples: 20, steps: 3 },
            evaluation: Window { rows: 5, samples: 5, steps: 1 },
        }
    }

    #[test]
    fn the_halves_are_a_step_on_fewer_rows_and_the_updates_of_the_whole() {
        let setup = setup();
        for recipe in [setup.recipe.clone(), Recipe::default()] {
            let setup = Setup { recipe, ..setup.clone() };
            let (whole, part) = (setup.training_step(8), setup.training_step(3));
            let [first, second] = whole.halves(3).unwrap();
            // Up to the gradients it is what a batch of three is.
            let count = first.commands.len();
            assert_eq!(first.commands, part.commands[..count]);
            let of_gradients = |c: &Command| matches!(c.kernel, Kernel::BiasGradient);
            assert_eq!(first.commands.iter().filter(|c| of_gradients(c)).count(), 2);
            // And from there on the whole step, with its coefficients.
            assert_eq!(second.commands[0], whole.commands[0]);
            assert_eq!(second.commands[1..], whole.commands[count..]);
            assert!(second.trains() && !first.trains());
            for half in [&first, &second] {
                for command in &half.commands {
                    let is_there = |operand| half.buffers.iter().any(|(known, _)| known == operand);
                    assert!(command.operands.iter().all(is_there), "{command:?}");
                }
                assert!(half.buffers.iter().all(|buffer| whole.buffers.contains(buffer)));
            }
            assert_eq!(whole.rows(), 8);
            let gradients = [Buffer::WeightGradient(0), Buffer::BiasGradient(0)];
            assert_eq!(whole.gradients()[..2], gradients);
        }
    }

    #[test]
    fn only_steps_have_parts_and_none_of_no_rows() {
        let setup = setup();
        assert!(setup.evaluation(8).halves(2).is_err());
        assert!(setup.training_step(8).halves(0).is_err());
        assert!(setup.training_step(8).halves(9).is_err());
    }
}
