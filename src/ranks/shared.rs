//! Several ranks as one executor: what rank 0 trains a network with that all of them train.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Communicator;
use super::exchange::{numbers, part};
use super::link::{Link, unexpected};
use super::message::Message;
use super::orders::Order;
use super::side::Side;
use crate::dataset::Values;
use crate::error::{Error, Result};
use crate::executor::{Executor, Fusion, Parts, Program};
use crate::recording::{Buffer, Extent, Part, Recording};

/// The executor of rank 0, and through it those of the others, which [`super::follow()`]: whoever uses it sees one
/// device. Of every batch each rank has a part, contiguous rows; gradients are exchanged, and all ranks make the
/// same updates. What is no training step is done here alone. Only the last one made of a world is followed.
///
/// The samples are sent to the others, which need none of their own. A device that is lost ends the run.
#[derive(Debug)]
pub struct Shared<E> {
    side: Side<E>,
    link: Link,
    programs: Vec<(Kind, Fusion)>,
    cursor: [u32; 2],
    /// Steps that were done since the first.
    number: u32,
    /// By which step each place of the losses was written.
    losses_of: BTreeMap<u32, usize>,
    /// Buffers of a batch as they would be on one device.
    views: BTreeMap<Buffer, Vec<f32>>,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    /// On rank 0 alone.
    Own(Program),
    /// On all ranks, which count the steps that they know.
    Step(usize),
}

impl<E: Executor> Shared<E> {
    /// Of this rank's executor, which has nothing loaded; `asked` is called where the user wants to stop another
    /// rank, and is to make whoever trains stop.
    pub fn new(executor: E, world: Arc<dyn Communicator>, asked: fn()) -> Self {
        Self {
            side: Side::new(executor, world.rank(), world.size()),
            link: Link::new(world, asked),
            programs: Vec::new(),
            cursor: [0; 2],
            number: 0,
            losses_of: BTreeMap::new(),
            views: BTreeMap::new(),
        }
    }

    /// This rank's executor.
    pub fn own(&self) -> &E {
        &self.side.executor
    }

    /// What each of the others replies to an order, the first of them first.
    fn ask(&mut self, order: &Order) -> Result<Vec<Vec<u8>>> {
        order.tell(&self.link)?;
        let ranks = 1..self.link.size();
        let reply = |rank| match self.link.wait(rank)? {
            Message::Reply(reply) => Ok(reply),
            _ => Err(unexpected()),
        };
        ranks.map(reply).collect()
    }

    /// Sends the others what they have too.
    fn send(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        if !is_shared(buffer) {
            return Ok(());
        }
        let order = Order::Numbers(buffer, values.len());
        order.tell_with(&mut self.link, bytemuck::cast_slice(values))
    }

    /// The losses of an epoch's batches, of all their rows. By the way, whether all ranks have the same parameters.
    async fn losses(&mut self) -> Result<Vec<f32>> {
        let replies = self.ask(&Order::Losses)?;
        let digest = self.side.digest().await?;
        let own = self.side.executor.read(Buffer::Losses(Part::Training)).await?;
        let mut all = vec![own];
        for (rank, reply) in (1..).zip(&replies) {
            let (found, losses) = reply.split_at_checked(digest.len()).ok_or_else(unexpected)?;
            if found != digest {
                let name = self.link.name(rank);
                return Err(Error::verification(format!(
                    "{name} has other parameters than rank 0 after {} steps",
                    self.number
                ))
                .advice(
                    "its device rounds otherwise, or is wrong: give all ranks devices of one kind, as \
                     --device cpu does",
                ));
            }
            all.push(numbers(losses, all[0].len())?);
        }
        let mut losses = all[0].clone();
        for (&place, &step) in &self.losses_of {
            let rows = self.side.steps[step].rows;
            let part = |rank: usize| part(rows, rank, all.len()).len();
            let terms = all.iter().enumerate().filter(|(rank, _)| part(*rank) > 0);
            let term = |(rank, losses): (usize, &Vec<f32>)| {
                part(rank) as f64 * f64::from(losses[place as usize])
            };
            losses[place as usize] = (terms.map(term).sum::<f64>() / rows as f64) as f32;
        }
        Ok(losses)
    }

    /// A buffer of the last step's batch as it would be on one device: what no rank has written is as it was
    /// when it was last read.
    async fn view(&mut self, buffer: Buffer, width: usize, rows: usize) -> Result<Vec<f32>> {
        let replies = self.ask(&Order::Rows(buffer))?;
        let own = self.side.executor.read(buffer).await?;
        let size = self.link.size();
        let count = part(rows, 0, size).len() * width;
        let view = self.views.entry(buffer).or_insert_with(|| own.clone());
        view[..count].copy_from_slice(&own[..count]);
        for (rank, reply) in (1..).zip(&replies) {
            let place = part(rows, rank, size);
            let values = numbers(reply, place.len() * width)?;
            view[place.start * width..place.end * width].copy_from_slice(&values);
        }
        Ok(view.clone())
    }
}

