//! How far a kernel's f32 result may lie from the exact one: one bound a kernel, computed from the
//! actual operands.
//!
//! Sources: N. J. Higham, *Accuracy and Stability of Numerical Algorithms*, 2nd ed., chapters 2
//! and 3 (`gamma_n`, products); N. J. Higham and T. Mary, "A New Approach to Probabilistic
//! Rounding Error Analysis", 2019 (`sqrt(n) u`); the WGSL specification, "Accuracy of Concrete
//! Floating Point Expressions", for what an operation may err:
//!
//! | operation | error |
//! | --- | --- |
//! | `+ - *` | correctly rounded to either neighbour: relative `u = 2^-23` |
//! | `/` | 2.5 ULP, at most `2.5 u` relative |
//! | `exp(x)` | `3 + 2 abs(x)` ULP |
//! | any | a subnormal operand or result may be flushed to 0: less than `2^-126` absolute |
//!
//! Sums may be reassociated and products fused, which these bounds allow: they hold in any order.
//!
//! A subnormal operand that is flushed is an error of the operand, as large as itself: times a
//! large factor it can be any size. A flushed result adds `2^-126` each time.
//!
//! In mixed precision the operands of products are rounded to f16, which is an error of the operand
//! too: relative `2^-10` (either neighbour), and as large as itself below `2^-14`, where it is
//! subnormal and may be flushed. Their products are exact in f32, and sums are rounded there, which
//! is `gamma_n` as before (P. Blanchard, N. J. Higham, F. Lopez, T. Mary and S. Pranesh, "Mixed
//! Precision Block Fused Multiply-Add: Error Analysis and Application to GPU Tensor Cores", 2020;
//! that hardware adds some terms at once and truncates, `u` being a whole unit, allows for). What is
//! above 65504 has no f16; nothing is allowed for it, so that it fails.
//!
//! An operand may itself carry an error (an intermediate that a fused kernel never stores); every
//! bound says how that error passes through. With `|a|` the exact operand's size and `e_a` its
//! error, `|a| + e_a` is the largest size it can have.

use crate::cpu::{Inputs, Size, twin};
use crate::formula::{Activation, Bounded, Coefficients, derivative};
use crate::kernel::{Access, Kernel};

/// The unit roundoff of WGSL's `+ - *`: either neighbour, so a whole unit in the last place.
pub const U: f64 = 1.0 / (1u32 << 23) as f64;

/// What flushing one subnormal result can cost.
const FLUSH: f64 = f32::MIN_POSITIVE as f64;

/// The relative error of rounding to f16, as [`U`]; to nearest it is half of that.
const U_F16: f64 = 1.0 / (1u32 << 10) as f64;

/// The least normal f16, and half the least subnormal one.
const MIN_F16: f64 = 1.0 / (1u32 << 14) as f64;
const HALF_STEP_F16: f64 = 1.0 / (1u32 << 25) as f64;

/// How roundings add up over `n` operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Growth {
    /// `gamma_n = n u / (1 - n u)`: nothing correct is ever above.
    Guaranteed,
    /// `sqrt(n) u`: where independent roundings stay; above is suspicious, not proof.
    Probable,
}

impl Growth {
    /// The relative error after `n` operations.
    pub fn over(self, n: usize) -> f64 {
        let n = n as f64;
        match self {
            // Beyond n u = 1/2 the bound says nothing; it stays positive and large.
            Self::Guaranteed => n * U / (1.0 - (n * U).min(0.5)),
            Self::Probable => n.sqrt() * U,
        }
    }
}

/// Exact values and the errors they carry, of the same length.
#[derive(Debug, Clone, Copy)]
pub struct Operand<'a> {
    /// The values.
    pub value: &'a [f64],
    /// How far each may be off.
    pub error: &'a [f64],
}

