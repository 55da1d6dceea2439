//! The trainer in a caller's own loop: step by step, with weights, on windows of the data.

use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::executor::Executor;
use gradshader::formula::Optimizer;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::schedule::{Schedule, Schedules};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, block_on};

/// 23 points and a class of two.
fn points() -> Dataset {
    let row = |i: usize| {
        let (a, b) = ((i * 37 % 23) as f32 / 11.0 - 1.0, (i * 59 % 23) as f32 / 11.0 - 1.0);
        ([a, b], if a + b > 0.0 { [1.0, 0.0] } else { [0.0, 1.0] })
    };
    let (inputs, targets): (Vec<_>, Vec<_>) = (0..23).map(row).unzip();
    Dataset::from_rows(&inputs, &targets)
}

/// Two members that train with Adam, dropout and a schedule, five samples a step.
fn trainer<E: Executor>(
    executor: E,
    data: Dataset,
    change: impl Fn(Hyperparameters) -> Hyperparameters,
) -> Trainer<E> {
    let network = Network::new(&[2, 9, 2], &[Activation::Tanh, Activation::Sigmoid]).unwrap();
    let parameters = Parameters::initialise(&network, &[4, 5]);
    let hyperparameters = Hyperparameters {
        seeds: vec![4, 5],
        dropout: vec![0.0, 0.25],
        ..Hyperparameters::new(0.05, 5, 0).with_optimizer(Optimizer::Adam)
    };
    let hyperparameters = change(hyperparameters);
    let trainer = Trainer::new(executor, network, &parameters, data, None, hyperparameters);
    let mut trainer = block_on(trainer).unwrap();
    let of = |text: &str| Some(Schedule::new(text.parse().unwrap(), 0).unwrap());
    let schedules =
        Schedules { learning_rate: of("cosine"), dropout: of("linear"), ..Schedules::default() };
    trainer.set_schedules(schedules, 3).unwrap();
    trainer
}

fn check_steps<E: Executor>(
    executor: impl Fn() -> E,
    change: impl Fn(Hyperparameters) -> Hyperparameters,
) {
    let mut by_epoch = trainer(executor(), points(), &change);
    let mut by_step = trainer(executor(), points(), &change);
    for _ in 0..3 {
        let epoch = block_on(by_epoch.epoch()).unwrap();
        for step in 0..5 {
            let losses = block_on(by_step.step()).unwrap();
            for (member, loss) in losses.into_iter().enumerate() {
                assert_eq!(loss, f64::from(epoch.batch_losses[member * 5 + step]));
            }
        }
        assert_eq!(by_step.last_learning_rates(), by_epoch.last_learning_rates());
        let parameters = |trainer: &mut Trainer<E>| block_on(trainer.parameters()).unwrap();
        assert_eq!(parameters(&mut by_step), parameters(&mut by_epoch));
    }
    // 14 of 15 steps of the cosine.
    let expected = 0.05f32 as f64 * (1.0 + (std::f64::consts::PI * 14.0 / 15.0).cos()) / 2.0;
    assert!((by_step.last_learning_rates()[1] - expected).abs() < 1e-12);
}

#[test]
fn steps_come_to_an_epoch() {
    check_steps(CpuExecutor::<f32>::new, |h| h);
    check_steps(CpuExecutor::<f64>::new, |h| h);
    check_steps(|| ParallelExecutor::new(Some(2)).unwrap(), |h| h);
    // Where not all data are on the device.
    let windowed = |h| Hyperparameters { resident_rows: Some(10), ..h };
    check_steps(CpuExecutor::<f32>::new, windowed);
}

#[test]
fn an_epoch_after_a_step_begins_anew() {
    let mut trainer = trainer(CpuExecutor::<f32>::new(), points(), |h| h);
    block_on(trainer.step()).unwrap();
    let epoch = block_on(trainer.epoch()).unwrap();
    assert_eq!((epoch.number, epoch.batch_losses.len()), (2, 10));
    // The next step is the first of the third.
    block_on(trainer.step()).unwrap();
    assert_eq!(block_on(trainer.epoch()).unwrap().number, 4);
}

#[test]
fn steps_are_verified_where_that_is_asked_for() {
    let mut trainer = trainer(CpuExecutor::<f32>::new(), points(), |h| h);
    trainer.verify_every(2).unwrap();
    for _ in 0..5 {
        block_on(trainer.step()).unwrap();
    }
    assert_eq!(trainer.verification().unwrap().steps, 3);
}

/// The loss of an epoch in which nothing moves is that of an evaluation, weights and all.
#[test]
fn the_loss_of_an_epoch_is_the_mean_by_weights() {
    let weights: Vec<f32> = (0..23).map(|i| [0.0, 0.5, 1.0, 7.0][i % 4]).collect();
    let data = points().with_weights(&weights);
    let still =
        |h| Hyperparameters { learning_rates: vec![1e-12], dropout: vec![], weighted: true, ..h };
    let mut trainer = trainer(CpuExecutor::<f64>::new(), data.clone(), still);
    let trained = block_on(trainer.epoch()).unwrap().losses;
    let evaluated = block_on(trainer.evaluate(&data)).unwrap();
    let outputs = evaluated.member(0);
    let square = |i: usize| (outputs[i] - points().targets[i]).powi(2) / 2.0;
    let terms = (0..46).map(|i| f64::from(square(i) * weights[i / 2])).sum::<f64>();
    let by_hand = terms / weights.iter().map(|&w| f64::from(w)).sum::<f64>();
    assert!((evaluated.losses[0] - by_hand).abs() < 1e-6, "{:?} {by_hand}", evaluated.losses);
    for (trained, evaluated) in trained.iter().zip(&evaluated.losses) {
        assert!((trained - evaluated).abs() < 1e-6, "{trained} {evaluated}");
    }
    // A batch of which no sample counts changes nothing and is no NaN.
    let rows = [0, 4, 8, 12, 16, 1];
    let mut few = self::trainer(CpuExecutor::<f32>::new(), data.select(&rows), |h| {
        Hyperparameters { weighted: true, batch: 1, ..h }
    });
    let epoch = block_on(few.epoch()).unwrap();
    assert!(epoch.losses.iter().all(|loss| loss.is_finite() && *loss > 0.0), "{epoch:?}");
}
