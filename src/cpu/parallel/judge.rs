//! Loss and delta of the outputs, and softmax: what is done to a row of few columns, so that exponentials
//! and logarithms of all rows stand in one loop each, which is vectors.

use bytemuck::{cast_slice, cast_slice_mut};
use pulp::{Arch, Simd, WithSimd};

use crate::cpu::{Judged, Size, output_delta, sample_loss};
use crate::formula::{Activation, Lane, Number, loss_term};
use crate::recipe::Criterion;

/// What a criterion judges by: targets, with weights if samples have such, and coefficients.
#[derive(Clone, Copy)]
pub(super) struct By<'a> {
    pub(super) criterion: Criterion,
    pub(super) size: Size,
    pub(super) targets: &'a [f32],
    pub(super) coefficients: Option<&'a [f32]>,
}

/// The loss of each sample; `z` are the outputs, or their sums where the loss takes logits.
pub(super) fn losses(arch: Arch, by: By<'_>, z: &[f32], l: &mut [f32]) {
    let By { criterion, size, targets, coefficients } = by;
    if criterion.output == Activation::Softmax {
        return arch.dispatch(SoftmaxLosses { by, z, l });
    }
    let (z, t, l) = (cast_slice(z), cast_slice(targets), cast_slice_mut(l));
    sample_loss::<Lane>(criterion, size, z, t, coefficients.map(cast_slice), l);
}

/// The delta of each output; `sums` where the slope is found from them.
pub(super) fn deltas(by: By<'_>, y: &[f32], sums: Option<&[f32]>, d: &mut [f32]) {
    let By { criterion, size, targets, coefficients } = by;
    let elements = size.rows * size.columns;
    if criterion.slope().is_none() && !criterion.has_coefficients() {
        for ((d, y), t) in d[..elements].iter_mut().zip(y).zip(targets) {
            *d = y - t;
        }
        return;
    }
    let [y, t] = [y, targets].map(cast_slice);
    let (sums, coefficients) = (sums.map(cast_slice), coefficients.map(cast_slice));
    output_delta::<Lane>(criterion, size, y, sums, t, coefficients, cast_slice_mut(d));
}

/// The largest of a row, and where it stands.
#[inline(always)]
fn largest(row: &[f32]) -> (f32, usize) {
    let larger = |best: usize, place: usize| if row[place] > row[best] { place } else { best };
    let place = (1..row.len()).fold(0, larger);
    (row[place], place)
}

/// Rows of sums to probabilities.
#[inline(always)]
pub(super) fn softmax(columns: usize, rows: &mut [f32]) {
    for row in rows.chunks_exact_mut(columns) {
        // Not `largest`: without the place it is one instruction a value.
        let most = row.iter().fold(row[0], |most, &a| if a > most { a } else { most });
        row.iter_mut().for_each(|a| *a -= most);
    }
    rows.iter_mut().for_each(|a| *a = Lane(*a).exp().0);
    for row in rows.chunks_exact_mut(columns) {
        // That of the largest is 1.
        let rest = row.iter().sum::<f32>() - 1.0;
        row.iter_mut().for_each(|e| *e /= 1.0 + rest);
    }
}

struct SoftmaxLosses<'a> {
    by: By<'a>,
    z: &'a [f32],
    l: &'a mut [f32],
}

