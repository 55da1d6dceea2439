#!/usr/bin/env bash
# scoringrules 0.10.0: logs_exponential2 and crps_exponentialM subtract the location from the caller's own array of observations:
# scored twice, the same forecast of the same observations has 1.02 and then infinity, and the mean of the observations is other.
#
# A good guess would be: a score is a function of what it is given; asked twice, the same answer, as of the other 40 scores.
# Seen on 2026-11-30, 1,000 observations of 2 + an exponential number of mean 1:
#   call                                                  mean score     mean of the observations afterwards
#   logs_exponential2(y, 2, 1)                            1.022          1.022 (it was 3.022)
#   the same again                                        inf            -0.978
#   logs_exponential2(y.copy(), 2, 1), twice              1.022, 1.022   3.022
#   crps_exponentialM(y, 0, 2, 1), crps_normal(y, 3, 1)   0.498, 1.579   1.022; crps_normal of y as it was is 0.521
# A comparison of the right location, 2, with a wrong one, 0.5, comes out the other way round by the order of the calls.
# An array of whole numbers raises an error instead, and a location of 0 changes nothing, which the examples have.
# And scores that are finite overflow: the CRPS of a Poisson forecast of mean 200 for 200 is NaN instead of 3.30, its log score
# NaN instead of 3.57, and the log score of a normal forecast 39 deviations off is infinite instead of 761.4.
#
# What it means: of two forecasts that are compared on one array the second has the scores of other observations, and all that
# comes after it in the program as well, with no error. Give y.copy(), or subtract the location yourself and give 0.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scoringrules==0.10.0 numpy==2.4.6 scipy==1.16.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import scoringrules as sr
from scipy import stats

random = np.random.default_rng(0)
original = 2 + random.exponential(size=1000)
right = -stats.expon.logpdf(original, 2, 1).mean()

y = original.copy()
first = np.mean(sr.logs_exponential2(y, 2.0, 1.0, backend="numpy"))
middle = y.mean()
second = np.mean(sr.logs_exponential2(y, 2.0, 1.0, backend="numpy"))
print("logs_exponential2: %.3f, then %.3f, by SciPy %.3f; mean of y was %.3f, is %.3f, then %.3f" % (first, second, right, original.mean(), middle, y.mean()))
assert abs(first - right) < 1e-9
assert np.isinf(second) and abs(y.mean() - original.mean() + 4) < 1e-9, "the behaviour changed"
copies = [np.mean(sr.logs_exponential2(original.copy(), 2.0, 1.0, backend="numpy")) for _ in range(2)]
print("of copies: %.3f, %.3f" % tuple(copies))
assert abs(copies[0] - right) < 1e-9 and copies[0] == copies[1]

y = original.copy()
crps = np.mean(sr.crps_exponentialM(y, 0.0, 2.0, 1.0, backend="numpy"))
after = np.mean(sr.crps_normal(y, 3.0, 1.0, backend="numpy"))
alone = np.mean(sr.crps_normal(original.copy(), 3.0, 1.0, backend="numpy"))
print("crps_exponentialM %.3f, then crps_normal %.3f instead of %.3f, mean of y %.3f" % (crps, after, alone, y.mean()))
assert after > 3 * alone and abs(y.mean() - original.mean() + 2) < 1e-9, "the behaviour changed"

# which location is the better one
better = []
for order in ((2.0, 0.5), (0.5, 2.0)):
    y = original.copy()
    scores = {location: np.mean(sr.logs_exponential2(y, location, 1.0, backend="numpy")) for location in order}
    better.append(min(scores, key=scores.get))
    print("locations in the order", order, {k: float(v) for k, v in scores.items()}, "best", better[-1])
assert better[0] == 2.0 and better[1] != 2.0, "the behaviour changed"

for score in (sr.logs_normal, sr.crps_normal, sr.logs_laplace, sr.logs_logistic):
    y = original.copy()
    score(y, 2.0, 1.0, backend="numpy")
    assert np.array_equal(y, original), "the other scores leave what they are given"

# what overflows
counts = np.arange(0, 2000)
below = stats.poisson.cdf(counts, 200)
crps_right = ((below - (counts >= 200)) ** 2).sum()
poisson = float(sr.crps_poisson(200.0, 200.0, backend="numpy")), float(sr.logs_poisson(200.0, 200.0, backend="numpy"))
print("Poisson of mean 200 for 200: CRPS %s, log score %s, by SciPy %.3f, %.3f" % (*poisson, crps_right, -stats.poisson.logpmf(200, 200)))
small = float(sr.crps_poisson(100.0, 100.0, backend="numpy"))
assert abs(small - ((stats.poisson.cdf(counts, 100) - (counts >= 100)) ** 2).sum()) < 1e-9
assert not np.isfinite(poisson).any(), "the behaviour changed"
normal = float(sr.logs_normal(39.0, 0.0, 1.0, backend="numpy"))
print("normal, 39 deviations off: log score %s, by SciPy %.1f" % (normal, -stats.norm.logpdf(39)))
assert np.isinf(normal), "the behaviour changed"
PYTHON
