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

/// Reads the names of formulas, and those of [`OptimizerName`]: `adamw` is [`Optimizer::Adam`], whose decay is
/// for [`Hyperparameters::decay`](crate::train::Hyperparameters::decay) ([`OptimizerName::decay`]).
///
/// ```
/// use gradshader::formula::{Optimizer, OptimizerSettings};
///
/// let optimizer: Optimizer = "adamw".parse()?;
/// assert_eq!(OptimizerSettings::new(optimizer).beta2, 0.999); // as in PyTorch
/// # Ok::<(), gradshader::Error>(())
/// ```
impl FromStr for Optimizer {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let known = OptimizerName::ALL.map(|name| (name.name(), name.optimizer(false)));
        let further = [Momentum, RmspropMomentum].map(|formula| (formula.name(), formula));
        let all = [&known[..], &further].concat();
        Ok(find("optimizer", name, &all, |(name, _)| name, &[])?.1)
    }
}

/// The optimizers by the names that people know, which flags, configuration files and Python take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OptimizerName {
    /// Gradient descent, with momentum if that is given.
    Sgd,
    /// Adam.
    Adam,
    /// Adam with decoupled decay, of 0.01 unless told otherwise.
    Adamw,
    /// Adam with Nesterov's momentum.
    Nadam,
    /// RMSprop, with momentum if that is given.
    Rmsprop,
    /// Adagrad.
    Adagrad,
    /// Lion, the sign of a momentum.
    Lion,
}

impl OptimizerName {
    /// Every one.
    pub const ALL: [Self; 7] = array!(Sgd Adam Adamw Nadam Rmsprop Adagrad Lion);

    /// As flags and files have it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sgd => "sgd",
            Self::Adam => "adam",
            Self::Adamw => "adamw",
            Self::Nadam => "nadam",
            Self::Rmsprop => "rmsprop",
            Self::Adagrad => "adagrad",
            Self::Lion => "lion",
        }
    }

    /// The formula: another one where there is a momentum that is not 0.
    pub fn optimizer(self, has_momentum: bool) -> Optimizer {
        match self {
            Self::Sgd if has_momentum => Momentum,
            Self::Sgd => Sgd,
            Self::Adam | Self::Adamw => Adam,
            Self::Nadam => Nadam,
            Self::Rmsprop if has_momentum => RmspropMomentum,
            Self::Rmsprop => Rmsprop,
            Self::Adagrad => Adagrad,
            Self::Lion => Lion,
        }
    }

    /// PyTorch's default of its decoupled decay.
    pub fn decay(self) -> f64 {
        if self == Self::Adamw { 0.01 } else { 0.0 }
    }
}

named!(OptimizerName);

impl FromStr for OptimizerName {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        find("optimizer", name, &Self::ALL, Self::name, &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_flags_and_of_formulas_are_read() {
        for name in OptimizerName::ALL {
            assert_eq!(name.name().parse::<OptimizerName>().unwrap(), name);
            assert_eq!(name.name().parse::<Optimizer>().unwrap(), name.optimizer(false));
        }
        for formula in Optimizer::ALL {
            assert_eq!(formula.name().parse::<Optimizer>().unwrap(), formula);
            assert_eq!(formula.to_string().parse::<Optimizer>().unwrap(), formula);
        }
        assert_eq!("adamw".parse::<Optimizer>().unwrap(), Adam);
        let decays = OptimizerName::ALL.map(OptimizerName::decay);
        assert_eq!(decays, [0.0, 0.0, 0.01, 0.0, 0.0, 0.0, 0.0]);
    }

    #[test]
    fn what_is_no_name_is_answered_with_all_of_them() {
        let flags = "sgd, adam, adamw, nadam, rmsprop, adagrad, lion";
        let error = "frank-wolfe".parse::<OptimizerName>().unwrap_err().to_string();
        assert_eq!(error, format!("there is no optimizer \"frank-wolfe\"; use one of {flags}"));
        let error = "rmsprob".parse::<Optimizer>().unwrap_err().to_string();
        let all = format!("use rmsprop; there are {flags}, momentum, rmsprop-momentum");
        assert_eq!(error, format!("there is no optimizer \"rmsprob\"; {all}"));
    }
}
