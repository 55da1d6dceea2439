#!/usr/bin/env bash
# torch-uncertainty 0.13.0: one output of 17 or more among those that a TemperatureScaler of a binary network is fitted on makes the
# temperature NaN, and with it every calibrated output; and a VectorScaler takes temperatures that are a tensor for their inverses.
#
# A good guess would be: an output of 17 is a row that the network is sure of, as there are in any training that went on for long; probabilities
# are kept off 0 and 1 by eps = 1e-8, as the class says. Temperatures of 2, as a number or as a tensor of twos, divide by 2.
# Seen on 2026-12-01, PyTorch 2.15.0, 1,000 outputs (logits) twice as large as they should be:
#   largest output      temperature     calibrated output of 2
#   15.9                1.906           1.050
#   17 (one row)        NaN             NaN
# and VectorScaler(3, init_temperature=2.0) makes 0.5 of 1, init_temperature=torch.tensor([2., 2., 2.]) 2.0, with a `temperature` of 0.5.
# The binary outputs are taken through a float32 sigmoid and clamped to 1 - 1e-8, which is 1 in float32; the logarithm of 1 - 1 is minus infinity,
# and its product with the temperature has a gradient of NaN. There is no error, and no warning: NaN <= 0 is false. Two outputs instead of one
# are right.
#
# What it means: calibrating the better network fails, silently, and a metric over its probabilities is NaN or, where NaN compares as false,
# a number. Stack the logits with zeros, (0, logit), and fit that.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch-uncertainty==0.13.0 torch==2.15.0 torchvision==0.29.2 'lightning[pytorch-extra]==2.6.6' \
    timm==1.0.31 scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import torch
from torch.utils.data import DataLoader, TensorDataset
from torch_uncertainty.post_processing import TemperatureScaler, VectorScaler

torch.manual_seed(0)
outputs = (4 * torch.randn(1000)).clamp(-15.9, 15.9)
labels = (torch.rand(1000) < torch.sigmoid(outputs / 2)).float()


def temperature(outputs, labels):
    scaler = TemperatureScaler()
    scaler.fit(DataLoader(TensorDataset(outputs, labels), batch_size=100), progress=False)
    return scaler.temperature[0].item(), scaler


for largest in 15.9, 16.5, 17.0, 20.0:
    logits, truths = outputs.clone(), labels.clone()
    logits[0], truths[0] = largest, 1.0
    found, scaler = temperature(logits, truths)
    calibrated = scaler(torch.tensor([2.0])).item()
    two, _ = temperature(torch.stack([torch.zeros(1000), logits], dim=1), truths.long())
    print("an output of %4.1f: temperature %.3f, 2 becomes %.3f; as two outputs %.3f" % (largest, found, calibrated, two))
    assert abs(two - 1.95) < 0.15
    if largest < 17:
        assert abs(found - two) < 0.05 and abs(calibrated - 2 / two) < 0.05
    else:
        assert math.isnan(found) and math.isnan(calibrated), "the behaviour changed"

number = VectorScaler(3, init_temperature=2.0)
tensor = VectorScaler(3, init_temperature=torch.tensor([2.0, 2.0, 2.0]))
for name, scaler in (("number", number), ("tensor", tensor)):
    scaler.model, scaler.trained = torch.nn.Identity(), True
    print("VectorScaler of temperature 2, a", name, "makes of 1:", scaler(torch.ones(1, 3)).tolist())
assert torch.allclose(number(torch.ones(1, 3)), torch.tensor(0.5))
assert torch.allclose(tensor(torch.ones(1, 3)), torch.tensor(2.0)), "the behaviour changed"
PYTHON
