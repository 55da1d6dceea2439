//! What the device is sent before the steps of an epoch: samples, their order, and coefficients.

use super::Trainer;
use crate::dataset::Dataset;
use crate::error::Result;
use crate::executor::Executor;
use crate::recording::{Buffer, Part};

impl<E: Executor> Trainer<E> {
    /// Sends the coefficients of all steps of an epoch.
    pub(super) fn send_schedule(&mut self, orders: &[Vec<u32>]) -> Result<()> {
        let batch = self.setup.training_batch;
        let steps = self.setup.training.steps;
        let mut rows = Vec::with_capacity(self.setup.members * steps * self.setup.coefficients());
        let first = u64::from(self.epoch.saturating_sub(1)) * steps as u64;
        let scheduled = |step: u64| match &self.schedule {
            None => 1.0,
            Some((schedule, epochs)) => {
                let total = u64::from(*epochs) * steps as u64;
                schedule.factor(first + step, steps as u64, total)
            }
        };
        let members = self.courses.iter_mut().zip(orders).zip(&self.rate_factors);
        for ((course, order), &factor) in members {
            for (step, samples) in (0..).zip(order.chunks(batch)) {
                let factor = factor * scheduled(step);
                let scale = match self.hyperparameters.weighted {
                    true => weight_scale(&self.training, samples),
                    false => 1.0,
                };
                let row = course.next(&self.hyperparameters, factor, scale);
                rows.extend(row.into_iter().map(|number| number as f32));
            }
        }
        self.executor.write(Buffer::Schedule, &rows)
    }

    /// Sends what the device needs for the samples in `orders` (one order a member): the order
    /// alone when all data are there, else the rows themselves.
    pub(super) fn send_training(&mut self, orders: &[&[u32]]) -> Result<()> {
        let part = Part::Training;
        let window = self.setup.training;
        let samples = self.training.samples;
        let mut indices = vec![0; self.setup.members * window.samples];
        if window.rows >= samples && window.samples >= samples {
            if !self.training_is_resident {
                self.executor.write(Buffer::DataInputs(part), &self.training.inputs)?;
                self.executor.write(Buffer::DataTargets(part), &self.training.targets)?;
                self.training_is_resident = true;
            }
            for (to, order) in indices.chunks_mut(window.samples).zip(orders) {
                to[..order.len()].copy_from_slice(order);
            }
        } else {
            let rows: Vec<u32> = orders.iter().flat_map(|order| order.iter().copied()).collect();
            let sent = self.training.select(&rows);
            self.executor.write(Buffer::DataInputs(part), &sent.inputs)?;
            self.executor.write(Buffer::DataTargets(part), &sent.targets)?;
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

/// Samples of a batch over the sum of their weights, which are the last column of the targets.
fn weight_scale(data: &Dataset, samples: &[u32]) -> f64 {
    let width = data.targets.len() / data.samples;
    let weight = |&sample: &u32| f64::from(data.targets[(sample as usize + 1) * width - 1]);
    samples.len() as f64 / samples.iter().map(weight).sum::<f64>()
}
