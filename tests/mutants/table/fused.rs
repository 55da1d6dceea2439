//! Mutants of `shaders/fused/`.

use gradshader::self_test::Fault;

use super::mutant;

/// Changes that make results wrong.
pub const MUTANTS: &[Fault] = &[
    mutant(
        "judge",
        "loss_slope(y, t) *",
        "loss_slope(y, t) + 0.0 *",
        "fused: derivative of the outputs forgotten",
    ),
    mutant("judge", "delta = y - t", "delta = t - y", "sign of the delta of a pair"),
    mutant("judge", "loss_term(z, t)", "loss_term(y, t)", "loss of the probability"),
    mutant("judge", "delta * factor", "delta", "delta not weighted"),
    mutant("judge", "term * factor", "term", "loss not weighted"),
    mutant("judge", "1.0 / f32(", "2.0 / f32(", "share of half the classes"),
    mutant("apply", "pack(state{{ k }})", "pack(before{{ k }})", "states not kept"),
    mutant("apply", "at_w + {{ k + 1 }}u", "at_w + {{ k + 2 }}u", "places of the states"),
    mutant("apply", "pack(w_after)", "pack(w_before)", "parameter not kept"),
    mutant(
        "apply",
        "[at_average]), w_after",
        "[at_average]), w_before",
        "average of the parameter before",
    ),
];
