//! A run that goes on from any of its steps ends with the bits of one that was never disturbed: with
//! AdamW, dropout, averages, members that stop and a plateau, on the CPU and on the adapter with each
//! family of shaders.

mod common;

use std::cell::Cell;
use std::collections::BTreeMap;

use gradshader::block_on;
use gradshader::checkpoint::{from_bytes, to_bytes};
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::dataset::Dataset;
use gradshader::executor::Executor;
use gradshader::formula::Optimizer;
use gradshader::gpu::{GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{
    EarlyStop, Event, FitOptions, Flow, Keeper, Listener, OnDivergence, Outcome, Standing,
    StopReason, fit, fit_kept,
};
use gradshader::train::{Average, Hyperparameters, Trainer};

const EPOCHS: u32 = 4;

struct Setting {
    network: Network,
    parameters: Parameters,
    training: Dataset,
    validation: Dataset,
    hyperparameters: Hyperparameters,
    options: FitOptions<'static>,
}

impl Setting {
    /// 5 steps an epoch, of which the last is shorter.
    fn new(optimizer: Optimizer, resident_rows: Option<usize>) -> Self {
        let network = Network::new(&[6, 9, 3], &[Activation::Relu, Activation::Sigmoid]).unwrap();
        let hyperparameters = Hyperparameters {
            learning_rates: vec![0.01, 0.03],
            batch: 8,
            seeds: vec![3, 4],
            decay: 0.01,
            dropout: vec![0.1, 0.3],
            average: Some(Average::Exponential(0.9)),
            resident_rows,
            ..Hyperparameters::new(0.01, 8, 3).with_optimizer(optimizer)
        };
        Self {
            parameters: Parameters::initialise(&network, &[3, 4]),
            network,
            training: common::data(37, 6, 3),
            validation: common::data(11, 6, 3),
            hyperparameters,
            options: FitOptions {
                epochs: EPOCHS,
                early_stop: Some(EarlyStop { patience: 2, min_delta: 0.0 }),
                ..FitOptions::default()
            },
        }
    }

    fn trainer<E: Executor>(&self, executor: E) -> Trainer<E> {
        let (training, validation) = (self.training.clone(), Some(self.validation.clone()));
        let (network, settings) = (self.network.clone(), self.hyperparameters.clone());
        let new = Trainer::new(executor, network, &self.parameters, training, validation, settings);
        block_on(new).unwrap()
    }

    fn fit<E: Executor>(&self, executor: E, keeper: &mut Memory) -> Outcome {
        let mut trainer = self.trainer(executor);
        keeper.run = trainer.fingerprint();
        let mut listener = |_: &Event<'_>| Ok(Flow::Continue);
        let fit = fit_kept(&mut trainer, &self.options, &mut listener, Some(keeper));
        block_on(fit).unwrap()
    }
}

/// Keeps every step, as bytes.
#[derive(Default)]
struct Memory {
    resumed: Option<Standing>,
    run: BTreeMap<String, String>,
    last: Option<(u64, u32)>,
    kept: Vec<Vec<u8>>,
}

impl Keeper for Memory {
    fn resume(&mut self) -> Option<Standing> {
        self.resumed.take()
    }

    fn steps(&self) -> Option<u64> {
        Some(1)
    }

    fn is_due(&self, steps: u64, epochs: u32) -> bool {
        steps > 0 && self.last != Some((steps, epochs))
    }

    fn keep(&mut self, standing: &Standing) -> gradshader::Result<()> {
        self.last = Some((standing.training.steps, standing.completed));
        self.kept.push(to_bytes(standing, &self.run)?);
        Ok(())
    }
}

/// Goes on from every step, or from each of so many.
fn check<E: Executor>(new: impl Fn() -> E, what: &str, each: usize) {
    for (optimizer, rows) in
        [(Optimizer::Adam, None), (Optimizer::Nadam, Some(16)), (Optimizer::Sgd, None)]
    {
        let setting = Setting::new(optimizer, rows);
        let mut alone = setting.trainer(new());
        let mut listener = |_: &Event<'_>| Ok(Flow::Continue);
        let undisturbed =
            block_on(gradshader::run::fit(&mut alone, &setting.options, &mut listener)).unwrap();
        let mut memory = Memory::default();
        let kept = setting.fit(new(), &mut memory);
        assert_eq!(kept.parameters, undisturbed.parameters, "{what}, {optimizer:?}");
        assert_eq!(kept.store, undisturbed.store, "{what}, {optimizer:?}");
        assert!(memory.kept.len() > 15, "{} checkpoints", memory.kept.len());
        for (place, bytes) in memory.kept.iter().enumerate().skip(1).step_by(each) {
            let standing = from_bytes(bytes, &memory.run, &setting.network).unwrap();
            let at = (standing.training.epoch, standing.training.step);
            let mut keeper = Memory { resumed: Some(standing), ..Memory::default() };
            let resumed = setting.fit(new(), &mut keeper);
            let parameters = &undisturbed.parameters;
            assert_eq!(resumed.parameters, *parameters, "{what}, {optimizer:?}, {place}: {at:?}");
            assert_eq!(resumed.store, undisturbed.store, "{what}, {optimizer:?}, {at:?}");
            assert_eq!(resumed.kept, undisturbed.kept);
            assert_eq!(resumed.reason, undisturbed.reason);
        }
    }
}

#[cfg(feature = "parallel")]
#[test]
fn on_the_cpu() {
    check(|| ParallelExecutor::new(Some(2)).unwrap(), "the CPU", 1);
}

#[test]
fn on_the_reference() {
    check(CpuExecutor::<f32>::new, "the reference", 1);
}

#[test]
fn on_the_adapter() {
    for family in common::families() {
        let context = common::open(GpuOptions { family, ..GpuOptions::default() });
        check(|| GpuExecutor::new(context.clone()), &format!("{family:?}"), 9);
    }
}

/// Wants the run to end when it is asked for the n-th time.
struct Impatient {
    asked: Cell<usize>,
    ends_at: usize,
}

impl Listener for Impatient {
    fn event(&mut self, _: &Event<'_>) -> gradshader::Result<Flow> {
        Ok(Flow::Continue)
    }

    fn interrupted(&self) -> bool {
        self.asked.set(self.asked.get() + 1);
        self.asked.get() >= self.ends_at
    }
}

/// Keeps where a run stood when it was interrupted.
#[derive(Default)]
struct Interrupted(Option<Standing>, Option<Standing>);

impl Keeper for Interrupted {
    fn resume(&mut self) -> Option<Standing> {
        self.0.take()
    }

    fn steps(&self) -> Option<u64> {
        Some(1)
    }

    fn is_due(&self, _: u64, _: u32) -> bool {
        false
    }

    fn keep(&mut self, standing: &Standing) -> gradshader::Result<()> {
        self.1 = Some(standing.clone());
        Ok(())
    }
}

/// Interrupts a run whenever it asks, in training and while it measures, `from` the n-th time and after
/// each so many, and goes on; says how often.
fn interrupt<E: Executor>(new: impl Fn() -> E, epochs: u32, from: usize, each: usize) -> usize {
    let mut setting = Setting::new(Optimizer::Adam, None);
    setting.options.epochs = epochs;
    setting.options.early_stop = None;
    setting.validation = common::data(600, 6, 3);
    let mut alone = setting.trainer(new());
    let mut listener = |_: &Event<'_>| Ok(Flow::Continue);
    let whole = block_on(fit(&mut alone, &setting.options, &mut listener)).unwrap();
    for ends_at in (from..).step_by(each) {
        let mut listener = Impatient { asked: Cell::new(0), ends_at };
        let mut keeper = Interrupted::default();
        let mut trainer = setting.trainer(new());
        let run = fit_kept(&mut trainer, &setting.options, &mut listener, Some(&mut keeper));
        let first = block_on(run).unwrap();
        if first.reason != StopReason::Interrupted {
            assert_eq!(first.reason, StopReason::Finished);
            return ends_at - 1;
        }
        assert!(listener.asked.get() <= ends_at + 4, "asked {} times", listener.asked.get());
        let mut keeper = Interrupted(keeper.1.take(), None);
        let mut trainer = setting.trainer(new());
        let mut listener = |_: &Event<'_>| Ok(Flow::Continue);
        let run = fit_kept(&mut trainer, &setting.options, &mut listener, Some(&mut keeper));
        let second = block_on(run).unwrap();
        assert_eq!(second.parameters, whole.parameters, "interrupted at look {ends_at}");
        assert_eq!(second.store, whole.store, "interrupted at look {ends_at}");
        assert_eq!((second.epochs, &second.kept), (whole.epochs, &whole.kept));
    }
    unreachable!("a run ends")
}

#[test]
fn a_run_that_is_interrupted_wherever_it_looks_goes_on_to_the_same_bits() {
    let looks = interrupt(CpuExecutor::<f32>::new, 3, 1, 1);
    // Fifteen steps, and once or twice in each validation.
    assert!(looks >= 18, "{looks}");
    let context = common::context();
    interrupt(|| GpuExecutor::new(context.clone()), 3, 3, 5);
}

/// A release check.
#[test]
#[ignore = "takes minutes"]
fn a_run_that_is_interrupted_after_each_of_200_steps_goes_on_to_the_same_bits() {
    for family in common::families() {
        let context = common::open(GpuOptions { family, ..GpuOptions::default() });
        let looks = interrupt(|| GpuExecutor::new(context.clone()), 40, 1, 1);
        println!("{family:?}: interrupted at {looks} looks");
        assert!(looks >= 200);
    }
    #[cfg(feature = "parallel")]
    {
        let looks = interrupt(|| ParallelExecutor::new(Some(2)).unwrap(), 40, 1, 1);
        println!("the CPU: interrupted at {looks} looks");
    }
}

#[test]
fn what_is_no_checkpoint_is_refused_and_never_a_panic() {
    let setting = Setting::new(Optimizer::Adam, None);
    let mut memory = Memory::default();
    setting.fit(CpuExecutor::<f32>::new(), &mut memory);
    let bytes = memory.kept.pop().unwrap();
    let read = |bytes: &[u8]| from_bytes(bytes, &memory.run, &setting.network);
    read(&bytes).unwrap();
    for end in (0..bytes.len()).step_by(7) {
        assert!(read(&bytes[..end]).is_err(), "{end} bytes of {}", bytes.len());
    }
    // Whatever is read of a changed header is refused by whoever goes on, if not here.
    let header = 8 + u64::from_le_bytes(*bytes.first_chunk().unwrap()) as usize;
    for place in (0..header).step_by(3) {
        for bit in 0..8 {
            let mut changed = bytes.clone();
            changed[place] ^= 1 << bit;
            let Ok(standing) = read(&changed) else { continue };
            let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
            let _ = trainer.restore(&standing.training);
        }
    }
    for (key, value, expected) in [
        ("training data", "other", "is of another training data: "),
        ("network", "6-9-4 relu,sigmoid", "is of another network: 6-9-3"),
        ("version of gradshader", "7", "is of another version of gradshader: "),
        ("schedule", "linear", "is of a run without a schedule"),
    ] {
        let mut run = memory.run.clone();
        run.insert(key.to_owned(), value.to_owned());
        let error = from_bytes(&bytes, &run, &setting.network).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }
}

/// A learning rate with which the first epochs diverge.
#[test]
fn what_has_diverged_goes_back_with_half_the_rate_and_leaves_the_others_alone() {
    let network = Network::new(&[6, 9, 3], &[Activation::Linear; 2]).unwrap();
    let run = |rates: &[f32], on_divergence| {
        let hyperparameters = Hyperparameters {
            learning_rates: rates.to_vec(),
            seeds: vec![7; rates.len()],
            ..Hyperparameters::new(1.0, 8, 7)
        };
        let parameters = Parameters::initialise(&network, &vec![7; rates.len()]);
        let new = Trainer::new(
            CpuExecutor::<f32>::new(),
            network.clone(),
            &parameters,
            common::data(64, 6, 3),
            None,
            hyperparameters,
        );
        let mut trainer = block_on(new).unwrap();
        let options = FitOptions { epochs: 30, on_divergence, ..FitOptions::default() };
        let mut back = Vec::new();
        let mut listener = |event: &Event<'_>| {
            if let Event::RolledBack(event) = event {
                back.push((event.members.to_vec(), event.rate_factors.to_vec()));
            }
            Ok(Flow::Continue)
        };
        let outcome =
            block_on(gradshader::run::fit(&mut trainer, &options, &mut listener)).unwrap();
        (outcome, back)
    };
    let (stopped, _) = run(&[100.0], OnDivergence::Stop);
    assert!(!stopped.is_usable(), "{:?}", stopped.reason);
    let (back, events) = run(&[100.0, 0.1], OnDivergence::Rollback);
    assert!(back.is_usable() && back.epochs == 30, "{:?}", back.reason);
    assert!(!events.is_empty());
    for (place, (members, factors)) in events.iter().enumerate() {
        assert_eq!(*members, [0]);
        assert_eq!(*factors, [0.5f64.powi(place as i32 + 1), 1.0]);
    }
    assert_eq!(back.diverged, [false, false]);
    let (alone, _) = run(&[0.1], OnDivergence::Stop);
    assert_eq!(back.parameters.member(1), alone.parameters);
    // Ten halvings are not enough, and then it ends.
    let (hopeless, events) = run(&[1e30], OnDivergence::Rollback);
    assert!(!hopeless.is_usable());
    assert_eq!(events.len(), 9);
    let (ignored, events) = run(&[100.0], OnDivergence::Ignore);
    assert_eq!((ignored.epochs, events.len(), ignored.is_usable()), (30, 0, false));
}
