//! What a listener may ask of a run that goes on, and what becomes of its learning rates by that.

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// What a listener wants of a run that goes on ([`Listener::requests`](super::Listener::requests)).
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Request {
    /// From the next step that is sent on, every learning rate is what schedule and plateaus make of it
    /// times this, in place of what was asked for before; 1 leaves them as they are. Answered by
    /// [`Event::RateChanged`](super::Event::RateChanged).
    RateScale(f64),
    /// To hear what would be kept if the run ended here: [`Event::Snapshot`](super::Event::Snapshot). The
    /// run goes on to the same bits as without.
    Snapshot,
}

/// A change of all learning rates that a listener asked for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RateChange {
    /// The epoch that was under way, from 1.
    pub epoch: u32,
    /// Steps of the run before the first that it is for.
    pub steps: u64,
    /// What learning rates are multiplied by from there on, beside schedule and plateaus.
    pub scale: f64,
}

/// All changes of a run, in the order of their steps.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct RateChanges(Vec<RateChange>);

impl RateChanges {
    /// Those of a run that goes on.
    ///
    /// # Errors
    /// When they are out of order, or a scale is none.
    pub(super) fn of(changes: Vec<RateChange>) -> Result<Self> {
        if !changes.is_sorted_by(|one, other| one.steps < other.steps) {
            return Err(Error::input("the changes of the learning rate are out of order"));
        }
        changes.iter().try_for_each(|change| check(change.scale))?;
        Ok(Self(changes))
    }

    pub(super) fn all(&self) -> &[RateChange] {
        &self.0
    }

    /// What learning rates are multiplied by now.
    pub(super) fn scale(&self) -> f64 {
        self.0.last().map_or(1.0, |change| change.scale)
    }

    /// Enters a change; of several before the same step the last counts.
    ///
    /// # Errors
    /// When the scale is none.
    pub(super) fn push(&mut self, change: RateChange) -> Result<()> {
        check(change.scale)?;
        self.0.retain(|before| before.steps < change.steps);
        if self.scale() != change.scale {
            self.0.push(change);
        }
        Ok(())
    }

    /// The steps after so many are done again, in `epoch`: what holds now holds for all of them.
    pub(super) fn rewind(&mut self, epoch: u32, steps: u64) {
        let scale = self.scale();
        self.0.retain(|change| change.steps < steps);
        if self.scale() != scale {
            self.0.push(RateChange { epoch, steps, scale });
        }
    }
}

/// Whether learning rates can be multiplied by this.
fn check(scale: f64) -> Result<()> {
    match scale.is_finite() && scale > 0.0 {
        true => Ok(()),
        false => Err(Error::input(format!("learning rates times {scale}"))
            .advice("use a positive finite number, such as 0.5")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(steps: u64, scale: f64) -> RateChange {
        RateChange { epoch: 1 + (steps / 10) as u32, steps, scale }
    }

    #[test]
    fn the_last_change_before_a_step_counts() {
        let mut changes = RateChanges::default();
        for (steps, scale) in [(5, 0.5), (5, 0.25), (7, 0.25), (9, 3.0), (9, 0.25)] {
            changes.push(change(steps, scale)).unwrap();
        }
        assert_eq!(changes.all(), [change(5, 0.25)]);
        changes.push(change(12, 1.0)).unwrap();
        assert_eq!(changes.scale(), 1.0);
        assert!(changes.push(change(13, 0.0)).is_err());
        assert!(changes.push(change(13, f64::NAN)).is_err());
        assert_eq!(changes.all().len(), 2);
    }

    #[test]
    fn what_holds_holds_for_steps_that_are_done_again() {
        let mut changes = RateChanges::default();
        for (steps, scale) in [(5, 0.5), (12, 0.25), (15, 2.0)] {
            changes.push(change(steps, scale)).unwrap();
        }
        changes.rewind(2, 10);
        assert_eq!(changes.all(), [change(5, 0.5), change(10, 2.0)]);
        changes.rewind(1, 0);
        assert_eq!(changes.all(), [RateChange { epoch: 1, steps: 0, scale: 2.0 }]);
    }

    #[test]
    fn changes_of_a_damaged_file_are_refused() {
        assert!(RateChanges::of(vec![change(5, 0.5), change(7, 1.0)]).is_ok());
        assert!(RateChanges::of(vec![change(5, 0.5), change(5, 1.0)]).is_err());
        assert!(RateChanges::of(vec![change(5, -0.5)]).is_err());
    }
}
