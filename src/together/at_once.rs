//! Classes that train at once on the CPU, where one of few members would leave processors without work.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Candidate, Class, Fitted, Front, Session};
use crate::cpu::Meeting;
use crate::dataset::Dataset;
use crate::device::Device;
use crate::error::{Error, ErrorKind, Result};
use crate::memory;
use crate::run::{Event, Flow, Start};
use crate::verify::Report;

/// Candidates with their places.
pub(super) type Done = Vec<(usize, Fitted)>;

/// Members for each thread from which on no other class begins beside them.
const MEMBERS: usize = 4;

impl Session<'_> {
    /// Trains groups of classes, at once where that is of use and they fit; what became of each, up to an error.
    pub(super) async fn all(
        &self,
        device: &Device,
        candidates: &[Candidate<'_>],
        groups: &[Vec<Vec<usize>>],
        front: &mut dyn Front,
    ) -> Vec<Result<Done>> {
        let all = groups.iter().map(Vec::len).sum();
        let firsts = groups.iter().scan(0, |first, group| {
            *first += group.len();
            Some(*first - group.len())
        });
        let groups_at = groups.iter().zip(firsts);
        if groups.len() > 1
            && self.fit(candidates, groups)
            && let Some((device, meeting)) = device.meeting()
        {
            return self.at_once((&device, &meeting), candidates, groups_at, all, front);
        }
        let mut results = Vec::new();
        for (group, first) in groups_at {
            results.push(self.in_turn(device, candidates, group, (first, all), front).await);
            if results.last().is_some_and(Result::is_err) {
                break;
            }
        }
        results
    }

    fn at_once<'g>(
        &self,
        (device, meeting): (&Device, &Arc<Meeting>),
        candidates: &[Candidate<'_>],
        groups: impl Iterator<Item = (&'g Vec<Vec<usize>>, usize)>,
        all: usize,
        front: &mut dyn Front,
    ) -> Vec<Result<Done>> {
        let shared =
            Shared { front: RefCell::new(front), heard: Cell::new(None), ends: Cell::new(false) };
        let shared = &shared;
        let each = groups.map(|(group, first)| {
            let train = async move {
                let mut front = Beside { shared, place: first, start: None };
                let done = self.in_turn(device, candidates, group, (first, all), &mut front).await;
                if shared.heard.get() == Some(first) {
                    shared.heard.set(None);
                }
                shared.ends.set(shared.ends.get() || done.is_err());
                done
            };
            (group.iter().map(Vec::len).max().unwrap_or(0), train)
        });
        meeting.all(MEMBERS * meeting.threads(), each)
    }

    /// Whether all classes fit into half of the memory that is free, however they are dealt out.
    fn fit(&self, candidates: &[Candidate<'_>], groups: &[Vec<Vec<usize>>]) -> bool {
        let Some(free) = memory::available() else { return true };
        let numbers = |data: &Dataset| data.inputs.len() + data.targets.len();
        let samples = |place: usize| {
            let data = self.data[place];
            let parts = [Some(data.training), data.validation, data.test];
            parts.into_iter().flatten().map(numbers).sum()
        };
        // Parameters, what an optimizer and the run keep of them, and what a batch has in each layer.
        let own = |of: &Candidate<'_>| {
            let units: usize = of.network.sizes().iter().sum();
            let batch = memory::bytes(&[4, of.hyperparameters.batch, units]);
            memory::bytes(&[8, of.network.parameter_count()]).saturating_add(batch)
        };
        let classes = groups.iter().flatten().map(|class| {
            let data: BTreeSet<_> = class.iter().map(|&place| candidates[place].data).collect();
            let data = data.into_iter().map(|place| memory::bytes(&[2, samples(place)]));
            data.chain(class.iter().map(|&place| own(&candidates[place])))
                .fold(0, u64::saturating_add)
        });
        classes.fold(0, u64::saturating_add) < free / 2
    }
}

/// What went wrong first, not what was ended for it.
pub(super) fn cause(errors: impl Iterator<Item = Error>) -> Option<Error> {
    errors.reduce(|first, other| match first.kind() {
        ErrorKind::Interrupted => match other.kind() {
            ErrorKind::Interrupted => first,
            _ => other,
        },
        _ => first,
    })
}

/// The front of several classes.
struct Shared<'a> {
    front: RefCell<&'a mut dyn Front>,
    /// The class whose events are told: one, and when it is done another.
    heard: Cell<Option<usize>>,
    /// Whether all of them end, since one did before its time.
    ends: Cell<bool>,
}

/// The front of one of them.
struct Beside<'s, 'a> {
    shared: &'s Shared<'a>,
    place: usize,
    start: Option<Start>,
}

impl Beside<'_, '_> {
    /// Whether its events are told.
    fn is_heard(&self) -> bool {
        self.shared.heard.get() == Some(self.place)
    }
}

impl Front for Beside<'_, '_> {
    fn note(&self, line: &str) {
        self.shared.front.borrow().note(line);
    }

    fn warn(&self, line: &str) {
        self.shared.front.borrow().warn(line);
    }

    fn begins(&mut self, class: &Class<'_>) {
        self.shared.front.borrow_mut().begins(class);
    }

    fn fewer(&mut self, at_once: usize, because: &Error) {
        self.shared.front.borrow_mut().fewer(at_once, because);
    }

    fn event(&mut self, event: &Event<'_>, rates: &[f32]) -> Result<Flow> {
        let start = match event {
            Event::Start(start) => self.start.replace(*start).and(None),
            _ => self.start,
        };
        let mut front = self.shared.front.borrow_mut();
        if self.shared.heard.get().is_none() {
            self.shared.heard.set(Some(self.place));
            // Its own was not told.
            if let Some(start) = start
                && front.event(&Event::Start(start), rates)? == Flow::Stop
            {
                self.shared.ends.set(true);
            }
        }
        if !self.is_heard() {
            return Ok(Flow::Continue);
        }
        let flow = front.event(event, rates)?;
        self.shared.ends.set(self.shared.ends.get() || flow == Flow::Stop);
        Ok(flow)
    }

    fn interrupted(&self) -> bool {
        self.shared.ends.get() || self.shared.front.borrow().interrupted()
    }

    fn verified(&mut self, report: &Report) {
        self.shared.front.borrow_mut().verified(report);
    }

    fn ended(&mut self) {
        if self.is_heard() {
            self.shared.front.borrow_mut().ended();
        }
    }

    fn trained(&mut self, places: &[usize], fitted: &mut [Fitted]) {
        self.shared.front.borrow_mut().trained(places, fitted);
    }

    fn left(&mut self, places: Vec<usize>, fitted: Vec<Fitted>) {
        self.shared.front.borrow_mut().left(places, fitted);
    }
}
