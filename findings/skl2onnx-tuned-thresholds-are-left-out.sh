#!/usr/bin/env bash
# skl2onnx 1.20.0, scikit-learn 1.9.1: a TunedThresholdClassifierCV is exported with the threshold of the classifier within it, 0.5, not the
# one that was tuned, so that the labels are those of the classifier without tuning; the probabilities are right.
#
# A good guess would be: the labels of predict, or an error, as FixedThresholdClassifier gives; the threshold is all that the class adds.
# Seen on 2026-11-30, 5,000 rows of which 6 % are positive, LogisticRegression tuned for F1, ONNX Runtime 1.32.0:
#                        threshold    F1       recall    called positive
#   scikit-learn         0.230        0.405    0.414     6.1 %
#   exported             0.5          0.210    0.128     1.3 %
# Tuned for balanced accuracy the recall falls from 0.88 to 0.13. The converter copies both outputs of estimator_ by Identity and does not
# read best_threshold_.
#
# What it means: of a classifier that was tuned for a rare class, fraud or a failure, the exported model finds a fraction, while its
# probabilities compare equal. Take the probabilities of the file and compare them with best_threshold_ in the program that runs it.
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
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import FixedThresholdClassifier, TunedThresholdClassifierCV

random = np.random.default_rng(0)
x = random.normal(size=(5000, 4)).astype(np.float32)
y = (x[:, 0] + x[:, 1] + 1.5 * random.normal(size=5000) > 3.2).astype(int)
plain = LogisticRegression().fit(x, y).predict(x)
for scoring in "f1", "balanced_accuracy":
    model = TunedThresholdClassifierCV(LogisticRegression(), scoring=scoring).fit(x, y)
    file = to_onnx(model, x[:1], options={"zipmap": False}).SerializeToString()
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    labels, probabilities = session.run(None, {"X": x})
    right = model.predict(x)
    print("tuned for", scoring, "threshold %.3f" % model.best_threshold_)
    for name, answer in (("scikit-learn", right), ("exported", labels)):
        print("  %-14s F1 %.3f recall %.3f positive %.3f" % (name, f1_score(y, answer), recall_score(y, answer), answer.mean()))
    assert abs(probabilities - model.predict_proba(x)).max() < 1e-5
    assert (labels == plain).mean() > 0.999, "the behaviour changed"
    assert recall_score(y, right) > 3 * recall_score(y, labels)
    repaired = (probabilities[:, 1] >= model.best_threshold_).astype(int)
    assert (repaired == right).mean() > 0.999, "with the threshold it is right"
try:
    to_onnx(FixedThresholdClassifier(LogisticRegression(), threshold=0.2).fit(x, y), x[:1])
    raise SystemExit("FixedThresholdClassifier is exported now")
except Exception as error:
    print("FixedThresholdClassifier:", type(error).__name__)
    assert "MissingShapeCalculator" in type(error).__name__
PYTHON
