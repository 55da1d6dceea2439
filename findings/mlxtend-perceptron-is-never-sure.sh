#!/usr/bin/env bash
# mlxtend 0.25.0: predict_proba of MultiLayerPerceptron never exceeds 0.731 of two classes and 0.576 of three, as it takes the
# softmax of what is a softmax already; and l1 changes the cost that is reported and not one weight.
#
# A good guess would be: the probabilities whose cross entropy the network reports as its cost_; with l1, smaller weights.
# Seen on 2026-11-30, two groups of points 11 deviations apart, learned without an error:
#   largest probability, two classes        0.7310586 = e / (e + 1)      of the output layer 1.0
#   largest probability, three classes      0.5761169 = e / (e + 2)      of the output layer 1.0
#   log loss of predict_proba               0.3133                       of the output layer 0.00002, twice cost_
#   first weights with l1 = 5               the same bits as with l1 = 0 (with l2 = 5: all close to 0)
#   cost_ with l1 = 5                       503                          0.00001
# Labels are right: the softmax keeps the order.
#
# What it means: a threshold of 0.8 is reached by no row, averages with other models count the network hardly at all, and every
# test of calibration says that it is not sure enough, whatever the training. Take the probabilities from
# model._feedforward(x)[3]; use l2 or another library for a penalty.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlxtend==0.25.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from mlxtend.classifier import MultiLayerPerceptron
from sklearn.metrics import log_loss

random = np.random.default_rng(0)
settings = {"hidden_layers": [10], "epochs": 200, "eta": 0.05, "random_seed": 1}


def groups(*centres):
    x = np.vstack([random.normal(size=(200, 2)) + centre for centre in centres])
    return x, np.repeat(np.arange(len(centres)), 200)


def softmax_of_the_output_layer(model, x):
    hidden = 1 / (1 + np.exp(-(x @ model.w_["1"] + model.b_["1"])))
    output = hidden @ model.w_["out"] + model.b_["out"]
    exponentials = np.exp(output - output.max(1, keepdims=True))
    return exponentials / exponentials.sum(1, keepdims=True)


for x, y in groups([-4, -4], [4, 4]), groups([-4, -4], [4, 4], [4, -4]):
    model = MultiLayerPerceptron(**settings).fit(x, y)
    answer, right = model.predict_proba(x), softmax_of_the_output_layer(model, x)
    classes = len(set(y))
    largest = np.e / (np.e + classes - 1)
    print("%d classes: largest probability %.7f, of the output layer %.7f" % (classes, answer.max(), right.max()))
    print("  log loss %.5f, of the output layer %.5f, cost_ %.5f" % (log_loss(y, answer), log_loss(y, right), model.cost_[-1]))
    assert model.score(x, y) == 1 and right.max() > 0.9999
    assert abs(answer.max() - largest) < 1e-4, "the behaviour changed"
    assert abs(log_loss(y, right) - 2 * model.cost_[-1]) < 1e-6 and log_loss(y, answer) > 0.3
    assert (answer.argmax(1) == right.argmax(1)).all()

x, y = groups([-4, -4], [4, 4])
plain, l1, l2 = (MultiLayerPerceptron(**settings, **more).fit(x, y) for more in ({}, {"l1": 5.0}, {"l2": 5.0}))
print("largest weight %.3f, with l1 %.3f, with l2 %.3f" % tuple(np.abs(m.w_["out"]).max() for m in (plain, l1, l2)))
print("cost %.5f, with l1 %.1f" % (plain.cost_[-1], l1.cost_[-1]))
assert all((plain.w_[k] == l1.w_[k]).all() for k in plain.w_), "the behaviour changed"
assert l1.cost_[-1] > 100 and np.abs(l2.w_["out"]).max() < np.abs(plain.w_["out"]).max() / 2
PYTHON
