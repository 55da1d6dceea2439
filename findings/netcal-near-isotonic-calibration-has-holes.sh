#!/usr/bin/env bash
# netcal 1.4.0: ENIR, its ensemble of near-isotonic regressions, gives probability 0 to ranges of confidence in the middle and at
# the top, as the bounds of three groups that merge at once leave a hole between them.
#
# A good guess would be: a nearly rising function that covers 0 to 1; each merge joins the bounds of its groups.
# Seen on 2026-11-30, confidences p of 0 to 1, of which p squared are true, 10,000 new rows:
#   rows to learn from, seed                         500, 0     500, 1     1000, 0     2000, 0
#   new rows in no group of any model, said to be 0  406        330        295         110
#   of these with p above 0.5, and true              285, 233   103, 60    295, 118    110, 75
#   largest p among them                             0.963      0.806      0.811       0.943
#   log loss                                         1.348      1.006      1.118       0.809
#   log loss of scikit-learn's IsotonicRegression    0.449      0.632      0.711       0.538
#   mean error in the holes, ENIR and scikit-learn   0.63 0.05  0.28 0.05  0.43 0.04   0.65 0.04
#
# What it means: a calibration that is to make probabilities right calls impossible what happens in half of these rows or more;
# one such row makes an unclipped log loss infinite. Use isotonic regression or another calibration; a hole shows in
# model._binning_models[0]._group_bounds.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet netcal==1.4.0 torch==2.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from netcal.binning import ENIR
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import log_loss


def uncovered(model, grid):
    inside = np.zeros(len(grid), bool)
    for low, high in model._group_bounds:
        inside |= (grid > low) & (grid <= high)
    return ~inside


def draw(rows, seed):
    random = np.random.default_rng(seed)
    p = random.random(rows)
    return p, (random.random(rows) < p**2).astype(int)


for rows, seed in (500, 0), (500, 1), (1000, 0), (2000, 0):
    p, y = draw(rows, seed)
    new, true = draw(10_000, 100 + seed)
    enir = ENIR().fit(p, y)
    answer = enir.transform(new)
    models = [uncovered(model, new) for model in enir._binning_models]
    holes = np.all(models, axis=0)
    right = IsotonicRegression(out_of_bounds="clip").fit(p, y).predict(new)
    middle = holes & (new > 0.5)
    print("%d rows, seed %d: in no group of any model %d," % (rows, seed, holes.sum()), end=" ")
    print("of these above 0.5 %d, true %d, largest p %.3f," % (middle.sum(), true[middle].sum(), new[holes].max()), end=" ")
    print("log loss %.3f," % log_loss(true, answer), "isotonic regression %.3f" % log_loss(true, right), end=" ")
    print("mean error in the holes %.2f and %.2f" % tuple(np.abs(x[holes] - new[holes] ** 2).mean() for x in (answer, right)))
    assert holes.sum() > 20 and (answer[holes] == 0).all() and true[holes].sum() > 5, "the behaviour changed"
    assert log_loss(true, answer) > log_loss(true, right) + 0.05
    assert abs(right[holes] - new[holes] ** 2).mean() < 0.2
PYTHON
