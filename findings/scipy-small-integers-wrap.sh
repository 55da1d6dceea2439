#!/usr/bin/env bash
# SciPy 1.17.1: of integers in small types the paired t test has the sign turned round (t = 9.4 and p = 1e-11 instead of -3.3 and 0.002), tmean is
# 1.8 instead of 97.8, the variance of kstat is negative and the cosine distance of different vectors 0.
#
# A good guess would be: statistics are computed in float64 whatever integers come in, as those of ttest_ind, pearsonr, sem, moment, mannwhitneyu
# and 40 others are, and as NumPy's mean and var are; distances as those of cdist, which casts to float64.
# Seen on 2026-12-01, 40 numbers below 200 and 40 around them:
#                              float64          uint8           int16
#   ttest_rel                  -3.26, p 0.002   9.40, p 1e-11   right
#   tmean                      97.8             1.8             right
#   kstat, the variance        3726             -9717           -1315
#   distance.euclidean         196              1154            right
#   distance.chebyshev         59               254             right
#   distance.cosine            0.0227           0.0             0.0
# and uint16 wraps at 65,536 in ttest_rel, euclidean and the others. Differences, squares and sums are taken in the type of the data.
#
# What it means: pixels, counts and grades, in a type that a reader of tables or pictures chose, are tested and compared wrongly with no
# warning, by some functions and not by those beside them. Give astype(float).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from scipy import stats
from scipy.spatial import distance

random = np.random.default_rng(0)
x = random.integers(0, 200, size=40)
y = np.clip(x + random.integers(-40, 60, size=40), 0, 255)
found = {}
for kind in "float64", "int64", "int16", "uint16", "uint8":
    a, b = x.astype(kind), y.astype(kind)
    assert (a == x).all() and (b == y).all()
    t = stats.ttest_rel(a, b)
    found[kind] = [t.statistic, t.pvalue, stats.tmean(a), stats.kstat(a, 2), distance.euclidean(a, b), distance.chebyshev(a, b), distance.cosine(a, b)]
    print("%-8s paired t %6.2f p %.2g, tmean %.1f, kstat %.0f, euclidean %.0f, chebyshev %.0f, cosine %.4f" % (kind, *found[kind]))
    matrix = distance.cdist(a[None], b[None]), stats.ttest_ind(a, b).statistic, a.mean()
    assert np.allclose(matrix[0], np.linalg.norm(x - y)) and np.isclose(matrix[1], stats.ttest_ind(x, y).statistic) and matrix[2] == x.mean()
d = (x - y).astype(float)
direct = [d.mean() / (d.std(ddof=1) / 40**0.5), x.mean(), x.var(ddof=1), (d @ d) ** 0.5, abs(d).max(), 1 - x @ y / ((x @ x) * (y @ y)) ** 0.5]
print("computed directly: paired t %.2f, mean %.1f, variance %.0f, euclidean %.0f, chebyshev %.0f, cosine %.4f" % tuple(direct))
right = found["float64"]
assert np.allclose([right[0]] + right[2:], direct) and np.allclose(found["int64"], right)
wrapped = found["uint8"]
assert wrapped[0] > 5 and wrapped[1] < 1e-9 and right[0] < -3, "the behaviour changed"
assert wrapped[2] < 5 and wrapped[3] < 0 and found["int16"][3] < 0, "the behaviour changed"
assert wrapped[4] > 5 * right[4] and wrapped[5] > 200 and wrapped[6] == found["int16"][6] == 0
assert found["uint16"][0] > 5 and found["uint16"][4] > 100_000
PYTHON
