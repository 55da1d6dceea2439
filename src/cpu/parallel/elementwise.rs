//! What is done to each element, or each column, in vectors and threads.

use pulp::{Arch, Simd, WithSimd};

use super::How;
use super::judge::softmax;
use crate::cpu::slope;
use crate::formula::{
    Activation, DerivativeOf, Dropout, Lane, activation, elementwise_activations,
};
use crate::recipe::Slope;

/// Elements that are worth a thread: a microsecond or some of work.
pub(super) const WORTH_A_THREAD: usize = 1 << 12;

/// Hands out whole rows of tensors of one size, with the number of the first, to threads where it pays.
pub(super) fn in_rows<const TENSORS: usize>(
    how: How<'_>,
    columns: usize,
    tensors: [&mut [f32]; TENSORS],
    body: impl Fn(usize, [&mut [f32]; TENSORS]) + Sync,
) {
    let length = tensors[0].len();
    let rows = length / columns;
    match (how.team, how.parts(length, WORTH_A_THREAD).min(rows)) {
        (Some(team), parts @ 2..) => {
            let each = rows.div_ceil(parts) * columns;
            team.deal_out(each, tensors, |first, tensors| body(first / columns, tensors));
        }
        _ => body(0, tensors),
    }
}

/// What follows a forward product: `h = f(h + b)`, the sums kept where they are wanted, and dropout.
#[derive(Clone, Copy)]
pub(super) struct Follow<'a> {
    pub(super) f: Activation,
    pub(super) bias: &'a [f32],
    /// The dropout and its slot.
    pub(super) dropout: Option<(Dropout<Lane>, u32)>,
}

/// Rows from `first` on: `h` are sums without their bias and become answers; `sums` become the sums.
pub(super) fn follow_forward(
    arch: Arch,
    follow: Follow<'_>,
    first: usize,
    h: &mut [f32],
    sums: Option<&mut [f32]>,
) {
    arch.dispatch(FollowForward { follow, h, sums });
    drop_rows(follow.dropout, first, follow.bias.len(), h);
}

/// `d = dropped(d) f'(x)`, rows from `first` on.
pub(super) fn multiply_by_slope(
    arch: Arch,
    of: Slope,
    dropout: Option<(Dropout<Lane>, u32)>,
    (first, columns): (usize, usize),
    x: &[f32],
    d: &mut [f32],
) {
    drop_rows(dropout, first, columns, d);
    arch.dispatch(MultiplyBySlope { of, x, d });
}

fn drop_rows(
    dropout: Option<(Dropout<Lane>, u32)>,
    first: usize,
    columns: usize,
    values: &mut [f32],
) {
    let Some((dropout, slot)) = dropout else { return };
    for (row, values) in (first as u32..).zip(values.chunks_exact_mut(columns)) {
        for (vector, values) in (0..).zip(values.chunks_mut(4)) {
            let words = dropout.words(row, vector, slot);
            for (value, word) in values.iter_mut().zip(words) {
                *value = dropout.dropped(Lane(*value), word).0;
            }
        }
    }
}

/// `b -= factor * (the sum of each column of d)`, the columns handed out to threads.
pub(super) fn subtract_columns(how: How<'_>, factor: f32, d: &[f32], b: &mut [f32]) {
    sum_columns(how, d, b, |b, sum| *b -= factor * sum);
}

/// `b = factor * (the sum of each column of d)`.
pub(super) fn mean_columns(how: How<'_>, factor: f32, d: &[f32], b: &mut [f32]) {
    sum_columns(how, d, b, |b, sum| *b = factor * sum);
}

/// Hands each element of `b` and the sum of its column of `d` to `then`.
fn sum_columns(how: How<'_>, d: &[f32], b: &mut [f32], then: impl Fn(&mut f32, f32) + Sync) {
    let columns = b.len();
    let body = |first: usize, b: &mut [f32]| {
        let mut sums = vec![0.0; b.len()];
        how.arch.dispatch(SumColumns { d, columns, first, sums: &mut sums });
        b.iter_mut().zip(sums).for_each(|(b, sum)| then(b, sum));
    };
    // Whole lines of the cache, of 64 columns at the least.
    let parts = how.parts(d.len(), WORTH_A_THREAD).min(columns.div_ceil(64));
    match how.team {
        Some(team) if parts > 1 => {
            let each = columns.div_ceil(parts).next_multiple_of(16);
            team.deal_out(each, [b], |first, [b]| body(first, b));
        }
        _ => body(0, b),
    }
}

