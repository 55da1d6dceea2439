#!/usr/bin/env bash
# mlxtend 0.25.0: minmax_scaling to -1..1, to 0..100 or to 0..255 gives 0..1: a bound is used only if min_val is not 0 and max_val
# is not 1 at once.
#
# A good guess would be: columns from min_val to max_val, as they are documented and as scikit-learn's MinMaxScaler makes them.
# Seen on 2026-11-30, a column 1, 2, 3:
#   min_val, max_val      mlxtend           scikit-learn
#   -1, 1                 0 0.5 1           -1 0 1
#   0, 100                0 0.5 1           0 50 100
#   0, 0.5                0 0.5 1           0 0.25 0.5
#   -1, 2                 -1 0.5 2          the same
#   -100, 100             -100 0 100        the same
# A constant column, which is documented to become min_val, is 0 with -1, 1.
#
# What it means: the most usual range for a network with tanh, and percentages, are the two that are not given; nothing is said.
# Scale to 0..1 and multiply, or use scikit-learn.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlxtend==0.25.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PYTHON'
import numpy as np
import pandas as pd
from mlxtend.preprocessing import minmax_scaling
from sklearn.preprocessing import MinMaxScaler

table = np.array([[1.0, 7.0], [2.0, 7.0], [3.0, 7.0]])
frame = pd.DataFrame(table, columns=["a", "b"])
for low, high in (-1, 1), (0, 100), (0, 255), (0, 0.5), (-1, 2), (-100, 100), (2, 3), (0, 1):
    seen = minmax_scaling(table, columns=[0, 1], min_val=low, max_val=high)
    framed = minmax_scaling(frame, columns=["a", "b"], min_val=low, max_val=high)
    right = MinMaxScaler((low, high)).fit_transform(table)
    print((low, high), seen[:, 0], "constant", seen[0, 1], "scikit-learn", right[:, 0], "constant", right[0, 1])
    assert (seen == framed.to_numpy()).all()
    if (low, high) != (0, 1) and (low == 0 or high == 1):
        assert (seen == [[0, 0], [0.5, 0], [1, 0]]).all() and not np.allclose(seen, right), "the behaviour changed"
    else:
        assert np.allclose(seen, right)
PYTHON
