//! Full training steps of the grid's small networks: on the adapter, fused and one by one, and on
//! the CPU. The elements of the throughput are samples, those of all members.

mod common;

use criterion::measurement::WallTime;
use criterion::{BenchmarkGroup, BenchmarkId, Criterion, Throughput};
use gradshader::bench::{Case, flops_per_sample, grid, trainer};
use gradshader::block_on;
use gradshader::cpu::ParallelExecutor;
use gradshader::executor::Executor;
use gradshader::gpu::Family;
use gradshader::network::dashed;

/// Steps an epoch, and an epoch is what is timed.
const STEPS: usize = 16;

fn epochs<E: Executor>(
    group: &mut BenchmarkGroup<'_, WallTime>,
    device: &str,
    case: &Case,
    executor: E,
) {
    let sizes = dashed(case.network.sizes());
    let name = format!("{sizes} b{} m{}", case.batch(), case.members());
    let trainer = trainer(executor, &case.network, &case.hyperparameters, STEPS);
    let mut trainer = block_on(trainer).expect("it fits every device");
    group.bench_function(BenchmarkId::new(device, name), |bencher| {
        // The epoch's losses are read back: when it returns, its steps are done.
        bencher.iter(|| block_on(trainer.epoch()).expect("the device is there"));
    });
}

fn main() {
    let mut criterion: Criterion = common::criterion();
    let mut group = criterion.benchmark_group("step");
    // Those that every device trains in milliseconds a step.
    let small = |case: &Case| flops_per_sample(case.network.sizes()) * case.batch() < 100_000_000;
    for case in grid().iter().filter(|case| small(case)) {
        group.throughput(Throughput::Elements((STEPS * case.batch() * case.members()) as u64));
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
