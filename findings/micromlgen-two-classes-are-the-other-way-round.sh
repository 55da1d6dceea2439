#!/usr/bin/env bash
# micromlgen 1.1.28 (scikit-learn 1.9.1): the C++ of a LogisticRegression of two classes answers the other class for every row,
# an accuracy of 0.99 becomes 0.01; that of an SVC of two classes has its intercept with the wrong sign; whitening is left out
# of a PCA.
#
# A good guess would be: the class that scikit-learn answers, but for rounding, as it is for three classes of the same
# estimators, for trees and for linear regression.
# Seen on 2026-11-30, 500 rows of three columns, share of rows that get scikit-learn's class:
#   estimator                         two classes        three classes
#   LogisticRegression                0                  1
#   SVC, linear                       0.91               1
#   SVC, rbf                          0.97               1
#   SVC, poly                         0.70               1
#   the same SVCs, intercept turned   1                  -
#   PCA(whiten=True), deviation of its first component: 9.8 instead of 1.0
# The cause: of two classes scikit-learn holds one row of coefficients, the score of the second class. micromlgen has two
# votes, adds this row to the first and leaves the second 0. In its SVC the sum over the vectors is subtracted and the
# intercept is not.
#
# What it means: a model of "is it or is it not", the usual one on a small device, does the opposite, and an SVC is right as
# long as its intercept is small. Compile the header on the desk and compare it with predict before it is flashed. Negate coef_
# and intercept_, or intercept_ of the SVC, before port.
#
# Installs what it runs in a temporary folder, needs g++; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet micromlgen==1.1.28 scikit-learn==1.9.1 numpy==2.4.6
cd "$folder"
venv/bin/python -W ignore - <<'PYTHON'
import subprocess

import numpy as np
from micromlgen import port
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.svm import SVC

MAIN = """
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
using namespace std;
%s
int main() {
    Eloquent::ML::Port::%s model;
    float x[3];
    while (scanf("%%f %%f %%f", x, x + 1, x + 2) == 3) { %s }
}
"""
PREDICT = 'printf("%d\\n", (int)model.predict(x));'
TRANSFORM = 'float to[3]; model.transform(x, to); printf("%.9g\\n", to[0]);'


def run(model, name, rows, body=PREDICT):
    code = port(model).replace("#pragma once", "")
    open("program.cpp", "w").write(MAIN % (code, name, body))
    subprocess.run(["g++", "-w", "-o", "program", "program.cpp"], check=True)
    text = "\n".join(" ".join("%.9g" % value for value in row) for row in rows)
    answer = subprocess.run(["./program"], input=text, text=True, capture_output=True, check=True).stdout
    return np.array([float(line) for line in answer.split()])


random = np.random.default_rng(0)
rows = random.normal(size=(500, 3))
score = rows @ [1, -2, 0.5] + 0.3
two, three = (score > 0).astype(int), (score > 0).astype(int) + (score > 2)


def agreement(model, name):
    return np.mean(run(model, name, rows) == model.predict(rows))


logistic = LogisticRegression().fit(rows, two)
print("logistic regression, accuracy %.3f" % logistic.score(rows, two), "in C++ %.3f" % np.mean(run(logistic, "LogisticRegression", rows) == two))
assert logistic.score(rows, two) > 0.98
seen = agreement(logistic, "LogisticRegression"), agreement(LogisticRegression().fit(rows, three), "LogisticRegression")
print("logistic regression, two and three classes: same class", seen)
assert seen[0] < 0.01 and seen[1] > 0.99, "the behaviour changed"
logistic.coef_, logistic.intercept_ = -logistic.coef_, -logistic.intercept_
turned = np.mean(run(logistic, "LogisticRegression", rows) != logistic.predict(rows))
assert turned > 0.99, "with the coefficients negated it answers what the fitted model did"

for kernel in "linear", "rbf", "poly":
    model = SVC(kernel=kernel, gamma=0.1).fit(rows, two)
    right = model.predict(rows)
    several = agreement(SVC(kernel=kernel, gamma=0.1).fit(rows, three), "SVM")
    seen = np.mean(run(model, "SVM", rows) == right)
    model.intercept_ = -model.intercept_
    turned = np.mean(run(model, "SVM", rows) == right)
    print("SVC", kernel, "intercept %.3f" % -model.intercept_[0], "two classes %.3f" % seen, "intercept turned %.3f" % turned, "three %.3f" % several)
    assert seen < 0.98 and turned > 0.99 and several > 0.99, "the behaviour changed"

wide = rows * [10, 1, 0.1]
for whiten in False, True:
    model = PCA(2, whiten=whiten).fit(wide)
    right, seen = model.transform(wide)[:, 0].std(), run(model, "PCA", wide, TRANSFORM).std()
    print("PCA, whiten", whiten, "deviation of the first component %.2f, in C++ %.2f" % (right, seen))
    assert abs(seen - 10) < 1 and abs(right - (1 if whiten else 10)) < 1
PYTHON
