//! A run through the library: its events, its reasons to stop, and what is kept of it.

use std::cell::Cell;

use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::executor::Executor;
use gradshader::metrics::{Answers, Direction, Metric};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{
    EarlyStop, Event, FitOptions, Flow, Keep, Listener, Meaning, Monitor, Outcome, Part,
    RangeOptions, StopReason, Target, fit, range_test,
};
use gradshader::schedule::Plateau;
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, block_on};

/// Points in a square; the class of half a plane, and noise that a network can learn by heart.
fn points(samples: usize, seed: usize) -> Dataset {
    let wave = |i: usize, step: usize| ((i * step + seed * 31) % 97) as f32 / 48.5 - 1.0;
    let row = |i: usize| {
        let (a, b) = (wave(i, 37), wave(i, 59));
        let noisy = (i * 7 + seed).is_multiple_of(4);
        let is_first = (a + b > 0.0) != noisy;
        ([a, b], if is_first { [1.0, 0.0] } else { [0.0, 1.0] })
    };
    let (inputs, targets): (Vec<_>, Vec<_>) = (0..samples).map(row).unzip();
    Dataset::from_rows(&inputs, &targets)
}

/// Training and validation samples, and a network that fits the noise of the former.
struct Setting {
    network: Network,
    seeds: Vec<u64>,
    rates: Vec<f32>,
    training: Dataset,
    validation: Option<Dataset>,
    batch: usize,
}

impl Setting {
    fn new(seeds: &[u64]) -> Self {
        Self {
            network: Network::new(&[2, 12, 2], &[Activation::Tanh, Activation::Sigmoid]).unwrap(),
            seeds: seeds.to_vec(),
            rates: vec![0.5],
            training: points(24, 1),
            validation: Some(points(40, 2)),
            batch: 4,
        }
    }

    /// One weight and its bias, fitted to `y = x`.
    fn line(rate: f32) -> Self {
        let line = Dataset::from_rows(&[[1.0], [-1.0], [2.0]], &[[1.0], [-1.0], [2.0]]);
        Self {
            network: Network::new(&[1, 1], &[Activation::Linear]).unwrap(),
            rates: vec![rate],
            training: line.clone(),
            validation: Some(line),
            batch: 3,
            ..Self::new(&[1])
        }
    }

    fn trainer<E: Executor>(&self, executor: E) -> Trainer<E> {
        let parameters = Parameters::initialise(&self.network, &self.seeds);
        let settings = Hyperparameters {
            learning_rates: self.rates.clone(),
            seeds: self.seeds.clone(),
            ..Hyperparameters::new(1.0, self.batch, 0)
        };
        let (network, training) = (self.network.clone(), self.training.clone());
        let validation = self.validation.clone();
        let trainer = Trainer::new(executor, network, &parameters, training, validation, settings);
        block_on(trainer).unwrap()
    }

    fn fit(&self, options: &FitOptions<'_>) -> Outcome {
        let mut trainer = self.trainer(CpuExecutor::<f32>::new());
        block_on(fit(&mut trainer, options, &mut silent)).unwrap()
    }
}

fn silent(_: &Event<'_>) -> Result<Flow> {
    Ok(Flow::Continue)
}

fn early(patience: u32) -> FitOptions<'static> {
    FitOptions {
        epochs: 200,
        meaning: Meaning::Classes,
        early_stop: Some(EarlyStop { patience, min_delta: 0.0 }),
        ..FitOptions::default()
    }
}

const LOSS: Monitor = Monitor { part: Part::Validation, metric: Metric::Loss };

