#!/usr/bin/env bash
# tinygrad 0.14.0: quotients, differences and products are rewritten as if every number were finite and not 0. x / x is 1 for
# 0, NaN and infinity, 0 / x is 0, x - x and x * 0 are 0 for NaN. So a sum of one number divides that number to 1.
#
# A good guess would be: NaN for each, as in NumPy and PyTorch; or, where a library simplifies, that it keeps what NaN and
# infinity are there for, the sign that a network is broken.
# Seen on 2026-11-29 (DEV=PYTHON; the rewriting comes before any device):
#   x / x                of 0, NaN, infinity: 1, 1, 1        0 / x of 0 and NaN: 0, 0
#   x - x, x * 0         of NaN and infinity: 0              x.relu() of NaN: 0 (x.maximum(0): NaN)
#   x / x.sum(1)         of rows of one column, 0 and NaN: 1, 1; of rows of two columns of 0: NaN
#   x * 1e30 * 1e30      of 0: NaN, of 1e-38: infinity (0 and 1e22)
# x.isnan() is right.
#
# What it means: shares of one category are certain where nothing was counted, and a network whose sums are NaN goes on behind
# the first ReLU with zeros. Ask isnan of what a layer gives, not of what is behind a ReLU.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tinygrad==0.14.0 numpy==2.4.6
XDG_CACHE_HOME=$folder DEV=PYTHON "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
from tinygrad import Tensor

nan, inf = np.nan, np.inf
cases = [
    ("x / x", lambda x: x / x, [0, nan, inf, 2], [nan, nan, nan, 1], [1, 1, 1, 1]),
    ("0 / x", lambda x: 0 / x, [0, nan, 2], [nan, nan, 0], [0, 0, 0]),
    ("x - x", lambda x: x - x, [nan, inf, 2], [nan, nan, 0], [0, 0, 0]),
    ("x * 0", lambda x: x * 0, [nan, inf, 2], [nan, nan, 0], [0, 0, 0]),
    ("relu", lambda x: x.relu() if isinstance(x, Tensor) else np.maximum(x, 0), [nan, -1, 2], [nan, 0, 2], [0, 0, 2]),
    ("x / x.sum(1), one column", lambda x: x / x.sum(1, keepdims=True) if isinstance(x, np.ndarray) else
     x / x.sum(1, keepdim=True), [[0], [nan], [3]], [[nan], [nan], [1]], [[1], [1], [1]]),
    ("x / x.sum(1), two columns", lambda x: x / x.sum(1, keepdims=True) if isinstance(x, np.ndarray) else
     x / x.sum(1, keepdim=True), [[0, 0], [3, 1]], [[nan, nan], [0.75, 0.25]], [[nan, nan], [0.75, 0.25]]),
    ("x * 1e30 * 1e30", lambda x: x * 1e30 * 1e30, [0, 1e-38], [0, 1e22], [nan, inf]),
]
with np.errstate(all="ignore"):
    for name, formula, given, right, seen in cases:
        given = np.array(given, np.float32)
        plain, found = formula(given), formula(Tensor(given).realize()).numpy()
        print(f"{name} of {given.tolist()}: NumPy {plain.tolist()}, tinygrad {found.tolist()}")
        np.testing.assert_allclose(plain, right, rtol=1e-5)
        np.testing.assert_allclose(found, seen, rtol=1e-5)
assert Tensor([0.0, nan]).isnan().numpy().tolist() == [False, True]
assert np.isnan(Tensor([nan]).realize().maximum(0).numpy()).all()
PYTHON
