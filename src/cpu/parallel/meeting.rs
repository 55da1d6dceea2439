//! Executors whose work is done at once: each leaves it here and waits, and once all wait the threads take it together.
//! Where what they are to do is one recording, its members share the threads already; recordings of different
//! sizes are executors of their own, and one of a single member would leave all threads but one without work.

use std::collections::BTreeMap;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};

use pulp::Arch;

use super::team::Team;
use super::turns::{self, Pending};

/// Where executors meet.
#[derive(Debug)]
pub(crate) struct Meeting {
    team: Arc<Team>,
    arch: Arch,
    work: Mutex<Work>,
}

/// By the number of who left it.
#[derive(Debug, Default)]
struct Work {
    waiting: BTreeMap<usize, Pending>,
    done: BTreeMap<usize, Pending>,
    next: usize,
}

impl Meeting {
    pub(super) fn new(team: Arc<Team>, arch: Arch) -> Self {
        Self { team, arch, work: Mutex::default() }
    }

    /// How many threads take part.
    pub(crate) fn threads(&self) -> usize {
        self.team.threads()
    }

    fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().expect("nothing panics while it is held")
    }

    /// Waits for it to be done beside what others leave; within [`Self::all`] alone, which does it.
    pub(super) async fn run(&self, pending: Pending) -> Pending {
        let number = {
            let mut work = self.work();
            work.next += 1;
            let number = work.next;
            work.waiting.insert(number, pending);
            number
        };
        poll_fn(|_| match self.work().done.remove(&number) {
            Some(done) => Poll::Ready(done),
            None => Poll::Pending,
        })
        .await
    }

    /// Runs futures to their ends, on this thread but for the work that executors leave here; what they come to in
    /// their order. Each has a weight, and another begins as long as those under way weigh less than `most`.
    pub(crate) fn all<F: Future>(
        &self,
        most: usize,
        futures: impl Iterator<Item = (usize, F)>,
    ) -> Vec<F::Output> {
        let mut futures = futures.enumerate().peekable();
        let mut under_way: Vec<(usize, usize, std::pin::Pin<Box<F>>)> = Vec::new();
        let mut ended = BTreeMap::new();
        let mut context = Context::from_waker(Waker::noop());
        loop {
            while futures.peek().is_some()
                && (under_way.is_empty()
                    || under_way.iter().map(|(_, of, _)| of).sum::<usize>() < most)
            {
                let (place, (weight, future)) = futures.next().expect("there is one");
                under_way.push((place, weight, Box::pin(future)));
            }
            let before = under_way.len();
            under_way.retain_mut(|(place, _, future)| match future.as_mut().poll(&mut context) {
                Poll::Ready(value) => ended.insert(*place, value).is_some(),
                Poll::Pending => true,
            });
            match (under_way.len(), futures.peek()) {
                (0, None) => return ended.into_values().collect(),
                // Others take their places first.
                (left, Some(_)) if left < before => {}
                _ => self.work_off(),
            }
        }
    }

    /// Does all that waits.
    fn work_off(&self) {
        let (numbers, waiting): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.work().waiting).into_iter().unzip();
        let done = turns::run(Some(&self.team), self.arch, waiting);
        self.work().done.extend(numbers.into_iter().zip(done));
    }
}
