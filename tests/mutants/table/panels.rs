//! Mutants of `shaders/panels/`.

use gradshader::gpu::Lanes;
use gradshader::self_test::Fault;

use super::mutant;

/// Changes that make results wrong.
pub const MUTANTS: &[Fault] = &[
    mutant("panel_forward", "let a = sum + bias{{ v }};", "let a = sum;", "fused: bias forgotten"),
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
    mutant(
        "panel_forward",
        "select(vec4<f32>(0.0), activation(a), inside{{ v }})",
        "activation(a)",
        "fused: padding leaks sigmoid(0)",
    ),
    mutant(
        "panel_forward",
        "order[batch + row]{% else %}",
        "order[row]{% else %}",
        "fused: always the first batch",
    ),
    mutant(
        "panel_forward",
        "order - 1 }}u, workgroup.z, 0u, cursor[0])",
        "order - 1 }}u, 0u, 0u, cursor[0])",
        "fused: member offset of the order dropped",
    ),
    mutant(
        "panel_forward",
        "order - 1 }}u, workgroup.z, 0u, cursor[0])",
        "order - 1 }}u, workgroup.z, 0u, 0u)",
        "fused: targets of the first batch",
    ),
    mutant(
        "panel_forward",
        "order[batch + row] * t_pitch",
        "row * t_pitch",
        "fused: order of the targets ignored",
    ),
    mutant(
        "panel_forward",
        "judged.delta, inside",
        "-judged.delta, inside",
        "fused: sign of the delta",
    ),
    mutant("panel_forward", "+ row] = total;", "+ row] = 2.0 * total;", "fused: loss not halved"),
    mutant(
        "panel_forward",
        "loss += term.x",
        "loss = term.x",
        "fused: loss of the last outputs alone",
    ),
    mutant(
        "panel_forward",
        "sample_loss[loss_start + row]",
        "sample_loss[row]",
        "fused: member offset of the losses dropped",
    ),
    mutant(
        "panel_forward",
        "delta[d_start + row * d_pitch",
        "delta[row * d_pitch",
        "fused: member offset of the delta dropped",
    ),
    mutant(
        "panel_forward",
        "workgroup.z, cursor[1], 0u",
        "workgroup.z, 0u, 0u",
        "fused: coefficients of the first step for all",
    ),
    mutant(
        "panel_forward",
        "dropped(value,",
        "dropped(2.0 * value,",
        "fused: what is kept not scaled",
    ),
    mutant(
        "panel_forward",
        "pack(select(vec4<f32>(0.0), a,",
        "pack(select(vec4<f32>(0.0), sum,",
        "fused: sum kept without its bias",
    ),
    mutant("panel_backward", "sum * steepness", "sum", "fused: derivative forgotten"),
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
    mutant("panel_backward", "dropped(sum, words, dropout)", "sum", "fused: delta not dropped"),
    mutant(
        "panel_update",
        "order[batch + sample{{ e }}]",
        "sample{{ e }}",
        "fused: order of the inputs ignored",
    ),
    mutant(
        "panel_update",
        "at(5u, workgroup.z, 0u, cursor[0])",
        "at(5u, 0u, 0u, cursor[0])",
        "fused: member offset of the order dropped",
    ),
    mutant("panel_update", "total / f32(command.inner)", "total", "fused: mean and sum confused"),
    mutant(
        "panel_update",
        "sample_loss[at(5u, m, 0u, k)]",
        "sample_loss[at(5u, 0u, 0u, k)]",
        "fused: losses of member 0 for all",
    ),
    mutant(
        "panel_update",
        "losses[at(7u, m, 0u, step)]",
        "losses[at(7u, m, 0u, 0u)]",
        "fused: always the first step's place",
    ),
    mutant(
        "panel_update",
        "cursor[0] += command.inner",
        "cursor[0] += command.inner - 1u",
        "fused: a sample used again",
    ),
    mutant("panel_update", "cursor[1] = step + 1u", "cursor[1] = step", "fused: step not counted"),
    mutant(
        "panel_update",
        "/ f32(command.inner)",
        "/ f32(command.inner + 1u)",
        "fused: mean over one sample too many",
    ),
    mutant("panel_update", "- rate * {{ SUM }}", "+ rate * {{ SUM }}", "fused: sign, ascent"),
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
        "coefficients_at(at(2u, workgroup.z, 0u, 0u)).rate",
        "coefficients_at(at(2u, 0u, 0u, 0u)).rate",
        "fused: the first member's learning rate for all",
    ),
    mutant(
        "panel_update",
        "before + share * sum)",
        "before + sum)",
        "fused: sum of the bias's gradient, not mean",
    ),
    mutant(
        "panel_update",
        "sum += unpack(b[summed])",
        "sum = unpack(b[summed])",
        "fused: last samples not in the bias",
    ),
    mutant("word_f32", "return word;", "return word.yxzw;", "words unpacked in the wrong order"),
    mutant("word_f32", "return word;", "return -word;", "sign"),
    mutant("word_f32", "return values;", "return values.yxzw;", "words packed in the wrong order"),
    mutant("word_u64", "u32(word.x >> 32u)", "u32(word.x)", "upper half lost"),
    mutant("word_u64", "u64(bits.y) << 32u", "u64(bits.y) << 31u", "packed one bit off"),
    mutant("word_u64", "u64(bits.w) << 32u", "u64(bits.z) << 32u", "the third word twice"),
    mutant(
        "softmax_lanes",
        "numbers != vec4<u32>(place)",
        "numbers == numbers",
        "fused: the largest among the others",
    ),
    mutant(
        "softmax_lanes",
        "min(found.z, found.w)",
        "found.z",
        "fused: the fourth never the largest",
    ),
    mutant(
        "softmax_lanes",
        "e.x + e.y + e.z + e.w",
        "e.x + e.y + e.z",
        "fused: every fourth output left out",
    ),
    mutant("lanes_of_subgroup", "subgroupAdd(value)", "value", "fused: a lane's sum for all")
        .of_lanes(Lanes::Subgroup),
    mutant("lanes_of_subgroup", "subgroupMax(value)", "value", "fused: a lane's largest for all")
        .of_lanes(Lanes::Subgroup),
    mutant("lanes_of_subgroup", "Min(value)", "Max(value)", "fused: no output the largest")
        .of_lanes(Lanes::Subgroup),
    mutant("lanes_in_memory", "sum += bitcast", "sum = bitcast", "of four: the last lane's sum")
        .of_lanes(Lanes::Four),
    mutant(
        "lanes_in_memory",
        "max(largest, bitcast<f32>(of_lanes[i]))",
        "bitcast<f32>(of_lanes[i])",
        "of four: the last lane's largest",
    )
    .of_lanes(Lanes::Four),
    mutant("lanes_in_memory", "min(least,", "max(least,", "of four: no output the largest")
        .of_lanes(Lanes::Four),
    mutant(
        "panel_forward",
        "= x{{ k // 4 }}.{{ \"xyzw\"[k % 4] }}",
        "= x{{ k // 4 }}.x",
        "of four: one term for four",
    )
    .of_lanes(Lanes::Four),
    mutant(
        "panel_backward",
        "= d{{ k // 4 }}.{{ \"xyzw\"[k % 4] }}",
        "= d{{ k // 4 }}.x",
        "of four: one term for four",
    )
    .of_lanes(Lanes::Four),
    mutant(
        "panel_update",
        "+= x{{ k }}.{{ \"xyzw\"[j] }}",
        "+= x{{ k }}.x",
        "of four: one row for four",
    )
    .of_lanes(Lanes::Four),
    mutant(
        "panel_update",
        "(8 * e) ~ \"u + lane\" if SUBGROUPS else e ~ \"u\"",
        "(8 * e) ~ \"u + lane\" if SUBGROUPS else \"0u\"",
        "of four: one sample for all",
    )
    .of_lanes(Lanes::Four),
];