impl Operand<'_> {
    /// The largest size an element can have.
    fn size(&self, i: usize) -> f64 {
        self.value[i].abs() + self.error[i]
    }

    /// The errors when a device flushes subnormal operands: an element that can be subnormal may be
    /// read as 0.
    fn errors_with_flush(&self) -> Vec<f64> {
        let pairs = self.value.iter().zip(self.error);
        pairs
            .map(|(value, error)| {
                let (size, error) = (value.abs(), *error);
                if size - error < FLUSH { error + (size + error).min(FLUSH) } else { error }
            })
            .collect()
    }
}

/// The errors that an operand of a product carries once it is rounded to f16: any rounding and
/// flushed where it can be subnormal, or, where that is not to be expected, to nearest with
/// subnormals kept.
pub fn in_f16(growth: Growth, operand: &Operand<'_>) -> Vec<f64> {
    let pairs = operand.value.iter().zip(operand.error);
    let rounded = |(value, error): (&f64, &f64)| {
        let size = value.abs() + error;
        let rounding = match growth {
            Growth::Guaranteed if size - 2.0 * error < MIN_F16 => {
                (U_F16 * size).max(size.min(MIN_F16))
            }
            Growth::Guaranteed => U_F16 * size,
            Growth::Probable => (U_F16 / 2.0 * size).max(HALF_STEP_F16.min(size)),
        };
        error + rounding
    };
    pairs.map(rounded).collect()
}

