//! Changes that change no result.

use gradshader::self_test::Fault;

use super::mutant;

/// Changes that no result shows, and why.
pub const EQUIVALENT: &[(Fault, &str)] = &[
    (
        mutant("sigmoid", "a >= Numbers(0.0)", "a > Numbers(0.0)", "the other branch at 0"),
        "at 0 both branches divide 1 by 2",
    ),
    (
        mutant(
            "sigmoid",
            "select(e, Numbers(1.0), a >= Numbers(0.0)) / (1.0 + e)",
            "1.0 / (1.0 + exp(-a))",
            "textbook form",
        ),
        "the forms part below -88, where the exponential overflows: one over infinity is 0, which is \
         as near as flushing comes; a device may take infinities for impossible, so the shipped form \
         stays",
    ),
    (
        mutant("tanh", "a >= Numbers(0.0)", "a > Numbers(0.0)", "the other sign at 0"),
        "tanh 0 is 0, and -0 equals 0",
    ),
    (
        mutant(
            "relu",
            "bits >= Bits(0x80000000u)",
            "bits > Bits(0x80000000u)",
            "the other branch at -0",
        ),
        "-0 equals 0",
    ),
    (
        mutant(
            "resident_steps",
            "select(vec4<f32>(0.0), answers(a, is_last), inside)",
            "answers(a, is_last)",
            "resident steps: padding leaks sigmoid(0)",
        ),
        "what leaks meets weights that are 0 until the step after it in the same dispatch, and here a dispatch is one \
         step; tests/members.rs compares dispatches of many",
    ),
    (
        mutant(
            "resident_steps",
            "= unpack(parameters[kept]);\n            }",
            "= resident[place];\n            }",
            "resident steps: weights as they were in the next step",
        ),
        "they are read in the step after it in the same dispatch, likewise",
    ),
    (
        mutant(
            "resident_steps",
            "min(first + {{ r }}u, run.rows - 1u)",
            "(first + {{ r }}u)",
            "resident steps: rows not clamped",
        ),
        "what is computed of rows beyond the batch is not stored; the clamp keeps shaders without checks in \
         their memory",
    ),
    (
        mutant(
            "tile_operands",
            "min(rows, vec4<u32>(count - 1u))",
            "rows",
            "tiles: rows not clamped",
        ),
        "what is read there is replaced by 0; the clamp keeps shaders without checks in their buffers",
    ),
    (
        mutant(
            "tile",
            "if start + DEPTH < part.end",
            "if start < part.end",
            "tiles: one slab too many loaded",
        ),
        "it is never used; the condition saves the time",
    ),
    (
        mutant(
            "tile_operands",
            "select(0u, count, column < operand.pitch)",
            "count",
            "tiles: terms beyond the pitch not masked",
        ),
        "a pitch is a multiple of 16, as is the depth of all tiles but the middle one; there it shows \
         where both operands have their terms in columns and the result is large (tests/fused.rs)",
    ),
];
