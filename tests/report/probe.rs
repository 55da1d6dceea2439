//! What the layers hold is what the reference computes, and looking changes nothing.

use gradshader::block_on;
use gradshader::cpu::{CpuExecutor, ParallelExecutor};
use gradshader::dataset::Dataset;
use gradshader::executor::Executor;
use gradshader::gpu::{Family, GpuExecutor, GpuOptions};
use gradshader::network::{Activation, Network, Parameters};
use gradshader::recording::Buffer;
use gradshader::train::{Hyperparameters, Probe, Trainer};

#[path = "../common/mod.rs"]
mod common;

/// A probe after two epochs, and the hash of what five epochs come to; with no probe where `looks` is
/// false.
fn run<E: Executor>(executor: E, looks: bool) -> (Option<Probe>, String) {
    let network = Network::new(&[6, 9, 3], &[Activation::Relu, Activation::Sigmoid]).unwrap();
    let settings = Hyperparameters { dropout: vec![0.0, 0.25], ..Hyperparameters::new(0.5, 8, 3) };
    let parameters = Parameters::initialise(&network, &[3]);
    // The last batch is a partial one.
    let data: Dataset = common::data(43, 6, 3);
    block_on(async {
        let mut trainer =
            Trainer::new(executor, network, &parameters, data, None, settings).await.unwrap();
        let mut seen = None;
        for epoch in 1..=5 {
            trainer.epoch().await.unwrap();
            if looks {
                let probe = trainer.probe().await.unwrap();
                seen = if epoch == 2 { Some(probe) } else { seen };
            }
        }
        (seen, trainer.parameters().await.unwrap().hash())
    })
}

/// Both are within what rounding makes of sums of at most 43 terms of size 1, many times over.
#[track_caller]
fn near(found: &Probe, expected: &Probe) {
    assert_eq!(found.values.len(), 8);
    for ((buffer, found), (same, expected)) in found.values.iter().zip(&expected.values) {
        assert_eq!(buffer, same);
        assert_eq!(found.len(), expected.len(), "{buffer}");
        for (one, other) in found.iter().zip(expected) {
            assert!((one - other).abs() < 2e-5, "{buffer}: {one}, not {other}");
        }
    }
}

#[test]
fn layers_are_looked_at_without_a_trace_on_every_executor() {
    let (reference, hash) = run(CpuExecutor::<f32>::new(), true);
    let reference = reference.unwrap();
    assert_eq!(run(CpuExecutor::<f32>::new(), false).1, hash);
    let of = |wanted: Buffer| {
        let found = reference.values.iter().find(|(buffer, _)| *buffer == wanted);
        found.unwrap_or_else(|| panic!("no {wanted}")).1.clone()
    };
    // The gradient is the one of these deltas and activations: dL/dW = X^T D / batch.
    let (h, d, g) =
        (of(Buffer::Activation(0)), of(Buffer::Delta(1)), of(Buffer::WeightGradient(1)));
    assert_eq!((h.len(), d.len(), g.len()), (8 * 9, 8 * 3, 9 * 3));
    for (i, o) in [(0, 0), (4, 2), (8, 1)] {
        let sum: f32 = (0..8).map(|row| h[row * 9 + i] * d[row * 3 + o]).sum();
        assert!((sum / 8.0 - g[i * 3 + o]).abs() < 1e-6, "{sum} {}", g[i * 3 + o]);
    }
    assert!(h.contains(&0.0) && d.iter().any(|&delta| delta != 0.0));

    let (parallel, hash) = run(ParallelExecutor::new(Some(2)).unwrap(), true);
    near(&parallel.unwrap(), &reference);
    assert_eq!(run(ParallelExecutor::new(Some(2)).unwrap(), false).1, hash);

    for family in [None, Some(Family::Single), Some(Family::Tiles)] {
        let executor =
            || GpuExecutor::new(common::open(GpuOptions { family, ..GpuOptions::default() }));
        let (probe, hash) = run(executor(), true);
        near(&probe.unwrap(), &reference);
        assert_eq!(run(executor(), false).1, hash, "{family:?}");
    }
}
