#!/usr/bin/env bash
# netcal 1.4.0: HistogramBinning puts a confidence on the border of two bins into the upper one when it learns and into the lower
# one when it answers, so that probabilities in tenths, as of a forest of ten trees, get the frequency of the tenth below.
#
# A good guess would be: each of 0, 0.1 ... 1 is a bin of its own but the last two, and what is calibrated already stays as it is.
# Seen on 2026-11-30, 20,000 probabilities in tenths that are right, ten bins (the default):
#   probability            0.1     0.2     0.3     0.4     0.5     0.6     0.7     0.8     0.9     1.0
#   frequency              0.106   0.187   0.295   0.396   0.497   0.596   0.696   0.823   0.891   1.0
#   HistogramBinning       0.0     0.106   0.241   0.350   0.396   0.547   0.696   0.750   0.823   0.945
#   calibration error (ECE)     before 0.006     after 0.057     with 11 bins after 0.000
# A forest of ten trees, calibrated on 10,000 rows of its own, 10,000 new rows:
#   votes                  mean probability off by 0.007     Brier score 0.1739
#   HistogramBinning       0.047                             0.1743
#   with 11 bins           0.001                             0.1705
# MMCE of 5,000 right probabilities that are no tenths: 0.219 as one column, 0.008 as two columns (1 - p, p).
#
# What it means: votes, shares of few neighbours and rounded scores are made worse by what is to make them right. Choose a number
# of bins whose borders are no value (11, not 10 or 20), or shift them. MMCE of one column takes 1 - p for rows below a half as
# wrong: give two columns.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet netcal==1.4.0 torch==2.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from netcal.binning import HistogramBinning
from netcal.metrics import MMCE
from sklearn.ensemble import RandomForestClassifier

random = np.random.default_rng(0)
tenths = np.arange(11) / 10


def error(p, y):
    """The expected calibration error, a bin for each value."""
    return sum(abs(y[p == v].mean() - v) * (p == v).mean() for v in np.unique(p))


p = random.integers(0, 11, 20_000) / 10
y = (random.random(20_000) < p).astype(int)
seen = HistogramBinning(bins=10).fit(p, y).transform(p)
eleven = HistogramBinning(bins=11).fit(p, y).transform(p)
frequency = np.array([y[p == v].mean() for v in tenths])
calibrated = np.array([seen[p == v][0] for v in tenths])
print("frequency ", frequency.round(3))
print("calibrated", calibrated.round(3))
print("error before %.4f, after %.4f, with 11 bins %.4f" % (error(p, y), error(seen, y), error(eleven, y)))
for k in 1, 2, 5, 9:
    assert abs(calibrated[k] - frequency[k - 1]) < 0.001, "the behaviour changed"
assert (calibrated <= frequency + 1e-9).all() and (calibrated < frequency - 0.03).sum() >= 8
direct = np.sum([abs(frequency[k] - calibrated[k]) * (p == v).mean() for k, v in enumerate(tenths)])
print("mean distance from the frequency %.4f" % direct)
assert direct > 0.04 and error(eleven, y) < 0.01 and error(p, y) < 0.01
assert np.abs(eleven - np.array([frequency[int(round(v * 10))] for v in p])).max() < 0.001, "with 11 bins it is right"


def table(rows):
    x = random.normal(size=(rows, 4))
    return x, (random.random(rows) < 1 / (1 + np.exp(-2 * x[:, 0]))).astype(int)


forest = RandomForestClassifier(10, min_samples_leaf=1, random_state=0).fit(*table(2000))
(x, y), (new, true) = table(10_000), table(10_000)
votes = lambda x: np.mean([tree.predict(x) for tree in forest.estimators_], axis=0).round(1)
before = votes(new)
ten, eleven = (HistogramBinning(bins=bins).fit(votes(x), y).transform(before) for bins in (10, 11))
brier = [((q - true) ** 2).mean() for q in (before, ten, eleven)]
bias = [abs(true.mean() - q.mean()) for q in (before, ten, eleven)]
print("forest of ten trees: Brier score %.4f, calibrated %.4f, with 11 bins %.4f" % tuple(brier))
print("  mean probability off by %.4f, calibrated %.4f, with 11 bins %.4f" % tuple(bias))
assert bias[1] > 0.02 and bias[2] < 0.015 and brier[1] > brier[2]

p = random.random(5000)
y = (random.random(5000) < p).astype(int)
one, two = MMCE().measure(p, y), MMCE().measure(np.stack([1 - p, p], 1), y)
print("MMCE of one column %.3f, of two %.3f" % (one, two))
assert one > 0.15 and two < 0.02, "the behaviour changed"
PYTHON
