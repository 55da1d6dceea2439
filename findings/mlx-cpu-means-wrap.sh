#!/usr/bin/env bash
# MLX 0.32.4 on a CPU (mlx-cpu): the mean of two Unix times in int32 is -387,484,000 and their variance 4.6e18, that of 70,000
# ones in float16 infinite, and the variance of a million numbers of mean 10,000 and deviation 1 is 17,139.
#
# A good guess would be: mean of integers answers in float32 and so adds in float32, as it is right for uint8; mean of float16
# adds in float32 as PyTorch's and NumPy's; var subtracts a good mean first, and a million numbers are added in parts.
# Seen on 2026-11-30:
#   what                                                    MLX           right
#   mean of 1760000000 and 1760000010, int32                -3.87e8       1.76e9
#   variance of these                                       4.6e18        25
#   mean of them as float32                                 1.76e9        the same
#   mean of 200 and 100, uint8                              150           the same
#   mean of 70,000 ones, float16                            infinity      1
#   mean of a million numbers around 10,000, float32        10130.8       10000
#   variance of them (deviation 1)                          17138.8       1.00
#   variance of a thousand of them                          0.954         the same
#   mean of ten million times 0.1                           0.10879       0.1
#   BatchNorm, 250,000 rows of 4 such columns               mean 1.0, deviation 0.08      0 and 1
# The cause: the mean is the sum in the type of the sum, int32 or float16, times one through the number, and a sum along a whole
# array is one running sum per vector lane; variance subtracts that mean.
#
# What it means: what was tried on a laptop's CPU or on Linux is normalized by other numbers than on the GPU, and times are
# centred by a negative one. Cast to float32 first, take off a constant, or reduce in two steps, rows first.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlx==0.32.4 mlx-cpu==0.32.4 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import mlx.core as mx
import numpy as np
from mlx import nn

mx.set_default_device(mx.cpu)
seen = {}


def show(name, value, right):
    value = float(value.astype(mx.float32).item())
    print("%-55s %12.6g   right %.6g" % (name, value, right))
    seen[name] = value


times = np.array([1_760_000_000, 1_760_000_010], np.int32)
show("mean of two Unix times in int32", mx.mean(mx.array(times)), times.mean(dtype=float))
show("their variance", mx.var(mx.array(times)), times.var(dtype=float))
show("the same as float32", mx.mean(mx.array(times).astype(mx.float32)), times.mean(dtype=float))
show("mean of two uint8, 200 and 100", mx.mean(mx.array([200, 100], dtype=mx.uint8)), 150)
ones = mx.ones((70_000,), dtype=mx.float16)
show("mean of 70,000 float16 ones", mx.mean(ones), 1)
show("variance of 70,000 float16 ones and as many -1", mx.var(mx.concatenate([ones, -ones])), 1)
random = np.random.default_rng(0)
offset = (10_000 + random.normal(size=1_000_000)).astype(np.float32)
show("variance of a million numbers, mean 10,000", mx.var(mx.array(offset)), offset.var(dtype=float))
show("their mean", mx.mean(mx.array(offset)), offset.mean(dtype=float))
show("mean of ten million times 0.1", mx.mean(mx.full((10_000_000,), 0.1)), 0.1)
show("variance of a thousand of them", mx.var(mx.array(offset[:1000])), offset[:1000].var(dtype=float))
rows = np.array(nn.BatchNorm(4)(mx.array(offset.reshape(-1, 4)))).astype(float)
print("BatchNorm: means", rows.mean(0).round(3), "deviations", rows.std(0).round(3))

assert seen["mean of two Unix times in int32"] < 0 < seen["the same as float32"], "the behaviour changed"
assert seen["their variance"] > 1e18 and seen["mean of two uint8, 200 and 100"] == 150
assert seen["mean of 70,000 float16 ones"] == np.inf == seen["variance of 70,000 float16 ones and as many -1"]
assert seen["their mean"] > 10_100 and seen["variance of a million numbers, mean 10,000"] > 10_000
assert abs(seen["variance of a thousand of them"] - offset[:1000].var(dtype=float)) < 1e-3
assert seen["mean of ten million times 0.1"] > 0.105
assert np.all(rows.std(0) < 0.2) and np.all(np.abs(rows.mean(0)) > 0.8)
blocks = mx.mean(mx.mean(mx.array(offset.reshape(1000, 1000)), axis=1)).item()
print("the mean of the means of a thousand rows:", blocks)
assert abs(blocks - 10_000) < 0.1
PYTHON
