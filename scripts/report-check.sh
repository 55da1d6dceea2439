#!/bin/sh
# Opens the pages of every command in Chromium, from the disk: no console error, no request, no serious finding
# of axe, below 3 MB, loaded within a second, light, dark and as on a phone. Reads an event file back with
# TensorBoard. Needs chromium, node, npm and python3; PROGRAM is the program [built here], OUT a folder for
# pages and screenshots [a temporary one].
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
cd "$here"
if [ -z "${PROGRAM:-}" ]; then
    cargo build --quiet
    PROGRAM=$here/target/debug/gradshader
fi
out=${OUT:-$(mktemp -d)}
mkdir -p "$out/shots"
check=$here/scripts/report-check
[ -d "$check/node_modules" ] || (cd "$check" && npm install --no-audit --no-fund --silent)
python=${PYTHON:-python3}
if ! "$python" -c 'import tensorboard' 2>/dev/null; then
    "$python" -m venv "$out/venv"
    python=$out/venv/bin/python
    "$python" -m pip install --quiet -r "$check/requirements.txt"
fi

iris=$here/data/iris.csv digits=$here/data/digits.csv
cd "$out"
"$python" "$check/tables.py"
run() { "$PROGRAM" "$@" --device cpu > /dev/null; }
run train "$iris" --validation 0.2 --report iris --log iris.jsonl --tensorboard events --quiet
run train "$digits" --validation 0.2 --report digits --model digits.safetensors --quiet
run train diabetes.csv --validation 0.2 --report diabetes --log diabetes.jsonl --quiet
run train two.csv --validation 0.3 --report two-classes --quiet
run train wide.csv --validation 0.2 --epochs 1000 --early-stop 0 --batch 64 --report long --quiet
run train hostile.csv --validation 0.3 --epochs 5 --report hostile --quiet
run train "$iris" --validation 0.2 --members 4 --report members --tensorboard member-events --quiet
run evaluate digits.safetensors "$digits" --report evaluate
run cross-validate "$iris" --report folds --quiet
run sweep "$iris" --trials 24 --epochs 60 --report sweep --quiet
"$PROGRAM" train "$iris" --seed 1 --validation 0.2 --report iris-1 --device cpu --quiet > /dev/null
"$PROGRAM" compare iris iris-1 iris.jsonl --report compare > /dev/null
"$PROGRAM" verify --steps 5 --report verify > /dev/null 2>&1 || run verify --steps 5 --report verify
"$python" "$check/tensorboard_check.py" iris.jsonl events
cd "$check"
node check.mjs "$out/shots" "$out"/*/index.html
echo "screenshots: $out/shots"
