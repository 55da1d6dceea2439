#!/usr/bin/env bash
# segmentation-models-pytorch 0.6.0: LovaszLoss(from_logits=False) takes the softmax of probabilities, and multiclass FocalLoss
# (from_logits=False) the sigmoid of their logarithm: the loss of probabilities that are right everywhere is 0.52 and 0.043, not 0.
#
# A good guess would be: with from_logits=False and the softmax (sigmoid) of the outputs the loss that from_logits=True has of the
# outputs, as DiceLoss, JaccardLoss and TverskyLoss do, and 0 for a perfect answer.
# Seen on 2026-11-30, four classes, random outputs, and a perfect answer as probabilities and as outputs of 30 and -30:
#   loss                      outputs   softmax, from_logits=False   perfect outputs   perfect probabilities
#   DiceLoss, multiclass      0.7537    0.7537                       0                 0
#   LovaszLoss, multiclass    0.83      0.75                         7e-27             0.525
#   LovaszLoss, binary        2.57      1.07                         0                 0.50
#   FocalLoss, multiclass     1.11      0.84                         0                 0.0433
#   FocalLoss, binary         1.0977    1.0977                       0                 8e-22
# LovaszLoss answers the same whether from_logits is True or False. A probability of 1 counts as 0.5 in FocalLoss, as log(1) = 0 is
# taken for a logit.
#
# What it means: a network that ends in a softmax is trained against another loss, whose floor looks like an error that is left, and
# losses of networks with and without softmax can't be compared. Give these losses outputs before the softmax.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet segmentation-models-pytorch==0.6.0 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import torch
import torch.nn.functional as F
from segmentation_models_pytorch.losses import DiceLoss, FocalLoss, JaccardLoss, LovaszLoss, TverskyLoss

torch.manual_seed(0)
target = torch.randint(0, 4, (6, 32, 32))
perfect = F.one_hot(target, 4).permute(0, 3, 1, 2).float()
outputs = 3 * torch.randn(6, 4, 32, 32)
binary = (target > 1).long()[:, None]
cases = {
    "multiclass": (outputs, outputs.softmax(1), 60 * perfect - 30, perfect, target),
    "binary": (outputs[:, :1], outputs[:, :1].sigmoid(), 60.0 * binary - 30, binary.float(), binary),
}
for mode, (logits, probabilities, sure, right, truth) in cases.items():
    for kind in (DiceLoss, JaccardLoss, TverskyLoss, FocalLoss, LovaszLoss):
        of_logits, of_sure = (kind(mode, from_logits=True)(x, truth).item() for x in (logits, sure))
        of_probabilities, of_right = (kind(mode, from_logits=False)(x, truth).item() for x in (probabilities, right))
        print("%s, %s: outputs %.4f, probabilities %.4f; perfect outputs %.3g, perfect probabilities %.3g"
              % (kind.__name__, mode, of_logits, of_probabilities, of_sure, of_right))
        assert of_sure < 1e-6
        if kind is LovaszLoss:
            assert of_probabilities == kind(mode)(probabilities, truth).item() and of_right > 0.4, "the behaviour changed"
        elif kind is FocalLoss and mode == "multiclass":
            assert abs(of_right - 0.25 * math.log(2) / 4) < 1e-5 and of_logits - of_probabilities > 0.1, "the behaviour changed"
        else:
            assert abs(of_logits - of_probabilities) < 1e-5 and of_right < 1e-6
PYTHON
