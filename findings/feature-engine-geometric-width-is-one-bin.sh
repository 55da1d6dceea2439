#!/usr/bin/env bash
# feature-engine 1.9.4: GeometricWidthDiscretiser puts every value of a column whose range is below 1 into the first of its
# bins: shares and probabilities, and pixels divided by 255, become a column of zeros.
#
# A good guess would be: ten bins that grow, as of a column of any other range; which value lies in which bin does not depend on
# the unit much.
# Seen on 2026-11-30, 1,000 lognormal numbers, scaled to a range, 10 bins; the number of rows in each bin:
#   range      rows in bins 0 to 9                   edges
#   1000       6 11 27 117 211 273 206 108 34 7      2.0 4.0 7.9 16 32 63 126 251 501
#   50         352 161 141 126 98 70 30 13 7 2       1.5 2.2 3.2 ... 34
#   0.99       1000 0 0 0 0 0 0 0 0 0                0.991 0.992 ... 0.999
#   0.5        1000 0 0 0 0 0 0 0 0 0                0.536 0.574 ... 0.933
#   EqualWidthDiscretiser of ranges 0.99 and 1000: the same rows in the same bins
# The edges are minimum + range ^ (i / 10), i = 1 to 9. A power below 1 of a number below 1 is larger than the number, so that
# the first edge that is larger than the minimum lies beyond the maximum; the edges are then sorted, which hides that they fall.
#
# What it means: the column is constant and the model that follows never sees it, with no message. Multiply by 1,000 or more
# before, or take other discretisers; and scale to equal ranges after, not before.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet feature-engine==1.9.4 scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
from feature_engine.discretisation import EqualWidthDiscretiser, GeometricWidthDiscretiser

random = np.random.default_rng(0)
numbers = random.lognormal(size=1000)
numbers = (numbers - numbers.min()) / (numbers.max() - numbers.min())


def count(kind, size):
    table = pd.DataFrame({"x": numbers * size})
    made = kind(bins=10).fit(table)
    bins = made.transform(table)["x"].to_numpy()
    answer = np.bincount(bins, minlength=10)
    print("%-26s range %5g:" % (kind.__name__, size), answer, "edges", np.round(made.binner_dict_["x"][1:-1], 4).tolist())
    return answer


assert (count(GeometricWidthDiscretiser, 1000) > 0).sum() >= 8
assert (count(GeometricWidthDiscretiser, 50) > 0).sum() >= 8
for size in (0.99, 0.5, 0.001):
    assert count(GeometricWidthDiscretiser, size)[0] == 1000, "the behaviour changed"
assert (count(EqualWidthDiscretiser, 0.99) == count(EqualWidthDiscretiser, 1000)).all()

# probabilities, as a model gives them
probabilities = pd.DataFrame({"p": random.random(1000)})
answer = GeometricWidthDiscretiser(bins=5, precision=10).fit_transform(probabilities)
print("1,000 probabilities: bins", answer["p"].unique().tolist())
assert answer["p"].unique().tolist() == [0]
PYTHON
