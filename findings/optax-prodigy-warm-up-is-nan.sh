#!/usr/bin/env bash
# Optax 0.2.8, optax.contrib.prodigy and dadapt_adamw: with a learning rate that warms up from 0 every parameter is NaN
# after the second step. The first step of rate 0 divides 0 by 0 in the estimate of the step size, which stays NaN. A first
# batch whose gradients are all 0 does the same, at any rate.
#
# A good guess would be: optax.warmup_cosine_decay_schedule(0.0, ...), which trains with every other optimizer, trains here
# too; a step of rate 0 changes nothing. Prodigy's own package (prodigyopt, for PyTorch) leaves its estimate alone in a step
# of rate 0 or of gradient 0.
# Seen on 2026-11-29 on JAX 0.10.2, float32, 32 hidden units of tanh, loss 1.1 at the start:
#   optimizer          warm-up from 0, 2 steps   1000 steps   warm-up from 0.001, 1000 steps   one gradient of 0, 2 steps
#   prodigy            nan                       nan          0.0003                           nan
#   prodigy, safeguard 1.1                       0.0002       0.0003                           nan
#   dadapt_adamw       nan                       nan          0.0004                           nan
#   dowg               1.1                       0.011        0.011                            1.1
#
# What it means: give prodigy safeguard_warmup=True, and let the schedule of dadapt_adamw begin above 0; a first batch of
# masked rows only needs optax.apply_if_finite around either.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet optax==0.2.8 jax==0.10.2 jaxlib==0.10.2 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/venv/bin/python" - <<'PYTHON'
import math

import jax
import jax.numpy as jnp
import numpy as np
import optax
from optax import contrib

random = np.random.default_rng(0)
x = jnp.asarray(random.normal(size=(256, 4)), jnp.float32)
y = jnp.sin(x[:, :1]) + x[:, 1:2] * x[:, 2:3]
start = [jnp.asarray(random.normal(size=shape) / 2, jnp.float32) for shape in ((4, 32), (32,), (32, 1), (1,))]


def loss(p, scale=1.0):
    return scale * ((jnp.tanh(x @ p[0] + p[1]) @ p[2] / 3 + p[3] - y) ** 2).mean()


def train(optimizer, steps, first=1.0):
    def body(i, both):
        p, state = both
        gradient = jax.grad(loss)(p, jnp.where(i == 0, first, 1.0))
        update, state = optimizer.update(gradient, state, p)
        return optax.apply_updates(p, update), state

    p, _ = jax.jit(lambda s: jax.lax.fori_loop(0, steps, body, s))((start, optimizer.init(start)))
    return float(loss(p))


def warm_up(first):
    return optax.warmup_cosine_decay_schedule(first, 1.0, 100, 1000)


print("before", float(loss(start)))
found = {}
for name, make in {
    "prodigy": contrib.prodigy,
    "prodigy, safeguard": lambda rate: contrib.prodigy(rate, safeguard_warmup=True),
    "dadapt_adamw": contrib.dadapt_adamw,
    "dowg": contrib.dowg,
}.items():
    found[name] = [
        train(make(warm_up(0.0)), 2),
        train(make(warm_up(0.0)), 1000),
        train(make(warm_up(0.001)), 1000),
        train(make(1.0), 2, first=0.0),
    ]
    print(name, ["%.2g" % v for v in found[name]])
is_nan = {name: [math.isnan(v) for v in row] for name, row in found.items()}
assert is_nan["prodigy"] == is_nan["dadapt_adamw"] == [True, True, False, True]
assert is_nan["prodigy, safeguard"] == [False, False, False, True]
assert not any(is_nan["dowg"])
assert all(row[2] < 0.02 for row in found.values()), "warmed up from above 0, all of them train"
PYTHON
