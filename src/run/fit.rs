//! The loop over epochs.

mod measured;
mod member;
mod members;
mod probe;
mod recover;
mod reopen;
mod requests;

use std::cell::{Cell, RefCell};
use std::sync::atomic::Ordering;

use web_time::{Duration, Instant};

use self::measured::not_interrupted;
use self::member::is_finite;
use self::probe::Looks;
use self::reopen::Losses;
use super::request::RateChanges;
use super::{
    BestBefore, EpochDone, Event, FitOptions, Flow, Keep, Keeper, Listener, Monitor, OnDivergence,
    Outcome, Part, Request, Start, StopReason, Store,
};
use crate::error::{ErrorKind, Result};
use crate::executor::Executor;
use crate::metrics::Metric;
use crate::network::Parameters;
use crate::train::{self, Trainer};

/// Trains until a reason to stop comes up, and leaves the trainer with the parameters that are kept.
///
/// With members, each stops by itself, as it would alone; the run ends when all have. How a run
/// ended is in [`Outcome::reason`]: divergence and interruption are no errors here, and what was
/// kept before is in the outcome. An interrupted first epoch leaves what it had trained.
///
/// # Errors
/// When the options do not fit the trainer or each other; when a listener fails; and as
/// [`Trainer::epoch`]'s: the device was lost, or verification finds a difference above the bound. Where
/// an epoch was kept before, the listener hears of it by [`Event::End`] with [`StopReason::Failed`]; where the
/// keeper fails in the first epoch, of what that had trained.
pub async fn fit<E: Executor>(
    trainer: &mut Trainer<E>,
    options: &FitOptions<'_>,
    listener: &mut dyn Listener,
) -> Result<Outcome> {
    fit_kept(trainer, options, listener, None).await
}

/// As [`fit`], and keeps where it stands from time to time, when it is interrupted and at the end; goes
/// on from where a run of the same kind stood, to the same bits.
///
/// # Errors
/// As [`fit`]; when the keeper fails, or what it resumes is of another run.
pub async fn fit_kept<E: Executor>(
    trainer: &mut Trainer<E>,
    options: &FitOptions<'_>,
    listener: &mut dyn Listener,
    mut keeper: Option<&mut dyn Keeper>,
) -> Result<Outcome> {
    let has_validation = trainer.validation().is_some();
    options.check(has_validation)?;
    let members = trainer.members();
    let resumed = keeper.as_deref_mut().and_then(Keeper::resume);
    trainer.look_every(keeper.as_deref().and_then(Keeper::steps));
    let mut run = Run {
        patience: None,
        looks: Looks::new(),
        losses: Losses::new(trainer.executor().can_reopen()),
        before: 0.0,
        halvings: vec![1.0; members],
        rollbacks: 0,
        good: None,
        keeper: RefCell::new(keeper),
        began: Instant::now(),
        monitor: options.watched(has_validation),
        keep: options.kept(has_validation),
        metrics: options.metrics(),
        store: Store::new(members),
        parameters: None,
        best_before: None,
        kept: vec![0; members],
        stops: vec![None; members],
        rate_factors: vec![1.0; members],
        changes: RateChanges::default(),
        asked: None,
        last_rates: trainer.last_learning_rates().to_vec(),
        completed: 0,
        trainer,
        options,
        listener: RefCell::new(listener),
    };
    if let Some(standing) = resumed {
        run.take_up(standing)?;
    }
    let outcome = run.whole().await;
    if outcome.is_err()
        && let Some(rescued) = run.rescued()
    {
        // There is an error already.
        let _ = listener.event(&Event::End(&rescued));
    }
    let outcome = outcome?;
    listener.event(&Event::End(&outcome))?;
    Ok(outcome)
}

/// Training samples that a network is asked before it is kept, and of one that was interrupted.
const GUARD: usize = 4096;
const GUARD_AT_ONCE: usize = 256;
/// How long a first epoch that was interrupted may be measured.
const AFTER_INTERRUPTION: Duration = Duration::from_millis(200);

