#!/usr/bin/env bash
# pytorch-toolbelt 0.8.0: CrossEntropyFocalLoss with gamma=0 is not the cross entropy: it sums two-class losses of the logits, and a constant added
# to all logits, which changes no probability of the softmax, makes 10.3 or 40.3 of 2.3; a sure and right row has 1.39 instead of 0.
#
# A good guess would be: the "Focal loss for multi-class problem", -(1 - p)^gamma log p with p of the softmax, and torch's cross_entropy where gamma
# is 0, as the paper and other packages have it.
# Seen on 2026-12-01, PyTorch 2.15.0, 6 rows of 3 classes:
#                                gamma 0             gamma 2
#   as they are                  2.284 (1.050)       0.591 (0.542)
#   all logits 5 larger          10.30 (1.050)       1.502 (0.542)
#   all logits 20 larger         40.28 (1.050)       5.390 (0.542)
#   20 for the right, 0, 0       1.386 (0)           0
# (in brackets -(1 - p)^gamma log p.) The focal factor is that of the softmax, the loss under it binary_cross_entropy_with_logits of the one-hot
# target.
#
# What it means: the network is trained to have logits of a certain level besides; its loss is no likelihood and not comparable with a cross
# entropy, and a pretrained head with large logits is pulled down first. Take cross_entropy and multiply by (1 - p)^gamma.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-toolbelt==0.8.0 torch==2.15.0 torchvision==0.29.2 opencv-python==5.0.0.93 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from pytorch_toolbelt.losses import CrossEntropyFocalLoss
from torch.nn.functional import cross_entropy, one_hot

torch.manual_seed(0)
logits, labels = torch.randn(6, 3), torch.randint(0, 3, (6,))


def right(outputs, gamma):
    loss = cross_entropy(outputs, labels, reduction="none")
    return ((1 - torch.exp(-loss)) ** gamma * loss).mean().item()


found = {}
for added in 0, 5, 20:
    for gamma in 0, 2:
        found[added, gamma] = CrossEntropyFocalLoss(gamma=gamma)(logits + added, labels).item()
        print("added %2d, gamma %d: %.3f, computed directly %.3f" % (added, gamma, found[added, gamma], right(logits + added, gamma)))
        assert abs(right(logits + added, gamma) - right(logits, gamma)) < 1e-4
assert found[0, 0] > 2 * right(logits, 0), "the behaviour changed"
assert found[5, 0] > 4 * found[0, 0] and found[20, 2] > 5 * found[0, 2], "the behaviour changed"
sure = 20.0 * one_hot(labels, 3)
value = CrossEntropyFocalLoss(gamma=0)(sure, labels).item()
print("20 for the right class and 0 for the others: %.3f, cross entropy %.2g" % (value, cross_entropy(sure, labels)))
assert abs(value - 1.386) < 1e-2 and cross_entropy(sure, labels) < 1e-6, "the behaviour changed"
PYTHON
