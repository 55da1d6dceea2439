//! What is done to each element, or each column, in vectors and threads.

use pulp::{Arch, Simd, WithSimd};
use rayon::prelude::*;

use crate::cpu::derivative;
use crate::network::Activation;

/// Elements that are worth a thread: some microseconds of work.
const WORTH_A_THREAD: usize = 1 << 14;

/// The vector instructions that are used here.
pub fn vectors() -> &'static str {
    match Arch::new() {
        #[cfg(target_arch = "x86_64")]
        Arch::V4(_) => "AVX-512",
        #[cfg(target_arch = "x86_64")]
        Arch::V3(_) => "AVX2",
        #[cfg(target_arch = "aarch64")]
        Arch::Neon(_) => "NEON",
        _ => "no wide vectors",
    }
}

/// Hands out whole rows of `values`, with the number of the first, to threads where it pays.
pub(super) fn in_rows(
    threads: usize,
    columns: usize,
    values: &mut [f32],
    body: impl Fn(usize, &mut [f32]) + Sync,
) {
    if threads == 1 || values.len() <= WORTH_A_THREAD {
        return body(0, values);
    }
    let rows = (WORTH_A_THREAD / columns).max(1);
    let parts = values.par_chunks_mut(rows * columns).enumerate();
    parts.for_each(|(part, values)| body(part * rows, values));
}

/// `h[r, c] = f(h[r, c] + b[c])`
pub(super) fn add_bias_and_activate(f: Activation, bias: &[f32], h: &mut [f32]) {
    Arch::new().dispatch(AddBiasAndActivate { f, bias, h });
}

/// `d *= f'(h)`
pub(super) fn multiply_by_derivative(f: Activation, h: &[f32], d: &mut [f32]) {
    Arch::new().dispatch(MultiplyByDerivative { f, h, d });
}

/// `b[c] -= factor sum over k of d[k, c]`
pub(super) fn subtract_columns(threads: usize, factor: f32, d: &[f32], b: &mut [f32]) {
    let columns = b.len();
    let body = |first: usize, b: &mut [f32]| {
        Arch::new().dispatch(SubtractColumns { factor, d, columns, first, b });
    };
    if threads == 1 || d.len() <= WORTH_A_THREAD {
        return body(0, b);
    }
    let each = (WORTH_A_THREAD * columns / d.len()).max(64);
    b.par_chunks_mut(each).enumerate().for_each(|(part, b)| body(part * each, b));
}

struct AddBiasAndActivate<'a> {
    f: Activation,
    bias: &'a [f32],
    h: &'a mut [f32],
}

impl WithSimd for AddBiasAndActivate<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { f, bias, h } = self;
        for row in h.chunks_exact_mut(bias.len()) {
            for (h, b) in row.iter_mut().zip(bias) {
                *h += b;
            }
        }
        // A loop for each, so that it has no branch.
        match f {
            Activation::Sigmoid => h.iter_mut().for_each(|h| *h = sigmoid(*h)),
            Activation::Tanh => h.iter_mut().for_each(|h| *h = tanh(*h)),
            // A NaN is not at most 0, and stays.
            Activation::Relu => h.iter_mut().for_each(|h| *h = if *h <= 0.0 { 0.0 } else { *h }),
            Activation::Linear => {}
        }
    }
}

struct MultiplyByDerivative<'a> {
    f: Activation,
    h: &'a [f32],
    d: &'a mut [f32],
}

impl WithSimd for MultiplyByDerivative<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let pairs = self.d.iter_mut().zip(self.h);
        // The same formula with the activation known: a loop for each.
        match self.f {
            Activation::Sigmoid => {
                pairs.for_each(|(d, &h)| *d *= derivative(Activation::Sigmoid, h))
            }
            Activation::Tanh => pairs.for_each(|(d, &h)| *d *= derivative(Activation::Tanh, h)),
            Activation::Relu => pairs.for_each(|(d, &h)| *d *= derivative(Activation::Relu, h)),
            Activation::Linear => {}
        }
    }
}