/// One loop for each formula, so that it has no branch: `$loop` is expanded with `$f` a constant.
macro_rules! for_each_activation {
    ($f:expr, $name:ident => $loop:expr) => {
        elementwise_activations!(for_each_activation! $f, $name => $loop,)
    };
    ($f:expr, $name:ident => $loop:expr, $($variant:ident)*) => {
        match $f {
            $(Activation::$variant => {
                const $name: Activation = Activation::$variant;
                $loop
            })*
            Activation::Softmax => unreachable!("softmax is of a row"),
        }
    };
}

struct FollowForward<'a> {
    follow: Follow<'a>,
    h: &'a mut [f32],
    sums: Option<&'a mut [f32]>,
}

impl WithSimd for FollowForward<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { follow: Follow { f, bias, .. }, h, sums } = self;
        for row in h.chunks_exact_mut(bias.len()) {
            for (h, b) in row.iter_mut().zip(bias) {
                *h += b;
            }
        }
        if let Some(sums) = sums {
            sums.copy_from_slice(h);
        }
        match f {
            Activation::Softmax => softmax(bias.len(), h),
            Activation::Linear => {}
            f => {
                for_each_activation!(f, F => h.iter_mut().for_each(|h| *h = activation(F, Lane(*h)).0))
            }
        }
    }
}

struct MultiplyBySlope<'a> {
    of: Slope,
    x: &'a [f32],
    d: &'a mut [f32],
}

impl WithSimd for MultiplyBySlope<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Slope { f, of } = self.of;
        let pairs = self.d.iter_mut().zip(self.x);
        for_each_activation!(f, F => match of {
            DerivativeOf::Answer => pairs.for_each(|(d, &x)| {
                const OF: Slope = Slope { f: F, of: DerivativeOf::Answer };
                *d *= slope(OF, Lane(x)).0;
            }),
            DerivativeOf::Sum => pairs.for_each(|(d, &x)| {
                const OF: Slope = Slope { f: F, of: DerivativeOf::Sum };
                *d *= slope(OF, Lane(x)).0;
            }),
        });
    }
}

struct SumColumns<'a> {
    /// `[rows, columns]`
    d: &'a [f32],
    columns: usize,
    /// The column of `sums[0]`.
    first: usize,
    sums: &'a mut [f32],
}

impl WithSimd for SumColumns<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        for row in self.d.chunks_exact(self.columns) {
            for (sum, d) in self.sums.iter_mut().zip(&row[self.first..]) {
                *sum += d;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bound::{self, Growth, Operand};
    use crate::cpu::Size;
    use crate::formula::activation;
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
            follow_forward(
                Arch::new(),
                Follow { f, bias: &vec![0.0; a.len()], dropout: None },
                0,
                &mut h,
                None,
            );
            for (&a, &h) in a.iter().zip(&h) {
                let exact = activation(f, f64::from(a));
                if exact.abs() > f64::from(f32::MAX) {
                    continue;
                }
                let operand = Operand { value: &[f64::from(a)], error: &[0.0] };
                let size = Size { rows: 1, inner: 1, columns: 1 };
                let kernel = Kernel::Activate(f);
                let bound = bound::error(kernel, Growth::Guaranteed, size, &[operand], &[exact])[0];
                let error = (f64::from(h) - exact).abs();
                assert!(bound.is_finite(), "{f} of {a:e}");
                assert!(error <= bound, "{f} of {a:e} is {h:e}, off by {error:e} of {bound:e}");
            }
        }
    }

    #[test]
    fn a_nan_stays_and_infinities_are_limits() {
        for f in Activation::ALL {
            let mut h = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY];
            follow_forward(Arch::new(), Follow { f, bias: &[0.0], dropout: None }, 0, &mut h, None);
            assert!(h[0].is_nan(), "{f}");
            let limits = [f32::INFINITY, f32::NEG_INFINITY].map(|a| activation(f, a));
            for (h, limit) in h[1..].iter().zip(limits) {
                // Minus infinity times 0 is no number, and times nearly 0 minus infinity.
                let none = limit.is_nan() && !h.is_finite();
                assert!(none || *h == limit || (h - limit).abs() < 2e-38, "{f}: {h} and {limit}");
            }
        }
    }
}
