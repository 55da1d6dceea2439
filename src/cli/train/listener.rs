//! The command line as the listener of a run: log, progress and Ctrl-C.

use std::time::Instant;

use gradshader::error::{Error, Result};
use gradshader::run::{EpochDone, Event, Flow, Listener, Outcome, Request, Start, StopReason};

use crate::cli::interrupt;
use crate::cli::log::{self, Log, Measures};
use crate::cli::progress::Progress;
use crate::cli::report::Collector;
use crate::cli::tensorboard::Events;

use super::save::{Saver, changes_of};

/// Writes the log, shows progress and asks for an end when the user does.
pub(super) struct Front<'a> {
    pub(super) log: Log,
    /// What TensorBoard is told, if it is.
    pub(super) events: Option<Events>,
    /// What the report takes from the run, if there is to be one.
    pub(super) report: Option<Collector>,
    pub(super) progress: Progress,
    /// What kept the log from being written: told once what was trained is saved.
    pub(super) failure: Option<Error>,
    /// What there was to save when the run failed.
    pub(super) rescued: Option<Outcome>,
    /// Writes the models.
    pub(super) saver: Saver<'a>,
    /// Those of each member's last step.
    pub(super) last_rates: Vec<f32>,
    /// Those of an epoch of each member.
    pub(super) samples: usize,
    pub(super) began: Instant,
    /// Epochs completed.
    pub(super) completed: u32,
}

impl Listener for Front<'_> {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        self.progress.event(event);
        if let Some(report) = &mut self.report {
            report.event(event);
        }
        if let Some(events) = &mut self.events
            && let Err(error) = events.event(event)
        {
            self.failure.get_or_insert(error);
            return Ok(Flow::Stop);
        }
        match event {
            Event::Start(Start { samples, .. }) => self.samples = *samples,
            Event::Epoch(done) => {
                if let Err(error) = self.epoch(done) {
                    self.failure = Some(error);
                    return Ok(Flow::Stop);
                }
            }
            Event::RolledBack(back) => {
                let who = match self.last_rates.len() {
                    1 => String::new(),
                    _ => format!(" of members {:?}", back.members),
                };
                self.progress.note(&format!(
                    "epoch {} diverged{who}: back to epoch {} with half the learning rate",
                    back.epoch, back.to
                ));
                let entry = log::RolledBack {
                    epoch: back.epoch,
                    to: back.to,
                    members: back.members.to_vec(),
                    rate_factors: back.rate_factors.to_vec(),
                };
                self.completed = back.to;
                if let Err(error) = self.log.write(&log::Event::Rollback(entry)) {
                    self.failure = Some(error);
                    return Ok(Flow::Stop);
                }
            }
            Event::RateChanged(changed) => {
                let what = changes_of(&[changed.change]).unwrap_or_default();
                self.progress.note(&format!("learning rate {what}"));
                let entry = log::LearningRate {
                    change: changed.change,
                    learning_rates: changed.learning_rates.to_vec(),
                };
                if let Err(error) = self.log.write(&log::Event::LearningRate(entry)) {
                    self.failure = Some(error);
                    return Ok(Flow::Stop);
                }
            }
            Event::Snapshot(outcome) => {
                if let Err(error) = self.save(outcome) {
                    self.failure = Some(error);
                    return Ok(Flow::Stop);
                }
            }
            Event::Reopened(event) => {
                self.progress.note(&format!(
                    "{}: another was opened, which goes on after epoch {}",
                    event.because, event.to
                ));
                self.completed = event.to;
                let entry = log::Reopened { to: event.to, because: event.because.to_string() };
                if let Err(error) = self.log.write(&log::Event::DeviceLost(entry)) {
                    self.failure = Some(error);
                    return Ok(Flow::Stop);
                }
            }
            Event::End(outcome) => {
                self.progress.finish();
                self.completed = outcome.epochs;
                if outcome.reason == StopReason::Failed {
                    self.rescued = Some((*outcome).clone());
                }
            }
            _ => {}
        }
        Ok(Flow::Continue)
    }

    fn interrupted(&self) -> bool {
        interrupt::asked()
    }

    fn requests(&mut self) -> Vec<Request> {
        self.progress.requests()
    }
}

impl Front<'_> {
    /// Saves what would be kept if the run ended now. That a file cannot be written is said, and the run
    /// goes on; an error is one of the log.
    fn save(&mut self, outcome: &Outcome) -> Result<()> {
        let Some(path) = &self.saver.plan.model else {
            self.progress.note("not saved: --model FILE.safetensors was not given");
            return Ok(());
        };
        if !outcome.is_usable() {
            self.progress.note("nothing is saved: what there is to keep is not finite");
            return Ok(());
        }
        let note = |line: &str| self.progress.note(line);
        if let Err(error) = self.saver.save(outcome, &self.last_rates, &note) {
            note(&format!("not saved: {error}"));
            return Ok(());
        }
        let kept = outcome.kept[outcome.best_member];
        note(&match kept {
            0 => format!("saved the model as it is now in {}", path.display()),
            kept => format!("saved the model of epoch {kept} in {}", path.display()),
        });
        let entry = log::Saved {
            epochs: outcome.epochs,
            kept_epoch: kept,
            parameter_hash: self.saver.hash(outcome, outcome.best_member),
            model: path.clone(),
        };
        self.log.write(&log::Event::Saved(entry))
    }

    fn epoch(&mut self, done: &EpochDone<'_>) -> Result<()> {
        self.completed = done.number;
        for (member, &rate) in done.learning_rates.iter().enumerate() {
            if done.store.closed(member).is_none_or(|last| last >= done.number) {
                self.last_rates[member] = rate as f32;
            }
        }
        let rates = &self.last_rates;
        let of = |member: usize, epoch| Measures::at(done.store, epoch, member, rates[member]);
        let members = done.store.members();
        let samples_per_second = (self.samples * done.members.len()) as f64 / done.training_seconds;
        let entry = log::Epoch {
            epoch: done.number,
            first: of(0, done.number),
            members: match members {
                1 => Vec::new(),
                _ => (0..members).map(|member| of(member, done.number)).collect(),
            },
            samples_per_second,
            elapsed_seconds: done.seconds,
        };
        // One that has stopped shows where it did.
        let best = done.best_member;
        let shown = of(best, done.store.closed(best).unwrap_or(done.number));
        let logged = self.log.write(&log::Event::Epoch(entry));
        let left = (done.members.len(), members);
        self.progress.epoch(done.number, &shown, left, samples_per_second);
        logged
    }
}