/// The epochs and what stays of them are those that a loop written out here finds.
fn check_early_stop<E: Executor>(executor: E, same: E) {
    let setting = Setting::new(&[5]);
    let patience = 6;
    let mut by_hand = setting.trainer(executor);
    let (mut best, mut best_epoch, mut epochs) = (f64::INFINITY, 0, 0);
    let mut kept = None;
    while epochs - best_epoch < patience {
        epochs += 1;
        block_on(by_hand.epoch()).unwrap();
        let loss = block_on(by_hand.validate()).unwrap().losses[0];
        if loss < best {
            (best, best_epoch) = (loss, epochs);
            kept = Some(block_on(by_hand.parameters()).unwrap());
        }
    }
    assert!(best_epoch > 1 && epochs < 200, "nothing to find: {best_epoch} of {epochs}");

    let mut trainer = setting.trainer(same);
    let outcome = block_on(fit(&mut trainer, &early(patience), &mut silent)).unwrap();
    assert_eq!((outcome.epochs, &outcome.kept[..]), (epochs, &[best_epoch][..]));
    let StopReason::EarlyStop { monitor: LOSS, .. } = outcome.reason else {
        panic!("{:?}", outcome.reason)
    };
    assert_eq!(outcome.reason.to_string(), "validation loss has not got better for 6 epochs");
    assert_eq!(Some(&outcome.parameters), kept.as_ref());
    assert_eq!(block_on(trainer.parameters()).unwrap(), outcome.parameters);
    assert_eq!(outcome.store.get(best_epoch, LOSS.part, LOSS.metric, 0), Some(best));
    let measured = block_on(trainer.validate()).unwrap();
    assert_eq!(measured.losses[0], best);
}

#[test]
fn early_stopping_keeps_the_best_epoch() {
    check_early_stop(CpuExecutor::<f32>::new(), CpuExecutor::<f32>::new());
    check_early_stop(CpuExecutor::<f64>::new(), CpuExecutor::<f64>::new());
    let parallel = || ParallelExecutor::new(Some(2)).unwrap();
    check_early_stop(parallel(), parallel());
}

#[test]
fn a_member_stops_where_it_would_alone() {
    let seeds = [3, 4, 5];
    let together = Setting::new(&seeds).fit(&early(4));
    let mut ends = Vec::new();
    for (member, seed) in seeds.into_iter().enumerate() {
        let alone = Setting::new(&[seed]).fit(&early(4));
        assert_eq!(together.kept[member], alone.kept[0]);
        assert_eq!(together.parameters.member(member), alone.parameters);
        for metric in [Metric::Loss, Metric::Accuracy, Metric::Brier] {
            let series = |outcome: &Outcome, member| {
                outcome.store.series(Part::Validation, metric, member).to_vec()
            };
            assert_eq!(series(&together, member), series(&alone, 0));
        }
        ends.push(alone.epochs);
    }
    assert_eq!(together.epochs, *ends.iter().max().unwrap());
    assert_ne!(ends.iter().min(), ends.iter().max(), "they should not all stop at once");
    let values = (0..3).map(|member| together.store.best(LOSS, member).unwrap().value);
    let best = values.enumerate().min_by(|a, b| a.1.total_cmp(&b.1)).unwrap().0;
    assert_eq!(together.best_member, best);
}

#[test]
fn the_last_epoch_is_kept_where_that_is_asked_for_or_nothing_is_held_out() {
    let setting = Setting::new(&[5]);
    let outcome = setting.fit(&FitOptions { keep: Some(Keep::Last), ..early(6) });
    assert_eq!(outcome.kept, [outcome.epochs]);
    let best = setting.fit(&early(6));
    assert_eq!(outcome.epochs, best.epochs);
    assert_ne!(outcome.parameters, best.parameters);

    let alone = Setting { validation: None, ..Setting::new(&[5]) };
    let outcome = alone.fit(&FitOptions { epochs: 7, ..FitOptions::default() });
    assert_eq!((outcome.reason, &outcome.kept[..]), (StopReason::Finished, &[7][..]));
    assert_eq!(outcome.monitor.to_string(), "train loss");
}

/// Speaks up when it was asked so many times after so many epochs.
struct Impatient {
    patience: Cell<u32>,
    epochs: u32,
    after: u32,
}

impl Listener for Impatient {
    fn event(&mut self, event: &Event<'_>) -> Result<Flow> {
        self.epochs += u32::from(matches!(event, Event::Epoch(_)));
        Ok(Flow::Continue)
    }

    fn interrupted(&self) -> bool {
        if self.epochs < self.after {
            return false;
        }
        self.patience.set(self.patience.get().saturating_sub(1));
        self.patience.get() == 0
    }
}

