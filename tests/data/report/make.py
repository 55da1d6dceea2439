"""Writes scikit_learn.json: what scikit-learn's curves are, for tests/report.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python make.py

Scores are rounded to float32, which is what a network gives, and computed on in float64.
"""

import json
import pathlib

import numpy
from sklearn.calibration import calibration_curve
from sklearn.metrics import confusion_matrix, roc_auc_score, roc_curve


def floats(values):
    return [None if not numpy.isfinite(value) else float(value) for value in values]


def case(name, labels, scores):
    scores = numpy.asarray(scores, numpy.float32)
    labels = numpy.asarray(labels)
    wide = scores.astype(numpy.float64)
    false, true, thresholds = roc_curve(labels, wide)
    observed, predicted = calibration_curve(labels, wide, n_bins=10, strategy="uniform")
    return {
        "name": name,
        "labels": labels.tolist(),
        "scores": [float(str(value)) for value in scores],
        "false_positive_rate": floats(false),
        "true_positive_rate": floats(true),
        "thresholds": floats(thresholds),
        "area": float(roc_auc_score(labels, wide)),
        "predicted": floats(predicted),
        "observed": floats(observed),
        "confusion": confusion_matrix(labels, wide >= 0.5).tolist(),
    }


random = numpy.random.default_rng(15)
labels = random.integers(0, 2, 200)
scores = numpy.clip(0.5 + 0.25 * (labels - 0.5) + 0.2 * random.standard_normal(200), 0, 1)
tied = numpy.round(scores, 1)
cases = [
    case("of a classifier", labels, scores),
    case("many ties, on the borders of bins", labels, tied),
    case("perfect", [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]),
    case("upside down", [1, 1, 0, 0], [0.1, 0.2, 0.8, 0.9]),
    case("one score", [0, 1, 1, 0, 1], [0.5] * 5),
    case("three of four", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]),
]
path = pathlib.Path(__file__).with_name("scikit_learn.json")
path.write_text(json.dumps(cases, indent=1) + "\n")
