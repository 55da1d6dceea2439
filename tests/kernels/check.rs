//! A kernel on the device and its twin on the same numbers.

use std::collections::BTreeMap;

use gradshader::block_on;
use gradshader::bound::{self, Growth, Operand};
use gradshader::cpu::{Buffers, Size};
use gradshader::executor::Executor;
use gradshader::gpu::{Context, GpuExecutor};
use gradshader::kernel::{Access, Kernel};
use gradshader::recording::{Buffer, Command, Extent, Recording};

use crate::case::{Case, Values, numbers, rows};
use crate::operands::operands;

/// What was looked at of one kernel.
#[derive(Debug, Default)]
pub struct Covered {
    /// Elements that it wrote.
    pub written: u64,
    /// Those compared: where nothing is promised, nothing is.
    pub compared: u64,
    /// The worst error as a share of the bound.
    pub worst: f64,
}

/// What was looked at, by the kernels' labels.
pub type Coverage = BTreeMap<String, Covered>;

/// What a kernel made of its operands on the device, and what its twin made of them.
pub struct Ran {
    pub command: Command,
    buffers: Vec<(Buffer, Extent)>,
    pub gpu: GpuExecutor,
    before: Buffers<f64>,
    pub twin: Buffers<f64>,
}

/// Runs the kernel on the device and on its twin; with `poison`, one of the numbers of an operand
/// that is read is NaN.
pub fn run(context: &Context, case: &Case, poison: Option<(usize, usize)>) -> Ran {
    let Case { kernel, shape, .. } = *case;
    let buffers = operands(kernel, shape);
    let command =
        Command { kernel, shape, operands: buffers.iter().map(|(buffer, _)| *buffer).collect() };
    let recording = Recording { buffers: buffers.clone(), commands: vec![command.clone()] };
    let mut gpu = GpuExecutor::new(context.clone());
    let program = block_on(gpu.load(&recording)).unwrap();
    let mut twin = Buffers::<f64>::new();
    twin.allocate(&buffers).unwrap();
    for (i, &(buffer, extent)) in buffers.iter().enumerate() {
        let count = extent.elements().unwrap();
        if buffer.is_index() {
            // A cursor at sample 2 and step 3, and an order that is none of the identity.
            let indices: Vec<u32> = match buffer {
                Buffer::Cursor(_) => vec![2, 3],
                _ => (0..count).map(|i| ((i * 7 + 1) % extent.columns) as u32).collect(),
            };
            gpu.write_indices(buffer, &indices).unwrap();
            twin.indices_mut(buffer).unwrap().copy_from_slice(&indices);
        } else {
            let mut values = match (buffer, kernel) {
                (Buffer::Coefficients, kernel) if kernel != Kernel::Coefficients => rows(case),
                _ => numbers(case, i, buffer, count),
            };
            if let Some((_, place)) = poison.filter(|(operand, _)| *operand == i) {
                values[place % count] = f32::NAN;
            }
            gpu.write(buffer, &values).unwrap();
            for (to, from) in twin.numbers_mut(buffer).unwrap().iter_mut().zip(values) {
                *to = f64::from(from);
            }
        }
    }
    let before = twin.clone();
    twin.run(&command);
    block_on(gpu.run(program, 1)).unwrap();
    Ran { command, buffers, gpu, before, twin }
}

/// Compares what the device and the twin made of the same operands.
pub fn check(context: &Context, case: &Case, coverage: &mut Coverage) {
    let Case { kernel, shape, .. } = *case;
    let Ran { command, buffers, mut gpu, before, twin } = run(context, case, None);
    let output = command.operands[kernel.output()];
    let covered = coverage.entry(kernel.label()).or_default();
    for &(buffer, _) in &buffers {
        let padding = block_on(gpu.padding(buffer)).unwrap();
        assert!(padding.iter().all(|&value| value == 0.0), "{case:?}: padding of the {buffer}");
    }
    if kernel == Kernel::Advance {
        let moved = block_on(gpu.read_indices(output)).unwrap();
        assert_eq!(moved, twin.indices(output).unwrap(), "{case:?}");
        covered.written += 2;
        covered.compared += 2;
        return;
    }
    let computed = block_on(gpu.read(output)).unwrap();
    let expected = twin.numbers(output).unwrap();
    let untouched = before.numbers(output).unwrap();
    let each = expected.len() / shape.members;
    let size = Size { rows: shape.rows, inner: shape.inner, columns: shape.columns };
    let exact = matches!(kernel, Kernel::Gather | Kernel::Store | Kernel::Coefficients);
    let product = matches!(kernel, Kernel::MatmulNn | Kernel::MatmulNt);
    for member in 0..shape.members {
        let written = match kernel {
            Kernel::MeanLoss => 3..4,
            Kernel::Store => 2 * shape.columns..(2 + shape.rows) * shape.columns,
            Kernel::SquareSum { .. } => 0..1,
            _ => 0..shape.rows * shape.columns,
        };
        let bounds = if exact {
            vec![0.0; written.len()]
        } else {
            let zeros: Vec<_> =
                buffers.iter().map(|(_, e)| vec![0.0; e.elements().unwrap()]).collect();
            let bindings = command.operands.iter().zip(kernel.bindings()).zip(&zeros);
            let inputs: Vec<_> = bindings
                .filter(|((buffer, access), _)| !buffer.is_index() && *access != Access::Write)
                .map(|((&buffer, _), error)| {
                    let value = before.member(buffer, member);
                    Operand { value, error: &error[..value.len()] }
                })
                .collect();
            let result = twin.member(output, member);
            bound::error(kernel, Growth::Guaranteed, size, &inputs, result)
        };
        for i in 0..each {
            let place = member * each + i;
            let value = f64::from(computed[place]);
            if !written.contains(&i) {
                assert_eq!(value, untouched[place], "{case:?}: element {i} is not to be written");
                continue;
            }
            let error = (value - expected[place]).abs();
            let bound = match case.values {
                Values::Integers if product => 0.0,
                _ => bounds[i - written.start],
            };
            covered.written += 1;
            // Beyond f32, or divided by what may be 0: nothing is promised.
            if !bound.is_finite() || expected[place].abs() + bound > f64::from(f32::MAX) {
                assert!(case.values != Values::Ordinary, "{case:?}: element {i} is not compared");
                continue;
            }
            covered.compared += 1;
            if bound > 0.0 {
                covered.worst = covered.worst.max(error / bound);
            }
            assert!(
                error <= bound,
                "{case:?}: element {i} of member {member} is {value:e}, the twin has {:e}: off by \
                 {error:e}, bound {bound:e}",
                expected[place]
            );
        }
    }
}
