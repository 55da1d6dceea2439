#!/usr/bin/env bash
# frouros 0.9.0: the permutation test of a distance in 5 or 20 bins compares it with the distances of shuffled rows in 10 bins: of
# two samples of one distribution the p-value is above 0.6 with 5 bins, and 0 with 40: drift, always.
#
# A good guess would be: p-values that are spread evenly between 0 and 1 where nothing has drifted, whatever num_bins is.
# Seen on 2026-11-30, HellingerDistance of 10 pairs of two samples of 200 normal numbers, 60 permutations, the p-values' smallest,
# median and largest, and how many are below 0.05:
#   num_bins                  5                        10                       20                       40
#   p-values                  0.65, 0.94, 1.00: 0      0.00, 0.27, 0.82: 2      0.00, 0.00, 0.10: 8      0, 0, 0: 10
#   with the test's own 20 as well                                              0.00, 0.21, 0.83: 1
# PSI, BhattacharyyaDistance and HINormalizedComplement share the code. The distance itself is of num_bins bins, as it should be; the
# cause: the base class overwrites num_bins among the arguments that it keeps for the test with its own default, 10.
#
# What it means: a monitor with 20 bins or more alarms where nothing has changed, and one with 5 is nearly blind. Leave num_bins at
# 10, or set detector.statistical_kwargs["num_bins"] to your own number too.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet frouros==0.9.0 numpy==2.1.3 scipy==1.14.1
cat >"$folder/program.py" <<'PYTHON'
import numpy as np
from frouros.callbacks import PermutationTestDistanceBased
from frouros.detectors.data_drift import HellingerDistance

random = np.random.default_rng(0)


def p_value(x, y, bins, seed, mended=False):
    test = PermutationTestDistanceBased(num_permutations=60, num_jobs=1, random_state=seed, method="estimate")
    detector = HellingerDistance(num_bins=bins, callbacks=[test])
    if mended:
        detector.statistical_kwargs["num_bins"] = bins
    detector.fit(X=x)
    result, logs = detector.compare(X=y)
    edges = np.histogram(np.hstack((x, y)), bins=bins)[1]
    shares = [np.histogram(rows, edges)[0] / len(rows) for rows in (x, y)]
    assert abs(result.distance - np.sqrt(((np.sqrt(shares[0]) - np.sqrt(shares[1])) ** 2).sum() / 2)) < 1e-12, "the distance is of its bins"
    return logs["PermutationTestDistanceBased"]["p_value"]


if __name__ == "__main__":
    pairs = [(random.normal(size=200), random.normal(size=200)) for _ in range(10)]
    seen = {}
    for bins, mended in (5, False), (10, False), (20, False), (40, False), (20, True):
        values = np.array([p_value(x, y, bins, seed, mended) for seed, (x, y) in enumerate(pairs)])
        seen[bins, mended] = values
        words = bins, "set by hand" if mended else "", values.min(), np.median(values), values.max(), (values < 0.05).sum()
        print("bins %3d %-12s p-values %.2f, %.2f, %.2f, below 0.05: %d of 10" % words, flush=True)
    for case in (10, False), (20, True):
        assert 0.15 < np.median(seen[case]) < 0.85 and (seen[case] < 0.05).sum() <= 3
    assert seen[5, False].min() > 0.3 and (seen[20, False] < 0.05).sum() > 6 and (seen[40, False] == 0).all(), "the behaviour changed"
PYTHON
MPLCONFIGDIR="$folder" "$folder/venv/bin/python" -W ignore "$folder/program.py"
