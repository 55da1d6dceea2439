#!/usr/bin/env bash
# A release check: scripts/stress.sh [SECONDS [DEVICE]] trains for ten minutes on an adapter, or so many
# seconds, and fails unless its memory stays flat; then eight processes train on the same adapter at once and
# end with the same bits as one alone. PROGRAM is the gradshader to run, by default a release build.
# Memory is what the process holds (/proc: Linux); a software adapter's is among it, and of an NVIDIA GPU
# nvidia-smi tells the rest.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-600}
device=${2:-gpu}
if [ -z "${PROGRAM:-}" ]; then
    cargo build --release --quiet
    PROGRAM=target/release/gradshader
fi
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
train=("$PROGRAM" train data/digits.csv --quiet --device "$device" --validation 0.2 --optimizer adamw
    --dropout 0.1 --hidden 32 --keep last --early-stop 0)

held() { awk '/^VmRSS:/ { print $2 }' "/proc/$1/status" 2>/dev/null || true; }
on_the_device() {
    command -v nvidia-smi >/dev/null || return 0
    nvidia-smi --query-compute-apps=pid,used_memory --format=csv,noheader,nounits | awk -F, -v pid="$1" '$1 == pid { print $2 }'
}

"${train[@]}" --epochs 1000000 --max-seconds "$seconds" --checkpoint "$place/kept" --checkpoint-every 5 seconds \
    --model "$place/long.st" >"$place/long.txt" &
process=$!
# From a quarter of the time on, when all that is taken once has been.
sleep $((seconds / 4))
first=$(held $process)
first_device=$(on_the_device $process)
most=$first
while kill -0 $process 2>/dev/null; do
    now=$(held $process)
    [ -z "$now" ] || [ "$now" -le "$most" ] || most=$now
    last_device=$(on_the_device $process)
    sleep 1
done
wait $process
echo "memory: $first KiB after a quarter of $seconds seconds, $most KiB at the most after that" \
    "${first_device:+(on the device $first_device MiB, then ${last_device:-?} MiB)}"
if [ "$most" -gt $((first + first / 20)) ]; then
    echo "stress: memory has grown by more than a twentieth" >&2
    exit 1
fi

"${train[@]}" --epochs 20 --model "$place/alone.st" >"$place/alone.txt"
alone=$(awk '/^parameter_hash/ { print $2 }' "$place/alone.txt")
processes=()
for i in 1 2 3 4 5 6 7 8; do
    "${train[@]}" --epochs 20 --model "$place/$i.st" >"$place/$i.txt" &
    processes+=($!)
done
for process in "${processes[@]}"; do wait "$process"; done
for i in 1 2 3 4 5 6 7 8; do
    hash=$(awk '/^parameter_hash/ { print $2 }' "$place/$i.txt")
    if [ "$hash" != "$alone" ]; then
        echo "stress: process $i of 8 ended with $hash, alone it is $alone" >&2
        exit 1
    fi
done
echo "eight processes on one adapter: all as one alone, $alone"
