#!/usr/bin/env bash
# ngboost 0.5.11 with scikit-learn 1.9.1: `score` of its regressor and classifier is a loss, so that GridSearchCV and
# SequentialFeatureSelector without `scoring` keep the worst, and permutation_importance calls the only useful column the least.
#
# A good guess would be: they are scikit-learn estimators, and of `score` scikit-learn says that higher is better; a classifier
# has the accuracy there, a regressor R2. The sign was asked about years ago, and the question closed as if it were in order.
# Seen on 2026-11-30, 500 rows, 3 columns of which the first alone sets the target, 1, 10 and 30 trees of rate 0.03:
#   classifier, what the search sees        0.542  0.292  0.284 (the log loss)      kept: 1 tree
#   with scoring="neg_log_loss"             -0.543 -0.294 -0.285                    kept: 30 trees
#   permutation_importance of the columns   -1.45  0  0     with scoring 1.45 0 0
#   selected by SequentialFeatureSelector   the second column, with scoring the first
#   regressor, what the search sees         1.393  1.049  0.576                     kept: 1 tree, whose R2 is 0.05
#   with scoring="r2"                       0.049  0.560  0.878                     kept: 30 trees
#
# What it means: a search over the number of trees or the rate ends at the least trained model and says so with a number that
# looks like an accuracy. Always give `scoring`.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ngboost==0.5.11 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from ngboost import NGBClassifier, NGBRegressor
from sklearn.feature_selection import SequentialFeatureSelector
from sklearn.inspection import permutation_importance
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import GridSearchCV

random = np.random.default_rng(0)
x, new = random.normal(size=(500, 3)), random.normal(size=(1000, 3))
y, truth = x[:, 0] + 0.3 * random.normal(size=500), new[:, 0] + 0.3 * random.normal(size=1000)
settings = {"verbose": False, "random_state": 0, "learning_rate": 0.03}
grid = {"n_estimators": [1, 10, 30]}
for kind, target, wanted, scoring in (
    (NGBClassifier, (y > 0).astype(int), (truth > 0).astype(int), "neg_log_loss"),
    (NGBRegressor, y, truth, "r2"),
):
    print(kind.__name__)
    found = GridSearchCV(kind(**settings), grid, cv=3).fit(x, target)
    right = GridSearchCV(kind(**settings), grid, cv=3, scoring=scoring).fit(x, target)
    print("  score by itself ", found.cv_results_["mean_test_score"].round(3), "kept", found.best_params_)
    print("  score by scoring", right.cv_results_["mean_test_score"].round(3), "kept", right.best_params_)
    assert found.best_params_ == {"n_estimators": 1}, "the behaviour changed"
    assert right.best_params_ != {"n_estimators": 1}
    model = kind(n_estimators=30, **settings).fit(x, target)
    by_itself = permutation_importance(model, new, wanted, random_state=0).importances_mean
    by_scoring = permutation_importance(model, new, wanted, random_state=0, scoring=scoring).importances_mean
    print("  importances by itself", by_itself.round(2), "by scoring", by_scoring.round(2))
    assert by_itself.argmin() == 0 and by_itself[0] < -0.5 and by_scoring.argmax() == 0 and by_scoring[0] > 0.5
    few = kind(n_estimators=5, **settings)
    chosen = SequentialFeatureSelector(few, n_features_to_select=1, cv=3).fit(x, target).get_support()
    better = SequentialFeatureSelector(few, n_features_to_select=1, cv=3, scoring=scoring).fit(x, target).get_support()
    print("  selected by itself", chosen, "by scoring", better)
    assert not chosen[0] and better[0]
    if kind is NGBClassifier:
        assert np.isclose(model.score(new, wanted), log_loss(wanted, model.predict_proba(new)))
        print("  accuracy %.3f, score %.3f" % (accuracy_score(wanted, model.predict(new)), model.score(new, wanted)))
PYTHON
