#!/usr/bin/env bash
# Optax 0.2.8: triplet_margin_loss with norm_degree=1 adds the differences with their signs, so that (3, -3) is at distance 0 from
# (0, 0), and with norm_degree=3 it is NaN as soon as the differences of a row sum to less than 0.
#
# A good guess would be: the L1 and the L3 distance, with absolute values, as PyTorch's TripletMarginLoss has them for p=1 and
# p=3; the documentation calls it "the norm degree for distance calculation".
# Seen on 2026-11-30, anchor (0, 0), positive (3, -3), negative (1, 1), margin 1:
#   norm_degree      loss       with absolute values      gradient of the positive     right
#   1                3.0        5.0                       -1, -1                       1, -1
#   2 (default)      3.828      3.828                     0.71, -0.71                  the same
#   3                NaN        3.52                      0, 0                         0.63, -0.63
#   4                3.378      3.378                     0.59, -0.59                  the same
# Of 1,000 random triplets of 16 numbers 69 % are NaN for norm_degree=3, and for norm_degree=1 both distances have either sign.
#
# What it means: an embedding trained with L1 learns to make the sum of its numbers equal, not to come near: all points of a line
# are one. Its loss falls and nothing is said. Only even degrees are distances.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet optax==0.2.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import jax
import jax.numpy as jnp
import numpy as np
from optax.losses import triplet_margin_loss

anchor, positive, negative = jnp.zeros((1, 2)), jnp.array([[3.0, -3.0]]), jnp.array([[1.0, 1.0]])


def right(anchors, positives, negatives, degree):
    def distance(x):
        return (jnp.abs(anchors - x) ** degree).sum(-1) ** (1 / degree)

    return jnp.maximum(distance(positives) - distance(negatives) + 1, 0)


for degree in 1, 2, 3, 4:
    seen = triplet_margin_loss(anchor, positive, negative, norm_degree=degree)
    slope = jax.grad(lambda x: triplet_margin_loss(anchor, x, negative, norm_degree=degree).sum())(positive)
    wanted = right(anchor, positive, negative, degree)
    wanted_slope = jax.grad(lambda x: right(anchor, x, negative, degree).sum())(positive)
    print("degree", degree, "loss", seen, "right", wanted, "gradient", slope, "right", wanted_slope)
    assert np.allclose(seen, wanted, atol=1e-3) == (degree % 2 == 0), "the behaviour changed"
    assert np.allclose(slope, wanted_slope, atol=1e-3) == (degree % 2 == 0), "the behaviour changed"
    assert np.isnan(seen).all() == (degree == 3)

keys = jax.random.split(jax.random.key(0), 3)
anchors, positives, negatives = (jax.random.normal(key, (1000, 16)) for key in keys)
cubic = triplet_margin_loss(anchors, positives, negatives, norm_degree=3)
print("1,000 triplets of degree 3: %.0f %% are NaN" % (100 * jnp.isnan(cubic).mean()))
assert 0.6 < jnp.isnan(cubic).mean() < 0.9
ones = triplet_margin_loss(anchors, positives, negatives, norm_degree=1, margin=1000.0) - 1000
sums = (anchors - positives).sum(-1) - (anchors - negatives).sum(-1)
print("degree 1: distances %.3f, sums with signs %.3f" % (float(ones[0]), float(sums[0])))
assert np.allclose(ones, sums, atol=1e-3), "the behaviour changed"
PYTHON
