#!/usr/bin/env bash
# aeon 1.6.0: `quantile(x, 0)` of an even count of numbers is the middle of the smallest and the largest, 0 for 100 numbers from -50 to 50,
# and so is any quantile below one in the count; that of an odd count is right.
#
# A good guess would be: numpy.quantile, as `row_quantile` of the same module has it for each row.
# Seen on 2026-12-01, the numbers of an even grid from -50 to 50:
#   count    q        quantile    row_quantile
#   100      0        0           -50
#   100      0.005    0           -49.5
#   100      0.25     -25.25      -25
#   101      0        -50         -50
#   101      0.25     -25         -25
#   10       0.05     0           -45
#   10       0.25     -33.33      -25
# The cause: for an even count the mean of the numbers at int(n q) - 1 and int(n q) is taken, which is right for the median alone; at
# the smallest int(n q) is 0 and the place before it the last one, the largest number.
#
# What it means: a lower bound of a window by this function lies in its middle, for windows of even length only. Take numpy.quantile or
# `row_quantile`; `median` and `iqr` are right.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet aeon==1.6.0 numpy==2.3.5 scipy==1.16.3 scikit-learn==1.7.2 numba==0.63.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import statistics

import numpy as np
from aeon.utils.numba.stats import median, quantile, row_quantile

random = np.random.default_rng(0)
for count, q in ((100, 0.0), (100, 0.005), (100, 0.25), (100, 0.99), (101, 0.0), (101, 0.25), (10, 0.05), (10, 0.25)):
    x = random.permutation(np.linspace(-50, 50, count))
    found, row = quantile(x, q), row_quantile(x[None], q)[0]
    place = q * (count - 1)
    right = -50 + 100 * place / (count - 1)
    print("%d numbers, q %.3f: quantile %.4f, row_quantile %.4f, right %.4f" % (count, q, found, row, right))
    assert abs(row - right) < 1e-9
    if count % 2 == 0 and q < 1 / count:
        assert abs(found) < 1e-9, "the behaviour changed"
    elif count == 101:
        assert abs(found - right) < 1e-9
    else:
        assert abs(found - right) > 0.2, "the behaviour changed"
    assert abs(median(x) - statistics.median(x.tolist())) < 1e-9
for count in (50, 51):
    x = random.exponential(size=count)
    print("%d exponential numbers: quantile(x, 0) %.4f, smallest %.4f, largest %.4f" % (count, quantile(x, 0.0), x.min(), x.max()))
    assert abs(quantile(x, 0.0) - ((x.min() + x.max()) / 2 if count == 50 else x.min())) < 1e-9, "the behaviour changed"
PYTHON
