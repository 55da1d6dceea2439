#!/usr/bin/env bash
# dcor 0.7: the distance correlation, a number between 0 and 1, of pixels in uint8 is 352,179, their energy distance 0.07 instead of 21, and the test
# of independence of two dependent columns has p = 0.85.
#
# A good guess would be: integers are numbers like others, 0.90 in any type that holds them, as int32 and int64 have.
# Seen on 2026-12-01, 300 dependent pairs of 0 to 255:
#                                        float64     uint8         uint16    int16
#   distance_correlation (the default)   0.899       352179        3.38      an OverflowError
#   method="naive"                       0.899       0.091         0.899     NaN
#   method="mergesort"                   0.899       an error      0.0       3.60
#   energy_distance                      21.3        0.073         21.3      NaN
#   distance_covariance_test, p          0.005       0.85
#   partial_distance_correlation         0.81        -0.006
# Of independent columns the default is as large: 385,781. Distances, their sums and the sums of the fast algorithms are taken in the type of
# the data. Floats with an offset of 100,000,000 have a squared correlation of 10.5 by default and -108 by mergesort, 0.0001 by "naive".
#
# What it means: dependent features of pictures or counts look independent, by the test too. Give astype(float), and take the mean off.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dcor==0.7 numba==0.68.1 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import dcor
import numpy as np

random = np.random.default_rng(0)
x = random.integers(0, 256, size=300)
y = x // 2 + random.integers(0, 60, size=300)
z = random.integers(0, 120, size=300)


def directly(a, b):
    centred = []
    for values in a, b:
        d = abs(values[:, None] - values).astype(float)
        centred.append(d - d.mean(axis=0) - d.mean(axis=1)[:, None] + d.mean())
    p, q = centred
    return ((p * q).mean() / ((p * p).mean() * (q * q).mean()) ** 0.5) ** 0.5


def tried(function, *arguments, **settings):
    try:
        return float(function(*arguments, **settings))
    except Exception as error:
        return type(error).__name__


found = {}
for kind in "float64", "int64", "uint16", "int16", "uint8":
    a, b, c = (array.astype(kind) for array in (x, y, z))
    assert (a == x).all() and (b == y).all()
    found[kind] = {method: tried(dcor.distance_correlation, a, b, method=method) for method in ("auto", "naive", "mergesort")}
    found[kind]["energy"] = tried(dcor.energy_distance, a, b)
    found[kind]["independent"] = tried(dcor.distance_correlation, a, c)
    print("%-8s" % kind, found[kind])
right, wrapped = found["float64"], found["uint8"]
print("computed directly: %.4f, independent %.4f" % (directly(x, y), directly(x, z)))
for method in "auto", "naive", "mergesort":
    assert abs(right[method] - directly(x, y)) < 1e-9 and abs(found["int64"][method] - right[method]) < 1e-9
assert wrapped["auto"] > 1000 and wrapped["independent"] > 1000, "the behaviour changed"
assert wrapped["naive"] < 0.2 and wrapped["energy"] < 1 and right["energy"] > 20, "the behaviour changed"
assert math.isnan(found["int16"]["naive"]) and found["uint16"]["auto"] > 1

test = dcor.independence.distance_covariance_test
p = [test(x.astype(kind), y.astype(kind), num_resamples=200, random_state=0).pvalue for kind in ("float64", "uint8")]
partial = [dcor.partial_distance_correlation(*(v.astype(kind) for v in (x, y, z))) for kind in ("float64", "uint8")]
print("test of independence: p", p, "partial:", partial)
assert p[0] < 0.01 and p[1] > 0.5 and partial[0] > 0.7 and abs(partial[1]) < 0.1
PYTHON
