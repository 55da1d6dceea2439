//! Members end by themselves: when each stops, which of its epochs is kept, and that those that are done
//! are cut out.

use super::Run;
use super::member::{copy_member, is_finite};
use crate::error::Result;
use crate::executor::Executor;
use crate::metrics::{Direction, Metric};
use crate::network::Parameters;
use crate::run::{BestBefore, Halving, Keep, Monitor, OnDivergence, StopReason};

/// One in so many members that train has to be done before it is worth cutting them out.
const WORTH_CUTTING: usize = 4;

impl<E: Executor> Run<'_, '_, '_, '_, E> {
    /// Finds the members that have a reason to stop.
    pub(super) fn stop_members(&mut self, number: u32) {
        for member in 0..self.stops.len() {
            if self.stops[member].is_none() {
                self.stops[member] = self.reason_to_stop(number, member);
            }
        }
        if let Some(halving) = &self.options.halving {
            self.halve(number, halving);
        }
    }

    /// Stops the worse half of the teams that are left, where it is time for that.
    fn halve(&mut self, number: u32, halving: &Halving) {
        let rungs = number / halving.first;
        let is_rung = number.is_multiple_of(halving.first) && rungs.is_power_of_two();
        if !is_rung || number >= self.options.epochs {
            return;
        }
        let team = |member: usize| halving.teams.get(member).copied().unwrap_or(member);
        let is_out = |member: usize| matches!(self.stops[member], Some(StopReason::Halved { .. }));
        let members = (0..self.stops.len()).filter(|&member| !is_out(member));
        let mut left: Vec<_> =
            members.map(team).filter(|team| !halving.decided.contains_key(team)).collect();
        left.sort_unstable();
        left.dedup();
        let value = |of: usize, monitor: Monitor| {
            let members: Vec<_> = (0..self.stops.len()).filter(|&m| team(m) == of).collect();
            let best = |&member: &usize| match self.store.best(monitor, member) {
                Some(best) => Some(best.value),
                None if self.diverged(member) => Some(f64::NAN),
                // Without a class it has a value for no team.
                None => None,
            };
            let values: Vec<f64> = members.iter().filter_map(best).collect();
            values.iter().sum::<f64>() / values.len() as f64
        };
        let loss = Monitor { metric: Metric::Loss, ..self.monitor };
        let of_both = |team: usize| ([value(team, self.monitor), value(team, loss)], team);
        let mut ranked: Vec<_> = left.into_iter().map(of_both).collect();
        // Of equals the less loss goes on, and then, since it is stable, the first.
        ranked.sort_by(|([a, a_loss], _), ([b, b_loss], _)| {
            let by_value = self.monitor.metric.direction().better_first(*a, *b);
            by_value.then(Direction::Less.better_first(*a_loss, *b_loss))
        });
        let out: Vec<_> = ranked.split_off(ranked.len().div_ceil(2));
        let ends = |team: usize| match halving.decided.get(&team) {
            Some(decided) => *decided == Some(number),
            None => out.iter().any(|(_, of)| *of == team),
        };
        for member in 0..self.stops.len() {
            if self.stops[member].is_none() && ends(team(member)) {
                self.stops[member] =
                    Some(StopReason::Halved { epoch: number, monitor: self.monitor });
            }
        }
    }

    /// Cuts out the members that are done, where there are enough of them and nothing speaks against it:
    /// what is kept to go on with, or gone back to, is of all members.
    pub(super) async fn cut(&mut self) -> Result<()> {
        let present = self.trainer.present();
        let left: Vec<_> =
            present.iter().copied().filter(|&member| self.stops[member].is_none()).collect();
        let done = present.len() - left.len();
        let holds = self.options.keep_stopped
            || self.options.on_divergence == OnDivergence::Rollback
            || self.keeper.borrow().is_some()
            || self.trainer.verification().is_some();
        if holds || left.is_empty() || done * WORTH_CUTTING < present.len() {
            return Ok(());
        }
        if self.parameters.is_none() {
            self.parameters = Some(self.trainer.parameters().await?);
        }
        self.trainer.retain(&left).await?;
        // What was remembered is of more members.
        self.losses.remember_next();
        Ok(())
    }

    /// Ends those that have one, once this epoch was looked at.
    pub(super) fn close_members(&mut self, number: u32) {
        for (member, stop) in self.stops.iter().enumerate() {
            if stop.is_some() {
                self.store.close(member, number);
            }
        }
    }