/// A run under way.
struct Run<'a, 'b, 'l, 'k, E> {
    trainer: &'a mut Trainer<E>,
    options: &'a FitOptions<'b>,
    listener: RefCell<&'l mut dyn Listener>,
    began: Instant,
    monitor: Monitor,
    keep: Keep,
    /// Measured after every epoch, beside the loss.
    metrics: Vec<Metric>,
    store: Store,
    /// What is kept of each member, once an epoch is complete.
    parameters: Option<Parameters>,
    /// The epoch of that.
    kept: Vec<u32>,
    best_before: Option<BestBefore>,
    /// Why each member has stopped, if it has.
    stops: Vec<Option<StopReason>>,
    /// What each member's learning rate is multiplied by.
    rate_factors: Vec<f64>,
    /// What the listener made of all learning rates.
    changes: RateChanges,
    /// The steps after which the listener last asked for something.
    asked: Option<u64>,
    /// Each member's learning rate in its last step.
    last_rates: Vec<f64>,
    completed: u32,
    /// Seconds of the run that this one goes on with.
    before: f64,
    /// What is left of each member's learning rate after divergences.
    halvings: Vec<f64>,
    /// Divergences after which the run went on.
    rollbacks: u32,
    /// The last epoch in which all was finite, where that may be gone back to.
    good: Option<train::State>,
    keeper: RefCell<Option<&'k mut dyn Keeper>>,
    losses: Losses,
    looks: Looks,
    /// Until when an interruption does not end a validation.
    patience: Option<Instant>,
}

/// Why an epoch is given up between two submissions.
#[derive(Debug)]
enum Pause {
    /// The run ends.
    End(StopReason),
    /// To keep where it stands.
    Keep,
    /// The listener asks for something.
    Asked(Vec<Request>),
}

/// Divergences of a member after which a run goes on, at the most.
const ROLLBACKS: u32 = 9;

impl<E: Executor> Run<'_, '_, '_, '_, E> {
    /// All of it, on as many devices as that takes.
    async fn whole(&mut self) -> Result<Outcome> {
        let start = Event::Start(Start {
            members: self.trainer.members(),
            epochs: self.options.epochs,
            samples: self.trainer.samples(),
            monitor: self.monitor,
            rate_scale: self.changes.scale(),
        });
        let is_wanted = self.tell(&start)? == Flow::Continue;
        loop {
            let outcome = match is_wanted {
                true => match self.train().await {
                    Ok(reason) => self.end(reason).await,
                    Err(error) => Err(error),
                },
                false => self.end(StopReason::Stopped).await,
            };
            match outcome {
                Err(error) => self.reopen(error).await?,
                outcome => return outcome,
            }
        }
    }

    async fn train(&mut self) -> Result<StopReason> {
        if let Some(reason) = self.all_stopped() {
            return Ok(reason);
        }
        if self.rolls_back() && !self.trainer.is_under_way() {
            self.good = Some(self.trainer.state().await?);
        }
        self.remember().await?;
        while self.completed < self.options.epochs {
            let number = self.completed + 1;
            let mut training = Duration::ZERO;
            let trained = loop {
                let began = Instant::now();
                let paused = self.epoch(number).await?;
                training += began.elapsed();
                let reason = match paused {
                    Ok(trained) => break trained,
                    Err(Pause::Keep) => {
                        self.keep_standing().await?;
                        continue;
                    }
                    Err(Pause::Asked(requests)) => self.answer(number, requests).await?,
                    Err(Pause::End(reason)) => Some(reason),
                };
                if let Some(reason) = reason {
                    if !(self.rolls_back() && self.trainer.is_under_way()) {
                        self.keep_standing().await?;
                    }
                    return Ok(reason);
                }
            };
            let training_seconds = training.as_secs_f64();
            if let Some(reason) = self.after(number, &trained, training_seconds).await? {
                self.keep_standing().await?;
                return Ok(reason);
            }
            match self.is_due() {
                true => self.keep_standing().await?,
                false => self.remember().await?,
            }
        }
        self.keep_standing().await?;
        Ok(StopReason::Finished)
    }

    fn seconds(&self) -> f64 {
        self.before + self.began.elapsed().as_secs_f64()
    }

    /// Whether there has to be an epoch to go back to: what is kept then is a complete one.
    fn rolls_back(&self) -> bool {
        self.options.on_divergence == OnDivergence::Rollback
    }

    fn is_due(&self) -> bool {
        let steps = self.trainer.counter().load(Ordering::Relaxed);
        self.keeper.borrow().as_deref().is_some_and(|keeper| keeper.is_due(steps, self.completed))
    }

