#!/usr/bin/env bash
# torchbnn 1.2: BKLLoss(last_layer_only=True) is the divergence of the biases of the last layer alone, 2.0 instead of 48.6, and passes over
# `reduction`: the weights of that layer are held by nothing.
#
# A good guess would be: as it is documented, "return only the last layer's KL divergence", of its weights and biases, and with "mean" by their
# number.
# Seen on 2026-12-01, PyTorch 2.15.0, layers of 4 x 8 and 8 x 3 with a prior deviation of 0.1:
#                                    "sum"     "mean"
#   all layers                       214.4     3.20
#   last_layer_only                  1.99      1.99
#   last layer, computed directly    48.6      1.80
# Trained by it alone for 500 steps, the biases of the last layer are at the prior and its weights where they were, bit by bit; so are those
# of the other layers. The function returns the term that it computed last.
#
# What it means: a network that is Bayesian in its last layer has no regularization, and its uncertainty is that of the begin. Take
# BKLLoss()(network[-1]).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torchbnn==1.2 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
import torchbnn
from torch.distributions import Normal, kl_divergence

torch.manual_seed(0)
network = torch.nn.Sequential(torchbnn.BayesLinear(0, 0.1, 4, 8), torch.nn.ReLU(), torchbnn.BayesLinear(0, 0.1, 8, 3))
last = network[2]


def divergence(mean, logarithm):
    return kl_divergence(Normal(mean, logarithm.exp()), Normal(torch.zeros_like(mean), 0.1)).sum().item()


weights, biases = divergence(last.weight_mu, last.weight_log_sigma), divergence(last.bias_mu, last.bias_log_sigma)
for reduction in "sum", "mean":
    whole = torchbnn.BKLLoss(reduction=reduction)(network).item()
    found = torchbnn.BKLLoss(reduction=reduction, last_layer_only=True)(network).item()
    layer = torchbnn.BKLLoss(reduction=reduction)(last).item()
    right = (weights + biases) / (1 if reduction == "sum" else 27)
    print("%-4s: all layers %.2f, last_layer_only %.2f, the last layer given alone %.2f, computed directly %.2f" % (reduction, whole, found, layer, right))
    assert abs(layer - right) < 1e-3 * right
    assert abs(found - biases) < 1e-4 and found != right, "the behaviour changed"

before = last.weight_mu.detach().clone()
optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
loss = torchbnn.BKLLoss(last_layer_only=True)
for _ in range(500):
    optimizer.zero_grad()
    loss(network).backward()
    optimizer.step()
print("after 500 steps: largest bias %.5f, largest weight %.3f" % (last.bias_mu.abs().max(), last.weight_mu.abs().max()))
assert torch.equal(last.weight_mu, before) and last.bias_mu.abs().max() < 1e-3, "the behaviour changed"
PYTHON
