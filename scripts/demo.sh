#!/usr/bin/env bash
# Trains the bundled handwritten digits on this machine's GPU, or on Mesa's software adapter, which it
# installs where there is no other and it may. A fifth of the digits is held out to test the network
# on; then every number of twenty training steps is compared with the CPU reference.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v cargo >/dev/null || {
    echo "demo: Rust is missing; https://rustup.rs installs it" >&2
    exit 1
}
scripts/adapter.sh || echo "demo: going on without an adapter, on the CPU"
cargo build --release --locked
program=${CARGO_TARGET_DIR:-target}/release/gradshader
folder=${CARGO_TARGET_DIR:-target}/demo
mkdir -p "$folder"

printf '\n== the devices of this machine\n'
"$program" devices
printf '\n== training on handwritten digits, a fifth of them held out\n'
"$program" train data/digits.csv --validation 0.2 --model "$folder/digits.safetensors" \
    --log "$folder/digits.jsonl"
printf '\n== comparing the device with the CPU reference\n'
"$program" verify | tee "$folder/verify.txt"

# The last line of the log says how the run ended.
accuracy=$(sed -n 's/.*"event":"end".*"validation_accuracy":\([0-9.]*\).*/\1/p' "$folder/digits.jsonl")
printf '\n== done\n'
echo "adapter   $(sed -n 's/^device *//p' "$folder/verify.txt")"
echo "accuracy  $(awk "BEGIN { printf \"%.2f\", 100 * $accuracy }") % of the digits held out"
echo "verified  $(tail -1 "$folder/verify.txt")"
echo "folder    $folder: digits.safetensors (the model), digits.jsonl (the log), verify.txt"
echo "next      $program predict $folder/digits.safetensors data/digits.csv"
