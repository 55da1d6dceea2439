//! Activations `h = f(a)` and their derivatives: twins of `shaders/formulas/activations/`.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::Number;
use super::names::{array, find, named};
use crate::error::{Error, Result};

/// The function `h = f(a)` that a layer applies to each of its sums.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Activation {
    /// `1 / (1 + e^-a)`
    Sigmoid,
    /// The hyperbolic tangent.
    Tanh,
    /// `max(a, 0)`
    Relu,
    /// `a`, or `0.01 a` below 0 (Maas et al. 2013).
    LeakyRelu,
    /// `a`, or `e^a - 1` below 0 (Clevert et al. 2015).
    Elu,
    /// ELU with `alpha` and scale of Klambauer et al. 2017.
    Selu,
    /// `a Phi(a)`, `Phi` by the error function (Hendrycks and Gimpel 2016).
    Gelu,
    /// The same with `Phi` by a hyperbolic tangent.
    GeluTanh,
    /// `a sigmoid(a)` (Elfwing et al. 2017).
    Silu,
    /// `a tanh(softplus(a))` (Misra 2019).
    Mish,
    /// `ln(1 + e^a)`
    Softplus,
    /// `a`
    Linear,
    /// `e^(a_j) / sum over k of e^(a_k)`, of all outputs of a row; at the output alone.
    Softmax,
}

/// What a derivative is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DerivativeOf {
    /// The answer `h`, so that sums need not be kept.
    Answer,
    /// The sum `a`.
    Sum,
}

use Activation::{
    Elu, Gelu, GeluTanh, LeakyRelu, Linear, Mish, Relu, Selu, Sigmoid, Silu, Softmax, Softplus,
    Tanh,
};

/// Expands the macro `$then` with what is given and every activation that is computed element by element.
macro_rules! elementwise_activations {
    ($then:ident! $($given:tt)*) => {
        $then! {
            $($given)* Sigmoid Tanh Relu LeakyRelu Elu Selu Gelu GeluTanh Silu Mish Softplus Linear
        }
    };
}
#[cfg(feature = "parallel")]
pub(crate) use elementwise_activations;

impl Activation {
    /// Every one that is computed element by element.
    pub const ALL: [Self; 12] = elementwise_activations!(array!);

    /// Its name in files, and that of its shader file.
    pub fn name(self) -> &'static str {
        match self {
            Sigmoid => "sigmoid",
            Tanh => "tanh",
            Relu => "relu",
            LeakyRelu => "leaky_relu",
            Elu => "elu",
            Selu => "selu",
            Gelu => "gelu",
            GeluTanh => "gelu_tanh",
            Silu => "silu",
            Mish => "mish",
            Softplus => "softplus",
            Linear => "linear",
            Softmax => "softmax",
        }
    }

    /// The shader files of the functions that it needs.
    pub(crate) fn functions(self) -> &'static [&'static str] {
        match self {
            Elu | Selu => &["expm1"],
            Gelu => &["erf"],
            Mish | Softmax => &["log1p"],
            Softplus => &["log1p", "expm1"],
            _ => &[],
        }
    }

    /// What its derivative is computed from.
    pub fn derivative_of(self) -> DerivativeOf {
        match self {
            Gelu | GeluTanh | Silu | Mish => DerivativeOf::Sum,
            _ => DerivativeOf::Answer,
        }
    }

    /// Whether `f(0) = 0`, exactly: a unit without weights answers nothing.
    pub fn is_0_at_0(self) -> bool {
        !matches!(self, Sigmoid | Softplus | Softmax)
    }
}

named!(Activation);

impl FromStr for Activation {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let all = [&Self::ALL[..], &[Softmax]].concat();
        find("activation", name, &all, Self::name, &[("identity", Linear), ("swish", Silu)])
    }
}

/// The slope of [`LeakyRelu`] below 0.
pub(crate) const LEAK: f64 = 0.01;
/// `alpha` and scale of [`Selu`], as its paper has them.
pub(crate) const SELU_ALPHA: f64 = 1.673_263_242_354_377_2;
pub(crate) const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
/// `1/sqrt 2`, `1/sqrt(2 pi)`, `sqrt(2/pi)` and what [`GeluTanh`] adds to its argument.
pub(crate) const SQRT_HALF: f64 = std::f64::consts::FRAC_1_SQRT_2;
const DENSITY: f64 = 0.398_942_280_401_432_7;
pub(crate) const SQRT_2_OVER_PI: f64 = 0.797_884_560_802_865_4;
pub(crate) const CUBIC: f64 = 0.044_715;

