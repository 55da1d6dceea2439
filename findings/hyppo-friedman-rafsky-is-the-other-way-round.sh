#!/usr/bin/env bash
# hyppo 0.5.2: the p-value of FriedmanRafsky is 1 for two samples that are five deviations apart, and small where they are mixed better than
# by chance: it counts the wrong end of the runs.
#
# A good guess would be: the share of shufflings that have as few runs as the data, since few runs mean that the samples lie apart, as in
# the paper that the documentation names.
# Seen on 2026-12-01, two samples of 50 rows and 2 columns, 199 shufflings:
#                                          runs   corrected   p of hyppo   p by the few runs
#   5 deviations apart                     2      -9.29       1            0.005
#   1 deviation apart                      33     -3.46       1            0.005
#   the same distribution                  44     -1.42       0.93         0.08
#   of 60 pairs of samples 1 deviation apart, p below 0.05:   0            0.88
# The cause: the permutation test of the package counts shufflings with a statistic at least as large, which is right for its other
# statistics, and a number of runs is small where samples differ. The spanning tree and the number of runs are right.
#
# What it means: samples that have nothing in common are "not different" (p = 1), and no shift is ever found. Take the lower
# tail of the normal distribution of the corrected statistic, or another test of the package.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet hyppo==0.5.2 numpy==2.3.5 scipy==1.16.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from hyppo.ksample import FriedmanRafsky
from scipy.sparse.csgraph import minimum_spanning_tree
from scipy.spatial.distance import cdist

random = np.random.default_rng(0)
labels = np.repeat([0, 1], 50)


def by_few_runs(rows):
    tree = minimum_spanning_tree(cdist(rows, rows)).tocoo()
    runs = lambda names: 1 + int((names[tree.row] != names[tree.col]).sum())
    seen = runs(labels)
    shuffled = np.array([runs(random.permutation(labels)) for _ in range(199)])
    return seen, (1 + (shuffled <= seen).sum()) / 200, (1 + (shuffled >= seen).sum()) / 200


def samples(shift):
    return np.vstack([random.normal(size=(50, 2)), random.normal(size=(50, 2)) + shift])


for title, shift in (("5 deviations apart", 5), ("1 deviation apart", 1), ("the same", 0)):
    rows = samples(shift)
    found = FriedmanRafsky().test(rows, labels, reps=199, random_state=1)
    runs, right, other = by_few_runs(rows)
    print("%-20s runs %d and %d, corrected %.2f, p %.3f, by few runs %.3f, by many %.3f" % (
        title, found[2], runs, found[0], found[1], right, other))
    assert found[2] == runs, "the tree is right"
    assert abs(found[1] - other) < 0.15, "the behaviour changed"
    if shift:
        assert right <= 0.005 and found[1] > 0.99, "the behaviour changed"
for title, shift in (("equal", 0), ("1 deviation apart", 1)):
    found, right = [], []
    for _ in range(60):
        rows = samples(shift)
        found.append(FriedmanRafsky().test(rows, labels, reps=199, random_state=1)[1])
        right.append(by_few_runs(rows)[1])
    shares = np.mean(np.array(found) < 0.05), np.mean(np.array(right) < 0.05)
    print("%-20s p below 0.05 in %.2f, by few runs in %.2f" % (title, *shares))
    if shift:
        assert shares[0] == 0 and shares[1] > 0.8, "the behaviour changed"
PYTHON
