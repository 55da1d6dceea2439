#!/usr/bin/env bash
# netcal 1.4.0: ConfidencePenalty adds the entropy to the loss with the sign that makes a network surer, where its paper subtracts
# it; and DCAPenalty passes over its weight.
#
# A good guess would be: loss + ConfidencePenalty(weight) is largest for sure outputs and makes them less sure, as the name says;
# as the package's own function confidence_penalty, which is minus the weight times the entropy.
# Seen on 2026-11-30, three classes, weight 1:
#   logits                                    0, 0, 0         5, 0, 0
#   ConfidencePenalty                         0.366           0.027
#   confidence_penalty (NumPy)                -1.099          -0.080
#   confidence_penalty with threshold=1       0               -0.920      (the other way round again)
#   DCAPenalty, weight 0, 1 and 10            0.160 each      MMCEPenalty 0, 1.08, 10.8
# A linear classifier of 2,000 rows, 30 % of the labels turned, mean confidence (accuracy 0.69):
#   without 0.637     weight 0.5: 0.670     weight 1: 0.706     minus ConfidencePenalty(1): 0.593
#
# What it means: who adds the penalty against overconfidence trains overconfidence; a scan over weights finds that it is best at
# 0. DCAPenalty cannot be turned down. Subtract ConfidencePenalty, and multiply DCAPenalty by hand.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet netcal==1.4.0 torch==2.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import torch
from netcal.regularization import ConfidencePenalty, DCAPenalty, MMCEPenalty, confidence_penalty

torch.set_num_threads(1)
logits, labels = torch.tensor([[0.0, 0.0, 0.0], [5.0, 0.0, 0.0]]), torch.tensor([0, 1])
entropy = torch.distributions.Categorical(logits=logits).entropy()
penalty = torch.stack([ConfidencePenalty()(row[None]) for row in logits])
numpy_penalty = np.array([confidence_penalty(row[None].softmax(1).numpy(), 1.0) for row in logits])
threshold = np.array([confidence_penalty(row[None].softmax(1).numpy(), 1.0, threshold=1.0) for row in logits])
print("uniform and sure: ConfidencePenalty", penalty, "in NumPy", numpy_penalty, "with threshold", threshold, "entropy", entropy)
# the mean over the three classes of the entropy's terms
assert torch.allclose(penalty, entropy / 3, atol=1e-5) and penalty[0] > penalty[1], "the behaviour changed"
assert np.allclose(numpy_penalty, -entropy.numpy(), atol=1e-4) and threshold[1] < -0.9 and threshold[0] == 0
slope = torch.tensor([[1.0, 0.0, 0.0]], requires_grad=True)
ConfidencePenalty()(slope).backward()
print("gradient at 1, 0, 0:", slope.grad)
assert slope.grad[0, 0] < 0 < slope.grad[0, 1], "a step against it raises the largest logit"
dca = [float(DCAPenalty(weight=w)(logits, labels)) for w in (0.0, 1.0, 10.0)]
mmce = [float(MMCEPenalty(weight=w)(logits, labels)) for w in (0.0, 1.0, 10.0)]
print("weights 0, 1, 10: DCAPenalty", dca, "MMCEPenalty", mmce)
assert dca[0] == dca[1] == dca[2] > 0, "the behaviour changed"
assert mmce[0] == 0 and abs(mmce[2] - 10 * mmce[1]) < 1e-3

torch.manual_seed(0)
x = torch.randn(2000, 5)
clean = (x[:, 0] > 0).long()
y = torch.where(torch.rand(2000) < 0.3, 1 - clean, clean)


def confidence(penalty):
    torch.manual_seed(0)
    model = torch.nn.Linear(5, 2)
    optimizer = torch.optim.Adam(model.parameters(), 0.05)
    for _ in range(300):
        optimizer.zero_grad()
        output = model(x)
        (torch.nn.functional.cross_entropy(output, y) + penalty(output)).backward()
        optimizer.step()
    print("  accuracy %.3f" % (model(x).argmax(1) == y).float().mean())
    return float(model(x).softmax(1).max(1).values.mean())


seen = [confidence(lambda _: 0.0)] + [confidence(ConfidencePenalty(weight=w)) for w in (0.5, 1.0)]
minus = confidence(lambda output: -ConfidencePenalty(weight=1.0)(output))
print("mean confidence without %.3f, weight 0.5 %.3f, weight 1 %.3f, minus the penalty %.3f" % (*seen, minus))
assert seen[0] + 0.02 < seen[1] < seen[2] - 0.02, "the behaviour changed"
assert minus < seen[0] - 0.02
PYTHON
