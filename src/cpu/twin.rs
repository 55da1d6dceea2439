//! The twin of each kernel, by its name.

use super::{
    Operands, Size, activate, add_bias, average, bias_gradient, coefficients, dropout, gather,
    hidden_delta, matmul_nn, matmul_nt, mean_loss, norm_factor, output_delta, own_columns,
    sample_loss, scale, scale_gradient, softmax_rows, spread_columns, square_sum, store, update,
    update_state, weight_gradient,
};
use crate::formula::Number;
use crate::kernel::Kernel;

/// What a kernel reads of one member, by the place of the operand.
#[derive(Clone, Copy)]
pub struct Inputs<'a, T> {
    /// The numbers of an operand.
    pub numbers: &'a dyn Fn(usize) -> &'a [T],
    /// The indices of an operand.
    pub indices: &'a dyn Fn(usize) -> &'a [u32],
}

/// Runs a kernel for one member: `out` is the operand that it writes.
///
/// # Panics
/// For [`Kernel::Advance`], which writes indices; when an operand is too short.
pub fn twin<T: Number>(kernel: Kernel, size: Size, inputs: Inputs<'_, T>, out: &mut [T]) {
    let Inputs { numbers, indices } = inputs;
    match kernel {
        Kernel::Coefficients => coefficients(size, numbers(0), indices(1), out),
        Kernel::Gather => gather(size, numbers(0), indices(1), indices(2), out),
        Kernel::MatmulNn => matmul_nn(size, numbers(0), numbers(1), out),
        Kernel::AddBias => add_bias(size, out, numbers(1)),
        Kernel::Activate(f) => activate(f, size, numbers(0), out),
        Kernel::Softmax => softmax_rows(size, numbers(0), out),
        Kernel::Dropout => dropout(size, out, numbers(1)),
        Kernel::SampleLoss(criterion) => {
            let coefficients = criterion.has_coefficients().then(|| numbers(2));
            sample_loss(criterion, size, numbers(0), numbers(1), coefficients, out);
        }
        Kernel::MeanLoss => mean_loss(size, numbers(0), indices(1), out),
        Kernel::OutputDelta(criterion) => {
            let sums = criterion.delta_reads_sums();
            let targets = 1 + usize::from(sums);
            let coefficients = criterion.has_coefficients().then(|| numbers(targets + 1));
            let sums = sums.then(|| numbers(1));
            let (y, t) = (numbers(0), numbers(targets));
            output_delta(criterion, size, y, sums, t, coefficients, out);
        }
        Kernel::MatmulNt => matmul_nt(size, numbers(0), numbers(1), out),
        Kernel::HiddenDelta(slope) => hidden_delta(slope, size, numbers(0), numbers(1), out),
        Kernel::WeightGradient => weight_gradient(size, numbers(0), numbers(1), out),
        Kernel::BiasGradient => bias_gradient(size, numbers(0), out),
        Kernel::SquareSum { clipped } => {
            square_sum(size, numbers(0), clipped.then(|| numbers(2)), out);
        }
        Kernel::NormFactor => norm_factor(numbers(0), numbers(1), out),
        Kernel::State(rule, k) => {
            update_state(rule, k, size, out, &Operands::of_state(rule, k, numbers));
        }
        Kernel::Update(rule) => update(rule, size, out, &Operands::of_update(rule, numbers)),
        Kernel::Scale => scale(size, numbers(0), numbers(1), out),
        Kernel::ScaleGradient => scale_gradient(size, numbers(0), numbers(1), out),
        Kernel::OwnColumns => own_columns(size, numbers(0), out),
        Kernel::SpreadColumns => spread_columns(size, numbers(0), out),
        Kernel::Average => average(size, out, numbers(1), numbers(2)),
        Kernel::Store => store(size, numbers(0), indices(1), out),
        Kernel::Advance => unreachable!("it writes indices"),
    }
}
