//! Every kernel alone, on random shapes and awkward values, against its twin in f64 and its bound.

mod common;

use std::collections::BTreeMap;

use gradshader::block_on;
use gradshader::bound::{self, Growth, Operand};
use gradshader::cpu::{Buffers, Size};
use gradshader::executor::Executor;
use gradshader::formula::{DerivativeOf, Optimizer, coefficients};
use gradshader::gpu::{Context, Family, GpuExecutor, GpuOptions};
use gradshader::hyperparameters::{Average, Course, Hyperparameters};
use gradshader::kernel::{Access, Kernel};
use gradshader::network::Activation;
use gradshader::recording::{Buffer, Command, Extent, Part, Recording, Shape};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// Where the numbers of a case come from.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Values {
    /// Uniform in ±1.
    Ordinary,
    /// Integers whose products sum to less than 2^24: results are exact.
    Integers,
    /// Pairs that cancel, with a little left over.
    Cancelling,
    /// Of sizes from 1e-12 to 1e6.
    Spread,
    /// ±100, ±0, the smallest normal and subnormal numbers, 1.
    Special,
    /// About 1e15, whose products stay within range.
    Huge,
    /// A first operand that is subnormal or nearly, against others of about 1e15: a device that
    /// reads it as 0 loses a product of ordinary size.
    Lopsided,
}

const SPECIAL: [f32; 10] =
    [100.0, -100.0, 0.0, -0.0, f32::MIN_POSITIVE, -f32::MIN_POSITIVE, 1e-40, 1.0, -1.0, 0.5];

#[derive(Debug, Clone)]
struct Case {
    kernel: Kernel,
    shape: Shape,
    values: Values,
    seed: u32,
}

/// Of the three slots that coefficients are for.
const DROPOUT: [f64; 3] = [0.2, 0.5, 0.0];

/// The coefficients of a later step of each member, as training would have them.
fn rows(case: &Case) -> Vec<f32> {
    let optimizer = match case.kernel {
        Kernel::State(rule, _) | Kernel::Update(rule) => rule.optimizer,
        _ => Optimizer::default(),
    };
    let member = |member: usize| {
        let rate = 0.1 / (1 + member) as f32;
        let seed = u64::from(case.seed) + member as u64;
        let mut hyperparameters = Hyperparameters::new(rate, 10, seed).with_optimizer(optimizer);
        hyperparameters.label_smoothing = 0.1;
        (hyperparameters.l2, hyperparameters.decay) = (0.03, 0.01);
        (hyperparameters.clip_value, hyperparameters.clip_norm) = (Some(0.5), Some(2.0));
        hyperparameters.dropout = DROPOUT.to_vec();
        hyperparameters.average = Some(Average::Exponential(0.9));
        let mut course = Course::new(&hyperparameters, 0);
        let steps = 1 + case.seed % 4;
        let last = (0..steps).map(|_| course.next(&hyperparameters, 1.0, 1.25)).last();
        last.expect("at least one step").into_iter().map(|number| number as f32)
    };
    (0..case.shape.members).flat_map(member).collect()
}

/// The activation whose answers a kernel reads.
fn answers_of(kernel: Kernel) -> Activation {
    match kernel {
        Kernel::HiddenDelta(slope) => slope.f,
        Kernel::SampleLoss(criterion) | Kernel::OutputDelta(criterion) => criterion.output,
        _ => Activation::Linear,
    }
}

/// Whether a state is a sum or a mean of squares, or kept so for all that is asked of it.
fn is_of_squares(kernel: Kernel, state: u32) -> bool {
    let (Kernel::State(rule, _) | Kernel::Update(rule)) = kernel else { return false };
    match rule.optimizer {
        Optimizer::Rmsprop | Optimizer::RmspropMomentum | Optimizer::Adagrad => true,
        _ => state == 1,
    }
}

