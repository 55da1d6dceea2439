#!/usr/bin/env bash
# Optax 0.2.8 on JAX 0.10.2: clip_by_global_norm squares float16 gradients in float16: where one of them is 256 or more, the norm is infinity
# and every gradient of the network becomes 0. float32 does the same from 1.9e19 on.
#
# A good guess would be: gradients are scaled down to the norm that was asked for: that is what clipping is for; or NaN and infinity that
# apply_if_finite and a loss scale notice.
# Seen on 2026-11-29, clip_by_global_norm(1.0), gradients 256 and 0.5 in two arrays:
#   dtype      norm        clipped
#   float32    256.0005    1       0.00195
#   float16    infinity    0       0
#   bfloat16   256         1       0.00195
#   float16, 255 and 0.5:  255     1  0.00196;  float16, 70,000 times 1: infinity, all 0
# With jit and without. clip_by_block_rms of 300 is 0 without jit and 1 with it. PyTorch's clip_grad_norm_ of the same arrays gives 1
# for 300 and 0.0038 for the ones.
#
# What it means: with loss scaling in float16 the largest batches are passed over without a sign: weights stand still, the step counts
# as finite, and the loss scale grows on. Cast gradients to float32 before the chain.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet optax==0.2.8 jax==0.10.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import jax
import jax.numpy as jnp
import optax


def clip(transformation, *gradients):
    """The first element of each array after clipping, without jit and with it."""
    state = transformation.init(gradients)
    both = transformation.update(gradients, state)[0], jax.jit(lambda g: transformation.update(g, state)[0])(gradients)
    return [[float(gradient.ravel()[0]) for gradient in found] for found in both]


def pair(large, small, dtype):
    return jnp.array([large], dtype), jnp.array([small], dtype)


for large, dtype, zero in [(256, "float32", False), (256, "float16", True), (255, "float16", False), (256, "bfloat16", False),
                           (1.8e19, "float32", False), (1.9e19, "float32", True)]:
    gradients = pair(large, 0.5, dtype)
    found = clip(optax.clip_by_global_norm(1.0), *gradients)
    print(dtype, large, "norm", float(optax.global_norm(gradients)), "clipped", found)
    for clipped in found:
        assert clipped == [0, 0] if zero else abs(clipped[0] - 1) < 0.01
ones = jnp.ones(70_000, "float16")
print("70,000 ones", float(optax.global_norm(ones)), clip(optax.clip_by_global_norm(1.0), ones))
assert clip(optax.clip_by_global_norm(1.0), ones) == [[0], [0]]
block = clip(optax.clip_by_block_rms(1.0), jnp.array([300], "float16"))
print("by block, 300, without jit and with it", block)
assert block == [[0], [1]]
# A whole step: nothing moves, and it counts as finite.
optimizer = optax.apply_if_finite(optax.chain(optax.clip_by_global_norm(1.0), optax.sgd(0.1)), 5)
weights = pair(1, 1, "float16")
state = optimizer.init(weights)
updates, state = optimizer.update(pair(300, 0.5, "float16"), state)
weights = optax.apply_updates(weights, updates)
print("weights after a step", [float(w[0]) for w in weights], "last_finite", bool(state.last_finite))
assert [float(w[0]) for w in weights] == [1, 1] and bool(state.last_finite)
PYTHON
