#!/usr/bin/env bash
# pingouin 0.7.0: multivariate_normality of whole numbers is the same for any data: 300 rows of two integer columns have HZ = 206.26 and p = 4e-78,
# normal or not; of the same numbers as floats it is right.
#
# A good guess would be: the Henze-Zirkler test of the numbers, p = 0.71 for a normal distribution rounded to integers; the type of the
# column does not matter, as in the other functions.
# Seen on 2026-12-01, 300 rows, mean 50, deviation 10, rounded:
#                   float64              int64
#   normal          0.54, p = 0.71       206.26, p = 4e-78
#   exponential    16.08, p = 1e-25      206.26, p = 4e-78
#   two peaks      50.83, p = 1e-45      206.26, p = 4e-78
# The inverse of the covariance is cast to the type of the data, which makes zeros of what is below 1. A DataFrame of integer columns is the
# same, and float32 columns of mean 10,000 and deviation 1 have HZ = 4e36 and p = 0 where float64 has 0.69 and 0.41.
#
# What it means: ages, scores, counts and pixels are never normal, and no sign of it: `normal=False` is what one half expects. Give
# data.astype(float).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pingouin==0.7.0 scipy==1.17.1 pandas==3.1.1 statsmodels==0.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
import pingouin

random = np.random.default_rng(0)


def henze_zirkler(x):
    """The statistic of the centred data."""
    x = np.asarray(x, float)
    x = x - x.mean(axis=0)
    n, d = x.shape
    products = x @ np.linalg.inv(np.cov(x, rowvar=False, bias=True)) @ x.T
    own = np.diag(products)
    between = own[:, None] + own - 2 * products
    b2 = 0.5 * (n * (2 * d + 1) / 4) ** (2 / (d + 4))
    first = np.exp(-b2 / 2 * between).sum() / n
    second = 2 * (1 + b2) ** (-d / 2) * np.exp(-b2 / (2 * (1 + b2)) * own).sum()
    return first - second + n * (1 + 2 * b2) ** (-d / 2)


data = {
    "normal": random.normal(50, 10, size=(300, 2)),
    "exponential": random.exponential(10, size=(300, 2)),
    "two peaks": np.where(random.random((300, 2)) < 0.5, 0, 100) + random.normal(0, 3, size=(300, 2)),
}
whole = []
for name, x in data.items():
    x = np.round(x)
    floats = pingouin.multivariate_normality(x)
    integers = pingouin.multivariate_normality(x.astype(int))
    frame = pingouin.multivariate_normality(pd.DataFrame(x.astype(int), columns=["a", "b"]))
    print("%-12s float64 HZ %6.2f p %.2g, int64 HZ %.2f p %.2g, computed directly %.2f"
          % (name, floats.hz, floats.pval, integers.hz, integers.pval, henze_zirkler(x)))
    assert abs(floats.hz - henze_zirkler(x)) < 1e-6 * max(1, floats.hz)
    assert frame == integers
    whole.append(integers)
assert whole[0] == whole[1] == whole[2] and whole[0].pval < 1e-70, "the behaviour changed"
x = (random.normal(size=(300, 2)) + 10_000).astype(np.float32)
single, double = pingouin.multivariate_normality(x), pingouin.multivariate_normality(x.astype(float))
print("float32 of mean 10,000: HZ %.2g p %.2g, the same in float64: HZ %.2f p %.2f" % (single.hz, single.pval, double.hz, double.pval))
assert single.pval < 1e-9 and double.pval > 0.1, "the behaviour changed"
PYTHON
