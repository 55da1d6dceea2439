#!/usr/bin/env bash
# skl2onnx 1.20.0 (scikit-learn 1.9.1): KNeighborsRegressor and KNeighborsClassifier with weights="distance" are exported as
# if with weights="uniform", with no error. The graph multiplies the distances by -1, as for the negative ones of an older
# TopK, and takes the maximum with 1e-6: all weights are a million.
#
# A good guess would be: the export agrees to some 1e-5, since the graph has the nodes that weigh by distance, or refuses.
# Seen on 2026-11-29, run by ONNX Runtime 1.32.0 and by onnx's reference evaluator, 400 rows of training and 300 others,
# 5 neighbours, opsets 9, 15 and 21 alike:
#   regressor    largest difference from scikit-learn 0.69, from the regressor with uniform weights 4e-7
#                R2 of the training rows 1 in scikit-learn, 0.967 exported
#   classifier   labels of 3 classes that differ: 9 of the 300 others, 37 of the training rows; probabilities are those of
#                uniform weights
#
# What it means: a row that stands in the training data no longer gets its own target. Compare an exported model with the
# original; export the fitted KNeighbors with weights="uniform" only.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet skl2onnx==1.20.0 scikit-learn==1.9.1 onnx==1.23.2 onnxruntime==1.32.0 \
    numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx.reference import ReferenceEvaluator
from skl2onnx import to_onnx
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

random = np.random.default_rng(0)
x = random.normal(size=(400, 3)).astype(np.float32)
y = x @ [1, 2, -1] + random.normal(size=400) * 0.3
others = random.normal(size=(300, 3)).astype(np.float32)


def export(model, rows, opset, options=None):
    graph = to_onnx(model, x[:1], target_opset={"": opset, "ai.onnx.ml": 3}, options=options)
    session = onnxruntime.InferenceSession(graph.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"X": rows}), ReferenceEvaluator(graph).run(None, {"X": rows})


weighted = KNeighborsRegressor(5, weights="distance").fit(x, y)
uniform = KNeighborsRegressor(5).fit(x, y)
for opset in (9, 15, 21):
    (found,), (reference,) = export(weighted, others, opset)
    found = found.ravel()
    away = np.abs(found - weighted.predict(others)).max()
    near = np.abs(found - uniform.predict(others)).max()
    print("opset", opset, "from scikit-learn %.2g, from uniform weights %.1g" % (away, near))
    assert away > 0.3 and near < 1e-5 and np.abs(reference.ravel() - found).max() < 1e-5
(found,), _ = export(weighted, x, 15)
r2 = 1 - ((found.ravel() - y) ** 2).mean() / y.var()
print("R2 of the training rows", weighted.score(x, y), "exported %.3f" % r2)
assert weighted.score(x, y) == 1 and r2 < 0.98
(found,), _ = export(uniform, others, 15)
assert np.abs(found.ravel() - uniform.predict(others)).max() < 1e-5, "without weights it is right"

classes = np.digitize(y, [-1, 1])
weighted = KNeighborsClassifier(5, weights="distance").fit(x, classes)
uniform = KNeighborsClassifier(5).fit(x, classes)
for name, rows in (("others", others), ("training", x)):
    (labels, p), _ = export(weighted, rows, 15, {id(weighted): {"zipmap": False}})
    differ = (labels != weighted.predict(rows)).sum()
    print(name, "labels that differ:", differ)
    assert differ > 0 and np.abs(p - uniform.predict_proba(rows)).max() < 1e-6
PYTHON
