#!/usr/bin/env bash
# MONAI 1.6.1: the FROC score of a detector that finds both of two lesions and nothing else is 0.5, and of one that is equally sure of all that it
# finds 0: the smallest probability is left out of the thresholds.
#
# A good guess would be: the sensitivity at 0.25, 0.5, 1, 2, 4 and 8 false positives an image, the mean of it; 1 for a detector that finds
# everything without a false alarm, and never less for another lesion found.
# Seen on 2026-12-01:
#   found of ten lesions, no false alarm        score
#   9, probabilities 0.5 to 0.9                 0.9
#   10, probabilities 0.5 to 0.9                0.9
#   10, all of probability 1                    0
#   2 of 2                                      0.5
#   2 of 2, and a false alarm that is less sure  1
# compute_froc_curve_data takes sorted(all probabilities)[1:]. The first is a 0 that stands for a lesion that was missed; where none was, it is the
# least sure detection.
#
# What it means: small test sets, and detectors with hard answers, are scored too low, the best ones only; a useless box beside them makes it
# right. Add a false positive of probability 0: compute_froc_curve_data(np.append(fp, 0.0), ...) has the whole curve.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet monai==1.6.1 torch==2.15.0 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from monai.metrics import compute_fp_tp_probs_nd, compute_froc_curve_data, compute_froc_score


def score(false, true, images=1):
    """MONAI's, and the mean sensitivity at 0.25 to 8 false positives an image, of all thresholds."""
    false, true = np.asarray(false, float), np.asarray(true, float)
    found = compute_froc_score(*compute_froc_curve_data(false, true, len(true), images))
    steps = sorted(set(false[false > 0]) | set(true[true > 0]), reverse=True)
    per_image = [0.0] + [(false >= step).sum() / images for step in steps]
    sensitivity = [0.0] + [(true >= step).sum() / len(true) for step in steps]
    right = np.mean([max(s for s, f in zip(sensitivity, per_image) if f <= at) for at in (0.25, 0.5, 1, 2, 4, 8)])
    return found, right


cases = {
    "9 of 10": score([], [*np.linspace(0.5, 0.9, 9), 0.0]),
    "10 of 10": score([], np.linspace(0.5, 0.9, 10)),
    "10 of 10, all equally sure": score([], np.ones(10)),
    "2 of 2": score([], [0.9, 0.8]),
    "2 of 2 and a weak false alarm": score([0.3], [0.9, 0.8]),
}
for name, (found, right) in cases.items():
    print("%-30s %.3f (right %.3f)" % (name, found, right))
assert np.allclose(cases["9 of 10"], 0.9)
assert abs(cases["10 of 10"][0] - 0.9) < 1e-9 and cases["10 of 10"][1] == 1, "the behaviour changed"
assert cases["10 of 10, all equally sure"] == (0, 1)
assert cases["2 of 2"] == (0.5, 1)
assert cases["2 of 2 and a weak false alarm"] == (1, 1)

# From a mask and boxes, as it is used: two lesions, their centres found.
mask = np.zeros((20, 20), int)
mask[2:5, 2:5], mask[10:14, 10:14] = 1, 2
false, true, targets = compute_fp_tp_probs_nd(np.array([1.0, 1.0]), np.array([[3, 3], [12, 12]]), mask)
curve = compute_froc_curve_data(false, true, targets, 1)
print("two lesions, both found with probability 1:", compute_froc_score(*curve), "curve", *curve)
assert targets == 2 and compute_froc_score(*curve) == 0
repaired = compute_froc_curve_data(np.append(false, 0.0).astype(false.dtype), true, targets, 1)
assert compute_froc_score(*repaired) == 1
PYTHON
