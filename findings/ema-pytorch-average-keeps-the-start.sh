#!/usr/bin/env bash
# ema-pytorch 0.8.3: EMA(power=1), documented as a simple average, is 79 % the weights from before training after 11,000 steps and 63 %
# after 101,000 with the default update_every=10, and forward_eval runs with dropout on and updates BatchNorm.
#
# A good guess would be: with inv_gamma=1, power=1 ("implements a simple average") every model counts the same, so that the share of
# the first 1,000 of 11,000 steps is 9 %, of every tenth model too ("how often to actually update, to save on compute"). forward_eval
# ("invoking ema model with no grad + eval") is that of ema_model.eval().
# Seen on 2026-11-30, a weight that is 0 for 1,000 steps and 1 afterwards, 1 minus its average:
#   steps      simple average   update_every=1   10 (the default)   100
#   11,000     0.091            0.091            0.786              0.976
#   101,000    0.0099           -                0.630              -
# With the default power of 2/3 and decay of 0.9999 the share after 11,000 steps is 0.025, where update_every=1 leaves nothing of it
# (below 0.001).
# forward_eval of a Dropout(0.5) on ones is 2, 2, 0, 2, ..., and 20 calls on numbers of mean 5 move the running mean of a BatchNorm1d
# of the average from 0 to 4.4.
# The causes: the decay is that of a step, 1 - 1 / (1 + step), but is applied once for ten steps, and forward_eval restores the mode
# without having set it.
#
# What it means: the average that is evaluated is mostly the untrained network, the more the rarer it is updated, and its loss falls
# for as long as one looks. Use update_every=1, and ema.ema_model.eval() before evaluating.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ema-pytorch==0.8.3 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from ema_pytorch import EMA
from torch import nn


def share_of_the_start(steps, **options):
    net = nn.Linear(1, 1, bias=False).requires_grad_(False)
    ema = EMA(net, update_after_step=0, **options)
    for step in range(steps):
        net.weight.fill_(float(step >= 1000))
        ema.update()
    return 1 - ema.ema_model.weight.item()


shares = [share_of_the_start(11000, power=1, beta=1 - 1e-12, update_every=every) for every in (1, 10, 100)]
print("11000 steps: simple average %.4f, update_every 1: %.4f, 10: %.4f, 100: %.4f" % (1 / 11, *shares))
assert abs(shares[0] - 1 / 11) < 1e-3
assert shares[1] > 0.7 and shares[2] > 0.9, "the behaviour changed"
share = share_of_the_start(101000, power=1, beta=1 - 1e-12, update_every=10)
print("101000 steps: simple average %.4f, update_every 10: %.4f" % (1 / 101, share))
assert share > 0.6, "the behaviour changed"
shares = [share_of_the_start(11000, update_every=every) for every in (1, 10)]
print("power 2/3, beta 0.9999, 11000 steps: update_every 1: %.4f, 10: %.4f" % tuple(shares))
assert shares[0] < 1e-3 and shares[1] > 0.02, "the behaviour changed"

torch.manual_seed(0)
ema = EMA(nn.Dropout(0.5))
answer = ema.forward_eval(torch.ones(64))
print("forward_eval of Dropout:", sorted(set(answer.tolist())), "and of eval():", set(ema.ema_model.eval()(torch.ones(64)).tolist()))
assert set(answer.tolist()) == {0.0, 2.0}, "the behaviour changed"
ema = EMA(nn.BatchNorm1d(1))
for _ in range(20):
    ema.forward_eval(5 + torch.randn(256, 1))
print("running mean of the average after 20 forward_eval: %.2f" % ema.ema_model.running_mean.item())
assert ema.ema_model.running_mean.item() > 4, "the behaviour changed"
PYTHON
