//! The mutants.

#![allow(unreachable_pub)]

/// A piece of a shader's text and what to put in its place.
#[derive(Debug, Clone, Copy)]
pub struct Mutant {
    /// The shader file, without `.wgsl`.
    pub file: &'static str,
    /// The text to replace, at its first place.
    pub find: &'static str,
    /// What to put there.
    pub replace: &'static str,
    /// What is wrong with that.
    pub what: &'static str,
}

const fn mutant(
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    what: &'static str,
) -> Mutant {
    Mutant { file, find, replace, what }
}

/// Changes that make results wrong.
pub const MUTANTS: &[Mutant] = &[
    mutant("gather", "cursor[0] + row", "row", "stale cursor: always the first batch"),
    mutant("gather", "at(1u, m, 0u,", "at(1u, 0u, 0u,", "member offset of the order dropped"),
    mutant(
        "gather",
        "at(3u, m, row, column)",
        "at(3u, 0u, row, column)",
        "member offset of the batch dropped",
    ),
    mutant(
        "gather",
        "data[at(0u, m, sample, column)]",
        "data[at(0u, m, row, column)]",
        "order ignored",
    ),
    mutant("gather", "row >= command.rows", "row + 1u >= command.rows", "last row left out"),
    mutant(
        "gather",
        "m, sample, column)",
        "m, sample, command.columns - 1u - column)",
        "columns reversed",
    ),
    mutant("matmul_nn", "k < command.inner", "k + 1u < command.inner", "last term left out"),
    mutant("matmul_nn", "k = 0u;", "k = 1u;", "first term left out"),
    mutant("matmul_nn", "sum += a", "sum -= a", "sign"),
    mutant(
        "matmul_nn",
        "b[at(1u, m, k, column)]",
        "b[at(1u, m, column, k)]",
        "right operand transposed",
    ),
    mutant(
        "matmul_nn",
        "a[at(0u, m, row, k)]",
        "a[at(0u, 0u, row, k)]",
        "member offset of the left operand dropped",
    ),
    mutant("matmul_nn", "b[at(1u, m,", "b[at(1u, 0u,", "member offset of the weights dropped"),
    mutant("matmul_nn", "row >= command.rows", "row >= command.rows - 1u", "last row left out"),
    mutant(
        "matmul_nt",
        "b[at(1u, m, column, k)]",
        "b[at(1u, m, k, column)]",
        "right operand not transposed",
    ),
    mutant("matmul_nt", "k < command.inner", "k + 1u < command.inner", "last term left out"),
    mutant("matmul_nt", "var sum = 0.0", "var sum = 1e-3", "sum does not start at 0"),
    mutant("matmul_nt", "a[at(0u, m, row, k)]", "a[at(0u, m, 0u, k)]", "row dropped"),
    mutant("matmul_nt", "b[at(1u, m,", "b[at(1u, 0u,", "member offset of the weights dropped"),
    mutant("weight_gradient", "sum / f32(command.inner)", "sum", "mean and sum confused"),
    mutant(
        "weight_gradient",
        "f32(command.inner)",
        "f32(command.inner + 1u)",
        "mean over one sample too many",
    ),
    mutant(
        "weight_gradient",
        "a[at(0u, m, k, row)]",
        "a[at(0u, m, row, k)]",
        "left operand transposed",
    ),
    mutant(
        "weight_gradient",
        "k < command.inner",
        "k + 1u < command.inner",
        "last sample left out",
    ),
    mutant("weight_gradient", "b[at(1u, m, k, column)]", "b[at(1u, m, k, row)]", "index swapped"),
    mutant("weight_gradient", "g[at(2u, m,", "g[at(2u, 0u,", "member offset of the result dropped"),
    mutant("bias_gradient", "sum / f32(command.inner)", "sum", "mean and sum confused"),
    mutant("bias_gradient", "k < command.inner", "k + 1u < command.inner", "last sample left out"),
    mutant("bias_gradient", "d[at(0u, m,", "d[at(0u, 0u,", "member offset of the deltas dropped"),
    mutant(
        "bias_gradient",
        "column >= command.columns",
        "column + 1u >= command.columns",
        "last bias left out",
    ),
    mutant("add_bias", "] += b[at", "] = b[at", "sum forgotten"),
    mutant("add_bias", "] += b[at", "] -= b[at", "sign"),
    mutant(
        "add_bias",
        "b[at(1u, m, 0u, column)]",
        "b[at(1u, m, 0u, 0u)]",
        "one bias for all columns",
    ),
    mutant(
        "add_bias",
        "b[at(1u, m, 0u, column)]",
        "b[at(1u, 0u, 0u, column)]",
        "member offset of the bias dropped",
    ),
    mutant("add_bias", "+= b[at(1u, m, 0u, column)]", "+= 0.0", "bias forgotten"),
    mutant("sigmoid", "h * (1.0 - h)", "h * (1.0 + h)", "sign in the derivative"),
    mutant("sigmoid", "exp(-abs(a))", "exp(-a)", "overflowing form with the stable selection"),
    mutant("sigmoid", "a >= 0.0", "a > 1.0", "wrong branch between 0 and 1"),
    mutant("sigmoid", "(1.0 + e)", "(1.0001 + e)", "constant slightly off"),
    mutant("tanh", "-2.0 * abs(a)", "-abs(a)", "factor 2 forgotten"),
    mutant("tanh", "1.0 - h * h", "1.0 - h", "square forgotten in the derivative"),
    mutant("tanh", "select(-h, h, a >= 0.0)", "h", "sign of negative sums forgotten"),
    mutant("relu", "select(a, 0.0, a <= 0.0)", "a", "no kink"),
    mutant("relu", "select(1.0, 0.0, h <= 0.0)", "1.0", "derivative without kink"),
    mutant("linear", "return a;", "return a + 1e-3;", "constant added"),
    mutant("linear", "return 1.0;", "return 0.999;", "derivative slightly off"),
    mutant(
        "activate",
        "h[at(1u, m, row, column)]",
        "h[at(1u, 0u, row, column)]",
        "member offset of the result dropped",
    ),
    mutant(
        "activate",
        "row >= command.rows",
        "row >= command.rows + 3u",
        "rows beyond the batch written: sigmoid(0) is 0.5",
    ),
    mutant("output_delta", "(output - t", "(t", "output left out of the difference"),
    mutant("output_delta", ") * derivative(output)", ")", "derivative forgotten"),
    mutant("output_delta", "t[at(1u, m,", "t[at(1u, 0u,", "member offset of the targets dropped"),
    mutant(
        "hidden_delta",
        "derivative(h[at(1u, m, row, column)])",
        "derivative(s[at(0u, m, row, column)])",
        "derivative of the wrong quantity",
    ),
    mutant(
        "hidden_delta",
        "derivative(h[at(1u, m, row, column)])",
        "h[at(1u, m, row, column)]",
        "activation instead of its derivative",
    ),
    mutant("sample_loss", "0.5 * sum", "sum", "half forgotten"),
    mutant("sample_loss", "k < command.inner", "k + 1u < command.inner", "last output left out"),
    mutant("mean_loss", "partial[0] / f32(command.inner)", "partial[0]", "mean and sum confused"),
    mutant("mean_loss", "0u, cursor[1])]", "0u, 0u)]", "every batch's loss in the first place"),
    mutant("mean_loss", "k += WORKGROUP", "k += WORKGROUP + 1u", "stride off by one"),
    mutant("mean_loss", "half > 0u", "half > 1u", "last halving left out"),
    mutant(
        "mean_loss",
        "losses[at(2u, m,",
        "losses[at(2u, 0u,",
        "member offset of the losses dropped",
    ),
    mutant("update", "] -= eta[at", "] += eta[at", "sign: ascent"),
    mutant(
        "update",
        "eta[at(2u, m, 0u, 0u)]",
        "eta[at(2u, 0u, 0u, 0u)]",
        "the first member's learning rate for all",
    ),
    mutant("update", "g[at(1u, m,", "g[at(1u, 0u,", "member offset of the gradient dropped"),
    mutant(
        "advance",
        "command.rows * command.inner",
        "command.inner",
        "cursor moves one sample a step",
    ),
    mutant("advance", "cursor[1] += command.inner", "cursor[1] += 0u", "step not counted"),
    mutant("layout", "row * t.pitch", "row * t.columns", "padding ignored"),
    mutant(
        "layout",
        "member * t.member_stride",
        "member * t.pitch",
        "member stride confused with pitch",
    ),
    mutant(
        "panel_forward",
        "activations(sum + bias{{ v }})",
        "activations(sum)",
        "fused: bias forgotten",
    ),
    mutant(
        "panel_forward",
        "start + k < command.inner",
        "start + k + 1u < command.inner",
        "fused: last term left out",
    ),
    mutant(
        "panel_forward",
        "if start > 0u",
        "if start > 1000000u",
        "fused: earlier panels forgotten",
    ),
    mutant(
        "panel_forward",
        "select(sum, value, last)",
        "value",
        "fused: activation after every panel",
    ),
    mutant(
        "panel_forward",
        "at(1u, workgroup.z, 0u, 0u)",
        "at(1u, 0u, 0u, 0u)",
        "fused: member offset of the weights dropped",
    ),
    mutant(
        "panel_forward",
        "min(first + command.rows_each, command.rows)",
        "min(first + command.rows_each, command.rows - 1u)",
        "fused: last row left out",
    ),
    mutant("panel_backward", "sum * slope", "sum", "fused: derivative forgotten"),
    mutant(
        "panel_backward",
        "t{{ v }}0.{{ \"xyzw\"[c] }}, t{{ v }}1",
        "t{{ v }}1.{{ \"xyzw\"[c] }}, t{{ v }}0",
        "fused: columns swapped in the transposition",
    ),
    mutant(
        "panel_backward",
        "if start > 0u",
        "if start > 1000000u",
        "fused: earlier panels forgotten",
    ),
    mutant(
        "panel_update",
        "/ f32(command.inner)",
        "/ f32(command.inner + 1u)",
        "fused: mean over one sample too many",
    ),
    mutant("panel_update", "- rate * sums", "+ rate * sums", "fused: sign, ascent"),
    mutant(
        "panel_update",
        "start + k < command.inner",
        "start + k < command.inner - 1u",
        "fused: last sample left out",
    ),
    mutant("panel_update", "let odd = j == 1u", "let odd = j == 2u", "fused: rows confused"),
    mutant(
        "panel_update",
        "if workgroup.y == 0u",
        "if workgroup.y == 1000u",
        "fused: bias never updated",
    ),
    mutant(
        "panel_update",
        "eta[at(2u, workgroup.z, 0u, 0u)]",
        "eta[at(2u, 0u, 0u, 0u)]",
        "fused: the first member's learning rate for all",
    ),
    mutant(
        "whole_steps",
        "activations(sum + shift, is_last)",
        "activations(sum, is_last)",
        "whole steps: bias forgotten",
    ),
    mutant(
        "whole_steps",
        "l > 0u)",
        "l > 1u)",
        "whole steps: delta of the first hidden layer stale",
    ),
    mutant("whole_steps", "sum * slope", "sum", "whole steps: derivative forgotten"),
    mutant("whole_steps", "h - t,", "h + t,", "whole steps: sign of the target"),
    mutant("whole_steps", "0.5 * total", "total", "whole steps: half forgotten"),
    mutant(
        "whole_steps",
        "eta[member * run.rate_stride]",
        "eta[0]",
        "whole steps: the first member's learning rate for all",
    ),
    mutant(
        "whole_steps",
        "member * run.order_stride + done_samples",
        "done_samples",
        "whole steps: the first member's order for all",
    ),
    mutant(
        "whole_steps",
        "done_samples + step * run.rows",
        "step * run.rows",
        "whole steps: stale cursor",
    ),
    mutant(
        "whole_steps",
        "- rate * bias_sum",
        "- rate * sums[0]",
        "whole steps: wrong sum for the bias",
    ),
    mutant("whole_steps", "- rate * sums[0]", "+ rate * sums[0]", "whole steps: sign, ascent"),
    mutant("word_f32", "return word;", "return word.yxzw;", "words unpacked in the wrong order"),
    mutant("word_u64", "u32(word.x >> 32u)", "u32(word.x)", "upper half lost"),
    mutant("word_u64", "u64(bits.y) << 32u", "u64(bits.y) << 31u", "packed one bit off"),
];

/// Changes that no result shows, and why.
pub const EQUIVALENT: &[(Mutant, &str)] = &[(
    mutant(
        "panel_forward",
        "select(vec4<f32>(0.0), activations(sum + bias{{ v }}), inside{{ v }})",
        "activations(sum + bias{{ v }})",
        "padding leaks sigmoid(0)",
    ),
    "every reader of a padded column multiplies it by a zero of its panel or leaves its row out, \
         so that padding is guarded twice",
)];
