#!/usr/bin/env bash
# mapie 1.6.0: expected_calibration_error with split_strategy="array split" depend on the order of the rows: the same
# probabilities are off by 0.255 when sorted and by 0.005 when shuffled.
#
# A good guess would be: bins of equal numbers of rows, by their probabilities, as the name's function gives them of sorted ones;
# a mean over all rows does not change when rows are exchanged.
# Seen on 2026-11-30, 10,000 rows, half of class 1 whatever is predicted, probabilities uniform from 0 to 1, 10 bins:
#   strategy       sorted   shuffled   reversed
#   array split    0.2551   0.0051     0.2551
#   quantile       0.2498   0.2498     0.2498
#   uniform        0.2495   0.2495     0.2495
# The edges of the bins are the largest probabilities of ten parts of the column as it comes, and of shuffled rows each part has
# one near the largest of all: nine edges near 1, and all that is below them is one bin, in which the errors of both signs cancel.
#
# What it means: of two models the one that was judged on shuffled rows looks calibrated, and the number changes with the seed
# of a shuffle. Sort by probability before, or take "quantile".
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mapie==1.6.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from mapie.metrics.calibration import expected_calibration_error

random = np.random.default_rng(0)
p = np.sort(random.random(10_000))
y = (random.random(10_000) < 0.5).astype(int)
shuffle = random.permutation(10_000)
print("mean distance of p and 0.5: %.3f" % np.abs(p - 0.5).mean())
for strategy in ("array split", "quantile", "uniform"):
    kept = expected_calibration_error(y, p, num_bins=10, split_strategy=strategy)
    mixed = expected_calibration_error(y[shuffle], p[shuffle], num_bins=10, split_strategy=strategy)
    reverse = expected_calibration_error(y[::-1], p[::-1], num_bins=10, split_strategy=strategy)
    print("%-12s sorted %.4f shuffled %.4f reversed %.4f" % (strategy, kept, mixed, reverse))
    if strategy == "array split":
        assert abs(kept - 0.25) < 0.01 and mixed < 0.05, "the behaviour changed"
    else:
        assert abs(kept - 0.25) < 0.01 and np.isclose(kept, mixed) and np.isclose(kept, reverse)

# by hand: ten parts of the sorted rows
parts = np.array_split(np.arange(10_000), 10)
right = np.mean([abs(y[part].mean() - p[part].mean()) for part in parts])
print("ten parts of the sorted rows: %.4f" % right)
assert abs(right - expected_calibration_error(y, p, num_bins=10, split_strategy="array split")) < 0.005
PYTHON
