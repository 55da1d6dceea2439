#!/usr/bin/env bash
# Fuzzes every kind of file that is read, one after the other, on one core: scripts/fuzz.sh, or
# scripts/fuzz.sh KIND... Needs nightly Rust and cargo-fuzz. Without more it runs each for a minute;
# RUNS=10000000 scripts/fuzz.sh is the release check (ten million files of each kind). Memory is capped at
# 2 GiB and a file may take ten seconds. What is found stands in fuzz/artifacts; what is learnt in
# fuzz/corpus, and fuzz/seeds is where it begins.
set -euo pipefail
cd "$(dirname "$0")/.."

kinds=("$@")
if [ ${#kinds[@]} -eq 0 ]; then
    kinds=(text arff jsonl libsvm npy npz parquet idx png packed rows model checkpoint configuration
        arguments)
fi
limit=(-max_total_time="${SECONDS_EACH:-60}")
[ -z "${RUNS:-}" ] || limit=(-runs="$RUNS")
status=0
for kind in "${kinds[@]}"; do
    mkdir -p "fuzz/corpus/$kind"
    seeds=()
    [ ! -d "fuzz/seeds/$kind" ] || seeds=("fuzz/seeds/$kind")
    log=$(mktemp)
    if RAYON_NUM_THREADS=1 nice -n 15 cargo +nightly fuzz run "$kind" "fuzz/corpus/$kind" "${seeds[@]}" -- \
        "${limit[@]}" -rss_limit_mb=2048 -timeout=10 -max_len=16384 -print_final_stats=1 >"$log" 2>&1; then
        runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
        echo "$kind: $runs files, nothing found"
    else
        status=1
        echo "$kind: FOUND"
        grep -E "ERROR|panicked|SUMMARY|Test unit written" -A2 "$log" | head -20
    fi
    rm -f "$log"
done
exit "$status"
