#!/usr/bin/env bash
# Runs exported models in other programs, and prints how far their answers are from those of
# `predict --device reference`:
#
#     scripts/engines.sh [ENGINE...]
#
# ENGINE is onnxruntime, onnx (the reference of the format), openvino, pytorch, keras, numpy, tract, rten, c
# or rust; all if none is named. A line is the engine, the set, the largest difference relative to the
# largest answer of its row (of values, to the largest of the set), and the rows of another class.
#
# What it installs (some gigabytes, from the registries of Python and Rust) stays in
# $GRADSHADER_ENGINES if that is set, else it goes to a temporary folder. Fails where a difference is
# larger than 2e-6, a class is another, or an engine does not run. docs/exports.md has its table.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

readonly PACKAGES="numpy==2.4.6 onnx==1.23.2 onnxruntime==1.32.0 openvino==2026.4.1 safetensors==0.8.0
    torch==2.15.0 keras==3.15.1 h5py==3.16.0"
readonly BOUND=2e-6

engines=("$@")
if [ $# = 0 ]; then
    engines=(onnxruntime onnx openvino pytorch keras numpy tract rten c rust)
fi
if [ -n "${GRADSHADER_ENGINES:-}" ]; then
    mkdir -p "$GRADSHADER_ENGINES"
    folder=$(cd "$GRADSHADER_ENGINES" && pwd)
else
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
fi
cargo build --locked
gradshader=$root/target/debug/gradshader

python=$folder/venv/bin/python
if [ ! -e "$folder/venv/ready" ]; then
    python3 -m venv "$folder/venv"
    # shellcheck disable=SC2086
    "$folder/venv/bin/pip" install --quiet $PACKAGES
    touch "$folder/venv/ready"
fi
if [[ " ${engines[*]} " =~ " tract "|" rten " ]] && [ ! -e "$folder/runner" ]; then
    mkdir -p "$folder/runner-crate/src"
    cp scripts/engines/runner.rs "$folder/runner-crate/src/main.rs"
    cat >"$folder/runner-crate/Cargo.toml" <<'TOML'
[package]
name = "runner"
version = "0.0.0"
edition = "2021"

[dependencies]
rten = "=0.27.0"
rten-tensor = "=0.27.0"
tract-onnx = "=0.23.9"

[profile.dev]
opt-level = 1
debug = false

[workspace]
TOML
    cargo build --manifest-path "$folder/runner-crate/Cargo.toml" --target-dir "$folder/runner-crate/target"
    cp "$folder/runner-crate/target/debug/runner" "$folder/runner"
fi

# What is trained: digits, irises, a table with categories and missing cells, values, every activation, columns of
# large numbers close together (a million and some, seconds since 1970), and ensembles, those of folds with numbers
# in parts. What ends in _double takes f64, and goes to engines of ONNX alone.
readonly SETS=(digits iris style price first second third far far_double digits_many style_many price_many)
data_of() {
    case ${1%_*} in
    digits) echo "$root/data/digits.csv" ;;
    style | price) echo "$root/tests/data/exports/houses.csv" ;;
    far) echo "$root/tests/data/exports/far.csv" ;;
    *) echo "$root/data/iris.csv" ;;
    esac
}
options_of() {
    case $1 in
    style) echo "--ignore price" ;;
    price) echo "--ignore style --target price" ;;
    first) echo "--hidden 12:sigmoid,12:tanh,12:relu,12:leaky-relu,12:elu,12:selu --epochs 20" ;;
    second) echo "--hidden 12:gelu,12:silu,12:mish,12:softplus,12:linear --epochs 20" ;;
    third) echo "--hidden 12:gelu-tanh --epochs 20" ;;
    digits_many) echo "--ensemble 4 --epochs 8" ;;
    style_many) echo "--ignore price --preset best --ensemble 4 --ensemble-folds 3 --epochs 30" ;;
    price_many) echo "--ignore style --target price --preset best --ensemble 4 --ensemble-folds 3 --epochs 30" ;;
    esac
}

device_of() {
    # Many networks take the reference long.
    if [[ $1 = *_many ]]; then echo cpu; else echo reference; fi
}

cd "$folder"
status=0
for set in "${SETS[@]}"; do
    data=$(data_of "$set")
    # shellcheck disable=SC2046
    "$gradshader" train "$data" $(options_of "$set") --device "$(device_of "$set")" --quiet \
        --model "$set.safetensors" >/dev/null
    "$gradshader" predict "$set.safetensors" "$data" --device reference --output "$set.predicted.csv"
    export_to() {
        "$gradshader" export "$set.safetensors" --format "$@"
    }
    export_to npz >"$set.npz.py"
    export_to pytorch >"$set.pytorch.py"
    [[ $set = third || $set = *_many ]] || export_to keras >"$set.keras.py"
    double=()
    [[ $set != *_double ]] || double=(--double)
    export_to onnx "${double[@]}" >/dev/null
    export_to onnx "${double[@]}" --takes numbers --output "$set.numbers.onnx" >/dev/null
    count() {
        sed -n "s/^#define $1 //p" "$set.c"
    }
    if [[ $set != *_double ]]; then
        export_to c >/dev/null
        export_to rust >/dev/null
        cc -O2 -std=c99 -pedantic -Wall -Wextra -Werror -DMODEL="$set" -DCOLUMNS="$(count COLUMNS)" \
            -DOUTPUTS="$(count OUTPUTS)" "$root/scripts/engines/main.c" "$set.c" -lm -o "$set.c.run"
        answered='model::predict(\&row).unwrap()'
        [ "${set%_many}" = price ] && answered="(0, $answered)"
        sed "s|MODEL|$folder/$set.rs|; s|ANSWERED|$answered|" "$root/scripts/engines/main.rs" >"${set}_main.rs"
        rustc --edition 2021 -O -A dead_code -o "$set.rust.run" "${set}_main.rs"
    fi
    for engine in "${engines[@]}"; do
        # Keras has no such activation, and says so; nor does its file hold ensembles.
        [ "$set $engine" = "third keras" ] && continue
        [[ $set = *_many && $engine = keras ]] && continue
        [[ $set = *_double && " onnxruntime onnx openvino " != *" $engine "* ]] && continue
        line=$(KERAS_BACKEND=torch "$python" "$root/scripts/engines/compare.py" "$folder" "$set" "$data" "$engine") || {
            echo "$engine $set FAILED"
            status=1
            continue
        }
        echo "$line"
        awk -v bound=$BOUND '!($3 <= bound && $4 == 0) { exit 1 }' <<<"$line" || status=1
    done
done
[ $status = 0 ] || echo "engines: an engine differs by more than $BOUND, or did not run" >&2
exit $status