impl WithSimd for SoftmaxLosses<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, _: S) {
        let Self { by: By { criterion, size, targets, coefficients }, z, l } = self;
        let columns = size.inner;
        let z = &z[..size.rows * columns];
        let judged = Judged::<Lane>::new(
            criterion,
            columns,
            cast_slice(targets),
            coefficients.map(cast_slice),
        );
        let mut most = vec![(0.0, 0); size.rows];
        let mut e = z.to_vec();
        for (most, row) in most.iter_mut().zip(e.chunks_exact_mut(columns)) {
            *most = largest(row);
            row.iter_mut().for_each(|a| *a -= most.0);
        }
        e.iter_mut().for_each(|a| *a = Lane(*a).exp().0);
        // The logarithm of one and the others, which loses nothing where these are next to nothing.
        let mut logs = vec![0.0; size.rows];
        for ((log, row), &(_, place)) in logs.iter_mut().zip(e.chunks_exact_mut(columns)).zip(&most)
        {
            // A NaN stays in the sum.
            row[place] -= 1.0;
            *log = row.iter().sum();
        }
        logs.iter_mut().for_each(|log| *log = Lane(*log).ln_1p().0);
        for (row, (l, z)) in l.iter_mut().zip(z.chunks_exact(columns)).enumerate() {
            let (largest, log) = (Lane(most[row].0), Lane(logs[row]));
            let sum = z.iter().enumerate().fold(Lane(0.0), |sum, (k, &z)| {
                let surprise = (largest - Lane(z)) + log;
                sum + loss_term(criterion.loss, surprise, judged.target(row, k))
            });
            *l = judged.weighted(row, sum).0;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bound::{self, Growth, Operand};
    use crate::formula::{Loss, coefficients};
    use crate::kernel::Kernel;
    use crate::random::{Purpose, uniform};

    /// Every criterion in each form.
    fn criteria() -> Vec<Criterion> {
        let forms = [(false, false), (true, false), (false, true), (true, true)];
        let of = |loss: Loss| {
            let output = loss.output_activation().unwrap_or(Activation::Tanh);
            let smooths = move |smoothed: bool| !smoothed || loss.from_logits();
            let form = move |(smoothed, weighted)| Criterion { loss, output, smoothed, weighted };
            forms.into_iter().filter(move |&(smoothed, _)| smooths(smoothed)).map(form)
        };
        Loss::ALL.into_iter().flat_map(of).collect()
    }

    fn wide(values: &[f32]) -> Vec<f64> {
        values.iter().copied().map(f64::from).collect()
    }

    /// Asserts that `found` is as near to what the twin says in f64 as the kernel may be.
    fn assert_within(
        kernel: Kernel,
        size: Size,
        operands: &[&[f32]],
        exact: &[f64],
        found: &[f32],
    ) {
        let values: Vec<_> = operands.iter().map(|values| wide(values)).collect();
        let errors: Vec<_> = values.iter().map(|values| vec![0.0; values.len()]).collect();
        let operands: Vec<_> =
            values.iter().zip(&errors).map(|(value, error)| Operand { value, error }).collect();
        let bounds = bound::error(kernel, Growth::Guaranteed, size, &operands, exact);
        for ((found, exact), bound) in found.iter().zip(exact).zip(bounds) {
            let error = (f64::from(*found) - exact).abs();
            assert!(
                error <= bound,
                "{kernel:?}: {found:e} is off {exact:e} by {error:e} of {bound:e}"
            );
        }
    }

    #[test]
    fn losses_and_deltas_stay_within_the_bounds_of_their_kernels() {
        let mut layer = 0;
        for criterion in criteria() {
            for (rows, outputs, scale) in [(1, 1, 1.0), (5, 10, 4.0), (3, 2, 30.0), (2, 37, 0.1)] {
                let mut numbers = |count: usize, scale: f64| {
                    layer += 1;
                    uniform(7, Purpose::Weights { layer }, count, scale)
                };
                let columns = outputs + usize::from(criterion.weighted);
                let (a, t) = (numbers(rows * outputs, scale), numbers(rows * columns, 1.0));
                let mut row = numbers(coefficients::FIXED, 1.0);
                row.iter_mut().for_each(|c| *c = c.abs());
                let coefficients = criterion.has_coefficients().then_some(&row[..]);
                let wide_row = coefficients.map(wide);
                let extra = coefficients.into_iter();

                let size = Size { rows, inner: outputs, columns: 1 };
                let by = By { criterion, size, targets: &t, coefficients };
                let (mut l, mut exact) = (vec![f32::NAN; rows], vec![0.0; rows]);
                losses(Arch::new(), by, &a, &mut l);
                sample_loss(criterion, size, &wide(&a), &wide(&t), wide_row.as_deref(), &mut exact);
                let operands: Vec<_> = [&a[..], &t].into_iter().chain(extra.clone()).collect();
                assert_within(Kernel::SampleLoss(criterion), size, &operands, &exact, &l);

                let size = Size { rows, inner: 1, columns: outputs };
                let by = By { size, ..by };
                let y: Vec<_> = a.iter().map(|a| a.tanh()).collect();
                let sums = criterion.delta_reads_sums().then_some(&a[..]);
                let wide_sums = sums.map(wide);
                let (mut d, mut exact) = (vec![f32::NAN; a.len()], vec![0.0; a.len()]);
                deltas(by, &y, sums, &mut d);
                let [wide_y, wide_t] = [&y, &t].map(|values| wide(values));
                let (sums_of_wide, row) = (wide_sums.as_deref(), wide_row.as_deref());
                output_delta(criterion, size, &wide_y, sums_of_wide, &wide_t, row, &mut exact);
                let operands: Vec<_> =
                    [&y[..]].into_iter().chain(sums).chain([&t[..]]).chain(extra).collect();
                assert_within(Kernel::OutputDelta(criterion), size, &operands, &exact, &d);
            }
        }
    }

    #[test]
    fn a_nearly_certain_row_has_its_small_loss_and_a_nan_stays() {
        let criterion = Criterion {
            loss: Loss::SoftmaxCrossEntropy,
            output: Activation::Softmax,
            smoothed: false,
            weighted: false,
        };
        let size = Size { rows: 3, inner: 3, columns: 1 };
        let z = [0.0, 20.0, 1.0, 5.0, f32::NAN, 0.0, f32::NAN, 0.0, 0.0];
        let targets = [0.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0, 0.0];
        let mut l = [0.0; 3];
        losses(
            Arch::new(),
            By { criterion, size, targets: &targets, coefficients: None },
            &z,
            &mut l,
        );
        let small = ((-20f64).exp() + (-19f64).exp()) as f32;
        assert!((l[0] / small - 1.0).abs() < 1e-6, "{} and not {small}", l[0]);
        assert!(l[1].is_nan() && l[2].is_nan(), "{l:?}");

        let mut h = z;
        softmax(3, &mut h);
        assert!(h[1] > 0.999_999 && (h[..3].iter().sum::<f32>() - 1.0).abs() < 1e-6, "{h:?}");
        assert!(h[3..].iter().all(|h| h.is_nan()), "{h:?}");
    }
}
