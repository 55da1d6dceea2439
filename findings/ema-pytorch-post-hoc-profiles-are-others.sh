#!/usr/bin/env bash
# ema-pytorch 0.8.3: PostHocEMA with update_every=10, as its documentation has it, keeps averages of other profiles than the
# sigma_rel it is given: of weights that rise from 0 to 1 the average of sigma_rel 0.05 is 0.64 instead of 0.95, the synthesized one
# of 0.15 is 0.24 instead of 0.82.
#
# A good guess would be: weights of the power function t^gamma of the paper whose algorithms it cites (arXiv 2312.02696), so that of
# weights t / T the average is (gamma + 1) / (gamma + 2), whether each model is averaged or every tenth.
# Seen on 2026-11-30, weights t / T for T = 20,000 steps, sigma_rels=(0.05, 0.28), checkpoints in float32:
#   sigma_rel            right     update_every=1   10 (documentation)   100 (the default)
#   0.05                 0.9473    0.9473           0.642                0.152
#   0.28                 0.5390    0.5389           0.105                0.0115
#   0.15, synthesized    0.8201    0.8199           0.240                0.041
# Of the average of 0.28 four tenths are thus the first of 20,000 models.
# The cause: the factor (1 - 1/t)^(gamma + 1) of one step is applied once for 10 or 100 steps.
#
# What it means: networks that are compared by sigma_rel after training are others than the ones named, and worse than the last
# weights. Use update_every=1, or take the factor (1 - 10/t)^(gamma + 1) by hand.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ema-pytorch==0.8.3 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import tempfile

import torch
from ema_pytorch import PostHocEMA
from ema_pytorch.post_hoc_ema import sigma_rel_to_gamma
from torch import nn

steps = 20000
right = []
for sigma in (0.05, 0.28, 0.15):
    gamma = sigma_rel_to_gamma(sigma)
    assert abs((gamma + 1) ** 0.5 / (gamma + 2) / (gamma + 3) ** 0.5 - sigma) < 1e-9
    right.append((gamma + 1) / (gamma + 2))
found = {}
for every in (1, 10, 100):
    net = nn.Linear(1, 1, bias=False).requires_grad_(False)
    net.weight.zero_()
    with tempfile.TemporaryDirectory() as folder:
        emas = PostHocEMA(net, sigma_rels=(0.05, 0.28), update_every=every, checkpoint_every_num_steps=1000,
                          checkpoint_folder=folder, checkpoint_dtype=torch.float32)
        for step in range(1, steps + 1):
            net.weight.fill_(step / steps)
            emas.update()
        models = [*emas.ema_models, emas.synthesize_ema_model(sigma_rel=0.15)]
    found[every] = [model.ema_model.weight.item() for model in models]
    print("update_every=%d: sigma_rel 0.05 %.4f, 0.28 %.4f, synthesized 0.15 %.4f; right %.4f, %.4f, %.4f"
          % (every, *found[every], *right))
assert all(abs(a - b) < 1e-3 for a, b in zip(found[1], right))
assert all(a < 0.7 * b for a, b in zip(found[10], right)), "the behaviour changed"
assert all(a < 0.2 * b for a, b in zip(found[100], right)), "the behaviour changed"
PYTHON
