//! Losses: twins of `shaders/formulas/losses/`. The loss of a sample is the sum over its outputs, that of
//! a batch the mean over its samples.

use std::str::FromStr;

use super::names::{find, named};
use super::{Activation, Coefficients, Number};
use crate::error::{Error, Result};

/// What is minimised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Loss {
    /// `1/2 (y - t)^2`
    #[default]
    HalfSquaredError,
    /// `|y - t|`
    AbsoluteError,
    /// `1/2 (y - t)^2` up to a difference of 1, beyond it `|y - t| - 1/2` (Huber 1964).
    Huber,
    /// `-t ln s(a) - (1 - t) ln(1 - s(a))`, with the sigmoid `s` of the sum `a`.
    BinaryCrossEntropy,
    /// `-sum of t ln p`, with the softmax `p` of the sums.
    SoftmaxCrossEntropy,
}

use Loss::{AbsoluteError, BinaryCrossEntropy, HalfSquaredError, Huber, SoftmaxCrossEntropy};

impl Loss {
    /// Every loss.
    pub const ALL: [Self; 5] =
        [HalfSquaredError, AbsoluteError, Huber, BinaryCrossEntropy, SoftmaxCrossEntropy];

    /// Its name in files, and that of its shader file.
    pub fn name(self) -> &'static str {
        match self {
            HalfSquaredError => "half_squared_error",
            AbsoluteError => "absolute_error",
            Huber => "huber",
            BinaryCrossEntropy => "binary_cross_entropy",
            SoftmaxCrossEntropy => "softmax_cross_entropy",
        }
    }

    /// The shader files of the functions that it needs.
    pub(crate) fn functions(self) -> &'static [&'static str] {
        if self == BinaryCrossEntropy { &["log1p"] } else { &[] }
    }

    /// Whether it judges the sums rather than the answers.
    pub fn from_logits(self) -> bool {
        self.output_activation().is_some()
    }

    /// The activation that it is a pair with: its delta is `y - t`, and no other goes with it.
    pub fn output_activation(self) -> Option<Activation> {
        match self {
            BinaryCrossEntropy => Some(Activation::Sigmoid),
            SoftmaxCrossEntropy => Some(Activation::Softmax),
            _ => None,
        }
    }

    /// Whether it can judge outputs of this activation.
    pub fn goes_with(self, output: Activation) -> bool {
        match self.output_activation() {
            Some(pair) => output == pair,
            None => output != Activation::Softmax,
        }
    }
}

named!(Loss);

impl FromStr for Loss {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        find("loss", name, &Self::ALL, Self::name, &[])
    }
}

/// What one output adds to the loss of its sample. `z` is the answer; for binary cross-entropy the sum;
/// for softmax cross-entropy minus the logarithm of the probability.
#[inline(always)]
pub fn loss_term<T: Number>(loss: Loss, z: T, t: T) -> T {
    let difference = z - t;
    let half_square = T::of(0.5) * difference * difference;
    match loss {
        HalfSquaredError => half_square,
        AbsoluteError => difference.abs(),
        Huber => {
            let size = difference.abs();
            T::choose(size.above(T::of(1.0)), size - T::of(0.5), half_square)
        }
        BinaryCrossEntropy => {
            let positive = T::choose(z.above(T::of(0.0)), z, T::of(0.0));
            (positive - z * t) + (-z.abs()).exp().ln_1p()
        }
        SoftmaxCrossEntropy => t * z,
    }
}

/// `dL/dy` of one output.
///
/// # Panics
/// For a loss that is a pair with its activation: its delta is `y - t`.
#[inline(always)]
pub fn loss_slope<T: Number>(loss: Loss, y: T, t: T) -> T {
    let (zero, one) = (T::of(0.0), T::of(1.0));
    let difference = y - t;
    match loss {
        HalfSquaredError => difference,
        AbsoluteError => {
            let signs = T::choose(zero.above(difference), -one, one);
            T::choose(difference.abs().above(zero), signs, difference)
        }
        Huber => {
            let lower = T::choose((-one).above(difference), -one, difference);
            T::choose(difference.above(one), one, lower)
        }
        BinaryCrossEntropy | SoftmaxCrossEntropy => unreachable!("its delta is y - t"),
    }
}

/// A target moved towards the share that all have.
#[inline(always)]
pub fn smoothed<T: Number>(t: T, share: T, coefficients: &Coefficients<T>) -> T {
    t + coefficients.smoothing * (share - t)
}
