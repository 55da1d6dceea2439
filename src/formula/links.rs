//! The links of an update around its optimizer: twins of `shaders/formulas/optimizers/links.wgsl`.

use super::{Coefficients, Number};
use crate::recipe::Links;

/// An element of a gradient that is at most `clip_value` in size.
#[inline(always)]
pub fn clipped<T: Number>(g: T, c: &Coefficients<T>) -> T {
    let most = c.clip_value;
    T::choose((-most).above(g), -most, T::choose(g.above(most), most, g))
}

/// The gradient as the optimizer gets it: clipped element by element, scaled by the norm's factor, with
/// the gradient of `l2/2 w^2`.
#[inline(always)]
pub fn directed<T: Number>(links: Links, g: T, w: T, factor: Option<T>, c: &Coefficients<T>) -> T {
    let mut d = if links.clip_value { clipped(g, c) } else { g };
    if let Some(factor) = factor {
        d = factor * d;
    }
    if links.l2 { d + c.l2 * w } else { d }
}

/// The parameter after a step `u`, and after its decay.
#[inline(always)]
pub fn updated<T: Number>(links: Links, w: T, u: T, c: &Coefficients<T>) -> T {
    let kept = if links.decay { w - c.decay * w } else { w };
    kept - c.rate * u
}

/// The average of a parameter after a step.
#[inline(always)]
pub fn averaged<T: Number>(a: T, w: T, c: &Coefficients<T>) -> T {
    a + c.average * (w - a)
}

/// What gradients are multiplied by, whose squares add up to `square`, to have a norm of at most
/// `clip_norm`; as PyTorch's `clip_grad_norm_` has it.
pub fn norm_factor<T: Number>(square: T, c: &Coefficients<T>) -> T {
    let factor = c.clip_norm / (square.sqrt() + T::of(1e-6));
    T::choose(factor.above(T::of(1.0)), T::of(1.0), factor)
}
