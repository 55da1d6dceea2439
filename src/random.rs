//! Counter-based random numbers: a value depends on the seed, what it is for, and its place alone.
//!
//! The generator is ChaCha with eight rounds (Bernstein 2008), whose output at any position is a
//! function of key and counter. The key is the seed, the 64-bit stream number says what the
//! numbers are for, so that adding a layer or an epoch never shifts the numbers of another.

use std::f64::consts::TAU;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};

/// What random numbers are drawn for; each purpose has its own stream for a seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Which samples are held out for validation or test.
    Split,
    /// Which of several classes with equal claims gives a sample more to that.
    Ties,
    /// The initial weights of one layer.
    Weights {
        /// The layer, from 0.
        layer: u32,
    },
    /// The order of the training samples in one epoch.
    Shuffle {
        /// The epoch, from 1.
        epoch: u32,
    },
    /// What each of those who share weights multiplies the inputs by.
    Factors,
    /// The values of one hyperparameter in a random search.
    Search {
        /// Which, by its place among those that are searched.
        dimension: u32,
    },
}

impl Purpose {
    /// The stream number: the purpose in the upper half, its index in the lower.
    fn stream(self) -> u64 {
        let (purpose, index) = match self {
            Self::Split => (1u64, 0),
            Self::Weights { layer } => (2, layer),
            Self::Shuffle { epoch } => (3, epoch),
            Self::Search { dimension } => (4, dimension),
            Self::Factors => (5, 0),
            Self::Ties => (0x7469, 0),
        };
        purpose << 32 | u64::from(index)
    }
}

/// The stream of random numbers that `seed` gives for `purpose`.
fn stream(seed: u64, purpose: Purpose) -> ChaCha8Rng {
    let mut generator = ChaCha8Rng::seed_from_u64(seed);
    generator.set_stream(purpose.stream());
    generator
}

/// A random permutation of `0..count`: the indices sorted by one random 64-bit key each (ties by
/// index, so that the result is defined whatever the sort).
///
/// # Panics
/// If `count` exceeds `u32::MAX`.
pub fn permutation(seed: u64, purpose: Purpose, count: usize) -> Vec<u32> {
    let count = u32::try_from(count).expect("at most u32::MAX samples");
    let mut generator = stream(seed, purpose);
    let mut keyed: Vec<(u64, u32)> = (0..count).map(|i| (generator.next_u64(), i)).collect();
    keyed.sort_unstable();
    keyed.into_iter().map(|(_, i)| i).collect()
}

/// `count` numbers, uniform in `[-limit, limit)`, each with 24 random bits.
pub fn uniform(seed: u64, purpose: Purpose, count: usize, limit: f64) -> Vec<f32> {
    let mut generator = stream(seed, purpose);
    (0..count)
        .map(|_| {
            let unit = f64::from(generator.next_u32() >> 8) / f64::from(1u32 << 24);
            ((unit * 2.0 - 1.0) * limit) as f32
        })
        .collect()
}

/// `count` numbers of the standard normal distribution (Box and Muller 1958), two of two uniform
/// ones with 32 random bits each.
pub fn normal(seed: u64, purpose: Purpose, count: usize) -> impl Iterator<Item = f64> {
    let mut generator = stream(seed, purpose);
    let mut second = None;
    std::iter::repeat_with(move || {
        second.take().unwrap_or_else(|| {
            // In (0, 1], of which there is a logarithm.
            let mut unit = || (f64::from(generator.next_u32()) + 1.0) / 4_294_967_296.0;
            let (length, angle) = ((-2.0 * libm::log(unit())).sqrt(), TAU * unit());
            second = Some(length * libm::sin(angle));
            length * libm::cos(angle)
        })
    })
    .take(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permutation_has_every_index_once_and_depends_on_seed_and_purpose() {
        let first = permutation(7, Purpose::Shuffle { epoch: 1 }, 1000);
        let mut sorted = first.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, (0..1000).collect::<Vec<_>>());
        assert_eq!(first, permutation(7, Purpose::Shuffle { epoch: 1 }, 1000));
        assert_ne!(first, permutation(7, Purpose::Shuffle { epoch: 2 }, 1000));
        assert_ne!(first, permutation(8, Purpose::Shuffle { epoch: 1 }, 1000));
        assert_ne!(first, permutation(7, Purpose::Split, 1000));
    }

    #[test]
    fn uniform_numbers_fill_their_interval() {
        let numbers = uniform(1, Purpose::Weights { layer: 0 }, 100_000, 0.5);
        let mean = numbers.iter().map(|&x| f64::from(x)).sum::<f64>() / 1e5;
        let square = numbers.iter().map(|&x| f64::from(x).powi(2)).sum::<f64>() / 1e5;
        assert!(numbers.iter().all(|x| (-0.5..0.5).contains(x)));
        // Five standard errors of the mean and of the second moment, limit 0.5.
        assert!(mean.abs() < 5.0 * 0.2887 / 316.0, "{mean}");
        assert!((square - 1.0 / 12.0).abs() < 5.0 * 0.0745 / 316.0, "{square}");
    }
}
