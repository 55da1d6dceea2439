#!/usr/bin/env bash
# pygam 0.12.0: gridsearch of a PoissonGAM with exposure divides the counts by it twice, and with sample weights divides them by the
# weights: a rate of 2 a year, seen for half a year each, becomes 4, and weights of 2 halve every prediction.
#
# A good guess would be: the rate that fit finds with the same exposure or weights, but for the smoothing that was chosen. gridsearch
# takes both arguments and says of them what fit says.
# Seen on 2026-11-30, 1,000 rows of a constant rate, mean prediction:
#   counts                                     fit       gridsearch    right
#   rate 2, exposure 0.5 for all               1.99      3.97          1.99
#   rate 2, exposure 2 for all                 2.02      1.01          2.02
#   rate 2, exposure between 0.5 and 5         2.05      0.76          2.05
#   mean 3.01, weights of 2 for all            3.01      1.51          3.01
#   mean 3.01, weights of 5 above 3, else 1    4.11      1.25          4.13
#   GAM(distribution="poisson", link="log"), the same weights          4.11 in both
# The cause: the search calls fit(X, y, weights), and the third argument of PoissonGAM.fit is the exposure.
#
# What it means: rates of claims, faults or cases that were tuned, as the documentation advises, are off by the exposure, in a way
# that depends on the row, and the smoothing was chosen for other data. Search with GAM(distribution="poisson", link="log") on
# counts / exposure with weights=exposure, which is what exposure stands for.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pygam==0.12.0 numpy==2.4.6 scipy==1.16.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from pygam import GAM, PoissonGAM, s

random = np.random.default_rng(0)
x = random.normal(size=(1000, 1))


def means(counts, **extra):
    fitted = PoissonGAM(s(0)).fit(x, counts, **extra).predict(x).mean()
    searched = PoissonGAM(s(0)).gridsearch(x, counts, progress=False, **extra).predict(x).mean()
    return fitted, searched


for name, exposure in (("0.5", np.full(1000, 0.5)), ("2", np.full(1000, 2.0)), ("0.5 to 5", random.uniform(0.5, 5, 1000))):
    counts = random.poisson(2 * exposure)
    fitted, searched = means(counts, exposure=exposure)
    right = counts.sum() / exposure.sum()
    twice = (counts / exposure).sum() / exposure.sum()
    general = GAM(s(0), distribution="poisson", link="log").gridsearch(x, counts / exposure, weights=exposure, progress=False).predict(x).mean()
    print("exposure %s: fit %.3f, gridsearch %.3f, right %.3f, by GAM %.3f; divided twice %.3f" % (name, fitted, searched, right, general, twice))
    assert abs(fitted - right) < 0.02 and abs(general - right) < 0.02
    assert abs(searched - twice) < 0.02 and abs(searched - right) > 0.9, "the behaviour changed"

counts = random.poisson(3, 1000)
for name, weights in (("2", np.full(1000, 2.0)), ("5 above 3", np.where(counts > 3, 5.0, 1.0))):
    fitted, searched = means(counts, weights=weights)
    right = (weights * counts).sum() / weights.sum()
    general = GAM(s(0), distribution="poisson", link="log").gridsearch(x, counts, weights=weights, progress=False).predict(x).mean()
    print("weights %s: fit %.3f, gridsearch %.3f, right %.3f, by GAM %.3f" % (name, fitted, searched, right, general))
    assert abs(fitted - right) < 0.03 and abs(general - right) < 0.03
    assert searched < 0.6 * right and abs(searched - counts.sum() / weights.sum()) < 0.02, "the behaviour changed"
PYTHON
