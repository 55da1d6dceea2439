#!/usr/bin/env bash
# ngboost 0.5.11: a regressor with Student's t (TFixedDf) or Cauchy as its distribution learns by the unit of the target: of a
# target in decimetres it explains 28 %, of the same in centimetres nothing. With Normal the unit makes no difference.
#
# A good guess would be: the natural gradient is there to make the steps independent of how a distribution is written, and
# scaling the target by 10 scales location and scale by 10 and nothing else.
# Seen on 2026-11-30, 1,000 rows, y = x + Laplace noise, 100 trees of rate 0.03; errors in the unit of y (its deviation is 1.71):
#   target times              0.1     1       10      1000
#   TFixedDf, error           1.46    1.45    1.71    1.71
#   Cauchy, error             1.47    1.44    1.71    1.71
#   Cauchy, scale (median)    1.03    0.72    1.02    1.04
#   Normal, error             1.46    1.46    1.46    1.46
# The Fisher information of the logarithm of t's scale is 2 df / (df + 3), whatever the scale; the one in use is df / (2 (df +
# 3) var), which is that of the variance, up to a factor. So the step of the scale grows by the target's square, and the common
# length of all steps, which is searched, has to shrink until the location stands still.
#
# What it means: who takes t for its heavy tails, with prices or milliseconds as targets, gets the distribution of all rows for
# every row, and no message. Divide the target by its deviation before, which is where the wrong factor is near 1.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ngboost==0.5.11 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from ngboost import NGBRegressor
from ngboost.distns import Cauchy, Normal, TFixedDf
from ngboost.distns.t import TFixedDfLogScore
from ngboost.manifold import manifold

random = np.random.default_rng(0)
x, new = random.normal(size=(1000, 2)), random.normal(size=(1000, 2))
y, truth = x[:, 0] + random.laplace(size=1000), new[:, 0] + random.laplace(size=1000)
units = (0.1, 1, 10, 1000)
error = {}
for kind in (TFixedDf, Cauchy, Normal):
    for unit in units:
        model = NGBRegressor(Dist=kind, n_estimators=100, learning_rate=0.03, verbose=False, random_state=0).fit(x, y * unit)
        answer = model.pred_dist(new)
        error[kind, unit] = np.sqrt(np.mean((answer.loc / unit - truth) ** 2))
        print("%-8s times %5g: error %.2f, scale %.3f" % (kind.__name__, unit, error[kind, unit], np.median(answer.scale) / unit))
print("deviation of the target: %.2f" % truth.std())
for kind in (TFixedDf, Cauchy):
    assert error[kind, 0.1] < 1.5 and error[kind, 1] < 1.5
    assert error[kind, 10] > 1.7 and error[kind, 1000] > 1.7, "the behaviour changed"
assert max(error[Normal, unit] for unit in units) - min(error[Normal, unit] for unit in units) < 0.01

# the information, from 200,000 samples: the mean square of the gradient of the score
for scale in (0.1, 1.0, 10.0):
    kind = manifold(TFixedDfLogScore, TFixedDf)
    sample = kind(np.array([np.zeros(200_000), np.full(200_000, np.log(scale))]))
    y = scale * random.standard_t(3, 200_000)
    measured = np.mean(sample.d_score(y)[:, 1] ** 2)
    given = kind(np.array([[0.0], [np.log(scale)]])).metric()[0, 1, 1]
    print("scale %4g: information of its logarithm %.3f, in use %.4f" % (scale, measured, given))
    assert abs(measured - 1) < 0.02 and abs(given - 0.25 / scale**2) < 1e-9
PYTHON