#[test]
fn an_interrupted_first_epoch_keeps_what_it_had_trained() {
    // There are at most 1024 steps between two looks.
    let setting = Setting { training: points(3000, 1), batch: 1, ..Setting::new(&[5]) };
    let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
    let mut listener = Impatient { patience: Cell::new(2), epochs: 0, after: 0 };
    let outcome = block_on(fit(&mut trainer, &early(3), &mut listener)).unwrap();
    assert_eq!((outcome.reason, outcome.epochs), (StopReason::Interrupted, 0));
    assert!(outcome.is_usable());
    assert_eq!(outcome.kept, [0]);
    let initial = Parameters::initialise(&setting.network, &setting.seeds);
    assert_ne!(outcome.parameters, initial);
    assert_eq!(block_on(trainer.parameters()).unwrap(), outcome.parameters);
    let loss = block_on(trainer.validate()).unwrap().losses[0];
    assert_eq!(outcome.store.get(0, Part::Validation, Metric::Loss, 0), Some(loss));
}

#[test]
fn a_later_interruption_goes_back_to_what_is_kept() {
    let setting = Setting { training: points(3000, 1), batch: 1, ..Setting::new(&[5]) };
    let setting = Setting { rates: vec![0.1], ..setting };
    let options =
        FitOptions { keep: Some(Keep::Last), meaning: Meaning::Classes, ..FitOptions::default() };
    let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
    // After some steps of the third epoch.
    let mut listener = Impatient { patience: Cell::new(2), epochs: 0, after: 2 };
    let outcome = block_on(fit(&mut trainer, &options, &mut listener)).unwrap();
    assert_eq!((outcome.reason, outcome.epochs), (StopReason::Interrupted, 2));
    assert_eq!(listener.epochs, 2);
    let two = setting.fit(&FitOptions { epochs: 2, ..options });
    assert_eq!(outcome.parameters, two.parameters);
    assert_eq!(block_on(trainer.parameters()).unwrap(), two.parameters);
}

#[test]
fn time_and_targets_end_a_run() {
    let setting = Setting::new(&[5]);
    let options = FitOptions { epochs: u32::MAX, meaning: Meaning::Classes, ..early(1) };
    let options = FitOptions { early_stop: None, ..options };
    let outcome = setting.fit(&FitOptions { max_seconds: Some(0.05), ..options.clone() });
    assert_eq!(outcome.reason, StopReason::TimeIsUp { seconds: 0.05 });
    assert!(outcome.epochs > 0 && outcome.seconds < 5.0, "{outcome:?}");

    let target = Target { metric: Metric::Accuracy, value: 0.7 };
    let outcome = setting.fit(&FitOptions { target: Some(target), ..options });
    let monitor = Monitor { metric: Metric::Accuracy, ..LOSS };
    let StopReason::TargetReached { monitor: reached, value } = outcome.reason else {
        panic!("{:?}", outcome.reason)
    };
    assert!(reached == monitor && value >= 0.7);
    // The epoch that reached it is kept, and none before it had.
    assert_eq!(outcome.kept, [outcome.epochs]);
    let (last, before) =
        outcome.store.series(Part::Validation, Metric::Accuracy, 0).split_last().unwrap();
    assert_eq!(*last, (outcome.epochs, value));
    assert!(before.iter().all(|&(_, value)| value < 0.7));
}

#[test]
fn the_epoch_that_reaches_a_target_is_kept_though_another_has_less_loss() {
    let setting = Setting { rates: vec![3.0], ..Setting::new(&[5]) };
    let options = FitOptions { epochs: 60, meaning: Meaning::Classes, ..FitOptions::default() };
    let whole = setting.fit(&options);
    let value = |epoch, metric| whole.store.get(epoch, Part::Validation, metric, 0).unwrap();
    let first_with = |value_wanted: f64| {
        (1..=60).find(|&epoch| value(epoch, Metric::Accuracy) >= value_wanted).unwrap()
    };
    let epoch = (2..=60)
        .find(|&epoch| {
            first_with(value(epoch, Metric::Accuracy)) == epoch
                && (1..epoch).any(|before| value(before, Metric::Loss) < value(epoch, Metric::Loss))
        })
        .expect("an epoch with the best accuracy so far and not the least loss");
    let target = Target { metric: Metric::Accuracy, value: value(epoch, Metric::Accuracy) };
    let outcome = setting.fit(&FitOptions { target: Some(target), ..options });
    assert_eq!((outcome.epochs, &outcome.kept[..]), (epoch, &[epoch][..]));
}

