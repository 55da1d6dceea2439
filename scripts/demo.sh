#!/usr/bin/env bash
# Trains the bundled handwritten digits on this machine's GPU, or on Mesa's software adapter, with a
# fifth held out; then checks the device's numbers against the CPU reference.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! scripts/adapter.sh; then
    echo "demo: going on without an adapter, on the CPU reference"
fi
cargo build --release --locked
program=target/release/gradshader
folder=target/demo
mkdir -p "$folder"

echo
echo "== devices"
"$program" devices
echo
echo "== train: 1,797 handwritten digits, a fifth held out"
"$program" train data/digits.csv --validation 0.2 --model "$folder/digits.safetensors" \
    --log "$folder/digits.jsonl"
echo
echo "== verify: every quantity of a training step against the CPU reference"
"$program" verify
echo
echo "The model is in $folder/digits.safetensors, the log in $folder/digits.jsonl. Try:"
echo "    $program predict $folder/digits.safetensors data/digits.csv | head"
