#!/usr/bin/env bash
# river 0.26.1: a Rolling or TimeRolling variance or correlation keeps an outlier for good that left its window long ago: after
# one 4294967295 among numbers of deviation 1 the variance of the last 100 is -186, and the correlation an error, whatever
# comes after.
#
# A good guess would be: the window is 100 numbers wide, so after 100 more it holds the variance of these. What leaves is
# taken off a running sum of squares again, and what the large number rounded away does not come back.
# Seen on 2026-11-29, one outlier at row 300 of 20,000, window 100, at the end:
#   outlier        Rolling variance   TimeRolling variance   correlation
#   none           0.8605             0.8605                 0.7144 (NumPy on the last 100: the same)
#   1e6            0.8605             0.8605                 0.7144
#   1e8            0.903              0.943                  0.697
#   4294967295     -186               83                     ValueError, math domain error
#   -9999999999    -993               -1158                  ValueError
#   1e10           496                331                    0.030
# The mean is right to 5 digits in all of them.
#
# What it means: a sensor's code for "no value", 4294967295 or -9999999999, ends a drift or anomaly detector that scales by the
# deviation of a window, hours after it passed. Drop such numbers before, or keep the window and compute the variance anew.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet river==0.26.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import datetime

import numpy as np
from river import stats, utils

random = np.random.default_rng(0)
x = random.normal(size=20_000)
y = 0.8 * x + 0.6 * random.normal(size=20_000)
start, second = datetime.datetime(2026, 1, 1), datetime.timedelta(seconds=1)
right = np.var(x[-100:], ddof=1), np.corrcoef(x[-100:], y[-100:])[0, 1]
print("NumPy", right)


def last(outlier):
    variance = utils.Rolling(stats.Var, window_size=100)
    timed = utils.TimeRolling(stats.Var, period=100 * second)
    correlation = utils.Rolling(stats.PearsonCorr, window_size=100)
    mean = utils.Rolling(stats.Mean, window_size=100)
    for i, (a, b) in enumerate(zip(x.tolist(), y.tolist())):
        if i == 300 and outlier is not None:
            a = outlier
        variance.update(a)
        mean.update(a)
        timed.update(a, t=start + i * second)
        correlation.update(a, b)
    assert abs(mean.get() - x[-100:].mean()) < 1e-5
    try:
        together = correlation.get()
    except ValueError as error:
        together = str(error)
    return variance.get(), timed.get(), together


found = {}
for outlier in (None, 1e6, 1e8, 4294967295.0, -9999999999.0, 1e10):
    found[outlier] = last(outlier)
    print(outlier, *found[outlier])
for outlier in (None, 1e6):
    assert abs(found[outlier][0] / right[0] - 1) < 1e-4 and abs(found[outlier][2] - right[1]) < 1e-4
for outlier in (4294967295.0, 1e10):
    assert any(abs(v / right[0] - 1) > 5 or v < 0 for v in found[outlier][:2]), "right again"
PYTHON
