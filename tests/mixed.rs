//! Mixed precision: where an adapter lacks it, that is said; where it has it, training gets where f32
//! gets, and a number that f16 does not have is seen.

mod common;

use gradshader::block_on;
use gradshader::dataset::Dataset;
use gradshader::error::ErrorKind;
use gradshader::gpu::{Context, Family, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};

fn options(family: Family) -> GpuOptions {
    GpuOptions { family: Some(family), ..GpuOptions::default() }
}

fn trainer(context: Context, data: Dataset, activation: Activation) -> Trainer<GpuExecutor> {
    let network = Network::new(&[8, 20, 3], &[activation; 2]).unwrap();
    let parameters = Parameters::initialise(&network, &[3]);
    let settings = Hyperparameters::new(0.5, 30, 3);
    let executor = GpuExecutor::new(context);
    block_on(Trainer::new(executor, network, &parameters, data, None, settings)).unwrap()
}

/// What the first of 8 numbers is of three classes.
fn thirds(samples: usize) -> Dataset {
    let mut data = common::data(samples, 8, 3);
    for (inputs, targets) in data.inputs.chunks(8).zip(data.targets.to_mut().chunks_mut(3)) {
        let class = ((inputs[0] + 1.0) * 1.5).min(2.0) as usize;
        targets.fill(0.0);
        targets[class] = 1.0;
    }
    data
}

#[test]
fn an_adapter_without_matrices_and_a_device_not_opened_for_them_say_so() {
    if !common::has_matrices() {
        let opened = block_on(Context::open(&common::adapter(), options(Family::Matrices)));
        let error = opened.expect_err("it has no matrices");
        assert_eq!(error.kind(), ErrorKind::Device);
        let text = error.to_string();
        assert!(text.contains(" cannot compute in mixed precision: it"), "{text}");
        assert!(text.ends_with("; use --precision f32, or another adapter"), "{text}");
    }
    let context = common::open(options(Family::Tiles));
    assert!(!context.can_run(Family::Matrices));
    let executor = GpuExecutor::new(context.with_options(options(Family::Matrices)));
    let error = block_on(gradshader::bench::product(executor, 16)).unwrap_err();
    assert!(error.to_string().contains(" was not opened for mixed precision"), "{error}");
}

#[test]
fn training_in_mixed_precision_gets_where_f32_gets() {
    if !common::has_matrices() {
        return;
    }
    let mut losses = [Family::Tiles, Family::Matrices].map(|family| {
        let mut trainer = trainer(common::open(options(family)), thirds(300), Activation::Sigmoid);
        trainer.verify_every(50).unwrap();
        let mut epochs = (0..60).map(|_| block_on(trainer.epoch()).unwrap().losses[0]);
        let first = epochs.next().unwrap();
        let last = epochs.last().unwrap();
        assert!(last < 0.5 * first, "{family:?}: {first} to {last}");
        assert_eq!(trainer.fusion().mixed, family == Family::Matrices);
        last
    });
    losses.sort_by(f64::total_cmp);
    let [least, most] = losses;
    assert!(least != most && most < 1.01 * least, "{losses:?}");
}

/// Even where a sigmoid would make 1 of infinity.
#[test]
fn a_number_that_f16_does_not_have_is_seen() {
    if !common::has_matrices() {
        return;
    }
    for (largest, passes) in [(65504.0, true), (65505.0, false), (1e5, false), (-1e30, false)] {
        let mut data = thirds(30);
        data.inputs.to_mut()[9] = largest;
        let mut plain = trainer(common::mixed(), data.clone(), Activation::Sigmoid);
        let loss = block_on(plain.epoch()).unwrap().losses[0];
        assert_eq!(loss.is_finite(), passes, "{largest}: {loss}");
        let mut verified = trainer(common::mixed(), data, Activation::Sigmoid);
        verified.verify_every(1).unwrap();
        let kind = block_on(verified.epoch()).map_err(|error| error.kind()).err();
        assert_eq!(kind, (!passes).then_some(ErrorKind::Verification), "{largest}");
    }
}
