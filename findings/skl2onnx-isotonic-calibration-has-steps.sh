#!/usr/bin/env bash
# skl2onnx 1.20.0, scikit-learn 1.9.1: a CalibratedClassifierCV of method="isotonic" is exported with the value of the nearest
# threshold, where scikit-learn takes the line between two: its probabilities rise in steps, half a gap too early.
#
# A good guess would be: the probabilities of predict_proba to within rounding, as with method="sigmoid"; scikit-learn's isotonic
# regression interpolates linearly between its thresholds.
# Seen on 2026-11-30, ONNX Runtime 1.32.0, LogisticRegression (LR) and GaussianNB (NB, ensemble=False), 5,000 rows to predict:
#   calibrated on      largest difference    rows off by more than 0.01     sigmoid, largest
#   200 rows, LR       0.14                  6.8 %                          0.00000005
#   1,000 rows, LR     0.14                  5.1 %                          0.0000001
#   1,000 rows, NB     0.13                  0.5 %                          0.0000009
# A calibration written by hand from the thresholds, by numpy.interp, is scikit-learn's.
#
# What it means: between two thresholds, which are far apart where there are few rows (the sure end, a rare class), the exported
# probability is off by up to half of the step, and rows next to a decision threshold change sides. Use method="sigmoid", or export the
# classifier within and apply calibrators[k] by numpy.interp.
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
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import GaussianNB

random = np.random.default_rng(0)
x = random.normal(size=(5000, 4)).astype(np.float32)
y = (x[:, 0] + x[:, 1] + 1.5 * random.normal(size=5000) > 3.2).astype(int)


def differences(rows, classifier, **settings):
    model = CalibratedClassifierCV(classifier, **settings).fit(x[:rows], y[:rows])
    file = to_onnx(model, x[:1], options={"zipmap": False}).SerializeToString()
    session = onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"])
    exported = session.run(None, {"X": x})[1][:, 1]
    right = model.predict_proba(x)[:, 1]
    off = abs(exported - right)
    print("%5d rows" % rows, type(classifier).__name__, settings, "largest %.2g, more than 0.01: %.3f" % (off.max(), (off > 0.01).mean()))
    return model, exported, right, off


for rows in 200, 1000:
    for classifier, settings in ((LogisticRegression(), {}), (GaussianNB(), {"ensemble": False})):
        off = differences(rows, classifier, method="isotonic", **settings)[3]
        assert off.max() > 0.02, "the behaviour changed"
        assert differences(rows, classifier, method="sigmoid", **settings)[3].max() < 1e-5

model, exported, right, off = differences(1000, GaussianNB(), method="isotonic", ensemble=False)
assert off.max() > 0.1
inner = model.calibrated_classifiers_[0]
score, calibrator = inner.estimator.predict_proba(x)[:, 1], inner.calibrators[0]
knots, values = calibrator.X_thresholds_, calibrator.y_thresholds_
by_line = np.interp(score, knots, values)
nearest = values[abs(np.clip(score, knots[0], knots[-1])[:, None] - knots).argmin(1)]
print("by numpy.interp: %.2g from scikit-learn; nearest: %.2g from the export" % (abs(by_line - right).max(), np.median(abs(nearest - exported))))
assert abs(by_line - right).max() < 1e-6
assert (abs(nearest - exported) < 1e-5).mean() > 0.99, "the export takes the nearest"
PYTHON
