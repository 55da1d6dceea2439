//! Numbers that carry along how far a device's may lie from them: running error analysis.
//!
//! Each operation adds what WGSL allows it to err (the table of [`crate::bound`]) to what its operands
//! carry, and the flush of a subnormal result. Where a comparison is not certain, either branch may be
//! taken. Source: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., section 3.3.

use std::ops::{Add, Div, Mul, Neg, Sub};

use super::Number;

/// An exact value, and how far a device's may be off.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounded {
    /// The exact value.
    pub value: f64,
    /// The most that a device's may be off.
    pub error: f64,
}

/// A unit in the last place, relative: as [`crate::bound::U`].
const U: f64 = 1.0 / (1u32 << 23) as f64;
const FLUSH: f64 = f32::MIN_POSITIVE as f64;

/// What a comparison of numbers with errors gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certainty {
    /// It holds.
    Yes,
    /// It does not.
    No,
    /// It may, as the exact values have it or as they do not.
    Either(bool),
}

impl Bounded {
    /// Where the operation's own error is `roundings` units of the largest result there may be, and
    /// what its operands carry makes `carried`.
    fn computed(value: f64, carried: f64, roundings: f64) -> Self {
        let error = carried + roundings * U * (value.abs() + carried) + FLUSH;
        Self { value, error }
    }

    /// The largest size it may have.
    fn size(self) -> f64 {
        self.value.abs() + self.error
    }

    /// The error of a function of slope at most `slope` anywhere within the error.
    fn carried(self, slope: f64) -> f64 {
        if self.error == 0.0 { 0.0 } else { slope * self.error }
    }

    /// The error of the exponential; where that is 0, an infinite factor must not make it no number.
    fn carried_by_exp(self) -> f64 {
        if self.error == 0.0 {
            return 0.0;
        }
        let product = self.value.exp() * self.error.exp_m1();
        if product.is_nan() { (self.value + self.error).exp() } else { product }
    }

    fn compare(self, other: Self, holds: impl Fn(f64, f64) -> bool) -> Certainty {
        let exact = holds(self.value, other.value);
        let margin = self.error + other.error;
        if !((self.value - other.value).abs() <= margin) || margin == 0.0 {
            return if exact { Certainty::Yes } else { Certainty::No };
        }
        Certainty::Either(exact)
    }
}

impl Add for Bounded {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::computed(self.value + other.value, self.error + other.error, 1.0)
    }
}

impl Sub for Bounded {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::computed(self.value - other.value, self.error + other.error, 1.0)
    }
}

impl Mul for Bounded {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        let carried = self.value.abs() * other.error + self.error * other.size();
        Self::computed(self.value * other.value, carried, 1.0)
    }
}

impl Div for Bounded {
    type Output = Self;

    /// 2.5 ULP; a divisor that may be 0 gives anything.
    fn div(self, other: Self) -> Self {
        let value = self.value / other.value;
        let least = other.value.abs() - other.error;
        let carried = if self.error == 0.0 && other.error == 0.0 {
            0.0
        } else if least > 0.0 {
            (self.error + value.abs() * other.error) / least
        } else {
            f64::INFINITY
        };
        Self::computed(value, carried, 2.5)
    }
}

impl Neg for Bounded {
    type Output = Self;

    fn neg(self) -> Self {
        Self { value: -self.value, ..self }
    }
}

impl Number for Bounded {
    type Truth = Certainty;

    /// A constant is rounded to f32 once, to either neighbour.
    fn of(value: f64) -> Self {
        let exact = f64::from(value as f32) == value;
        Self { value, error: if exact { 0.0 } else { U * value.abs() } }
    }

    fn value(self) -> f64 {
        self.value
    }

    fn abs(self) -> Self {
        Self { value: self.value.abs(), ..self }
    }

