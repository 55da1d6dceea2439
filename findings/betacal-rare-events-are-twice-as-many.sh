#!/usr/bin/env bash
# betacal 1.1.0, scikit-learn 1.9.1: beta calibration of a classifier of rare events that was trained on balanced classes leaves their
# number wrong: 34 events in 300,000 rows are calibrated to 57.5 (parameters "abm") or 61.9 ("am"), and warnings are off afterwards.
#
# A good guess would be: the maximum likelihood, at which the calibrated probabilities of the rows it was fitted to add up to the number
# of events, exactly, as the map has an intercept.
# Seen on 2026-11-30, 300,000 rows, true log odds normal with deviation 1.5, scores with the log odds of balanced classes:
#   events    sum of the calibrated probabilities: "abm"   "am"    by maximum likelihood   sum of the scores
#   34        57.5                                         61.9    34.0                    94,120
#   306       333.5                                        307.3   306.0                   94,120
#   2,865     2,888                                        2,871   2,865.0                 94,120
# Of the 300 rows with the largest scores in the first line 1.71 events are to be expected and 0.51 are predicted by "abm", 1.89 by
# maximum likelihood. The log loss of "abm" and "am" is 0.00101 and 0.00102, of the true probabilities 0.00098.
# The cause: the logistic regression inside stops at scikit-learn's default tolerance, 1e-4 in the gradient of the mean loss, which is
# a whole event in 10,000 rows. The package also calls warnings.filterwarnings("ignore") for the process with each fit.
#
# What it means: rates of fraud or faults that are calibrated are up to twice as high as they are, while the top of the list is too
# low. Fit sklearn.linear_model.LogisticRegression(C=inf, tol=1e-10) on log(p) and -log(1 - p).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet betacal==1.1.0 scikit-learn==1.9.1 scipy==1.16.3 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import warnings

import numpy as np
from betacal import BetaCalibration
from scipy.special import expit


def likeliest(p, y):
    x = np.column_stack((np.log(p), -np.log1p(-p), np.ones(len(p))))
    w = np.array([1.0, 1.0, np.log(y.mean())])
    for _ in range(100):
        q = expit(x @ w)
        step = np.linalg.solve((x * (q * (1 - q))[:, None]).T @ x, x.T @ (y - q))
        w += step
        if np.abs(step).max() < 1e-10:
            break
    return expit(x @ w)


for rate, wrong in ((1e-4, True), (1e-3, False), (1e-2, False)):
    random = np.random.default_rng(0)
    odds = random.normal(size=300000) * 1.5 + np.log(rate) - 1.1
    truth = expit(odds)
    y = (random.random(300000) < truth).astype(int)
    p = expit(odds - np.log(rate))
    abm, am, best = BetaCalibration("abm").fit(p, y).predict(p), BetaCalibration("am").fit(p, y).predict(p), likeliest(p, y)
    top = np.argsort(p)[-300:]
    losses = [-(y * np.log(q) + (1 - y) * np.log1p(-q)).mean() for q in (abm, am, best, truth)]
    print("%d events, scores add up to %.0f: abm %.2f, am %.2f, maximum likelihood %.4f; top 300: expected %.2f, abm %.2f, best %.2f"
          % (y.sum(), p.sum(), abm.sum(), am.sum(), best.sum(), truth[top].sum(), abm[top].sum(), best[top].sum()))
    print("log loss: abm %.6f, am %.6f, best %.6f, true %.6f" % tuple(losses))
    assert abs(best.sum() - y.sum()) < 1e-3
    if wrong:
        assert abm.sum() > 1.5 * y.sum() and am.sum() > 1.5 * y.sum() and abm[top].sum() < 0.5 * best[top].sum(), "the behaviour changed"
        assert losses[0] > losses[2] + 2e-5

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    BetaCalibration().fit(p, y)
    warnings.warn("is not seen")
print("warnings after a fit:", len(caught))
assert len(caught) == 0, "the behaviour changed"
PYTHON
