//! Threads that do the parts of one thing together. They stay awake between things that follow each other, since
//! waking one takes as long as a small network's epoch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::slice::from_raw_parts_mut;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, TryLockError};
use std::thread::{Builder, JoinHandle, yield_now};
use std::time::{Duration, Instant};

/// So long a thread looks for more work before it sleeps.
const AWAKE: Duration = Duration::from_micros(200);
/// So many tasks one after the other may be over before a thread comes to them. More say that it waits for a
/// processor that others have; woken up, it gets one that is free if there is one.
const LATE: usize = 3;
/// Looks before others may have the processor: less than a microsecond.
const LOOKS: usize = 64;

/// What is done with each part of one thing.
type Body<'a> = &'a (dyn Fn(usize) + Sync);

/// Threads beside the one that asks.
#[derive(Debug)]
pub(super) struct Team {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    /// Who asks.
    turn: Mutex<()>,
}

#[derive(Debug)]
struct Shared {
    task: Mutex<Option<Task>>,
    /// How many tasks there have been.
    number: AtomicUsize,
    more: Condvar,
    /// The parts that each thread takes first.
    shares: Vec<Share>,
    /// Threads that are at the task.
    inside: AtomicUsize,
    ends: AtomicBool,
    has_panicked: AtomicBool,
}

/// What is under way.
#[derive(Clone, Copy)]
struct Task(Body<'static>);

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Task")
    }
}

/// Parts of which one after the other is taken. Each share is in a line of the cache of its own.
#[derive(Debug, Default)]
#[repr(align(128))]
struct Share {
    next: AtomicUsize,
    end: AtomicUsize,
}

impl Share {
    fn take(&self) -> Option<usize> {
        let part = self.next.fetch_add(1, Ordering::Relaxed);
        (part < self.end.load(Ordering::Relaxed)).then_some(part)
    }
}

impl Shared {
    fn task(&self) -> MutexGuard<'_, Option<Task>> {
        self.task.lock().expect("nothing panics while it is held")
    }

    /// Takes part in a task: a thread's own share first, then what others have not begun; whether anything was
    /// left.
    fn work(&self, thread: usize, body: Body<'_>) -> bool {
        let count = self.shares.len();
        let mut was_left = false;
        for share in (thread..count).chain(0..thread) {
            while let Some(part) = self.shares[share].take() {
                body(part);
                was_left = true;
            }
        }
        was_left
    }

    /// Waits for another task than the last that was `seen`, awake for a while or not, and goes inside if it is not
    /// over yet.
    fn next(&self, seen: &mut usize, awake: bool) -> Option<Task> {
        let is_new = |seen: usize| {
            self.number.load(Ordering::Acquire) != seen || self.ends.load(Ordering::Acquire)
        };
        let began = Instant::now();
        while awake && !is_new(*seen) && began.elapsed() < AWAKE {
            look(|| is_new(*seen));
        }
        let mut task = self.task();
        if !awake {
            *seen = self.number.load(Ordering::Acquire);
        }
        while !is_new(*seen) {
            task = self.more.wait(task).expect("nothing panics while it is held");
        }
        *seen = self.number.load(Ordering::Acquire);
        if task.is_some() {
            self.inside.fetch_add(1, Ordering::Relaxed);
        }
        *task
    }

    /// The life of a thread.
    fn live(&self, thread: usize) {
        let (mut seen, mut late) = (0, 0);
        while !self.ends.load(Ordering::Acquire) {
            let task = self.next(&mut seen, late < LATE);
            late = if late < LATE { late + 1 } else { 0 };
            let Some(Task(body)) = task else { continue };
            match catch_unwind(AssertUnwindSafe(|| self.work(thread, body))) {
                Ok(true) => late = 0,
                Ok(false) => {}
                Err(_) => self.has_panicked.store(true, Ordering::Relaxed),
            }
            self.inside.fetch_sub(1, Ordering::Release);
        }
    }
}

/// Looks some times, then lets others have the processor.
fn look(is_there: impl Fn() -> bool) {
    for _ in 0..LOOKS {
        if is_there() {
            return;
        }
        std::hint::spin_loop();
    }
    yield_now();
}

/// A task that is under way, until it is over.
struct UnderWay<'a>(&'a Shared);

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        *self.0.task() = None;
        let is_empty = || self.0.inside.load(Ordering::Acquire) == 0;
        while !is_empty() {
            look(is_empty);
        }
    }
}

impl Team {
    /// So many threads, of which the one that asks is one, or as many as the system gives.
    pub(super) fn new(threads: usize) -> Self {
        let shared = Arc::new(Shared {
            task: Mutex::new(None),
            number: AtomicUsize::new(0),
            more: Condvar::new(),
            shares: (0..threads.max(1)).map(|_| Share::default()).collect(),
            inside: AtomicUsize::new(0),
            ends: AtomicBool::new(false),
            has_panicked: AtomicBool::new(false),
        });
        let threads = (1..threads).map_while(|thread| {
            let shared = shared.clone();
            let builder = Builder::new().name(format!("gradshader {thread}"));
            builder.spawn(move || shared.live(thread)).ok()
        });
        let threads = threads.collect();
        Self { shared, threads, turn: Mutex::new(()) }
    }

    /// How many threads it is, the one that asks among them.
    pub(super) fn threads(&self) -> usize {
        self.threads.len() + 1
    }

