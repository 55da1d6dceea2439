//! The mutants, by the folders of `shaders/`.

#![allow(unreachable_pub)]

mod equivalent;
mod formulas;
mod fused;
mod kernels;
mod panels;
mod steps;
mod tiles;

pub use equivalent::EQUIVALENT;
use gradshader::self_test::Fault;

/// Changes that make results wrong.
pub const MUTANTS: &[&[Fault]] = &[
    formulas::MUTANTS,
    kernels::MUTANTS,
    fused::MUTANTS,
    panels::MUTANTS,
    steps::MUTANTS,
    tiles::MUTANTS,
];

const fn mutant(
    file: &'static str,
    find: &'static str,
    replace: &'static str,
    what: &'static str,
) -> Fault {
    Fault::new(file, find, replace, what)
}
