//! What each rank does of the steps of a network that all train: its rows of the batch, up to the gradients, and,
//! once these are those of all rows, the same updates as the others.

use std::ops::Range;

use sha2::{Digest, Sha256};

use super::exchange::{self, Kept, part};
use super::link::Link;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Program};
use crate::formula::coefficients::FIRST_ROW;
use crate::kernel::Kernel;
use crate::recording::{Buffer, Extent, Part, Recording};

/// Rows that have numbers of their own in a coefficient, which f32 counts to here.
const MOST_ROWS: usize = 1 << 24;

/// A training step on a batch of so many rows.
#[derive(Debug)]
pub(super) struct Step {
    /// Of the batch.
    pub(super) rows: usize,
    /// Those of this rank.
    own: Range<usize>,
    /// Up to the gradients, unless it has no rows.
    before: Option<Program>,
    /// From the updates on.
    after: Program,
    /// The gradients, and how many numbers they are.
    pub(super) gradients: Vec<(Buffer, usize)>,
    /// What must be the same on all ranks: parameters, states and averages.
    kept: Vec<Buffer>,
    buffers: Vec<(Buffer, Extent)>,
    drops: bool,
}

impl Step {
    /// Numbers of all gradients.
    pub(super) fn length(&self) -> usize {
        self.gradients.iter().map(|(_, length)| length).sum()
    }

    /// Numbers that a buffer has of each row of the batch; none where it is not about rows.
    pub(super) fn width(&self, buffer: Buffer) -> Option<usize> {
        let &(_, extent) = self.buffers.iter().find(|(known, _)| *known == buffer)?;
        match buffer {
            Buffer::Inputs
            | Buffer::Targets
            | Buffer::Sum(_)
            | Buffer::Activation(_)
            | Buffer::Delta(_)
            | Buffer::BackSum(_) => Some(extent.columns),
            Buffer::SampleLoss => Some(1),
            _ => None,
        }
    }
}

/// An executor, and the steps of which it does a part.
#[derive(Debug)]
pub(super) struct Side<E> {
    pub(super) executor: E,
    rank: usize,
    size: usize,
    pub(super) steps: Vec<Step>,
    /// The step that was done last, if nothing else was done since.
    pub(super) last: Option<usize>,
    /// The gradients of its rows in that step.
    pub(super) gradients: Vec<f32>,
    exchanged: Kept,
    /// The coefficients of an epoch where something is dropped, and how many a step has.
    schedule: Vec<f32>,
    columns: usize,
    first_row: usize,
}

impl<E: Executor> Side<E> {
    pub(super) fn new(executor: E, rank: usize, size: usize) -> Self {
        Self {
            executor,
            rank,
            size,
            steps: Vec::new(),
            last: None,
            gradients: Vec::new(),
            exchanged: Kept::default(),
            schedule: Vec::new(),
            columns: 0,
            first_row: 0,
        }
    }

    /// Makes a training step ready; says what is fused of it.
    ///
    /// # Errors
    /// When it is one of several members, or as [`Executor::load`].
    pub(super) async fn load(&mut self, recording: &Recording) -> Result<Fusion> {
        let members = recording.commands.first().map_or(1, |command| command.shape.members);
        if members != 1 {
            return Err(Error::input(format!("{members} members whose batches ranks would share"))
                .advice("train one, or deal whole networks to the ranks: sweep, --ensemble"));
        }
        let rows = recording.rows();
        let is_dropout = |kernel: Kernel| kernel == Kernel::Dropout;
        let drops = recording.commands.iter().any(|command| is_dropout(command.kernel));
        if drops && rows > MOST_ROWS {
            return Err(Error::input(format!(
                "dropout in a batch of {rows} rows on several ranks"
            ))
            .advice(format!("use a batch of at most {MOST_ROWS}")));
        }
        let own = part(rows, self.rank, self.size);
        // Who has no rows has the buffers all the same.
        let [first, second] = recording.halves(own.len().max(1))?;
        let before = self.executor.load(&first).await?;
        let after = self.executor.load(&second).await?;
        let fusion = {
            let (first, second) = (self.executor.fusion(before), self.executor.fusion(after));
            Fusion {
                elided: [&first.elided[..], &second.elided].concat(),
                update_panels: second.update_panels,
                whole_steps: false,
                dispatches_per_step: first.dispatches_per_step + second.dispatches_per_step,
                ..*first
            }
        };
        let length = |buffer: Buffer| {
            let known = recording.buffers.iter().find(|(known, _)| *known == buffer);
            known.map_or(Ok(0), |(_, extent)| extent.elements())
        };
        let gradients = recording.gradients().into_iter();
        let gradients = gradients.map(|buffer| Ok((buffer, length(buffer)?)));
        let schedule = recording.buffers.iter().find(|(buffer, _)| *buffer == Buffer::Schedule);
        self.columns = schedule.map_or(0, |(_, extent)| extent.columns);
        let kept = recording.buffers.iter().map(|(buffer, _)| *buffer);
        self.steps.push(Step {
            rows,
            before: (!own.is_empty()).then_some(before),
            own,
            after,
            gradients: gradients.collect::<Result<_>>()?,
            kept: kept.filter(|buffer| buffer.is_parameter() || buffer.is_state()).collect(),
            buffers: recording.buffers.clone(),
            drops,
        });
        Ok(fusion)
    }

