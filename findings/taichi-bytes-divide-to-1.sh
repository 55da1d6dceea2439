#!/usr/bin/env bash
# Taichi 1.7.4 and its successor Quadrants 1.3.3 (Genesis' compiler), on the CPU: `//` and `%` of two u8 or two i8 are 0 or 1,
# whatever they should be, and `raw_mod` of two u8 takes them as signed. 16 and 32 bits are right.
#
# A good guess would be: 200 // 3 is 66, as `//` is documented to be Python's, of u8 as of u16 and i32. What comes back is a
# comparison from inside of the floor division.
# Seen on 2026-11-29, both products, x and y from fields of the type:
#   x, y         x // y   x % y   raw_div   raw_mod   right
#   u8 200, 3    1        0       66        254       66, 2
#   u8 250, 11   1        0       22        250       22, 8
#   u8 3, 5      0        1       0         3         0, 3
#   i8 -7, 2     0        1       -3        -1        -4, 1
#   i8 50, 3     1        0       16        2         16, 2
# Of the 65,280 pairs of u8 with y > 0 none gives anything but 0 and 1. `x // 3` with the number in the program is right: 3 is i32.
#
# What it means: a histogram or a quantization whose bin width is a byte, too, puts every pixel into bin 0 or 1. Cast one of the two.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/program.py" <<'PYTHON'
import importlib
import sys

import numpy as np

name = sys.argv[1]
ti = importlib.import_module(name)
ti.init(arch=ti.cpu, log_level=ti.ERROR)
types = {"u8": ti.u8, "i8": ti.i8, "u16": ti.u16, "i16": ti.i16, "i32": ti.i32}
numpy_types = {"u8": "uint8", "i8": "int8", "u16": "uint16", "i16": "int16", "i32": "int32"}


def run(kind, a, b):
    a, b = np.array(a, numpy_types[kind]), np.array(b, numpy_types[kind])
    x, y = (ti.field(types[kind], shape=len(a)) for _ in range(2))
    out = ti.field(ti.i32, shape=(4, len(a)))
    x.from_numpy(a)
    y.from_numpy(b)

    @ti.kernel
    def divide():
        for i in x:
            out[0, i] = x[i] // y[i]
            out[1, i] = x[i] % y[i]
            out[2, i] = ti.raw_div(x[i], y[i])
            out[3, i] = ti.raw_mod(x[i], y[i])

    divide()
    return out.to_numpy()


def right(a, b):
    return [p // q for p, q in zip(a, b)], [p % q for p, q in zip(a, b)]


cases = {"u8": ([200, 250, 3], [3, 11, 5]), "i8": ([-7, 50, -100], [2, 3, 7])}
seen = {"u8": [[1, 1, 0], [0, 0, 1], [66, 22, 0], [254, 250, 3]], "i8": [[0, 1, 0], [1, 0, 1], [-3, 16, -14], [-1, 2, -2]]}
for kind, (a, b) in cases.items():
    got = run(kind, a, b).tolist()
    print(name, kind, a, b, "gives", got, "right", right(a, b))
    assert got == seen[kind], "the behaviour changed"
    for wide in ("i16", "i32") + (("u16",) if kind == "u8" else ()):
        assert tuple(run(wide, a, b)[:2].tolist()) == right(a, b), wide
a, b = np.meshgrid(np.arange(256), np.arange(1, 256))
a, b = a.ravel(), b.ravel()
x, y = (ti.field(ti.u8, shape=len(a)) for _ in range(2))
out = ti.field(ti.i32, shape=len(a))
x.from_numpy(a.astype(np.uint8))
y.from_numpy(b.astype(np.uint8))


@ti.kernel
def floor_divide():
    for i in x:
        out[i] = x[i] // y[i]


floor_divide()
got = out.to_numpy()
print(name, "u8, all pairs: `//` gives", np.unique(got), "right in", (got == a // b).mean())
assert set(got) == {0, 1}

pixels = ti.field(ti.u8, shape=1000)
width = ti.field(ti.u8, shape=())
bins = ti.field(ti.i32, shape=8)
pixels.from_numpy(np.random.default_rng(0).integers(0, 256, 1000).astype(np.uint8))
width[None] = 32


@ti.kernel
def histogram():
    for i in pixels:
        bins[ti.cast(pixels[i] // width[None], ti.i32)] += 1


histogram()
print(name, "histogram of even pixels in 8 bins", bins.to_numpy())
assert (bins.to_numpy()[2:] == 0).all()
PYTHON
for product in taichi==1.7.4 quadrants==1.3.3; do
    python3 -m venv "$folder/${product%%=*}"
    "$folder/${product%%=*}/bin/pip" install --quiet "$product" numpy==2.4.6
    "$folder/${product%%=*}/bin/python" -W ignore "$folder/program.py" "${product%%=*}"
done
