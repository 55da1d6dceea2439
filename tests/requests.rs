//! What a listener asks of a run that goes on: other learning rates, and what would be kept.

mod common;

use std::cell::RefCell;
use std::collections::BTreeMap;

use gradshader::block_on;
use gradshader::checkpoint::{from_bytes, to_bytes};
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::dataset::Dataset;
use gradshader::error::Result;
use gradshader::executor::Executor;
use gradshader::formula::Optimizer;
use gradshader::gpu::{GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{
    Event, FitOptions, Flow, Keeper, Listener, OnDivergence, Outcome, RateChange, Request,
    Standing, StopReason, fit_kept,
};
use gradshader::schedule::{Schedule, Schedules};
use gradshader::train::{Average, Hyperparameters, Trainer};

const EPOCHS: u32 = 4;

fn parallel() -> ParallelExecutor {
    ParallelExecutor::new(None).unwrap()
}

/// Steps of an epoch.
const STEPS: u64 = 5;

struct Setting {
    network: Network,
    parameters: Parameters,
    training: Dataset,
    validation: Dataset,
    hyperparameters: Hyperparameters,
    schedule: Option<Schedule>,
    options: FitOptions<'static>,
}

impl Setting {
    fn new(optimizer: Optimizer, members: u64) -> Self {
        let network = Network::new(&[6, 9, 3], &[Activation::Relu, Activation::Sigmoid]).unwrap();
        let seeds: Vec<_> = (3..3 + members).collect();
        Self {
            parameters: Parameters::initialise(&network, &seeds),
            network,
            training: common::data(37, 6, 3),
            validation: common::data(11, 6, 3),
            hyperparameters: Hyperparameters {
                seeds,
                decay: 0.01,
                dropout: vec![0.1, 0.3],
                average: Some(Average::Exponential(0.9)),
                ..Hyperparameters::new(0.02, 8, 3).with_optimizer(optimizer)
            },
            schedule: Schedule::new("cosine".parse().unwrap(), 3).ok(),
            options: FitOptions { epochs: EPOCHS, ..FitOptions::default() },
        }
    }

    fn trainer<E: Executor>(&self, executor: E) -> Trainer<E> {
        let (training, validation) = (self.training.clone(), Some(self.validation.clone()));
        let (network, settings) = (self.network.clone(), self.hyperparameters.clone());
        let new = Trainer::new(executor, network, &self.parameters, training, validation, settings);
        let mut trainer = block_on(new).unwrap();
        let schedules = Schedules { learning_rate: self.schedule, ..Schedules::default() };
        trainer.set_schedules(schedules, EPOCHS).unwrap();
        trainer
    }

    fn fit<E: Executor>(
        &self,
        executor: E,
        front: &mut Front,
        keeper: Option<&mut dyn Keeper>,
    ) -> Result<Outcome> {
        let mut trainer = self.trainer(executor);
        // A look after each step.
        let mut steps = EachStep;
        let keeper = keeper.unwrap_or(&mut steps);
        block_on(fit_kept(&mut trainer, &self.options, front, Some(keeper)))
    }
}

/// Looks after each step, and keeps nothing.
struct EachStep;

impl Keeper for EachStep {
    fn resume(&mut self) -> Option<Standing> {
        None
    }

    fn steps(&self) -> Option<u64> {
        Some(1)
    }

    fn is_due(&self, _: u64, _: u32) -> bool {
        false
    }

    fn keep(&mut self, _: &Standing) -> Result<()> {
        Ok(())
    }
}

/// Asks after so many steps, ends after so many, and writes down what it hears.
#[derive(Default)]
struct Front {
    asks: Vec<(u64, Request)>,
    ends: Option<u64>,
    /// Steps that were sent.
    steps: u64,
    /// The first member's learning rate of each step, as was told before it.
    rates: BTreeMap<u64, f64>,
    changes: Vec<(RateChange, Vec<f64>)>,
    snapshots: Vec<Outcome>,
    scale_at_start: f64,
    /// Of the last step of each epoch.
    last_rates: Vec<f64>,
}

impl Front {
    fn asks(asks: &[(u64, Request)]) -> Self {
        Self { asks: asks.to_vec(), ..Self::default() }
    }
}

impl Listener for Front {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        match event {
            Event::Start(start) => self.scale_at_start = start.rate_scale,
            Event::Progress { epoch, step, steps, learning_rates, .. } => {
                assert_eq!(*steps, STEPS);
                self.steps = u64::from(epoch - 1) * steps + step;
                self.rates.insert(self.steps, learning_rates[0]);
            }
            Event::RateChanged(changed) => {
                self.changes.push((changed.change, changed.learning_rates.to_vec()));
            }
            Event::Snapshot(outcome) => self.snapshots.push((*outcome).clone()),
            Event::Epoch(done) => self.last_rates.push(done.learning_rates[0]),
            _ => {}
        }
        Ok(Flow::Continue)
    }

    fn interrupted(&self) -> bool {
        self.ends.is_some_and(|steps| self.steps >= steps)
    }

    fn requests(&mut self) -> Vec<Request> {
        let steps = self.steps;
        let all = std::mem::take(&mut self.asks).into_iter();
        let (now, later): (Vec<_>, Vec<_>) = all.partition(|(at, _)| *at <= steps);
        self.asks = later;
        now.into_iter().map(|(_, request)| request).collect()
    }
}

