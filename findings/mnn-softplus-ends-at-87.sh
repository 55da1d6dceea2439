#!/usr/bin/env bash
# MNN 3.6.1 (CPU, x86-64): the exponential of whatever is above 87 is that of 87, 6.1e37, so softplus of 88, 1000 or 1e30 is 87; and
# NaN becomes an ordinary number in sigmoid, tanh, softplus, ELU, SELU, ReLU and exp.
#
# A good guess would be: infinity for exp(100), and 1000 for softplus(1000) (or infinity, if it is written as log(1 + exp(x))); NaN in, NaN out.
# Seen on 2026-11-29, float32, default session:
#   x             86        88        100       1000      1e30      -17       NaN
#   exp           2.2e37    6.1e37    6.1e37    6.1e37    6.1e37    4.1e-8    1.6e-38
#   softplus      86        87        87        87        87        0         0
#   of NaN: sigmoid 1, tanh 1, ELU -1, SELU -1.758, ReLU 0, ReLU6 6; the root and the logarithm NaN
#   mean of a million times 0.1: 0.10096; the largest of NaN, 1, 2 is NaN, of 1, 2, NaN 2
#
# What it means: a regression head with softplus cannot answer more than 87 on the telephone, without any sign of it: prices, ages and
# counts above are 87. A missing cell that goes in as NaN comes out as a sure 1.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet MNN==3.6.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import math

import MNN.expr as mnn
import numpy as np


def tensor(numbers):
    return mnn.const([float(x) for x in numbers], [len(numbers)], mnn.NCHW, mnn.float)


numbers = [86, 88, 100, 1000, 1e30, -17, math.nan]
found = {}
for name, function in [("exp", mnn.exp), ("softplus", mnn.softplus), ("sigmoid", mnn.sigmoid), ("tanh", mnn.tanh), ("relu", mnn.relu),
                       ("relu6", mnn.relu6), ("elu", lambda x: mnn.elu(x, 1.0)), ("selu", lambda x: mnn.selu(x, 1.050701, 1.673263)),
                       ("sqrt", mnn.sqrt), ("log", mnn.log)]:
    # Sixteen of each: the answers should not depend on how many are computed together.
    rows = [np.array(function(tensor([x] * 16)).read()) for x in numbers]
    assert all(len(set(map(str, row))) == 1 for row in rows)
    found[name] = [float(row[0]) for row in rows]
    print(name, dict(zip(numbers, found[name])))
np.testing.assert_allclose(found["exp"][0], math.exp(86), rtol=1e-4)
np.testing.assert_allclose(found["exp"][1:5], [math.exp(87)] * 4, rtol=1e-3)
np.testing.assert_allclose(found["softplus"][:5], [86, 87, 87, 87, 87], rtol=1e-3)
assert found["softplus"][5] == 0
for name, seen in [("exp", 0), ("softplus", 0), ("sigmoid", 1), ("tanh", 1), ("relu", 0), ("relu6", 6), ("elu", -1), ("selu", -1.7581)]:
    assert abs(found[name][6] - seen) < 1e-3, name
assert math.isnan(found["sqrt"][6]) and math.isnan(found["log"][6])
mean = float(np.array(mnn.reduce_mean(tensor([0.1] * 1_000_000), [0]).read()))
largest = [float(np.array(mnn.reduce_max(tensor(row), [0]).read())) for row in ([math.nan, 1, 2], [1, 2, math.nan])]
print("mean of a million times 0.1", mean, "largest", largest)
assert 0.1009 < mean < 0.101 and math.isnan(largest[0]) and largest[1] == 2
PYTHON
