#!/usr/bin/env bash
# All checks and all tests. Needs an adapter: scripts/adapter.sh installs a software one.
set -euo pipefail
cd "$(dirname "$0")/.."

step() {
    printf '\n== %s\n' "$*"
    "$@"
}

step scripts/adapter.sh
step cargo fmt --check
step cargo clippy --locked --all-targets -- -D warnings
step env RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps
step scripts/licences.sh
# The browser's part of the library: it opens no file and starts no thread.
if rustup target list --installed 2>/dev/null | grep -q wasm32-unknown-unknown ||
    rustup target add wasm32-unknown-unknown; then
    step cargo check --locked --lib --no-default-features --target wasm32-unknown-unknown
elif [ "${CI:-}" = true ]; then
    echo "test: the wasm32-unknown-unknown target cannot be added" >&2
    exit 1
else
    echo "test: the wasm32 check is left out: rustup cannot add its target here"
fi
step cargo test --locked --doc
command -v cargo-nextest >/dev/null || step cargo install --locked cargo-nextest
step cargo nextest run --locked --no-fail-fast
