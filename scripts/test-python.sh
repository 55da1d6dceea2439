#!/usr/bin/env bash
# Builds the Python wheel (in CI from the source archive), installs it into an empty virtual environment and
# runs its tests there. The program is built too, to compare its parameters, unless GRADSHADER names one.
# PYTHON is the interpreter, 3.11 or newer, PROFILE that of Cargo (release). With dev the wheel is made of what the
# program's tests compiled, which takes a minute or two. What else is said goes to pytest.
set -euo pipefail
cd "$(dirname "$0")/.."

python=${PYTHON:-python3}
profile=${PROFILE:-release}
built=${CARGO_TARGET_DIR:-$PWD/target}
target=$built/python
rm -rf "$target/wheels"
mkdir -p "$target"
"$python" -m venv "$target/build"
"$target/build/bin/pip" install --quiet --disable-pip-version-check 'maturin>=1.9,<2'
sources=$PWD
if [ -n "${CI:-}" ]; then
    # Of the source archive, which has to do without a checkout. Elsewhere what is built already counts.
    rm -rf "$target/sources"
    "$target/build/bin/maturin" sdist --manifest-path python/Cargo.toml --out "$target/sources"
    sources=$(mktemp -d)
    trap 'rm -rf "$sources"' EXIT
    tar -xzf "$target"/sources/*.tar.gz --strip-components 1 -C "$sources"
fi
[ "$profile" = dev ] || built=$target
CARGO_TARGET_DIR=$built "$target/build/bin/maturin" build --profile "$profile" --locked \
    --manifest-path "$sources/python/Cargo.toml" --interpreter "$python" --out "$target/wheels"

wheel=$(echo "$target"/wheels/*.whl)
size=$(wc -c <"$wheel")
echo "test-python: ${wheel##*/}, $size bytes"
if [ "$size" -ge 15000000 ]; then
    echo "test-python: the wheel is 15 MB or more" >&2
    exit 1
fi

rm -rf "$target/venv"
"$python" -m venv "$target/venv"
"$target/venv/bin/pip" install --quiet --disable-pip-version-check "$wheel[test]"
if [ -z "${GRADSHADER:-}" ]; then
    cargo build --locked --bin gradshader
    export GRADSHADER=${CARGO_TARGET_DIR:-$PWD/target}/debug/gradshader
fi
# Not in python/, where the sources would be imported.
cd python/tests
"$target/venv/bin/python" -m pytest --quiet -p no:cacheprovider -rs "$@"
