//! What formulas compute with: one text over `f32`, `f64`, numbers that carry their error along, and
//! the fast `f32` of the CPU's executor.

use std::fmt::Debug;
use std::ops::{Add, Div, Mul, Neg, Sub};

/// The operations that formulas are written in.
pub trait Number:
    Copy
    + Debug
    + Add<Output = Self>
    + Sub<Output = Self>
    + Mul<Output = Self>
    + Div<Output = Self>
    + Neg<Output = Self>
{
    /// What a comparison gives.
    type Truth: Copy;

    /// A constant, rounded to the type.
    fn of(value: f64) -> Self;
    /// As an `f64`, without its error.
    fn value(self) -> f64;
    /// `|x|`
    fn abs(self) -> Self;
    /// The square root.
    fn sqrt(self) -> Self;
    /// `e^x`
    fn exp(self) -> Self;
    /// `ln(1 + x)`
    fn ln_1p(self) -> Self;
    /// `e^x - 1`
    fn exp_m1(self) -> Self;
    /// The error function.
    fn erf(self) -> Self;
    /// The same, known to lie from 0 to 1 however far its operands may be off, but for a few roundings.
    #[must_use]
    fn within_one(self) -> Self {
        self
    }
    /// `self >= other`
    fn at_least(self, other: Self) -> Self::Truth;
    /// `self > other`
    fn above(self, other: Self) -> Self::Truth;
    /// `yes` where `truth` holds, else `no`.
    fn choose(truth: Self::Truth, yes: Self, no: Self) -> Self;
}

macro_rules! float {
    ($type:ident, $erf:path) => {
        impl Number for $type {
            type Truth = bool;

            fn of(value: f64) -> Self {
                value as $type
            }
            fn value(self) -> f64 {
                f64::from(self)
            }
            fn abs(self) -> Self {
                $type::abs(self)
            }
            fn sqrt(self) -> Self {
                $type::sqrt(self)
            }
            fn exp(self) -> Self {
                $type::exp(self)
            }
            fn ln_1p(self) -> Self {
                $type::ln_1p(self)
            }
            fn exp_m1(self) -> Self {
                $type::exp_m1(self)
            }
            fn erf(self) -> Self {
                $erf(self)
            }
            fn at_least(self, other: Self) -> bool {
                self >= other
            }
            fn above(self, other: Self) -> bool {
                self > other
            }
            fn choose(truth: bool, yes: Self, no: Self) -> Self {
                if truth { yes } else { no }
            }
        }
    };
}

float!(f32, libm::erff);
float!(f64, libm::erf);
