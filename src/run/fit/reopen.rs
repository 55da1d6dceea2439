//! A device that is lost is opened again, and the run goes on from where it last stood.

use web_time::{Duration, Instant};

use super::Run;
use crate::error::{Error, ErrorKind, Result};
use crate::executor::Executor;
use crate::run::{Event, Reopened, Standing};
use crate::train;

/// Losses in a row, without any progress between them, that end a run.
const LOSSES: u32 = 3;

/// Remembering where a run stands takes no more than this part of its time.
const SHARE: u32 = 50;

/// Where the run last stood, and how often the device was lost since.
#[derive(Debug)]
pub(super) struct Losses {
    /// Whether the device can be lost, and opened again.
    is_wanted: bool,
    /// With the state that a divergence goes back to, and the members that trained.
    stood: Option<(Standing, Option<train::State>, Vec<usize>)>,
    count: u32,
    /// When it was remembered, and how long that took.
    when: Option<(Instant, Duration)>,
}

impl Losses {
    pub(super) fn new(is_wanted: bool) -> Self {
        Self { is_wanted, stood: None, count: 0, when: None }
    }

    /// The next time is not too soon.
    pub(super) fn remember_next(&mut self) {
        self.when = None;
    }

    /// Remembers where the run stands, with the state that a divergence goes back to.
    pub(super) fn remember(
        &mut self,
        standing: Standing,
        good: &Option<train::State>,
        present: &[usize],
    ) {
        if !self.is_wanted {
            return;
        }
        let has_gone_on = |(before, ..): &(Standing, _, _)| {
            (standing.training.steps, standing.rollbacks)
                > (before.training.steps, before.rollbacks)
        };
        if self.stood.as_ref().is_none_or(has_gone_on) {
            self.count = 0;
        }
        self.stood = Some((standing, good.clone(), present.to_vec()));
    }
}

impl<E: Executor> Run<'_, '_, '_, '_, E> {
    /// Remembers where the run stands, unless that would take too much of its time.
    pub(super) async fn remember(&mut self) -> Result<()> {
        let losses = &self.losses;
        let is_too_soon = |&(when, took): &(Instant, Duration)| when.elapsed() < took * SHARE;
        if !losses.is_wanted || losses.when.as_ref().is_some_and(is_too_soon) {
            return Ok(());
        }
        let began = Instant::now();
        let standing = self.standing().await?;
        self.losses.remember(standing, &self.good, self.trainer.present());
        self.losses.when = Some((Instant::now(), began.elapsed()));
        Ok(())
    }

    /// After a loss: opens the device again and goes back to where the run last stood.
    ///
    /// # Errors
    /// The loss itself, where that cannot be or has been in vain.
    pub(super) async fn reopen(&mut self, mut error: Error) -> Result<()> {
        loop {
            if error.kind() != ErrorKind::Lost {
                return Err(error);
            }
            let Some((standing, good, present)) = self.losses.stood.clone() else {
                return Err(error);
            };
            self.losses.count += 1;
            if self.losses.count == LOSSES {
                error = error.also(format!("{LOSSES} times in a row"));
                let place = self.keeper.borrow().as_deref().and_then(|keeper| keeper.place());
                return Err(match place {
                    Some(place) => error.also(format!("the last checkpoint is {place}")),
                    None => error,
                });
            }
            let to = standing.completed;
            let done = async {
                if !self.trainer.reopen().await? {
                    return Ok(false);
                }
                self.good = good;
                // Some may have been cut out since.
                self.trainer.gather(&present).await?;
                self.take_up(standing)?;
                Ok(true)
            };
            match done.await {
                Ok(true) => {
                    self.tell(&Event::Reopened(Reopened { to, because: &error }))?;
                    return Ok(());
                }
                Ok(false) => return Err(error),
                Err(other) => error = other,
            }
        }
    }
}
