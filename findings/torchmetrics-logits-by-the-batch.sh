#!/usr/bin/env bash
# TorchMetrics 1.9.0, the binary metrics: whether outputs are logits is decided for each batch by whether one of them lies outside
# 0 to 1. The same four logits are 75 % accurate as one batch and 100 % as two; and an
# AUROC of logits above 17 is 0.5, as all are 1 after the sigmoid in float32.
#
# A good guess would be: what a metric comes to over an epoch does not depend on where batches end; AUROC is of ranks, which
# a sigmoid keeps.
# Seen on 2026-11-29, logits 0.2, 0.9, 0.8, -0.3 for classes 0, 1, 1, 0 (threshold 0.5, so 0.2 is a 1 as a logit, a 0 as a probability):
#   BinaryAccuracy, one batch of 4   0.75      batches of 3 and 1   1
#   BinaryF1Score,  one batch of 4   0.8       batches of 3 and 1   1
#   BinaryAUROC of logits 20, 21, 22, 23, 24 for 0, 0, 1, 1, 1   0.5 (scikit-learn 1); each less 22   1
#
# What it means: a good model late in training, or one at its very start with logits near 0, is judged by the size of the last
# batch. Apply the sigmoid before, in float64 for AUROC.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torchmetrics==1.9.0 torch==2.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import torch
from sklearn.metrics import roc_auc_score
from torchmetrics.classification import BinaryAccuracy, BinaryAUROC, BinaryF1Score

logits, classes = torch.tensor([0.2, 0.9, 0.8, -0.3]), torch.tensor([0, 1, 1, 0])


def over(metric, sizes):
    """The metric of the logits in batches of these sizes."""
    for rows, wanted in zip(logits.split(sizes), classes.split(sizes)):
        metric.update(rows, wanted)
    return metric.compute().item()


for metric, whole in (BinaryAccuracy, 0.75), (BinaryF1Score, 0.8):
    together, parts = over(metric(), [4]), over(metric(), [3, 1])
    probabilities = metric()(torch.sigmoid(logits), classes).item()
    print(f"{metric.__name__}: one batch {together:.4g}, batches of 3 and 1 {parts:.4g}, of sigmoids {probabilities:.4g}")
    assert abs(together - whole) < 1e-6 and parts == 1 and abs(probabilities - whole) < 1e-6
large, wanted = torch.tensor([20.0, 21, 22, 23, 24]), torch.tensor([0, 0, 1, 1, 1])
ranked, shifted = BinaryAUROC()(large, wanted).item(), BinaryAUROC()(large - 22, wanted).item()
double = BinaryAUROC()(torch.sigmoid(large.double()), wanted).item()
exact = roc_auc_score(wanted, large)
print(f"AUROC of 20 to 24: {ranked}, less 22: {shifted}, of sigmoids in float64 {double}, scikit-learn {exact}")
assert ranked == 0.5 and shifted == 1 and double == 1 and exact == 1
PYTHON
