//! The ranks of a session that train what rank 0 deals them.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::lead::{BEAT, PAUSE};
use super::message::{End, Message};
use super::{Communicator, choose, wire};
use crate::error::{Error, ErrorKind, Result};
use crate::run::{Event, Flow};
use crate::together::{Candidate, Front, Session};

/// Rank 0 on another node that says nothing for so long has ended. It says nothing while it opens a device or
/// writes files.
const SILENCE: Duration = Duration::from_secs(600);

/// What a rank has been told.
#[derive(Debug)]
struct Desk<'a> {
    world: &'a dyn Communicator,
    queue: VecDeque<(u32, Vec<usize>)>,
    end: Option<End>,
    heard: Instant,
    beaten: Instant,
}

impl<'a> Desk<'a> {
    fn new(world: &'a dyn Communicator) -> Self {
        let now = Instant::now();
        Self { world, queue: VecDeque::new(), end: None, heard: now, beaten: now }
    }

    /// Takes what rank 0 has said, and says that this one is there.
    fn poll(&mut self) {
        // Looked at first: what it said before it ended is there by now.
        let is_gone = self.world.has_ended(0) || self.heard.elapsed() > SILENCE;
        self.take();
        if is_gone {
            self.end.get_or_insert(End::LOST);
        }
        if self.end.is_none() && self.beaten.elapsed() > BEAT {
            self.beaten = Instant::now();
            self.tell(&Message::Alive);
        }
    }

    /// Takes what rank 0 has said.
    fn take(&mut self) {
        loop {
            match self.world.receive_from(0).map(|bytes| bytes.map(Message::of)) {
                Ok(None) => break,
                Ok(Some(Ok(message))) => {
                    self.heard = Instant::now();
                    match message {
                        Message::Train(unit, places) => {
                            let places = places.into_iter().map(|place| place as usize).collect();
                            self.queue.push_back((unit, places));
                        }
                        Message::End(end) => self.end = Some(end),
                        _ => {}
                    }
                }
                Ok(Some(Err(_))) | Err(_) => {
                    self.end.get_or_insert(End::LOST);
                    break;
                }
            }
        }
    }

    fn tell(&mut self, message: &Message) {
        if self.world.send(0, message.to_bytes()).is_err() {
            self.end.get_or_insert(End::LOST);
        }
    }

    fn tell_error(&mut self, unit: Option<u32>, error: &Error) {
        self.tell(&Message::Failed(unit, error.kind(), error.to_string()));
    }
}

/// Trains what rank 0 deals, until it says that the run is over; how it ended. `interrupted` says whether the user
/// wants to stop, which rank 0 is told.
pub async fn serve(
    session: &Session<'_>,
    candidates: &[Candidate<'_>],
    world: &dyn Communicator,
    interrupted: &dyn Fn() -> bool,
) -> End {
    let desk = RefCell::new(Desk::new(world));
    let mut opened = None;
    let mut said = false;
    loop {
        let next = {
            let mut desk = desk.borrow_mut();
            desk.poll();
            if let Some(end) = desk.end {
                return end;
            }
            if interrupted() && !said {
                said = true;
                desk.tell_error(None, &Error::new(ErrorKind::Interrupted, "interrupted"));
            }
            desk.queue.pop_front()
        };
        let Some((unit, places)) = next.filter(|_| !said) else {
            std::thread::sleep(PAUSE);
            continue;
        };
        let done = async {
            if let Some(place) = places.iter().find(|&&place| place >= candidates.len()) {
                return Err(Error::failed(format!("there is no network {place}"))
                    .advice("run the same gradshader on every node, on the same data"));
            }
            if opened.is_none() {
                let (choice, _) = choose(session.device, world.node()).await?;
                opened = Some(session.open(&choice, candidates).await?);
            }
            let Some(device) = &opened else { return Err(Error::device("no device is open")) };
            let mut front = Serving { desk: &desk, interrupted };
            let of = (unit as usize, unit as usize + 1);
            let done = session.dealt(device, candidates, &places, of, &mut front).await?;
            wire::to_bytes(&done)
        };
        let done: Result<Vec<u8>> = done.await;
        let mut desk = desk.borrow_mut();
        match done {
            Ok(bytes) => desk.tell(&Message::Done(unit, bytes)),
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                // Whoever asked to stop is heard at the head of the loop.
            }
            Err(error) => {
                desk.queue.clear();
                desk.tell_error(Some(unit), &error);
            }
        }
    }
}

/// Waits for rank 0 to say how the run ends, where this rank has nothing more to do; tells it of the error that
/// ended this one, if there was one.
pub fn ended(world: &dyn Communicator, error: Option<&Error>) -> End {
    let mut desk = Desk::new(world);
    if let Some(error) = error {
        desk.tell_error(None, error);
    }
    loop {
        desk.poll();
        if let Some(end) = desk.end {
            return end;
        }
        std::thread::sleep(PAUSE);
    }
}

/// The front of a rank that shows nothing.
struct Serving<'a, 'b> {
    desk: &'a RefCell<Desk<'b>>,
    interrupted: &'a dyn Fn() -> bool,
}

impl Front for Serving<'_, '_> {
    fn event(&mut self, _event: &Event<'_>, _rates: &[f32]) -> Result<Flow> {
        Ok(Flow::Continue)
    }

    fn interrupted(&self) -> bool {
        let mut desk = self.desk.borrow_mut();
        desk.poll();
        desk.end.is_some() || (self.interrupted)()
    }
}
