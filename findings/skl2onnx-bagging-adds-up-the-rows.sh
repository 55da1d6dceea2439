#!/usr/bin/env bash
# skl2onnx 1.20.0, scikit-learn 1.9.1: a BaggingClassifier of classifiers without probabilities (SVC, LinearSVC, RidgeClassifier, Perceptron)
# is exported so that the votes are added up over the rows instead of over the members: for any number of rows it answers as many
# rows as it has members, each with what one member says of the whole batch.
#
# A good guess would be: the labels and shares of votes that predict and predict_proba give, a row for a row, as for members with
# probabilities (LogisticRegression), whose export is right.
# Seen on 2026-11-30, three classes, 10 members (the default), ONNX Runtime 1.32.0; SVC, accuracy 0.90:
#   rows given                    1             10                       400
#   rows answered                 10            10                       10
#   "probabilities" add up to     0.1           1                        40
#   batches of ten rows, labels   as many as were given, accuracy 0.47
#
# What it means: where rows are predicted by tens, as many as there are members, all shapes are right and half of the labels are wrong.
# With one row the answer has ten. Bag classifiers with predict_proba (SVC(probability=True)), or compare labels after exporting.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet skl2onnx==1.20.0 scikit-learn==1.9.1 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnxruntime
from skl2onnx import to_onnx
from sklearn.ensemble import BaggingClassifier
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.svm import SVC, LinearSVC

onnxruntime.set_default_logger_severity(4)
random = np.random.default_rng(0)
x = random.normal(size=(400, 4)).astype(np.float32)
y = np.digitize(x[:, 0] + 0.2 * random.normal(size=400), [-0.5, 0.5])


def exported(member):
    model = BaggingClassifier(member, random_state=0).fit(x, y)
    file = to_onnx(model, x[:1], options={"zipmap": False}).SerializeToString()
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    return model, lambda rows: session.run(None, {"X": rows})


for member in SVC(), LinearSVC(), RidgeClassifier():
    model, run = exported(member)
    right = model.predict(x)
    for count in 1, 10, 400:
        labels, probabilities = run(x[:count])
        print(type(member).__name__, "rows", count, "answered", len(labels), "sum %.3g" % probabilities[0].sum())
        assert len(labels) == 10 and abs(probabilities[0].sum() - count / 10) < 1e-4, "the behaviour changed"
    votes = np.stack([one.predict(x[:, features]) for one, features in zip(model.estimators_, model.estimators_features_)])
    by_member = np.stack([(votes == k).mean(0) for k in range(3)], 1)
    assert abs(by_member - model.predict_proba(x)).max() < 1e-6, "scikit-learn counts the members"
    batches = np.concatenate([run(x[start : start + 10])[0] for start in range(0, 400, 10)])
    print("  by tens: %.3f equal, accuracy %.3f, scikit-learn's %.3f" % ((batches == right).mean(), (batches == y).mean(), (right == y).mean()))
    assert batches.shape == right.shape and (batches == right).mean() < 0.6 and (right == y).mean() > 0.7

model, run = exported(LogisticRegression())
labels, probabilities = run(x)
assert (labels == model.predict(x)).mean() > 0.99 and abs(probabilities - model.predict_proba(x)).max() < 1e-4
print("LogisticRegression is right")
PYTHON
