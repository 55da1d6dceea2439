//! The names of buffers.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Which of the two data sets that can be resident a buffer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Part {
    /// The samples trained on.
    Training,
    /// The samples evaluated or predicted.
    Evaluation,
}

/// The name of a buffer. The letters in the shapes: M members, N samples, B rows of a batch, I
/// inputs and O outputs of the network, i inputs and o outputs of the layer (numbered from 0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Buffer {
    /// `[1, N, I]` inputs of the samples on the device, shared by the members.
    DataInputs(Part),
    /// `[1, N, O]` targets of the samples on the device, shared by the members; one column more, the
    /// sample's weight, where samples have weights.
    DataTargets(Part),
    /// `[M, 1, N]` indices: the order in which each member sees the samples; `[1, 1, N]` for
    /// evaluation, unless members have samples of their own there.
    Order(Part),
    /// `[1, 1, 2]` counts: the samples used and the steps done so far in this epoch.
    Cursor(Part),
    /// `[M, 1, S]` the mean loss of each batch of the epoch.
    Losses(Part),
    /// `[M, S, C]` the coefficients of each step of the epoch, C as
    /// [`crate::formula::coefficients::count`] says.
    Schedule,
    /// `[M, 1, C]` the coefficients of the step under way.
    Coefficients,
    /// `[M, B, I]` inputs of the batch.
    Inputs,
    /// `[M, B, O]` targets of the batch; with the weights as one column more where there are any.
    Targets,
    /// `[M, i, o]`
    Weight(u32),
    /// `[M, 1, o]`
    Bias(u32),
    /// `[M, B, o]` sums `a = x W + b`.
    Sum(u32),
    /// `[M, B, o]` activations `h = f(a)`.
    Activation(u32),
    /// `[M, B, o]` deltas `dL/da` of each sample.
    Delta(u32),
    /// `[M, B, o]` deltas of the next layer carried back through its weights, `D W^T`.
    BackSum(u32),
    /// `[M, i, o]`
    WeightGradient(u32),
    /// `[M, 1, o]`
    BiasGradient(u32),
    /// `[M, i, o]` state of the optimizer for a weight, numbered from 0.
    WeightState(u32, u32),
    /// `[M, 1, o]` state of the optimizer for a bias, numbered from 0.
    BiasState(u32, u32),
    /// `[M, i, o]` a running average of a weight.
    WeightAverage(u32),
    /// `[M, 1, o]` a running average of a bias.
    BiasAverage(u32),
    /// `[M, 1, 1]` the sum of the squares of all gradients.
    SquaredNorm,
    /// `[M, 1, 1]` what gradients are multiplied by to have the norm they may have.
    NormFactor,
    /// `[M, 1, B]` the loss of each sample of the batch.
    SampleLoss,
    /// `[M, N, O]` the outputs of the samples evaluated.
    Outputs,
    /// `[M, S, I]` of S sharers of weights, what each multiplies the inputs by. Theirs are the first `B / S`
    /// rows of a batch, the next and so on; the last layer has the outputs of all beside each other.
    Factor,
    /// `[M, S, I]`
    FactorGradient,
    /// `[M, S, I]` state of the optimizer for the factors, numbered from 0.
    FactorState(u32),
    /// `[M, S, I]` a running average of the factors.
    FactorAverage,
    /// `[M, B, I]` inputs of the batch times the factors.
    ScaledInputs,
    /// `[M, B, I]` deltas of the first layer carried back through its weights.
    InputBackSum,
    /// `[M, B, I]` deltas of the scaled inputs.
    InputDelta,
    /// `[M, B, O]` of the sums of all sharers' output layers, those of the sharer whose row it is.
    OwnSum,
    /// `[M, B, O]` what each sharer answers to its rows.
    OwnAnswer,
    /// `[M, B, O]` deltas of the sharers' own sums.
    OwnDelta,
}

impl Buffer {
    /// The layer it belongs to, if any, from 0.
    pub fn layer(self) -> Option<u32> {
        match self {
            Self::Weight(layer)
            | Self::Bias(layer)
            | Self::Sum(layer)
            | Self::Activation(layer)
            | Self::Delta(layer)
            | Self::BackSum(layer)
            | Self::WeightGradient(layer)
            | Self::BiasGradient(layer)
            | Self::WeightState(layer, _)
            | Self::BiasState(layer, _)
            | Self::WeightAverage(layer)
            | Self::BiasAverage(layer) => Some(layer),
            _ => None,
        }
    }

