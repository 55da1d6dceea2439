#!/usr/bin/env bash
# segmentation-models-pytorch 0.6.0: with class weights and reduction="weighted-imagewise" (or "macro") a perfect segmentation of four
# classes has an IoU, F1 and accuracy of 0.25, and of 20 classes 0.05; "weighted" is right.
#
# A good guess would be: 1, as of every other reduction. The documentation says of "weighted-imagewise": score for each image and class,
# then "weighted average over labels" and the average over images.
# Seen on 2026-11-30, output = target, class weights 1, 2, 3, 4 and 1, 1, 1, 1 alike:
#   reduction             micro   macro   weighted   micro-imagewise   macro-imagewise   weighted-imagewise
#   without weights       1       1       -          1                 1                 -
#   with weights          1       0.25    1          1                 0.25              0.25
# and of predictions that are right for 80 % of the pixels, weights 1, 2, 3, 4: 0.167 for "weighted-imagewise", by its definition 0.667.
# All seventeen metrics share the code, the rates of errors too: a false positive rate of 0.066 is 0.017.
# The cause: the weights are divided by their sum, and then the mean over the classes is taken instead of the sum.
#
# What it means: the numbers are smaller by the number of classes, so that of two models trained on other sets of classes the one with
# fewer classes looks better, and error rates look better than they are. Multiply by the number of classes, or weigh what
# reduction=None gives.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet segmentation-models-pytorch==0.6.0 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import segmentation_models_pytorch as smp
import torch

torch.manual_seed(0)
kinds = ("micro", "macro", "weighted", "micro-imagewise", "macro-imagewise", "weighted-imagewise")
metrics = (smp.metrics.iou_score, smp.metrics.f1_score, smp.metrics.accuracy)
for classes in (4, 20):
    target = torch.randint(0, classes, (6, 64, 64))
    counts = smp.metrics.get_stats(target, target, mode="multiclass", num_classes=classes)
    for weights in (None, [1.0] * classes, [1.0 + k for k in range(classes)]):
        for kind in kinds:
            if weights is None and "weighted" in kind:
                continue
            scores = {metric(*counts, reduction=kind, class_weights=weights).item() for metric in metrics}
            print("%d classes, weights %s, %s: %s" % (classes, weights and weights[:4], kind, scores))
            wrong = weights is not None and kind in ("macro", "macro-imagewise", "weighted-imagewise")
            assert all(abs(score - (1 / classes if wrong else 1)) < 1e-6 for score in scores), "the behaviour changed"

target = torch.randint(0, 4, (6, 64, 64))
output = torch.where(torch.rand(target.shape) < 0.8, target, (target + 1) % 4)
counts = smp.metrics.get_stats(output, target, mode="multiclass", num_classes=4)
weights = torch.tensor([1.0, 2.0, 3.0, 4.0])
for metric in (smp.metrics.iou_score, smp.metrics.false_positive_rate):
    seen = metric(*counts, reduction="weighted-imagewise", class_weights=weights.tolist()).item()
    right = (metric(*counts, reduction=None) * weights).sum(1).div(weights.sum()).mean().item()
    print("%s: %.4f, by definition %.4f" % (metric.__name__, seen, right))
    assert abs(4 * seen - right) < 1e-5, "the behaviour changed"
PYTHON
