#!/usr/bin/env bash
# mlpack 4.8.0 (Python): the columns of the probabilities of nbc, adaboost and linear_svm stand in the order in which the labels
# first occur in the training data: of the same rows, the column of the largest is right in 82 % or in 8 % by which row comes
# first.
#
# A good guess would be: the first column is class 0, the second class 1, as for softmax_regression, decision_tree, random_forest
# and logistic_regression of the same package; the labels have to be numbers from 0 up for these.
# Seen on 2026-11-30, 600 rows of three classes 0, 1, 2; share of rows whose largest column is their label (of `predictions`):
#   label of the first row   nbc              linear_svm       adaboost         softmax, trees, forest
#   0 (then 1, then 2)       0.82 (0.82)      0.75 (0.75)      0.71 (0.71)      0.91, 0.88, 0.99 (the same)
#   1 (then 2, then 0)       0.08 (0.82)      0.04 (0.90)      0.17 (0.71)      the same
#   2 (then 1, then 0)       0.31 (0.82)      0.36 (0.75)      0.15 (0.71)      the same
# What linear_svm calls probabilities are scores, of both signs, and its accuracy depends on the order too. The cause: labels are
# numbered as they come, and only the predictions are turned back.
#
# What it means: log loss, area under the curve, thresholds and a mean over models are those of other classes, and right only
# where the data happened to be sorted; predictions show nothing. Take the order of first occurrence, dict.fromkeys(labels), for
# the names of the columns, or sort the training rows by label.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlpack==4.8.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.16.3 pandas==3.1.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import mlpack
import numpy as np
from sklearn.naive_bayes import GaussianNB

random = np.random.default_rng(0)
x = random.normal(size=(600, 3))
value = 1 + 2 * x[:, 0] - x[:, 1] + random.normal(size=600) * 0.3
y = np.digitize(value, [0, 2])


def only(answer, name):
    return np.asarray(answer[name] if isinstance(answer, dict) else answer)


def direct(function, rows, labels):
    answer = getattr(mlpack, function)(training=rows, labels=labels, test=x)
    return np.asarray(answer["predictions"]).ravel(), np.asarray(answer["probabilities"])


def by_model(function, rows, labels):
    model = getattr(mlpack, function + "_train")(training=rows, labels=labels)
    model = model["output_model"] if isinstance(model, dict) else model
    classes = only(getattr(mlpack, function + "_classify")(input_model=model, test=x), "predictions").ravel()
    return classes, only(getattr(mlpack, function + "_probabilities")(input_model=model, test=x), "probabilities")


for first in 0, 1, 2:
    places = np.r_[np.flatnonzero(y == first)[:1], np.arange(600)]
    rows, labels = x[places], y[places]
    order = [int(label) for label in dict.fromkeys(labels)]
    print("order of the labels", order)
    for way, function in ((direct, "nbc"), (direct, "linear_svm"), (by_model, "adaboost"), (direct, "softmax_regression"), (by_model, "decision_tree"), (by_model, "random_forest")):
        predictions, probabilities = way(function, rows, labels)
        told, largest = (predictions == y).mean(), (probabilities.argmax(1) == y).mean()
        print("   %-20s predictions %.2f, largest column %.2f" % (function, told, largest), "first row", probabilities[0].round(2))
        assert told > 0.65
        by_order = function in ("nbc", "linear_svm", "adaboost") and order != [0, 1, 2]
        assert (largest < 0.5) == by_order, "the behaviour changed"
        if function in ("nbc", "linear_svm", "adaboost"):
            assert (np.array(order)[probabilities.argmax(1)] == predictions).mean() > 0.999, "named by the order of the labels it is right"
        if function == "nbc":
            right = GaussianNB().fit(rows, labels).predict_proba(x)
            assert np.abs(probabilities - right[:, order]).max() < 0.01
            if first:
                assert np.abs(probabilities - right).max() > 0.9
PYTHON
