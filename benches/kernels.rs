//! The products alone, each with what is fused to it: recordings of one command group, on the
//! adapter. The elements of the throughput are floating-point operations of the products, two for
//! each multiplication and addition.

mod common;

use std::time::Instant;

use criterion::{BenchmarkId, Criterion, Throughput};
use gradshader::block_on;
use gradshader::executor::Executor;
use gradshader::formula::{Activation, coefficients};
use gradshader::gpu::Family;
use gradshader::kernel::Kernel;
use gradshader::recipe::{Rule, Slope};
use gradshader::recording::{Buffer, Command, Recording};
use gradshader::shape::{Extent, Shape};

/// A layer: rows of the batch, inputs, outputs.
type Layer = [usize; 3];

const SMALL: Layer = [64, 784, 128];
const LARGE: Layer = [512, 1024, 1024];

fn extent(rows: usize, columns: usize) -> Extent {
    Extent { members: 1, rows, columns }
}

fn command(kernel: Kernel, [rows, inner, columns]: [usize; 3], operands: &[Buffer]) -> Command {
    let shape = Shape { members: 1, rows, inner, columns };
    Command { kernel, shape, operands: operands.to_vec() }
}

/// `sigmoid(x W + b)`.
fn forward([rows, inputs, outputs]: Layer) -> Recording {
    use Buffer::{Activation as H, Bias, Inputs, Sum, Weight};
    let sigmoid = Kernel::Activate(Activation::Sigmoid);
    Recording {
        buffers: vec![
            (Inputs, extent(rows, inputs)),
            (Weight(0), extent(inputs, outputs)),
            (Bias(0), extent(1, outputs)),
            (Sum(0), extent(rows, outputs)),
            (H(0), extent(rows, outputs)),
            (Buffer::Coefficients, extent(1, coefficients::FIXED)),
        ],
        commands: vec![
            command(Kernel::MatmulNn, [rows, inputs, outputs], &[Inputs, Weight(0), Sum(0)]),
            command(Kernel::AddBias, [rows, 1, outputs], &[Sum(0), Bias(0)]),
            command(sigmoid, [rows, 1, outputs], &[Sum(0), H(0)]),
        ],
    }
}

/// `(D W^T) * sigmoid'`.
fn backward([rows, inputs, outputs]: Layer) -> Recording {
    use Buffer::{Activation as H, BackSum, Delta, Weight};
    let f = Activation::Sigmoid;
    let delta = Kernel::HiddenDelta(Slope { f, of: f.derivative_of() });
    Recording {
        buffers: vec![
            (Delta(1), extent(rows, outputs)),
            (Weight(1), extent(inputs, outputs)),
            (BackSum(0), extent(rows, inputs)),
            (H(0), extent(rows, inputs)),
            (Delta(0), extent(rows, inputs)),
            (Buffer::Coefficients, extent(1, coefficients::FIXED)),
        ],
        commands: vec![
            command(Kernel::MatmulNt, [rows, outputs, inputs], &[Delta(1), Weight(1), BackSum(0)]),
            command(delta, [rows, 1, inputs], &[BackSum(0), H(0), Delta(0)]),
        ],
    }
}

/// `W - rate (x^T D)`, and the bias.
fn update([rows, inputs, outputs]: Layer) -> Recording {
    use Buffer::{Bias, BiasGradient, Coefficients, Delta, Inputs, Weight, WeightGradient};
    let descent = Kernel::Update(Rule::default());
    Recording {
        buffers: vec![
            (Inputs, extent(rows, inputs)),
            (Delta(0), extent(rows, outputs)),
            (WeightGradient(0), extent(inputs, outputs)),
            (BiasGradient(0), extent(1, outputs)),
            (Weight(0), extent(inputs, outputs)),
            (Bias(0), extent(1, outputs)),
            (Coefficients, extent(1, coefficients::FIXED)),
        ],
        commands: vec![
            command(
                Kernel::WeightGradient,
                [inputs, rows, outputs],
                &[Inputs, Delta(0), WeightGradient(0)],
            ),
            command(Kernel::BiasGradient, [1, rows, outputs], &[Delta(0), BiasGradient(0)]),
            command(descent, [inputs, 1, outputs], &[Weight(0), WeightGradient(0), Coefficients]),
            command(descent, [1, 1, outputs], &[Bias(0), BiasGradient(0), Coefficients]),
        ],
    }
}

fn main() {
    let mut criterion: Criterion = common::criterion();
    let mut group = criterion.benchmark_group("kernel");
    // One by one, the large layer would take a minute.
    for (device, family, layers) in [
        ("fused", None, &[SMALL, LARGE][..]),
        ("tiles", Some(Family::Tiles), &[SMALL, LARGE]),
        ("one by one", Some(Family::Single), &[SMALL]),
    ] {
        for &layer in layers {
            let [rows, inputs, outputs] = layer;
            group.throughput(Throughput::Elements((2 * rows * inputs * outputs) as u64));
            for (kernel, recording) in [
                ("forward", forward(layer)),
                ("backward", backward(layer)),
                ("update", update(layer)),
            ] {
                let Some(mut executor) = common::executor(family) else { continue };
                let program = block_on(executor.load(&recording)).expect("it fits every device");
                for &(buffer, extent) in &recording.buffers {
                    let elements = extent.elements().expect("it is small");
                    let values: Vec<_> =
                        (0..elements).map(|i| (i % 1000) as f32 / 1000.0 - 0.5).collect();
                    executor.write(buffer, &values).expect("the buffer is there");
                }
                let mut row = [0.0; coefficients::FIXED];
                row[0] = 1e-6;
                executor.write(Buffer::Coefficients, &row).expect("the buffer is there");
                let name = format!("{kernel}, {device}");
                let size = format!("{rows}x{inputs}x{outputs}");
                group.bench_function(BenchmarkId::new(name, size), |bencher| {
                    bencher.iter_custom(|times| {
                        let start = Instant::now();
                        block_on(async {
                            executor.run(program, times as usize).await?;
                            // A read waits for all that was submitted.
                            executor.read(Buffer::Coefficients).await
                        })
                        .expect("the device is there");
                        start.elapsed()
                    });
                });
            }
        }
    }
    group.finish();
    criterion.final_summary();
}
