#!/usr/bin/env bash
# pytorch-metric-learning 2.9.0: AccuracyCalculator makes float32 of the labels, so that labels above 16,777,216 that lie close together are one
# class: random embeddings have a precision of 0.53 at the first neighbour where labels are about 1,700,000,000.
#
# A good guess would be: labels are compared, as whole numbers, whatever they are; the losses of the same package take int64 as it is.
# Seen on 2026-12-01, PyTorch 2.15.0, faiss-cpu 1.15.1, 400 random embeddings, four of each of 100 classes, labels 0 to 99 plus an offset:
#   offset           precision_at_1   mean_average_precision
#   0                0.0075           0.022
#   20,000,000       0.025            0.037
#   100,000,000      0.080            0.091
#   1,700,000,000    0.530            0.548
# get_accuracy casts embeddings and labels alike with .type(torch.float), which holds whole numbers up to 16,777,216.
#
# What it means: numbers of articles, customers or pictures, Unix times and hashes as labels make a retrieval look better than it is, by as much as
# labels are close together. Give torch.unique(labels, return_inverse=True)[1].
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-metric-learning==2.9.0 faiss-cpu==1.15.1 torch==2.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import torch
from pytorch_metric_learning.utils.accuracy_calculator import AccuracyCalculator

torch.manual_seed(0)
embeddings = torch.randn(400, 8)
classes = torch.arange(400) // 4
names = ("precision_at_1", "r_precision", "mean_average_precision", "mean_average_precision_at_r")
calculator = AccuracyCalculator(include=names, device=torch.device("cpu"))

distances = torch.cdist(embeddings.double(), embeddings.double()).fill_diagonal_(torch.inf)
right = (classes[distances.argmin(1)] == classes).double().mean().item()
print("precision at the first neighbour, computed directly: %.4f" % right)
found = {}
for offset in 0, 20_000_000, 100_000_000, 1_700_000_000:
    labels = classes + offset
    assert labels.dtype == torch.int64 and len(torch.unique(labels)) == 100
    assert (labels[distances.argmin(1)] == labels).double().mean().item() == right
    found[offset] = calculator.get_accuracy(embeddings, labels)
    print("offset %10d:" % offset, {name: round(value, 4) for name, value in found[offset].items()})
assert abs(found[0]["precision_at_1"] - right) < 1e-9
assert found[20_000_000]["precision_at_1"] > 2 * right, "the behaviour changed"
assert found[1_700_000_000]["precision_at_1"] > 0.5 and found[1_700_000_000]["mean_average_precision"] > 0.5
again = calculator.get_accuracy(embeddings, torch.unique(classes + 1_700_000_000, return_inverse=True)[1])
assert again == found[0], "numbered from 0 it is right"
PYTHON
