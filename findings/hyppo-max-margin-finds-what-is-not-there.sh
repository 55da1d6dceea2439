#!/usr/bin/env bash
# hyppo 0.5.2: MaxMargin of two independent tables of 5 columns and 50 rows has p below 0.05 in about three quarters of the tests.
#
# A good guess would be: the p-value of the largest of 25 statistics, by permutation, as documented for the class.
# Seen on 2026-12-01, MaxMargin("Dcorr") of independent normal numbers of 50 rows, 60 pairs each, share of p below 0.05 (5 columns and 5):
#   as it is by default                                          0.72
#   permutations of the same largest statistic, in NumPy         0.07
#   one column and one, by default                               0.05
# The cause: above 20 rows the largest statistic of all pairs of columns is given the p-value of a single one.
#
# What it means: the more columns, the surer is a dependence that does not exist. Ask for auto=False, or multiply p by the pairs of columns.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet hyppo==0.5.2 numpy==2.3.5 scipy==1.16.3 scikit-learn==1.7.2 numba==0.63.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from hyppo.independence import MaxMargin

random = np.random.default_rng(0)


def centred(column):
    """Distances of one column, centred without bias."""
    d, n = np.abs(column[:, None] - column), len(column)
    c = d - d.sum(0) / (n - 2) - d.sum(1)[:, None] / (n - 2) + d.sum() / ((n - 1) * (n - 2))
    np.fill_diagonal(c, 0)
    return (c / np.sqrt((c * c).sum())).ravel()


def directly(x, y, times=40):
    first = np.stack([centred(column) for column in x.T])

    def largest(table):
        return (first @ np.stack([centred(column) for column in table.T]).T).max()

    seen = largest(y)
    return seen, (1 + sum(largest(random.permutation(y)) >= seen for _ in range(times))) / (1 + times)


def show(name, found):
    print("%-40s p below 0.05 in %.2f, median %.3f" % (name, np.mean(np.array(found) < 0.05), np.median(found)))
    return np.mean(np.array(found) < 0.05)


pairs = [random.normal(size=(2, 50, 5)) for _ in range(60)]
found = [MaxMargin("Dcorr").test(x, y) for x, y in pairs]
right = [directly(x, y) for x, y in pairs]
assert np.allclose([f[0] for f in found], [r[0] for r in right]), "the statistic is right"
wrong = show("5 columns and 5", [float(f[1]) for f in found])
assert show("by permutation, in NumPy", [r[1] for r in right]) <= 0.15
assert show("1 column and 1", [float(MaxMargin("Dcorr").test(x[:, :1], y[:, :1])[1]) for x, y in pairs]) <= 0.15
assert wrong > 0.5, "the behaviour changed"
PYTHON
