//! What the device is sent before the steps of an epoch: samples, their order, and coefficients.

use super::Trainer;
use super::rates::factors;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::executor::Executor;
use crate::recording::{Buffer, Part};

impl<E: Executor> Trainer<E> {
    /// Sends the coefficients of all steps of an epoch.
    pub(super) fn send_schedule(&mut self, orders: &[Vec<u32>]) -> Result<()> {
        let batch = self.setup.training_batch;
        let mut rows = Vec::with_capacity(
            self.setup.members * self.setup.training.steps * self.setup.coefficients(),
        );
        for (member, order) in orders.iter().enumerate() {
            for (step, samples) in (0..).zip(order.chunks(batch)) {
                rows.extend(self.coefficients(member, step, samples));
            }
        }
        self.executor.write(Buffer::Schedule, &rows)
    }

    /// Sends those of one step of the epoch under way, on the batches of the members, as the first of
    /// the table.
    pub(super) fn send_step(&mut self, batches: &[&[u32]]) -> Result<()> {
        let step = (self.position / self.setup.training_batch) as u64;
        let width = self.setup.training.steps * self.setup.coefficients();
        let mut rows = vec![0.0; self.setup.members * width];
        for (member, samples) in batches.iter().enumerate() {
            let row = self.coefficients(member, step, samples);
            rows[member * width..][..row.len()].copy_from_slice(&row);
        }
        self.executor.write(Buffer::Schedule, &rows)
    }

    /// The coefficients of a member's next step, which is `step` of the epoch.
    fn coefficients(&mut self, member: usize, step: u64, samples: &[u32]) -> Vec<f32> {
        let mut factors =
            factors(self.schedules.as_ref(), self.setup.training.steps, self.epoch, step);
        factors.learning_rate *= self.rate_factors[member];
        let hyperparameters = &self.hyperparameters[member];
        let base = f64::from(hyperparameters.learning_rates[0]);
        self.last_rates[member] = base * factors.learning_rate;
        let scale = match self.weight(samples) {
            // Nothing times anything is nothing, so that a batch without weight changes nothing.
            0.0 => 0.0,
            weight => samples.len() as f64 / weight,
        };
        let row = self.courses[member].scheduled(hyperparameters, factors, scale);
        row.into_iter().map(|number| number as f32).collect()
    }

    /// The sum of the weights of samples, which are the last column of the targets; where there are
    /// none, their number.
    pub(super) fn weight(&self, samples: &[u32]) -> f64 {
        if !self.setup.recipe.weighted {
            return samples.len() as f64;
        }
        let Dataset { samples: all, targets, .. } = self.training.stacked();
        let width = targets.len() / all;
        let weight = |&sample: &u32| f64::from(targets[(sample as usize + 1) * width - 1]);
        samples.iter().map(weight).sum()
    }

    /// Sends what the device needs for the samples in `orders` (one order a member): the order
    /// alone when all data are there, else the rows themselves.
    pub(super) fn send_training(&mut self, orders: &[&[u32]]) -> Result<()> {
        let part = Part::Training;
        let window = self.setup.training;
        let data = self.training.stacked();
        let mut indices = vec![0; self.setup.members * window.samples];
        if window.rows >= data.samples && window.samples >= self.rows_of_epoch() {
            if !self.training_is_resident {
                self.executor.lend(Buffer::DataInputs(part), &data.inputs)?;
                self.executor.lend(Buffer::DataTargets(part), &data.targets)?;
                self.training_is_resident = true;
            }
            for (to, order) in indices.chunks_mut(window.samples).zip(orders) {
                to[..order.len()].copy_from_slice(order);
            }
        } else {
            let rows: Vec<u32> = orders.iter().flat_map(|order| order.iter().copied()).collect();
            let sent = data.select(&rows);
            self.executor.lend(Buffer::DataInputs(part), &sent.inputs)?;
            self.executor.lend(Buffer::DataTargets(part), &sent.targets)?;
            let mut sent = 0..;
            for (to, order) in indices.chunks_mut(window.samples).zip(orders) {
                for (to, sent) in to.iter_mut().zip(sent.by_ref().take(order.len())) {
                    *to = sent;
                }
            }
        }
        self.executor.write_indices(Buffer::Order(part), &indices)
    }
}
