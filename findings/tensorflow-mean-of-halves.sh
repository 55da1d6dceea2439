#!/usr/bin/env bash
# TensorFlow 2.21.0 on the CPU: tf.reduce_mean of 65,536 or more float16 numbers is 0, or NaN where their sum overflows as well.
# Of 65,000 numbers it is right. In a function with jit_compile=True, and as keras.ops.mean, it is always right.
#
# A good guess would be: halves are summed in float32 and rounded at the end, so that the number of them does not matter, as it
# does not in bfloat16.
# Seen on 2026-11-29:
#   rows      mean of ones   of 0.1    with jit_compile
#   65,000    1.001          0.0999    1, 0.1
#   65,536    NaN            0         1, 0.1
#   200,000   NaN            0         1, 0.1
# tf.keras.losses.MeanSquaredError(dtype="float16") of a batch of 65,536 is NaN too.
#
# What it means: the number by which is divided is kept as a half, where it is infinite. A loss or a statistic of a large batch
# in half precision is 0, which looks like a network that has learned. Cast to float32 before the mean.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0 keras==3.15.1 numpy==2.4.6
TF_CPP_MIN_LOG_LEVEL=3 KERAS_HOME=$folder "$folder/venv/bin/python" - <<'PYTHON'
import keras
import numpy as np
import tensorflow as tf

compiled = tf.function(tf.reduce_mean, jit_compile=True)
for rows in 65_000, 65_536, 200_000:
    ones, tenths = np.ones(rows, np.float16), np.full(rows, 0.1, np.float16)
    found = [tf.reduce_mean(numbers).numpy() for numbers in (ones, tenths)]
    right = [mean(numbers).numpy() for numbers in (ones, tenths) for mean in (compiled, keras.ops.mean)]
    print(f"{rows} rows: mean of ones {found[0]}, of 0.1 {found[1]}; with jit_compile and by keras.ops {right}")
    np.testing.assert_allclose(np.float32(right), [1, 1, 0.1, 0.1], rtol=3e-3)
    np.testing.assert_allclose(np.float32(found), [1, 0.1] if rows < 65_536 else [np.nan, 0], rtol=3e-3)
    assert tf.reduce_mean(tf.cast(ones, tf.bfloat16)).numpy() == 1
loss = tf.keras.losses.MeanSquaredError(dtype="float16")
rows = [loss(np.ones((rows, 1), np.float16), np.zeros((rows, 1), np.float16)).numpy() for rows in (65_000, 65_536)]
print("loss of 65,000 and 65,536 rows", *rows)
assert abs(rows[0] - 1) < 3e-3 and np.isnan(rows[1])
PYTHON
