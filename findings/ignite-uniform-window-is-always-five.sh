#!/usr/bin/env bash
# PyTorch-Ignite 0.5.5: SSIM with gaussian=False has a window of five pixels whatever kernel_size is, and with kernel_size=3 weights
# that add up to 0.36, so that it calls a noisy picture better (0.979) than it is (0.937).
#
# A good guess would be: "False to use uniform kernel" is a window of kernel_size pixels of equal weights that add up to 1.
# Seen on 2026-11-30, and by the definition with a mean over the window:
#   kernel_size   noise of 0.1    stripes of 8 pixels, inverted    flat pictures of 0.5 and 0.25
#   3             0.979, 0.937    -0.034, -0.174                   0.642, 0.800
#   5             0.945, 0.945    -0.304, -0.304                   0.800, 0.800
#   7             0.945, 0.947    -0.304, -0.430                   0.800, 0.800
#   11            0.945, 0.948    -0.304, -0.687                   0.800, 0.800
# 5, 7 and 11 are the same bit by bit.
# The cause: the uniform kernel is 1/5 from the third pixel before the middle to the third after, cut where the window is smaller.
#
# What it means: numbers with different windows that are compared are one number, and of a window of 3 the variances are mixed up
# with the means. Use the Gaussian window, or kernel_size=5.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-ignite==0.5.5 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
import torch.nn.functional as F
from ignite.metrics import SSIM

torch.manual_seed(0)


def seen(x, y, size):
    metric = SSIM(data_range=1.0, kernel_size=size, gaussian=False)
    metric.update((x, y))
    return metric.compute()


def definition(x, y, size):
    def mean(picture):
        return F.avg_pool2d(F.pad(picture, [size // 2] * 4, mode="reflect"), size, 1)

    x, y = x.double(), y.double()
    a, b = mean(x), mean(y)
    va, vb, cov = mean(x * x) - a * a, mean(y * y) - b * b, mean(x * y) - a * b
    return ((2 * a * b + 1e-4) * (2 * cov + 9e-4) / ((a * a + b * b + 1e-4) * (va + vb + 9e-4))).mean().item()


picture = torch.rand(2, 3, 64, 64)
noisy = (picture + 0.1 * torch.randn_like(picture)).clamp(0, 1)
stripes = ((torch.arange(64) // 8) % 2).float().expand(1, 1, 64, 64).contiguous()
pairs = {"noise": (picture, noisy), "stripes": (stripes, 1 - stripes), "flat": (torch.full((1, 1, 64, 64), 0.5), torch.full((1, 1, 64, 64), 0.25))}
result = {}
for name, (x, y) in pairs.items():
    for size in (3, 5, 7, 11):
        result[name, size] = seen(x, y, size), definition(x, y, size)
        print("%s, kernel_size %d: %.4f, by definition %.4f" % (name, size, *result[name, size]))
for name in pairs:
    assert abs(result[name, 5][0] - result[name, 5][1]) < 1e-4
    assert result[name, 5][0] == result[name, 7][0] == result[name, 11][0], "the behaviour changed"
assert result["noise", 3][0] - result["noise", 3][1] > 0.03, "the behaviour changed"
assert result["flat", 3][0] < 0.7 < 0.79 < result["flat", 3][1], "the behaviour changed"
PYTHON
