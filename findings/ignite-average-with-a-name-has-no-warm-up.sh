#!/usr/bin/env bash
# PyTorch-Ignite 0.5.5: EMAHandler.attach(engine, name="other") does not warm up its momentum: after 100 steps the average is 98 % the
# untrained weights instead of none; with two handlers the warm-up of the second is done to the first.
#
# A good guess would be: name is "attribute name for retrieving EMA momentum", "a unique name since a trainer can have multiple EMA
# handlers", and the warm-up that the handler was made with goes to its own momentum.
# Seen on 2026-11-30, weights 0 at first and 1 from the first step on, 100 steps, momentum=0.0002, momentum_warmup=0.5,
# warmup_iters=100:
#   attach(trainer)                          average 1.000
#   attach(trainer, name="other")            average 0.0198, which is the one without any warm-up, bit by bit
# and of two handlers on one trainer, the first without a warm-up, the second with one over 10 steps:
#   first, right 0.0198                      0.983
#   second, name="second", right 0.983       0.634, the one without a warm-up
# The cause: the scheduler of the warm-up writes to "ema_momentum" whatever name is.
#
# What it means: of a generator and a discriminator, or of two rates that are compared, the averages are others than those asked for,
# with nothing reported. Give the handler that warms up the default name, and only that one.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-ignite==0.5.5 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
from ignite.engine import Engine
from ignite.handlers import EMAHandler
from torch import nn


def averages(*handlers):
    net = nn.Linear(1, 1, bias=False).requires_grad_(False)
    net.weight.zero_()
    trainer = Engine(lambda engine, batch: net.weight.fill_(1))
    made = []
    for name, options in handlers:
        made.append(EMAHandler(net, **options))
        made[-1].attach(trainer, **({"name": name} if name else {}))
    trainer.run([0] * 100, max_epochs=1)
    return [handler.ema_model.weight.item() for handler in made]


def expected(momentum, first=None, steps=1):
    average = 0.0
    for step in range(100):
        rate = momentum if first is None else max(momentum, first + (momentum - first) * step / (steps - 1))
        average += rate * (1 - average)
    return average


warm = dict(momentum=0.0002, momentum_warmup=0.5, warmup_iters=100)
default, = averages((None, warm))
named, = averages(("other", warm))
without, = averages(("other", dict(momentum=0.0002)))
print("default name %.4f, another name %.4f, without warm-up %.4f, right %.4f" % (default, named, without, expected(0.0002, 0.5, 100)))
assert abs(default - expected(0.0002, 0.5, 100)) < 1e-4
assert named == without < 0.02, "the behaviour changed"

first, second = averages((None, dict(momentum=0.0002)), ("second", dict(momentum=0.01, momentum_warmup=0.5, warmup_iters=10)))
right = expected(0.0002), expected(0.01, 0.5, 10)
print("two handlers: first %.4f, right %.4f; second %.4f, right %.4f" % (first, right[0], second, right[1]))
assert right[0] < 0.02 and first > 0.9, "the behaviour changed"
assert right[1] > 0.9 and abs(second - expected(0.01)) < 1e-4, "the behaviour changed"
PYTHON
