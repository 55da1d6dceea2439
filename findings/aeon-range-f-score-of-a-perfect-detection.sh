#!/usr/bin/env bash
# aeon 1.6.0: `range_f_score` of a perfect detection of anomalies is 0.625 with beta=2 and 2.5 with beta=0.5, where it is 1; the score with
# beta is the one without times a constant, so that recall is never favoured.
#
# A good guess would be: (1 + beta^2) P R / (beta^2 P + R), "reaching its optimal value at 1", as documented, as of scikit-learn.
# Seen on 2026-12-01, ten points with two anomalies:
#   detection                               precision  recall   beta=0.5          beta=1            beta=2
#   all right                               1          1        2.5 of 1          1 of 1            0.625 of 1
#   all found, two points too many          0.75       1        2.14 of 0.79      0.857 of 0.857    0.536 of 0.938
#   one of two found, nothing else          1          0.5      1.67 of 0.83      0.667 of 0.667    0.417 of 0.556
# The cause: beta^2 is multiplied by the sum of precision and recall in the denominator, not by the precision alone.
#
# What it means: two detectors stand in the same order for every beta, and a threshold chosen with beta=2 for its recall is that of beta=1;
# scores of different beta, or those of other packages, cannot be compared. Take `range_precision` and `range_recall`, which are right.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet aeon==1.6.0 numpy==2.3.5 scipy==1.16.3 scikit-learn==1.7.2 numba==0.63.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from aeon.benchmarking.metrics.anomaly_detection import range_f_score, range_precision, range_recall
from sklearn.metrics import fbeta_score

truth = np.array([0, 0, 1, 1, 0, 0, 0, 1, 1, 0])
cases = {
    "all right": truth,
    "all found, points too many": np.array([0, 0, 1, 1, 1, 1, 0, 1, 1, 0]),
    "one of two found": np.array([0, 0, 1, 1, 0, 0, 0, 0, 0, 0]),
}
scores = {}
for name, detected in cases.items():
    p, r = (f(truth, detected, alpha=0) for f in (range_precision, range_recall))
    plain = range_f_score(truth, detected, beta=1, r_alpha=0)
    for beta in (0.5, 1, 2):
        found = range_f_score(truth, detected, beta=beta, r_alpha=0)
        right = (1 + beta**2) * p * r / (beta**2 * p + r)
        print("%-27s precision %.3f recall %.3f beta %.1f: %.4f, right %.4f" % (name, p, r, beta, found, right))
        scores[name, beta] = found, right
        assert abs(found - plain * (1 + beta**2) / (2 * beta**2)) < 1e-12, "the behaviour changed"
        if beta == 1:
            assert abs(found - right) < 1e-12
        if name == "all right":
            assert abs(right - fbeta_score(truth, detected, beta=beta)) < 1e-12 and right == 1
assert scores["all right", 2][0] == 0.625 and scores["all right", 0.5][0] == 2.5, "the behaviour changed"

# the threshold of the largest score of a noisy detector
random = np.random.default_rng(0)
truth = (np.arange(2000) % 50 < 5).astype(int)
score = truth + random.normal(size=2000)
best = {}
for beta in (0.5, 1, 2):
    for title in ("aeon", "right"):
        values = []
        for threshold in np.arange(-1, 3, 0.1):
            detected = (score > threshold).astype(int)
            p, r = (f(truth, detected, alpha=0, cardinality="one") for f in (range_precision, range_recall))
            values.append(range_f_score(truth, detected, beta=beta, r_alpha=0, cardinality="one") if title == "aeon" else
                          (1 + beta**2) * p * r / (beta**2 * p + r))
        best[title, beta] = -1 + 0.1 * int(np.argmax(values))
        print("beta %.1f: the best threshold by %s %.1f" % (beta, title, best[title, beta]))
assert best["aeon", 0.5] == best["aeon", 1] == best["aeon", 2], "the behaviour changed"
assert best["right", 0.5] > best["right", 1] > best["right", 2]
PYTHON
