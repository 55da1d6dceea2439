//! Rank 0 of a session: deals the networks, takes what the others have trained, and deals anew what belonged to a
//! rank that failed.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::exchange::part;
use super::journal::Journal;
use super::message::Message;
use super::{Communicator, choose, wire};
use crate::error::{Error, ErrorKind, Result};
use crate::gpu::AdapterDescription;
use crate::run::{Event, Flow};
use crate::together::{Candidate, Class, Fitted, Front, Session};

/// A rank that says nothing for so long is not waited for. It may be alive: what it sends later is taken.
const SILENCE: Duration = Duration::from_secs(25);
/// The same before it has said anything, since it reads its data first.
const FIRST_SILENCE: Duration = Duration::from_secs(300);
/// How often ranks say that they are there.
pub(super) const BEAT: Duration = Duration::from_secs(2);
/// How long to sleep where there is nothing to do.
pub(super) const PAUSE: Duration = Duration::from_millis(1);
/// Ranks that fail at the same networks before that is the networks' fault.
const TRIES: usize = 2;

/// What the leader of a session has beside its front.
#[derive(Debug)]
pub struct Lead<'a> {
    /// The ranks; this is 0.
    pub world: &'a dyn Communicator,
    /// Where networks are kept as they are done, and those that an earlier run has kept.
    pub kept: Option<(Journal, BTreeMap<usize, Fitted>)>,
}

/// Candidates that one rank trains side by side.
#[derive(Debug)]
struct Unit {
    places: Vec<usize>,
    owner: usize,
    is_done: bool,
    /// What ranks said that failed at it.
    failures: Vec<(ErrorKind, String)>,
}

/// All that is known of the units and the ranks.
#[derive(Debug)]
struct Board<'a> {
    world: &'a dyn Communicator,
    units: Vec<Unit>,
    fitted: Vec<Option<Fitted>>,
    journal: Option<Journal>,
    /// Ranks to which nothing more is dealt.
    is_out: Vec<bool>,
    /// When each rank was last heard of, if ever.
    heard: Vec<Option<Instant>>,
    began: Instant,
    beaten: Instant,
    /// What ends the run, found where there was no way to return it.
    fatal: Option<Error>,
}