#[test]
fn divergence_is_seen_and_what_was_good_before_is_kept() {
    // The sum of squares of x is 6, so that the error grows by half every epoch.
    let options = FitOptions { epochs: 1000, ..FitOptions::default() };
    let outcome = Setting::line(1.25).fit(&options);
    let StopReason::Diverged { epoch } = outcome.reason else { panic!("{:?}", outcome.reason) };
    assert!(epoch == outcome.epochs && epoch > 10 && epoch < 1000, "{epoch}");
    assert_eq!((&outcome.kept[..], outcome.is_usable()), (&[1][..], true));
    assert!(outcome.parameters.layers[0].weight[0].is_finite());
    // So it is where the last was to be kept, and where nothing is held out.
    let last = FitOptions { keep: Some(Keep::Last), ..options };
    let outcome = Setting::line(1.25).fit(&last);
    assert_eq!((&outcome.kept[..], outcome.is_usable()), (&[1][..], true));
    let alone = Setting { validation: None, ..Setting::line(1.25) }.fit(&last);
    assert_eq!(alone.reason, StopReason::Diverged { epoch: alone.epochs });
    assert_eq!((&alone.kept[..], &alone.parameters), (&[1][..], &outcome.parameters));
    // Which its last step has made infinite is not kept, though its loss is a number.
    let alone = Setting { validation: None, ..Setting::line(f32::MAX) };
    let outcome = alone.fit(&FitOptions { epochs: 1, ..FitOptions::default() });
    assert_eq!(outcome.reason, StopReason::Diverged { epoch: 1 });
    assert!(!outcome.is_usable());

    // One that diverges does not stop the other, and is not the best.
    let two = Setting { seeds: vec![1, 2], rates: vec![1e30, 0.1], ..Setting::line(1.0) };
    let outcome = two.fit(&FitOptions { epochs: 20, ..FitOptions::default() });
    assert_eq!((outcome.reason, outcome.epochs), (StopReason::Finished, 20));
    assert_eq!((&outcome.diverged[..], outcome.best_member), (&[true, false][..], 1));
    let early_stop = Some(EarlyStop { patience: 3, min_delta: 1e-6 });
    let outcome = two.fit(&FitOptions { epochs: 10_000, early_stop, ..FitOptions::default() });
    assert!(matches!(outcome.reason, StopReason::EarlyStop { .. }), "{:?}", outcome.reason);
}

#[test]
fn rates_are_reduced_where_nothing_gets_better() {
    let setting = Setting::new(&[5, 6]);
    let plateau = Plateau { factor: 1e-6, patience: 3, ..Plateau::default() };
    let options = FitOptions {
        epochs: 60,
        meaning: Meaning::Classes,
        plateau: Some(plateau),
        ..FitOptions::default()
    };
    let mut factors: Vec<Vec<f64>> = Vec::new();
    let mut listener = |event: &Event<'_>| {
        if let Event::Epoch(done) = event {
            factors.push(done.rate_factors.to_vec());
        }
        Ok(Flow::Continue)
    };
    let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
    let outcome = block_on(fit(&mut trainer, &options, &mut listener)).unwrap();
    for member in 0..2 {
        let series = outcome.store.series(Part::Validation, Metric::Loss, member);
        let values: Vec<_> = series.iter().map(|&(_, value)| value).collect();
        for (epoch, factors) in factors.iter().enumerate() {
            let expected = plateau.reduced(Direction::Less, &values[..=epoch]);
            assert_eq!(factors[member], expected);
        }
        let reduced = factors.iter().position(|factors| factors[member] < 1.0).unwrap();
        assert!(reduced + 2 < values.len(), "{reduced}");
        // From the epoch after on, hardly anything moves.
        let before = (values[reduced] - values[reduced - 1]).abs();
        let after = (values[reduced + 2] - values[reduced + 1]).abs();
        assert!(before > 1e-4 && after < 1e-5, "{before} {after}");
    }
}

