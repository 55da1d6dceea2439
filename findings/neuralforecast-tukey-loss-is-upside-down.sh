#!/usr/bin/env bash
# neuralforecast 3.3.0: TukeyLoss is largest, 3.66, for a forecast that is right, and 0 for one that is off by 4.685 deviations: a network that begins
# at the truth is trained away from it.
#
# A good guess would be: Tukey's biweight, c^2/6 (1 - (1 - (u/c)^2)^3) up to c and c^2/6 beyond: 0 for a right forecast, "quadratic behavior near the
# origin" and constant for outliers, as its documentation says above the formula.
# Seen on 2026-12-01, PyTorch 2.15.0, normalize=False:
#   off by        0        1        2        4        4.685     6        20
#   TukeyLoss     3.658    3.181    2.001    0.073    0         3.658    3.658
#   right         0        0.478    1.658    3.585    3.658     3.658    3.658
# A linear network for x1 - 2 x2 + x3 / 2 that begins at 0.9, -1.9, 0.4 is at -3.2, 1.6, -3.6 after 300 steps of Adam, by HuberLoss at 1, -2, 0.5.
# The "1 -" is missing, in the documentation's formula as well; between c and beyond there is a step.
#
# What it means: training with it, for its outliers, gives forecasts that are off by five deviations, with a loss that falls as it should. Subtract it
# from c^2/6 below c, or take HuberLoss.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet neuralforecast==3.3.0 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from neuralforecast.losses.pytorch import HuberLoss, TukeyLoss

C = 4.685


def right(error):
    inside = 1 - (1 - (error / C) ** 2) ** 3
    return C**2 / 6 * (inside if abs(error) <= C else 1)


truth = torch.zeros(1, 100, 1)
found = {}
for error in 0.0, 1.0, 2.0, 4.0, 4.685, 6.0, 20.0:
    found[error] = TukeyLoss(normalize=False)(truth, truth + error).item()
    print("off by %6.3f: TukeyLoss %.3f, Tukey's biweight %.3f, HuberLoss %.3f" % (error, found[error], right(error), HuberLoss()(truth, truth + error)))
    if error <= C:
        assert abs(found[error] - (C**2 / 6 - right(error))) < 1e-3, "the behaviour changed"
assert found[0.0] > 3.6 and found[4.685] < 1e-4, "the behaviour changed"

torch.manual_seed(0)
x = torch.randn(512, 3)
true = torch.tensor([1.0, -2.0, 0.5])
target = (x @ true)[:, None, None]
for loss in TukeyLoss(normalize=False), TukeyLoss(), HuberLoss():
    weights = torch.tensor([0.9, -1.9, 0.4], requires_grad=True)
    optimizer = torch.optim.Adam([weights], lr=0.02)
    for _ in range(300):
        optimizer.zero_grad()
        loss(target, (x @ weights)[:, None, None]).backward()
        optimizer.step()
    away = (weights.detach() - true).abs().max().item()
    print("trained by", type(loss).__name__, [round(value, 3) for value in weights.tolist()])
    assert away < 0.01 if isinstance(loss, HuberLoss) else away > 0.5, "the behaviour changed"
PYTHON
