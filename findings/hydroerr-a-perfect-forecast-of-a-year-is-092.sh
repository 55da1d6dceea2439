#!/usr/bin/env bash
# HydroErr 2.0.0: the anomaly correlation of a perfect forecast of n values is (n - 1) / n, 0.917 for twelve months; and one day of 0
# among a thousand makes the geometric mean difference 0.014 instead of 0.996.
#
# A good guess would be: acc is the correlation of the anomalies, 1 for what is right, as its formula and range say; g_mean_diff is the
# ratio of two geometric means, 2 where all is twice as much, and one value of a thousand hardly counts.
# Seen on 2026-12-01:
#   values           3        5        12       30       365
#   acc(x, x)        0.667    0.800    0.917    0.967    0.997     (pearson_r of the same package: 1)
#   a thousand values of a gamma distribution, mean 100: forecast against observed
#                                  g_mean_diff    ratio of the geometric means of 1 + x
#   twice                          2.004          1.981
#   the same, but the first is 0   0.014          0.996
#   of the observed the first is 0 71.7           1.004
#   of both, and twice             1.0            1.979
# acc divides the sum by n and takes deviations with n - 1. g_mean_diff takes the geometric mean of the logarithms where the
# mean of the logarithms makes a geometric mean; its documentation has the product of logarithms too, which is 0 as soon as one is.
#
# What it means: of two models the one that was judged on more values has the larger acc, and no limit such as 0.95 is reached by a
# season of monthly values however good the forecast. Take pearson_r, which is what acc is meant to be. g_mean_diff is no number to
# compare models by where rain, flow or counts have a 0; exp(mle) is the ratio of geometric means.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet HydroErr==2.0.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import HydroErr
import numpy as np

random = np.random.default_rng(0)
for count in [3, 5, 12, 30, 365]:
    x = random.gamma(2, 10, count)
    acc, pearson = HydroErr.acc(x, x), HydroErr.pearson_r(x, x)
    print(f"{count} values: acc {acc:.4f}, pearson_r {pearson:.4f}, numpy {np.corrcoef(x, x)[0, 1]:.4f}")
    assert abs(acc - (count - 1) / count) < 1e-12 and abs(pearson - 1) < 1e-12

x = random.gamma(2, 50, 1000)
dry = x.copy()
dry[0] = 0


def ratio(forecast, observed):
    return np.exp(np.log1p(forecast).mean() - np.log1p(observed).mean())


for what, forecast, observed, seen in [
    ("twice", 2 * x, x, [1.99, 2.02]),
    ("first 0", dry, x, [0.005, 0.03]),
    ("observed first 0", x, dry, [40, 150]),
    ("both first 0, twice", 2 * dry, dry, [1, 1]),
]:
    found, right = HydroErr.g_mean_diff(forecast, observed), ratio(forecast, observed)
    print(f"{what}: g_mean_diff {found:.4g}, ratio of geometric means {right:.4g}, exp(mle) {np.exp(HydroErr.mle(forecast, observed)):.4g}")
    assert abs(np.exp(HydroErr.mle(forecast, observed)) - right) < 1e-12
    assert seen[0] <= found <= seen[1]
    assert 0.99 < right < 1.01 or 1.97 < right < 2
PYTHON