#[test]
fn a_listener_hears_all_and_can_stop_or_fail() {
    let setting = Setting::new(&[5]);
    let run = |answer: &dyn Fn(&Event<'_>) -> Result<Flow>| {
        let mut heard = Vec::new();
        let mut listener = |event: &Event<'_>| {
            let event_heard = match event {
                Event::Start(start) => format!("start {} {}", start.epochs, start.samples),
                Event::Progress { epoch, .. } => format!("progress {epoch}"),
                Event::Epoch(done) => format!("epoch {}", done.number),
                Event::End(outcome) => format!("end {}", outcome.reason.name()),
                _ => "other".to_owned(),
            };
            // How often an epoch is looked into depends on the clock.
            if heard.last() != Some(&event_heard) {
                heard.push(event_heard);
            }
            answer(event)
        };
        let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
        let options = FitOptions { epochs: 2, ..early(9) };
        let outcome = block_on(fit(&mut trainer, &options, &mut listener));
        (outcome, heard)
    };
    let (outcome, heard) = run(&silent);
    assert_eq!(outcome.unwrap().reason, StopReason::Finished);
    let epochs = ["progress 1", "epoch 1", "progress 2", "epoch 2"];
    assert_eq!(heard, [&["start 2 24"], &epochs[..], &["end finished"]].concat());

    let (outcome, heard) = run(&|event| match event {
        Event::Epoch(_) => Ok(Flow::Stop),
        _ => Ok(Flow::Continue),
    });
    let outcome = outcome.unwrap();
    assert_eq!((outcome.reason, outcome.epochs), (StopReason::Stopped, 1));
    assert_eq!(heard, ["start 2 24", "progress 1", "epoch 1", "end stopped"]);
    for fails in ["progress 1", "epoch 1"] {
        let (outcome, heard) = run(&|event| match event {
            Event::Progress { .. } if fails == "progress 1" => Err(Error::failed("full")),
            Event::Epoch(_) => Err(Error::failed("full")),
            _ => Ok(Flow::Continue),
        });
        let error = outcome.unwrap_err();
        assert_eq!((error.kind(), error.to_string()), (ErrorKind::Failed, "full".to_owned()));
        // What was kept before is told.
        let last = if fails == "epoch 1" { "end failed" } else { fails };
        assert_eq!(heard.last().unwrap(), last);
    }
}

#[test]
fn test_samples_are_measured_on_what_is_kept() {
    let setting = Setting::new(&[5]);
    let test = points(30, 3);
    let options = FitOptions { test: Some(&test), final_metrics: vec![Metric::RocAuc], ..early(6) };
    let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
    let outcome = block_on(fit(&mut trainer, &options, &mut silent)).unwrap();
    let epoch = outcome.kept[0];
    assert!(epoch < outcome.epochs);
    let value = |epoch, part, metric| outcome.store.get(epoch, part, metric, 0);
    let loss = block_on(trainer.evaluate(&test)).unwrap().losses[0];
    assert_eq!(value(epoch, Part::Test, Metric::Loss), Some(loss));
    assert!(value(epoch, Part::Test, Metric::Accuracy).is_some());
    assert!(value(epoch, Part::Test, Metric::RocAuc).is_some());
    assert!(value(epoch, Part::Validation, Metric::RocAuc).is_some());
    assert_eq!(value(outcome.epochs, Part::Test, Metric::Loss), None);
    assert_eq!(value(1, Part::Validation, Metric::RocAuc), None);

    let each = setting.fit(&FitOptions { test_each_epoch: true, ..options });
    assert_eq!(each.store.series(Part::Test, Metric::Loss, 0).len(), each.epochs as usize);
    assert_eq!(each.store.get(epoch, Part::Test, Metric::Loss, 0), Some(loss));
}

#[test]
fn labels_are_measured_each_by_itself() {
    let setting = Setting::new(&[5]);
    let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
    let options = FitOptions {
        epochs: 4,
        meaning: Meaning::Labels,
        final_metrics: vec![Metric::RocAuc],
        keep: Some(Keep::Last),
        ..FitOptions::default()
    };
    let outcome = block_on(fit(&mut trainer, &options, &mut silent)).unwrap();
    let evaluation = block_on(trainer.validate()).unwrap();
    let targets = &setting.validation.as_ref().unwrap().targets;
    for metric in [Metric::Accuracy, Metric::LogLoss, Metric::RocAuc] {
        let of = |label: usize| {
            let answers = Answers::of_label(2, label, evaluation.member(0), targets, None);
            metric.of_answers(&answers, &answers.confusion()).unwrap()
        };
        let expected = (of(0) + of(1)) / 2.0;
        assert_eq!(outcome.store.get(4, Part::Validation, metric, 0), Some(expected));
    }
}

