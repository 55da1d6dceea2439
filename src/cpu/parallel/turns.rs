//! Which thread runs which steps of which member.

use std::sync::Mutex;

use pulp::Arch;

use super::memory::Memory;
use super::step::step;
use super::team::Team;
use super::{How, Loaded};

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

    /// What all of it costs a member.
    fn cost(&self) -> u64 {
        let cost = |(program, times): (&Loaded, usize)| program.cost.saturating_mul(times as u64);
        self.work().map(cost).fold(0, u64::saturating_add)
    }

    /// These steps of all that there are, of a member.
    fn some(&self, mut steps: std::ops::Range<usize>, how: How<'_>, member: &mut Memory) {
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

/// Runs all of it for every member, of several executors side by side: each member by a thread of the team, which
/// meet at the end alone, or, where that would leave threads without work, each step of one by all.
pub(super) fn run(team: Option<&Team>, arch: Arch, mut all: Vec<Pending>) -> Vec<Pending> {
    let alone = How { arch, team: None };
    let cost = |pending: &Pending| pending.cost().saturating_mul(pending.members.len() as u64);
    let is_little = all.iter().map(cost).fold(0, u64::saturating_add) < TOO_LITTLE;
    let count: usize = all.iter().map(|pending| pending.members.len()).sum();
    let shares = |pending: &Pending| pending.work().any(|(program, _)| program.shares);
    let team = team.filter(|team| team.threads() > 1 && !is_little);
    let how = match team {
        Some(team) if count < team.threads() && all.iter().any(shares) => {
            How { arch, team: Some(team) }
        }
        Some(team) if count > 1 => {
            let members = Members::new(all, alone, team.threads());
            team.deal(team.threads(), &|_| members.work());
            return members.pending();
        }
        _ => alone,
    };
    for pending in &mut all {
        let mut members = std::mem::take(&mut pending.members);
        members.iter_mut().for_each(|member| pending.some(0..pending.steps(), how, member));
        pending.members = members;
    }
    all
}

/// A member, whose and in which place it is, the steps that it has done, and what those cost that are left.
#[derive(Debug)]
struct Turn {
    member: Memory,
    of: usize,
    place: usize,
    done: usize,
    left: f64,
}

/// Members of which a thread takes one after the other. Those that are left over, for which there is not a thread
/// each, take turns, so that no thread runs out of work long before another.
#[derive(Debug)]
struct Members {
    all: Vec<Pending>,
    how: How<'static>,
    /// Turns of a member that takes some.
    turns: usize,
    whole: Mutex<Vec<Turn>>,
    waiting: Mutex<Vec<Turn>>,
    done: Mutex<Vec<Turn>>,
}

/// The one that has most to do.
fn next(turns: &Mutex<Vec<Turn>>) -> Option<Turn> {
    let mut turns = turns.lock().expect("no panic before");
    let most = |&a: &usize, &b: &usize| turns[b].left.total_cmp(&turns[a].left);
    let most = (0..turns.len()).min_by(most)?;
    Some(turns.remove(most))
}

impl Members {
    fn new(mut all: Vec<Pending>, how: How<'static>, threads: usize) -> Self {
        let mut waiting = Vec::new();
        for (of, pending) in all.iter_mut().enumerate() {
            let left = pending.cost() as f64;
            let members = std::mem::take(&mut pending.members).into_iter().enumerate();
            waiting.extend(members.map(|(place, member)| Turn {
                member,
                of,
                place,
                done: 0,
                left,
            }));
        }
        // Those that have least to do are left over.
        waiting.sort_by(|a, b| a.left.total_cmp(&b.left));
        let count = waiting.len();
        let turns = threads.min(count);
        let left_over = match count % turns {
            0 => 0,
            over => over + turns,
        };
        let whole = waiting.split_off(left_over.min(count));
        Self {
            all,
            how,
            turns,
            whole: Mutex::new(whole),
            waiting: Mutex::new(waiting),
            done: Mutex::default(),
        }
    }

    fn pending(mut self) -> Vec<Pending> {
        let mut done = self.done.into_inner().expect("no panic before");
        done.sort_unstable_by_key(|turn| (turn.of, turn.place));
        for turn in done {
            self.all[turn.of].members.push(turn.member);
        }
        self.all
    }

    /// So many of its steps, or those that are left; whether that are all.
    fn advance(&self, turn: &mut Turn, steps: impl Fn(usize) -> usize) -> bool {
        let pending = &self.all[turn.of];
        let all = pending.steps();
        let end = all.min(turn.done + steps(all));
        pending.some(turn.done..end, self.how, &mut turn.member);
        turn.done = end;
        turn.left = pending.cost() as f64 * (all - end) as f64 / all.max(1) as f64;
        end == all
    }

    fn put(&self, turn: Turn) {
        self.done.lock().expect("no panic before").push(turn);
    }

    /// What each thread does.
    fn work(&self) {
        while let Some(mut turn) = next(&self.whole) {
            self.advance(&mut turn, |all| all);
            self.put(turn);
        }
        while let Some(mut turn) = next(&self.waiting) {
            match self.advance(&mut turn, |all| all.div_ceil(self.turns).max(1)) {
                false => self.waiting.lock().expect("no panic before").push(turn),
                true => self.put(turn),
            }
        }
    }
}
