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
        // No sum is above the largest, on a device neither.
        let rest = others.fold(T::of(0.0), |sum, (_, &a)| sum + (a - largest).exp().within_one());
        Self { largest, rest }
    }

    /// `e^a` over the sum of all `e^a`.
    pub fn probability(&self, a: T) -> T {
        let share = (a - self.largest).exp().within_one() / (T::of(1.0) + self.rest);
        share.within_one()
    }

    /// Minus the logarithm of the probability.
    pub fn surprise(&self, a: T) -> T {
        (self.largest - a) + self.rest.ln_1p()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formula::bounded::Bounded;

    /// Sums so large that their errors are beyond what the exponential has numbers for.
    #[test]
    fn a_probability_is_never_off_by_more_than_one() {
        let row = [-3e8, 2e8, 3.6e8].map(|value| Bounded { value, error: 14_000.0 });
        let softmax = Softmax::of(&row);
        for a in row {
            let probability = softmax.probability(a);
            assert!((0.0..1.001).contains(&probability.error), "{probability:?}");
            assert!(softmax.surprise(a).error < 30_000.0 + 100.0, "{:?}", softmax.surprise(a));
        }
    }
}