#[test]
fn a_metric_that_is_not_defined_keeps_the_last_epoch() {
    // All of one class: there is no area under the curve.
    let one = Dataset::from_rows(&[[0.1, 0.2], [0.3, 0.1]], &[[1.0, 0.0]; 2]);
    let setting = Setting { validation: Some(one), ..Setting::new(&[5]) };
    let options = FitOptions { epochs: 3, monitor: Metric::RocAuc, ..early(9) };
    let outcome = setting.fit(&options);
    assert!(outcome.is_usable());
    assert_eq!((outcome.reason, &outcome.kept[..]), (StopReason::Finished, &[3][..]));
}

#[test]
fn no_epochs_measure_what_is_there() {
    let setting = Setting::new(&[5]);
    let outcome = setting.fit(&FitOptions { epochs: 0, ..early(9) });
    assert_eq!((outcome.reason, &outcome.kept[..]), (StopReason::Finished, &[0][..]));
    assert!(outcome.is_usable());
    assert_eq!(outcome.parameters, Parameters::initialise(&setting.network, &[5]));
    assert!(outcome.store.get(0, Part::Validation, Metric::Accuracy, 0).is_some());
}

/// The whole batch a step, so that an epoch is one.
#[test]
fn a_range_test_finds_a_rate_that_trains() {
    let setting = Setting { rates: vec![1.0], batch: 24, ..Setting::new(&[5, 6]) };
    let mut trainer = setting.trainer(CpuExecutor::<f32>::new());
    let options = RangeOptions { low: 1e-4, high: 1e4, smoothing: 0.5, ..RangeOptions::default() };
    let found = block_on(range_test(&options, async |rate| {
        trainer.set_rate_factors(&[rate; 2])?;
        Ok(trainer.epoch().await?.losses)
    }));
    for found in found.unwrap() {
        let rate = found.suggestion().unwrap();
        assert!((0.02..20.0).contains(&rate), "{rate}");
        let setting = Setting { rates: vec![rate as f32], batch: 24, ..Setting::new(&[5]) };
        let outcome = setting.fit(&FitOptions { epochs: 300, ..FitOptions::default() });
        let losses = outcome.store.series(Part::Training, Metric::Loss, 0);
        let (first, last) = (losses[0].1, losses[299].1);
        assert!(last < 0.9 * first, "{rate}: from {first} to {last}");
    }
}

#[test]
fn options_that_cannot_be_are_refused() {
    let seconds = |seconds| FitOptions { max_seconds: Some(seconds), ..FitOptions::default() };
    let target = |target: &str| target.parse::<Target>().unwrap();
    let min_delta = EarlyStop { patience: 1, min_delta: f64::NAN };
    for (options, validation, expected) in [
        (early(0), true, "early stopping after 0 epochs"),
        (
            FitOptions { early_stop: Some(min_delta), ..early(1) },
            true,
            "improvement of at least NaN",
        ),
        (seconds(0.0), true, "at most 0 seconds"),
        (seconds(f64::NAN), true, "at most NaN seconds"),
        (FitOptions { monitor: Metric::Accuracy, ..early(1) }, false, "no samples are held out"),
        (FitOptions { monitor: Metric::Rmse, ..early(1) }, true, "rmse is a metric of values"),
        (
            FitOptions { target: Some(target("accuracy:0.5")), ..FitOptions::default() },
            true,
            "accuracy is a metric of classes, the targets are values",
        ),
    ] {
        let error = options.check(validation).unwrap_err();
        assert!(
            error.kind() == ErrorKind::Input && error.to_string().contains(expected),
            "{error}"
        );
    }
    for text in ["accuracy", "accuracy:", "accuracy:NaN", "acuracy:0.5"] {
        assert!(text.parse::<Target>().is_err(), "{text}");
    }
    let error = "lst".parse::<Keep>().unwrap_err().to_string();
    assert!(error.contains("did you mean last?"), "{error}");
}
