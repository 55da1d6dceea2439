//! How long threads waited for a processor: a software adapter that is slow since others have the processors does not
//! hang. Linux counts that; nothing is known elsewhere.

use std::collections::HashMap;

use web_time::Duration;

/// How long each thread of this process has waited for a processor so far.
#[derive(Debug, Default)]
pub(super) struct Waits(HashMap<String, u64>);

impl Waits {
    pub(super) fn now() -> Self {
        if !cfg!(target_os = "linux") {
            return Self::default();
        }
        let Ok(threads) = std::fs::read_dir("/proc/self/task") else { return Self::default() };
        let waited = |thread: std::fs::DirEntry| {
            let counted = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
            let waited = counted.split_whitespace().nth(1)?.parse().ok()?;
            Some((thread.file_name().into_string().ok()?, waited))
        };
        Self(threads.flatten().filter_map(waited).collect())
    }

    /// The time that the thread which waited most has waited since.
    pub(super) fn longest_since(&self) -> Duration {
        let waited = |(thread, after): (&String, &u64)| {
            let before = self.0.get(thread).copied().unwrap_or(0);
            after.saturating_sub(before)
        };
        Duration::from_nanos(Self::now().0.iter().map(waited).max().unwrap_or(0))
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn threads_that_share_processors_wait_for_them() {
        let threads = 3 * std::thread::available_parallelism().map_or(1, usize::from);
        let began = Instant::now();
        let before = Waits::now();
        let spin = || while began.elapsed() < Duration::from_millis(300) {};
        let waited = std::thread::scope(|scope| {
            (0..threads).for_each(|_| drop(scope.spawn(spin)));
            // Threads that are gone have no count.
            std::thread::sleep(Duration::from_millis(250));
            before.longest_since()
        });
        assert!(waited > Duration::from_millis(30) && waited <= began.elapsed(), "{waited:?}");
    }
}
