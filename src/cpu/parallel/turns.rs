//! Which thread runs which steps of which member.

use std::sync::{Arc, Mutex, OnceLock, TryLockError};

use rayon::ThreadPool;
use rayon::prelude::*;

use super::memory::Memory;
use super::step::step;
use super::team::{Job, Team};
use super::{How, Loaded};

/// Threads for parts of a step, and for members.
#[derive(Debug)]
pub(super) struct Threads {
    pub(super) pool: ThreadPool,
    /// Made once there are members to deal out.
    team: OnceLock<Mutex<Team<Members>>>,
}

impl Threads {
    pub(super) fn new(pool: ThreadPool) -> Self {
        Self { pool, team: OnceLock::new() }
    }
}

/// What is to be run: programs one after the other, so many times each.
#[derive(Debug, Default)]
pub(super) struct Pending {
    pub(super) data: Memory,
    pub(super) members: Vec<Memory>,
    pub(super) programs: Vec<Loaded>,
    pub(super) times: Vec<(usize, usize)>,
}

impl Pending {
    fn work(&self) -> impl Iterator<Item = (&Loaded, usize)> {
        self.times.iter().map(|&(program, times)| (&self.programs[program], times))
    }

    fn steps(&self) -> usize {
        self.times.iter().map(|&(_, times)| times).sum()
    }

    /// These steps of all that there are, of a member.
    fn some(&self, mut steps: std::ops::Range<usize>, how: How, member: &mut Memory) {
        let mut first = 0;
        for (program, times) in self.work() {
            let end = steps.end.min(first + times);
            for _ in steps.start..end {
                for work in &program.work {
                    step(work, &self.data, member, how);
                }
            }
            steps.start = steps.start.max(end);
            first += times;
        }
    }
}

/// Work that is done by who asks for it: another thread would take as long to hear of it.
const TOO_LITTLE: u64 = 1 << 18;

/// Runs all of it for every member. Members meet at the end alone.
pub(super) fn run(threads: Option<&Arc<Threads>>, how: How, mut pending: Pending) -> Pending {
    let alone = How { threads: 1, ..how };
    let cost = |(program, times): (&Loaded, usize)| program.cost.saturating_mul(times as u64);
    let cost = pending.work().map(cost).fold(0, u64::saturating_add);
    let count = pending.members.len();
    let is_little = cost.saturating_mul(count as u64) < TOO_LITTLE;
    let are_shared = count < how.threads && pending.work().any(|(program, _)| program.shares);
    let needs_none = how.threads == 1 || is_little || (count == 1 && !are_shared);
    let steps = pending.steps();
    let threads = threads.filter(|_| !needs_none);
    if let Some(threads) = threads.filter(|_| !are_shared) {
        let team = threads.team.get_or_init(|| Mutex::new(Team::new(how.threads - 1)));
        // Where another run has it, or one that panicked, this one does without.
        match team.try_lock() {
            Ok(mut team) => return team.run(Members::new(pending, alone, how.threads)).pending(),
            Err(TryLockError::WouldBlock | TryLockError::Poisoned(_)) => {}
        }
    }
    let mut members = std::mem::take(&mut pending.members);
    match threads.filter(|_| are_shared) {
        Some(threads) => threads.pool.install(|| {
            let each = members.par_iter_mut().with_max_len(1);
            each.for_each(|member| pending.some(0..steps, how, member));
        }),
        None => members.iter_mut().for_each(|member| pending.some(0..steps, alone, member)),
    }
    Pending { members, ..pending }
}

/// A member, its place, and the steps that it has done.
#[derive(Debug)]
struct Turn {
    member: Memory,
    place: usize,
    done: usize,
}

/// Members of which a thread takes one after the other. Those that are left over, for which there is not a thread
/// each, take turns, so that no thread runs out of work long before another.
#[derive(Debug)]
pub(super) struct Members {
    pending: Pending,
    how: How,
    count: usize,
    /// All steps, and those of a turn.
    steps: usize,
    length: usize,
    whole: Mutex<Vec<Turn>>,
    waiting: Mutex<Vec<Turn>>,
    done: Mutex<Vec<Turn>>,
}

/// The one that has done least.
fn next(turns: &Mutex<Vec<Turn>>) -> Option<Turn> {
    let mut turns = turns.lock().expect("no panic before");
    let least = (0..turns.len()).min_by_key(|&place| turns[place].done)?;
    Some(turns.remove(least))
}

impl Members {
    fn new(mut pending: Pending, how: How, threads: usize) -> Self {
        let members = std::mem::take(&mut pending.members);
        let (count, steps) = (members.len(), pending.steps());
        let threads_used = threads.min(count);
        let turns = match count % threads_used {
            0 => 0,
            over => over + threads_used,
        };
        let turn = |(place, member)| Turn { member, place, done: 0 };
        let mut waiting: Vec<_> = members.into_iter().enumerate().map(turn).collect();
        let whole = waiting.split_off(turns.min(count));
        Self {
            pending,
            how,
            count,
            steps,
            length: steps.div_ceil(threads_used).max(1),
            whole: Mutex::new(whole),
            waiting: Mutex::new(waiting),
            done: Mutex::default(),
        }
    }

    fn pending(self) -> Pending {
        let mut done = self.done.into_inner().expect("no panic before");
        done.sort_unstable_by_key(|turn| turn.place);
        let members = done.into_iter().map(|turn| turn.member).collect();
        Pending { members, ..self.pending }
    }

    fn put(&self, turn: Turn) {
        self.done.lock().expect("no panic before").push(turn);
    }
}

impl Job for Members {
    fn work(&self) {
        while let Some(mut turn) = next(&self.whole) {
            self.pending.some(0..self.steps, self.how, &mut turn.member);
            self.put(turn);
        }
        while let Some(mut turn) = next(&self.waiting) {
            let end = self.steps.min(turn.done + self.length);
            self.pending.some(turn.done..end, self.how, &mut turn.member);
            turn.done = end;
            match end < self.steps {
                true => self.waiting.lock().expect("no panic before").push(turn),
                false => self.put(turn),
            }
        }
    }

    fn is_done(&self) -> bool {
        self.done.lock().expect("no panic before").len() == self.count
    }
}
