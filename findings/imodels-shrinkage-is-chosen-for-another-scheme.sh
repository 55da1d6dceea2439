#!/usr/bin/env bash
# imodels 3.0.4: HSTreeClassifierCV chooses the strength of the shrinkage by the log loss of the scheme "node_based", whatever
# shrinkage_scheme_ and scoring are given, and without the sample weights; the chosen strength is then used in the given scheme.
#
# A good guess would be: the strength that is best in the given scheme by the given scoring; an unknown scoring is refused.
# Seen on 2026-11-30, 400 rows, a full decision tree, strengths 0, 0.1, 1, 10, 50, 100, 500; log loss of three folds:
#   shrinkage_scheme_     chosen     best in it     log loss of both     probabilities of class 1 in the end
#   node_based            100        100            0.570, 0.570         0.16 to 0.85
#   leaf_based            100        50             0.645, 0.626         0.37 to 0.66
#   constant              100        10             0.691, 0.674         0.48 to 0.49 (with 10: 0.44 to 0.53)
#   scoring=a function of one's own      not called once; scoring="nonsense" is taken as well
#   weights 0 for half of the rows       scores_ to the last bit as without weights
#
# What it means: the two other schemes get a strength made for node_based, with which "constant" says nearly the same of every
# row; a choice by the area under the curve or by costs is one by log loss, and rows that are masked by weight 0 choose too.
# Choose by hand, with HSTreeClassifier in a loop (six, which it needs, must be installed by hand).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet imodels==3.0.4 six==1.17.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from imodels import HSTreeClassifier, HSTreeClassifierCV
from sklearn.metrics import log_loss
from sklearn.model_selection import KFold
from sklearn.tree import DecisionTreeClassifier

random = np.random.default_rng(0)
x = random.normal(size=(400, 5))
y = (x[:, 0] + random.normal(size=400) > 0).astype(int)


def tree():
    return DecisionTreeClassifier(random_state=0)


def own_scores(scheme, strengths):
    answer = []
    for strength in strengths:
        folds = []
        for train, test in KFold(3).split(x):
            model = HSTreeClassifier(tree().fit(x[train], y[train]), strength, shrinkage_scheme_=scheme)
            folds.append(log_loss(y[test], model.predict_proba(x[test])))
        answer.append(np.mean(folds))
    return np.array(answer)


first = None
for scheme in "node_based", "leaf_based", "constant":
    model = HSTreeClassifierCV(tree(), shrinkage_scheme_=scheme).fit(x, y)
    strengths = np.array(model.reg_param_list)
    own = own_scores(scheme, strengths)
    if first is None:
        first = own
    chosen, best = model.reg_param, strengths[own.argmin()]
    p = model.predict_proba(x)[:, 1]
    print(
        "%-10s chosen %g, best %g, log loss %.3f and %.3f, probabilities %.2f to %.2f"
        % (scheme, chosen, best, own[strengths == chosen][0], own.min(), p.min(), p.max())
    )
    # the scores reported are those of node_based
    assert np.allclose(model.scores_, first) and chosen == strengths[first.argmin()], "the behaviour changed"
    assert (chosen == best) == (scheme == "node_based")
assert best == 10 and np.ptp(p) < 0.1, "with constant it says nearly the same of every row"
ten = HSTreeClassifier(tree().fit(x, y), 10, shrinkage_scheme_="constant").predict_proba(x)[:, 1]
print("constant with 10: probabilities %.2f to %.2f" % (ten.min(), ten.max()))
assert np.ptp(ten) > 3 * np.ptp(p)

calls = []


def area(*arguments):
    calls.append(arguments)
    return 0.0


by_function = HSTreeClassifierCV(tree(), scoring=area).fit(x, y)
by_nonsense = HSTreeClassifierCV(tree(), scoring="nonsense").fit(x, y)
masked = HSTreeClassifierCV(tree()).fit(x, y, sample_weight=np.arange(400) % 2)
print("calls of the scoring function:", len(calls), "scores:", np.round(by_function.scores_, 3))
assert not calls, "the behaviour changed"
for model in by_function, by_nonsense, masked:
    assert np.allclose(model.scores_, first), "the behaviour changed"
PYTHON