    /// Trains for one epoch, or goes on with it, or says why it was given up.
    async fn epoch(&mut self, number: u32) -> Result<Result<train::Epoch, Pause>> {
        let given_up = Cell::new(None);
        let failure = RefCell::new(None);
        let (listener, keeper, completed) = (&self.listener, &self.keeper, self.completed);
        let (began, before, counter) = (self.began, self.before, self.trainer.counter());
        let max_seconds = self.options.max_seconds;
        let rates = self.trainer.rates();
        let before_epoch = self.trainer.steps_before_epoch();
        let asked = self.asked;
        let keeps_within = !self.rolls_back();
        let stop = || {
            let seconds = before + began.elapsed().as_secs_f64();
            let mut listener = listener.borrow_mut();
            let reason = if listener.interrupted() {
                Some(StopReason::Interrupted)
            } else if let Some(most) = max_seconds.filter(|&most| seconds >= most) {
                Some(StopReason::TimeIsUp { seconds: most })
            } else {
                let step = counter.load(Ordering::Relaxed).saturating_sub(before_epoch);
                let progress = Event::Progress {
                    epoch: number,
                    seconds,
                    step,
                    steps: rates.steps(),
                    learning_rates: &rates.at(step),
                };
                match listener.event(&progress) {
                    Ok(Flow::Continue) => None,
                    Ok(Flow::Stop) => Some(StopReason::Stopped),
                    Err(error) => {
                        failure.replace(Some(error));
                        Some(StopReason::Stopped)
                    }
                }
            };
            let steps = counter.load(Ordering::Relaxed);
            let is_due = || {
                let keeper = keeper.borrow();
                keeper.as_deref().is_some_and(|keeper| keeper.is_due(steps, completed))
            };
            let pause = match reason {
                Some(reason) => Some(Pause::End(reason)),
                None if keeps_within && is_due() => Some(Pause::Keep),
                None if asked == Some(steps) => None,
                None => {
                    let requests = listener.requests();
                    (!requests.is_empty()).then_some(Pause::Asked(requests))
                }
            };
            let is_given_up = pause.is_some();
            given_up.set(pause);
            is_given_up
        };
        let trained = match self.trainer.is_under_way() {
            true => self.trainer.continue_until(&stop).await,
            false => self.trainer.epoch_until(&stop).await,
        };
        if let Some(error) = failure.take() {
            return Err(error);
        }
        match (trained, given_up.take()) {
            (Err(error), Some(pause)) if error.kind() == ErrorKind::Interrupted => {
                if let Pause::Asked(_) = pause {
                    self.asked = Some(self.trainer.counter().load(Ordering::Relaxed));
                }
                Ok(Err(pause))
            }
            (trained, _) => trained.map(Ok),
        }
    }

    /// Measures an epoch, keeps what is to be kept, tells of it, and says whether the run is over.
    async fn after(
        &mut self,
        number: u32,
        trained: &train::Epoch,
        training_seconds: f64,
    ) -> Result<Option<StopReason>> {
        let present = self.trainer.present().to_vec();
        for (&member, &loss) in present.iter().zip(&trained.losses) {
            self.store.put(number, Part::Training, Metric::Loss, member, loss);
        }
        for (&member, &rate) in present.iter().zip(self.trainer.last_learning_rates()) {
            self.last_rates[member] = rate;
        }
        if let Err(error) = self.measure_epoch(number).await {
            if error.kind() != ErrorKind::Interrupted {
                return Err(error);
            }
            self.trainer.take_back_end();
            return Ok(Some(StopReason::Interrupted));
        }
        if self.roll_back(number).await? {
            return Ok(None);
        }
        self.completed = number;
        self.stop_members(number);
        self.keep(number).await?;
        self.close_members(number);
        self.reduce_rates()?;
        let is_last = number == self.options.epochs || self.all_stopped().is_some();
        let probe = self.look(number, is_last).await?;
        let unusable: Vec<_> = (0..self.stops.len()).map(|member| self.kept[member] == 0).collect();
        let done = EpochDone {
            number,
            store: &self.store,
            trained,
            best_member: self.store.best_member(self.monitor, &self.kept, &unusable),
            rate_factors: &self.rate_factors,
            probe: probe.as_ref(),
            members: &present,
            learning_rates: &self.last_rates,
            training_seconds,
            seconds: self.seconds(),
        };
        let told = Instant::now();
        let flow = self.tell(&Event::Epoch(done))?;
        if probe.is_some() {
            // What the listener makes of it is part of looking.
            self.looks.took_more(told.elapsed());
        }
        if let Some(reason) = self.all_stopped() {
            return Ok(Some(reason));
        }
        if flow == Flow::Stop {
            return Ok(Some(StopReason::Stopped));
        }
        self.cut().await?;
        Ok(None)
    }

