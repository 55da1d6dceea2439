#!/usr/bin/env bash
# All checks and all tests. They need an adapter: scripts/adapter.sh installs a software one.
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

# The browser's part of the library: it opens no file, starts no thread and blocks nowhere. Only a
# developer's machine without network may go on without it.
wasm=wasm32-unknown-unknown
[ -e "$(rustc --print sysroot)/lib/rustlib/$wasm" ] || step rustup target add "$wasm" || true
if [ -e "$(rustc --print sysroot)/lib/rustlib/$wasm" ]; then
    # Without threads, and as the page has it.
    for features in "" parallel; do
        step cargo clippy --locked --lib --no-default-features --features "$features" --target "$wasm" -- -D warnings
    done
elif [ "${CI:-}" = true ]; then
    echo "test: Rust's target $wasm is missing and cannot be added" >&2
    exit 1
else
    echo "test: LEFT OUT: the check for $wasm; add the target with: rustup target add $wasm"
fi

step cargo test --locked --doc
cargo nextest --version >/dev/null 2>&1 || step cargo install --locked cargo-nextest
step cargo nextest run --locked