/// The parameters of a training step by step, whose rates are scaled after so many.
fn by_hand<E: Executor>(setting: &Setting, executor: E, scales: &[(u64, f64)]) -> Parameters {
    let mut trainer = setting.trainer(executor);
    for step in 0..STEPS * u64::from(EPOCHS) {
        if let Some((_, scale)) = scales.iter().find(|(at, _)| *at == step) {
            trainer.set_rate_factors(&vec![*scale; trainer.members()]).unwrap();
        }
        block_on(trainer.step()).unwrap();
    }
    block_on(trainer.parameters()).unwrap()
}

fn check_scale<E: Executor>(new: impl Fn() -> E, what: &str) {
    for optimizer in [Optimizer::Sgd, Optimizer::Nadam] {
        let mut setting = Setting::new(optimizer, 2);
        setting.options.keep = Some(gradshader::run::Keep::Last);
        let mut untouched = Front::default();
        let alone = setting.fit(new(), &mut untouched, None).unwrap();
        assert_eq!(alone.parameters, by_hand(&setting, new(), &[]), "{what}, {optimizer:?}");
        assert_eq!((alone.rate_changes, untouched.changes.len()), (vec![], 0));

        // Within an epoch, at its start, and two of which the second counts.
        let asks = [(3, 0.5), (10, 0.25), (13, 8.0), (13, 2.0)];
        let mut front = Front::asks(&asks.map(|(at, scale)| (at, Request::RateScale(scale))));
        let outcome = setting.fit(new(), &mut front, None).unwrap();
        let expected = by_hand(&setting, new(), &[(3, 0.5), (10, 0.25), (13, 2.0)]);
        assert_eq!(outcome.parameters, expected, "{what}, {optimizer:?}");
        assert_ne!(outcome.parameters, alone.parameters);
        let changes = [(1, 3, 0.5), (3, 10, 0.25), (3, 13, 2.0)];
        let changes = changes.map(|(epoch, steps, scale)| RateChange { epoch, steps, scale });
        assert_eq!(outcome.rate_changes, changes, "{what}");
        assert_eq!(front.changes.len(), 4, "each is answered");
        // What is told is what a step then uses.
        for (step, rate) in &front.rates {
            let held = changes.iter().rfind(|change| change.steps <= *step);
            let scale = held.map_or(1.0, |change| change.scale);
            assert_eq!(*rate, untouched.rates[step] * scale, "{what}: step {step}");
        }
        for (change, rates) in &front.changes {
            assert_eq!(rates[..], [untouched.rates[&change.steps] * change.scale; 2]);
        }
        let scales = [0.5, 0.5, 2.0, 2.0];
        let expected: Vec<_> =
            untouched.last_rates.iter().zip(scales).map(|(rate, scale)| rate * scale).collect();
        assert_eq!(front.last_rates, expected);
    }
}