/// Trains all candidates on all ranks; in their order, and the journal, which the caller removes once all is
/// written. Networks of one class are dealt in as many parts as there are ranks, with [`Session::halving`] those that
/// are compared with each other as one.
///
/// # Errors
/// As [`Session::train`]; when two ranks fail at the same networks, or no rank is left.
pub async fn lead(
    session: &Session<'_>,
    candidates: &[Candidate<'_>],
    front: &mut dyn Front,
    lead: Lead<'_>,
) -> Result<(Vec<Fitted>, AdapterDescription, Option<Journal>)> {
    let world = lead.world;
    let mut fitted: Vec<Option<Fitted>> = vec![None; candidates.len()];
    let mut journal = None;
    if let Some((kept, known)) = lead.kept {
        journal = Some(kept);
        let known = known.into_iter().filter(|(place, _)| *place < candidates.len());
        known.for_each(|(place, known)| fitted[place] = Some(known));
    }
    let groups = session.compared(candidates, session.classes(candidates)).into_iter();
    let mut classes: Vec<_> = groups.map(|group| group.concat()).collect();
    for class in &mut classes {
        let is_whole = class.iter().all(|&place| fitted[place].is_some());
        // They were compared with each other: all or none.
        if session.halving.is_some() && !is_whole {
            class.iter().for_each(|&place| fitted[place] = None);
        }
        class.retain(|&place| fitted[place].is_none());
    }
    let known = fitted.iter().flatten().count();
    if known > 0 {
        front.note(&format!(
            "{known} of {} networks are taken from a run that was cut off",
            candidates.len()
        ));
    }
    let parts = if session.halving.is_some() { 1 } else { world.size() };
    let now = Instant::now();
    let board = RefCell::new(Board {
        world,
        units: deal(&classes, parts, world.size()),
        fitted,
        journal,
        is_out: vec![false; world.size()],
        heard: vec![None; world.size()],
        began: now,
        beaten: now,
        fatal: None,
    });
    match work(session, candidates, front, &board).await {
        Ok(adapter) => {
            let board = board.into_inner();
            let all: Option<Vec<_>> = board.fitted.into_iter().collect();
            let all = all.ok_or_else(|| Error::failed("a network is missing"))?;
            Ok((all, adapter, board.journal))
        }
        Err(error) => {
            // What rank 0 was training it has said itself.
            let done = std::mem::take(&mut board.borrow_mut().fitted).into_iter().enumerate();
            let (places, done) = done.filter_map(|(place, done)| Some((place, done?))).unzip();
            front.left(places, done);
            Err(error)
        }
    }
}

/// Trains what is rank 0's and takes what the others have trained, until all is done.
async fn work(
    session: &Session<'_>,
    candidates: &[Candidate<'_>],
    front: &mut dyn Front,
    board: &RefCell<Board<'_>>,
) -> Result<AdapterDescription> {
    let (world, known) = {
        let board = board.borrow();
        board.send(|_| true)?;
        (board.world, board.fitted.iter().flatten().count())
    };
    let (choice, note) = choose(session.device, world.node()).await?;
    note.iter().for_each(|note| front.note(note));
    let device = session.open(&choice, candidates).await?;
    front.opened(&device);
    front.note(&format!(
        "{} networks dealt to {} ranks",
        candidates.len() - known,
        world.size().min(board.borrow().units.len()).max(1)
    ));
    let count = board.borrow().units.len();
    loop {
        let next = {
            let mut board = board.borrow_mut();
            board.poll(front)?;
            if board.units.iter().all(|unit| unit.is_done) {
                return Ok(device.description);
            }
            let own = |unit: &Unit| unit.owner == 0 && !unit.is_done;
            board.units.iter().position(own)
        };
        if front.interrupted() {
            return Err(board.borrow().interrupted());
        }
        let Some(unit) = next else {
            std::thread::sleep(PAUSE);
            continue;
        };
        let places = board.borrow().units[unit].places.clone();
        let mut inner = Leading { front: &mut *front, board };
        let done = session.dealt(&device, candidates, &places, (unit, count), &mut inner);
        let done = done.await;
        let mut board = board.borrow_mut();
        if let Some(error) = board.fatal.take() {
            return Err(error);
        }
        match done {
            Ok(done) => board.done(unit, done, front)?,
            Err(error) if error.kind() == ErrorKind::Interrupted => return Err(board.interrupted()),
            Err(error) => board.failed(0, unit, (error.kind(), error.to_string()), front)?,
        }
    }
}

/// The parts of classes, and whose they are: as even as can be, and the same each time.
fn deal(classes: &[Vec<usize>], parts: usize, ranks: usize) -> Vec<Unit> {
    let mut units = Vec::new();
    for class in classes.iter().filter(|class| !class.is_empty()) {
        let parts = parts.min(class.len());
        for place in 0..parts {
            units.push(Unit {
                places: class[part(class.len(), place, parts)].to_vec(),
                // From class to class it goes on, so that the last of one are not always the same.
                owner: units.len() % ranks,
                is_done: false,
                failures: Vec::new(),
            });
        }
    }
    units
}

impl Board<'_> {
    /// Tells the ranks of their units, those that are wanted.
    fn send(&self, wanted: impl Fn(&Unit) -> bool) -> Result<()> {
        for (number, unit) in (0..).zip(&self.units) {
            if unit.owner > 0 && !unit.is_done && wanted(unit) {
                let places = unit.places.iter().map(|&place| place as u32).collect();
                self.world.send(unit.owner, Message::Train(number, places).to_bytes())?;
            }
        }
        Ok(())
    }

    /// What to say where the user wants to stop.
    fn interrupted(&self) -> Error {
        let (done, all) = (self.fitted.iter().flatten().count(), self.fitted.len());
        let what = match &self.journal {
            Some(_) if done > 0 => format!(
                "interrupted; {done} of {all} networks are kept, and the same command goes on from there"
            ),
            _ => "interrupted; nothing is written".to_owned(),
        };
        Error::new(ErrorKind::Interrupted, what)
    }

    /// Takes what has come, and looks who is still there.
    fn poll(&mut self, front: &dyn Front) -> Result<()> {
        if let Some(error) = self.fatal.take() {
            return Err(error);
        }
        for rank in 1..self.world.size() {
            while let Some(bytes) = self.world.receive_from(rank)? {
                self.heard[rank] = Some(Instant::now());
                match Message::of(bytes)? {
                    Message::Done(unit, done) => {
                        self.done(unit as usize, wire::of(&done)?, front)?
                    }
                    Message::Failed(_, ErrorKind::Interrupted, _) => {
                        return Err(self.interrupted());
                    }
                    Message::Failed(Some(unit), kind, text) => {
                        self.failed(rank, unit as usize, (kind, text), front)?;
                    }
                    Message::Failed(None, kind, text) => self.lose(rank, kind, &text, front)?,
                    _ => {}
                }
            }
            if self.is_out[rank] {
                continue;
            }
            if self.world.has_ended(rank) {
                self.lose(rank, ErrorKind::Failed, "its process has died", front)?;
                continue;
            }
            let (silent, limit) = match self.heard[rank] {
                Some(heard) => (heard.elapsed(), SILENCE),
                None => (self.began.elapsed(), FIRST_SILENCE),
            };
            if silent > limit {
                let text = format!("nothing was heard of it for {} seconds", limit.as_secs());
                self.lose(rank, ErrorKind::Failed, &text, front)?;
            }
        }
        if self.beaten.elapsed() > BEAT {
            self.beaten = Instant::now();
            for rank in 1..self.world.size() {
                self.world.send(rank, Message::Alive.to_bytes())?;
            }
        }
        Ok(())
    }

    /// Takes what a unit has come to. One that was given up and comes after all is as good.
    fn done(&mut self, unit: usize, done: Vec<Fitted>, front: &dyn Front) -> Result<()> {
        let Some(unit) = self.units.get_mut(unit).filter(|unit| unit.places.len() == done.len())
        else {
            return Err(Error::failed("another rank sent networks that nobody asked for")
                .advice("run the same gradshader on every node, on the same data"));
        };
        if std::mem::replace(&mut unit.is_done, true) {
            return Ok(());
        }
        for (&place, fitted) in unit.places.iter().zip(done) {
            if let Some(Err(error)) =
                self.journal.as_mut().map(|journal| journal.add(place, &fitted))
            {
                self.journal = None;
                front.warn(&format!("{error}: where this is cut off, it begins anew"));
            }
            self.fitted[place] = Some(fitted);
        }
        Ok(())
    }

    /// A rank failed at a unit: another tries it, and whatever else is left of that rank's.
    fn failed(
        &mut self,
        rank: usize,
        unit: usize,
        (kind, text): (ErrorKind, String),
        front: &dyn Front,
    ) -> Result<()> {
        if let Some(unit) = self.units.get_mut(unit).filter(|unit| !unit.is_done) {
            unit.failures.push((kind, text.clone()));
            if let [(kind, first), ..] = &unit.failures[..]
                && unit.failures.len() >= TRIES
            {
                return Err(Error::new(*kind, first.clone()));
            }
        }
        self.lose(rank, kind, &text, front)
    }

    /// Deals what is left of a rank to the others.
    fn lose(&mut self, rank: usize, kind: ErrorKind, text: &str, front: &dyn Front) -> Result<()> {
        self.is_out[rank] = true;
        let left: Vec<_> = (0..self.world.size()).filter(|&rank| !self.is_out[rank]).collect();
        let of_rank = |unit: &&mut Unit| unit.owner == rank && !unit.is_done;
        let units: Vec<_> = self.units.iter_mut().filter(of_rank).collect();
        let name = self.world.name(rank);
        if units.is_empty() {
            front.warn(&format!("{name} failed: {text}; it had nothing left to do"));
            return Ok(());
        }
        if left.is_empty() {
            return Err(Error::new(kind, format!("{name}, the last one left: {text}")));
        }
        let count: usize = units.iter().map(|unit| unit.places.len()).sum();
        let others = match left[..] {
            [one] => format!("rank {one}"),
            _ => format!("{} other ranks", left.len()),
        };
        let networks = if count == 1 { "network is" } else { "networks are" };
        front.warn(&format!("{name} failed: {text}; its {count} {networks} tried on {others}"));
        let mut sent = Vec::new();
        for (unit, owner) in units.into_iter().zip(left.iter().cycle()) {
            unit.owner = *owner;
            sent.push(unit.places.clone());
        }
        self.send(|unit| sent.contains(&unit.places))
    }
}

/// Tells the other ranks that the run is over, with this exit code; whether all are there to leave together.
pub fn dismiss(world: &dyn Communicator, code: u8) -> bool {
    let all = (0..world.size()).all(|rank| !world.has_ended(rank));
    for rank in 1..world.size() {
        // One that cannot be told has ended.
        let _ = world.send(rank, Message::End(super::End { code, all, is_lost: false }).to_bytes());
    }
    all
}

/// The front of rank 0's own networks, which looks at the others whenever it is asked whether to stop.
struct Leading<'a, 'b> {
    front: &'a mut dyn Front,
    board: &'a RefCell<Board<'b>>,
}

impl Front for Leading<'_, '_> {
    fn note(&self, line: &str) {
        self.front.note(line);
    }

    fn warn(&self, line: &str) {
        self.front.warn(line);
    }

    fn begins(&mut self, class: &Class<'_>) {
        self.front.begins(class);
    }

    fn fewer(&mut self, at_once: usize, because: &Error) {
        self.front.fewer(at_once, because);
    }

    fn event(&mut self, event: &Event<'_>, rates: &[f32]) -> Result<Flow> {
        self.front.event(event, rates)
    }

    fn interrupted(&self) -> bool {
        let mut board = self.board.borrow_mut();
        if let Err(error) = board.poll(&*self.front) {
            board.fatal = Some(error);
        }
        board.fatal.is_some() || self.front.interrupted()
    }

    fn ended(&mut self) {
        self.front.ended();
    }

    fn left(&mut self, places: Vec<usize>, fitted: Vec<Fitted>) {
        self.front.left(places, fitted);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_dealt_evenly_and_each_network_once() {
        let classes = [(0..7).collect(), vec![7], Vec::new(), (8..20).collect()];
        for ranks in 1..6 {
            let units = deal(&classes, ranks, ranks);
            let mut places: Vec<_> = units.iter().flat_map(|unit| unit.places.clone()).collect();
            places.sort_unstable();
            assert_eq!(places, (0..20).collect::<Vec<_>>());
            let of = |rank: usize| {
                let own = units.iter().filter(|unit| unit.owner == rank);
                own.map(|unit| unit.places.len()).sum::<usize>()
            };
            let each: Vec<_> = (0..ranks).map(of).collect();
            assert!(each.iter().max().unwrap() - each.iter().min().unwrap() <= 3, "{each:?}");
        }
        // Whole classes where they are compared.
        assert_eq!(deal(&classes, 1, 4).len(), 3);
    }
}
