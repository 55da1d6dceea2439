//! What a step computes on its way, on one batch and without an update: activations, deltas, gradients.

use super::{Phase, Trainer};
use crate::error::{Error, Result};
use crate::executor::Executor;
use crate::recording::{Buffer, Part};

/// What one member's layers hold after a forward and a backward pass over a batch.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// Activations and deltas `[batch, outputs]`, weights and their gradients `[inputs, outputs]`, of
    /// each layer.
    pub values: Vec<(Buffer, Vec<f32>)>,
}

impl<E: Executor> Trainer<E> {
    /// Passes the first training samples, as many as a batch has, forward and backward through the first
    /// member that still trains, with the dropout of the step that would come next, and reads what its layers hold.
    /// Nothing that training goes on from is changed.
    ///
    /// # Errors
    /// When the device was lost, or cannot hold the gradients.
    pub async fn probe(&mut self) -> Result<Probe> {
        if self.setup.is_shared() {
            return Err(Error::input("what the layers of networks that share weights hold")
                .advice("ask it of networks of their own weights"));
        }
        let rows = self.setup.training_batch;
        let members = self.setup.members;
        let order = |member| {
            let first = self.training.first(member) as u32;
            (first..first + rows as u32).collect::<Vec<_>>()
        };
        let orders: Vec<_> = (0..members).map(order).collect();
        let batch: Vec<_> = orders.iter().map(Vec::as_slice).collect();
        let program = self.program(Phase::Probe, rows).await?;
        self.send_training(&batch)?;
        self.executor.write_indices(Buffer::Cursor(Part::Training), &[0, 0])?;
        self.executor.run(program, 1).await?;
        let mut values = Vec::new();
        for (layer, size) in (0..).zip(self.setup.network.sizes().windows(2).collect::<Vec<_>>()) {
            for (buffer, count) in [
                (Buffer::Activation(layer), rows * size[1]),
                (Buffer::Delta(layer), rows * size[1]),
                (Buffer::WeightGradient(layer), size[0] * size[1]),
                (Buffer::Weight(layer), size[0] * size[1]),
            ] {
                let mut all = self.executor.read(buffer).await?;
                // Rows beyond the batch, and the other members, come after.
                all.truncate(count);
                values.push((buffer, all));
            }
        }
        Ok(Probe { values })
    }
}
