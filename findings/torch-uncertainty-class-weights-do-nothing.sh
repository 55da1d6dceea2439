#!/usr/bin/env bash
# torch-uncertainty 0.13.0: CrossEntropyMaxSupLoss with max_sup > 0 passes over the weights of the classes. They multiply the finished mean of
# the cross entropy, so that all that they do is to scale the loss by their own mean; reduction="none" gives that mean for every row.
#
# A good guess would be: it is PyTorch's CrossEntropyLoss, from which it is derived, plus max_sup times the penalty; `weight` counts a row by
# its class, as it does with max_sup = 0, and a max_sup of 1e-9 changes the ninth digit.
# Seen on 2026-12-01, PyTorch 2.15.0, 4,000 rows of which 5 % are positive, a linear network trained by Adam with the weights 1 and 19:
#                     loss of outputs of 0       recall of the
#                     (ten rows of one class)    rare class
#   max_sup = 0       0.693                      0.80
#   max_sup = 1e-9    6.931                      0.14, as without weights
# The gradients of the weights (1, 19) and (19, 1) are the same bit by bit: ten times that without. The class calls F.cross_entropy
# without `weight` and multiplies what comes out, (rows, 1), by the weights, (classes,), before it takes the mean.
#
# What it means: of a rare class that was to be found by its weight as much is found as without, and with SGD the rate of learning is ten times
# what was set. Give the weights to the sampler instead.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch-uncertainty==0.13.0 torch==2.15.0 torchvision==0.29.2 'lightning[pytorch-extra]==2.6.6' \
    timm==1.0.31 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from torch.nn import CrossEntropyLoss
from torch_uncertainty.losses import CrossEntropyMaxSupLoss

torch.manual_seed(0)
x = torch.randn(4000, 2)
y = (x.sum(1) + 1.5 * torch.randn(4000) > 3.4).long()
weights = torch.tensor([1.0, 19.0])
print("positive: %.3f" % y.float().mean())


def trained(loss):
    torch.manual_seed(0)
    network = torch.nn.Linear(2, 2)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.02)
    for _ in range(500):
        optimizer.zero_grad()
        loss(network(x), y).backward()
        optimizer.step()
    return (network(x).argmax(1)[y == 1] == 1).float().mean().item()


def gradient(loss):
    outputs = torch.zeros(4000, 2, requires_grad=True)
    loss(outputs, y).backward()
    return outputs.grad


recall = {
    "PyTorch, weights": trained(CrossEntropyLoss(weight=weights)),
    "max_sup 0, weights": trained(CrossEntropyMaxSupLoss(max_sup=0, weight=weights)),
    "max_sup 1e-9, weights": trained(CrossEntropyMaxSupLoss(max_sup=1e-9, weight=weights)),
    "max_sup 1e-9, none": trained(CrossEntropyMaxSupLoss(max_sup=1e-9)),
}
for name, value in recall.items():
    print("%-22s recall of the rare class %.2f" % (name, value))
assert recall["PyTorch, weights"] == recall["max_sup 0, weights"] > 0.7
assert recall["max_sup 1e-9, weights"] < 0.2, "the behaviour changed"
assert recall["max_sup 1e-9, none"] < 0.2

for only in 0, 1:
    outputs = torch.zeros(10, 2)
    labels = torch.full((10,), only)
    values = [CrossEntropyMaxSupLoss(max_sup=m, weight=weights)(outputs, labels).item() for m in (0, 1e-9)]
    print("ten rows of class", only, "loss %.3f with max_sup 0, %.3f with 1e-9" % tuple(values))
    assert abs(values[0] - 0.6931) < 1e-3 and abs(values[1] - 6.931) < 1e-2

one = gradient(CrossEntropyMaxSupLoss(max_sup=0.5, weight=weights))
other = gradient(CrossEntropyMaxSupLoss(max_sup=0.5, weight=weights.flip(0)))
plain = gradient(CrossEntropyMaxSupLoss(max_sup=0.5))
assert torch.equal(one, other) and torch.allclose(one, 10 * plain)
right = gradient(CrossEntropyMaxSupLoss(weight=weights)), gradient(CrossEntropyMaxSupLoss(weight=weights.flip(0)))
assert not torch.allclose(*right)
each = CrossEntropyMaxSupLoss(max_sup=1e-9, reduction="none")(x, y)
print("reduction none: the rows have", len(torch.unique(each.round(decimals=5))), "value, PyTorch's",
      len(torch.unique(CrossEntropyLoss(reduction="none")(x, y))))
assert len(torch.unique(each.round(decimals=5))) == 1
PYTHON
