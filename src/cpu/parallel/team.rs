//! Threads that stay awake between short pieces of work: waking one takes as long as a small network's epoch.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{Builder, JoinHandle, yield_now};
use std::time::{Duration, Instant};

/// So long a thread looks for more work before it sleeps.
const AWAKE: Duration = Duration::from_micros(200);

/// What several threads do together.
pub(super) trait Job: Send + Sync {
    /// Takes part, until nothing is left that no one does.
    fn work(&self);

    /// Whether all of it is done.
    fn is_done(&self) -> bool;
}

/// Threads beside the one that asks.
#[derive(Debug)]
pub(super) struct Team<J> {
    shared: Arc<Shared<J>>,
    threads: Vec<JoinHandle<()>>,
}

#[derive(Debug)]
struct Shared<J> {
    job: Mutex<Option<Arc<J>>>,
    /// How many jobs there have been.
    number: AtomicUsize,
    more: Condvar,
    ends: AtomicBool,
    has_panicked: AtomicBool,
}

impl<J> Shared<J> {
    fn job(&self) -> MutexGuard<'_, Option<Arc<J>>> {
        self.job.lock().expect("nothing panics while it is held")
    }

    /// Waits for another job than the last that was `seen`.
    fn next(&self, seen: &mut usize) -> Option<Arc<J>> {
        let is_new = |seen: usize| {
            self.number.load(Ordering::Acquire) != seen || self.ends.load(Ordering::Acquire)
        };
        let began = Instant::now();
        while !is_new(*seen) && began.elapsed() < AWAKE {
            // Others may want the processor.
            yield_now();
        }
        let mut job = self.job();
        while !is_new(*seen) {
            job = self.more.wait(job).expect("nothing panics while it is held");
        }
        *seen = self.number.load(Ordering::Acquire);
        job.clone()
    }
}

impl<J: Job + 'static> Team<J> {
    /// So many threads, or as many as the system gives.
    pub(super) fn new(threads: usize) -> Self {
        let shared: Arc<Shared<J>> = Arc::new(Shared {
            job: Mutex::new(None),
            number: AtomicUsize::new(0),
            more: Condvar::new(),
            ends: AtomicBool::new(false),
            has_panicked: AtomicBool::new(false),
        });
        let threads = (0..threads).map_while(|place| {
            let shared = shared.clone();
            let body = move || {
                let mut seen = 0;
                while !shared.ends.load(Ordering::Acquire) {
                    let Some(job) = shared.next(&mut seen) else { continue };
                    if catch_unwind(AssertUnwindSafe(|| job.work())).is_err() {
                        shared.has_panicked.store(true, Ordering::Release);
                    }
                }
            };
            Builder::new().name(format!("gradshader team {place}")).spawn(body).ok()
        });
        let threads = threads.collect();
        Self { shared, threads }
    }

    /// Does a job with all threads, this one among them, and gives it back.
    ///
    /// # Panics
    /// Where a thread has, on work that then is not done.
    pub(super) fn run(&mut self, job: J) -> J {
        let mut job = Arc::new(job);
        {
            let mut shared = self.shared.job();
            *shared = Some(job.clone());
            self.shared.number.fetch_add(1, Ordering::Release);
        }
        self.shared.more.notify_all();
        job.work();
        while !job.is_done() {
            assert!(!self.shared.has_panicked.load(Ordering::Acquire), "a thread has panicked");
            yield_now();
        }
        *self.shared.job() = None;
        // Others may still look at it, though nothing is left to do.
        loop {
            match Arc::try_unwrap(job) {
                Ok(job) => return job,
                Err(shared) => job = shared,
            }
            yield_now();
        }
    }
}

impl<J> Drop for Team<J> {
    fn drop(&mut self) {
        {
            let _job = self.shared.job.lock();
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

    /// Numbers to add up, one at a time.
    struct Sum {
        left: Mutex<Vec<usize>>,
        done: AtomicUsize,
        sum: AtomicUsize,
        all: usize,
        threads: Mutex<HashSet<ThreadId>>,
        /// Where others than the first thread panic.
        panics: Option<ThreadId>,
    }

    impl Sum {
        fn of(all: usize, panics: Option<ThreadId>) -> Self {
            let left = Mutex::new((0..all).collect());
            let (done, sum) = (AtomicUsize::new(0), AtomicUsize::new(0));
            Self { left, done, sum, all, threads: Mutex::default(), panics }
        }
    }

    impl Job for Sum {
        fn work(&self) {
            self.threads.lock().unwrap().insert(current().id());
            while let Some(next) = { self.left.lock().unwrap().pop() } {
                assert!(self.panics.is_none_or(|first| first == current().id()), "as told");
                let began = Instant::now();
                while began.elapsed() < Duration::from_micros(20) {}
                self.sum.fetch_add(next, Ordering::Relaxed);
                self.done.fetch_add(1, Ordering::Release);
            }
        }

        fn is_done(&self) -> bool {
            self.done.load(Ordering::Acquire) == self.all
        }
    }

    #[test]
    fn every_part_of_every_job_is_done_once_by_several_threads() {
        let mut team = Team::new(3);
        let mut threads = HashSet::new();
        for all in 0..200 {
            let done = team.run(Sum::of(all, None));
            assert_eq!(done.sum.into_inner(), all * all.saturating_sub(1) / 2);
            threads.extend(done.threads.into_inner().unwrap());
            if all % 50 == 0 {
                // They sleep, and wake up.
                std::thread::sleep(3 * AWAKE);
            }
        }
        assert!(threads.len() > 1, "{threads:?}");
    }

    #[test]
    fn a_panic_of_a_thread_is_one_of_who_asked() {
        let run = || {
            let mut team = Team::new(2);
            (0..100).for_each(|_| drop(team.run(Sum::of(1000, Some(current().id())))));
        };
        assert!(catch_unwind(run).is_err());
    }
}