    /// Once all members have stopped, the reason of the one that trained longest, of those that did
    /// not diverge where there is any.
    fn all_stopped(&self) -> Option<StopReason> {
        let stops: Vec<_> = self.stops.iter().copied().collect::<Option<_>>()?;
        let longest = |&member: &usize| (!self.diverged(member), self.store.closed(member));
        (0..stops.len()).rev().max_by_key(longest).map(|member| stops[member])
    }

    /// Sets what is left of each member's rate: less where its monitored value stays where it is, and more
    /// or less as the listener asked.
    fn reduce_rates(&mut self) -> Result<()> {
        let factor = |member: usize| {
            let own = self.halvings[member] * self.changes.scale();
            let Some(plateau) = self.options.plateau else { return own };
            let series = self.store.series(self.monitor.part, self.monitor.metric, member);
            let values: Vec<_> = series.iter().map(|&(_, value)| value).collect();
            own * plateau.reduced(self.monitor.metric.direction(), &values)
        };
        let factors: Vec<_> = (0..self.stops.len()).map(factor).collect();
        if factors != self.rate_factors {
            let present = self.trainer.present();
            let of_present: Vec<_> = present.iter().map(|&member| factors[member]).collect();
            self.trainer.set_rate_factors(&of_present)?;
            self.rate_factors = factors;
        }
        Ok(())
    }

    fn tell(&self, event: &Event<'_>) -> Result<Flow> {
        self.listener.borrow_mut().event(event)
    }

    /// Leaves the trainer with what is kept, measures that, and sums up.
    async fn end(&mut self, reason: StopReason) -> Result<Outcome> {
        let is_there =
            !self.trainer.is_under_way() && self.kept.iter().all(|&epoch| epoch == self.completed);
        let mut first = None;
        match &self.parameters {
            None => first = Some(self.trainer.parameters().await?),
            Some(kept) if kept.members != self.trainer.present().len() => {
                self.trainer.recall(kept).await?;
            }
            Some(kept) if !is_there => self.trainer.set_parameters(kept)?,
            Some(_) => {}
        }
        let is_over = match reason {
            StopReason::Diverged { .. } | StopReason::Interrupted => true,
            _ => self.kept.iter().all(|&epoch| epoch == 0) && self.completed > 0,
        };
        let mut reason = reason;
        if first.is_some() && self.completed == 0 {
            let metrics = self.metrics.clone();
            self.patience = Some(Instant::now() + AFTER_INTERRUPTION);
            let measured = self.validate(&vec![0; self.kept.len()], &metrics).await;
            not_interrupted(measured, &mut reason)?;
        }
        if !is_over {
            let measured = self.measure_kept().await;
            not_interrupted(measured, &mut reason)?;
        }
        let answers = self.trainer.answers_are_finite(match reason {
            StopReason::Interrupted => GUARD_AT_ONCE,
            _ => GUARD,
        });
        let answers = answers.await?;
        // What is kept stays until here, for a device that is lost before.
        let parameters = first.or_else(|| self.parameters.take()).expect("kept, or read above");
        let diverged = self.have_diverged(&answers, &parameters);
        let reason = match diverged.contains(&false) {
            false if self.completed > 0 || answers.contains(&false) => {
                StopReason::Diverged { epoch: self.completed }
            }
            _ => reason,
        };
        Ok(self.outcome(reason, parameters, diverged))
    }

    /// What the run comes to with these parameters.
    fn outcome(&self, reason: StopReason, parameters: Parameters, diverged: Vec<bool>) -> Outcome {
        Outcome {
            reason,
            epochs: self.completed,
            best_member: self.store.best_member(self.monitor, &self.kept, &diverged),
            parameters,
            kept: self.kept.clone(),
            stops: self.stops.clone(),
            diverged,
            monitor: self.monitor,
            store: self.store.clone(),
            rate_changes: self.changes.all().to_vec(),
            seconds: self.seconds(),
        }
    }

    /// Which members these parameters are of no use of: nothing is kept of them, it was measured as no longer
    /// finite, or `answers` says that its outputs are not.
    fn have_diverged(&self, answers: &[bool], parameters: &Parameters) -> Vec<bool> {
        let has_diverged = |member: usize| {
            let epoch = self.kept[member];
            !answers[member]
                || (epoch == 0 && self.completed > 0)
                || !self.store.is_finite(epoch, member)
                || !is_finite(parameters, member)
        };
        (0..self.kept.len()).map(has_diverged).collect()
    }

    fn diverged(&self, member: usize) -> bool {
        matches!(self.stops[member], Some(StopReason::Diverged { .. }))
    }
}
