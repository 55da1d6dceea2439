#!/usr/bin/env bash
# onnxmltools 1.16.0, convert_lightgbm (LightGBM 4.7.0): of a random forest (boosting_type="rf") every probability is divided
# by 100, after the logistic of the sum over the trees: every row is class 0. A forest that regresses is divided by 100
# whatever the number of its trees. With no message reg_sqrt gives the square roots, sigmoid=2 the logistic of the raw
# score, and multiclassova the softmax.
#
# A good guess would be: what the converter takes it converts, to some 1e-5, as it does boosting "gbdt" and "dart" and the
# objectives poisson, gamma and quantile; it refuses others (mape, fair, cross_entropy: "objective should be cleaned").
# Seen on 2026-11-29, run by ONNX Runtime 1.32.0, 600 rows, 15 trees:
#   forest, two classes       accuracy 0.92 in LightGBM, 0.51 exported; largest probability of class 1 0.01
#   forest, three classes     accuracy 0.84 in LightGBM, 0.28 exported
#   forest, regression        0.15 times the prediction (1 with 100 trees, 2 with 200)
#   reg_sqrt=True             the root of the prediction
#   sigmoid=2.0               largest probability 0.75 for 0.90
#   multiclassova             largest probability 0.98 for 0.87
#
# What it means: a file that passes the checker and is another model. Compare its output with the original's; set
# n_estimators=100 for a forest that regresses, or multiply.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxmltools==1.16.0 skl2onnx==1.20.0 lightgbm==4.7.0 scikit-learn==1.9.1 \
    onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnxruntime
from lightgbm import LGBMClassifier, LGBMRegressor
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

onnxruntime.set_default_logger_severity(4)
random = np.random.default_rng(0)
x = random.normal(size=(600, 4)).astype(np.float32)
score = x @ [1, 0.5, -1, 0] + np.sin(2 * x[:, 1])
y = score + random.normal(size=600) * 0.1
two, three, positive = (score > 0).astype(int), np.digitize(score, [-1, 1]), np.exp(score / 2)
common = {"n_estimators": 15, "n_jobs": 1, "verbose": -1}
forest = {"boosting_type": "rf", "bagging_freq": 1, "bagging_fraction": 0.5}


def export(model, classifier):
    options = {"zipmap": False} if classifier else {}
    graph = convert_lightgbm(model, initial_types=[("x", FloatTensorType([None, 4]))], **options)
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    found = [np.asarray(v) for v in session.run(None, {"x": x})]
    return found if classifier else found[0].ravel()


def logistic(z):
    return 1 / (1 + np.exp(-z))


for name, boosting in (("gbdt", {}), ("dart", {"boosting_type": "dart"})):
    model = LGBMClassifier(**common, **boosting).fit(x, two)
    assert np.abs(export(model, True)[1] - model.predict_proba(x)).max() < 1e-5, name

model = LGBMClassifier(**common, **forest).fit(x, two)
labels, p = export(model, True)
print("forest, 2", model.score(x, two), (labels == two).mean(), "largest probability of 1:", p[:, 1].max())
assert model.score(x, two) > 0.9 and (labels == 0).all() and p[:, 1].max() <= 0.0101
sums = model.predict(x, raw_score=True)
assert np.abs(p[:, 1] - logistic(sums) / 100).max() < 1e-5

model = LGBMClassifier(**common, **forest).fit(x, three)
labels, _ = export(model, True)
print("forest, 3", model.score(x, three), (labels == three).mean())
assert model.score(x, three) > 0.8 and (labels == three).mean() < 0.5

for trees in (15, 100, 200):
    model = LGBMRegressor(**{**common, "n_estimators": trees}, **forest).fit(x, y)
    ratio = np.polyfit(model.predict(x), export(model, False), 1)[0]
    print("forest,", trees, "trees, regression: times", ratio)
    assert abs(ratio - trees / 100) < 1e-4

model = LGBMRegressor(reg_sqrt=True, **common).fit(x, positive)
print("reg_sqrt", model.predict(x)[:3], export(model, False)[:3])
assert np.abs(export(model, False) ** 2 - model.predict(x)).max() < 1e-4

model = LGBMClassifier(sigmoid=2.0, **common).fit(x, two)
raw, p, found = model.predict(x, raw_score=True), model.predict_proba(x)[:, 1], export(model, True)[1][:, 1]
print("sigmoid=2", p.max(), found.max())
assert np.abs(p - logistic(2 * raw)).max() < 1e-6 and np.abs(found - logistic(raw)).max() < 1e-5

model = LGBMClassifier(objective="multiclassova", **common).fit(x, three)
raw, p, found = model.predict(x, raw_score=True), model.predict_proba(x), export(model, True)[1]
softmax = np.exp(raw) / np.exp(raw).sum(1, keepdims=True)
print("multiclassova", p.max(), found.max())
assert np.abs(found - softmax).max() < 1e-5 and np.abs(found - p).max() > 0.05
PYTHON
