#!/usr/bin/env bash
# Runs under Miri what it can run: no device, no file and no vector instruction of a processor. That leaves
# the doors of the reference, the guard, the team of threads, and readers, which have no unsafe code of their own but stand on
# crates that have; none that unpacks, since Miri objects to how zlib-rs 0.6.8 frees its own state. Needs
# nightly Rust with miri and rust-src.
set -euo pipefail
cd "$(dirname "$0")/.."
export MIRIFLAGS="-Zmiri-disable-isolation ${MIRIFLAGS:-}" PROPTEST_CASES=2
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-target/miri}
cargo +nightly miri test --no-default-features --test doors the_doors_of_the_reference
cargo +nightly miri test --no-default-features --lib -- \
    recording:: error:: shape:: read::arff read::column read::dialect read::scan \
    --skip any_
cargo +nightly miri test --no-default-features --features parallel --lib -- parallel::team
