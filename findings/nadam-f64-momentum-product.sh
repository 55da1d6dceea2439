#!/usr/bin/env bash
# PyTorch 2.15.0, torch.optim.NAdam: with float64 parameters the running product of its momenta is kept
# in the default dtype, which is float32, so that steps are off by some 1e-9 from what float64 gives.
# Setting the default dtype to float64 changes the result of a model whose every tensor is float64.
#
# A good guess would be: an optimizer of float64 parameters computes in float64, whatever the default.
# Seen on 2026-11-28: one parameter 0.5, gradient 0.25, lr 0.1, betas (0.8, 0.95), eps 1e-3,
# momentum_decay 0.1; after one step
#   default float32   0.3908130674371675
#   default float64   0.3908130650256557, which is what the formula gives in float64
#
# What it means for whoever compares with it: trajectories of NAdam "in float64" are good to 1e-8 unless
# torch.set_default_dtype(torch.float64) was called first.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy
"$folder/venv/bin/python" - <<'PYTHON'
import torch


def after_one_step():
    w = torch.tensor([0.5], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.NAdam([w], lr=0.1, betas=(0.8, 0.95), eps=1e-3, momentum_decay=0.1)
    w.grad = torch.tensor([0.25], dtype=torch.float64)
    optimizer.step()
    return w.item()


def formula():
    b1, b2, lr, eps, decay, g = 0.8, 0.95, 0.1, 1e-3, 0.1, 0.25
    mu = b1 * (1 - 0.5 * 0.96 ** (1 * decay))
    mu_next = b1 * (1 - 0.5 * 0.96 ** (2 * decay))
    m, v = (1 - b1) * g, (1 - b2) * g * g
    denominator = (v / (1 - b2)) ** 0.5 + eps
    step = lr * (1 - mu) / (1 - mu) * g / denominator
    step += lr * mu_next / (1 - mu * mu_next) * m / denominator
    return 0.5 - step


single = after_one_step()
torch.set_default_dtype(torch.float64)
double = after_one_step()
print(f"default float32   {single!r}")
print(f"default float64   {double!r}")
print(f"formula           {formula()!r}")
assert abs(double - formula()) < 1e-15, "with the default in float64 it is the formula"
assert 1e-9 < abs(single - formula()) < 1e-7, "with the default in float32 it is not"
PYTHON
