//! What a kernel is run on: a shape and numbers.

use gradshader::formula::{Activation, Optimizer, coefficients};
use gradshader::hyperparameters::{Average, Course, Hyperparameters};
use gradshader::kernel::Kernel;
use gradshader::recording::{Buffer, Shape};
use proptest::prelude::*;

/// Where the numbers of a case come from.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Values {
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
pub struct Case {
    pub kernel: Kernel,
    pub shape: Shape,
    pub values: Values,
    pub seed: u32,
}

/// Of the three slots that coefficients are for.
pub const DROPOUT: [f64; 3] = [0.2, 0.5, 0.0];

/// The coefficients of a later step of each member, as training would have them.
pub fn rows(case: &Case) -> Vec<f32> {
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
        let mut row = last.expect("at least one step");
        // As where devices share a batch.
        row[coefficients::FIRST_ROW] = f64::from(case.seed % 5);
        row.into_iter().map(|number| number as f32)
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

pub fn numbers(case: &Case, operand: usize, buffer: Buffer, count: usize) -> Vec<f32> {
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

fn size() -> impl Strategy<Value = usize> {
    let edges = vec![1, 2, 3, 15, 16, 17, 31, 63, 64, 65, 101, 127, 128, 129];
    prop_oneof![4 => proptest::sample::select(edges), 1 => 1..200usize]
}

/// Cases of some kernels.
pub fn cases_of(kernels: impl Strategy<Value = Kernel>) -> impl Strategy<Value = Case> {
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
    (kernels, 1..=5usize, shape, values, any::<u32>()).prop_map(
        |(kernel, members, (rows, inner, columns), values, seed)| {
            let shape = Shape { members, rows, inner, columns };
            Case { kernel, shape: fitting(kernel, shape), values, seed }
        },
    )
}

/// The loops that a kernel does not have turned into one turn.
pub fn fitting(kernel: Kernel, shape: Shape) -> Shape {
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
        // Rows of so many sharers, and columns of all of them.
        Kernel::Scale | Kernel::OwnColumns | Kernel::SpreadColumns => {
            let (sharers, inner) = (1 + shape.rows % 3, shape.rows.div_ceil(3));
            let all = if kernel == Kernel::SpreadColumns { sharers } else { 1 };
            Shape { rows: sharers * inner, inner, columns: all * shape.columns, ..shape }
        }
        Kernel::ScaleGradient => Shape { rows: 1 + shape.rows % 3, ..shape },
        _ => shape,
    }
}
