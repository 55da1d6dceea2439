#!/usr/bin/env bash
# scikit-uplift 0.5.1: `qini_auc_score` of targets and treatments in uint8 is -2.16 where it is 0.109 in int64, so that the best model of
# several has the lowest score.
#
# A good guess would be: the same number for zeros and ones of any type, as of int8, bool and float, and as of `uplift_auc_score`.
# Seen on 2026-12-01, 2,000 rows, uplift seen through more and more noise:
#   noise of deviation             0         1         3         no information
#   qini_auc_score, int64          0.102     0.109     0.014     0.009
#   qini_auc_score, uint8          -2.03     -2.16     -0.27     -0.18
# The cause: the order of the perfect model is made of y * t - y * (1 - t), which is 255 instead of -1 in uint8 for a control that responded:
# the rows that should come last come first, the area of the perfect curve lies below the diagonal, and every score is divided by it.
#
# What it means: a grid search by this score takes the model without information over the right one, if the table is stored in small
# types, as get_dummies and down-casting make them. Hand over y.astype(int) and treatment.astype(int).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-uplift==0.5.1 numpy==2.4.6 scikit-learn==1.9.1 pandas==2.3.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from sklift.metrics import perfect_qini_curve, qini_auc_score, uplift_auc_score

random = np.random.default_rng(0)
n = 2000
x = random.normal(size=n)
treated = random.integers(0, 2, n)
uplift = 0.2 * (x > 0) - 0.1 * (x < -1)
y = (random.random(n) < 0.3 + treated * uplift).astype(int)


def area(order):
    points, counts = [(0, 0.0)], [[0, 0], [0, 0]]
    ranked = sorted(range(n), key=lambda i: -order[i])
    for place, i in enumerate(ranked, 1):
        counts[treated[i]][0] += 1
        counts[treated[i]][1] += int(y[i])
        if place == n or order[ranked[place]] != order[i]:
            ratio = counts[1][0] / counts[0][0] if counts[0][0] else 0
            points.append((place, counts[1][1] - counts[0][1] * ratio))
    whole = sum((b[0] - a[0]) * (a[1] + b[1]) / 2 for a, b in zip(points, points[1:]))
    return whole - n * points[-1][1] / 2


best = [int(y[i]) * (1 if treated[i] else -1) for i in range(n)]
bytes_of = y.astype(np.uint8), treated.astype(np.uint8)
scores = {}
for noise in (0, 1, 3, None):
    order = (uplift + 0.1 * noise * random.normal(size=n) if noise is not None else random.normal(size=n)).tolist()
    right = area(order) / area(best)
    wide, small = qini_auc_score(y, order, treated), qini_auc_score(bytes_of[0], order, bytes_of[1])
    print("noise %-5s qini int64 %.4f, by hand %.4f, uint8 %.4f; uplift_auc_score int64 %.4f, uint8 %.4f" % (
        noise, wide, right, small, uplift_auc_score(y, order, treated), uplift_auc_score(bytes_of[0], order, bytes_of[1])))
    assert abs(wide - right) < 1e-9
    assert abs(uplift_auc_score(y, order, treated) - uplift_auc_score(bytes_of[0], order, bytes_of[1])) < 1e-12
    for kind in (np.int8, bool, float):
        assert abs(qini_auc_score(y.astype(kind), order, treated.astype(kind)) - right) < 1e-9
    scores[noise] = right, small
middle = [np.interp(n / 2, *perfect_qini_curve(*pair)) for pair in ((y, treated), bytes_of)]
print("the perfect curve in the middle: int64 %.1f, uint8 %.1f" % tuple(middle))
assert scores[1][0] > 0.05 and scores[1][1] < -0.5, "the behaviour changed"
assert sorted(scores, key=lambda k: scores[k][0]) == sorted(scores, key=lambda k: -scores[k][1]), "the behaviour changed"
PYTHON