    /// As [`Executor::write`]; in coefficients stands which row of the batch is the first here.
    pub(super) fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        if buffer != Buffer::Schedule || !self.steps.iter().any(|step| step.drops) {
            return self.executor.write(buffer, values);
        }
        self.schedule = values.to_vec();
        self.write_schedule()
    }

    fn write_schedule(&mut self) -> Result<()> {
        let first_row = self.first_row as f32;
        for row in self.schedule.chunks_exact_mut(self.columns) {
            row[FIRST_ROW] = first_row;
        }
        self.executor.write(Buffer::Schedule, &self.schedule)
    }

    /// Does a step with all other ranks, from where a cursor stands. `number` counts the steps, for all the same.
    ///
    /// # Errors
    /// As [`exchange::mean`], and when the device was lost.
    pub(super) async fn step(
        &mut self,
        link: &mut Link,
        step: usize,
        cursor: [u32; 2],
        number: u32,
    ) -> Result<()> {
        let of = self.steps.get(step).ok_or_else(super::link::unexpected)?;
        let (own, drops, before, after) = (of.own.clone(), of.drops, of.before, of.after);
        if drops && before.is_some() && self.first_row != own.start {
            self.first_row = own.start;
            self.write_schedule()?;
        }
        let of = &self.steps[step];
        self.gradients.clear();
        let place = Buffer::Cursor(Part::Training);
        if let Some(before) = before {
            let first = cursor[0] + own.start as u32;
            self.executor.write_indices(place, &[first, cursor[1]])?;
            self.executor.run(before, 1).await?;
            for &(gradient, _) in &of.gradients {
                self.gradients.extend(self.executor.read(gradient).await?);
            }
        }
        let (own, kept) = (&self.gradients, &mut self.exchanged);
        let mut rest = exchange::mean(link, own, of.length(), of.rows, number, kept)?;
        for &(gradient, length) in &of.gradients {
            let (values, others) = rest.split_at(length);
            self.executor.write(gradient, values)?;
            rest = others;
        }
        self.executor.write_indices(place, &cursor)?;
        self.executor.run(after, 1).await?;
        self.last = Some(step);
        Ok(())
    }

    /// The rows of this rank in a buffer of the last step's batch.
    ///
    /// # Errors
    /// When there is no such step or buffer, or the device was lost.
    pub(super) async fn rows(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        let step = self.last.map(|last| &self.steps[last]).ok_or_else(super::link::unexpected)?;
        let width = step.width(buffer).ok_or_else(super::link::unexpected)?;
        let count = step.own.len() * width;
        let mut rows = self.executor.read(buffer).await?;
        rows.truncate(count);
        Ok(rows)
    }

    /// SHA-256 over parameters, states and averages.
    ///
    /// # Errors
    /// When the device was lost.
    pub(super) async fn digest(&mut self) -> Result<[u8; 32]> {
        let mut hash = Sha256::new();
        let kept = self.steps.first().map_or(&[][..], |step| &step.kept);
        for &buffer in kept {
            hash.update(bytemuck::cast_slice::<f32, u8>(&self.executor.read(buffer).await?));
        }
        Ok(hash.finalize().into())
    }
}
