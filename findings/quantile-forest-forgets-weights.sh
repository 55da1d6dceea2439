#!/usr/bin/env bash
# quantile-forest 1.4.2 (scikit-learn 1.9.1): ExtraTreesQuantileRegressor, and RandomForestQuantileRegressor without bootstrap, use sample_weight to
# grow their trees and forget it where they take quantiles and means of the leaves: a row of weight 0 counts as any other.
#
# A good guess would be: as scikit-learn's ExtraTreesRegressor of the same weights, and as the forest with bootstrap, which is right (the
# weights are what scikit-learn draws rows by); a row of weight 0 is a row that is not there.
# Seen on 2026-11-29, 1,000 rows, of which 30 % have the target 100 and the weight 0; medians over 500 other rows:
#   forest                                        quantiles 0.05, 0.5, 0.95     mean
#   extra trees, rows dropped                     -1.44 -0.04 1.59             0.02
#   extra trees, weight 0                         -1.25 0.43 100               29.7
#   ExtraTreesRegressor of scikit-learn, weight 0                               -0.09
#   random forest, bootstrap, weight 0            -0.57 -0.13 0.47             -0.11
# With weights of 9 for the rows of group 1 and of 1 for those of group 0 the share of group 1 is 0.51; ExtraTreesRegressor says 0.90.
#
# What it means: outliers and missing targets that are masked by weight 0 set the upper quantiles, and survey or importance weights do nothing to an
# interval, though they changed the trees. Drop the rows of weight 0; repeat rows for whole weights; or use bootstrap=True.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet quantile-forest==1.4.2 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from quantile_forest import ExtraTreesQuantileRegressor, RandomForestQuantileRegressor
from sklearn.ensemble import ExtraTreesRegressor

random = np.random.default_rng(0)
x, others = random.normal(size=(1000, 2)), random.normal(size=(500, 2))
y = x[:, 0] + random.normal(size=1000) * 0.3
masked = random.random(1000) < 0.3
spoiled, weights = np.where(masked, 100.0, y), np.where(masked, 0.0, 1.0)
settings = {"n_estimators": 50, "min_samples_leaf": 10, "random_state": 0}
# all rows of a leaf, not one drawn of it, which is the default
all_rows = {"max_samples_leaf": None, **settings}


def show(name, forest, *data, **weight):
    forest.fit(*data, **weight)
    quantiles = np.median(forest.predict(others, quantiles=[0.05, 0.5, 0.95]), 0)
    mean = np.median(forest.predict(others, quantiles="mean"))
    print("%-40s" % name, quantiles.round(2), "mean %.2f" % mean)
    return quantiles, mean


dropped = show("extra trees, rows dropped", ExtraTreesQuantileRegressor(**all_rows), x[~masked], y[~masked])
weighted = show("extra trees, weight 0", ExtraTreesQuantileRegressor(**all_rows), x, spoiled, sample_weight=weights)
plain = ExtraTreesRegressor(**settings).fit(x, spoiled, sample_weight=weights).predict(others)
print("ExtraTreesRegressor, weight 0, mean %.2f" % np.median(plain))
assert dropped[0][2] < 2 and weighted[0][2] > 50 and weighted[1] > 10 and abs(np.median(plain)) < 1
one_row = show("the same, one row of a leaf", ExtraTreesQuantileRegressor(**settings), x, spoiled, sample_weight=weights)
assert one_row[0][2] > 50
without = RandomForestQuantileRegressor(bootstrap=False, **all_rows)
assert show("random forest, no bootstrap, weight 0", without, x, spoiled, sample_weight=weights)[0][2] > 50
bootstrap = show("random forest, bootstrap, weight 0", RandomForestQuantileRegressor(**all_rows), x, spoiled, sample_weight=weights)
assert bootstrap[0][2] < 2 and abs(bootstrap[1]) < 1, "with bootstrap it is right"

group = random.random(1000) < 0.5
target = np.where(group, 1.0, 0.0)
heavy = np.where(group, 9.0, 1.0)
noise = random.normal(size=(1000, 1))
stump = {"max_depth": 1, "n_estimators": 10, "random_state": 0}
forest = ExtraTreesQuantileRegressor(max_samples_leaf=None, **stump).fit(noise, target, sample_weight=heavy)
mean = forest.predict(noise, quantiles="mean").mean()
right = ExtraTreesRegressor(**stump).fit(noise, target, sample_weight=heavy).predict(noise).mean()
print("weights 9 and 1: share of group 1 is %.2f, of ExtraTreesRegressor %.2f" % (mean, right))
assert abs(mean - 0.5) < 0.05 and abs(right - 0.9) < 0.05
PYTHON
