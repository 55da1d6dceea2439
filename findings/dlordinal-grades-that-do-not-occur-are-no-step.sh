#!/usr/bin/env bash
# dlordinal 2.7.0: amae, mmae and accuracy_off1 count the grades between two that occur, not those between two: of the grades 0 to 4 an answer of 4
# for 0 is off by 1 where 1, 2 and 3 do not occur, and "right within one grade".
#
# A good guess would be: grades are numbers, as in sklearn's mean_absolute_error, 4 - 0 = 4; rows are never left out.
# Seen on 2026-12-01:
#                                                       amae      mmae     accuracy_off1
#   20 rows of 0 and 4, each answered by the other      1 (4)     1 (4)    1.0 (0.0)
#   grades 0, 1, 3, 4, one answer of 1 as 3             0.5 (0.625)        1.0 (0.875)
#   true grades 0 and 1, one 0 and one 1 answered as 2                     1.0 (0.75)
# (in brackets the same computed directly.) The costs are the places in scikit-learn's confusion matrix of the labels that occur;
# accuracy_off1 takes the true labels alone and drops rows that were answered by another. Its `labels` argument repairs that one.
#
# What it means: in a small fold or a batch, where a middle grade is missing, the worst errors of an ordinal network are the smallest; in
# cross-validation the folds are not comparable. Take the mean by class of abs(y_true - y_pred).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dlordinal==2.7.0 torch==2.15.0 torchvision==0.29.2 scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from dlordinal.metrics import accuracy_off1, amae, mmae


def directly(y, answers):
    errors = np.array([abs(y - answers)[y == grade].mean() for grade in np.unique(y)])
    return errors.mean(), errors.max(), (abs(y - answers) <= 1).mean()


def shown(name, y, answers):
    y, answers = np.array(y), np.array(answers)
    found = amae(y, answers), mmae(y, answers), accuracy_off1(y, answers)
    right = directly(y, answers)
    print("%-32s amae %.3f (right %.3f), mmae %.3f (%.3f), accuracy_off1 %.3f (%.3f)" % (
        name, found[0], right[0], found[1], right[1], found[2], right[2]))
    return found, right


found, right = shown("all grades", [0, 0, 1, 2, 3, 4, 4, 2], [1, 0, 2, 2, 4, 4, 1, 2])
assert np.allclose(found, right), "where all grades occur it is right"
found, right = shown("0 for 4 and 4 for 0", [0] * 10 + [4] * 10, [4] * 10 + [0] * 10)
assert found == (1, 1, 1) and right == (4, 4, 0), "the behaviour changed"
found, right = shown("grade 2 is missing", [0, 0, 1, 1, 3, 3, 4, 4], [0, 1, 1, 3, 3, 4, 4, 3])
assert np.isclose(found[0], 0.5) and np.isclose(right[0], 0.625), "the behaviour changed"
assert found[2] == 1 and right[2] == 0.875
found, right = shown("an answer that is no true grade", [0, 1, 1, 0], [2, 2, 1, 0])
assert found[2] == 1 and right[2] == 0.75, "the behaviour changed"
assert accuracy_off1(np.array([0, 1, 1, 0]), np.array([2, 2, 1, 0]), labels=[0, 1, 2]) == 0.75
PYTHON
