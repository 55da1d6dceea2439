#!/usr/bin/env bash
# PyTorch 2.15.0, torch.optim.lr_scheduler.ChainedScheduler: a warm-up of LinearLR chained with CosineAnnealingWarmRestarts, LambdaLR,
# CyclicLR or OneCycleLR multiplies by the ratio of two of its factors, not by a factor: the second rate is up to four times
# the optimizer's. The other way round the warm-up does nothing. No warning.
#
# A good guess would be: the product of both, in any order, as with ExponentialLR, StepLR, PolynomialLR and CosineAnnealingLR; or
# an error, as the text says that it takes chainable schedulers.
# Seen on 2026-11-29, lr 1, LinearLR(0.1, 1, 3), the rates of epochs 0 to 4:
#   with                                   product                    [it, LinearLR]               [LinearLR, it]
#   CosineAnnealingWarmRestarts(3)         0.1 0.3  0.175 1    0.75   0.1 3   0.4375 1.4286 0.75   1 0.75 0.25 1     0.75
#   LambdaLR(0.5 ** epoch)                 0.1 0.2  0.175 .125 .0625  0.1 2   0.4375 0.1786 .0625  1 0.5  0.25 0.125 .0625
#   CyclicLR(0.1, 1, 2)                    .01 0.22 0.7   0.55 0.1    .01 2.2 1.75   0.7857 0.1    1 0.55 1    0.55  0.1
#   ExponentialLR(0.5)                     0.1 0.2  0.175 .125 .0625  the product                  the product
# Those that compute a rate from the epoch throw away what the one before has done, and LinearLR takes what it finds
# for its own last rate. CosineAnnealingLR with eta_min above 0 is a tenth off.
#
# What it means: a warm-up that should be gentle starts with three times the largest rate, and a network that diverges there is
# blamed for it. Put the warm-up into the lambda, or use SequentialLR.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import torch
from torch.optim import lr_scheduler as schedulers


def rates(make):
    """The rates of five epochs."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule, found = make(optimizer), []
    for _ in range(5):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return np.array(found)


def warm_up(optimizer):
    return schedulers.LinearLR(optimizer, 0.1, 1, 3)


for name, make, after, before in [
    ("CosineAnnealingWarmRestarts", lambda o: schedulers.CosineAnnealingWarmRestarts(o, 3),
     [0.1, 3, 0.4375, 10 / 7, 0.75], [1, 0.75, 0.25, 1, 0.75]),
    ("LambdaLR", lambda o: schedulers.LambdaLR(o, lambda epoch: 0.5**epoch),
     [0.1, 2, 0.4375, 1.25 / 7, 0.0625], [1, 0.5, 0.25, 0.125, 0.0625]),
    ("CyclicLR", lambda o: schedulers.CyclicLR(o, 0.1, 1, 2, cycle_momentum=False),
     [0.01, 2.2, 1.75, 5.5 / 7, 0.1], [1, 0.55, 1, 0.55, 0.1]),
    ("ExponentialLR", lambda o: schedulers.ExponentialLR(o, 0.5), None, None),
    ("PolynomialLR", lambda o: schedulers.PolynomialLR(o, 6), None, None),
    ("CosineAnnealingLR", lambda o: schedulers.CosineAnnealingLR(o, 6), None, None),
]:
    product = rates(make) * rates(warm_up)
    first = rates(lambda o: schedulers.ChainedScheduler([make(o), warm_up(o)]))
    last = rates(lambda o: schedulers.ChainedScheduler([warm_up(o), make(o)]))
    print(name, "\n  product      ", product.round(4), "\n  warm-up last ", first.round(4), "\n  warm-up first", last.round(4))
    np.testing.assert_allclose(first, product if after is None else after, rtol=1e-6)
    np.testing.assert_allclose(last, product if before is None else before, rtol=1e-6)
PYTHON
