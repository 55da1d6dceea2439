#!/usr/bin/env bash
# perpetual 2.3.0: `predict` of two classes answers 0 and 1 whatever the labels are, so that PerpetualClassifier of the labels
# 1 and 2 has an accuracy of 0 by its own `score`; of three classes it answers the labels. Counts are predicted as their
# logarithm.
#
# A good guess would be: the labels in `classes_`, as scikit-learn's classifiers answer and as it does for three classes; and
# for PoissonLoss the expected count, as LightGBM's and XGBoost's and scikit-learn's regressors answer.
# Seen on 2026-11-30, 300 rows, classes that one threshold parts, PerpetualClassifier and PerpetualBooster alike:
#   labels            answered       accuracy
#   0 and 1           0 and 1        1
#   1 and 2           0 and 1        0
#   -1 and 1          0 and 1        0.45, half by luck
#   "p" and "q"       0 and 1        0, and `score` raises an error
#   1, 2 and 3        1, 2 and 3     1
#   counts of mean 4.40, PoissonLoss: predictions have the mean 1.48, `score` is -0.29; their exponential has the mean 4.40
# The cause: for two classes predict rounds the probability of the second and returns that; for more it looks the label up. No
# objective with a logarithm as its link is turned back.
#
# What it means: an accuracy of 0 is noticed, that of -1 and 1 looks like a bad model, and a grid search by `score` chooses
# among counts by the wrong numbers. Use classes_[predict(X)] for two classes, and exp for PoissonLoss, GammaLoss and
# TweedieLoss.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet perpetual==2.3.0 scikit-learn==1.9.1 numpy==2.4.6 pandas==2.3.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from perpetual import PerpetualBooster
from perpetual.sklearn import PerpetualClassifier, PerpetualRegressor

random = np.random.default_rng(0)
rows = random.normal(size=(300, 2))
second = rows[:, 0] > 0
targets = {
    "0 and 1": np.where(second, 1, 0),
    "1 and 2": np.where(second, 2, 1),
    "-1 and 1": np.where(second, 1, -1),
    "p and q": np.where(second, "q", "p"),
    "1, 2 and 3": np.where(second, 2, 1) + (rows[:, 0] > 1),
}
for name, target in targets.items():
    for kind in PerpetualClassifier, PerpetualBooster:
        model = kind(objective="LogLoss", budget=0.3)
        model.fit(rows, target)
        answer = model.predict(rows)
        accuracy = np.mean([str(a) == str(b) for a, b in zip(answer, target)])
        print(kind.__name__, name, "classes", model.classes_, "answers", np.unique(answer), "accuracy %.3f" % accuracy)
        if name == "1, 2 and 3":
            assert accuracy > 0.99, "three classes are right"
            continue
        assert set(np.unique(answer)) == {0, 1}, "the behaviour changed"
        looked = np.asarray(model.classes_)[np.asarray(answer, int)]
        assert np.mean(looked == target) > 0.99, "looked up it is right"
        if name == "1 and 2" and kind is PerpetualClassifier:
            print("  score", model.score(rows, target))
            assert model.score(rows, target) == 0

rows = random.normal(size=(600, 2))
counts = random.poisson(np.exp(1 + rows[:, 0])).astype(float)
model = PerpetualRegressor(objective="PoissonLoss", budget=0.5)
model.fit(rows, counts)
answer = model.predict(rows)
print("counts of mean %.2f: predicted %.2f, score %.2f; exponential %.2f"
      % (counts.mean(), answer.mean(), model.score(rows, counts), np.exp(answer).mean()))
assert answer.mean() < 0.5 * counts.mean() and model.score(rows, counts) < 0, "the behaviour changed"
assert abs(np.exp(answer).mean() / counts.mean() - 1) < 0.01
PYTHON
