//! Which thread runs which steps of which member.

use std::sync::Mutex;

use rayon::ThreadPool;
use rayon::prelude::*;

use super::memory::Memory;
use super::step::step;
use super::{How, Loaded};

/// Programs that are still to be run, one after the other, so many times each.
pub(super) type Work<'a> = [(&'a Loaded, usize)];

/// Work that is done by who asks for it: another thread would take longer to wake up.
const TOO_LITTLE: u64 = 1 << 21;

/// Runs all of it for every member. Members meet at the end alone.
pub(super) fn run(
    threads: Option<&ThreadPool>,
    how: How,
    data: &Memory,
    members: &mut [Memory],
    work: &Work<'_>,
) {
    let alone = How { threads: 1, ..how };
    let cost = |&(program, times): &(&Loaded, usize)| program.cost.saturating_mul(times as u64);
    let cost = work.iter().map(cost).fold(0, u64::saturating_add);
    let is_little = cost.saturating_mul(members.len() as u64) < TOO_LITTLE;
    let are_shared = members.len() < how.threads && work.iter().any(|(program, _)| program.shares);
    let needs_none = how.threads == 1 || is_little || (members.len() == 1 && !are_shared);
    let Some(threads) = threads.filter(|_| !needs_none) else {
        let steps = 0..steps(work);
        return members
            .iter_mut()
            .for_each(|member| some(steps.clone(), alone, data, member, work));
    };
    if are_shared {
        threads.install(|| {
            let each = members.par_iter_mut().with_max_len(1);
            each.for_each(|member| some(0..steps(work), how, data, member, work));
        });
    } else {
        in_turns(threads, alone, data, members, work);
    }
}

fn steps(work: &Work<'_>) -> usize {
    work.iter().map(|&(_, times)| times).sum()
}

/// These steps of all that there are.
fn some(
    mut steps: std::ops::Range<usize>,
    how: How,
    data: &Memory,
    member: &mut Memory,
    work: &Work<'_>,
) {
    let mut first = 0;
    for &(program, times) in work {
        let end = steps.end.min(first + times);
        for _ in steps.start..end {
            for work in &program.work {
                step(work, data, member, how);
            }
        }
        steps.start = steps.start.max(end);
        first += times;
    }
}

/// A member, and the steps that it has done.
struct Turn<'a> {
    member: &'a mut Memory,
    done: usize,
}

/// The one that has done least.
fn next<'a>(turns: &Mutex<Vec<Turn<'a>>>) -> Option<Turn<'a>> {
    let mut turns = turns.lock().expect("no panic before");
    let least = (0..turns.len()).min_by_key(|&place| turns[place].done)?;
    Some(turns.remove(least))
}

/// A thread takes one member after the other. Those that are left over, for which there is not a thread
/// each, take turns, so that no thread runs out of work long before another.
fn in_turns(
    threads: &ThreadPool,
    how: How,
    data: &Memory,
    members: &mut [Memory],
    work: &Work<'_>,
) {
    let (count, all) = (members.len(), steps(work));
    let threads_used = threads.current_num_threads().min(count);
    let turns = match count % threads_used {
        0 => 0,
        over => over + threads_used,
    };
    let length = all.div_ceil(threads_used).max(1);
    let turn = |member| Turn { member, done: 0 };
    let mut waiting: Vec<_> = members.iter_mut().map(turn).collect();
    let whole = Mutex::new(waiting.split_off(turns.min(count)));
    let waiting = Mutex::new(waiting);
    threads.broadcast(|_| {
        while let Some(turn) = next(&whole) {
            some(0..all, how, data, turn.member, work);
        }
        while let Some(Turn { member, done }) = next(&waiting) {
            let end = all.min(done + length);
            some(done..end, how, data, member, work);
            if end < all {
                let turn = Turn { member, done: end };
                waiting.lock().expect("no panic before").push(turn);
            }
        }
    });
}
