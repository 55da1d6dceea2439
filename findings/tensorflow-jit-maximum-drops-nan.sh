#!/usr/bin/env bash
# TensorFlow 2.21.0 on the CPU, tf.function(jit_compile=True): tf.maximum(0, x) is 0 for NaN and tf.maximum(x, 0) is NaN; the
# largest and the smallest number of an array, and its largest magnitude, skip NaN. Without jit_compile all are NaN.
#
# A good guess would be: NaN, as TensorFlow has it otherwise and JAX, compiled by XLA too, has it; and the same whichever way round.
# Seen on 2026-11-29, x = (1, NaN, 3):
#                           plain         jit_compile   JAX 0.10.2 under jit
#   maximum(x, 0)           1, NaN, 3     1, NaN, 3     1, NaN, 3
#   maximum(0, x)           1, NaN, 3     1, 0, 3       1, NaN, 3
#   reduce_max(x)           NaN           3             NaN
#   reduce_min(x)           NaN           1             NaN
#   norm(x, ord=inf)        NaN           3             NaN
# relu, softmax and clip_by_value keep NaN in all.
#
# What it means: a test for a broken gradient by the largest magnitude of all finds nothing in a compiled training step, and a hinge
# written as max(0, 1 - y) makes a loss of 0 of NaN. Test with tf.math.is_nan, or sum.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0 jax==0.10.2 numpy==2.4.6
TF_CPP_MIN_LOG_LEVEL=3 JAX_PLATFORMS=cpu "$folder/venv/bin/python" - <<'PYTHON'
import jax
import jax.numpy as jnp
import numpy as np
import tensorflow as tf

nan = np.nan
given = np.array([1, nan, 3], np.float32)
zeros = np.zeros(3, np.float32)
cases = [
    ("maximum(x, 0)", lambda x, z: tf.maximum(x, z), lambda x, z: jnp.maximum(x, z), [1, nan, 3], [1, nan, 3]),
    ("maximum(0, x)", lambda x, z: tf.maximum(z, x), lambda x, z: jnp.maximum(z, x), [1, nan, 3], [1, 0, 3]),
    ("reduce_max", lambda x, z: tf.reduce_max(x), lambda x, z: jnp.max(x), nan, 3),
    ("reduce_min", lambda x, z: tf.reduce_min(x), lambda x, z: jnp.min(x), nan, 1),
    ("norm", lambda x, z: tf.norm(x, ord=np.inf), lambda x, z: jnp.linalg.norm(x, ord=jnp.inf), nan, 3),
    ("relu", lambda x, z: tf.nn.relu(x), lambda x, z: jax.nn.relu(x), [1, nan, 3], [1, nan, 3]),
    ("softmax", lambda x, z: tf.nn.softmax(x), lambda x, z: jax.nn.softmax(x), [nan] * 3, [nan] * 3),
    ("clip", lambda x, z: tf.clip_by_value(x, 0.0, 2.0), lambda x, z: jnp.clip(x, 0, 2), [1, nan, 2], [1, nan, 2]),
]
for name, formula, other, right, expected in cases:
    plain, compiled = formula(given, zeros).numpy(), tf.function(formula, jit_compile=True)(given, zeros).numpy()
    known = np.asarray(jax.jit(other)(given, zeros))
    print(name, "plain", plain, "compiled", compiled, "JAX", known)
    np.testing.assert_array_equal(known, right)
    np.testing.assert_array_equal(compiled, expected)
    if name != "softmax":
        np.testing.assert_array_equal(plain, right)
PYTHON