/// Whether the other ranks have it too: all that training reads or changes.
fn is_shared(buffer: Buffer) -> bool {
    let is_of_evaluation = matches!(
        buffer,
        Buffer::DataInputs(Part::Evaluation)
            | Buffer::DataTargets(Part::Evaluation)
            | Buffer::Order(Part::Evaluation)
            | Buffer::Cursor(_)
            | Buffer::Losses(Part::Evaluation)
            | Buffer::Coefficients
            | Buffer::Outputs
    );
    !is_of_evaluation
}

impl<E: Executor> Executor for Shared<E> {
    fn fresh(&self) -> Result<Self> {
        Err(Error::failed("members are cut out of a network that several ranks train"))
    }

    async fn load(&mut self, recording: &Recording) -> Result<Program> {
        let program = if recording.trains() {
            Order::Load(recording.clone()).tell(&self.link)?;
            let fusion = self.side.load(recording).await?;
            (Kind::Step(self.side.steps.len() - 1), fusion)
        } else {
            let program = self.side.executor.load(recording).await?;
            (Kind::Own(program), self.side.executor.fusion(program).clone())
        };
        self.programs.push(program);
        Ok(Program(self.programs.len() - 1))
    }

    fn fusion(&self, program: Program) -> &Fusion {
        &self.programs[program.0].1
    }

    fn fits(&self, extent: Extent) -> bool {
        self.side.executor.fits(extent)
    }

    fn is_in_host_memory(&self) -> bool {
        self.side.executor.is_in_host_memory()
    }

    fn write(&mut self, buffer: Buffer, values: &[f32]) -> Result<()> {
        self.send(buffer, values)?;
        if buffer == Buffer::Losses(Part::Training) {
            self.losses_of.clear();
        }
        self.side.write(buffer, values)
    }

    fn lend(&mut self, buffer: Buffer, values: &Values<f32>) -> Result<()> {
        self.send(buffer, values)?;
        self.side.executor.lend(buffer, values)
    }

    fn write_indices(&mut self, buffer: Buffer, indices: &[u32]) -> Result<()> {
        match buffer {
            Buffer::Cursor(Part::Training) => {
                if let [samples, steps, ..] = *indices {
                    self.cursor = [samples, steps];
                }
            }
            buffer if is_shared(buffer) => {
                let order = Order::Indices(buffer, indices.len());
                order.tell_with(&mut self.link, bytemuck::cast_slice(indices))?;
            }
            _ => {}
        }
        self.side.executor.write_indices(buffer, indices)
    }

    async fn run(&mut self, program: Program, times: usize) -> Result<()> {
        let kind = self.programs.get(program.0).map(|(kind, _)| *kind);
        let step = match kind {
            Some(Kind::Step(step)) => step,
            Some(Kind::Own(program)) => {
                self.link.beat()?;
                self.side.last = None;
                return self.side.executor.run(program, times).await;
            }
            None => return Err(Error::input("the program is of another executor")),
        };
        Order::Run { step, times, cursor: self.cursor, first: self.number }.tell(&self.link)?;
        for _ in 0..times {
            self.side.step(&mut self.link, step, self.cursor, self.number).await?;
            self.losses_of.insert(self.cursor[1], step);
            self.cursor[0] += self.side.steps[step].rows as u32;
            self.cursor[1] += 1;
            self.number = self.number.wrapping_add(1);
        }
        Ok(())
    }

    async fn read(&mut self, buffer: Buffer) -> Result<Vec<f32>> {
        if buffer == Buffer::Losses(Part::Training) {
            return self.losses().await;
        }
        let last = self.side.last.map(|last| &self.side.steps[last]);
        if let Some((width, rows)) = last.and_then(|last| Some((last.width(buffer)?, last.rows))) {
            return self.view(buffer, width, rows).await;
        }
        let own = self.side.executor.read(buffer).await?;
        if let Some(view) = self.views.get_mut(&buffer) {
            view.clone_from(&own);
        }
        Ok(own)
    }

    async fn read_indices(&mut self, buffer: Buffer) -> Result<Vec<u32>> {
        self.side.executor.read_indices(buffer).await
    }

    async fn gradient_parts(&mut self) -> Result<Option<Parts>> {
        let Some(last) = self.side.last else { return Ok(None) };
        let replies = self.ask(&Order::Gradients)?;
        let step = &self.side.steps[last];
        let size = self.link.size();
        let rows: Vec<_> = (0..size).map(|rank| part(step.rows, rank, size).len()).collect();
        let mut values = vec![self.side.gradients.clone()];
        for (reply, &rows) in replies.iter().zip(&rows[1..]) {
            values.push(numbers(reply, if rows > 0 { step.length() } else { 0 })?);
        }
        Ok(Some(Parts { rows, gradients: step.gradients.clone(), values }))
    }
}
