//! What the recordings of a run have in common, and the sizes of their buffers.

use super::{Buffer, Part};
use crate::formula::coefficients;
use crate::network::Network;
use crate::recipe::Recipe;
use crate::shape::Extent;

/// What recordings of one run have in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setup {
    /// The network.
    pub network: Network,
    /// The formulas of a training step.
    pub recipe: Recipe,
    /// How many of it train side by side.
    pub members: usize,
    /// The samples of a training step.
    pub training_batch: usize,
    /// The samples of an evaluation step.
    pub evaluation_batch: usize,
    /// How the training samples lie on the device.
    pub training: Window,
    /// How the samples to evaluate lie on the device.
    pub evaluation: Window,
}

/// How much of a data set is on the device at once. A data set that fits is all there and stays;
/// of a larger one the host sends a window after the other, its rows in the order of use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Rows of the data buffers: as many as `samples`, or those of each set of data one after the other.
    pub rows: usize,
    /// Samples that each member takes from them before the host sends the next window.
    pub samples: usize,
    /// Steps of an epoch, all windows together.
    pub steps: usize,
}

impl Setup {
    /// Columns of the targets: one an output, and one for the weight of the sample where there is
    /// one.
    pub fn target_columns(&self) -> usize {
        self.network.outputs() + usize::from(self.recipe.weighted)
    }

    /// Who shares the weights of each member: 1 where nobody does.
    pub(crate) fn sharers(&self) -> usize {
        self.recipe.sharers.max(1)
    }

    /// Whether members are networks that share weights.
    pub(crate) fn is_shared(&self) -> bool {
        self.recipe.sharers > 0
    }

    /// Coefficients of a step.
    pub fn coefficients(&self) -> usize {
        coefficients::count(self.recipe.slots())
    }

    /// How the samples of a part lie on the device.
    pub fn window(&self, part: Part) -> Window {
        match part {
            Part::Training => self.training,
            Part::Evaluation => self.evaluation,
        }
    }

    /// The samples of a full step on a part.
    pub fn batch(&self, part: Part) -> usize {
        match part {
            Part::Training => self.training_batch,
            Part::Evaluation => self.evaluation_batch,
        }
    }

    /// The size that every recording of this run gives a buffer.
    pub fn extent(&self, buffer: Buffer) -> Extent {
        let sizes = self.network.sizes();
        let inputs = self.network.inputs();
        let outputs = self.network.outputs();
        let members = self.members;
        let batch = self.training_batch.max(self.evaluation_batch);
        let sharers = self.sharers();
        // Of who shares weights the output layers stand beside each other.
        let width = |layer: u32| match layer as usize + 1 {
            last if last == self.network.layers() => outputs * sharers,
            inner => sizes[inner],
        };
        let (members, rows, columns) = match buffer {
            Buffer::DataInputs(part) => (1, self.window(part).rows, inputs),
            Buffer::DataTargets(part) => (1, self.window(part).rows, self.target_columns()),
            Buffer::Order(Part::Training) => (members, 1, self.training.samples),
            // Only where members have samples of their own do they see others.
            Buffer::Order(Part::Evaluation) => {
                let Window { rows, samples, .. } = self.evaluation;
                (if rows > samples { members } else { 1 }, 1, samples)
            }
            Buffer::Cursor(_) => (1, 1, 2),
            Buffer::Losses(part) => (members, 1, self.window(part).steps),
            Buffer::Schedule => (members, self.training.steps, self.coefficients()),
            Buffer::Coefficients => (members, 1, self.coefficients()),
            Buffer::SquaredNorm | Buffer::NormFactor => (members, 1, 1),
            Buffer::Inputs => (members, batch, inputs),
            Buffer::Targets => (members, batch, self.target_columns()),
            Buffer::Weight(l)
            | Buffer::WeightGradient(l)
            | Buffer::WeightState(l, _)
            | Buffer::WeightAverage(l) => (members, sizes[l as usize], width(l)),
            Buffer::Bias(l)
            | Buffer::BiasGradient(l)
            | Buffer::BiasState(l, _)
            | Buffer::BiasAverage(l) => (members, 1, width(l)),
            Buffer::Sum(l) | Buffer::Activation(l) | Buffer::Delta(l) | Buffer::BackSum(l) => {
                (members, batch, width(l))
            }
            Buffer::Factor
            | Buffer::FactorGradient
            | Buffer::FactorState(_)
            | Buffer::FactorAverage => (members, sharers, inputs),
            Buffer::ScaledInputs | Buffer::InputBackSum | Buffer::InputDelta => {
                (members, batch, inputs)
            }
            Buffer::OwnSum | Buffer::OwnAnswer | Buffer::OwnDelta => (members, batch, outputs),
            Buffer::SampleLoss => (members, 1, batch),
            Buffer::Outputs => (members, self.evaluation.samples, outputs),
        };
        Extent { members, rows, columns }
    }
}
