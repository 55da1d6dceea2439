//! Softmax of a row: twin of `shaders/formulas/activations/softmax.wgsl`.

use super::Number;

/// What softmax and its loss need of a row of sums.
#[derive(Debug, Clone, Copy)]
pub struct Softmax<T> {
    largest: T,
    /// The sum over the others of `e^(a - largest)`.
    rest: T,
}

impl<T: Number> Softmax<T> {
    /// Of a row, which has at least one sum.
    pub fn of(row: &[T]) -> Self {
        let larger = |best: usize, place: usize| {
            if row[place].value() > row[best].value() { place } else { best }
        };
        let place = (1..row.len()).fold(0, larger);
        let largest = row[place];
        let others = row.iter().enumerate().filter(|&(other, _)| other != place);
        let rest = others.fold(T::of(0.0), |sum, (_, &a)| sum + (a - largest).exp());
        Self { largest, rest }
    }

    /// `e^a` over the sum of all `e^a`.
    pub fn probability(&self, a: T) -> T {
        (a - self.largest).exp() / (T::of(1.0) + self.rest)
    }

    /// Minus the logarithm of the probability.
    pub fn surprise(&self, a: T) -> T {
        (self.largest - a) + self.rest.ln_1p()
    }
}
