#!/usr/bin/env bash
# category_encoders 2.11.2: JamesSteinEncoder by its default model pays no regard to how many rows a category has: one of 10,000
# rows of mean 10 is drawn to the mean of all, 2.5, and becomes 9.79; one of a single row of 10 stays 10.
#
# A good guess would be: as it is documented, "replaces the variances with squared standard errors, which penalize small
# observation counts"; few rows are drawn to the mean of all, many keep their own.
# Seen on 2026-11-30, four categories of 10,000 rows each, of mean 10, 0, 0, 0 and deviation 1, one of the rows 10 and 10.1, one
# of 10; the mean of all is 2.50:
#                               10,000 rows of 10    2 rows    1 row
#   JamesSteinEncoder           9.79                 10.05     10.00
#   MEstimateEncoder            10.01                7.53      6.25
#   TargetEncoder               10.01                3.57      3.48
# and for classes, beside 40 categories of 500 rows and of share 0.1: 20,000 rows of share 0.90 become 0.80,
# 1 row of class 1 stays 1.
# The share that is taken from the mean of all is var_i / (var_i + var) (k - 3) / (k - 1), with the variance of the category's
# rows, not that of its mean; of one row the variance is set to 0, which says that its mean is certain.
#
# What it means: the encoding does not shrink what it should: rare categories, and identifiers of one row, come out with their own
# target, which is what such an encoder is taken to prevent, and the more categories there are, the more the frequent ones lose.
# Take model="pooled" where counts are even, or MEstimateEncoder, TargetEncoder.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet category_encoders==2.11.2 scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
from category_encoders import JamesSteinEncoder, MEstimateEncoder, TargetEncoder

random = np.random.default_rng(0)
count = 10_000
name = np.repeat(["ten", "second", "third", "fourth", "two rows", "one row"], [count, count, count, count, 2, 1])
target = np.concatenate([random.normal(10, 1, count), random.normal(0, 1, 3 * count), [10, 10.1], [10]])
table = pd.DataFrame({"name": name})
asked = pd.DataFrame({"name": ["ten", "two rows", "one row"]})
print("mean of all %.3f, of the category of 10,000 rows %.3f" % (target.mean(), target[:count].mean()))


def encode(kind, table, target, asked):
    answer = kind(cols=["name"]).fit(table, target).transform(asked)["name"].to_numpy()
    print("%-18s" % kind.__name__, answer.round(3))
    return answer


many, two, one = encode(JamesSteinEncoder, table, target, asked)
assert many < target[:count].mean() - 0.15 and two > 10.04 and one == 10, "the behaviour changed"
for kind in (MEstimateEncoder, TargetEncoder):
    many, two, one = encode(kind, table, target, asked)
    assert abs(many - target[:count].mean()) < 0.01 and two < 8 and one < two

# what the documented formula gives: squared standard errors
k, variance = 6, target.var(ddof=1)
error = target[:count].var(ddof=1) / count
share = error / (error + variance) * (k - 3) / (k - 1)
print("by its standard error the category of 10,000 rows is %.3f" % (target[:count].mean() * (1 - share) + target.mean() * share))
assert share < 1e-4

# classes: 40 categories of 500 rows of share 0.1, 20,000 rows of share 0.9, 20 categories of one row
few, single = ["c%d" % i for i in range(40)], ["id%d" % i for i in range(20)]
name = np.concatenate([np.repeat(few, 500), np.repeat("often", 20_000), single])
chance = np.concatenate([np.full(20_000, 0.1), np.full(20_000, 0.9), np.full(20, 0.5)])
target = (random.random(len(name)) < chance).astype(int)
target[-20:] = [0, 1] * 10
asked = pd.DataFrame({"name": ["often", "id0", "id1"]})
often, first, second = encode(JamesSteinEncoder, pd.DataFrame({"name": name}), target, asked)
print("share of class 1 where it is frequent: %.3f" % target[20_000:40_000].mean())
assert target[20_000:40_000].mean() - often > 0.05 and (first, second) == (0, 1)
PYTHON
