#!/usr/bin/env bash
# scikit-learn 1.9.1, QuantileTransformer(output_distribution="normal"): of a float32 column the largest value, where many
# rows have it, is put in the midst of the distribution and not at its end; of the same column in float64 at its end. It is
# so from 2 on; for the least value too, so that which end is right depends on where the column lies.
#
# A good guess would be: float32 and float64 agree to some 1e-6, as they do with output_distribution="uniform", of counts,
# years and pixels, which float32 has exactly; and the transformation of -x is the negative one of x. The edges are found
# by adding 1e-7 to the number, which changes no float32 from 2 on.
# Seen on 2026-11-29, 10,000 rows, each value as often as the others:
#   values               float32                          float64
#   0, 1, 2, 3, 4        -5.20 -0.52 0 0.52 1.28          -5.20 -0.52 0 0.52 5.20
#   -4, -3, -2, -1, 0    -1.28 -0.52 0 0.52 5.20          -5.20 -0.52 0 0.52 5.20
#   1000, 1001, 1002     -0.97 0 0.97                     -5.20 0 5.20
#   0, 255               -5.20 0.68                       -5.20 5.20
#   0, 0.25, 0.5, 1      -5.20 -0.32 0.32 5.20            -5.20 -0.32 0.32 5.20
# A transformer fitted in float64 gives 1.28 for 4 in float32 and 5.20 for 4 in float64.
#
# What it means: a network trained on columns made in float64 sees other inputs from float32 ones, off by 4 deviations.
# Transform in float64 and round then.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from sklearn.preprocessing import QuantileTransformer


def transformer(kind):
    return QuantileTransformer(output_distribution=kind, random_state=0)


wrong = []
for values in ([0, 1, 2, 3, 4], [-4, -3, -2, -1, 0], [1000, 1001, 1002], [0, 255], [0, 0.25, 0.5, 1]):
    column = np.repeat(np.array(values, np.float64), 10_000 // len(values))[:, None]
    at = np.array(values, np.float64)[:, None]
    single = transformer("normal").fit(column.astype(np.float32)).transform(at.astype(np.float32)).ravel()
    double = transformer("normal").fit(column)
    mixed = double.transform(at.astype(np.float32)).ravel()
    double = double.transform(at).ravel()
    print(values, single.round(2), double.round(2))
    assert np.array_equal(single, mixed)
    wrong.append((np.abs(single - double) > 1).tolist())
    uniform = [transformer("uniform").fit_transform(column.astype(kind)) for kind in (np.float32, np.float64)]
    assert np.abs(uniform[0] - uniform[1]).max() < 1e-6
assert wrong == [
    [False, False, False, False, True],
    [True, False, False, False, False],
    [True, False, True],
    [False, True],
    [False, False, False, False],
], wrong
PYTHON
