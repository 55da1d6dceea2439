//! Timestamp queries: one timing a dispatch, and the same bits as without.

mod common;

use gradshader::gpu::{Context, Family, GpuExecutor, GpuOptions, Profile};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{ErrorKind, block_on};

const STEPS: usize = 50;

/// Trains one epoch of so many samples in batches of so many; the parameters' hash and what was timed.
fn epoch(executor: GpuExecutor, samples: usize, batch: usize) -> (String, Profile) {
    let network = Network::new(&[5, 9, 3], &[Activation::Sigmoid; 2]).unwrap();
    let parameters = Parameters::initialise(&network, &[1]);
    let data = common::data(samples, 5, 3);
    let settings = Hyperparameters::new(0.5, batch, 1);
    block_on(async {
        let mut trainer =
            Trainer::new(executor, network, &parameters, data, None, settings).await.unwrap();
        trainer.epoch().await.unwrap();
        let hash = trainer.parameters().await.unwrap().hash();
        let profile = trainer.executor_mut().profile().unwrap().cloned().unwrap_or_default();
        (hash, profile)
    })
}

/// The parameters' hash after an epoch and the number of dispatches timed.
fn train(context: &Context, profiled: bool) -> (String, usize) {
    let mut executor = GpuExecutor::new(context.clone());
    if profiled {
        executor.start_profile().unwrap();
    }
    let (hash, Profile { totals, timings }) = epoch(executor, 8 * STEPS, 8);
    let total: u64 = totals.values().map(|total| total.dispatches).sum();
    assert_eq!(total, timings.len() as u64);
    let mut now = 0.0;
    for timing in &timings {
        assert!(timing.start >= now && timing.end >= timing.start, "{timing:?} after {now}");
        assert!(!timing.shader.is_empty());
        now = timing.end;
    }
    (hash, timings.len())
}

#[test]
fn every_dispatch_is_timed_and_no_bit_changes() {
    // One by one, so that the number of dispatches is known: the coefficients; two gathers; product, bias and
    // activation of two layers; two for the loss; the deltas of the outputs and, as a product, of
    // the hidden layer; four gradients; four updates; the cursor.
    const DISPATCHES: usize = 1 + 2 + 2 * 3 + 2 + 1 + 2 + 4 + 4 + 1;
    let context = common::open(GpuOptions { family: Some(Family::Single), ..Default::default() });
    let (hash, timed) = train(&context, false);
    assert_eq!(timed, 0);
    if let Err(error) = GpuExecutor::new(context.clone()).start_profile() {
        assert_eq!(error.kind(), ErrorKind::Device);
        assert!(error.to_string().contains("no timestamp queries"), "{error}");
        println!("this adapter has no timestamp queries");
        return;
    }
    let (profiled, timed) = train(&context, true);
    assert_eq!(profiled, hash);
    assert_eq!(timed, STEPS * DISPATCHES);
}

#[test]
fn the_batch_that_ends_an_epoch_runs_the_whole_steps_of_the_others() {
    // Two batches of 20 and one of 3.
    let train = |whole| {
        let options = GpuOptions {
            family: Some(Family::Panels),
            whole_steps: Some(whole),
            ..Default::default()
        };
        let context = common::open(options);
        if !context.can_run(Family::Panels) {
            return None;
        }
        let mut executor = GpuExecutor::new(context);
        let profiled = executor.start_profile().is_ok();
        let (hash, profile) = epoch(executor, 43, 20);
        let names = profile.totals.keys().filter(|name| name.starts_with("whole_steps"));
        Some((hash, profiled, names.count()))
    };
    let Some((whole, profiled, shaders)) = train(true) else {
        println!("this adapter runs no panels");
        return;
    };
    assert!(!profiled || shaders == 1, "{shaders} shaders");
    let (panels, _, shaders) = train(false).unwrap();
    assert_eq!((panels, shaders), (whole, 0));
}
