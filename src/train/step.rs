//! So many steps instead of an epoch: one at a time, for a caller's own loop, or each verified.

use std::cell::Cell;

use super::{Phase, Trainer};
use crate::error::{ErrorKind, Result};
use crate::executor::Executor;
use crate::recording::{Buffer, Part};
use crate::verify::Report;

impl<E: Executor> Trainer<E> {
    /// Trains for one step: on the next batch of the epoch under way, or on the first of the next
    /// epoch. The steps of an epoch come to what [`Self::epoch`] does, at the cost of waiting for each.
    /// Returns the loss of the batch before its update, one a member.
    ///
    /// # Errors
    /// When the device was lost, or verification finds a difference above the bound.
    pub async fn step(&mut self) -> Result<Vec<f64>> {
        let samples = self.rows_of_epoch();
        if self.position == 0 {
            self.under_way = None;
            self.epoch += 1;
        }
        let rows = self.setup.training_batch.min(samples - self.position);
        let orders = self.orders();
        let batch: Vec<_> =
            orders.iter().map(|o| &o[self.position..self.position + rows]).collect();
        self.send_step(&batch)?;
        self.send_training(&batch)?;
        self.executor.write_indices(Buffer::Cursor(Part::Training), &[0, 0])?;
        let program = self.program(Phase::Train, rows).await?;
        let verifies = self.verification.as_ref();
        match verifies.is_some_and(|verification| self.steps.is_multiple_of(verification.every)) {
            true => self.verified_step(program, &batch).await?,
            false => self.executor.run(program, 1).await?,
        }
        self.steps += 1;
        self.position = (self.position + rows) % samples;
        let losses = self.executor.read(Buffer::Losses(Part::Training)).await?;
        let first_of_each = losses.iter().step_by(losses.len() / self.setup.members);
        Ok(first_of_each.copied().map(f64::from).collect())
    }

    /// Trains for so many steps, each of them compared with the reference, or until a quantity is above its
    /// bound; says what was found.
    ///
    /// # Errors
    /// When the device was lost.
    pub async fn verify_steps(&mut self, steps: u64) -> Result<Report> {
        self.verify_every(1)?;
        // The trainer asks before each step whether to stop.
        let begun = Cell::new(0);
        let stop = || {
            begun.set(begun.get() + 1);
            begun.get() > steps
        };
        while begun.get() < steps {
            match self.epoch_until(&stop).await {
                Err(error) if error.kind() == ErrorKind::Interrupted => break,
                Err(error) if error.kind() == ErrorKind::Verification => break,
                epoch => epoch?,
            };
        }
        Ok(self.verification().cloned().unwrap_or_default())
    }
}
