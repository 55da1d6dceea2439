//! Steps of random networks stay within the bounds, layer by layer: fused, kernel by kernel, and on the
//! CPU; and the reference's gradients are those of the loss.

mod common;

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::dataset::Dataset;
use gradshader::executor::Executor;
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::recording::{Buffer, Part, Setup, Window};
use gradshader::train::{Hyperparameters, Trainer};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

#[derive(Debug, Clone)]
struct Case {
    sizes: Vec<usize>,
    activations: Vec<Activation>,
    members: usize,
    batch: usize,
    /// Samples beyond one batch, which make a partial one.
    rest: usize,
    seed: u64,
}

/// Widths and batches at the edges of workgroups, panels and padding, and any others.
fn size(largest: usize) -> impl Strategy<Value = usize> {
    let edges = [1, 2, 4, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 128, 129, 257];
    let edges: Vec<_> = edges.into_iter().filter(|&edge| edge <= largest).collect();
    prop_oneof![proptest::sample::select(edges), 1..=largest]
}

/// Networks that resident steps can train: small, with one hidden activation.
fn small_cases() -> impl Strategy<Value = Case> {
    let activation = || proptest::sample::select(Activation::ALL.to_vec());
    (proptest::collection::vec(size(33), 2..=5), activation(), activation(), cases()).prop_map(
        |(sizes, hidden, output, case)| {
            let mut activations = vec![hidden; sizes.len() - 2];
            activations.push(output);
            Case { sizes, activations, ..case }
        },
    )
}

fn cases() -> impl Strategy<Value = Case> {
    let layers = proptest::collection::vec(
        (size(300), proptest::sample::select(Activation::ALL.to_vec())),
        1..=5,
    );
    (size(300), layers, 1..=3usize, size(257), 0..40usize, any::<u64>()).prop_map(
        |(inputs, layers, members, batch, rest, seed)| Case {
            sizes: std::iter::once(inputs).chain(layers.iter().map(|layer| layer.0)).collect(),
            activations: layers.into_iter().map(|layer| layer.1).collect(),
            members,
            batch,
            rest: rest.min(batch - 1),
            seed,
        },
    )
}

/// Two verified steps, the second on a partial batch.
fn check<E: Executor>(case: &Case, executor: E) {
    let network = Network::new(&case.sizes, &case.activations).unwrap();
    let seeds: Vec<u64> = (0..case.members as u64).map(|m| case.seed.wrapping_add(m)).collect();
    let parameters = Parameters::initialise(&network, &seeds);
    let samples = case.batch + case.rest;
    let wave = |i: usize| ((i * 7919 + case.seed as usize % 1000) % 1009) as f32 / 504.5 - 1.0;
    let data = Dataset {
        samples,
        inputs: (0..samples * network.inputs()).map(wave).collect(),
        targets: (0..samples * network.outputs()).map(|i| wave(i + 1).abs()).collect(),
    };
    let settings = Hyperparameters { seeds, ..Hyperparameters::new(0.01, case.batch, 0) };
    let trainer = Trainer::new(executor, network, &parameters, data, None, settings);
    let mut trainer = block_on(trainer).unwrap();
    trainer.verify_every(1).unwrap();
    if let Err(error) = block_on(trainer.epoch()) {
        panic!("{case:?}: {error}");
    }
    assert_eq!(trainer.verification().unwrap().steps, if case.rest > 0 { 2 } else { 1 });
}

fn number_of_cases() -> u32 {
    std::env::var("GRADSHADER_TEST_CASES").map_or(12, |cases| cases.parse().unwrap())
}

fn check_random<E: Executor>(executor: impl Fn() -> E) {
    check_random_of(cases(), executor);
}

fn check_random_of<E: Executor>(cases: impl Strategy<Value = Case>, executor: impl Fn() -> E) {
    let config =
        Config { cases: number_of_cases(), failure_persistence: None, ..Config::default() };
    TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    )
    .run(&cases, |case| {
        check(&case, executor());
        Ok(())
    })
    .unwrap();
}

fn gpu(family: Option<Family>) -> GpuExecutor {
    GpuExecutor::new(common::open(GpuOptions { family, ..GpuOptions::default() }))
}

#[test]
fn random_networks_fused() {
    check_random(|| gpu(None));
}

#[test]
fn random_networks_kernel_by_kernel() {
    check_random(|| gpu(Some(Family::Single)));
}

