#!/usr/bin/env bash
# PyTensor 3.0.7 (the newest for Python 3.11) with etuples 0.3.10: as `pip install pytensor` leaves it, log(sigmoid(-1000)) is minus
# infinity. Once the package `packaging` is installed, which has nothing to do with it, it is -1000.
#
# A good guess would be: -1000, since PyTensor's stabilizing rewrites are what it is known for: log(sigmoid(x)) becomes -softplus(-x).
# Those that are written as patterns are matched by etuples, which teaches the matching of its tuples to a second library, asks
# `packaging` for the version of that library, and takes its absence for that of the library: no pattern ever matches, and
# nothing is said. PyTensor asks for etuples, etuples not for packaging.
# Seen on 2026-11-29, by numba, the same with the C linker's mode:
#   expression, float64          without packaging   with packaging
#   log(sigmoid(-1000))          -infinity           -1000
#   log(1 - sigmoid(40))         -infinity           -40
#   log1p(-sigmoid(40))          -infinity           -40
#   float32, log(sigmoid(-89))   -infinity           -89
#   float32, log(1 - sigmoid(40))    -infinity       -40
# The loss of a logistic regression, one of whose 200 rows has a logit of 800 on the wrong side, is infinite without and 4.4 with
# it (its gradient through pt.switch is NaN in both).
# log(1 + exp(1000)) and log(softmax), which are matched otherwise, are right in both.
#
# What it means: the same program with the same versions gives a finite loss on one machine and an infinite one in a lean container.
# Install packaging beside PyTensor, or write -softplus(-x).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytensor==3.0.7 etuples==0.3.10 logical-unification==0.4.7 cons==0.4.7 miniKanren==1.0.5 \
    numba==0.65.1 numpy==2.4.6
export PYTENSOR_FLAGS=base_compiledir=$folder/compiled
cat >"$folder/program.py" <<'PYTHON'
import importlib.util
import sys

import numpy as np
import pytensor
import pytensor.tensor as pt

there = sys.argv[1] == "with"
assert (importlib.util.find_spec("packaging") is not None) == there


def value(expression, number, dtype="float64", mode=None):
    x = pt.vector("x", dtype=dtype)
    return float(pytensor.function([x], expression(x), mode=mode)(np.array([number], dtype))[0])


cases = [
    ("log(sigmoid(x))", lambda x: pt.log(pt.sigmoid(x)), -1000, "float64", -1000),
    ("log(1 - sigmoid(x))", lambda x: pt.log(1 - pt.sigmoid(x)), 40, "float64", -40),
    ("log1p(-sigmoid(x))", lambda x: pt.log1p(-pt.sigmoid(x)), 40, "float64", -40),
    ("log(sigmoid(x))", lambda x: pt.log(pt.sigmoid(x)), -89, "float32", -89),
    ("log(1 - sigmoid(x))", lambda x: pt.log(1 - pt.sigmoid(x)), 40, "float32", -40),
]
for text, expression, number, dtype, right in cases:
    for mode in None, "FAST_RUN":
        got = value(expression, number, dtype, mode)
        assert abs(got - right) < 1e-4 if there else got == -np.inf, (text, got)
    print(sys.argv[1], "packaging:", text, number, dtype, "is", got)
for text, expression, number in (
    ("log(1 + exp(x))", lambda x: pt.log(1 + pt.exp(x)), 1000),
    ("-log(softmax)", lambda x: -pt.log(pt.special.softmax(pt.stack([x, x + 1000], 1), axis=1))[:, 0], 0),
):
    assert abs(value(expression, number) - 1000) < 1e-6, text

random = np.random.default_rng(0)
rows = random.normal(size=(200, 2))
labels = (rows[:, 0] > 0).astype(float)
rows[0], labels[0] = (800.0, 0.0), 0.0
x, y, weights = pt.matrix("x"), pt.vector("y"), pt.vector("weights")
chance = pt.sigmoid(x @ weights)
loss = -pt.mean(pt.switch(pt.eq(y, 1), pt.log(chance), pt.log(1 - chance)))
got, gradient = pytensor.function([x, y, weights], [loss, pt.grad(loss, weights)])(rows, labels, np.array([1.0, 0.0]))
print(sys.argv[1], "packaging: loss", got, "gradient", gradient)
assert 4 < got < 5 if there else np.isinf(got)
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/program.py" without
"$folder/venv/bin/pip" install --quiet packaging==25.0
"$folder/venv/bin/python" -W ignore "$folder/program.py" with
