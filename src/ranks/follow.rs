//! A rank that trains a network with others: it does what rank 0 says.

use std::sync::Arc;

use super::Communicator;
use super::link::{Link, unexpected};
use super::message::{End, Message};
use super::orders::Order;
use super::serve::ended;
use super::side::Side;
use crate::error::{Error, ErrorKind, Result};
use crate::executor::Executor;
use crate::recording::{Buffer, Part};

/// Does what the executor of rank 0 ([`super::Shared`]) says, on this rank's own device, until the run is over; how
/// it ended. `interrupted` says whether the user wants to stop, which rank 0 is told.
pub async fn follow<E: Executor>(
    executor: E,
    world: Arc<dyn Communicator>,
    interrupted: &dyn Fn() -> bool,
) -> End {
    let mut follower = Follower {
        side: Side::new(executor, world.rank(), world.size()),
        link: Link::new(world.clone(), || {}),
        interrupted,
        said: false,
        sent: Vec::new(),
    };
    loop {
        if let Err(error) = follower.next().await {
            return follower.link.end.unwrap_or_else(|| ended(&*world, Some(&error)));
        }
    }
}

struct Follower<'a, E> {
    side: Side<E>,
    link: Link,
    interrupted: &'a dyn Fn() -> bool,
    /// Whether rank 0 was told that the user wants to stop.
    said: bool,
    /// What has come of the numbers of a buffer.
    sent: Vec<u8>,
}

impl<E: Executor> Follower<'_, E> {
    /// Does what is next, if anything is.
    async fn next(&mut self) -> Result<()> {
        self.listen()?;
        let Some(message) = self.link.next(0)? else {
            std::thread::sleep(super::lead::PAUSE);
            return Ok(());
        };
        let Message::Order(bytes) = message else { return Err(unexpected()) };
        let (order, content) = Order::of(&bytes)?;
        match order {
            Order::Load(recording) => self.side.load(&recording).await.map(drop),
            Order::Numbers(buffer, count) => match self.collect(content, count)? {
                Some(bytes) => self.side.write(buffer, &bytemuck::pod_collect_to_vec(&bytes)),
                None => Ok(()),
            },
            Order::Indices(buffer, count) => match self.collect(content, count)? {
                Some(bytes) => {
                    let indices: Vec<u32> = bytemuck::pod_collect_to_vec(&bytes);
                    self.side.executor.write_indices(buffer, &indices)
                }
                None => Ok(()),
            },
            Order::Run { step, times, mut cursor, first } => {
                for done in 0..times {
                    self.listen()?;
                    let number = first.wrapping_add(done as u32);
                    self.side.step(&mut self.link, step, cursor, number).await?;
                    cursor[0] += self.side.steps[step].rows as u32;
                    cursor[1] += 1;
                }
                Ok(())
            }
            Order::Losses => {
                let mut reply = self.side.digest().await?.to_vec();
                let losses = self.side.executor.read(Buffer::Losses(Part::Training)).await?;
                reply.extend(bytemuck::cast_slice::<f32, u8>(&losses));
                self.link.send(0, &Message::Reply(reply))
            }
            Order::Rows(buffer) => {
                let rows = self.side.rows(buffer).await?;
                self.reply(&rows)
            }
            Order::Gradients => self.reply(&self.side.gradients),
        }
    }

    fn reply(&self, numbers: &[f32]) -> Result<()> {
        self.link.send(0, &Message::Reply(bytemuck::cast_slice(numbers).to_vec()))
    }

    /// Tells rank 0, once, that the user wants to stop.
    fn listen(&mut self) -> Result<()> {
        if self.said || !(self.interrupted)() {
            return Ok(());
        }
        self.said = true;
        let text = "interrupted".to_owned();
        self.link.send(0, &Message::Failed(None, ErrorKind::Interrupted, text))
    }

    /// Adds what has come of so many numbers or indices; all bytes, once they are there.
    fn collect(&mut self, content: &[u8], count: usize) -> Result<Option<Vec<u8>>> {
        self.sent.extend_from_slice(content);
        let all = count.saturating_mul(4);
        if self.sent.len() > all {
            let found = self.sent.len();
            return Err(Error::failed(format!("rank 0 sent {found} bytes of {all}"))
                .advice("run the same gradshader on every node"));
        }
        Ok((self.sent.len() == all).then(|| std::mem::take(&mut self.sent)))
    }
}
