#!/usr/bin/env bash
# hyppo 0.5.2: CCA of more than one column is the RV coefficient, to the last digits: for two tables that share a column it is 0.003
# instead of 1, with p = 0.43, if the other columns are in larger units.
#
# A good guess would be: the largest correlation of a combination of the columns of x and one of the columns of y, as documented; it
# does not depend on the units of the columns.
# Seen on 2026-12-01, 200 rows, two columns each, 300 shufflings:
#                                                        CCA and RV of hyppo    largest canonical correlation, by scikit-learn too
#   one column shared, the other noise                   0.452    p = 0.003     1.00
#   the same with the noise times 100                    0.003    p = 0.43      1.00
#   y = x turned by a matrix of nearly equal columns     0.700    p = 0.003     1.00
#   one column each                                      the absolute correlation, RV its square
# The cause: the singular values are taken of the plain covariances, with nothing divided by the variances of x and y inside, so that
# the sum of their squares is what RV computes by a trace.
#
# What it means: "no dependence" of tables that share a column, as soon as the columns have not been standardized, and correlated columns
# count several times. Take the canonical correlations of scikit-learn or statsmodels, and shuffle the rows for a p-value.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet hyppo==0.5.2 numpy==2.3.5 scipy==1.16.3 scikit-learn==1.7.2
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from hyppo.independence import CCA, RV
from sklearn.cross_decomposition import CCA as Other

random = np.random.default_rng(0)


def largest(x, y):
    bases = [np.linalg.qr(z - z.mean(0))[0] for z in (x, y)]
    return np.linalg.svd(bases[0].T @ bases[1])[1][0]


def other(x, y):
    return np.corrcoef(*(z[:, 0] for z in Other(1).fit_transform(x, y)))[0, 1]


def p_of_largest(x, y):
    seen = largest(x, y)
    return (1 + sum(largest(x, random.permutation(y)) >= seen for _ in range(300))) / 301


shared = random.normal(size=200)
noise, more = random.normal(size=(2, 200))
turn = np.array([[1.0, 1.0], [1.0, 1.02]])
normal = random.normal(size=(200, 2))
cases = {
    "one column shared": (np.c_[shared, noise], np.c_[shared, more]),
    "the same, the noise times 100": (np.c_[shared, 100 * noise], np.c_[shared, 100 * more]),
    "y is x turned by a matrix": (normal, normal @ turn),
    "independent": (random.normal(size=(200, 2)), random.normal(size=(200, 2))),
}
seen = {}
for title, (x, y) in cases.items():
    found, rv = CCA().test(x, y, reps=300, random_state=1), RV().test(x, y, reps=300, random_state=1)
    right = largest(x, y)
    print("%-37s CCA %.4f p %.3f, RV %.4f p %.3f, canonical correlation %.4f and %.4f p %.3f" % (
        title, *found[:2], *rv[:2], right, other(x, y), p_of_largest(x, y)))
    assert abs(right - other(x, y)) < 1e-3
    assert abs(found[0] - rv[0]) < 1e-12 and abs(found[1] - rv[1]) < 1e-12, "the behaviour changed"
    seen[title] = found[0], found[1], right
assert seen["one column shared"][2] > 0.999 and seen["one column shared"][0] < 0.7
assert seen["the same, the noise times 100"][2] > 0.999
assert seen["the same, the noise times 100"][0] < 0.05 and seen["the same, the noise times 100"][1] > 0.2, "the behaviour changed"
assert seen["y is x turned by a matrix"][2] > 0.999 and seen["y is x turned by a matrix"][0] < 0.9, "the behaviour changed"
x, y = shared[:, None], (shared + noise)[:, None]
found, rv, right = CCA().statistic(x, y), RV().statistic(x, y), largest(x, y)
print("one column each: CCA %.4f, RV %.4f, correlation %.4f" % (found, rv, right))
assert abs(found - right) < 1e-12 and abs(rv - right**2) < 1e-12
PYTHON
