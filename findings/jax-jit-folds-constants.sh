#!/usr/bin/env bash
# JAX 0.10.2 on the CPU: jax.jit joins the constants of two additions or two products before it applies them, in the type
# of the numbers. A product of constants that overflows makes infinity of what is small and NaN of 0; rounding by a large
# constant does nothing; a two-sum with a constant has no residual.
#
# A good guess would be: jit changes the order of sums over many elements and some last digits; x * a * b is (x * a) * b, as
# XLA follows IEEE 754 unless told not to (--xla_cpu_enable_fast_math is off).
# Seen on 2026-11-29, without jit and with it:
#   x * 256 * 256 in float16    0 is 0, 0.5 is 32768   ->  NaN, infinity
#   x * 1e20 * 1e20, x = 1e-30  1e10                   ->  infinity
#   x / 1e20 / 1e20, x = 1e38   0.01                   ->  0
#   x + 12582912 - 12582912     1.3 becomes 1          ->  1.3, not rounded
#   x - 16777216 - 0.5          16777218 becomes 1.5   ->  2
#   residual of 1e8 + 1         1                      ->  0
#   exp(x) * exp(-x), x = 100   NaN                    ->  1
#   log(x ** y), -2 and 3       NaN                    ->  2.079
#
# What it means: a loss that is scaled twice in half precision, a tensor taken off its offset in two parts, quantisation by
# a magic number and compensated sums are right step by step and wrong when compiled. Constants that are passed as arguments
# are applied one by one (quotients are not: x / a / b is x / (a * b) of arguments too), or put
# jax.lax.optimization_barrier between.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jax==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/venv/bin/python" - <<'PYTHON'
import jax
import jax.numpy as jnp
import numpy as np


def residual(x):
    big = jnp.float32(1e8)
    total = big + x
    part = total - big
    return (big - (total - part)) + (x - part)


half, single = np.float16, np.float32
cases = [
    ("x * 256 * 256", lambda x, a, b: x * a * b, half([0, 0.5]), half([256, 256]), [0, 32768], [np.nan, np.inf]),
    ("x * 1e20 * 1e20", lambda x, a, b: x * a * b, single([1e-30]), single([1e20, 1e20]), [1e10], [np.inf]),
    ("x / 1e20 / 1e20", lambda x, a, b: x / a / b, single([1e38]), single([1e20, 1e20]), [0.01], [0]),  # of arguments too
    ("x + c - c", lambda x, a, b: x + a - b, single([1.3]), single([12582912, 12582912]), [1], [1.3]),
    ("x - 16777216 - 0.5", lambda x, a, b: x - a - b, single([16777218]), single([16777216, 0.5]), [1.5], [2]),
]
barrier = jax.lax.optimization_barrier
for name, formula, x, (a, b), plain, compiled in cases:
    eager = formula(jnp.asarray(x), a, b)
    constant = jax.jit(lambda x: formula(x, a, b))(x)
    argument = jax.jit(formula)(x, a, b)
    print(f"{name}, x = {x}: {eager}, with jit {constant}, with arguments {argument}")
    np.testing.assert_allclose(eager, plain, rtol=1e-5)
    np.testing.assert_allclose(constant, compiled, rtol=1e-5)
    np.testing.assert_array_equal(argument, constant if "/" in name else eager)
split = jax.jit(lambda x: barrier(x + single(12582912)) - single(12582912))(single([1.3]))
print("with a barrier", split)
assert split == 1
others = [
    ("residual", residual, [single([1])], 1, 0),
    ("exp(x) * exp(-x)", lambda x: jnp.exp(x) * jnp.exp(-x), [single([100])], np.nan, 1),
    ("log(x ** y)", lambda x, y: jnp.log(x ** y), [single([-2]), single([3])], np.nan, 3 * np.log(2)),
]
for name, formula, given, plain, compiled in others:
    eager, constant = formula(*map(jnp.asarray, given)), jax.jit(formula)(*given)
    print(f"{name}: {eager}, with jit {constant}")
    np.testing.assert_allclose(eager, [plain], rtol=1e-5)
    np.testing.assert_allclose(constant, [compiled], rtol=1e-5)
PYTHON
