//! The operands of each kernel.

use gradshader::formula::{DerivativeOf, coefficients};
use gradshader::kernel::Kernel;
use gradshader::recording::{Buffer, Extent, Part, Shape};

use crate::case::DROPOUT;

/// The operands of a kernel as buffers of suitable names, and their extents in a shape.
pub fn operands(kernel: Kernel, shape: Shape) -> Vec<(Buffer, Extent)> {
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
        Kernel::Scale => {
            let factors = e(members, rows / inner, columns);
            vec![(Inputs, result), (Buffer::Factor, factors), (Buffer::ScaledInputs, result)]
        }
        Kernel::ScaleGradient => {
            let batch = e(members, rows * inner, columns);
            vec![(Inputs, batch), (Buffer::InputDelta, batch), (Buffer::FactorGradient, result)]
        }
        Kernel::OwnColumns => {
            vec![(H(0), e(members, rows, rows / inner * columns)), (Buffer::OwnSum, result)]
        }
        Kernel::SpreadColumns => {
            let own = e(members, rows, columns / (rows / inner));
            vec![(Buffer::OwnDelta, own), (Delta(0), result)]
        }
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
