#!/usr/bin/env bash
# The page beside TensorFlow.js and jax-js in one headless Chromium, in turns, and beside the program on the same
# adapter: writes a table of samples a second. Needs chromium, node and npm. PAGE is what scripts/web.sh built
# [built here], PROGRAM a release build [built here], PEERS_DIR where packages go [target/peers], SWIFTSHADER the
# manifest of Chromium's Vulkan driver, ROUNDS [3], SECONDS [2] a figure and round, ONLY parts of names, OUT a file for
# all figures as JSON.
set -euo pipefail
cd "$(dirname "$0")/../.."

target=${CARGO_TARGET_DIR:-$PWD/target}
if [ -z "${PAGE:-}" ]; then
    scripts/web.sh
    PAGE=$target/web
fi
if [ -z "${PROGRAM:-}" ]; then
    cargo build --locked --release --bin gradshader
    PROGRAM=$target/release/gradshader
fi
MODULES=${PEERS_DIR:-$target/peers}/browser
mkdir -p "$MODULES"
cp benches/peers/browser/package*.json "$MODULES"
npm ci --prefix "$MODULES" --no-audit --no-fund --silent
export PAGE PROGRAM MODULES SWIFTSHADER=${SWIFTSHADER:-/usr/lib/chromium/vk_swiftshader_icd.json}
node benches/peers/browser/run.mjs
