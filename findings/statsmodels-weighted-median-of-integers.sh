#!/usr/bin/env bash
# statsmodels 0.15.0: DescrStatsW.quantile of integers is an integer: the median of 1, 2, 3, 6 is 2, of as many zeros as ones 0,
# of uint8 200 and 250 it is 97, of two Unix times in int32 negative.
#
# A good guess would be: 2.5, 0.5, 225 and the time between, as documented ("the estimated quantile is (y_j + y_{j+1})/2") and
# as of the same numbers in float64.
# Seen on 2026-11-30, without weights and with weights of 1:
#   numbers                          median    NumPy, and float64 here
#   1, 2, 3, 6                       2         2.5
#   1, 2, 3, 6: 0.25 and 0.75        1, 4      1.5, 4.5
#   0 and 1, 50 times each           0         0.5
#   200, 250 in uint8                97        225
#   1760000000, 1760000010 in int32  -387483643 1760000005
# The mean of the two neighbours is added up in the type of the numbers and put into an array of that type, which cuts it off.
#
# What it means: medians of counts, grades and answers 0 or 1 are too low by up to a half wherever the weights split evenly, so
# that a group that is divided reads as one that says no. Give it float64.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet statsmodels==0.15.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from statsmodels.stats.weightstats import DescrStatsW


def median(numbers, weights=None):
    return DescrStatsW(numbers, weights=weights).quantile(0.5).iloc[0]


for numbers, seen in (
    (np.array([1, 2, 3, 6]), 2),
    (np.array([0, 1] * 50), 0),
    (np.array([-3, -2]), -2),
    (np.array([200, 250], np.uint8), 97),
    (np.array([1760000000, 1760000010], np.int32), -387483643),
):
    given, of_floats, right = median(numbers), median(numbers.astype(float)), np.median(numbers.astype(float))
    print(numbers[:4], numbers.dtype, "median", given, "of float64", of_floats, "NumPy", right)
    assert given == seen, "the behaviour changed"
    assert median(numbers, np.ones(len(numbers))) == seen
    assert of_floats == right != seen
quarters = [0.25, 0.5, 0.75]
given = DescrStatsW(np.array([1, 2, 3, 6])).quantile(quarters, return_pandas=False)
right = np.quantile([1, 2, 3, 6], quarters, method="averaged_inverted_cdf")
print("quarters", given, "NumPy", right)
assert given.tolist() == [1, 2, 4] and right.tolist() == [1.5, 2.5, 4.5]
# weights that split evenly; a whole column beside one of floats is converted with it
assert median(np.array([0, 1]), np.array([2.5, 2.5])) == 0 and median(np.array([0.0, 1.0]), np.array([2.5, 2.5])) == 0.5
both = DescrStatsW(np.array([[0, 0.5], [1, 0.5]])).quantile(0.5)
assert both.iloc[0, 0] == 0.5
# an odd number is right
assert median(np.array([1, 2, 6])) == 2
PYTHON