/// The error of a kernel's result, element by element, for one member.
///
/// `operands` are the kernel's number operands in the order of its bindings (an operand changed in
/// place with its value from before), `result` the exact result. `gather`, `store` and `advance`
/// only move values and are not asked.
///
/// # Panics
/// For the kernels that only move values.
pub fn error(
    kernel: Kernel,
    growth: Growth,
    size: Size,
    operands: &[Operand<'_>],
    result: &[f64],
) -> Vec<f64> {
    let elements = size.rows * size.columns;
    let errors: Vec<_> = operands.iter().map(Operand::errors_with_flush).collect();
    let operands: Vec<_> = operands
        .iter()
        .zip(&errors)
        .map(|(operand, error)| Operand { value: operand.value, error })
        .collect();
    match kernel {
        Kernel::MatmulNn | Kernel::MatmulNt | Kernel::WeightGradient => {
            product(kernel, growth, size, &operands)
        }
        // g = sum d / k: k - 1 additions, one division of 2.5 u.
        Kernel::BiasGradient => (0..size.columns)
            .map(|column| {
                let terms = (0..size.inner).map(|k| k * size.columns + column);
                let d = operands[0];
                let (sizes, errors) = terms.fold((0.0, 0.0), |(sizes, errors), i| {
                    (sizes + d.size(i), errors + d.error[i])
                });
                (growth.over(size.inner + 2) * sizes + errors) / size.inner as f64
                    + size.inner as f64 * FLUSH
            })
            .collect(),
        // One addition.
        Kernel::AddBias => (0..elements)
            .map(|i| {
                let (a, b) = (operands[0], operands[1]);
                let column = i % size.columns;
                let (ea, eb) = (a.error[i], b.error[column]);
                ea + eb + growth.over(1) * (a.size(i) + b.size(column)) + FLUSH
            })
            .collect(),
        Kernel::Activate(
            f @ (Activation::Sigmoid | Activation::Tanh | Activation::Relu | Activation::Linear),
        ) => (0..elements)
            .map(|i| activation(f, operands[0].value[i], operands[0].error[i], result[i]))
            .collect(),
        // One result, whatever the order of the additions. A flat loss also adds up what
        // `sample_loss` would have: `columns` outputs a sample.
        Kernel::MeanLoss => {
            let l = operands[0];
            let sizes: f64 = (0..size.inner).map(|k| l.size(k)).sum();
            let errors: f64 = l.error[..size.inner].iter().sum();
            let n = size.inner as f64;
            let roundings = growth.over(size.inner * size.columns + 2);
            vec![(roundings * sizes + errors) / n + n * FLUSH]
        }
        // One product, one subtraction for each of `inner` panels of the gradient.
        Kernel::Update(rule) if rule.is_descent() => (0..elements)
            .map(|i| {
                let (w, g) = (operands[0], operands[1]);
                let rate = Coefficients::of(operands[2].value).rate;
                let largest = rate.abs() * g.size(i);
                let passed = largest - (rate * g.value[i]).abs();
                w.error[i]
                    + passed.max(0.0)
                    + growth.over(1 + size.inner) * (w.size(i) + largest)
                    + 2.0 * size.inner as f64 * FLUSH
            })
            .collect(),
        // A mean over the rows of all, of the products of one sharer's: as a weight gradient's of one column.
        Kernel::ScaleGradient => (0..elements)
            .map(|i| {
                let (x, d) = (operands[0], operands[1]);
                let (sharer, column) = (i / size.columns, i % size.columns);
                let terms = sharer * size.inner..(sharer + 1) * size.inner;
                let (mut sizes, mut passed) = (0.0, 0.0);
                for place in terms.map(|row| row * size.columns + column) {
                    let largest = x.size(place) * d.size(place);
                    sizes += largest;
                    passed += largest - (x.value[place] * d.value[place]).abs();
                }
                let all = (size.rows * size.inner) as f64;
                let roundings = growth.over(size.inner + 3);
                let flushed = (2 * size.inner) as f64 * FLUSH / all + FLUSH;
                (roundings * sizes + passed.max(0.0)) / all + flushed
            })
            .collect(),
        Kernel::Coefficients => vec![0.0; elements],
        Kernel::Activate(_)
        | Kernel::Softmax
        | Kernel::Dropout
        | Kernel::SampleLoss(_)
        | Kernel::OutputDelta(_)
        | Kernel::HiddenDelta(_)
        | Kernel::SquareSum { .. }
        | Kernel::NormFactor
        | Kernel::State(..)
        | Kernel::Update(_)
        | Kernel::Scale
        | Kernel::OwnColumns
        | Kernel::SpreadColumns
        | Kernel::Average => running(kernel, size, &operands, elements),
        Kernel::Gather | Kernel::Store | Kernel::Advance => {
            unreachable!("{} moves values and makes no error", kernel.name())
        }
    }
}

/// The error of one element of the mean of what devices that share a batch found ([`crate::cpu::mean_of_parts`]):
/// `largest` is that of their values' absolute values, `result` is the mean. The terms are exact in f64, `devices`
/// additions and the division round by `2^-53` each, and the result is rounded to f32 once, or flushed.
pub fn mean_of_parts(growth: Growth, devices: usize, largest: f64, result: f64) -> f64 {
    let in_f64 = (devices + 1) as f64 * f64::EPSILON;
    growth.over(1) * result.abs() + in_f64 * largest + FLUSH
}

/// The bound of a kernel of few operations an element: its twin over numbers that carry their error
/// along, each operation adding what it may err.
fn running(kernel: Kernel, size: Size, operands: &[Operand<'_>], elements: usize) -> Vec<f64> {
    let bounded = |operand: &Operand<'_>| -> Vec<Bounded> {
        let pairs = operand.value.iter().zip(operand.error);
        pairs.map(|(&value, &error)| Bounded { value, error }).collect()
    };
    let operands: Vec<_> = operands.iter().map(bounded).collect();
    let output = kernel.output();
    let mut out = match kernel.bindings()[output] {
        Access::Update => operands[output].clone(),
        _ => vec![Bounded { value: 0.0, error: 0.0 }; elements.max(size.rows)],
    };
    let numbers = |i: usize| operands[i].as_slice();
    let inputs = Inputs { numbers: &numbers, indices: &|_| &[] };
    twin(kernel, size, inputs, &mut out);
    let written = if matches!(kernel, Kernel::SquareSum { .. }) { 1 } else { elements };
    out[..written].iter().map(|bounded| bounded.error).collect()
}

/// `gamma_k sum |a||b|` over the largest sizes, and the operands' own errors. The gradient's
/// division by the number of samples adds 2.5 u. Each of k products and k - 1 sums may be flushed,
/// and the quotient.
fn product(kernel: Kernel, growth: Growth, size: Size, operands: &[Operand<'_>]) -> Vec<f64> {
    let Size { rows, inner, columns } = size;
    let (roundings, divisor) = match kernel {
        Kernel::WeightGradient => (inner + 3, inner as f64),
        _ => (inner, 1.0),
    };
    let relative = growth.over(roundings);
    let (a, b) = (operands[0], operands[1]);
    let flushed = (2 * inner) as f64 * FLUSH / divisor + FLUSH;
    // From one row and from one term to the next of `a`, from one term and from one column of `b`.
    let ([a_row, a_term], [b_term, b_column]) = match kernel {
        Kernel::MatmulNn => ([inner, 1], [columns, 1]),
        Kernel::MatmulNt => ([inner, 1], [1, inner]),
        _ => ([1, rows], [columns, 1]),
    };
    let mut errors = Vec::with_capacity(rows * columns);
    let mut sums = vec![(0.0, 0.0); columns];
    for row in 0..rows {
        sums.fill((0.0, 0.0));
        for k in 0..inner {
            let i = row * a_row + k * a_term;
            let (value, size) = (a.value[i], a.size(i));
            for (column, (sizes, passed)) in sums.iter_mut().enumerate() {
                let j = k * b_term + column * b_column;
                let largest = size * b.size(j);
                *sizes += largest;
                *passed += largest - (value * b.value[j]).abs();
            }
        }
        errors.extend(sums.iter().map(|(sizes, passed): &(f64, f64)| {
            (relative * sizes + passed.max(0.0)) / divisor + flushed
        }));
    }
    errors
}

/// The error of `h = f(a)` when `a` is off by at most `e`: how far `f` carries it, and what
/// computing `f` adds.
///
/// With `r = (3 + 2|x|) u` the relative error of `exp(-|x|)`:
/// - sigmoid: `dh/h = (1 - h) r` from the exponential (for `x < 0` where `h = e/(1+e)`, and less
///   for `x >= 0`, where `h = 1/(1+e)` and `1 - h` is `e/(1+e)`), one addition and a division: `3.5 u`;
/// - tanh, `x = 2a`: `dh = (1 - h^2)/2 r` from the exponential, two additions and a division:
///   `4.5 u |h|`.
///
/// Both are divided by one minus themselves for the terms of second order.
fn activation(f: Activation, a: f64, e: f64, h: f64) -> f64 {
    let slope = |d: f64, steepest: f64, curvature: f64| e * (d.abs() + curvature * e).min(steepest);
    match f {
        Activation::Sigmoid => {
            // |f'| <= 1/4, |f''| <= 1/(6 sqrt 3)
            let carried = slope(derivative(f, h), 0.25, 0.0963);
            let r = 3.0 + 2.0 * (a.abs() + e);
            let relative = ((1.0 - h + carried).min(1.0) * r + 3.5) * U;
            carried + (h + carried) * relative / (1.0 - relative.min(0.5)) + 2.0 * FLUSH
        }
        Activation::Tanh => {
            // |f'| <= 1, |f''| <= 4/(3 sqrt 3)
            let carried = slope(derivative(f, h), 1.0, 0.7699);
            let r = 3.0 + 4.0 * (a.abs() + e);
            let largest = h.abs() + carried;
            let steepness = (1.0 - h * h + 2.0 * largest * carried).min(1.0);
            let computed = (steepness / 2.0 * r + 4.5 * largest) * U;
            carried + computed * (1.0 + r * U) + 2.0 * FLUSH
        }
        // Whatever a negative sum is off by, as long as it stays negative.
        Activation::Relu if a + e < 0.0 => 0.0,
        _ => e + FLUSH,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(value: &[f64]) -> (Vec<f64>, Vec<f64>) {
        (value.to_vec(), vec![0.0; value.len()])
    }

    #[test]
    fn a_product_of_exact_operands_is_bounded_by_gamma() {
        let (a, ea) = exact(&[1.0, -2.0, 3.0]);
        let (b, eb) = exact(&[4.0, 5.0, -6.0]);
        let operands = [Operand { value: &a, error: &ea }, Operand { value: &b, error: &eb }];
        let size = Size { rows: 1, inner: 3, columns: 1 };
        let error = error(Kernel::MatmulNn, Growth::Guaranteed, size, &operands, &[-24.0]);
        let gamma = 3.0 * U / (1.0 - 3.0 * U);
        assert!((error[0] / (gamma * 32.0) - 1.0).abs() < 1e-9, "{error:?}");
    }

    #[test]
    fn a_mean_of_parts_is_rounded_once_however_much_cancels() {
        let (rows, parts) = ([3, 2, 0, 4], [[0.1f32], [-0.7], [f32::NAN], [0.275]]);
        let exact: Vec<Vec<f64>> = parts.iter().map(|part| vec![f64::from(part[0])]).collect();
        let exact: Vec<&[f64]> = exact.iter().map(Vec::as_slice).collect();
        let mut mean = [0.0];
        crate::cpu::mean_of_parts(&rows, &exact, &mut mean);
        let bound = mean_of_parts(Growth::Guaranteed, 4, 0.7, mean[0]);
        assert!((mean[0] as f32 as f64 - mean[0]).abs() <= bound);
        // Added up in f32 it would be further off.
        let terms = rows.iter().zip(&parts).filter(|(rows, _)| **rows > 0);
        let in_f32 = terms.fold(0.0, |sum, (&rows, part)| sum + rows as f32 * part[0]) / 9.0;
        assert!((f64::from(in_f32) - mean[0]).abs() > 10.0 * bound, "{in_f32} {mean:?} {bound}");
    }

    #[test]
    fn an_error_of_an_operand_passes_through() {
        let operand = [2.0];
        let off = [0.125];
        let none = [0.0];
        let operands =
            [Operand { value: &operand, error: &off }, Operand { value: &operand, error: &none }];
        let size = Size { rows: 1, inner: 1, columns: 1 };
        let error = error(Kernel::MatmulNn, Growth::Guaranteed, size, &operands, &[4.0]);
        assert!(error[0] >= 0.25 && error[0] < 0.2501, "{error:?}");
    }

    #[test]
    fn a_subnormal_operand_may_be_flushed_whatever_it_is_multiplied_by() {
        let (a, ea) = exact(&[1e-39]);
        let (b, eb) = exact(&[1e38]);
        let operands = [Operand { value: &a, error: &ea }, Operand { value: &b, error: &eb }];
        let size = Size { rows: 1, inner: 1, columns: 1 };
        for kernel in [Kernel::MatmulNn, Kernel::MatmulNt, Kernel::WeightGradient] {
            let error = error(kernel, Growth::Guaranteed, size, &operands, &[0.1]);
            assert!(error[0] >= 0.1 && error[0] < 0.10001, "{kernel:?} {error:?}");
        }
        let (w, ew) = exact(&[0.0]);
        let mut row = [0.0; 16];
        row[0] = 1e38;
        let coefficients = Operand { value: &row, error: &[0.0; 16] };
        let update = [Operand { value: &w, error: &ew }, operands[0], coefficients];
        let kernel = Kernel::Update(crate::recipe::Rule::default());
        let error = error(kernel, Growth::Guaranteed, size, &update, &[0.1]);
        assert!(error[0] >= 0.1 && error[0] < 0.10001, "{error:?}");
    }

    /// The nearest f16, or one of its neighbours: ten bits beside the first, and steps of 2^-24 below
    /// the least normal number.
    fn f16(value: f64, round: fn(f64) -> f64) -> f64 {
        let step = (value.abs().log2().floor() - 10.0).exp2().max(2.0 * HALF_STEP_F16);
        round(value / step) * step
    }

    #[test]
    fn an_operand_in_f16_is_within_its_error_however_it_is_rounded() {
        let values: Vec<_> = (0..4000).map(|i| 1.0372f64.powi(i % 500 - 270) * 0.77).collect();
        let (_, none) = exact(&values);
        let operand = Operand { value: &values, error: &none };
        let guaranteed = in_f16(Growth::Guaranteed, &operand);
        let probable = in_f16(Growth::Probable, &operand);
        let mut largest = 0.0f64;
        for (i, &value) in values.iter().enumerate() {
            for round in [f64::floor, f64::ceil] {
                let error = (f16(value, round) - value).abs();
                assert!(error <= guaranteed[i], "{value:e} {error:e} {:e}", guaranteed[i]);
                if value >= MIN_F16 {
                    largest = largest.max(error / guaranteed[i]);
                } else {
                    assert!(value <= guaranteed[i], "{value:e} may be flushed");
                }
            }
            let nearest = (f16(value, f64::round) - value).abs();
            assert!(nearest <= probable[i], "{value:e} {nearest:e} {:e}", probable[i]);
        }
        assert!(largest > 0.9, "{largest}: the bound is looser than it need be");
    }

    #[test]
    fn a_product_in_f16_is_bounded_by_two_roundings_and_gamma() {
        let (a, none) = exact(&[1.0, -2.0, 3.0]);
        let (b, _) = exact(&[4.0, 5.0, -6.0]);
        let rounded = |value: &[f64]| in_f16(Growth::Guaranteed, &Operand { value, error: &none });
        let (ea, eb) = (rounded(&a), rounded(&b));
        let operands = [Operand { value: &a, error: &ea }, Operand { value: &b, error: &eb }];
        let size = Size { rows: 1, inner: 3, columns: 1 };
        let error = error(Kernel::MatmulNn, Growth::Guaranteed, size, &operands, &[-24.0]);
        let expected = 32.0 * (2.0 * U_F16 + U_F16 * U_F16);
        assert!(error[0] > expected && error[0] < 1.001 * expected, "{error:?}");
        // An operand that has no f16 is not excused.
        let (huge, none) = exact(&[1e5]);
        let huge = in_f16(Growth::Guaranteed, &Operand { value: &huge, error: &none });
        assert!(huge[0] < 100.0, "{huge:?}");
    }

    #[test]
    fn a_relu_is_off_by_nothing_where_the_sum_is_negative_for_certain() {
        let (value, off) = ([-1.0, -1.0, 1.0], [0.5, 1.5, 0.5]);
        let sums = [Operand { value: &value, error: &off }];
        let size = Size { rows: 1, inner: 1, columns: 3 };
        let kernel = Kernel::Activate(Activation::Relu);
        let errors = error(kernel, Growth::Guaranteed, size, &sums, &[0.0, 0.0, 1.0]);
        assert_eq!(errors, [0.0, 1.5 + FLUSH, 0.5 + FLUSH]);
    }

    #[test]
    fn the_output_delta_of_a_sigmoid_stays_within_gamma_4() {
        let (y, ey) = exact(&[0.7]);
        let (t, et) = exact(&[0.0]);
        let operands = [Operand { value: &y, error: &ey }, Operand { value: &t, error: &et }];
        let size = Size { rows: 1, inner: 1, columns: 1 };
        let kernel =
            Kernel::OutputDelta(crate::recipe::Criterion::of_the_seed(Activation::Sigmoid));
        let error = error(kernel, Growth::Guaranteed, size, &operands, &[0.147]);
        let ratio = error[0] / (Growth::Guaranteed.over(4) * 0.147);
        assert!((0.9..=1.0001).contains(&ratio), "{ratio}");
    }
}