/// The operands of a kernel as buffers of suitable names, and their extents in a shape.
fn operands(kernel: Kernel, shape: Shape) -> Vec<(Buffer, Extent)> {
    use Buffer::{Activation as H, BackSum, Bias, Delta, Inputs, Sum, Targets, Weight};
    let Shape { members, rows, inner, columns } = shape;
    let e = |members, rows, columns| Extent { members, rows, columns };
    let (order, cursor) = (Buffer::Order(Part::Training), Buffer::Cursor(Part::Training));
    // Two rows more than are written.
    let result = e(members, rows + 2, columns);
    let row = (Buffer::Coefficients, e(members, 1, coefficients::count(DROPOUT.len())));
    let gradient = (Buffer::WeightGradient(0), result);
    let factor = (Buffer::NormFactor, e(members, 1, 1));
    match kernel {
        Kernel::Gather => vec![
            (Buffer::DataInputs(Part::Training), e(1, rows + 3, columns)),
            (order, e(members, 1, rows + 3)),
            (cursor, e(1, 1, 2)),
            (Inputs, result),
        ],
        Kernel::MatmulNn => {
            vec![
                (Inputs, e(members, rows, inner)),
                (Weight(0), e(members, inner, columns)),
                (Sum(0), result),
            ]
        }
        Kernel::MatmulNt => vec![
            (Delta(0), e(members, rows, inner)),
            (Weight(0), e(members, columns, inner)),
            (BackSum(0), result),
        ],
        Kernel::WeightGradient => vec![
            (Inputs, e(members, inner, rows)),
            (Delta(0), e(members, inner, columns)),
            (Buffer::WeightGradient(0), result),
        ],
        Kernel::BiasGradient => {
            vec![(Delta(0), e(members, inner, columns)), (Buffer::BiasGradient(0), result)]
        }
        Kernel::AddBias => vec![(Sum(0), result), (Bias(0), e(members, 1, columns))],
        Kernel::Activate(_) => vec![(Sum(0), result), (H(0), result)],
        Kernel::Softmax => vec![(Sum(0), result), (H(0), result)],
        Kernel::Coefficients => vec![
            (Buffer::Schedule, e(members, 5, columns)),
            (cursor, e(1, 1, 2)),
            (Buffer::Coefficients, e(members, 1, columns)),
        ],
        Kernel::Dropout => vec![(H(0), result), row],
        Kernel::SampleLoss(criterion) => {
            let z = if criterion.loss.from_logits() { Sum(0) } else { H(0) };
            let width = inner + usize::from(criterion.weighted);
            let mut all = vec![(z, e(members, rows, inner)), (Targets, e(members, rows, width))];
            all.extend(criterion.has_coefficients().then_some(row));
            all.push((Buffer::SampleLoss, e(members, 1, rows + 2)));
            all
        }
        Kernel::MeanLoss => vec![
            (Buffer::SampleLoss, e(members, 1, inner)),
            (cursor, e(1, 1, 2)),
            (Buffer::Losses(Part::Training), e(members, 1, 5)),
        ],
        Kernel::OutputDelta(criterion) => {
            let mut all = vec![(H(0), result)];
            all.extend(criterion.delta_reads_sums().then_some((Sum(0), result)));
            let width = columns + usize::from(criterion.weighted);
            all.push((Targets, e(members, rows + 2, width)));
            all.extend(criterion.has_coefficients().then_some(row));
            all.push((Delta(0), result));
            all
        }
        Kernel::HiddenDelta(slope) => {
            let x = if slope.of == DerivativeOf::Answer { H(0) } else { Sum(0) };
            vec![(BackSum(0), result), (x, result), (Delta(0), result)]
        }
        Kernel::SquareSum { clipped } => {
            let mut all = vec![gradient, (Buffer::SquaredNorm, e(members, 1, 1))];
            all.extend(clipped.then_some(row));
            all
        }
        Kernel::NormFactor => {
            vec![(Buffer::SquaredNorm, e(members, 1, 1)), row, factor]
        }
        Kernel::State(rule, k) => {
            let mut all = vec![(Buffer::WeightState(0, k), result), gradient];
            all.extend(rule.links.l2.then_some((Weight(0), result)));
            all.extend(rule.links.clip_norm.then_some(factor));
            all.extend(rule.state_reads_first(k).then_some((Buffer::WeightState(0, 0), result)));
            all.push(row);
            all
        }
        Kernel::Update(rule) => {
            let mut all = vec![(Weight(0), result)];
            if rule.step_reads_gradient() {
                all.push(gradient);
                all.extend(rule.links.clip_norm.then_some(factor));
            }
            all.extend((0..rule.states()).map(|k| (Buffer::WeightState(0, k), result)));
            all.push(row);
            all
        }
        Kernel::Average => vec![(Buffer::WeightAverage(0), result), (Weight(0), result), row],
        Kernel::Store => {
            vec![
                (H(0), result),
                (cursor, e(1, 1, 2)),
                (Buffer::Outputs, e(members, rows + 3, columns)),
            ]
        }
        Kernel::Advance => vec![(cursor, e(1, 1, 2))],
    }
}

