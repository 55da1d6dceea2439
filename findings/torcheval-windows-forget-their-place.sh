#!/usr/bin/env bash
# torcheval 0.0.7, PyTorch 2.15.0: a windowed metric that is loaded from its state_dict, or reset, has lost its place in the window:
# a click-through rate of 0.75 is 0 after loading, and of eight updates after a reset the first four are forgotten.
#
# A good guess would be: the loaded metric gives what the saved one gives, before and after the same updates, and a reset one what a
# new one gives; the package is described as one for "metric computations and checkpointing".
# Seen on 2026-11-30:
#   WindowedClickThroughRate(max_num_updates=100), ten updates of 1, 0, 1, 1                     windowed value 0.75
#   the same loaded from state_dict()                                                            0
#   ... and one further update of 0, 0, 0, 0: the metric itself, the loaded one                  0.682, 0
#   ... and 20 of 1, 1, 1, 1 (of 31 in a window of 100)                                          0.887, 0.952
#   max_num_updates=10, five updates of 0, reset(), four of 1 and four of 0: right, seen         0.5, 0
#   WindowedWeightedCalibration of the first case                                                1, and 0 when loaded
#   WindowedBinaryNormalizedEntropy                                                              0.299, and NaN when loaded
#   WindowedBinaryAUROC(max_num_samples=8) of a full window whose first four scores are 0        0.625, seen 1.0
# The lifetime values beside them are right.
# The causes: the place of the next update is no part of the state and is not reset either; and WindowedBinaryAUROC takes scores of 0
# behind that place for a part of the window that is not filled yet.
#
# What it means: a training that is resumed reports rates of 0 and then of the few updates since, which is how a broken model looks.
# Save metric.next_inserted beside the state and set it after loading, and make a new metric instead of a reset.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torcheval==0.0.7 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from torcheval.metrics import WindowedBinaryAUROC, WindowedBinaryNormalizedEntropy, WindowedClickThroughRate, WindowedWeightedCalibration


def windowed(metric):
    return metric.compute()[1].item()


clicks, none, all_of_them = torch.tensor([1, 0, 1, 1]), torch.zeros(4), torch.ones(4)
metric = WindowedClickThroughRate(max_num_updates=100)
for _ in range(10):
    metric.update(clicks)
loaded = WindowedClickThroughRate(max_num_updates=100)
loaded.load_state_dict(metric.state_dict())
print("click-through rate of the window %.3f, loaded %.3f; lifetime of the loaded one %.3f"
      % (windowed(metric), windowed(loaded), loaded.compute()[0].item()))
assert windowed(metric) == 0.75 and loaded.compute()[0].item() == 0.75
assert windowed(loaded) == 0, "the behaviour changed"
for each in (metric, loaded):
    each.update(none)
print("and one update without clicks: %.3f, loaded %.3f" % (windowed(metric), windowed(loaded)))
assert abs(windowed(metric) - 7.5 / 11) < 1e-9 and windowed(loaded) == 0, "the behaviour changed"
for each in (metric, loaded):
    for _ in range(20):
        each.update(all_of_them)
print("and 20 updates of clicks: %.3f, loaded %.3f" % (windowed(metric), windowed(loaded)))
assert abs(windowed(metric) - 27.5 / 31) < 1e-9 and windowed(loaded) == 20 / 21, "the behaviour changed"

again = WindowedClickThroughRate(max_num_updates=10)
new = WindowedClickThroughRate(max_num_updates=10)
for _ in range(5):
    again.update(none)
again.reset()
for each in (again, new):
    for step in range(8):
        each.update(all_of_them if step < 4 else none)
print("eight updates, half of them clicks: new metric %.3f, reset metric %.3f" % (windowed(new), windowed(again)))
assert windowed(new) == 0.5 and windowed(again) == 0, "the behaviour changed"

for kind in (WindowedWeightedCalibration, WindowedBinaryNormalizedEntropy):
    metric, loaded = kind(max_num_updates=100), kind(max_num_updates=100)
    for _ in range(10):
        metric.update(torch.tensor([0.9, 0.3, 0.9, 0.9], dtype=torch.float64), clicks.double())
    loaded.load_state_dict(metric.state_dict())
    print("%s %.3f, loaded %.3f" % (kind.__name__, windowed(metric), windowed(loaded)))
    assert windowed(metric) > 0.1 and not abs(windowed(loaded) - windowed(metric)) < 0.1, "the behaviour changed"

metric = WindowedBinaryAUROC(max_num_samples=8)
scores = [[0.1, 0.9, 0.8, 0.2], [0, 0, 0, 0], [0.3, 0.7, 0.6, 0.4]]
labels = [[1, 0, 1, 0], [1, 0, 0, 1], [0, 1, 1, 0]]
for score, label in zip(scores, labels):
    metric.update(torch.tensor(score), torch.tensor(label))
scores, labels = scores[1] + scores[2], labels[1] + labels[2]
pairs = [(a > b) + 0.5 * (a == b) for a, i in zip(scores, labels) if i for b, j in zip(scores, labels) if not j]
print("AUROC of a full window of eight, four of them 0: %.3f, seen %.3f" % (sum(pairs) / len(pairs), metric.compute().item()))
assert sum(pairs) / len(pairs) == 0.625 and metric.compute().item() == 1.0, "the behaviour changed"
PYTHON
