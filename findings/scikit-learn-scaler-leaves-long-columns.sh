#!/usr/bin/env bash
# scikit-learn 1.9.1, StandardScaler: whether a column counts as constant, and is only shifted and not divided, depends on
# the number of rows. Times in nanoseconds of ten seconds have deviation 1 after it if there are a million of them, and
# 2,900,000,000 if there are ten million.
#
# A good guess would be: a column is constant if all its numbers are the same, or differ by rounding alone, some 1e-16 of
# them; more rows of the same spread make the deviation surer.
# Seen on 2026-11-29, numbers from 1.7e18 on, evenly over ten seconds (int64, which float64 holds to 256):
#   rows          var_ (right)   scale_      deviation of what comes out
#   1,000,000     8.33e18        2.89e9      1
#   10,000,000    8.33e18        1           2.89e9
# The bound on the deviation is rows * mean * 2.2e-16: 3.8 seconds of Unix time for ten million rows, 38 for a hundred
# million, and by partial_fit a column is scaled at first and no longer later. No warning.
#
# What it means: a recording in small pieces trains, and the whole of it does not: one input is a billion times the
# others. Take off the first time before, or look at scale_ for ones.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from sklearn.preprocessing import StandardScaler

warnings.simplefilter("error")


def times(rows):
    return (1_700_000_000_000_000_000 + np.arange(rows) * (10_000_000_000 // rows)).reshape(-1, 1)


for rows in 1_000_000, 10_000_000:
    given = times(rows)
    scaler = StandardScaler().fit(given)
    deviation = scaler.transform(given).std()
    exact = (given - given[0]).std()
    print(f"{rows} rows, deviation {exact:.4g}: root of var_ {scaler.var_[0] ** 0.5:.4g}, scale_ {scaler.scale_[0]:.4g}, "
          f"deviation of what comes out {deviation:.4g}")
    assert abs(scaler.var_[0] ** 0.5 / exact - 1) < 1e-3, "its own variance is right"
    if rows == 1_000_000:
        assert abs(deviation - 1) < 1e-3
    else:
        assert scaler.scale_[0] == 1 and deviation > 1e9
shifted = given - given[0]
assert abs(StandardScaler().fit_transform(shifted).std() - 1) < 1e-6, "without the offset it is scaled"
parts = StandardScaler()
scales = [parts.partial_fit(given[::10]).scale_[0] for _ in range(10)]
print("scale_ by partial_fit of a million each", *(f"{scale:.4g}" for scale in scales))
assert scales[0] > 1e9 and scales[-1] == 1
PYTHON
