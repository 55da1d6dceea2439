#!/usr/bin/env bash
# Taichi 1.7.4 and Quadrants 1.3.3: the largest number of a quantized type, max_value itself, is stored as its negative: with
# quant.fixed(bits=8, max_value=1.0) 1.0 and 0.999 are read back as -1.0, with signed=False as 0. A quant.float beyond its range
# becomes a small number: 131072 of exp=5, frac=10 is 2e-41, and 1e10 is 2.33.
#
# A good guess would be: fixed(bits=10, max_value=20.0) holds -20 to 20, as Taichi's documentation says of this very type, so that
# the largest is the largest code (19.96); and a float that is too large is the largest float, or infinity.
# Seen on 2026-11-29, on the CPU:
#   type                                        stored          read
#   fixed(bits=10, max_value=20.0)              19.96           19.96
#                                               20 and 19.99    -20
#                                               -20.03          19.96
#   fixed(bits=5, signed=False, max_value=100)  96              96.875
#                                               100 and 99      0
#   fixed(bits=8, max_value=1.0)                1, 1.5, 2.5     -1, -0.5, 0.5
#   float(exp=5, frac=10)                       65504, 1e5      65536, 99968
#                                               131072, 1e10    2e-41, 2.33
#                                               infinity        1.0078
#
# What it means: whoever scales data by its largest number, as one does to quantize, turns exactly that number round: a colour of 1,
# a weight at the bound of a clamp, a velocity at its limit. Take max_value a step larger than what occurs.
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
ti.init(arch=ti.cpu, log_level=ti.CRITICAL, offline_cache=False)
infinity = float("inf")


def through(kind, numbers):
    """The numbers, stored in a field of the quantized type and read again."""
    count = len(numbers)
    place = ti.BitpackedFields(max_num_bits=32)
    small = ti.field(dtype=kind)
    place.place(small)
    ti.root.dense(ti.i, count).place(place)
    given, read = ti.field(ti.f32, count), ti.field(ti.f32, count)
    given.from_numpy(np.array(numbers, np.float32))

    @ti.kernel
    def store():
        for i in range(count):
            small[i] = given[i]

    @ti.kernel
    def load():
        for i in range(count):
            read[i] = small[i]

    store()
    load()
    return read.to_numpy().tolist()


quant = ti.types.quant
for text, kind, numbers, seen in (
    ("fixed(10, 20)", quant.fixed(bits=10, max_value=20.0), [10, 19.96, 19.99, 20, -20, -20.03], [10, 19.96, -20, -20, -20, 19.96]),
    ("fixed(5, unsigned, 100)", quant.fixed(bits=5, signed=False, max_value=100.0), [50, 96, 99, 100], [50, 96.875, 0, 0]),
    ("fixed(8, 1)", quant.fixed(bits=8, max_value=1.0), [0.3, -0.3, 0.5, 0.99, 0.999, 1, -1, 1.5, 2.5], [0.297, -0.297, 0.5, 0.992, -1, -1, -1, -0.5, 0.5]),
    ("fixed(8, unsigned, 1)", quant.fixed(bits=8, signed=False, max_value=1.0), [0.3, 0.5, 0.995, 0.999, 1], [0.301, 0.5, 0.996, 0, 0]),
    ("float(5, 10)", quant.float(exp=5, frac=10), [1, -2.5, 65504, 1e5, 131072, 1e10, -1e10, infinity], [1, -2.5, 65536, 99968, 0, 2.332, -2.332, 1.0078]),
):
    read = through(kind, numbers)
    print(name, text, dict(zip(numbers, read)))
    assert np.allclose(read, seen, rtol=3e-3, atol=1e-6), "the behaviour changed"
PYTHON
for product in taichi==1.7.4 quadrants==1.3.3; do
    python3 -m venv "$folder/${product%%=*}"
    "$folder/${product%%=*}/bin/pip" install --quiet "$product" numpy==2.4.6
    "$folder/${product%%=*}/bin/python" -W ignore "$folder/program.py" "${product%%=*}"
done
