//! A rate that is reduced when nothing gets better.

use crate::metrics::Direction;

/// Times `factor` whenever the monitored metric no longer gets better (`ReduceLROnPlateau` in its
/// relative mode). What it does depends on how training goes, so a run asks its store of values;
/// [`factor`](super::Schedule::factor) is 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Plateau {
    /// What each reduction brings.
    pub factor: f64,
    /// More epochs than this without anything better bring a reduction.
    pub patience: u32,
    /// By what share of the best value another has to be better.
    pub threshold: f64,
    /// Epochs after a reduction in which nothing is counted.
    pub cooldown: u32,
    /// The least factor.
    pub last: f64,
}

impl Default for Plateau {
    /// PyTorch's.
    fn default() -> Self {
        Self { factor: 0.1, patience: 10, threshold: 1e-4, cooldown: 0, last: 0.0 }
    }
}

impl Plateau {
    /// The factor after epochs in which the monitored metric was `values`. A NaN is never better, and
    /// what had no value is left out.
    pub fn reduced(&self, direction: Direction, values: &[f64]) -> f64 {
        let mut best = match direction {
            Direction::Less => f64::INFINITY,
            Direction::More => f64::NEG_INFINITY,
        };
        let (mut factor, mut without, mut cooling) = (1.0, 0, 0);
        for &value in values {
            let bar = match direction {
                Direction::Less => best * (1.0 - self.threshold),
                Direction::More => best * (1.0 + self.threshold),
            };
            if direction.is_better(value, bar) {
                best = value;
                without = 0;
            } else {
                without += 1;
            }
            if cooling > 0 {
                cooling -= 1;
                without = 0;
            }
            if without > self.patience {
                factor = f64::max(factor * self.factor, self.last);
                cooling = self.cooldown;
                without = 0;
            }
        }
        factor
    }
}
