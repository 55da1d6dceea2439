//! What ranks that train one network together hear of each other: waiting for a message that has to come, from a
//! rank that may fail or die meanwhile.

use std::collections::VecDeque;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use super::Communicator;
use super::lead::{BEAT, PAUSE};
use super::message::{End, Message};
use crate::error::{Error, ErrorKind, Result};

/// How often to look whether the others still live.
const LOOK: Duration = Duration::from_millis(10);
/// A rank that says nothing for so long is not waited for. On the same node its death is seen at once.
const SILENCE: Duration = Duration::from_secs(600);
/// How often to ask for a message before this thread sleeps in between: where ranks share processors the others
/// get them.
const TRIES: u32 = 200;
/// The shortest sleep.
const NAP: Duration = Duration::from_micros(50);

/// The messages of the other ranks.
#[derive(Debug)]
pub(super) struct Link {
    world: Arc<dyn Communicator>,
    /// What has come and was not taken, a rank each.
    inbox: Vec<VecDeque<Message>>,
    /// When each was last heard of, if ever.
    heard: Vec<Option<Instant>>,
    looked: Instant,
    beaten: Instant,
    /// How the run ended, on ranks that are told.
    pub(super) end: Option<End>,
    /// Of rank 0: what to do where the user wants to stop another rank.
    asked: fn(),
}

impl Link {
    pub(super) fn new(world: Arc<dyn Communicator>, asked: fn()) -> Self {
        let now = Instant::now();
        let (inbox, heard) = (vec![VecDeque::new(); world.size()], vec![None; world.size()]);
        Self { world, inbox, heard, looked: now, beaten: now, end: None, asked }
    }

    pub(super) fn rank(&self) -> usize {
        self.world.rank()
    }

    pub(super) fn size(&self) -> usize {
        self.world.size()
    }

    /// Where a rank runs, for people.
    pub(super) fn name(&self, rank: usize) -> String {
        self.world.name(rank)
    }

    /// The other ranks, from the next one on, so that not all begin with the same.
    pub(super) fn others(&self) -> impl Iterator<Item = usize> + use<> {
        let (rank, size) = (self.rank(), self.size());
        (1..size).map(move |further| (rank + further) % size)
    }

    pub(super) fn send(&self, to: usize, message: &Message) -> Result<()> {
        self.world.send(to, message.to_bytes())
    }

    /// Sends what [`Message::to_bytes`] would make of a message.
    pub(super) fn send_bytes(&self, to: usize, bytes: Vec<u8>) -> Result<()> {
        self.world.send(to, bytes)
    }

    /// Sends to all others.
    pub(super) fn tell(&self, message: &Message) -> Result<()> {
        self.others().try_for_each(|rank| self.send(rank, message))
    }

    /// Says that this rank is there, where it has not lately.
    pub(super) fn beat(&mut self) -> Result<()> {
        if self.beaten.elapsed() < BEAT {
            return Ok(());
        }
        self.beaten = Instant::now();
        self.tell(&Message::Alive)
    }

    /// Waits until what was sent has left this process, so that it does not pile up.
    ///
    /// # Errors
    /// As [`Self::wait`].
    pub(super) fn flush(&mut self) -> Result<()> {
        while !self.world.is_sent() {
            self.look(None)?;
            thread::sleep(NAP);
        }
        Ok(())
    }

    /// The next message of a rank.
    ///
    /// # Errors
    /// When that rank, or on rank 0 any, has failed or died; on another rank when the run is over.
    pub(super) fn wait(&mut self, rank: usize) -> Result<Message> {
        let began = Instant::now();
        let mut tries = 0;
        loop {
            self.pull(rank)?;
            if let Some(message) = self.inbox[rank].pop_front() {
                return Ok(message);
            }
            self.look(Some((rank, self.heard[rank].map_or(began, |heard| heard.max(began)))))?;
            match tries {
                0..TRIES => thread::yield_now(),
                _ => thread::sleep((NAP * (tries / TRIES)).min(PAUSE)),
            }
            tries += 1;
        }
    }

    /// The next message of a rank, if one has come.
    ///
    /// # Errors
    /// As [`Self::wait`].
    pub(super) fn next(&mut self, rank: usize) -> Result<Option<Message>> {
        self.pull(rank)?;
        if self.inbox[rank].is_empty() {
            // Before its first word it may read data for as long as that takes.
            self.look(self.heard[rank].map(|heard| (rank, heard)))?;
        }
        Ok(self.inbox[rank].pop_front())
    }

    /// Looks, from time to time, whether all are there: on rank 0 all others, elsewhere rank 0 and the one that
    /// is waited for, with when it was last heard of.
    fn look(&mut self, waits: Option<(usize, Instant)>) -> Result<()> {
        if self.looked.elapsed() < LOOK {
            return Ok(());
        }
        self.looked = Instant::now();
        for rank in self.others() {
            let is_waited_for = waits.is_some_and(|(wanted, _)| wanted == rank);
            if self.rank() > 0 && rank > 0 && !is_waited_for {
                continue;
            }
            // Looked at first: what it said before it ended is there by now.
            let has_ended = self.world.has_ended(rank);
            self.pull(rank)?;
            if !self.inbox[rank].is_empty() {
                continue;
            }
            let since = waits.filter(|_| is_waited_for).map(|(_, since)| since);
            let is_silent = since.is_some_and(|since| since.elapsed() > SILENCE);
            if !has_ended && !is_silent {
                continue;
            }
            if rank == 0 {
                self.end.get_or_insert(End::LOST);
                return Err(over());
            }
            let what = match has_ended {
                true => "its process has died".to_owned(),
                false => format!("nothing was heard of it for {} seconds", SILENCE.as_secs()),
            };
            return Err(Error::failed(format!("{} failed: {what}", self.name(rank))));
        }
        Ok(())
    }

    /// Takes what has come from a rank.
    fn pull(&mut self, rank: usize) -> Result<()> {
        while let Some(bytes) = self.world.receive_from(rank)? {
            self.heard[rank] = Some(Instant::now());
            match Message::of(bytes)? {
                Message::Alive => {}
                Message::End(end) if rank == 0 => {
                    self.end.get_or_insert(end);
                }
                Message::Failed(_, ErrorKind::Interrupted, _) => (self.asked)(),
                Message::Failed(_, kind, text) => {
                    let name = self.name(rank);
                    return Err(Error::new(kind, format!("{name} failed: {text}")));
                }
                message => self.inbox[rank].push_back(message),
            }
        }
        match self.end {
            Some(_) => Err(over()),
            None => Ok(()),
        }
    }
}

/// What another rank than 0 stops with when it is told that the run is over.
fn over() -> Error {
    Error::new(ErrorKind::Interrupted, "the run is over")
}

/// A message that is none of those that may come.
pub(super) fn unexpected() -> Error {
    Error::failed("another rank sent what nobody waited for")
        .advice("run the same gradshader on every node")
}
