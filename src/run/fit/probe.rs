//! What the layers hold, looked at after some epochs for whoever wants to see it.

use web_time::{Duration, Instant};

use super::Run;
use crate::error::{ErrorKind, Result};
use crate::executor::Executor;
use crate::train::Probe;

/// Looking takes no more than this part of a run's time.
const SHARE: u32 = 25;

/// Looks after which every second is left out.
const MOST: u32 = 64;

/// When it was looked, and how long that took.
#[derive(Debug)]
pub(super) struct Looks {
    when: Option<(Instant, Duration)>,
    every: u32,
    count: u32,
}

impl Looks {
    pub(super) fn new() -> Self {
        Self { when: None, every: 1, count: 0 }
    }

    /// Whether an epoch is to be looked at.
    fn is_due(&self, epoch: u32) -> bool {
        let is_too_soon = |&(when, took): &(Instant, Duration)| when.elapsed() < took * SHARE;
        (epoch - 1).is_multiple_of(self.every) && !self.when.as_ref().is_some_and(is_too_soon)
    }

    /// The last look took longer.
    pub(super) fn took_more(&mut self, more: Duration) {
        if let Some((when, took)) = &mut self.when {
            (*when, *took) = (Instant::now(), *took + more);
        }
    }

    fn took(&mut self, took: Duration) {
        self.when = Some((Instant::now(), took));
        self.count += 1;
        if self.count == MOST {
            self.count /= 2;
            self.every *= 2;
        }
    }
}

impl<E: Executor> Run<'_, '_, '_, '_, E> {
    /// Looks at the layers, unless no one wants to or it would take too much of the run's time; after the last epoch in
    /// any case.
    ///
    /// # Errors
    /// When the device was lost. What it cannot hold is not looked at.
    pub(super) async fn look(&mut self, epoch: u32, is_last: bool) -> Result<Option<Probe>> {
        if !self.options.probe || !(is_last || self.looks.is_due(epoch)) {
            return Ok(None);
        }
        let began = Instant::now();
        let probe = match self.trainer.probe().await {
            Ok(probe) => Some(probe),
            Err(error) if error.kind() == ErrorKind::Lost => return Err(error),
            Err(_) => None,
        };
        self.looks.took(began.elapsed());
        Ok(probe)
    }
}
