#!/usr/bin/env bash
# PyTorch 2.15.0: a run that is resumed by loading the optimizer's state, making the scheduler and loading the scheduler's state trains
# on for good at the first rate of its warm-up, a tenth of its own, with LinearLR, ConstantLR, SequentialLR and ChainedScheduler.
#
# A good guess would be: both states are loaded, so the rates are those of a run without a break, in either order; or a warning, as
# there is for a wrong order of optimizer.step() and scheduler.step().
# Seen on 2026-11-29, lr 1, saved before epoch 5, the rates of epochs 4 (before the break) to 9:
#   schedule                                 without a break                    optimizer first, scheduler next
#   LinearLR(0.1, 1, 5)                      .82   1    1     1     1     1     .82   .1   .1    .1    .1    .1
#   LinearLR(3), CosineAnnealingLR(7) by
#     SequentialLR                           .950  .812 .611  .389  .188  .050  .950  .1   .0753 .0479 .0232 .0061
#   LambdaLR(1 / (1 + epoch))                .2    .167 .143  .125  .111  .1    .2    1    .143  .125  .111  .1
#   CosineAnnealingLR, StepLR, ExponentialLR, PolynomialLR: the same in both
# Making a scheduler sets the optimizer's rate to that of epoch 0; a note in the documentation says so. Those that multiply the rate
# they find go on from it; those that compute it from the epoch are wrong for one epoch only, where it is the largest rate.
#
# What it means: a resumed run "does not learn any more", or takes one epoch at ten times its rate; the scheduler's get_last_rate and
# state say what should have been. Make the scheduler before the optimizer's state is loaded.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PYTHON'
import numpy as np
import torch
from torch.optim import lr_scheduler as schedulers


def rates(make, order):
    """The rates of ten epochs; before the fifth, states are saved and loaded in an order ('' for no break)."""
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    schedule, found = make(optimizer), []
    for epoch in range(10):
        if epoch == 5 and order:
            states = optimizer.state_dict(), schedule.state_dict()
            optimizer = torch.optim.SGD([parameter], lr=1.0)
            if order == "optimizer first":
                optimizer.load_state_dict(states[0])
                schedule = make(optimizer)
            else:
                schedule = make(optimizer)
                optimizer.load_state_dict(states[0])
            schedule.load_state_dict(states[1])
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step()
    return np.array(found)


def warm_up(optimizer):
    return schedulers.LinearLR(optimizer, 0.1, 1, 5)


for name, make, kind in [
    ("LinearLR", warm_up, "a factor"),
    ("ConstantLR", lambda o: schedulers.ConstantLR(o, 0.1, 4), "a factor"),
    ("SequentialLR", lambda o: schedulers.SequentialLR(
        o, [schedulers.LinearLR(o, 0.1, 1, 3), schedulers.CosineAnnealingLR(o, 7)], [3]), "a factor"),
    ("ChainedScheduler", lambda o: schedulers.ChainedScheduler([warm_up(o), schedulers.ExponentialLR(o, 0.9)]), "a factor"),
    ("LambdaLR", lambda o: schedulers.LambdaLR(o, lambda epoch: 1 / (1 + epoch)), "an epoch"),
    ("CosineAnnealingWarmRestarts", lambda o: schedulers.CosineAnnealingWarmRestarts(o, 4), "an epoch"),
    ("CosineAnnealingLR", lambda o: schedulers.CosineAnnealingLR(o, 10), ""),
    ("StepLR", lambda o: schedulers.StepLR(o, 3, 0.5), ""),
    ("ExponentialLR", lambda o: schedulers.ExponentialLR(o, 0.9), ""),
    ("PolynomialLR", lambda o: schedulers.PolynomialLR(o, 10), ""),
]:
    whole, right, found = rates(make, ""), rates(make, "scheduler first"), rates(make, "optimizer first")
    print(name, "\n  without a break", whole[4:].round(4), "\n  optimizer first", found[4:].round(4))
    np.testing.assert_allclose(right, whole, rtol=1e-12)
    if kind == "a factor":
        assert (found[5:] / whole[5:] < 0.13).all() and np.ptp(found[5:] / whole[5:]) < 1e-9
    elif kind == "an epoch":
        assert found[5] == 1 and whole[5] < 1
        np.testing.assert_allclose(found[6:], whole[6:], rtol=1e-12)
    else:
        np.testing.assert_allclose(found, whole, rtol=1e-12)
PYTHON
