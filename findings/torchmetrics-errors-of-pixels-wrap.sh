#!/usr/bin/env bash
# TorchMetrics 1.9.0, PyTorch 2.15.0: of pixels in uint8 the mean absolute error is 191 instead of 64, the mean squared error 106
# instead of 5387 and the total variation three times what it is; the mean squared error of 100000 and 0 in int32 wraps as well, and
# the explained variance of int16 is above 1.
#
# A good guess would be: what the same numbers give in float32, as PSNR does, or an error, as SSIM, R2 and Pearson's correlation raise.
# Seen on 2026-11-30, pixels 0 to 255 at random as targets and the same divided by 2 as predictions:
#   metric                                        float64     uint8        int16      int32
#   mean_absolute_error                           63.5        191.1        63.5       63.5
#   mean_squared_error                            5387        106          5387       5387
#   mean_absolute_percentage_error                0.504       5.65         0.504      0.504
#   symmetric_mean_absolute_percentage_error      0.677       1,466,246    0.677      0.677
#   explained_variance                            0.750       0.753        1.105      0.750
#   total_variation, of the predictions           505,486     1,505,664    505,486    505,486
#   image_gradients, their absolute values        251,611     743,575      251,611    251,611
#   peak_signal_noise_ratio_with_blocked_effect   10.82       27.89        10.82      10.82
#   peak_signal_noise_ratio                       10.82       10.82        10.82      10.82
#   mean_squared_error of 100000, 0 and 0, 0 in int32: 705,032,704, right 5,000,000,000
# Classes that are updated do the same. The cause: differences, squares and sums are taken in the type of the pixels.
#
# What it means: a PSNR-B of 28 dB looks like a good reconstruction where it is 11, and what is far off counts as near (5 and 250 are 11
# apart). Convert pictures and integer targets to float before the metric.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torchmetrics==1.9.0 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
import torchmetrics.functional as metrics
import torchmetrics.functional.image as image
from torchmetrics import MeanAbsoluteError

torch.manual_seed(0)
target = torch.randint(0, 256, (2, 3, 32, 32))
prediction = target // 2


def flat(metric):
    return lambda a, b: metric(a.flatten(), b.flatten())


cases = {
    "mean_absolute_error": flat(metrics.mean_absolute_error),
    "mean_squared_error": flat(metrics.mean_squared_error),
    "mean_absolute_percentage_error": flat(metrics.mean_absolute_percentage_error),
    "symmetric_mean_absolute_percentage_error": flat(metrics.symmetric_mean_absolute_percentage_error),
    "explained_variance": flat(metrics.explained_variance),
    "total_variation": lambda a, b: image.total_variation(a),
    "image_gradients": lambda a, b: image.image_gradients(a)[0].double().abs().sum(),
    "peak_signal_noise_ratio_with_blocked_effect":
        lambda a, b: image.peak_signal_noise_ratio_with_blocked_effect(a[:, :1], b[:, :1], data_range=255.0),
    "peak_signal_noise_ratio": lambda a, b: image.peak_signal_noise_ratio(a, b, data_range=255.0),
}
kinds = (torch.float64, torch.uint8, torch.int16, torch.int32)
found = {}
for name, metric in cases.items():
    found[name] = [float(metric(prediction.to(kind), target.to(kind))) for kind in kinds]
    print("%s: float64 %.6g, uint8 %.6g, int16 %.6g, int32 %.6g" % (name, *found[name]))

error = (prediction - target).double()
assert abs(found["mean_absolute_error"][0] - error.abs().mean()) < 1e-3
assert abs(found["mean_squared_error"][0] - (error ** 2).mean()) < 1e-2
wrapped = error.long().remainder(256).double()
assert abs(found["mean_absolute_error"][1] - wrapped.mean()) < 0.5 and wrapped.mean() > 180, "the behaviour changed"
assert found["mean_squared_error"][1] < 0.03 * found["mean_squared_error"][0], "the behaviour changed"
assert found["mean_absolute_percentage_error"][1] > 5 * found["mean_absolute_percentage_error"][0], "the behaviour changed"
assert found["symmetric_mean_absolute_percentage_error"][1] > 2, "the behaviour changed"
assert found["explained_variance"][2] > 1, "the behaviour changed"
assert found["total_variation"][1] > 2.5 * found["total_variation"][0], "the behaviour changed"
assert found["image_gradients"][1] > 2.5 * found["image_gradients"][0], "the behaviour changed"
name = "peak_signal_noise_ratio_with_blocked_effect"
assert found[name][1] > found[name][0] + 10, "the behaviour changed"
assert all(abs(value - found["peak_signal_noise_ratio"][0]) < 1e-4 for value in found["peak_signal_noise_ratio"])

metric = MeanAbsoluteError()
for a, b in zip(prediction.to(torch.uint8), target.to(torch.uint8)):
    metric.update(a.flatten(), b.flatten())
print("MeanAbsoluteError, updated twice: %.1f" % metric.compute())
assert abs(metric.compute() - found["mean_absolute_error"][1]) < 1e-2, "the behaviour changed"

seen = float(metrics.mean_squared_error(torch.tensor([100000, 0], dtype=torch.int32), torch.tensor([0, 0], dtype=torch.int32)))
print("mean squared error of 100000, 0 and 0, 0 in int32: %.0f, right 5000000000" % seen)
assert abs(seen - (10 ** 10 % 2 ** 32) / 2) < 1e3, "the behaviour changed"
PYTHON