#[test]
fn the_next_step_has_the_learning_rate_that_was_asked_for() {
    check_scale(CpuExecutor::<f32>::new, "reference");
    check_scale(parallel, "CPU");
}

#[test]
fn on_the_adapter_too() {
    let context = common::open(GpuOptions::default());
    check_scale(|| GpuExecutor::new(context.clone()), "adapter");
}

/// Keeps where the run stands when it ends.
#[derive(Default)]
struct Memory {
    resumed: Option<Standing>,
    kept: Option<Vec<u8>>,
}

impl Keeper for Memory {
    fn resume(&mut self) -> Option<Standing> {
        self.resumed.take()
    }

    fn steps(&self) -> Option<u64> {
        Some(1)
    }

    fn is_due(&self, _: u64, _: u32) -> bool {
        false
    }

    fn keep(&mut self, standing: &Standing) -> Result<()> {
        self.kept = Some(to_bytes(standing, &BTreeMap::new())?);
        Ok(())
    }
}

#[test]
fn a_run_that_goes_on_has_the_learning_rate_of_the_one_before() {
    let setting = Setting::new(Optimizer::Adam, 1);
    let ask = [(7, Request::RateScale(0.125))];
    let whole = setting.fit(parallel(), &mut Front::asks(&ask), None).unwrap();
    for ends in [8, 9, 11, 15] {
        let mut memory = Memory::default();
        let mut front = Front { ends: Some(ends), ..Front::asks(&ask) };
        let first = setting.fit(parallel(), &mut front, Some(&mut memory)).unwrap();
        assert_eq!(first.reason, StopReason::Interrupted);
        let bytes = memory.kept.unwrap();
        let standing = from_bytes(&bytes, &BTreeMap::new(), &setting.network).unwrap();
        assert_eq!(standing.rate_changes, whole.rate_changes);
        let mut memory = Memory { resumed: Some(standing), kept: None };
        let mut front = Front::default();
        let second = setting.fit(parallel(), &mut front, Some(&mut memory)).unwrap();
        assert_eq!(front.scale_at_start, 0.125);
        assert_eq!(
            (second.parameters, second.store),
            (whole.parameters.clone(), whole.store.clone())
        );
        assert_eq!(second.rate_changes, whole.rate_changes);
    }
}

#[test]
fn a_checkpoint_of_a_run_without_changes_says_nothing_of_them() {
    let setting = Setting::new(Optimizer::Sgd, 1);
    let mut memory = Memory::default();
    setting.fit(CpuExecutor::<f32>::new(), &mut Front::default(), Some(&mut memory)).unwrap();
    let bytes = memory.kept.unwrap();
    assert!(!String::from_utf8_lossy(&bytes).contains("rate_changes"));
    assert!(
        from_bytes(&bytes, &BTreeMap::new(), &setting.network).unwrap().rate_changes.is_empty()
    );
}

fn check_snapshot<E: Executor>(new: impl Fn() -> E, what: &str) {
    let setting = Setting::new(Optimizer::Adam, 3);
    let alone = setting.fit(new(), &mut Front::default(), None).unwrap();
    let asks = [0, 3, 7, 12, 13].map(|at| (at, Request::Snapshot));
    let mut front = Front::asks(&asks);
    let outcome = setting.fit(new(), &mut front, None).unwrap();
    assert_eq!(outcome.parameters, alone.parameters, "{what}");
    assert_eq!((&outcome.store, &outcome.kept), (&alone.store, &alone.kept), "{what}");
    assert_eq!(front.snapshots.len(), 5);
    for ((steps, _), snapshot) in asks.iter().zip(&front.snapshots) {
        assert_eq!(snapshot.reason, StopReason::Ongoing);
        // It is asked with what the look before told.
        let mut ended = Front { ends: Some(steps.saturating_sub(1)), ..Front::default() };
        let ended = setting.fit(new(), &mut ended, None).unwrap();
        assert_eq!(ended.reason, StopReason::Interrupted);
        assert_eq!(snapshot.parameters, ended.parameters, "{what}: after {steps} steps");
        assert_eq!(snapshot.kept, ended.kept, "{what}: after {steps} steps");
        assert_eq!(snapshot.epochs, ended.epochs, "{what}: after {steps} steps");
        if snapshot.epochs > 0 {
            assert_eq!(snapshot.best_member, ended.best_member, "{what}: after {steps} steps");
        }
        assert_eq!(snapshot.diverged, ended.diverged);
    }
}

