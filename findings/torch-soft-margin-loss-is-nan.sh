#!/usr/bin/env bash
# PyTorch 2.15.0, nn.SoftMarginLoss: for an output of -89 and the label 1 (or 89 and -1) the loss is infinite and its gradient
# NaN, in float32 and bfloat16; in float16 from -12 on. Under torch.compile the loss is infinite and the gradient right.
#
# A good guess would be: log(1 + exp(89)) is 89 and its gradient -1, as BCEWithLogitsLoss and MultiLabelSoftMarginLoss, which
# are the same function of one output, have them.
# Seen on 2026-11-29, the label 1:
#   output   SoftMarginLoss float32    compiled      float16      MultiLabelSoftMarginLoss, float32 and float16
#   -5       5.007, gradient -0.993    the same      the same     5.007, -0.993
#   -12      12, -1                    12, -1        inf, nan     12, -1
#   -88      88, -1                    88, -1        inf, nan     88, -1
#   -89      inf, nan                  inf, -1       inf, nan     89, -1
# One row of 1,000 whose output is -100 makes every weight of a linear model NaN in the first step; by BCEWithLogitsLoss the
# same model is right for 99 % of the rows after 200 steps.
#
# What it means: a single row that is far wrong, as columns that are not scaled make many, ends the training. Use
# softplus(-y * output) or BCEWithLogitsLoss with labels 0 and 1.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.6
TORCHINDUCTOR_CACHE_DIR="$folder/cache" "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import torch
from torch.nn import functional

torch.set_num_threads(1)


def soft(x):
    return functional.soft_margin_loss(x, torch.ones_like(x), reduction="none")


def multi(x):
    return functional.multilabel_soft_margin_loss(x[:, None], torch.ones_like(x)[:, None], reduction="none")


def both(f, dtype):
    x = torch.tensor([-5.0, -12.0, -88.0, -89.0, -100.0], dtype=dtype, requires_grad=True)
    loss = f(x)
    loss.sum().backward()
    print(f"{dtype}", loss.tolist(), x.grad.tolist())
    return loss.tolist(), x.grad.tolist()


for dtype in (torch.float32, torch.float16, torch.bfloat16):
    first = 1 if dtype == torch.float16 else 3
    losses, gradients = both(soft, dtype)
    assert all(map(math.isfinite, losses[:first])) and all(map(math.isinf, losses[first:]))
    assert all(map(math.isfinite, gradients[:first])) and all(map(math.isnan, gradients[first:]))
    losses, gradients = both(multi, dtype)
    assert losses[1:] == [12, 88, 89, 100] or dtype == torch.float32 and losses[2:] == [88, 89, 100]
    assert gradients[2:] == [-1, -1, -1]
losses, gradients = both(torch.compile(soft), torch.float32)
assert math.isinf(losses[3]) and gradients[3] == -1


def train(loss):
    torch.manual_seed(0)
    x, truth = torch.randn(1000, 10), torch.randn(10)
    y = torch.sign(x @ truth)
    model = torch.nn.Linear(10, 1, bias=False)
    weight = model.weight.detach()[0]
    x[0], y[0] = -100 * weight / weight.square().sum(), 1.0
    optimizer = torch.optim.SGD(model.parameters(), 0.1)
    first = None
    for _ in range(200):
        optimizer.zero_grad()
        loss(model(x)[:, 0], y).backward()
        optimizer.step()
        first = model.weight.detach().clone() if first is None else first
    return first, (torch.sign(model(x)[:, 0]) == y).float().mean().item()


first, right = train(functional.soft_margin_loss)
print("soft margin: NaN after a step", first.isnan().all().item(), "right", right)
assert first.isnan().all()
first, right = train(lambda o, y: functional.binary_cross_entropy_with_logits(o, (y > 0).float()))
print("cross entropy: right", right)
assert first.isfinite().all() and right > 0.97
PYTHON