    /// Calls `body` once for each of so many parts. Each thread begins with parts next to each other, the same
    /// ones whenever there are as many, so that it finds in its cache what it had there; who is through takes
    /// what others have not begun. Where another has the team, or it is asked within `body`, who asks does all.
    ///
    /// # Panics
    /// Where `body` has, once all threads are out of it.
    pub(super) fn deal(&self, parts: usize, body: Body<'_>) {
        if parts <= 1 || self.threads.is_empty() {
            return (0..parts).for_each(body);
        }
        let _turn = match self.turn.try_lock() {
            Ok(turn) => turn,
            // Who had it panicked, and was out of it before.
            Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
            Err(TryLockError::WouldBlock) => return (0..parts).for_each(body),
        };
        let shared = &*self.shared;
        let shares = shared.shares.len();
        shared.has_panicked.store(false, Ordering::Relaxed);
        for (i, share) in shared.shares.iter().enumerate() {
            share.next.store(i * parts / shares, Ordering::Relaxed);
            share.end.store((i + 1) * parts / shares, Ordering::Relaxed);
        }
        // SAFETY: threads have it from `next` until they leave, and `UnderWay` lets none in any more and waits for
        // all that are inside before this function is left, in whatever way.
        let body: Body<'static> = unsafe { std::mem::transmute::<Body<'_>, Body<'static>>(body) };
        let under_way = UnderWay(shared);
        {
            let mut task = shared.task();
            *task = Some(Task(body));
            shared.number.fetch_add(1, Ordering::Release);
        }
        shared.more.notify_all();
        shared.work(0, body);
        drop(under_way);
        assert!(!shared.has_panicked.load(Ordering::Relaxed), "a thread has panicked");
    }

    /// Hands out some tensors' elements, `each` at a time, with the number of the first.
    ///
    /// # Panics
    /// Where the tensors are not of one length, or `body` panics.
    pub(super) fn deal_out<const TENSORS: usize>(
        &self,
        each: usize,
        tensors: [&mut [f32]; TENSORS],
        body: impl Fn(usize, [&mut [f32]; TENSORS]) + Sync,
    ) {
        let length = tensors.first().map_or(0, |tensor| tensor.len());
        assert!(tensors.iter().all(|tensor| tensor.len() == length), "tensors of one length");
        let places = tensors.map(|tensor| Place(tensor.as_mut_ptr()));
        self.deal(length.div_ceil(each), &|part| {
            let first = part * each;
            let count = each.min(length - first);
            // SAFETY: they are inside, and each part is dealt once.
            let of = |place: &Place| unsafe { from_raw_parts_mut(place.0.add(first), count) };
            body(first, places.each_ref().map(of));
        });
    }
}

/// Where a tensor begins of which each thread changes parts of its own.
struct Place(*mut f32);

// SAFETY: as said.
unsafe impl Sync for Place {}

impl Drop for Team {
    fn drop(&mut self) {
        {
            let _task = self.shared.task.lock();
            self.shared.ends.store(true, Ordering::Release);
        }
        self.shared.more.notify_all();
        for thread in self.threads.drain(..) {
            // Its panic was told to who asked.
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::thread::{ThreadId, current};

    use super::*;

    /// As long as a short loop.
    fn work() {
        let began = Instant::now();
        while began.elapsed() < Duration::from_micros(20) {}
    }

    #[test]
    fn every_part_is_done_once_by_several_threads() {
        let team = Team::new(4);
        assert_eq!(team.threads(), 4);
        let threads: Mutex<HashSet<ThreadId>> = Mutex::default();
        for parts in 0..200 {
            let done: Vec<_> = (0..parts).map(|_| AtomicUsize::new(0)).collect();
            team.deal(parts, &|part| {
                threads.lock().unwrap().insert(current().id());
                work();
                done[part].fetch_add(1, Ordering::Relaxed);
            });
            assert!(done.iter().all(|done| done.load(Ordering::Relaxed) == 1), "{done:?}");
            if parts % 50 == 0 {
                // They sleep, and wake up.
                std::thread::sleep(3 * AWAKE);
            }
        }
        let threads = threads.into_inner().unwrap();
        assert!(threads.len() > 1, "{threads:?}");
    }

    #[test]
    fn elements_are_handed_out_once_each() {
        let team = Team::new(3);
        for length in [0, 1, 7, 8, 1000] {
            let mut numbers = [vec![0.0; length], vec![1.0; length]];
            let [first, second] = &mut numbers;
            team.deal_out(8, [first, second], |first, [a, b]| {
                assert_eq!(a.len(), b.len());
                for (i, (a, b)) in a.iter_mut().zip(b).enumerate() {
                    *a += (first + i) as f32;
                    *b += 1.0;
                }
            });
            let expected = [(0..length).map(|i| i as f32).collect(), vec![2.0; length]];
            assert_eq!(numbers, expected);
        }
    }

    #[test]
    fn within_a_part_and_beside_another_who_asks_does_all() {
        let team = Team::new(3);
        let count = AtomicUsize::new(0);
        team.deal(8, &|_| {
            let thread = current().id();
            team.deal(5, &|_| {
                assert_eq!(current().id(), thread);
                count.fetch_add(1, Ordering::Relaxed);
            });
        });
        assert_eq!(count.into_inner(), 40);
    }

    #[test]
    fn a_panic_of_a_thread_is_one_of_who_asked_and_the_next_task_is_done() {
        let team = Team::new(3);
        for panics_here in [false, true] {
            let first = current().id();
            let run = || {
                team.deal(64, &|_| {
                    work();
                    assert!((current().id() == first) != panics_here, "as told");
                });
            };
            // Others may come too late for a part.
            assert!(
                (0..100).any(|_| catch_unwind(AssertUnwindSafe(run)).is_err()),
                "{panics_here}"
            );
            let count = AtomicUsize::new(0);
            team.deal(64, &|_| {
                count.fetch_add(1, Ordering::Relaxed);
            });
            assert_eq!(count.into_inner(), 64);
        }
    }
}
