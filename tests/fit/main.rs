//! A run through the library: its events, what is kept of it, and its reasons to stop.

mod stops;

use gradshader::cpu::CpuExecutor;
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::executor::Executor;
use gradshader::metrics::{Answers, Direction, Metric};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::run::{
    EarlyStop, Event, FitOptions, Flow, Keep, Meaning, Monitor, Outcome, Part, RangeOptions,
    StopReason, Target, fit, range_test,
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
