//! The learning rates of steps to come.

use super::Trainer;
use crate::executor::Executor;
use crate::hyperparameters::{Factors, Hyperparameters};
use crate::schedule::Schedules;

/// What the learning rate of any step follows from, as things stand.
#[derive(Debug, Clone)]
pub(crate) struct Rates {
    /// What each member's is before schedules.
    own: Vec<f64>,
    schedules: Option<(Schedules, u32)>,
    /// The epoch under way, or else the next; from 1.
    epoch: u32,
    /// Of an epoch.
    steps: usize,
}

impl<E: Executor> Trainer<E> {
    /// What learning rates follow from now.
    pub(crate) fn rates(&self) -> Rates {
        let base = |of: &Hyperparameters| f64::from(of.learning_rates[0]);
        let each = self.hyperparameters.iter().zip(&self.rate_factors);
        Rates {
            own: each.map(|(of, factor)| base(of) * factor).collect(),
            schedules: self.schedules,
            epoch: self.epoch + u32::from(self.under_way.is_none()),
            steps: self.setup.training.steps,
        }
    }
}

impl Rates {
    /// Each member's in a step of the epoch, from 0.
    pub(crate) fn at(&self, step: u64) -> Vec<f64> {
        let factor = factors(self.schedules.as_ref(), self.steps, self.epoch, step).learning_rate;
        self.own.iter().map(|own| own * factor).collect()
    }

    /// Steps of an epoch.
    pub(crate) fn steps(&self) -> u64 {
        self.steps as u64
    }
}

/// What schedules make of base values in a step of an epoch of so many steps.
pub(super) fn factors(
    schedules: Option<&(Schedules, u32)>,
    steps: usize,
    epoch: u32,
    step: u64,
) -> Factors {
    let Some((schedules, epochs)) = schedules else { return Factors::default() };
    let steps = steps as u64;
    let first = u64::from(epoch.saturating_sub(1)) * steps;
    schedules.factors(first + step, steps, u64::from(*epochs) * steps)
}