fn sigmoid<T: Number>(a: T) -> T {
    let e = (-a.abs()).exp();
    T::choose(a.at_least(T::of(0.0)), T::of(1.0), e) / (T::of(1.0) + e)
}

fn tanh<T: Number>(a: T) -> T {
    let e = (-(a.abs() + a.abs())).exp();
    let h = (T::of(1.0) - e) / (T::of(1.0) + e);
    T::choose(a.at_least(T::of(0.0)), h, -h)
}

/// `h` of one sum.
///
/// # Panics
/// For softmax, which is of a row.
#[inline(always)]
pub fn activation<T: Number>(f: Activation, a: T) -> T {
    let (zero, one) = (T::of(0.0), T::of(1.0));
    match f {
        Sigmoid => sigmoid(a),
        Tanh => tanh(a),
        // A NaN is not at most 0, and stays.
        Relu => T::choose(zero.at_least(a), zero, a),
        LeakyRelu => T::choose(zero.at_least(a), T::of(LEAK) * a, a),
        Elu => T::choose(a.above(zero), a, a.exp_m1()),
        Selu => {
            let negative = T::of(SELU_SCALE * SELU_ALPHA) * a.exp_m1();
            T::choose(a.above(zero), T::of(SELU_SCALE) * a, negative)
        }
        Gelu => T::of(0.5) * a * (one + (T::of(SQRT_HALF) * a).erf()),
        GeluTanh => a * sigmoid(gelu_argument(a)),
        Silu => a * sigmoid(a),
        Mish => a * mish_tanh(a),
        Softplus => T::choose(a.above(zero), a, zero) + (-a.abs()).exp().ln_1p(),
        Linear => a,
        Softmax => unreachable!("softmax is of a row"),
    }
}

/// `f'(a)` from the answer or from the sum, as [`Activation::derivative_of`] says.
///
/// # Panics
/// For softmax, whose delta is that of its loss.
#[inline(always)]
pub fn derivative<T: Number>(f: Activation, x: T) -> T {
    let (zero, one) = (T::of(0.0), T::of(1.0));
    match f {
        Sigmoid => x * (one - x),
        Tanh => one - x * x,
        Relu => T::choose(zero.at_least(x), zero, one),
        LeakyRelu => T::choose(zero.at_least(x), T::of(LEAK), one),
        // Below 0, h + 1 = e^a.
        Elu => T::choose(x.above(zero), one, x + one),
        Selu => T::choose(x.above(zero), T::of(SELU_SCALE), x + T::of(SELU_SCALE * SELU_ALPHA)),
        // Phi(a) + a phi(a)
        Gelu => {
            let area = T::of(0.5) * (one + (T::of(SQRT_HALF) * x).erf());
            area + x * T::of(DENSITY) * (-(T::of(0.5) * x * x)).exp()
        }
        GeluTanh => {
            let s = sigmoid(gelu_argument(x));
            let steepness = T::of(2.0 * SQRT_2_OVER_PI) * (one + T::of(3.0 * CUBIC) * x * x);
            s + tamed(x * (s * (one - s)) * steepness, x)
        }
        Silu => {
            let s = sigmoid(x);
            s + x * (s * (one - s))
        }
        Mish => {
            let t = mish_tanh(x);
            t + x * (one - t * t) * sigmoid(x)
        }
        // 1 - e^-h = sigmoid(a)
        Softplus => -(-x).exp_m1(),
        Linear => one,
        Softmax => unreachable!("the delta of a softmax is that of its loss"),
    }
}

/// Twice the argument of the hyperbolic tangent of [`GeluTanh`]: `(1 + tanh u)/2 = sigmoid(2u)`.
#[inline(always)]
fn gelu_argument<T: Number>(a: T) -> T {
    T::of(2.0 * SQRT_2_OVER_PI) * a * (T::of(1.0) + T::of(CUBIC) * a * a)
}

/// 0 where `x` is so large that the sigmoid is flat: there the square of `x` may be infinite, and 0
/// times that no number.
#[inline(always)]
fn tamed<T: Number>(value: T, x: T) -> T {
    T::choose(x.abs().above(T::of(20.0)), T::of(0.0) * sigmoid(x), value)
}

/// `tanh(softplus(a))` without a logarithm: with `e = e^-|a|`, `(1 + 2e)/(1 + 2e + 2e^2)` from 0 on
/// and `e(e + 2)/(e(e + 2) + 2)` below.
#[inline(always)]
fn mish_tanh<T: Number>(a: T) -> T {
    let e = (-a.abs()).exp();
    let (one, two) = (T::of(1.0), T::of(2.0));
    let n = e * (e + two);
    let above = one + two * e;
    T::choose(a.at_least(T::of(0.0)), above / (above + two * e * e), n / (n + two))
}
