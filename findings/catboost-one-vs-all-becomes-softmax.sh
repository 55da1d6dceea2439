#!/usr/bin/env bash
# CatBoost 1.2.10, save_model(format="onnx"): a classifier of loss MultiClassOneVsAll is exported with the softmax of the raw
# values, not the logistic of each; models of loss Poisson and Tweedie give the logarithm of what predict gives.
#
# A good guess would be: the exported file gives what predict and predict_proba give, as for Logloss, CrossEntropy,
# MultiClass, RMSE and Quantile, to some 1e-6; or the export is refused, as that of text and categorical features is.
# Seen on 2026-11-29, run by ONNX Runtime 1.32.0, 15 trees of depth 3, probabilities or prediction of the first row:
#   loss                        CatBoost              exported
#   MultiClass                  0.419 0.543 0.039     the same
#   MultiClassOneVsAll          0.488 0.488 0.357     0.388 0.387 0.225
#   Poisson                     0.871                 -0.138
#   Tweedie:variance_power=1.5  0.835                 -0.181
#
# What it means: thresholds of one class against all others, chosen with CatBoost, select other rows of the exported model;
# counts come out negative. Take exp of the latter, and for the former the logistic of another export's raw values.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet catboost==1.2.10 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
FOLDER=$folder "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import os

import numpy as np
import onnxruntime
from catboost import CatBoostClassifier, CatBoostRegressor

onnxruntime.set_default_logger_severity(4)
random = np.random.default_rng(0)
x = random.normal(size=(600, 4)).astype(np.float32)
score = x @ [1, 0.5, -1, 0] + np.sin(2 * x[:, 1])
classes, counts = np.digitize(score, [-1, 1]), random.poisson(np.exp(score / 2))
common = {"iterations": 15, "depth": 3, "verbose": 0, "allow_writing_files": False, "thread_count": 1}
path = os.environ["FOLDER"] + "/model.onnx"


def export(model):
    model.save_model(path, format="onnx")
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    found = session.run(None, {session.get_inputs()[0].name: x})[-1]
    if isinstance(found, list):
        return np.array([[row[k] for k in sorted(row)] for row in found])
    return found.ravel()


for loss in ("MultiClass", "MultiClassOneVsAll"):
    model = CatBoostClassifier(loss_function=loss, **common).fit(x, classes)
    p, found, raw = model.predict_proba(x), export(model), model.predict(x, prediction_type="RawFormulaVal")
    softmax = np.exp(raw) / np.exp(raw).sum(1, keepdims=True)
    print(loss, p[0].round(3), found[0].round(3))
    assert np.abs(found - softmax).max() < 1e-5
    if loss == "MultiClass":
        assert np.abs(found - p).max() < 1e-5
    else:
        assert np.abs(p - 1 / (1 + np.exp(-raw))).max() < 1e-6 and np.abs(found - p).max() > 0.1
for loss, targets in (("RMSE", score), ("Poisson", counts), ("Tweedie:variance_power=1.5", np.exp(score / 2))):
    model = CatBoostRegressor(loss_function=loss, **common).fit(x, targets)
    p, found = model.predict(x), export(model)
    print(loss, p[:2], found[:2], "below 0:", (found < 0).sum())
    if loss == "RMSE":
        assert np.abs(found - p).max() < 1e-4
    else:
        assert p.min() > 0 and found.min() < 0 and np.abs(np.exp(found) - p).max() < 1e-4
PYTHON
