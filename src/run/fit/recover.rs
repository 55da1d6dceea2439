//! Where a run stands: kept, taken up again, gone back to, and rescued.

use super::{ROLLBACKS, Run, is_finite};
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::run::request::RateChanges;
use crate::run::{Event, Outcome, RolledBack, Standing, StopReason};

impl<E: Executor> Run<'_, '_, '_, '_, E> {
    /// Goes on from where another run stood.
    pub(super) fn take_up(&mut self, standing: Standing) -> Result<()> {
        let members = self.stops.len();
        let counts = [standing.kept.len(), standing.stops.len(), standing.rate_factors.len()];
        let others = [standing.halvings.len(), standing.store.members()];
        if counts.iter().chain(&others).any(|&count| count != members) {
            return Err(Error::input(format!("a run of other than {members} members")));
        }
        if let Some(parameters) = &standing.parameters {
            self.trainer.check(parameters)?;
        }
        if let Some(best) = &standing.best_before {
            if best.epochs.len() != members {
                return Err(Error::input(format!("a run of other than {members} members")));
            }
            best.parameters.iter().try_for_each(|parameters| self.trainer.check(parameters))?;
        }
        let changes = RateChanges::of(standing.rate_changes)?;
        self.trainer.restore(&standing.training)?;
        self.changes = changes;
        self.completed = standing.completed;
        self.kept = standing.kept;
        self.stops = standing.stops;
        self.rate_factors = standing.rate_factors;
        self.halvings = standing.halvings;
        self.rollbacks = standing.rollbacks;
        self.before = standing.seconds;
        self.store = standing.store;
        self.parameters = standing.parameters;
        self.best_before = standing.best_before;
        Ok(())
    }

    /// Keeps where the run stands, if anyone does.
    pub(super) async fn keep_standing(&mut self) -> Result<()> {
        if self.keeper.borrow().is_none() {
            return Ok(());
        }
        let standing = self.standing().await?;
        let kept = match self.keeper.borrow_mut().as_deref_mut() {
            Some(keeper) => keeper.keep(&standing),
            None => return Ok(()),
        };
        if let Err(error) = kept {
            // Before the first epoch is complete nothing else is there to rescue.
            if self.completed == 0 && self.parameters.is_none() {
                self.parameters = self.trainer.parameters().await.ok();
            }
            return Err(error);
        }
        self.losses.remember(standing, &self.good, self.trainer.present());
        Ok(())
    }

    /// Where the run stands.
    pub(super) async fn standing(&mut self) -> Result<Standing> {
        Ok(Standing {
            completed: self.completed,
            kept: self.kept.clone(),
            stops: self.stops.clone(),
            rate_factors: self.rate_factors.clone(),
            rate_changes: self.changes.all().to_vec(),
            halvings: self.halvings.clone(),
            rollbacks: self.rollbacks,
            seconds: self.seconds(),
            store: self.store.clone(),
            training: self.trainer.state().await?,
            parameters: self.parameters.clone(),
            best_before: self.best_before.clone(),
        })
    }

    /// Where members have diverged and that is wanted, goes back to the last good epoch with half their
    /// learning rates; else remembers this one as good. Says whether it went back.
    pub(super) async fn roll_back(&mut self, number: u32) -> Result<bool> {
        if !self.rolls_back() {
            return Ok(false);
        }
        let state = self.trainer.state().await?;
        let members: Vec<_> = (0..self.stops.len())
            .filter(|&member| self.stops[member].is_none())
            .filter(|&member| !self.store.is_finite(number, member) || !state.is_finite(member))
            .collect();
        if members.is_empty() {
            self.good = Some(state);
            return Ok(false);
        }
        // Each has its own ways back, as it would alone; who has none left diverges again and is then given up.
        let least = 0.5f64.powi(ROLLBACKS as i32);
        let members: Vec<_> =
            members.into_iter().filter(|&member| self.halvings[member] > least).collect();
        let Some(good) = self.good.clone().filter(|_| !members.is_empty()) else {
            return Ok(false);
        };
        self.rollbacks += 1;
        for &member in &members {
            self.halvings[member] /= 2.0;
        }
        self.trainer.restore(&good)?;
        self.completed = good.epoch;
        self.changes.rewind(good.epoch + 1, good.steps);
        self.rate_factors = good.rate_factors;
        self.reduce_rates()?;
        let rate_factors = self.rate_factors.clone();
        let (to, members) = (good.epoch, &members[..]);
        let event = RolledBack { epoch: number, to, members, rate_factors: &rate_factors };
        self.tell(&Event::RolledBack(event))?;
        Ok(true)
    }

    /// What there is to keep when something has failed, without asking the device.
    pub(super) fn rescued(&mut self) -> Option<Outcome> {
        let parameters = self.parameters.take()?;
        let diverged: Vec<_> = (0..self.kept.len())
            .map(|member| {
                (self.kept[member] == 0 && self.completed > 0) || !is_finite(&parameters, member)
            })
            .collect();
        Some(self.outcome(StopReason::Failed, parameters, diverged))
    }
}
