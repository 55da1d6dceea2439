//! A pass over the training samples, in submissions between which it may be given up, and steps that are
//! verified.

use std::ops::Range;
use std::sync::atomic::Ordering;

use web_time::Instant;

use super::state::UnderWay;
use super::{Hyperparameters, Phase, Trainer};
use crate::error::{Error, Result};
use crate::executor::{Executor, Program};
use crate::random::{self, Purpose};
use crate::recording::{Buffer, Part};
use crate::verify::{self, Snapshot};

/// What one epoch did.
#[derive(Debug, Clone, PartialEq)]
pub struct Epoch {
    /// Its number, from 1.
    pub number: u32,
    /// The mean loss over the epoch's samples, each measured before the update of its own batch;
    /// one a member.
    pub losses: Vec<f64>,
    /// The mean loss of every batch, `[members, steps]`.
    pub batch_losses: Vec<f32>,
}

impl<E: Executor> Trainer<E> {
    /// Trains for one pass over the training samples; what is left of an epoch that
    /// [`Self::step`] has begun is left out.
    ///
    /// # Errors
    /// When the device was lost, or verification finds a difference above the bound.
    pub async fn epoch(&mut self) -> Result<Epoch> {
        self.epoch_until(&|| false).await
    }

    /// As [`Self::epoch`], but gives up between two submissions once `stop` says so.
    ///
    /// # Errors
    /// As [`Self::epoch`]; of kind [`crate::ErrorKind::Interrupted`] when stopped.
    pub async fn epoch_until(&mut self, stop: &dyn Fn() -> bool) -> Result<Epoch> {
        self.epoch += 1;
        self.position = 0;
        self.under_way = Some(UnderWay { steps: 0, courses: self.courses.clone() });
        self.continue_until(stop).await
    }

    /// Goes on with an epoch that was given up, by [`Self::epoch_until`] or before
    /// [`Self::restore`]: its bits are those of one that was not.
    ///
    /// # Errors
    /// As [`Self::epoch_until`]; when no epoch was given up.
    pub async fn continue_until(&mut self, stop: &dyn Fn() -> bool) -> Result<Epoch> {
        let Some(under_way) = &self.under_way else {
            return Err(Error::input("no epoch is under way").advice("begin one"));
        };
        let mut skipped = under_way.steps;
        self.courses.clone_from(&under_way.courses);
        let samples = self.rows_of_epoch();
        let orders = self.orders();
        let batch = self.setup.training_batch;
        self.send_schedule(&orders)?;
        let mut step = 0;
        let mut start = 0;
        while start < samples {
            let count = self.setup.training.samples.min(samples - start);
            let steps = count.div_ceil(batch);
            if skipped >= steps {
                skipped -= steps;
                step += steps as u32;
                start += count;
                continue;
            }
            let first = skipped * batch;
            let window: Vec<_> = orders.iter().map(|order| &order[start..start + count]).collect();
            self.send_training(&window)?;
            let cursor = [first as u32, step + skipped as u32];
            self.executor.write_indices(Buffer::Cursor(Part::Training), &cursor)?;
            self.train_window(first..count, &window, stop).await?;
            skipped = 0;
            step += steps as u32;
            start += count;
        }
        self.complete = self.under_way.take();
        let batch_losses = self.executor.read(Buffer::Losses(Part::Training)).await?;
        let losses = batch_losses.chunks(step as usize).zip(&orders).map(|(losses, order)| {
            let batches = || order.chunks(batch).map(|samples| self.weight(samples));
            let terms = losses.iter().zip(batches()).map(|(&loss, weight)| match weight {
                // Of samples that do not count nothing is told.
                0.0 => 0.0,
                weight => f64::from(loss) * weight,
            });
            terms.sum::<f64>() / batches().sum::<f64>()
        });
        let losses = losses.collect();
        Ok(Epoch { number: self.epoch, losses, batch_losses })
    }

    /// One step on the first batch, waited for: how long a device takes until it trains.
    ///
    /// # Errors
    /// When the device was lost.
    pub(crate) async fn first_step(&mut self) -> Result<()> {
        let orders = self.orders();
        let rows = self.setup.training_batch;
        let window: Vec<_> = orders.iter().map(|order| &order[..rows]).collect();
        self.send_training(&window)?;
        self.send_schedule(&orders)?;
        self.executor.write_indices(Buffer::Cursor(Part::Training), &[0, 0])?;
        let program = self.program(Phase::Train, rows).await?;
        self.executor.run(program, 1).await?;
        self.executor.read_indices(Buffer::Cursor(Part::Training)).await?;
        Ok(())
    }

