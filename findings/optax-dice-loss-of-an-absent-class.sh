#!/usr/bin/env bash
# Optax 0.2.8: multiclass_generalized_dice_loss of a batch in which one class does not occur is 0.000001 for a right answer and
# for one that takes every pixel for another class, as the class that is absent gets all of the weight.
#
# A good guess would be: a loss near 1 for pixels that are all wrong; each class is weighed by 1 over the square of its frequency,
# as the paper has it, and a class without a pixel has nothing to weigh (others leave it out or give it the largest finite
# weight).
# Seen on 2026-11-30, two images of 32 x 32 pixels of the classes 0, 1 and 2, each with logit 20 in the right or in the next
# class:
#   classes of the network     right          every pixel wrong     dice_loss, every pixel wrong
#   3 (all occur)              0.000000       0.997                 0.997
#   4 (one does not)           0.000001       0.000001              0.748
# From logits of 0 the gradients of the classes 0, 1 and 2 are the same at every pixel, whatever its class, to the last bit.
#
# What it means: batches of small images nearly always lack a class, most of all where classes are rare, which this loss is for:
# such a batch teaches only not to answer the absent class, and a falling loss says nothing. Use dice_loss with class_weights from
# the whole data.
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
from optax.losses import dice_loss, multiclass_generalized_dice_loss

pixels = np.random.default_rng(0).integers(0, 3, (2, 32, 32))
wrong = (pixels + 1) % 3


def own(logits, targets):
    """As above, but classes without a pixel have no weight."""
    share = jax.nn.softmax(logits)
    counts = targets.sum((0, 1, 2))
    weights = jnp.where(counts > 0, 1 / jnp.maximum(counts, 1) ** 2, 0)
    weights = weights / weights.sum() * (counts > 0).sum()
    both = (share * targets).sum((1, 2))
    dice = 1 - (2 * both + 2) / (share.sum((1, 2)) + targets.sum((1, 2)) + 2)
    return (dice * weights).sum(1).mean() / (counts > 0).sum()


for classes in 3, 4:
    targets = jax.nn.one_hot(pixels, classes)
    answers = {"right": 20 * targets, "wrong": 20 * jax.nn.one_hot(wrong, classes)}
    loss = {name: float(multiclass_generalized_dice_loss(logits, targets)) for name, logits in answers.items()}
    plain = {name: float(dice_loss(logits, targets).mean()) for name, logits in answers.items()}
    others = {name: float(own(logits, targets)) for name, logits in answers.items()}
    start = jax.grad(multiclass_generalized_dice_loss)(jnp.zeros_like(targets), targets)
    gradient = jnp.abs(start).max((0, 1, 2))
    print(classes, "classes:", loss, "without the absent class", others, "dice_loss", plain)
    print("  gradient of each class from logits 0:", gradient)
    assert loss["right"] < 1e-5 and others["right"] < 1e-5 and others["wrong"] > 0.9
    if classes == 3:
        assert loss["wrong"] > 0.9
    else:
        assert loss["wrong"] < 1e-5, "the behaviour changed"
        difference = start[..., 0] - start[..., 1]
        print("  gradient that tells class 0 from class 1: %.0e, absent class %.0e" % (jnp.abs(difference).max(), gradient[3]))
        assert jnp.abs(difference).max() < 1e-5 * gradient[3]
PYTHON
