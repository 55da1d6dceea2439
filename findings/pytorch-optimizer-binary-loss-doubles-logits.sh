#!/usr/bin/env bash
# pytorch-optimizer 4.1.0: BinaryBiTemperedLogisticLoss takes every logit twice: with both temperatures 1 it is the cross entropy
# of 2 x, and its mean with ignore_index divides by the ignored rows too.
#
# A good guess would be: BinaryBiTemperedLogisticLoss(1, 1) is binary_cross_entropy_with_logits, and of any temperatures the
# multi-class BiTemperedLogisticLoss of the logits (0, x), as two classes; a mean over the rows that are kept, as the multi-class
# one has.
# Seen on 2026-11-30, 1,000 logits x of deviation 3, labels drawn from their sigmoid:
#   t1, t2        binary loss of x     of x / 2     multi-class of (0, x)     cross entropy of x     of 2 x
#   1, 1          0.448                0.371        0.371                     0.371                  0.448
#   0.8, 1.2      0.290                0.280        0.280
#   0.5, 2        0.200                0.227        0.227
#   half of the rows ignored, 1, 1     binary 0.233 (kept rows alone 0.466)     multi-class 0.381 (0.381)
# A weight of the logits learned by it is 0.49 where cross entropy finds 0.98.
#
# What it means: the sigmoid of a network trained by it is too near to a half (a true 95 % is given as 81 %), temperatures from
# the paper act as others, and batches with more ignored rows count less. Take sigmoid(2 x), or the multi-class loss with a logit
# of 0 beside x.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-optimizer==4.1.0 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from pytorch_optimizer.loss.bi_tempered import BinaryBiTemperedLogisticLoss, BiTemperedLogisticLoss
from torch.nn.functional import binary_cross_entropy_with_logits as cross_entropy

torch.manual_seed(0)
torch.set_num_threads(1)
x = torch.randn(1000, 1, dtype=torch.float64) * 3
y = (torch.rand(1000, 1) < torch.sigmoid(x)).double()
pair = torch.cat([torch.zeros_like(x), x], 1)
classes = y[:, 0].long()

for t1, t2 in (1.0, 1.0), (0.8, 1.2), (0.5, 2.0):
    binary = BinaryBiTemperedLogisticLoss(t1, t2)
    seen, half = float(binary(x, y)), float(binary(x / 2, y))
    right = float(BiTemperedLogisticLoss(t1, t2)(pair, classes))
    print("t1 %g, t2 %g: binary %.3f, of x / 2 %.3f, multi-class %.3f" % (t1, t2, seen, half, right))
    assert abs(half - right) < 1e-6 and abs(seen - right) > 0.005, "the behaviour changed"
print("cross entropy of x %.3f, of 2 x %.3f" % (cross_entropy(x, y), cross_entropy(2 * x, y)))
plain = BinaryBiTemperedLogisticLoss(1.0, 1.0)
assert abs(plain(x, y) - cross_entropy(2 * x, y)) < 1e-6 and abs(plain(x / 2, y) - cross_entropy(x, y)) < 1e-6

masked = y.clone()
masked[:500] = -1
binary = float(BinaryBiTemperedLogisticLoss(1.0, 1.0, ignore_index=-1)(x, masked))
several = float(BiTemperedLogisticLoss(1.0, 1.0, ignore_index=-1)(pair, masked[:, 0].long()))
kept = float(plain(x[500:], y[500:])), float(BiTemperedLogisticLoss(1.0, 1.0)(pair[500:], classes[500:]))
print("half ignored: binary %.3f, kept rows alone %.3f; multi-class %.3f, %.3f" % (binary, kept[0], several, kept[1]))
assert abs(binary - kept[0] / 2) < 1e-9, "the behaviour changed"
assert abs(several - kept[1]) < 1e-9


def learned(loss):
    weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weight], max_iter=100, line_search_fn="strong_wolfe")

    def closure():
        optimizer.zero_grad()
        value = loss(x * weight, y)
        value.backward()
        return value

    optimizer.step(closure)
    return float(weight.detach())


by_loss, by_entropy = learned(plain), learned(cross_entropy)
print("weight learned by the loss %.3f, by cross entropy %.3f" % (by_loss, by_entropy))
assert abs(by_loss - by_entropy / 2) < 1e-3, "the behaviour changed"
PYTHON
