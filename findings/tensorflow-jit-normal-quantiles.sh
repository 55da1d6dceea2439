#!/usr/bin/env bash
# TensorFlow 2.21.0 on the CPU: tf.math.ndtri and tf.math.erfcinv are right to the last digits for every float32 probability, and
# minus infinity and infinity below 3e-8 in a tf.function(jit_compile=True); below 1e-6 they are off in the third digit.
#
# A good guess would be: a function made for tails, which erfcinv is for, keeps them when compiled; compiled and plain
# TensorFlow differ in last digits.
# Seen on 2026-11-29:
#   probability   ndtri, plain   jit_compile       right
#   1e-5          -4.26489       -4.26459          -4.26489
#   1e-6          -4.75342       -4.75076          -4.75342
#   1e-7          -5.19934       -5.22011          -5.19934
#   1e-8          -5.61200       minus infinity    -5.61200
#   1e-20         -9.26234       minus infinity    -9.26234
# In float64 the same from 1e-17 down, where plain TensorFlow goes on to 1e-300. Compiled, it is the inverse error function
# of 2 p - 1, which is -1 there. The other tail, near 1, is the same in both.
#
# What it means: a quantile transformation, a rank of a normal score or a truncated normal that is drawn by its quantiles gets
# infinite inputs in the lower tail as soon as its function is compiled. Keep it out of compiled functions.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0 scipy==1.17.1 numpy==2.4.6
TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import tensorflow as tf
from scipy import special

for name, function, exact in ("ndtri", tf.math.ndtri, special.ndtri), ("erfcinv", tf.math.erfcinv, special.erfcinv):
    for dtype, below in (np.float32, 1e-8), (np.float64, 1e-17):
        given = np.array([0.1, 1e-3, 1e-5, 1e-6, 1e-7, 1e-8, 1e-17, 1e-20, 1e-30], dtype)
        right = exact(given.astype(np.float64))
        plain, compiled = function(given).numpy(), tf.function(function, jit_compile=True)(given).numpy()
        print(name, dtype.__name__, "\n  of      ", given, "\n  plain   ", plain, "\n  compiled", compiled, "\n  right   ", right)
        np.testing.assert_allclose(plain, right, rtol=1e-6)
        beyond = given <= below
        assert np.isinf(compiled[beyond]).all() and np.isfinite(compiled[~beyond]).all()
        if dtype is np.float32:
            assert abs(compiled[3] / right[3] - 1) > 3e-4 and abs(compiled[0] / right[0] - 1) < 1e-6
PYTHON