fn numbers(case: &Case, operand: usize, buffer: Buffer, count: usize) -> Vec<f32> {
    let hash = |i: usize| {
        let mut x = (i as u32 ^ case.seed).wrapping_mul(0x9E37_79B9) ^ (operand as u32) << 27;
        x ^= x >> 15;
        x = x.wrapping_mul(0x85EB_CA6B);
        x ^ x >> 13
    };
    let unit = |i: usize| hash(i) as f32 / 2f32.powi(31) - 1.0;
    let value = |i: usize| match case.values {
        Values::Ordinary => unit(i),
        Values::Integers => (hash(i) % 17) as f32 - 8.0,
        Values::Cancelling => {
            (if i.is_multiple_of(2) { 1.0 } else { -1.0 }) * (1.0 + 1e-6 * unit(i / 2))
        }
        Values::Spread => unit(i) * 10f32.powi((hash(i) % 19) as i32 - 12),
        Values::Special => SPECIAL[hash(i) as usize % SPECIAL.len()],
        Values::Huge => unit(i) * 1e15,
        Values::Lopsided if operand == 0 => unit(i) * f32::MIN_POSITIVE * 2.0,
        Values::Lopsided => unit(i) * 1e15,
    };
    let probability = |i: usize| (unit(i).abs()).min(1.0);
    let numbers = (0..count).map(|i| match buffer {
        Buffer::Activation(_) => match answers_of(case.kernel) {
            Activation::Softmax => probability(i),
            f => gradshader::formula::activation(f, f64::from(value(i))) as f32,
        },
        // A cross-entropy's are probabilities, and a sample's weight is none below 0.
        Buffer::Targets => match case.kernel {
            Kernel::SampleLoss(of) | Kernel::OutputDelta(of)
                if of.loss.from_logits() || of.weighted =>
            {
                probability(i)
            }
            _ => value(i),
        },
        Buffer::NormFactor => probability(i),
        Buffer::SquaredNorm => value(i).abs(),
        Buffer::WeightState(_, k) if is_of_squares(case.kernel, k) => value(i).abs(),
        _ => value(i),
    });
    numbers.collect()
}

/// Kernels and their worst error as a share of the bound.
type Worst = BTreeMap<String, f64>;

/// What a kernel made of its operands on the device, and what its twin made of them.
struct Ran {
    command: Command,
    buffers: Vec<(Buffer, Extent)>,
    gpu: GpuExecutor,
    before: Buffers<f64>,
    twin: Buffers<f64>,
}

