#!/usr/bin/env bash
# polars-ds 0.13.0 (Polars 2.1.0): cosine_sim of two columns divides by the root of the product of their lengths, which is a
# root too many: a column and itself are 4.6 or 31 similar. weighted_hmean passes over both the numbers and the weights.
#
# A good guess would be: between -1 and 1, as weighted_cosine_sim of weights 1 gives; and 1.71 for the harmonic mean of 1, 2, 4,
# as hmean gives.
# Seen on 2026-11-30:
#   cosine_sim                                     seen        right
#   1, 2, 4 and itself                             4.58        1
#   1, 2, 4 and 10, 20, 40                         14.5        1
#   the same two times 0.01                        0.145       1
#   two independent normal columns, 1,000 rows     1.87        0.06
#   a normal column and its negative, 1,000 rows   -30.9       -1
#   weighted_hmean
#   1, 2, 4 by 1, 1, 1                             1           1.71
#   1, 2, 4 by 5, 1, 1                             2.33        1.22
#   60 and 20 by 0.5 and 0.5                       0.5         30
# The cause: the lengths are rooted once each and once more as a product; the mean multiplies the numbers, where it should the
# weights, by one through the numbers, and the sum of that is the number of rows.
#
# What it means: the similarity grows with the root of the number of rows and with the unit, so that a ranking by it is one by
# length; columns of length 1 have it right, which a test with such hides. Use weighted_cosine_sim with weights of 1, and
# pl.col(w).sum() / (pl.col(w) / pl.col(x)).sum().
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet polars-ds==0.13.0 polars==2.1.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import polars as pl
import polars_ds as pds
from scipy import stats

random = np.random.default_rng(0)


def one(frame, expression):
    return frame.select(expression).item()


def right(a, b):
    a, b = np.array(a, float), np.array(b, float)
    return a @ b / (np.linalg.norm(a) * np.linalg.norm(b))


numbers = random.normal(size=1000)
pairs = {
    "1, 2, 4 and itself": ([1.0, 2.0, 4.0], [1.0, 2.0, 4.0]),
    "1, 2, 4 and 10, 20, 40": ([1.0, 2.0, 4.0], [10.0, 20.0, 40.0]),
    "the same two times 0.01": ([0.01, 0.02, 0.04], [0.1, 0.2, 0.4]),
    "two independent columns of 1,000": (numbers, random.normal(size=1000)),
    "one and its negative, 1,000 rows": (numbers, -numbers),
    "two columns of length 1": ([0.6, 0.8], [0.8, 0.6]),
}
for name, (x, y) in pairs.items():
    frame = pl.DataFrame({"x": x, "y": y, "one": np.ones(len(x))})
    seen, weighted = one(frame, pds.cosine_sim("x", "y")), one(frame, pds.weighted_cosine_sim("x", "y", "one"))
    print("cosine_sim of %-34s %8.4f, right %.4f, weighted_cosine_sim %.4f" % (name, seen, right(x, y), weighted))
    size = np.sqrt(np.linalg.norm(x) * np.linalg.norm(y))
    assert abs(seen - right(x, y) * size) < 1e-9, "the behaviour changed"
    assert abs(weighted - right(x, y)) < 1e-9, "the one with weights is right"
assert one(pl.DataFrame({"x": numbers}), pds.cosine_sim("x", "x")) > 30

for x, weights in ([1.0, 2.0, 4.0], [1.0, 1.0, 1.0]), ([1.0, 2.0, 4.0], [5.0, 1.0, 1.0]), ([60.0, 20.0], [0.5, 0.5]), ([3.0, 9.0], [0.5, 0.5]):
    frame = pl.DataFrame({"x": x, "w": weights})
    seen = one(frame, pds.weighted_hmean("x", "w"))
    scaled = one(frame.with_columns(pl.col("w") / pl.col("w").sum()), pds.weighted_hmean("x", "w", True))
    harmonic = stats.hmean(x, weights=weights)
    print("weighted_hmean of", x, "by", weights, "is %.4f" % seen, "normalized %.4f" % scaled, "right %.4f" % harmonic)
    assert abs(seen - sum(weights) / len(x)) < 1e-6 and abs(scaled - 1 / len(x)) < 1e-6, "the behaviour changed"
    assert abs(seen - harmonic) > 0.4
assert abs(one(pl.DataFrame({"x": [1.0, 2.0, 4.0]}), pds.hmean("x")) - stats.hmean([1, 2, 4])) < 1e-9, "without weights it is right"
PYTHON
