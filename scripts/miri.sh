#!/usr/bin/env bash
# Runs under Miri what it can run: no device, no file and no vector instruction of a processor. That leaves
# the doors of the reference, the guard, and the readers, which have no unsafe code of their own but stand on
# crates that have. Needs nightly Rust with miri and rust-src.
set -euo pipefail
cd "$(dirname "$0")/.."
export MIRIFLAGS="-Zmiri-disable-isolation ${MIRIFLAGS:-}" PROPTEST_CASES=2
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target/miri}
cargo +nightly miri test --no-default-features --test doors the_doors_of_the_reference
cargo +nightly miri test --no-default-features --lib -- \
    recording:: cpu:: error:: memory:: shape:: dataset::read:: --skip any_ --skip no_more_is_unpacked
