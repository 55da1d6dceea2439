#!/usr/bin/env bash
# numexpr 2.14.2: sum adds up in the type of what it is given, one number after the other: of 20 million ones in float32 it is 16,777,216,
# of ten million 0.1 1,087,937, and of int32 it wraps. max and min skip NaN, and the arctan of 1e-20j is 0.
#
# A good guess would be: what numpy.sum of the same array gives: in blocks, right to some 1e-6, and in int64 for smaller integers; the package
# evaluates NumPy's expressions, faster.
# Seen on 2026-12-01:
#   expression                                numexpr        NumPy 2.4.6      right
#   sum(x), 20,000,000 ones in float32        16777216       20000000         20000000
#   sum(x), 10,000,000 times 0.1f             1087937        1000000.1        1000000.0149
#   sum(x) / n, ten million of mean 10,000    8870.5         10000.001        10000.0004
#   sum(x), ten times 2147483647 in int32     -10            21474836470      21474836470
#   max(x), min(x) of NaN, 1, 2               2, 1           NaN, NaN
#   arctan(z), arcsin(z) of 1e-20j            0, 0           1e-20j, 1e-20j
#   abs(z) of 1e200 + 1e200j, 1 / z           infinite, 0    1.4e200, 5e-201 - 5e-201j
#
# What it means: a mean of a column of ten million numbers by numexpr is off by a tenth and depends on the order of the rows; a sum of int32
# milliseconds is negative, and a missing value goes unseen. Multiply by a float64 1 in the expression, or sum by NumPy.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numexpr==2.14.2 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import numexpr
import numpy as np


def show(name, found, plain, right):
    print("%-48s numexpr %s NumPy %s right %s" % (name, found, plain, right))
    return found


ones = np.ones(20_000_000, np.float32)
assert show("sum of 20,000,000 ones", numexpr.evaluate("sum(x)", {"x": ones}), ones.sum(), 20_000_000) == 16_777_216
assert ones.sum() == 20_000_000
assert numexpr.evaluate("sum(x * y)", {"x": ones, "y": np.float64(1)}) == 20_000_000, "in float64 it is right"
tenths = np.full(10_000_000, 0.1, np.float32)
right = 10_000_000 * float(np.float32(0.1))
found = show("sum of 10,000,000 times 0.1", numexpr.evaluate("sum(x)", {"x": tenths}), tenths.sum(), right)
assert found > 1.05 * right and abs(tenths.sum() - right) < 1, "the behaviour changed"
x = (10000 + 2 * np.random.default_rng(0).standard_normal(10_000_000, np.float32)).astype(np.float32)
right = math.fsum(x.tolist()) / len(x)
found = show("mean of numbers around 10,000", numexpr.evaluate("sum(x)", {"x": x}) / len(x), x.mean(), right)
assert abs(found - right) > 100 and abs(x.mean() - right) < 0.1
counts = np.full(10, 2**31 - 1, np.int32)
assert show("sum of ten times 2147483647", numexpr.evaluate("sum(x)", {"x": counts}), counts.sum(), 10 * (2**31 - 1)) == -10
assert counts.sum() == 10 * (2**31 - 1)
gaps = np.array([np.nan, 1, 2])
assert show("max of NaN, 1, 2", numexpr.evaluate("max(x)", {"x": gaps}), gaps.max(), "NaN") == 2
assert show("min of NaN, 1, 2", numexpr.evaluate("min(x)", {"x": gaps}), gaps.min(), "NaN") == 1
small, large = np.array([1e-20j]), np.array([1e200 + 1e200j])
for name in "arctan", "arcsin":
    found = show(name + " of 1e-20j", numexpr.evaluate(name + "(z)", {"z": small})[0], getattr(np, name)(small)[0], "1e-20j")
    assert found == 0 and getattr(np, name)(small)[0] == 1e-20j
found = show("abs of 1e200 + 1e200j", numexpr.evaluate("abs(z)", {"z": large})[0], abs(large)[0], math.hypot(1e200, 1e200))
assert np.isinf(found) and abs(abs(large[0]) / math.hypot(1e200, 1e200) - 1) < 1e-15
found = show("1 / z of it", numexpr.evaluate("1 / z", {"z": large})[0], (1 / large)[0], 5e-201 - 5e-201j)
assert found == 0 and np.isclose((1 / large)[0] * 1e200, 0.5 - 0.5j)
PYTHON
