//! Twin of `shaders/kernels/sample_loss.wgsl`.

use super::Size;
use crate::formula::{Activation, Coefficients, Number, Softmax, loss_term, smoothed};
use crate::recipe::Criterion;

/// The targets as a criterion takes them.
pub(crate) struct Judged<'a, T> {
    criterion: Criterion,
    outputs: usize,
    /// `[rows, outputs]`, with the weight as one column more where samples have weights.
    targets: &'a [T],
    coefficients: Option<Coefficients<T>>,
}

impl<'a, T: Number> Judged<'a, T> {
    pub(crate) fn new(
        criterion: Criterion,
        outputs: usize,
        targets: &'a [T],
        coefficients: Option<&[T]>,
    ) -> Self {
        Self { criterion, outputs, targets, coefficients: coefficients.map(Coefficients::of) }
    }

    fn columns(&self) -> usize {
        self.outputs + usize::from(self.criterion.weighted)
    }

    /// The target of an output, smoothed where that is wanted.
    pub(crate) fn target(&self, row: usize, column: usize) -> T {
        let target = self.targets[row * self.columns() + column];
        match &self.coefficients {
            Some(coefficients) if self.criterion.smoothed => {
                let softmax = self.criterion.output == Activation::Softmax;
                let share = T::of(1.0) / T::of(if softmax { self.outputs as f64 } else { 2.0 });
                smoothed(target, share, coefficients)
            }
            _ => target,
        }
    }

    /// A loss or a delta of a sample times its weight, if it has one.
    pub(crate) fn weighted(&self, row: usize, value: T) -> T {
        match &self.coefficients {
            Some(coefficients) if self.criterion.weighted => {
                let weight = self.targets[row * self.columns() + self.outputs];
                value * (weight * coefficients.sample_scale)
            }
            _ => value,
        }
    }
}

/// `l[r] = sum over k of the loss of output k`; `z` are the outputs, or their sums where the loss
/// takes logits.
pub fn sample_loss<T: Number>(
    criterion: Criterion,
    size: Size,
    z: &[T],
    t: &[T],
    coefficients: Option<&[T]>,
    l: &mut [T],
) {
    let judged = Judged::new(criterion, size.inner, t, coefficients);
    for (row, l) in l.iter_mut().enumerate().take(size.rows) {
        let z = &z[row * size.inner..][..size.inner];
        let softmax = (criterion.output == Activation::Softmax).then(|| Softmax::of(z));
        let term = |(k, &z): (usize, &T)| {
            let z = softmax.as_ref().map_or(z, |softmax| softmax.surprise(z));
            loss_term(criterion.loss, z, judged.target(row, k))
        };
        let sum = z.iter().enumerate().map(term).fold(T::of(0.0), |sum, term| sum + term);
        *l = judged.weighted(row, sum);
    }
}
