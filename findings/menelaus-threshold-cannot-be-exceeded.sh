#!/usr/bin/env bash
# menelaus 0.2.0: HDDDM with subsets=20, or of 200 columns, does not see a shift by 10 deviations: its first threshold is 15 or 5,
# where the distance that is compared with it is at most 1.41, and later batches are added to the reference.
#
# A good guess would be: the first threshold is an average of differences between bootstrap samples ("Averages Epsilon estimates"),
# which more of them make steadier; detect_batch=1, the default, finds drift in the first batch.
# Seen on 2026-11-30, a reference of 1,000 normal rows, then four batches of 500 rows that are shifted by 10 deviations:
#   detector    columns    subsets         first threshold    its epsilon    drift in the first, or in any batch
#   HDDDM       1          5 (default)     0.28               1.25           yes
#   HDDDM       1          20              15                 1.20           no, no
#   HDDDM       5          20              40                 1.26           no, no
#   HDDDM       200        5               5.0                1.26           no, no
#   CDBD        1          20              12                 0.72           no, no
#   the mean of the same differences, one column and 20 subsets: 0.017 instead of 15
# The cause: the sum over all pairs of pairs of subsets, 45 of five and 17,955 of twenty, is divided by the number of subsets, and it
# adds the distances up over the columns where the distance itself is their mean. The documentation has the opposite: a
# large number of subsets "increases risk of false alarms".
#
# What it means: the setting that should make the test steadier switches it off, and a table of many columns does so by itself.
# The batches that were not seen become part of the reference. Stay with 5 subsets and few columns, or give detect_batch=3.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet menelaus==0.2.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.16.3 pandas==3.1.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas
from menelaus.data_drift import CDBD, HDDDM

random = np.random.default_rng(0)


def watch(kind, columns, subsets, shift):
    np.random.seed(0)
    detector = kind(subsets=subsets)
    detector.set_reference(pandas.DataFrame(random.normal(size=(1000, columns))))
    states = []
    for _ in range(4):
        detector.update(pandas.DataFrame(random.normal(size=(500, columns)) + shift))
        states.append(detector.drift_state == "drift")
    threshold, epsilon = list(detector.thresholds.values())[0], list(detector.epsilon_values.values())[0]
    print("%s, columns %d, subsets %d, shift %d: threshold %.3f, epsilon %.3f, drift %s" % (kind.__name__, columns, subsets, shift, threshold, epsilon, states))
    return threshold, epsilon, states


threshold, epsilon, states = watch(HDDDM, 1, 5, 10)
assert states[0] and threshold < epsilon
for kind, columns, subsets in (HDDDM, 1, 20), (HDDDM, 5, 20), (HDDDM, 200, 5), (CDBD, 1, 20):
    threshold, epsilon, states = watch(kind, columns, subsets, 10)
    assert not any(states) and threshold > 2**0.5, "the behaviour changed"

# what the mean of the same differences is
detector = HDDDM(subsets=20)
reference = pandas.DataFrame(random.normal(size=(1000, 1)))
detector.set_reference(reference)
low, high = [reference[0].min()], [10 + reference[0].max()]
np.random.seed(1)
said = detector._estimate_initial_epsilon(reference, 20, low, high)
np.random.seed(1)
size = int((1 - 1 / 20) * detector.reference_n)
counts = [np.histogram(reference.sample(n=size, replace=True)[0], bins=detector._bins, range=(low[0], high[0]))[0] / size for _ in range(20)]
distances = [np.sqrt(((np.sqrt(a) - np.sqrt(b)) ** 2).sum()) for i, a in enumerate(counts) for b in counts[i + 1 :]]
differences = [abs(a - b) for i, a in enumerate(distances) for b in distances[i + 1 :]]
print("first epsilon %.3f, the sum %.1f of %d differences, their mean %.4f" % (said, sum(differences), len(differences), np.mean(differences)))
assert abs(said - sum(differences) / 20) < 1e-9 and said > 100 * np.mean(differences), "the behaviour changed"
PYTHON