    /// The quantity it holds, in the field's words.
    pub fn quantity(self) -> &'static str {
        match self {
            Self::DataInputs(_) => "data inputs",
            Self::DataTargets(_) => "data targets",
            Self::Order(_) => "order",
            Self::Cursor(_) => "cursor",
            Self::Losses(_) => "batch loss",
            Self::Schedule => "schedule",
            Self::Coefficients => "coefficients",
            Self::Inputs => "batch inputs",
            Self::Targets => "batch targets",
            Self::Weight(_) => "weight",
            Self::Bias(_) => "bias",
            Self::Sum(_) => "sum",
            Self::Activation(_) => "activation",
            Self::Delta(_) => "delta",
            Self::BackSum(_) => "back-propagated sum",
            Self::WeightGradient(_) => "weight gradient",
            Self::BiasGradient(_) => "bias gradient",
            Self::WeightState(_, 0) => "weight state",
            Self::WeightState(..) => "second weight state",
            Self::BiasState(_, 0) => "bias state",
            Self::BiasState(..) => "second bias state",
            Self::WeightAverage(_) => "weight average",
            Self::BiasAverage(_) => "bias average",
            Self::SquaredNorm => "squared norm",
            Self::NormFactor => "norm factor",
            Self::SampleLoss => "sample loss",
            Self::Outputs => "outputs",
            Self::Factor => "factor",
            Self::FactorGradient => "factor gradient",
            Self::FactorState(0) => "factor state",
            Self::FactorState(_) => "second factor state",
            Self::FactorAverage => "factor average",
            Self::ScaledInputs => "scaled inputs",
            Self::InputBackSum => "back-propagated input sum",
            Self::InputDelta => "input delta",
            Self::OwnSum => "own sum",
            Self::OwnAnswer => "own answer",
            Self::OwnDelta => "own delta",
        }
    }

    /// Whether it holds weights, biases or factors.
    pub fn is_parameter(self) -> bool {
        matches!(self, Self::Weight(_) | Self::Bias(_) | Self::Factor)
    }

    /// Whether it holds what an update keeps of a parameter from step to step.
    pub fn is_state(self) -> bool {
        matches!(
            self,
            Self::WeightState(..)
                | Self::BiasState(..)
                | Self::WeightAverage(_)
                | Self::BiasAverage(_)
                | Self::FactorState(_)
                | Self::FactorAverage
        )
    }

    /// The weight or bias that it belongs to, of which it has the size: itself, a state of it, its
    /// average or its gradient.
    pub fn parameter(self) -> Option<Self> {
        match self {
            Self::Weight(layer)
            | Self::WeightState(layer, _)
            | Self::WeightAverage(layer)
            | Self::WeightGradient(layer) => Some(Self::Weight(layer)),
            Self::Bias(layer)
            | Self::BiasState(layer, _)
            | Self::BiasAverage(layer)
            | Self::BiasGradient(layer) => Some(Self::Bias(layer)),
            Self::Factor | Self::FactorState(_) | Self::FactorAverage | Self::FactorGradient => {
                Some(Self::Factor)
            }
            _ => None,
        }
    }

    /// Its place behind the parameter that it belongs to: states in their order, the average, the
    /// gradient.
    pub(crate) fn plane(self) -> u32 {
        match self {
            Self::WeightState(_, k) | Self::BiasState(_, k) | Self::FactorState(k) => k + 1,
            Self::WeightAverage(_) | Self::BiasAverage(_) | Self::FactorAverage => u32::MAX - 1,
            Self::WeightGradient(_) | Self::BiasGradient(_) | Self::FactorGradient => u32::MAX,
            _ => 0,
        }
    }

    /// State `k` of a weight or bias.
    ///
    /// # Panics
    /// For any other buffer.
    pub fn state(self, k: u32) -> Self {
        match self {
            Self::Weight(layer) => Self::WeightState(layer, k),
            Self::Bias(layer) => Self::BiasState(layer, k),
            Self::Factor => Self::FactorState(k),
            other => unreachable!("the {other} is no parameter"),
        }
    }

    /// The average of a weight or bias.
    ///
    /// # Panics
    /// For any other buffer.
    pub fn average(self) -> Self {
        match self {
            Self::Weight(layer) => Self::WeightAverage(layer),
            Self::Bias(layer) => Self::BiasAverage(layer),
            Self::Factor => Self::FactorAverage,
            other => unreachable!("the {other} is no parameter"),
        }
    }

    /// The gradient of a weight or bias.
    ///
    /// # Panics
    /// For any other buffer.
    pub fn gradient(self) -> Self {
        match self {
            Self::Weight(layer) => Self::WeightGradient(layer),
            Self::Bias(layer) => Self::BiasGradient(layer),
            Self::Factor => Self::FactorGradient,
            other => unreachable!("the {other} is no parameter"),
        }
    }

    /// Whether it holds samples as the host sent them, which no kernel changes.
    pub fn is_data(self) -> bool {
        matches!(self, Self::DataInputs(_) | Self::DataTargets(_))
    }

    /// Whether it holds indices or counts (`u32`) rather than numbers (`f32`).
    pub fn is_index(self) -> bool {
        matches!(self, Self::Order(_) | Self::Cursor(_))
    }
}

impl fmt::Display for Buffer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.layer() {
            Some(layer) => write!(f, "layer {layer} {}", self.quantity()),
            None => f.write_str(self.quantity()),
        }
    }
}