#[test]
fn random_networks_in_tiles() {
    check_random(|| gpu(Some(Family::Tiles)));
}

#[test]
fn random_networks_in_resident_steps() {
    let family = Some(Family::Tiles);
    let options = GpuOptions { family, whole_steps: Some(true), ..GpuOptions::default() };
    check_random_of(small_cases(), || GpuExecutor::new(common::open(options.clone())));
}

#[test]
fn random_networks_in_mixed_precision() {
    if common::has_matrices() {
        check_random(|| gpu(Some(Family::Matrices)));
    }
}

#[test]
fn random_networks_on_the_cpu() {
    check_random(|| ParallelExecutor::new(Some(2)).unwrap());
}

/// Central differences, `(L(w + s) - L(w - s)) / 2s` with `s = 1e-6`: their error is of the order
/// of `s^2 = 1e-12` from the third derivative and `1e-16 / s = 1e-10` from rounding.
#[test]
fn cpu_gradients_are_those_of_the_loss() {
    const STEP: f64 = 1e-6;
    for hidden in Activation::ALL {
        for output in Activation::ALL {
            let network = Network::new(&[3, 4, 5, 2], &[hidden, hidden, output]).unwrap();
            let rows = 6;
            let setup = Setup {
                recipe: gradshader::recipe::Recipe::default(),
                network: network.clone(),
                members: 1,
                training_batch: rows,
                evaluation_batch: rows,
                training: Window { rows, samples: rows, steps: 1 },
                evaluation: Window { rows, samples: rows, steps: 1 },
            };
            let mut executor = CpuExecutor::<f64>::new();
            let step = block_on(executor.load(&setup.training_step(rows))).unwrap();
            let evaluation = block_on(executor.load(&setup.evaluation(rows))).unwrap();
            let wave = |i: usize| ((i * 37 + 11) % 101) as f32 / 50.0 - 1.0;
            for part in [Part::Training, Part::Evaluation] {
                let order: Vec<u32> = (0..rows as u32).collect();
                let inputs: Vec<f32> = (0..rows * 3).map(wave).collect();
                let targets: Vec<f32> = (0..rows * 2).map(|i| wave(i + 5)).collect();
                executor.write_indices(Buffer::Order(part), &order).unwrap();
                executor.write(Buffer::DataInputs(part), &inputs).unwrap();
                executor.write(Buffer::DataTargets(part), &targets).unwrap();
            }
            let parameters = Parameters::initialise(&network, &[5]);
            for (l, layer) in (0..).zip(&parameters.layers) {
                executor.write(Buffer::Weight(l), &layer.weight).unwrap();
                // Away from 0, where a ReLU has no derivative.
                let bias: Vec<f32> = (0..layer.bias.len()).map(|i| 0.1 + 0.01 * i as f32).collect();
                executor.write(Buffer::Bias(l), &bias).unwrap();
            }
            // A learning rate of 0: the step leaves gradients and changes nothing.
            block_on(executor.run(step, 1)).unwrap();
            let loss = |executor: &mut CpuExecutor<f64>| {
                executor.write_indices(Buffer::Cursor(Part::Evaluation), &[0, 0]).unwrap();
                block_on(executor.run(evaluation, 1)).unwrap();
                executor.buffers.numbers(Buffer::Losses(Part::Evaluation)).unwrap()[0]
            };
            for l in 0..3 {
                for (parameter, gradient) in [
                    (Buffer::Weight(l), Buffer::WeightGradient(l)),
                    (Buffer::Bias(l), Buffer::BiasGradient(l)),
                ] {
                    let gradient = executor.buffers.numbers(gradient).unwrap().to_vec();
                    for (i, gradient) in gradient.into_iter().enumerate() {
                        let mut moved = |by: f64| {
                            executor.buffers.numbers_mut(parameter).unwrap()[i] += by;
                            let loss = loss(&mut executor);
                            executor.buffers.numbers_mut(parameter).unwrap()[i] -= by;
                            loss
                        };
                        let difference = (moved(STEP) - moved(-STEP)) / (2.0 * STEP);
                        assert!(
                            (difference - gradient).abs() <= 1e-8,
                            "{hidden} {output} {parameter} {i}: {gradient} and {difference}"
                        );
                    }
                }
            }
        }
    }
}
