#!/usr/bin/env bash
# MONAI 1.6.1: false positives are counted as what is left of the volume without the true negatives, in float32: of 512 x 512 x 320 voxels
# three of them are none, so that precision, F1 and MCC are 1, and twelve are eight.
#
# A good guess would be: get_confusion_matrix counts true and false positives, exactly as long as there are fewer than 16,777,216 of each, which
# there are: a lesion has some hundred voxels.
# Seen on 2026-12-01, PyTorch 2.15.0, a lesion of five voxels, found, with some voxels too many around it, in 84 million voxels:
#   too many     counted    precision          F1
#   3            0          1      (0.625)     1      (0.769)
#   4            0          1      (0.556)     1      (0.714)
#   12           8          0.385  (0.294)     0.556  (0.455)
# FBetaScore is the same. False negatives are the positives less the true ones and right; in 64 x 64 x 64 voxels all are. float32 has steps of
# 8 above 67,108,864, of 4 above 33,554,432, of 2 above 16,777,216.
#
# What it means: of whole scans, where lesions are small, the precision is a matter of rounding, and good networks have 1. Crop to the
# foreground before, or count (prediction & ~truth).sum().
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet monai==1.6.1 torch==2.15.0 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from monai.metrics import ConfusionMatrixMetric, FBetaScore, get_confusion_matrix

names = ["precision", "f1 score", "mcc"]


def measured(size, too_many):
    truth = torch.zeros(1, 1, *size)
    found = torch.zeros(1, 1, *size)
    truth[0, 0, 30, 30, 30:35] = 1
    found[0, 0, 30, 30, 30 : 35 + too_many] = 1
    tp = int((truth.bool() & found.bool()).sum())
    fp = int((found.bool() & ~truth.bool()).sum())
    assert (tp, fp) == (5, too_many)
    metric = ConfusionMatrixMetric(metric_name=names)
    metric(found, truth)
    f_beta = FBetaScore(beta=1.0)
    f_beta(found, truth)
    precision, f1, mcc = (value.item() for value in metric.aggregate())
    counted = get_confusion_matrix(found, truth)[0, 0, 1].item()
    right = tp / (tp + fp), 2 * tp / (2 * tp + fp)
    print("%s voxels, %2d too many: counted %2d, precision %.3f (right %.3f), F1 %.3f (%.3f), FBetaScore %.3f, MCC %.3f"
          % (size, too_many, counted, precision, right[0], f1, right[1], f_beta.aggregate()[0].item(), mcc))
    return counted, precision, f1, f_beta.aggregate()[0].item(), right


for too_many in 3, 4, 12:
    counted, precision, f1, f_beta, right = measured((64, 64, 64), too_many)
    assert counted == too_many and abs(precision - right[0]) < 1e-6 and abs(f1 - right[1]) < 1e-6
large = (512, 512, 320)
for too_many in 3, 4:
    counted, precision, f1, f_beta, right = measured(large, too_many)
    assert counted == 0 and precision == f1 == f_beta == 1, "the behaviour changed"
assert measured(large, 12)[0] == 8
PYTHON