/// Runs the kernel on the device and on its twin; with `poison`, one of the numbers of an operand
/// that is read is NaN.
fn run(context: &Context, case: &Case, poison: Option<(usize, usize)>) -> Ran {
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
fn check(context: &Context, case: &Case, worst: &mut Worst) {
    let Case { kernel, shape, .. } = *case;
    let Ran { command, buffers, mut gpu, before, twin } = run(context, case, None);
    let output = command.operands[kernel.output()];
    for &(buffer, _) in &buffers {
        let padding = block_on(gpu.padding(buffer)).unwrap();
        assert!(padding.iter().all(|&value| value == 0.0), "{case:?}: padding of the {buffer}");
    }
    if kernel == Kernel::Advance {
        let moved = block_on(gpu.read_indices(output)).unwrap();
        assert_eq!(moved, twin.indices(output).unwrap(), "{case:?}");
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
            // Beyond f32, or divided by what may be 0: nothing is promised.
            if !bound.is_finite() || expected[place].abs() + bound > f64::from(f32::MAX) {
                continue;
            }
            if bound > 0.0 {
                let known = worst.entry(kernel.label()).or_default();
                *known = known.max(error / bound);
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

fn size() -> impl Strategy<Value = usize> {
    let edges = vec![1, 2, 3, 15, 16, 17, 31, 63, 64, 65, 101, 127, 128, 129];
    prop_oneof![4 => proptest::sample::select(edges), 1 => 1..200usize]
}

fn cases() -> impl Strategy<Value = Case> {
    let values = proptest::sample::select(vec![
        Values::Ordinary,
        Values::Integers,
        Values::Cancelling,
        Values::Spread,
        Values::Special,
        Values::Huge,
        Values::Lopsided,
    ]);
    let shape = prop_oneof![
        20 => (size(), size(), size()),
        1 => Just((3, 20_000, 5)),
        1 => Just((2, 3, 70_001)),
    ];
    (proptest::sample::select(Kernel::all()), 1..=5usize, shape, values, any::<u32>()).prop_map(
        |(kernel, members, (rows, inner, columns), values, seed)| {
            let shape = Shape { members, rows, inner, columns };
            Case { kernel, shape: fitting(kernel, shape), values, seed }
        },
    )
}

/// The loops that a kernel does not have turned into one turn.
fn fitting(kernel: Kernel, shape: Shape) -> Shape {
    match kernel {
        Kernel::SampleLoss(_) => Shape { columns: 1, ..shape },
        Kernel::BiasGradient | Kernel::Coefficients => Shape { rows: 1, ..shape },
        Kernel::MeanLoss => Shape { rows: 1, columns: 1, ..shape },
        Kernel::Update(_) => Shape { inner: 1, ..shape },
        Kernel::Softmax => Shape { inner: shape.columns, ..shape },
        // A slot; and whether there are squares to add to.
        Kernel::Dropout => Shape { inner: shape.inner % DROPOUT.len(), ..shape },
        Kernel::SquareSum { .. } => Shape { inner: shape.inner % 2, ..shape },
        Kernel::NormFactor => Shape { rows: 1, inner: 1, columns: 1, ..shape },
        Kernel::Advance => Shape { members: 1, ..shape },
        _ => shape,
    }
}

/// Runs `check` on as many cases as `GRADSHADER_TEST_CASES` says, by default 500.
fn for_all<C: std::fmt::Debug>(cases: impl Strategy<Value = C>, mut check: impl FnMut(C)) {
    let count = std::env::var("GRADSHADER_TEST_CASES").map_or(500, |cases| cases.parse().unwrap());
    let config = Config { cases: count, failure_persistence: None, ..Config::default() };
    let check = std::cell::RefCell::new(&mut check);
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
        .run(&cases, |case| {
            (check.borrow_mut())(case);
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_kernel_stays_within_its_bound() {
    let context = common::open(GpuOptions { family: Some(Family::Single), ..Default::default() });
    let mut worst = Worst::new();
    for_all(cases(), |case| check(&context, &case, &mut worst));
    for (kernel, ratio) in worst {
        println!("{kernel}: worst error {ratio:.3} of its bound");
    }
}

#[test]
fn very_long_sums_and_very_wide_results() {
    let context = common::open(GpuOptions { family: Some(Family::Single), ..Default::default() });
    for kernel in Kernel::all() {
        // More workgroups than one dimension of a grid has; once is enough for all that share it.
        let is_relu = kernel == Kernel::Activate(Activation::Relu);
        let widest = if is_relu { (66, 1, 64_000) } else { (1, 1, 70_001) };
        for (rows, inner, columns) in [(1, 100_003, 1), widest, (70_001, 1, 1)] {
            let shape = fitting(kernel, Shape { members: 1, rows, inner, columns });
            let case = Case { kernel, shape, values: Values::Ordinary, seed: 1 };
            check(&context, &case, &mut Worst::new());
        }
    }
}

/// Where the twin's result is NaN, the device's is: a kernel that swallows it would hide that
/// training has failed.
#[test]
fn a_nan_stays_a_nan() {
    let context = common::open(GpuOptions { family: Some(Family::Single), ..Default::default() });
    let (mut asked, mut poisoned) = (0, 0);
    for_all((cases(), any::<prop::sample::Index>(), any::<usize>()), |(case, operand, place)| {
        // Huge sums overflow to infinities, whose difference is a NaN of its own.
        let values = match case.values {
            Values::Huge | Values::Lopsided => Values::Ordinary,
            values => values,
        };
        let case = Case { values, ..case };
        let bindings = case.kernel.bindings();
        let operands = operands(case.kernel, case.shape);
        let read: Vec<usize> = (0..operands.len())
            .filter(|&i| bindings[i] != Access::Write && !operands[i].0.is_index())
            // The host computes them, and training checks what they come from.
            .filter(|&i| operands[i].0 != Buffer::Coefficients)
            .collect();
        if read.is_empty() {
            return;
        }
        asked += 1;
        let mut ran = run(&context, &case, Some((read[operand.index(read.len())], place)));
        let output = ran.command.operands[case.kernel.output()];
        let computed = block_on(ran.gpu.read(output)).unwrap();
        let expected = ran.twin.numbers(output).unwrap();
        poisoned += usize::from(expected.iter().any(|value| value.is_nan()));
        for (i, (computed, expected)) in computed.iter().zip(expected).enumerate() {
            assert_eq!(computed.is_nan(), expected.is_nan(), "{case:?}: {computed} at {i}");
        }
    });
    // Not every NaN meets a sum: the data of samples that are not in the batch, or rows not used.
    assert!(poisoned * 2 > asked, "{poisoned} of {asked}");
}

/// Every `stride`-th bit pattern of the finite numbers, against f64.
fn check_activation(f: Activation, stride: usize) {
    let context = common::open(GpuOptions { family: Some(Family::Single), ..Default::default() });
    let kernel = Kernel::Activate(f);
    let columns = 1 << 20;
    let shape = Shape { members: 1, rows: 1, inner: 1, columns };
    let buffers = operands(kernel, shape);
    let operands = buffers.iter().map(|(buffer, _)| *buffer).collect::<Vec<_>>();
    let (sum, h) = (operands[0], operands[1]);
    let recording = Recording { buffers, commands: vec![Command { kernel, shape, operands }] };
    let mut gpu = GpuExecutor::new(context);
    let program = block_on(gpu.load(&recording)).unwrap();
    let finite = (0..=u32::MAX).step_by(stride).map(f32::from_bits).filter(|x| x.is_finite());
    let mut finite = finite.peekable();
    let mut worst: f64 = 0.0;
    while finite.peek().is_some() {
        let inputs: Vec<f32> = finite.by_ref().take(columns).collect();
        gpu.write(sum, &inputs).unwrap();
        block_on(gpu.run(program, 1)).unwrap();
        let outputs = block_on(gpu.read(h)).unwrap();
        let exact: Vec<f64> = inputs.iter().map(|&x| f64::from(x)).collect();
        let expected: Vec<f64> =
            exact.iter().map(|&x| gradshader::formula::activation(f, x)).collect();
        let zeros = vec![0.0; exact.len()];
        let operand = Operand { value: &exact, error: &zeros };
        let size = Size { rows: 1, inner: 1, columns: exact.len() };
        let bounds = bound::error(kernel, Growth::Guaranteed, size, &[operand], &expected);
        for (((x, y), exact), bound) in inputs.iter().zip(&outputs).zip(&expected).zip(bounds) {
            let error = (f64::from(*y) - exact).abs();
            assert!(error <= bound, "{f}({x:e}) is {y:e}, off by {error:e}, bound {bound:e}");
            worst = worst.max(error / bound);
        }
    }
    println!("{f}: worst error {worst:.3} of its bound");
}

/// A prime stride, so that every exponent has its share: about a million numbers.
const STRIDE: usize = 4093;

#[test]
fn sigmoid_of_a_million_numbers() {
    check_activation(Activation::Sigmoid, STRIDE);
}

#[test]
fn tanh_of_a_million_numbers() {
    check_activation(Activation::Tanh, STRIDE);
}

#[test]
#[ignore = "a release check: every finite number, some minutes"]
fn tanh_of_every_finite_number() {
    check_activation(Activation::Tanh, 1);
}

#[test]
#[ignore = "a release check: every finite number, some minutes"]
fn sigmoid_of_every_finite_number() {
    check_activation(Activation::Sigmoid, 1);
}
