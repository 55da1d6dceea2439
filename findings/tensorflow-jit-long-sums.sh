#!/usr/bin/env bash
# TensorFlow 2.21.0 on the CPU: tf.function(jit_compile=True) adds up all numbers of a float32 array one after the other in a few
# sums, and without it in parts. The mean of twenty million numbers 0.1 is 0.1011, and the deviation of ten million numbers
# of mean 10,000 and deviation 1 is 65.
#
# A good guess would be: compiling changes last digits; sums of millions are made in blocks or pairs, as TensorFlow without
# it, NumPy and JAX (which is compiled by XLA too) do.
# Seen on 2026-11-29 (x86-64, AVX-512):
#                                     plain     jit_compile   JAX 0.10.2
#   mean of 1,000,000 times 0.1       0.1       0.10006       0.1
#   mean of 20,000,000 times 0.1      0.1       0.10108       0.1
#   deviation of 1,000,000, mean 1e4  1.0007    2.46          1.0007
#   deviation of 10,000,000           0.9995    65.2          0.9995
# The deviation is so far off because the mean is: 9997.75 of a million, 10065.2 of ten million.
#
# What it means: whether a statistic of a whole column, or the norm of all weights, is right depends on a flag that is meant for
# speed. Standardise in float64 or in NumPy, and keep such reductions out of compiled functions.
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


def three(plain, other, numbers):
    """A statistic without and with jit_compile, and of JAX."""
    compiled = tf.function(plain, jit_compile=True)
    return plain(numbers).numpy().item(), compiled(numbers).numpy().item(), jax.jit(other)(numbers).item()


for rows, least, most in (1_000_000, 0.5e-4, 1e-4), (20_000_000, 5e-4, 2e-3):
    plain, compiled, known = three(tf.reduce_mean, jnp.mean, np.full(rows, 0.1, np.float32))
    print(f"mean of {rows} times 0.1: {plain:.6g}, compiled {compiled:.6g}, JAX {known:.6g}")
    assert abs(plain - 0.1) < 1e-6 and abs(known - 0.1) < 1e-6 and least < abs(compiled - 0.1) < most
rng = np.random.default_rng(0)
for rows, least in (1_000_000, 2), (10_000_000, 30):
    numbers = (10_000 + rng.standard_normal(rows)).astype(np.float32)
    exact = numbers.astype(np.float64).std()
    plain, compiled, known = three(tf.math.reduce_std, jnp.std, numbers)
    print(f"deviation of {rows}: {plain:.6g}, compiled {compiled:.6g}, JAX {known:.6g}, in float64 {exact:.6g}")
    assert abs(plain - exact) < 1e-3 and abs(known - exact) < 1e-3 and compiled > least
PYTHON