    /// All steps on the samples that are on the device.
    async fn train_window(
        &mut self,
        of: Range<usize>,
        orders: &[&[u32]],
        stop: &dyn Fn() -> bool,
    ) -> Result<()> {
        let batch = self.setup.training_batch;
        let (mut done, samples) = (of.start, of.end);
        while done < samples {
            if stop() {
                return Err(Error::new(crate::ErrorKind::Interrupted, "stopped"));
            }
            let rows = batch.min(samples - done);
            let program = self.program(Phase::Train, rows).await?;
            let most = self.look_every.map_or(usize::MAX, |every| {
                ((self.steps + 1).next_multiple_of(every.max(1)) - self.steps) as usize
            });
            let most = most.min(self.pace.steps());
            let steps = if rows < batch { 1 } else { ((samples - done) / batch).min(most) };
            let began = Instant::now();
            let steps = match &self.verification {
                None => {
                    self.executor.run(program, steps).await?;
                    steps
                }
                Some(verification) => {
                    let until = self.steps.next_multiple_of(verification.every) - self.steps;
                    if until == 0 {
                        let rows: Vec<_> = orders.iter().map(|o| &o[done..done + rows]).collect();
                        self.verified_step(program, &rows).await?;
                        1
                    } else {
                        let steps = steps.min(until as usize);
                        self.executor.run(program, steps).await?;
                        steps
                    }
                }
            };
            self.pace.took(steps, began.elapsed());
            self.steps += steps as u64;
            self.counter.store(self.steps, Ordering::Relaxed);
            if let Some(under_way) = &mut self.under_way {
                under_way.steps += steps;
            }
            done += steps * rows;
        }
        Ok(())
    }

    /// One step on the executor and on the reference, from the same state.
    pub(super) async fn verified_step(&mut self, program: Program, rows: &[&[u32]]) -> Result<()> {
        let recording = self.setup.training_step(rows[0].len());
        let fusion = self.executor.fusion(program).clone();
        let before = Snapshot::take(&mut self.executor, &recording, &fusion).await?;
        self.executor.run(program, 1).await?;
        let after = Snapshot::take(&mut self.executor, &recording, &fusion).await?;
        let mut found = match self.executor.gradient_parts().await? {
            Some(parts) => verify::exchange(&parts, &after)?,
            None => Vec::new(),
        };
        let data = self.training.stacked();
        found.extend(verify::step(&recording, &before, &after, &fusion, data, rows)?);
        let verification = self.verification.as_mut().expect("only called when verifying");
        verification.report.add(self.steps, found);
        verification.report.check()
    }

    /// The rows of all batches of an epoch: one a sample, and of who shares weights one for each of them.
    pub(super) fn rows_of_epoch(&self) -> usize {
        self.training.samples() * self.setup.sharers()
    }

    /// Batches of samples, each of them for one sharer of weights after the other.
    pub(super) fn for_all_sharers(&self, order: &[u32]) -> Vec<u32> {
        let sharers = self.setup.sharers();
        let batches = order.chunks(self.setup.training_batch / sharers);
        batches.flat_map(|batch| batch.repeat(sharers)).collect()
    }

    /// The order of this epoch, one a member, as places among the samples of all sets.
    pub(super) fn orders(&self) -> Vec<Vec<u32>> {
        let samples = self.training.samples();
        let order = |(member, of): (usize, &Hyperparameters)| {
            let mut order: Vec<u32> = match of.shuffle {
                true => random::permutation(
                    of.seeds[0],
                    Purpose::Shuffle { epoch: self.epoch },
                    samples,
                ),
                false => (0..samples as u32).collect(),
            };
            let first = self.training.first(member) as u32;
            order.iter_mut().for_each(|sample| *sample += first);
            if self.setup.is_shared() { self.for_all_sharers(&order) } else { order }
        };
        self.hyperparameters.iter().enumerate().map(order).collect()
    }
}
