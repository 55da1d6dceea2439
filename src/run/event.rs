//! What a run tells its listener, and what it comes to.

use super::{Monitor, RateChange, Request, StopReason, Store};
use crate::error::{Error, Result};
use crate::network::Parameters;
use crate::train;

/// Whether to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flow {
    /// Train on.
    Continue,
    /// End the run; what is kept is kept.
    Stop,
}

/// Something has happened.
#[derive(Debug)]
#[non_exhaustive]
pub enum Event<'a> {
    /// Before the first epoch.
    Start(Start),
    /// Between two submissions of an epoch, and before the first.
    Progress {
        /// The epoch that is under way, from 1.
        epoch: u32,
        /// Since the run began.
        seconds: f64,
        /// Steps of the epoch that were sent so far.
        step: u64,
        /// All steps of the epoch.
        steps: u64,
        /// The learning rates of the next step, of those that are trained.
        learning_rates: &'a [f64],
    },
    /// All learning rates are changed, as the listener asked.
    RateChanged(RateChanged<'a>),
    /// What would be kept if the run ended here, as the listener asked; its reason is
    /// [`StopReason::Ongoing`], and what is measured at the end alone is not in it.
    Snapshot(&'a Outcome),
    /// Members have diverged and the run goes back, with lower learning rates.
    RolledBack(RolledBack<'a>),
    /// The device was lost, another was opened in its place, and the run goes on where it stood.
    Reopened(Reopened<'a>),
    /// An epoch is complete and measured.
    Epoch(EpochDone<'a>),
    /// The run is over. With [`StopReason::Failed`] the outcome is what was kept before, and an error
    /// follows.
    End(&'a Outcome),
}

/// What is known before the first epoch.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Start {
    /// Networks that train side by side.
    pub members: usize,
    /// At the most.
    pub epochs: u32,
    /// Samples an epoch.
    pub samples: usize,
    /// By what epochs and members are compared.
    pub monitor: Monitor,
    /// What all learning rates are multiplied by: 1 unless the run that this one goes on with was asked to
    /// change them.
    pub rate_scale: f64,
}

/// All learning rates are changed.
#[derive(Debug)]
#[non_exhaustive]
pub struct RateChanged<'a> {
    /// To what, and from where on.
    pub change: RateChange,
    /// The learning rates of the next step, of those that are trained.
    pub learning_rates: &'a [f64],
}

/// A return to the last good epoch.
#[derive(Debug)]
#[non_exhaustive]
pub struct RolledBack<'a> {
    /// The epoch that diverged.
    pub epoch: u32,
    /// The last good one, 0 for the beginning.
    pub to: u32,
    /// Who has diverged.
    pub members: &'a [usize],
    /// What is left of each member's learning rate from here on.
    pub rate_factors: &'a [f64],
}

/// A device opened in the place of one that was lost.
#[derive(Debug)]
#[non_exhaustive]
pub struct Reopened<'a> {
    /// Complete epochs after which the run goes on; those that were done since are done again, to the
    /// same bits.
    pub to: u32,
    /// What was lost.
    pub because: &'a Error,
}

/// A complete epoch.
#[derive(Debug)]
#[non_exhaustive]
pub struct EpochDone<'a> {
    /// From 1.
    pub number: u32,
    /// All values so far, this epoch's among them.
    pub store: &'a Store,
    /// The members that were trained; the others have stopped and were cut out.
    pub members: &'a [usize],
    /// What the trainer says of it, with the loss of every batch; of [`Self::members`].
    pub trained: &'a train::Epoch,
    /// The best member so far, by what is kept of each.
    pub best_member: usize,
    /// What each member's learning rate is multiplied by, beside its schedule: what reductions on plateaus
    /// leave of it, times what a listener asked for.
    pub rate_factors: &'a [f64],
    /// Each member's learning rate in the last step.
    pub learning_rates: &'a [f64],
    /// What the layers of the first member hold, where [`FitOptions::probe`](super::FitOptions::probe)
    /// asks for it and this epoch was looked at.
    pub probe: Option<&'a train::Probe>,
    /// Of its training alone.
    pub training_seconds: f64,
    /// Since the run began.
    pub seconds: f64,
}

/// Hears of events; any closure that takes one is a listener.
pub trait Listener {
    /// Something has happened. `Stop` ends the run, at once or, from
    /// [`Event::Progress`], without this epoch; after [`Event::End`] it says nothing.
    ///
    /// # Errors
    /// End the run as a failure.
    fn event(&mut self, event: &Event<'_>) -> Result<Flow>;

    /// Whether the caller wants the run to end; asked between submissions.
    fn interrupted(&self) -> bool {
        false
    }

    /// What the caller wants of the run as it goes on; asked between submissions, and not again before
    /// there was another.
    fn requests(&mut self) -> Vec<Request> {
        Vec::new()
    }
}

impl<F: FnMut(&Event<'_>) -> Result<Flow>> Listener for F {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        self(event)
    }
}

/// What a run came to.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Outcome {
    /// Why it ended.
    pub reason: StopReason,
    /// Complete epochs.
    pub epochs: u32,
    /// What was kept of each member; the trainer has these parameters too.
    pub parameters: Parameters,
    /// The epoch that each member's parameters are of. 0 is before the first was complete: the
    /// initial ones, or what an interrupted first epoch had trained so far.
    pub kept: Vec<u32>,
    /// Why each member stopped before the run ended; none of those that trained to its end.
    pub stops: Vec<Option<StopReason>>,
    /// Whether nothing usable was kept of a member: it diverged before it had a best epoch, or a
    /// parameter or an output is not finite.
    pub diverged: Vec<bool>,
    /// The member whose kept epoch is best, one that did not diverge where there is one.
    pub best_member: usize,
    /// By what epochs and members were compared.
    pub monitor: Monitor,
    /// All values.
    pub store: Store,
    /// The changes of all learning rates that the listener asked for, and those of the run that this one
    /// went on with: what settings and seed alone do not repeat.
    pub rate_changes: Vec<RateChange>,
    /// From the start to here.
    pub seconds: f64,
}

impl Outcome {
    /// Whether a member can be used.
    pub fn is_usable(&self) -> bool {
        self.diverged.contains(&false)
    }
}
