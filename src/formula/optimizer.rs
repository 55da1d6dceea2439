//! Optimizers: twins of `shaders/formulas/optimizers/`. Each makes of a gradient, and of what it keeps from
//! step to step, the step that the rate multiplies. To the letter as PyTorch defines them; Lion as its
//! paper does.

use std::str::FromStr;

use super::names::{array, find, named};
use super::{Coefficients, Number};
use crate::error::{Error, Result};

/// What becomes of a gradient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Optimizer {
    /// Gradient descent: the gradient itself.
    #[default]
    Sgd,
    /// Gradient descent with momentum, dampening and Nesterov's look ahead.
    Momentum,
    /// Adam and, with decoupled decay, AdamW (Kingma and Ba 2014; Loshchilov and Hutter 2017).
    Adam,
    /// NAdam (Dozat 2016).
    Nadam,
    /// RMSprop (Tieleman and Hinton 2012).
    Rmsprop,
    /// RMSprop with momentum.
    RmspropMomentum,
    /// Adagrad (Duchi et al. 2011).
    Adagrad,
    /// Lion (Chen et al. 2023).
    Lion,
}

use Optimizer::{Adagrad, Adam, Lion, Momentum, Nadam, Rmsprop, RmspropMomentum, Sgd};

/// Expands the macro `$then` with every optimizer.
macro_rules! optimizers {
    ($then:ident!) => {
        $then! { Sgd Momentum Adam Nadam Rmsprop RmspropMomentum Adagrad Lion }
    };
}
#[cfg(feature = "parallel")]
pub(crate) use optimizers;

impl Optimizer {
    /// Every one.
    pub const ALL: [Self; 8] = optimizers!(array!);

    /// Its name, and that of its shader file.
    pub fn name(self) -> &'static str {
        match self {
            Sgd => "sgd",
            Momentum => "momentum",
            Adam => "adam",
            Nadam => "nadam",
            Rmsprop => "rmsprop",
            RmspropMomentum => "rmsprop_momentum",
            Adagrad => "adagrad",
            Lion => "lion",
        }
    }

    /// Tensors that it keeps of each parameter.
    pub fn states(self) -> usize {
        match self {
            Sgd => 0,
            Momentum | Rmsprop | Adagrad | Lion => 1,
            Adam | Nadam | RmspropMomentum => 2,
        }
    }

    /// Whether the step reads the gradient, and not states alone.
    pub fn step_uses_gradient(self) -> bool {
        !matches!(self, Adam | RmspropMomentum)
    }

    /// Whether the step reads states from before their update, and so comes first.
    pub fn steps_first(self) -> bool {
        self == Lion
    }

    /// Whether the second state's next value reads that of the first.
    pub fn second_reads_first(self) -> bool {
        self == RmspropMomentum
    }

    /// The next value of the first state, from a gradient.
    #[inline(always)]
    pub fn first<T: Number>(self, g: T, s: T, c: &Coefficients<T>) -> T {
        let own = &c.own;
        match self {
            Sgd => s,
            Momentum | Adam | Nadam => own[0] * s + own[1] * g,
            Rmsprop | RmspropMomentum => own[0] * s + own[1] * (g * g),
            Adagrad => s + g * g,
            Lion => own[2] * s + own[3] * g,
        }
    }

    /// The next value of the second state, from a gradient and the first state's next value.
    #[inline(always)]
    pub fn second<T: Number>(self, g: T, first: T, s: T, c: &Coefficients<T>) -> T {
        let own = &c.own;
        match self {
            Adam | Nadam => own[2] * s + own[3] * (g * g),
            RmspropMomentum => own[3] * s + g / (first.sqrt() + own[2]),
            Sgd | Momentum | Rmsprop | Adagrad | Lion => s,
        }
    }

    /// What the rate multiplies.
    #[inline(always)]
    pub fn step<T: Number>(self, g: T, [first, second]: [T; 2], c: &Coefficients<T>) -> T {
        let own = &c.own;
        match self {
            Sgd => g,
            Momentum => {
                let nesterov = own[2].above(T::of(0.0));
                T::choose(nesterov, g + own[0] * first, first)
            }
            Adam => first / (second.sqrt() * own[4] + own[5]),
            Nadam => (own[6] * g + own[7] * first) / (second.sqrt() * own[4] + own[5]),
            Rmsprop => g / (first.sqrt() + own[2]),
            RmspropMomentum => second,
            Adagrad => g / (first.sqrt() + own[0]),
            Lion => {
                let mean = own[0] * first + own[1] * g;
                let zero = T::of(0.0);
                let signs = T::choose(zero.above(mean), T::of(-1.0), T::of(1.0));
                T::choose(mean.abs().above(zero), signs, mean)
            }
        }
    }
}

named!(Optimizer);

impl FromStr for Optimizer {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        find("optimizer", name, &Self::ALL, Self::name, &[])
    }
}
