#!/usr/bin/env bash
# Warp 1.19.0 (warp-lang): the gradient of x % period with respect to the period is 0, where it is minus the number of whole
# periods; written out as x - period * trunc(x / period) it is right.
#
# A good guess would be: -3 for 7.5 % 2, as x % p is x - 3 p there; mod is marked as differentiable, and its gradient with
# respect to x is right. Functions without a gradient, as floordiv, are marked so.
# Seen on 2026-11-30, float32, CPU:
#   x % period            7.5 % 2      100.25 % 3      -7.5 % 2      1.5 % 2
#   value                 1.5          1.25            -1.5          1.5
#   gradient by x         1            1               1             1
#   gradient by period    0            0               0             0
#   differences, and the gradient of x - period * trunc(x / period)
#                         -3           -33             3             0
#   a period of 1.02 learned from ten events, begun at 1.0 by gradient descent: 1.0 after 20 steps, and 1.02 written out
# The cause: the backward function of mod adds the incoming gradient to x and nothing to the divisor.
#
# What it means: a period, a lattice constant or the size of a box with periodic borders, learned through %, stays where it
# began and the loss does not fall, or gets the rest of its gradient only, which is worse to find. Write the remainder out.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet warp-lang==1.19.0 numpy==2.4.6
cat >program.py <<'PYTHON'
import numpy as np
import warp as wp

wp.config.quiet = True
wp.config.kernel_cache_dir = "cache"
wp.init()


@wp.kernel
def remainder(x: wp.array(dtype=float), period: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = x[i] % period[i]


@wp.kernel
def by_hand(x: wp.array(dtype=float), period: wp.array(dtype=float), y: wp.array(dtype=float)):
    i = wp.tid()
    y[i] = x[i] - period[i] * wp.trunc(x[i] / period[i])


@wp.kernel
def phase_loss(times: wp.array(dtype=float), period: wp.array(dtype=float), written_out: int, loss: wp.array(dtype=float)):
    i = wp.tid()
    phase = times[i] % period[0]
    if written_out == 1:
        phase = times[i] - period[0] * wp.trunc(times[i] / period[0])
    wp.atomic_add(loss, 0, (phase - 0.5) * (phase - 0.5))


def gradients(kernel, x, period, *more, count=None):
    x, period = (wp.array(np.array(v, np.float32), requires_grad=True) for v in (x, period))
    y = wp.zeros(count or len(x), dtype=float, requires_grad=True)
    with wp.Tape() as tape:
        wp.launch(kernel, dim=len(x), inputs=[x, period, *more], outputs=[y])
    tape.backward(grads={y: wp.ones_like(y, requires_grad=False)})
    return [v.tolist() for v in (y.numpy(), x.grad.numpy(), period.grad.numpy())]


x, period = [7.5, 100.25, -7.5, 1.5], [2.0, 3.0, 2.0, 2.0]
y, by_x, by_period = gradients(remainder, x, period)
step = 1e-6
differences = [(np.fmod(a, p + step) - np.fmod(a, p - step)) / (2 * step) for a, p in zip(x, period)]
print("x % period", y, "by x", by_x, "by period", by_period, "differences", np.round(differences, 4))
assert y == np.fmod(x, period).tolist() and by_x == [1, 1, 1, 1]
assert by_period == [0, 0, 0, 0], "the behaviour changed"
assert np.allclose(differences, [-3, -33, 3, 0], atol=1e-4)
hand = gradients(by_hand, x, period)
print("x - period * trunc(x / period)", hand)
assert hand[0] == y and hand[2] == [-3, -33, 3, 0], "written out it has all of them but that of trunc, which is 0"

# ten events of period 1.02, half a period after 0
times = 0.5 + 1.02 * np.arange(10)
for written_out in 0, 1:
    guess, losses = 1.0, []
    for _ in range(20):
        loss, _, gradient = gradients(phase_loss, times, [guess], written_out, count=1)
        guess -= 0.001 * gradient[0]
        losses.append(loss[0])
    print("written out" if written_out else "by %", "period", guess, "loss", losses[0], losses[-1])
    assert abs(guess - 1.02) < 1e-3 if written_out else guess == 1.0 and losses[0] == losses[-1] > 0.1
PYTHON
venv/bin/python program.py 2>/dev/null
