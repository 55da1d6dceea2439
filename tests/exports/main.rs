//! Models in the forms of other programs: what is written is compiled, run and held against the formulas
//! in f64. Engines that a registry has to bring are run by `scripts/engines.sh`.

#[path = "../common/mod.rs"]
mod common;
mod files;
mod imports;
mod models;
mod sources;
mod wgsl;
