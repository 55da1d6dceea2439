//! `f32` as the CPU's executor computes with it: functions without branches and calls, which the compiler
//! turns into vectors.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Number;

/// An `f32` among others of a vector.
#[derive(Debug, Clone, Copy, PartialEq, bytemuck::Pod, bytemuck::Zeroable)]
#[repr(transparent)]
pub struct Lane(pub f32);

macro_rules! operation {
    ($trait:ident, $name:ident, $operator:tt) => {
        impl $trait for Lane {
            type Output = Self;

            #[inline(always)]
            fn $name(self, other: Self) -> Self {
                Self(self.0 $operator other.0)
            }
        }
    };
}

operation!(Add, add, +);
operation!(Sub, sub, -);
operation!(Mul, mul, *);
operation!(Div, div, /);

impl Neg for Lane {
    type Output = Self;

    #[inline(always)]
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// Sums `c[0] x^n + ...`, by Horner's rule.
#[inline(always)]
fn polynomial<const N: usize>(x: f32, coefficients: [f64; N]) -> f32 {
    coefficients.iter().fold(0.0, |sum, &c| sum * x + c as f32)
}

/// `e^x` to two units in the last place, without a branch, a call or a fused operation. Below -87.3 it
/// stays at the smallest normal number, above 88.3 at what it is there; a NaN stays one.
///
/// With `n` the integer next to `x / ln 2`, `e^x = 2^n e^r` and `|r| <= ln 2 / 2`; `ln 2` in two
/// parts and the polynomial are those of the Cephes library (S. Moshier, `expf`).
#[inline(always)]
fn exp(x: f32) -> f32 {
    /// Added and subtracted, it rounds to an integer, and its lowest bits are that integer.
    const ROUND: f32 = (3 << 22) as f32;
    /// `n` times this is exact.
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    const LOWEST: f32 = -87.3;
    const HIGHEST: f32 = 88.3;
    let x = if x < LOWEST { LOWEST } else { x };
    let x = if x > HIGHEST { HIGHEST } else { x };
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * LN_2_HIGH - n * LN_2_LOW;
    let coefficients = [1.398_199_9e-3, 8.333_452e-3, 4.166_579_6e-2, 1.666_666_5e-1, 0.5];
    let polynomial = coefficients.iter().fold(1.987_569_2e-4, |sum, c| sum * r + c);
    let power = polynomial * (r * r) + r + 1.0;
    let two_to_n = f32::from_bits((shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits()));
    power * two_to_n
}

impl Number for Lane {
    type Truth = bool;

    #[inline(always)]
    fn of(value: f64) -> Self {
        Self(value as f32)
    }
    #[inline(always)]
    fn value(self) -> f64 {
        f64::from(self.0)
    }
    #[inline(always)]
    fn abs(self) -> Self {
        Self(self.0.abs())
    }
    #[inline(always)]
    fn sqrt(self) -> Self {
        Self(self.0.sqrt())
    }
    #[inline(always)]
    fn exp(self) -> Self {
        Self(exp(self.0))
    }
    /// As `shaders/formulas/functions/log1p.wgsl`; for what is above 1 the logarithm of `1 + x = 2^n m`,
    /// `m` about 1, is `n ln 2 + ln m`, with the same series.
    #[inline(always)]
    fn ln_1p(self) -> Self {
        let series = |s: f32| {
            let q = s * s;
            let sum = polynomial(
                q,
                [2.0 / 15.0, 2.0 / 13.0, 2.0 / 11.0, 2.0 / 9.0, 2.0 / 7.0, 2.0 / 5.0, 2.0 / 3.0],
            );
            s * (sum * q) + 2.0 * s
        };
        let x = self.0;
        let near = series(x / (x + 2.0));
        let y = x + 1.0;
        let bits = y.to_bits();
        let n = (bits >> 23) as f32 - 127.0;
        let m = f32::from_bits((bits & 0x007f_ffff) | 0x3f80_0000);
        let far = n * std::f32::consts::LN_2 + series((m - 1.0) / (m + 1.0));
        // Infinity and NaN are their own logarithms.
        let far = if x <= f32::MAX { far } else { x };
        Self(if x <= 1.0 { near } else { far })
    }
    /// As `shaders/formulas/functions/expm1.wgsl`.
    #[inline(always)]
    fn exp_m1(self) -> Self {
        let x = self.0;
        let sum = polynomial(
            x,
            [
                1.0 / 362_880.0,
                1.0 / 40_320.0,
                1.0 / 5_040.0,
                1.0 / 720.0,
                1.0 / 120.0,
                1.0 / 24.0,
                1.0 / 6.0,
                0.5,
            ],
        );
        let far = exp(x) - 1.0;
        Self(if x > -0.75 && x < 0.75 { x + x * (x * sum) } else { far })
    }
    /// As `shaders/formulas/functions/erf.wgsl`.
    #[inline(always)]
    fn erf(self) -> Self {
        let x = self.0;
        let q = x * x;
        let series = polynomial(
            q,
            [
                -1.0 / 75_600.0,
                1.0 / 9_360.0,
                -1.0 / 1_320.0,
                1.0 / 216.0,
                -1.0 / 42.0,
                0.1,
                -1.0 / 3.0,
            ],
        );
        let near = std::f64::consts::FRAC_2_SQRT_PI as f32 * (x + x * (series * q));
        let size = x.abs();
        let t = 1.0 / (size * 0.327_591_1 + 1.0);
        let sum = polynomial(
            t,
            [1.061_405_429, -1.453_152_027, 1.421_413_741, -0.284_496_736, 0.254_829_592],
        );
        let far = 1.0 - (sum * t) * exp(-q);
        let far = if x >= 0.0 { far } else { -far };
        Self(if size <= 0.75 { near } else { far })
    }
    #[inline(always)]
    fn at_least(self, other: Self) -> bool {
        self.0 >= other.0
    }
    #[inline(always)]
    fn above(self, other: Self) -> bool {
        self.0 > other.0
    }
    #[inline(always)]
    fn choose(truth: bool, yes: Self, no: Self) -> Self {
        if truth { yes } else { no }
    }
}
