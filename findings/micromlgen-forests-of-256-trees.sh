#!/usr/bin/env bash
# micromlgen 1.1.28 (scikit-learn 1.9.1, XGBoost 3.2.0): the C++ of a random forest counts its votes in a byte, so that 256
# trees that all say class 1 have 0 votes: accuracy 1 becomes 0.5. That of an XGBClassifier takes a number at a threshold to
# the other side: with columns of 0 and 1 accuracy 1 becomes 0.24.
#
# A good guess would be: the class that the Python model answers, as for 255 trees and for columns of fractions; that a vote
# counts whole trees where scikit-learn averages probabilities is known of such converters and changes nothing where all trees
# agree.
# Seen on 2026-11-30, accuracy on the rows that they were trained on:
#   RandomForestClassifier, trees           100     255     256     300     400
#   scikit-learn, a threshold               1       1       1       1       1
#   C++                                     1       1       0.52    1       1
#   scikit-learn, a slanted line, depth 4   0.98    0.98    0.98    0.98    0.98
#   C++                                     0.98    0.98    0.66    0.91    0.92
#   XGBClassifier, three classes or four, columns of        0 and 1    0 to 9   fractions
#   XGBoost                                                 1          1        1
#   C++                                                     0.24       0.83     1
#   C++ with < written for <=                               1          1        1
# The cause: `uint8_t votes[n]`; and `x[i] <= threshold`, which is scikit-learn's rule, where XGBoost's is "<" and its
# thresholds are numbers of the data: a column of 0 and 1 is split at 1, and all rows go left.
#
# What it means: a larger forest, which should be better, is worse from a size on, and worst where its trees agree; a model of
# flags, counts, grades or one-hot columns is no model. Take fewer than 256 trees, or write uint16_t and < into the header.
#
# Installs what it runs in a temporary folder, needs g++; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet micromlgen==1.1.28 scikit-learn==1.9.1 numpy==2.4.6 xgboost-cpu==3.2.0
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import subprocess

import numpy as np
from micromlgen import port
from sklearn.ensemble import RandomForestClassifier
from xgboost import XGBClassifier

MAIN = """
#include <cstdint>
#include <cstdio>
%s
int main() {
    Eloquent::ML::Port::%s model;
    float x[4];
    while (scanf("%%f %%f %%f %%f", x, x + 1, x + 2, x + 3) == 4) printf("%%d\\n", (int)model.predict(x));
}
"""


def run(model, name, rows, mend=False):
    code = port(model).replace("#pragma once", "")
    code = code.replace(" <= ", " < ") if mend else code
    open("program.cpp", "w").write(MAIN % (code, name))
    subprocess.run(["g++", "-w", "-o", "program", "program.cpp"], check=True)
    text = "\n".join(" ".join("%.9g" % value for value in row) for row in rows)
    answer = subprocess.run(["./program"], input=text, text=True, capture_output=True, check=True).stdout
    return np.array([int(line) for line in answer.split()])


random = np.random.default_rng(0)
rows = random.normal(size=(500, 4)).astype(np.float32)
for what, target, columns, depth in (
    ("a threshold", rows[:, 0] > 0, 1, 1),
    ("a slanted line", rows @ [1, -2, 0.5, 0] + 0.3 > 0, 4, 4),
):
    shown = rows.copy()
    shown[:, columns:] = 0
    target = target.astype(int)
    for trees in 100, 255, 256, 300, 400:
        model = RandomForestClassifier(trees, max_depth=depth, max_features=None, random_state=0).fit(shown, target)
        right, seen = model.score(shown, target), np.mean(run(model, "RandomForest", shown) == target)
        print("random forest,", what, trees, "trees: %.3f, in C++ %.3f" % (right, seen))
        assert right > 0.95
        if trees < 256:
            assert abs(seen - right) < 0.02, "up to 255 trees it is right"
        elif trees == 256 and depth == 1:
            assert seen < 0.6, "the behaviour changed"
        elif depth == 4:
            assert seen < right - 0.02, "the behaviour changed"

zero_one = random.integers(0, 2, (600, 4)).astype(float)
counts = random.integers(0, 10, (600, 4)).astype(float)
fractions = random.normal(size=(600, 4)).astype(np.float32)
for what, rows, target in (
    ("0 and 1", zero_one, zero_one[:, 0] + 2 * zero_one[:, 1]),
    ("0 to 9", counts, counts[:, 0] // 4),
    ("fractions", fractions, (fractions[:, 0] > 0) * 1 + (fractions[:, 1] > 1)),
):
    target = target.astype(int)
    model = XGBClassifier(n_estimators=10, max_depth=3, random_state=0).fit(rows, target)
    right, seen = model.score(rows, target), np.mean(run(model, "XGBClassifier", rows) == target)
    mended = np.mean(run(model, "XGBClassifier", rows, True) == target)
    print("XGBoost, columns of", what, "%.3f, in C++ %.3f, with < for <= %.3f" % (right, seen, mended))
    assert right > 0.99 and mended > 0.99
    assert seen > 0.99 if what == "fractions" else seen < 0.9, "the behaviour changed"
PYTHON