    /// WGSL: as `1 / inverseSqrt(x)`, of 2 ULP and 2.5 ULP; what it carries is at most
    /// `e / (sqrt(x) + sqrt(x - e))`.
    fn sqrt(self) -> Self {
        let value = self.value.sqrt();
        let least = (self.value - self.error).max(0.0).sqrt();
        let carried = if self.error == 0.0 { 0.0 } else { self.error / (value + least) };
        // A subnormal operand may be read as 0.
        let flushed =
            if self.value - self.error < FLUSH { self.size().min(FLUSH).sqrt() } else { 0.0 };
        Self::computed(value, carried + flushed, 5.0)
    }

    /// `3 + 2|x|` ULP.
    fn exp(self) -> Self {
        let value = self.value.exp();
        let carried = self.carried_by_exp();
        Self::computed(value, carried, 3.0 + 2.0 * self.size())
    }

    /// `shaders/formulas/functions/log1p.wgsl`. Up to 1: `x / (2 + x)` errs 3.5 units, `q` twice that and one
    /// more; `s sum q` is at most a sixth of the whole, and errs some 20 units, all its terms positive; the
    /// series ends after a relative 3e-9. Beyond: 1 unit in `1 + x`, of which the logarithm carries
    /// `1/ln(1 + x)` at most, 1.5, and 3 ULP.
    fn ln_1p(self) -> Self {
        let value = self.value.ln_1p();
        let least = (self.value - self.error).max(-0.5);
        let mut computed = Self::computed(value, self.carried(1.0 / (1.0 + least)), 8.0);
        // Twice a quotient that is flushed.
        computed.error += 2.0 * FLUSH;
        computed
    }

    /// `shaders/formulas/functions/expm1.wgsl`. The series errs less than 4 units of the result (its terms
    /// alternate, but the first is more than twice all others); below -3/4 the exponential's
    /// `(3 + 2|x|) e^x` and one unit, of a result of at least 0.52 in size.
    fn exp_m1(self) -> Self {
        let value = self.value.exp_m1();
        let carried = self.carried_by_exp();
        let own = (3.0 + 2.0 * self.size()) * (self.value.exp() + carried) * U;
        let mut computed = Self::computed(value, carried, 4.0);
        // The series' product may be flushed.
        computed.error += FLUSH + if self.value - self.error <= -0.75 { own } else { 0.0 };
        computed
    }

    /// `shaders/formulas/functions/erf.wgsl`. Near 0 the series errs less than 8 units. Beyond, its formula is
    /// 1.5e-7 off; the terms of the polynomial add up to at most 2.1 in size, so that five products and sums
    /// make less than 32 units of `e^(-x^2)`, which errs `3 + 2x^2` itself.
    fn erf(self) -> Self {
        let value = libm::erf(self.value);
        let near = (self.value.abs() - self.error).max(0.0);
        let slope = std::f64::consts::FRAC_2_SQRT_PI * (-near * near).exp();
        let mut computed = Self::computed(value, self.carried(slope), 8.0);
        // The series' product may be flushed, before it is multiplied by 1.13.
        computed.error += 2.0 * FLUSH;
        if self.size() > 0.75 {
            let square = self.size().powi(2);
            computed.error += 1.5e-7 + (35.0 + 2.0 * square) * U * (-near * near).exp();
        }
        computed
    }

    fn within_one(self) -> Self {
        // Of a number that is no sum of the row nothing is known.
        if self.value > 1.0 { self } else { Self { error: self.error.min(1.0 + 8.0 * U), ..self } }
    }

    fn at_least(self, other: Self) -> Certainty {
        self.compare(other, |a, b| a >= b)
    }

    fn above(self, other: Self) -> Certainty {
        self.compare(other, |a, b| a > b)
    }

    fn choose(truth: Certainty, yes: Self, no: Self) -> Self {
        let either = |taken: Self, other: Self| {
            let reach = (other.value - taken.value).abs() + other.error;
            Self { value: taken.value, error: taken.error.max(reach) }
        };
        match truth {
            Certainty::Yes => yes,
            Certainty::No => no,
            Certainty::Either(true) => either(yes, no),
            Certainty::Either(false) => either(no, yes),
        }
    }
}
