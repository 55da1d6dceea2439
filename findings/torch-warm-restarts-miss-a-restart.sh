#!/usr/bin/env bash
# PyTorch 2.15.0, torch.optim.lr_scheduler.CosineAnnealingWarmRestarts with T_mult 3 or 10: step(epoch), as its text has it
# be called, gives the smallest rate at some restarts, where it should be the largest. step() without an epoch does not.
#
# A good guess would be: both ways give the same rates, as the text says of an epoch and what follows it; an error of rounding
# would be one of the rate's last digits.
# Seen on 2026-11-29, lr 0.1, eta_min 0:
#   T_0  T_mult   epoch   step(epoch)   step()
#   1    3        121     0             0.1
#   10   3        1210    0             0.1
#   1    10       111     0             0.1
#   10   10       1110    0             0.1
# The number of the cycle is cut off from math.log(243, 3), which is 4.999999999999999 (and from
# math.log(1000, 10), 2.9999999999999996). No other T_mult up to 8 is concerned before epoch 100,000.
#
# What it means: a training that is stepped once an epoch stands still for the epoch that should restart it, and one that is
# resumed there by step(epoch) starts with a rate of 0. Step without an epoch, and save the scheduler's state.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import warnings

import torch

warnings.simplefilter("ignore")  # the optimizer is not stepped


def schedule(first, factor):
    weight = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([weight], lr=0.1)
    return torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(optimizer, first, factor)


def missed(first, factor, epochs):
    """The epochs, up to a number of them, whose rate depends on how the schedule is stepped."""
    told, counted = schedule(first, factor), schedule(first, factor)
    differing = []
    for epoch in range(epochs):
        told.step(epoch)
        if epoch > 0:
            counted.step()
        by_epoch, by_count = told.get_last_lr()[0], counted.get_last_lr()[0]
        if abs(by_epoch - by_count) > 1e-9:
            print(f"T_0 {first}, T_mult {factor}, epoch {epoch}: {by_epoch} by step(epoch), {by_count} by step()")
            assert by_epoch == 0 and by_count == 0.1
            differing.append(epoch)
    return differing


assert missed(1, 3, 30000) == [121, 29524]
assert missed(10, 3, 1300) == [1210]
assert missed(1, 10, 1000) == [111]
assert missed(10, 10, 1200) == [1110]
for factor in 1, 2, 4, 5, 6, 7, 8:
    assert missed(1, factor, 5000) == []
PYTHON
