//! Activations, losses and optimizers: each formula once, as a twin over any [`Number`], beside its
//! WGSL in `shaders/formulas/`. Everything that runs one composes that text or calls that twin; its
//! error bound is the twin over [`Bounded`] numbers.

pub(crate) mod activation;
mod bounded;
pub mod coefficients;
mod dropout;
#[cfg(feature = "parallel")]
mod lane;
mod links;
mod loss;
mod names;
mod number;
mod optimizer;
pub(crate) mod settings;
mod softmax;

#[cfg(feature = "parallel")]
pub(crate) use self::activation::elementwise_activations;
pub use self::activation::{Activation, DerivativeOf, activation, derivative};
pub use self::bounded::Bounded;
pub use self::coefficients::Coefficients;
pub use self::dropout::{Dropout, philox, step_key, threshold};
#[cfg(feature = "parallel")]
pub use self::lane::Lane;
pub use self::links::{averaged, clipped, directed, norm_factor, updated};
pub use self::loss::{Loss, loss_slope, loss_term, smoothed};
pub use self::number::Number;
#[cfg(feature = "parallel")]
pub(crate) use self::optimizer::optimizers;
pub use self::optimizer::{Optimizer, OptimizerName};
pub use self::settings::OptimizerSettings;
pub use self::softmax::Softmax;
