#!/usr/bin/env bash
# dlordinal 2.7.0: CDWCELoss changes with a constant added to all logits of a row, which changes no probability: 1.2 is 0.6 at -20, 0 with a
# gradient of 0 at -50, and NaN at 90; and a row that is sure and wrong by 17 has a gradient of 400,000,000 instead of 2.2.
#
# A good guess would be: the loss of the softmax of the logits, -sum |i - y|^alpha log(1 - p_i), in the log domain as PyTorch's cross_entropy and
# the other losses of the package, which do not change.
# Seen on 2026-12-01, PyTorch 2.15.0, 8 rows of 5 classes:
#   added          0         -10       -20       -50       90
#   CDWCELoss      1.215     1.215     0.643     0         NaN
#   EMDLoss        0.676     0.676     0.676     0.676     0.676
# and of a row whose wrong class is ahead by 15 the gradient is 2.2, by 17 that of the wrong class is 0 and those of the others -200,000,000 each.
# Exponentials are taken as they are, what is left of their sum is cut at 1e-8, which is no probability, and the difference is 0 from 17 on.
#
# What it means: one row that is sure of the wrong end of the scale throws the network out, by any optimizer without clipping; and a network whose
# logits drift below is told that it is perfect. Compute log(1 - p) as the logsumexp of the other logits less that of all.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dlordinal==2.7.0 torch==2.15.0 torchvision==0.29.2 scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from dlordinal.losses import CDWCELoss, EMDLoss

torch.manual_seed(0)
logits, labels = torch.randn(8, 5), torch.randint(0, 5, (8,))
distances = (torch.arange(5) - labels[:, None]).abs() ** 0.5


def directly(outputs, weights):
    """The logarithm of 1 - p as that of the sum of the other exponentials, in float64."""
    outputs = outputs.double()
    others = outputs[:, None, :].expand(-1, 5, -1).masked_fill(torch.eye(5, dtype=torch.bool), -torch.inf)
    return -(weights * (others.logsumexp(2) - outputs.logsumexp(1, keepdim=True))).sum() / len(outputs)


def shown(loss, outputs, target):
    outputs = outputs.clone().requires_grad_()
    value = loss(outputs, target)
    value.backward()
    return value.item(), outputs.grad.norm().item()


found = {}
for added in 0, -10, -20, -50, 90:
    found[added] = shown(CDWCELoss(5), logits + added, labels)
    emd = shown(EMDLoss(5), logits + added, labels)
    normed = CDWCELoss(5)((logits + added).log_softmax(1), labels).item()
    print("added %3d: CDWCELoss %.4f, gradient %.4f; of log_softmax %.4f; right %.4f; EMDLoss %.4f" % (
        added, *found[added], normed, directly(logits + added, distances), emd[0]))
    assert abs(normed - directly(logits, distances)) < 1e-3 and abs(emd[0] - 0.6757) < 1e-3
assert abs(found[0][0] - directly(logits, distances)) < 1e-3
assert found[-20][0] < 0.7 and abs(found[-50][0]) < 1e-6 and found[-50][1] < 1e-6, "the behaviour changed"
assert found[90][0] != found[90][0], "the behaviour changed"

target, weights = torch.tensor([4]), (torch.arange(5) - 4).abs()[None] ** 0.5
for ahead in 15.0, 17.0, 20.0:
    sure = torch.tensor([[ahead, 0, 0, 0, 0]])
    right = sure.clone().requires_grad_()
    directly(right, weights).backward()
    value, gradient = shown(CDWCELoss(5), sure, target)
    print("sure and wrong by %.0f: gradient %.3g, right %.3g" % (ahead, gradient, right.grad.norm()))
    assert abs(right.grad.norm() - 2.236) < 1e-2
    assert abs(gradient - 2.236) < 1e-2 if ahead < 17 else gradient > 1e8, "the behaviour changed"
PYTHON
