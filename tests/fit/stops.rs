//! Reasons to stop, and what is kept where a run does.

use std::cell::Cell;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::error::Result;
use gradshader::executor::Executor;
use gradshader::metrics::Metric;
use gradshader::network::Parameters;
use gradshader::run::{
    EarlyStop, Event, FitOptions, Flow, Keep, Listener, Meaning, Monitor, Outcome, Part,
    StopReason, Target, fit,
};

use super::{LOSS, Setting, early, points, silent};

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
