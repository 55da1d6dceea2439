#!/usr/bin/env bash
# permetrics 2.1.0: the absolute error of 5 predicted as -5 is 0 and that of 3 predicted as 8 is -5: `single_absolute_error` (AE) is
# |target| - |prediction|; and the absolute correlation (APCC) of two independent columns is 0.64.
#
# A good guess would be: |target - prediction|, "the absolute error between two numbers", as its mean, MAE, is; and a correlation
# near 0, the absolute value of Pearson's coefficient (PCC).
# Seen on 2026-11-30:
#   targets, predictions                              AE                      |target - prediction|
#   5, 3, 10, -2 and -5, 8, 10, -7                    0, -5, 0, -5            10, 5, 0, 5
#   10,000 normal numbers and their negatives         mean 0                  mean 1.60 (MAE)
#   10,000 normal numbers and others                  mean 0.005              mean 1.13
#   two columns of 10,000 normal numbers              PCC           APCC      |PCC|
#   independent                                       -0.014        0.64      0.014
#   the second the first turned round                 -1            1         1
#   the second a square of the first                  -0.015        0.81      0.015
# And errors whose square overflows have an RMSE of 1.0, an R2 of 0.0 and a relative error (RRSE) of 0, the best there is, as what
# is not finite is replaced by a default of each score.
#
# What it means: outliers looked for by the largest AE are missed where the sign is wrong, and a feature that has nothing to do with
# the target passes a threshold of 0.5. Take np.abs(target - prediction) and abs(PCC), and force_finite=False.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet permetrics==2.1.0 numpy==2.4.6 scipy==1.16.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from permetrics import RegressionMetric

random = np.random.default_rng(0)
metric = RegressionMetric()
targets, predictions = np.array([5.0, 3.0, 10.0, -2.0]), np.array([-5.0, 8.0, 10.0, -7.0])
seen = metric.single_absolute_error(targets, predictions)
print("AE", seen, "right", np.abs(targets - predictions), "MAE", metric.MAE(targets, predictions))
assert np.array_equal(seen, [0, -5, 0, -5]), "the behaviour changed"
assert metric.MAE(targets, predictions) == 5
assert np.array_equal(metric.SE(targets, predictions), (targets - predictions) ** 2)

column, other = random.normal(size=10000), random.normal(size=10000)
for name, second in ("its negative", -column), ("another", other):
    print("normal numbers and", name, "mean AE %.4f, MAE %.4f" % (metric.AE(column, second).mean(), metric.MAE(column, second)))
    assert abs(metric.AE(column, second).mean()) < 0.05 and metric.MAE(column, second) > 1, "the behaviour changed"

for name, second, right in ("independent", other, 0.0), ("turned round", -column, 1.0), ("squared", column**2, 0.0):
    pearson, absolute = metric.PCC(column, second), metric.APCC(column, second)
    print("%-14s PCC %.4f APCC %.4f" % (name, pearson, absolute))
    assert abs(pearson - np.corrcoef(column, second)[0, 1]) < 1e-9 and abs(abs(pearson) - right) < 0.05
    assert right == 1 or absolute > 0.5, "the behaviour changed"

huge, infinite = np.array([1e300, 2.0, 3.0]), np.array([-1e300, 2.0, 3.0])
values = {name: getattr(metric, name)(huge, infinite) for name in ("RMSE", "MSE", "R2", "RRSE")}
print("errors that overflow:", values)
assert values["RMSE"] == 1.0 and values["R2"] == 0.0 and values["RRSE"] == 0.0, "the behaviour changed"
PYTHON