    /// Keeps the parameters of the members for which this is the epoch to keep, and of those that have diverged their
    /// best.
    pub(super) async fn keep(&mut self, number: u32) -> Result<()> {
        let members: Vec<_> =
            (0..self.stops.len()).filter(|&member| self.is_to_keep(number, member)).collect();
        if !members.is_empty() {
            let now = self.trainer.parameters().await?;
            self.keep_finite(number, &members, now);
        }
        self.fall_back();
        Ok(())
    }

    fn keep_finite(&mut self, number: u32, members: &[usize], now: Parameters) {
        let present = self.trainer.present().to_vec();
        let places = present.iter().enumerate().filter(|(_, member)| members.contains(member));
        for (place, &member) in places {
            // What its last step has made of a member no loss has seen yet.
            if !is_finite(&now, place) {
                if self.options.on_divergence != OnDivergence::Ignore {
                    self.stops[member] = Some(StopReason::Diverged { epoch: number });
                }
                continue;
            }
            if let Some(parameters) = &mut self.parameters {
                let is_better = |than: u32| {
                    let value = |epoch| {
                        let Monitor { part, metric } = self.monitor;
                        self.store.get(epoch, part, metric, member).unwrap_or(f64::NAN)
                    };
                    let kept = self.kept[member];
                    kept > 0 && self.monitor.metric.direction().is_better(value(kept), value(than))
                };
                let before = self.best_before.as_ref().map_or(0, |best| best.epochs[member]);
                if self.keep == Keep::Last && is_better(number) && is_better(before) {
                    let members = self.kept.len();
                    let best = self.best_before.get_or_insert_with(|| BestBefore {
                        epochs: vec![0; members],
                        parameters: Some(parameters.clone()),
                    });
                    best.epochs[member] = self.kept[member];
                    if let Some(best) = &mut best.parameters {
                        copy_member(best, member, parameters, member);
                    }
                }
                copy_member(parameters, member, &now, place);
            }
            self.kept[member] = number;
        }
        self.parameters.get_or_insert(now);
    }

    /// Of members that have diverged just now the best epoch is kept, though the last was to be: who grows without
    /// limit has been of no use for some time.
    fn fall_back(&mut self) {
        let (Some(BestBefore { epochs, parameters: Some(best) }), Some(parameters)) =
            (&self.best_before, &mut self.parameters)
        else {
            return;
        };
        let Monitor { part, metric } = self.monitor;
        for (member, &epoch) in epochs.iter().enumerate().filter(|&(_, &epoch)| epoch > 0) {
            let value = |epoch| self.store.get(epoch, part, metric, member).unwrap_or(f64::NAN);
            let is_new = self.store.closed(member).is_none()
                && matches!(self.stops[member], Some(StopReason::Diverged { .. }));
            if is_new && metric.direction().is_better(value(epoch), value(self.kept[member])) {
                copy_member(parameters, member, best, member);
                self.kept[member] = epoch;
            }
        }
    }

    fn is_to_keep(&self, number: u32, member: usize) -> bool {
        if self.store.closed(member).is_some() || !self.store.is_finite(number, member) {
            return false;
        }
        // What reached the target is what was asked for.
        let is_target = matches!(self.stops[member], Some(StopReason::TargetReached { .. }));
        // Where the monitored metric has no value, the last epoch is as good as any.
        let best = || self.store.best(self.monitor, member);
        self.keep == Keep::Last || is_target || best().is_none_or(|best| best.epoch == number)
    }

    fn reason_to_stop(&self, number: u32, member: usize) -> Option<StopReason> {
        if !self.store.is_finite(number, member)
            && self.options.on_divergence != OnDivergence::Ignore
        {
            return Some(StopReason::Diverged { epoch: number });
        }
        if let Some(target) = self.options.target {
            let monitor = Monitor { metric: target.metric, ..self.monitor };
            let value = self.store.get(number, monitor.part, monitor.metric, member);
            let reached = |&value: &f64| match target.metric.direction() {
                Direction::Less => value <= target.value,
                Direction::More => value >= target.value,
            };
            if let Some(value) = value.filter(reached) {
                return Some(StopReason::TargetReached { monitor, value });
            }
        }
        let (rule, monitor) = (self.options.early_stop?, self.monitor);
        // What has never had a value has not stayed where it was.
        if self.store.is_finite(number, member) && self.store.best(monitor, member).is_none() {
            return None;
        }
        let without = self.store.without_improvement(monitor, member, rule.min_delta);
        (without >= rule.patience).then_some(StopReason::EarlyStop { monitor, rule })
    }
}
