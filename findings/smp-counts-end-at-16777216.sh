#!/usr/bin/env bash
# segmentation-models-pytorch 0.6.0, PyTorch 2.15.0: get_stats counts no more than 16,777,216 pixels of a class in one picture (for each
# thread), so that in one of 50 million pixels 20 million background pixels that were missed are none: IoU 1 instead of 0.57.
#
# A good guess would be: counts, in integers as the documentation says (torch.LongTensor), for a picture of any size.
# Seen on 2026-11-30, one picture of 50,000,000 pixels, class 0 on 46,777,216 of them, 20,000,000 of which are predicted as class 1,
# and class 1 on the others; one thread:
#                               true positives   false positives   false negatives   IoU
#   class 0                     16,777,216       0                 0                 1.000     right 26,777,216, 0, 20,000,000; 0.572
#   class 1                     3,222,784        13,554,432        0                 0.192     right 3,222,784, 20,000,000, 0; 0.139
# With two threads the same call has 0.553 for class 0, as each thread counts to 16,777,216 in its half. torch.histc, which counts, says
# 16777216 for 50,000,000 zeros with one thread and 33554432 with two.
# The cause: a histogram of float32 counts by adding 1, and 16777216 + 1 is 16777216.
#
# What it means: whole satellite scenes, slides and volumes (a volume of 512 x 512 x 200 has 52 million voxels) have scores of the large
# classes that are too good and depend on the number of threads. Count in tiles and add up the counts, or use torch.bincount.
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

target = torch.zeros(1, 5000, 10000, dtype=torch.long)
output = torch.zeros_like(target)
target.view(-1)[46_777_216:] = 1
output.view(-1)[26_777_216:] = 1
pairs = torch.bincount((2 * target + output).view(-1), minlength=4).tolist()
right = [[pairs[0], pairs[2], pairs[1]], [pairs[3], pairs[1], pairs[2]]]
assert right == [[26_777_216, 0, 20_000_000], [3_222_784, 20_000_000, 0]]
scores = {}
for threads in (1, 2):
    torch.set_num_threads(threads)
    counts = smp.metrics.get_stats(output, target, mode="multiclass", num_classes=2)
    scores[threads] = smp.metrics.iou_score(*counts)[0].tolist()
    print("threads %d, histc of 50000000 zeros: %d" % (threads, torch.histc(torch.zeros(50_000_000), bins=2, min=0, max=1)[0].item()))
    for k in (0, 1):
        seen = [count[0, k].item() for count in counts[:3]]
        print("class %d: tp, fp, fn %s, right %s; IoU %.4f, right %.4f" % (k, seen, right[k], scores[threads][k], right[k][0] / sum(right[k])))
        if threads == 1:
            assert seen == ([16_777_216, 0, 0] if k == 0 else [3_222_784, 13_554_432, 0]), "the behaviour changed"
assert scores[1][0] == 1.0 and abs(scores[1][1] - right[1][0] / sum(right[1])) > 0.04, "the behaviour changed"
assert scores[2][0] < 0.99 and abs(scores[2][0] - right[0][0] / sum(right[0])) > 0.01, "the behaviour changed"
halves = [smp.metrics.get_stats(a, b, mode="multiclass", num_classes=2) for a, b in zip(output.split(1000, dim=1), target.split(1000, dim=1))]
tiled = smp.metrics.iou_score(*(sum(part) for part in zip(*halves)))[0].tolist()
print("in tiles of 1,000 rows: IoU %.4f, %.4f" % tuple(tiled))
assert all(abs(tiled[k] - right[k][0] / sum(right[k])) < 1e-6 for k in (0, 1))
PYTHON
