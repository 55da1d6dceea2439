#!/usr/bin/env bash
# venn-abers 1.5.4: calibrating with the two labels -1 and 1 gives a "probability" of -46, with 1 and 2 one of 5.8, and three labels
# -1, 0, 1 take each other's columns, so that calibrated probabilities are right as often as a toss: 0.34 instead of 0.69.
#
# A good guess would be: what the labels 0 and 1, or 0, 1 and 2, give for the same rows, to the last bit: the documentation says
# "binary class labels" and "class labels", predict answers with the labels that it was given (one_hot=False), and the columns of
# predict_proba in scikit-learn are in the order of the labels. Or an error, as for the labels 1, 2, 3.
# Seen on 2026-11-30, scores p and a true probability of p squared, calibrated on 5,000 rows:
#   labels       VennAbers at 0.1, 0.5, 0.9             VennAbersCalibrator with p_cal, y_cal, p_test
#   0, 1          0.010    0.237    0.836                 the same
#   1, 2          0.998    1.299    5.821                 the same
#   -1, 1       -46.500   -1.103    0.678                 the same
# and of three classes, 2,500 rows, accuracy of the largest probability:
#   labels       one_vs_one   one_vs_rest   before calibration
#   0, 1, 2      0.685        0.695         0.695
#   -1, 0, 1     0.337        0.338         0.695
# The causes: two labels are added up as they are, as if they were 0 and 1, and of more the label is the number of the column, so
# that -1 is the last one.
#
# What it means: a classifier of sentiments -1, 0, 1 that is calibrated is no better than a toss, and nothing is reported. Number
# the labels 0, 1, ... in the order of the columns first (scikit-learn's LabelEncoder does).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet venn-abers==1.5.4 scikit-learn==1.9.1 pandas==3.1.1 scipy==1.16.3 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from venn_abers import VennAbers, VennAbersCalibrator

random = np.random.default_rng(0)
p = random.random(5000)
y = (random.random(5000) < p ** 2).astype(int)
scores = np.column_stack((1 - p, p))
asked = np.array([[0.9, 0.1], [0.5, 0.5], [0.1, 0.9]])
found = {}
for labels in ((0, 1), (1, 2), (-1, 1)):
    named = np.array(labels)[y]
    calibrator = VennAbers()
    calibrator.fit(scores, named)
    found[labels] = calibrator.predict_proba(asked)[0][:, 1]
    manual = VennAbersCalibrator().predict_proba(p_cal=scores, y_cal=named, p_test=asked)[:, 1]
    print("labels %s: %s, by VennAbersCalibrator %s" % (labels, found[labels].round(3), manual.round(3)))
    assert np.array_equal(found[labels], manual)
assert np.abs(found[0, 1] - np.array([0.01, 0.25, 0.81])).max() < 0.08
assert found[1, 2].max() > 3 and found[-1, 1].min() < -40, "the behaviour changed"

logits = random.normal(size=(5000, 3)) * 1.5
probabilities = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
y = np.array([random.choice(3, p=row) for row in probabilities])
for labels, low, high in (((0, 1, 2), 0.67, 0.71), ((-1, 0, 1), 0.30, 0.37)):
    named = np.array(labels)[y]
    before = (probabilities[2500:].argmax(axis=1) == y[2500:]).mean()
    for kind in ("one_vs_one", "one_vs_rest"):
        calibrated = VennAbersCalibrator().predict_proba(
            p_cal=probabilities[:2500], y_cal=named[:2500], p_test=probabilities[2500:], va_type=kind)
        accuracy = (calibrated.argmax(axis=1) == y[2500:]).mean()
        print("labels %s, %s: accuracy %.3f, before calibration %.3f" % (labels, kind, accuracy, before))
        assert before > 0.67 and low < accuracy < high, "the behaviour changed"
PYTHON
