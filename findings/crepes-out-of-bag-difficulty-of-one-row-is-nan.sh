#!/usr/bin/env bash
# crepes 0.9.1: with the out-of-bag variance of a forest as the difficulty the interval of a single new row is NaN to NaN, and that of a row
# among others depends on how many they are and where it stands.
#
# A good guess would be: for new rows, which no tree has seen, the variance over all trees, or any function of the row alone.
# Seen on 2026-12-01, forest of 100 trees trained on 500 rows, difficulty fitted with `learner` and `oob=True`, as documented:
#   rows asked together          interval of the first (90 %)      difficulty of the third
#   1                            NaN to NaN                        -
#   2                            0.526 to 0.648                    -
#   5                            0.526 to 0.649                    0.745
#   10                           0.529 to 0.646                    0.693
#   1,000                        0.531 to 0.643                    0.351
# The difficulties of 1,000 rows and of the same rows shuffled differ by 30 % on average.
# The cause: the draws of each tree are made again for as many rows as are asked, and row i gets the trees that did not draw the number i;
# of one row every tree has drawn the number 0, so that no tree is left.
#
# What it means: a service that answers one request at a time has no intervals, one that answers in batches has others for the same row, each
# by a third of the forest. For new rows take np.var of the trees' predictions plus beta, or calibrate with rows set aside and without oob.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet crepes==0.9.1 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 pandas==2.3.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from crepes import WrapRegressor
from crepes.extras import DifficultyEstimator
from sklearn.ensemble import RandomForestRegressor

random = np.random.default_rng(0)


def rows(n):
    x = random.uniform(-1, 1, size=(n, 2))
    return x, x[:, 0] + (0.05 + (x[:, 1] > 0)) * random.normal(size=n)


(x, y), (new, truth) = rows(500), rows(1000)
forest = RandomForestRegressor(100, oob_score=True, random_state=1)
model = WrapRegressor(forest)
model.fit(x, y)
difficulty = DifficultyEstimator().fit(X=x, learner=forest, oob=True)
model.calibrate(x, y, de=difficulty, oob=True)
trees = np.array([tree.predict(new) for tree in forest.estimators_])
whole = trees.var(0) + 0.01

# what is stored for the training rows is right
for i in (0, 7, 499):
    left = [not (np.random.RandomState(tree.random_state).randint(0, 500, 500) == i).any() for tree in forest.estimators_]
    right = np.var([tree.predict(x[i : i + 1])[0] for tree, out in zip(forest.estimators_, left) if out])
    assert abs(difficulty.apply()[i] - 0.01 - right) < 1e-9

seen = {}
for n in (1, 2, 5, 10, 1000):
    ends, found = model.predict_int(new[:n], confidence=0.9), difficulty.apply(new[:n])
    seen[n] = found
    print("%4d rows: the first from %.4f to %.4f, difficulties %s, by all trees %s" % (n, *ends[0], found[:3].round(4), whole[:min(n, 3)].round(4)))
    if n == 1:
        assert np.isnan(ends).all() and np.isnan(found).all(), "the behaviour changed"
    else:
        assert np.isfinite(ends).all()
assert seen[5][2] > 1.5 * seen[1000][2], "the behaviour changed"
order = random.permutation(1000)
shuffled = np.empty(1000)
shuffled[order] = difficulty.apply(new[order])
change = np.abs(np.log(seen[1000] / shuffled)).mean()
print("the same 1,000 rows in another order: the logarithm of the difficulty changes by %.3f on average" % change)
assert change > 0.2, "the behaviour changed"
plain = DifficultyEstimator().fit(X=x, learner=forest)
assert np.allclose(plain.apply(new), whole) and np.allclose(plain.apply(new[:1]), whole[:1]), "without oob it is right"
PYTHON
