#!/usr/bin/env bash
# scikit-learn 1.9.1, CalibratedClassifierCV(method="sigmoid"), its default: with sample weights that sum to 1 every
# probability lies near a half, however sure the classifier is; the same weights times the number of rows leave it as it is.
#
# A good guess would be: weights count in proportion, as in the classifier itself (here Gaussian naive Bayes), in the metrics
# and in methods "isotonic" and "temperature"; times a constant they change nothing. Platt's targets (n + 1) / (n + 2) take
# the sum of the weights for the number of rows.
# Seen on 2026-11-29, 1,000 rows of two classes, 99 % told apart, probability of class 1 at three points (log loss):
#   weights        sigmoid                    isotonic                temperature
#   none, or 1     0.012 0.716 0.990 (0.025)  0 0.575 1 (0.012)       0.000 0.692 1.000 (0.014)
#   1 / rows       0.476 0.505 0.524 (0.647)  the same                the same
#   10 / rows      0.333 0.532 0.667 (0.410)  the same                the same
#
# What it means: weights that were made to sum to 1, or importance weights, flatten what is calibrated, and no row passes a
# threshold of 0.6. Scale the weights to sum to the number of rows.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.metrics import log_loss
from sklearn.naive_bayes import GaussianNB

random = np.random.default_rng(0)
rows = 1000
y = np.arange(rows) % 2
x = random.normal(size=(rows, 2)) + np.where(y, 1.7, -1.7)[:, None]
at = np.array([[-2.0, -2.0], [0, 0], [2, 2]])
found = {}
for method in ("sigmoid", "isotonic", "temperature"):
    for total in (None, rows, 1, 10):
        weights = None if total is None else np.full(rows, total / rows)
        model = CalibratedClassifierCV(GaussianNB(), method=method, cv=5).fit(x, y, sample_weight=weights)
        p = model.predict_proba(at)[:, 1]
        found[method, total] = p
        print(method, total, p.round(4), "log loss %.3f" % log_loss(y, model.predict_proba(x)))
plain = GaussianNB().fit(x, y).predict_proba(x)
scaled = GaussianNB().fit(x, y, sample_weight=np.full(rows, 1 / rows)).predict_proba(x)
assert np.abs(plain - scaled).max() < 1e-6
for method in ("isotonic", "temperature"):
    assert all(np.abs(found[method, t] - found[method, None]).max() < 1e-3 for t in (rows, 1, 10))
assert np.abs(found["sigmoid", rows] - found["sigmoid", None]).max() < 1e-6
assert found["sigmoid", None][2] > 0.98 and found["sigmoid", 10][2] < 0.75
assert 0.4 < found["sigmoid", 1][0] and found["sigmoid", 1][2] < 0.6, "no longer near a half"
PYTHON
