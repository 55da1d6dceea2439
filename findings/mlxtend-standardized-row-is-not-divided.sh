#!/usr/bin/env bash
# mlxtend 0.25.0: standardize of new rows by the params of the training data does not divide by their deviation where the new rows
# are equal in a column, as one row alone always is, and writes a deviation of 1 into the caller's params, so that all later rows
# are wrong too.
#
# A good guess would be: (value - avgs) / stds of the params, which are documented to be used "instead of computing them from the
# current array".
# Seen on 2026-11-30, params of 1,000 rows, means 50 and 2,000, deviations 10 and 500:
#   rows                               standardize                     right
#   one row 70, 3000                   20, 1000                        2, 2
#   three rows, equal in column 0      20, 20, 20 | -2, 0, 2           2, 2, 2 | -2, 0, 2
#   the training data after one row    deviations 10 and 500           1 and 1
#   params["stds"] after one row       1, 1                            10, 500
# The same for a pandas DataFrame.
#
# What it means: a model that is served row by row sees its inputs hundreds of deviations away, and batches only from the first
# single row on, or from the first batch in which a binary column does not vary. Use scikit-learn's StandardScaler, or compute it
# by hand.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlxtend==0.25.0 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PYTHON'
import copy

import numpy as np
import pandas as pd
from mlxtend.preprocessing import standardize

random = np.random.default_rng(0)
train = random.normal(size=(1000, 2))
train = (train - train.mean(0)) / train.std(0) * [10, 500] + [50, 2000]
batches = {
    "one row": np.array([[70.0, 3000.0]]),
    "equal in column 0": np.array([[70.0, 1000.0], [70.0, 2000.0], [70.0, 3000.0]]),
    "different rows": np.array([[40.0, 1000.0], [50.0, 2000.0], [70.0, 3000.0]]),
}
for frames in False, True:
    make = (lambda x: pd.DataFrame(x, columns=["a", "b"])) if frames else (lambda x: x)
    scaled, params = standardize(make(train), return_params=True)
    assert np.allclose(scaled, (train - [50, 2000]) / [10, 500])
    for name, rows in batches.items():
        own = copy.deepcopy(params)
        seen = np.asarray(standardize(make(rows), params=own))
        right = (rows - [50, 2000]) / [10, 500]
        print("frame" if frames else "array", name, seen.round(9).tolist(), "right", right.tolist(), "stds", np.asarray(own["stds"]).tolist())
        assert np.allclose(own["stds"], 1 if name == "one row" else [1, 500] if "equal" in name else [10, 500]), "the behaviour changed"
        assert np.allclose(seen, right) == (name == "different rows"), "the behaviour changed"
        again = np.asarray(standardize(make(train), params=own))
        print("  deviations of the training data by these params:", again.std(0).round(6).tolist())
        assert np.allclose(again.std(0), 1) == (name == "different rows")
PYTHON
