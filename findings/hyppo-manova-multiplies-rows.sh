#!/usr/bin/env bash
# hyppo 0.5.2: MANOVA of two columns and three groups has p = 0.53 for groups that are three and six deviations apart, where statsmodels and
# the sums of squares themselves have p = 4e-78; of equal groups it never has p below 0.05.
#
# A good guess would be: Pillai's trace tr(B (B + W)^-1) of the matrices of sums of squares between and within the groups, as documented.
# Seen on 2026-12-01:
#   three groups of 100 rows, 2 columns                        hyppo              directly, and by statsmodels 0.14.6
#   equal groups, share of p below 0.05                        0                  0.06
#   correlated columns, groups apart in their difference       0.011, p = 0.53    0.921, p = 4e-78
#   one column tells the groups, the other is larger           0.010, p = 0.55    0.890, p = 2e-74
#   two of the groups moved by 0.35 in both columns            0.024, p = 0.13    0.046, p = 0.007
#   one column                                                 as on the right
# The cause: the outer product of a row and itself is written as `row @ row.T`, which of a vector is a number; so all places of both
# matrices hold the sum of all squares, and correlations between columns, which a MANOVA is for, are not looked at.
#
# What it means: "no difference" between groups that a glance tells apart, by the largest column alone. Two groups by Hotelling are right; take
# the MANOVA of statsmodels for more.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet hyppo==0.5.2 numpy==2.3.5 scipy==1.16.3 statsmodels==0.14.6 pandas==2.3.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from hyppo.ksample import MANOVA
from scipy import stats
from statsmodels.multivariate.manova import MANOVA as Other

random = np.random.default_rng(0)


def directly(*groups):
    rows, columns = sum(map(len, groups)), groups[0].shape[1]
    middle = np.vstack(groups).mean(0)
    within = sum((g - g.mean(0)).T @ (g - g.mean(0)) for g in groups)
    between = sum(len(g) * np.outer(g.mean(0) - middle, g.mean(0) - middle) for g in groups)
    trace = np.trace(between @ np.linalg.inv(between + within))
    degrees, left = len(groups) - 1, rows - len(groups)
    s = min(columns, degrees)
    m, n = (abs(columns - degrees) - 1) / 2, (left - columns - 1) / 2
    ratio = (2 * n + s + 1) / (2 * m + s + 1) * trace / (s - trace)
    return trace, stats.f.sf(ratio, s * (2 * m + s + 1), s * (2 * n + s + 1))


def other(*groups):
    names = np.repeat(np.arange(len(groups)), [len(g) for g in groups])
    design = (names[:, None] == np.arange(len(groups))).astype(float)
    design[:, 0] = 1
    contrast = np.eye(len(groups))[1:]
    table = Other(np.vstack(groups), design).mv_test([("groups", contrast)]).results["groups"]["stat"]
    return float(table.loc["Pillai's trace", "Value"]), float(table.loc["Pillai's trace", "Pr > F"])


def normal(rows, columns):
    return random.normal(size=(rows, columns))


for columns in (1, 2, 5):
    found, right = [], []
    for _ in range(300):
        groups = [normal(100, columns) for _ in range(3)]
        found.append(MANOVA().test(*groups)[1])
        right.append(directly(*groups)[1])
    print("%d columns, equal groups: p below 0.05 in %.3f, directly %.3f" % (columns, np.mean(np.array(found) < 0.05), np.mean(np.array(right) < 0.05)))
    assert 0.02 < np.mean(np.array(right) < 0.05) < 0.09
    if columns == 1:
        assert np.allclose(found, right)
    else:
        assert np.mean(np.array(found) < 0.05) <= 0.01, "the behaviour changed"


def show(name, groups):
    seen, right, third = MANOVA().test(*groups), directly(*groups), other(*groups)
    print("%s: hyppo %.4f p %.3g, directly %.4f p %.3g, statsmodels %.4f p %.3g" % (name, *seen[:2], *right, *third))
    assert abs(right[0] - third[0]) < 1e-8 and abs(right[1] - third[1]) < 1e-8
    return float(seen[1]), right[1]


# two columns that share 99.9 % of their variance; the groups differ in the difference of the two
common = [10 * normal(100, 1) for _ in range(3)]
groups = [base + 0.3 * normal(100, 2) + shift * np.array([1, -1]) for base, shift in zip(common, (-0.9, 0, 0.9))]
seen, right = show("groups apart in the difference of two columns", groups)
assert seen > 0.3 and right < 1e-50, "the behaviour changed"
# a column of large numbers beside one that tells the groups
groups = [np.hstack([1000 * normal(100, 1), normal(100, 1) + shift]) for shift in (-3, 0, 3)]
seen, right = show("one column tells the groups, the other is a thousand times larger", groups)
assert seen > 0.1 and right < 1e-50, "the behaviour changed"
groups = [normal(100, 2) + shift for shift in (0, 0.35, 0.35)]
seen, right = show("both columns moved by 0.35", groups)
PYTHON
