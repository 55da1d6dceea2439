#!/usr/bin/env bash
# PyCM 4.6: the weighted alpha (Krippendorff) of two raters who answer independently of each other is 4.19 instead of 0, where one
# answer is frequent: its chance agreement exceeds 1. Weighted kappa and the alpha without weights are right.
#
# A good guess would be: 1 for raters who agree, about 0 for raters who answer by chance, and never above 1; with weights that
# count every disagreement alike the alpha without weights.
# Seen on 2026-11-30, 10,000 rows of three grades with weights |i - j|, shares of 90, 5 and 5 % for both raters:
#                              weighted_alpha    Krippendorff's    weighted_kappa    weights all 1, Alpha
#   independent answers        4.19              0.00              0.00              0.00
#   half of the rows agree     2.60              0.50              0.50              0.50
#   all agree                  1                 1                 1                 1
# With shares of a third each it is right, 0 and 0.5.
# The cause: agreement by chance is the sum over i and j of ((P_i + T_j) / 2n)^2, a square of the mean share of two different
# grades, instead of the product of their shares, (P_i + T_i) (P_j + T_j) / 4n^2; the two are equal for i = j only.
#
# What it means: the agreement of labels with a frequent class, or of a model with its labels, is any number, and better raters
# have a lower one. Take weighted_kappa, or compute alpha from the table.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pycm==4.6 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from pycm import ConfusionMatrix


def right(table, weights):
    """Krippendorff's alpha of two raters by its coincidences, and Cohen's weighted kappa"""
    both = table + table.T
    shares = both.sum(1) / both.sum()
    size = both.sum()
    observed = (both * weights).sum() / size
    expected = (np.outer(shares, shares) * weights).sum() * size / (size - 1)
    chance = (np.outer(table.sum(1), table.sum(0)) * weights).sum() / table.sum()
    return 1 - observed / expected, 1 - (table * weights).sum() / chance


distance = np.abs(np.subtract.outer(np.arange(3), np.arange(3))).astype(float)
unequal = (distance > 0).astype(float)
shares = np.array([0.9, 0.05, 0.05])
by_chance = np.outer(shares, shares) * 10000
agree = np.diag(shares) * 10000
tables = {
    "independent, 90, 5, 5 %": by_chance,
    "half of the rows agree": (by_chance + agree) / 2,
    "all agree": agree,
    "independent, thirds": np.full((3, 3), 1000.0),
    "thirds, half agree": np.full((3, 3), 500.0) + np.diag([1500.0] * 3),
}
seen = {}
for name, table in tables.items():
    matrix = ConfusionMatrix(matrix={i: {j: int(round(table[i, j])) for j in range(3)} for i in range(3)})
    given = lambda weights: {i: {j: int(weights[i, j]) for j in range(3)} for i in range(3)}
    alpha, kappa = matrix.weighted_alpha(weight=given(distance)), matrix.weighted_kappa(weight=given(distance))
    alike = matrix.weighted_alpha(weight=given(unequal))
    wanted, wanted_kappa = right(np.round(table), distance)
    seen[name] = alpha, wanted
    print("%-26s weighted alpha %7.3f, right %6.3f; weighted kappa %.3f, right %.3f; alike %.3f, Alpha %.3f, right %.3f" % (name, alpha, wanted, kappa, wanted_kappa, alike, matrix.Alpha, right(np.round(table), unequal)[0]))
    assert abs(kappa - wanted_kappa) < 1e-9 and abs(matrix.Alpha - right(np.round(table), unequal)[0]) < 2e-3
for name in "independent, thirds", "thirds, half agree":
    assert abs(seen[name][0] - seen[name][1]) < 2e-3, "of equal shares it is right"
assert seen["independent, 90, 5, 5 %"][0] > 4 and abs(seen["independent, 90, 5, 5 %"][1]) < 1e-3, "the behaviour changed"
assert abs(seen["half of the rows agree"][0] - seen["half of the rows agree"][1]) > 1, "the behaviour changed"
PYTHON