struct SubtractColumns<'a> {
    factor: f32,
    /// `[rows, columns]`
    d: &'a [f32],
    columns: usize,
    /// The column of `b[0]`.
    first: usize,
    b: &'a mut [f32],
}

impl WithSimd for SubtractColumns<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let mut sums = vec![0.0; self.b.len()];
        for row in self.d.chunks_exact(self.columns) {
            for (sum, d) in sums.iter_mut().zip(&row[self.first..]) {
                *sum += d;
            }
        }
        for (b, sum) in self.b.iter_mut().zip(sums) {
            *b -= self.factor * sum;
        }
    }
}

/// The sigmoid as `shaders/sigmoid.wgsl` has it.
#[inline(always)]
fn sigmoid(a: f32) -> f32 {
    let e = exp_of_at_most_0(-a.abs());
    (if a >= 0.0 { 1.0 } else { e }) / (1.0 + e)
}

/// The hyperbolic tangent as `shaders/tanh.wgsl` has it.
#[inline(always)]
fn tanh(a: f32) -> f32 {
    let e = exp_of_at_most_0(-(a.abs() + a.abs()));
    let h = (1.0 - e) / (1.0 + e);
    if a >= 0.0 { h } else { -h }
}

/// `e^x` for `x <= 0` to two units in the last place, without a branch, a call or a fused
/// operation. Below -87.3 it stays at the smallest normal number; a NaN stays one.
///
/// With `n` the integer next to `x / ln 2`, `e^x = 2^n e^r` and `|r| <= ln 2 / 2`; `ln 2` in two
/// parts and the polynomial are those of the Cephes library (S. Moshier, `expf`).
#[inline(always)]
fn exp_of_at_most_0(x: f32) -> f32 {
    /// Added and subtracted, it rounds to an integer, and its lowest bits are that integer.
    const ROUND: f32 = (3 << 22) as f32;
    /// `n` times this is exact.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    const LOWEST: f32 = -87.3;
    let x = if x < LOWEST { LOWEST } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * LN_2_HIGH - n * LN_2_LOW;
    let coefficients = [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];
    let polynomial = coefficients.iter().fold(1.987_569_2e-4, |sum, c| sum * r + c);
    let power = polynomial * (r * r) + r + 1.0;
    let two_to_n = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    power * two_to_n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bound::{self, Growth, Operand};
    use crate::cpu::{Size, activation};
    use crate::kernel::Kernel;

    /// Every 4099th number, and what is special.
    fn numbers() -> impl Iterator<Item = f32> {
        let special = [0.0, -0.0, f32::MIN_POSITIVE, f32::MAX, f32::MIN, -87.3, 87.4, -104.0];
        let all = (0..=u32::MAX).step_by(4099).map(f32::from_bits);
        all.filter(|number| number.is_finite()).chain(special)
    }

    #[test]
    fn activations_are_within_their_bounds() {
        for f in Activation::ALL {
            let a: Vec<f32> = numbers().collect();
            let mut h = a.clone();
            add_bias_and_activate(f, &vec![0.0; a.len()], &mut h);
            for (&a, &h) in a.iter().zip(&h) {
                let exact = activation(f, f64::from(a));
                let operand = Operand { value: &[f64::from(a)], error: &[0.0] };
                let size = Size { rows: 1, inner: 1, columns: 1 };
                let kernel = Kernel::Activate(f);
                let bound = bound::error(kernel, Growth::Guaranteed, size, &[operand], &[exact])[0];
                let error = (f64::from(h) - exact).abs();
                assert!(error <= bound, "{f} of {a:e} is {h:e}, off by {error:e} of {bound:e}");
            }
        }
    }

    #[test]
    fn a_nan_stays_and_infinities_are_limits() {
        for f in Activation::ALL {
            let mut h = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY];
            add_bias_and_activate(f, &[0.0], &mut h);
            assert!(h[0].is_nan(), "{f}");
            let limits = [f32::INFINITY, f32::NEG_INFINITY].map(|a| activation(f, a));
            for (h, limit) in h[1..].iter().zip(limits) {
                assert!(*h == limit || (h - limit).abs() < 2e-38, "{f}: {h} and {limit}");
            }
        }
    }
}
