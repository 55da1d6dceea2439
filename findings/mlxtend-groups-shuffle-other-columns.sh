#!/usr/bin/env bash
# mlxtend 0.25.0: feature_importance_permutation with feature_groups shuffles, for a group of k columns, the first k columns of
# the table instead of the group's, and puts back the group's: importances are those of other columns, and the caller's table
# stays shuffled.
#
# A good guess would be: the loss of the score when the columns of the group are shuffled; the table as it was, as without groups
# and for a group of one column.
# Seen on 2026-11-30, 1,000 rows, 6 columns, a prediction that is exact, groups [0, 1, [2, 3], [4, 5]]:
#   target                column 4 + column 5            column 0 + column 1
#   importances           0 0 0 0                        2.0 2.0 2.0 2.0
#   right (own shuffles)  0 0 0 2.1                      1.1 1.0 0 0
#   the table afterwards  columns 0 and 1 are shuffled   columns 0 and 1 are shuffled
#   score afterwards      1                              -1, where it was 1
#
# What it means: the example of the documentation, one-hot columns as a group, says of the useful group that it is worth nothing
# and of a useless one what the first columns are worth. The rows in memory no longer belong to their targets: whatever is trained
# or tested on them later is spoiled. Pass a copy and put the groups' columns first, one call a group, or shuffle them yourself.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlxtend==0.25.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from mlxtend.evaluate import feature_importance_permutation
from sklearn.metrics import r2_score

groups = [0, 1, [2, 3], [4, 5]]


def own(x, y, predict):
    random, answer = np.random.default_rng(1), []
    for group in groups:
        losses = []
        for _ in range(20):
            shuffled = x.copy()
            for column in np.atleast_1d(group):
                shuffled[:, column] = random.permutation(x[:, column])
            losses.append(1 - r2_score(y, predict(shuffled)))
        answer.append(np.mean(losses))
    return np.array(answer)


for first, second in (4, 5), (0, 1):
    before = np.random.default_rng(0).normal(size=(1000, 6))
    predict = lambda table: table[:, first] + table[:, second]
    y = predict(before)
    x = before.copy()
    seen, _ = feature_importance_permutation(x, y, predict, "r2", num_rounds=20, feature_groups=groups, seed=0)
    right = own(before, y, predict)
    changed = [column for column in range(6) if (x[:, column] != before[:, column]).any()]
    print("target: columns", first, "+", second, "importances", seen.round(2), "right", right.round(2))
    print("  columns changed:", changed, "score afterwards %.2f" % r2_score(y, predict(x)))
    assert changed == [0, 1], "the behaviour changed"
    assert all((np.sort(x[:, column]) == np.sort(before[:, column])).all() for column in range(6))
    if first == 4:
        assert abs(right[3] - 2) < 0.3 and (seen == 0).all()
    else:
        assert abs(right[2]) < 1e-9 and seen[2] > 0.5 and r2_score(y, predict(x)) < 0

x = before.copy()
alone, _ = feature_importance_permutation(x, y, predict, "r2", num_rounds=20, seed=0)
print("without groups", alone.round(2))
assert (x == before).all() and abs(alone[0] - 1) < 0.3 and (alone[2:] == 0).all(), "without groups it is right"
x = before.copy()
first_ones, _ = feature_importance_permutation(x, y, predict, "r2", num_rounds=20, feature_groups=[[0, 1], 2], seed=0)
assert (x == before).all() and abs(first_ones[0] - 2) < 0.3, "a group of the first columns is right"
PYTHON