#[test]
fn a_snapshot_is_what_the_run_would_have_kept_and_disturbs_nothing() {
    check_snapshot(CpuExecutor::<f32>::new, "reference");
    check_snapshot(parallel, "CPU");
}

#[test]
fn a_snapshot_on_the_adapter_disturbs_nothing_either() {
    let context = common::open(GpuOptions::default());
    check_snapshot(|| GpuExecutor::new(context.clone()), "adapter");
}

#[test]
fn a_snapshot_of_what_answers_nothing_finite_says_so() {
    let mut setting = Setting::new(Optimizer::Sgd, 1);
    setting.hyperparameters = Hyperparameters::new(0.1, 8, 3);
    setting.network = Network::new(&[6, 9, 3], &[Activation::Relu, Activation::Linear]).unwrap();
    for layer in &mut setting.parameters.layers {
        layer.weight.fill(3e38);
    }
    let mut front = Front::asks(&[(0, Request::Snapshot)]);
    setting.options.on_divergence = OnDivergence::Ignore;
    setting.fit(CpuExecutor::<f32>::new(), &mut front, None).unwrap();
    assert_eq!(front.snapshots[0].diverged, [true]);
}

#[test]
fn a_scale_that_is_none_ends_the_run_as_a_failure() {
    let setting = Setting::new(Optimizer::Sgd, 1);
    for scale in [0.0, -1.0, f64::NAN, f64::INFINITY] {
        let mut front = Front::asks(&[(2, Request::RateScale(scale))]);
        let error = setting.fit(CpuExecutor::<f32>::new(), &mut front, None).unwrap_err();
        assert!(error.to_string().starts_with("learning rates times"), "{error}");
    }
}

#[test]
fn a_listener_that_never_stops_asking_does_not_keep_the_run_from_its_end() {
    struct Always(RefCell<u32>);
    impl Listener for Always {
        fn event(&mut self, _: &Event<'_>) -> Result<Flow> {
            Ok(Flow::Continue)
        }

        fn requests(&mut self) -> Vec<Request> {
            *self.0.borrow_mut() += 1;
            assert!(*self.0.borrow() < 1000, "it is asked again and again");
            vec![Request::RateScale(0.5), Request::Snapshot]
        }
    }
    let setting = Setting::new(Optimizer::Sgd, 1);
    let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
    let mut always = Always(RefCell::new(0));
    let outcome =
        block_on(fit_kept(&mut trainer, &setting.options, &mut always, Some(&mut EachStep)))
            .unwrap();
    assert_eq!(outcome.reason, StopReason::Finished);
    assert_eq!(u64::from(always.0.into_inner()), STEPS * u64::from(EPOCHS));
}

#[test]
fn after_going_back_the_learning_rate_is_still_the_one_that_was_asked_for() {
    let mut setting = Setting::new(Optimizer::Sgd, 1);
    setting.hyperparameters = Hyperparameters::new(0.5, 8, 3);
    setting.network = Network::new(&[6, 9, 3], &[Activation::Relu, Activation::Linear]).unwrap();
    setting.options.on_divergence = OnDivergence::Rollback;
    let asks = [(6, Request::RateScale(1e30)), (12, Request::RateScale(1e-3))];
    let mut front = Front::asks(&asks);
    let outcome = setting.fit(CpuExecutor::<f32>::new(), &mut front, None).unwrap();
    let first = outcome.rate_changes[0];
    // It was asked for within the second epoch, which was then done again with it from its start.
    assert_eq!((first.epoch, first.steps, first.scale), (2, STEPS, 1e30));
    assert!(outcome.rate_changes.is_sorted_by(|a, b| a.steps < b.steps));
}
