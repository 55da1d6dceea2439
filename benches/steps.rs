//! Full training steps of the grid's small networks: on the adapter, fused and one by one, and on
//! the CPU. The elements of the throughput are samples, those of all members.

mod common;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput};
use gradshader::bench::{Case, flops_per_sample, grid};
use gradshader::cpu::ParallelExecutor;
use gradshader::executor::Executor;
use gradshader::gpu::Family;
use gradshader::network::{Activation, Network, Parameters};
use gradshader::train::{Hyperparameters, Trainer};
use gradshader::{Dataset, block_on};

/// Steps an epoch, and an epoch is what is timed.
const STEPS: usize = 16;

fn trainer<E: Executor>(case: &Case, executor: E) -> Trainer<E> {
    let activations = vec![Activation::Sigmoid; case.sizes.len() - 1];
    let network = Network::new(&case.sizes, &activations).expect("the grid's networks are valid");
    let seeds: Vec<u64> = (0..case.members as u64).collect();
    let parameters = Parameters::initialise(&network, &seeds);
    let samples = STEPS * case.batch;
    let value = |i: usize| (i % 1000) as f32 / 1000.0;
    let data = Dataset {
        samples,
        inputs: (0..samples * network.inputs()).map(value).collect(),
        targets: (0..samples * network.outputs()).map(value).collect(),
    };
    let settings =
        Hyperparameters { seeds, shuffle: false, ..Hyperparameters::new(0.1, case.batch, 0) };
    block_on(Trainer::new(executor, network, &parameters, data, None, settings))
        .expect("it fits every device")
}

fn epochs<E: Executor>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    device: &str,
    case: &Case,
    executor: E,
) {
    let sizes: Vec<_> = case.sizes.iter().map(usize::to_string).collect();
    let name = format!("{} b{} m{}", sizes.join("-"), case.batch, case.members);
    let mut trainer = trainer(case, executor);
    group.bench_function(BenchmarkId::new(device, name), |bencher| {
        // The epoch's losses are read back: when it returns, its steps are done.
        bencher.iter(|| block_on(trainer.epoch()).expect("the device is there"));
    });
}

fn main() {
    let mut criterion: Criterion = common::criterion();
    let mut group = criterion.benchmark_group("step");
    // Those that every device trains in milliseconds a step.
    let small = |case: &Case| flops_per_sample(&case.sizes) * case.batch < 100_000_000;
    for case in grid().iter().filter(|case| small(case)) {
        group.throughput(Throughput::Elements((STEPS * case.batch * case.members) as u64));
        for (device, family) in
            [("fused", None), ("tiles", Some(Family::Tiles)), ("one by one", Some(Family::Single))]
        {
            if let Some(executor) = common::executor(family) {
                epochs(&mut group, device, case, executor);
            }
        }
        let cpu = ParallelExecutor::new(None).expect("the system gives threads");
        epochs(&mut group, "cpu", case, cpu);
    }
    group.finish();
    criterion.final_summary();
}
