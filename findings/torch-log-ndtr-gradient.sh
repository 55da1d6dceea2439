#!/usr/bin/env bash
# PyTorch 2.15.0: the gradient of torch.special.log_ndtr, the logarithm of the normal distribution, is 177 times too large at
# -20,000 and 0.4 instead of 100,000 at -100,000, in float32; the function itself is right there. That of erfcx loses its sign.
#
# A good guess would be: log_ndtr exists for the tails, so its gradient, nearly -x there, is right in them as well. It is
# computed as exp(-(log_ndtr(x) + x * x / 2)), where two numbers of many millions are subtracted.
# Seen on 2026-11-29, also under torch.compile:
#   x                        -100     -300     -1000   -2000   -5000   -10,000   -20,000     -100,000
#   log_ndtr, float32        right to 7 digits everywhere
#   its gradient, float32    100.03   299.5    955.6   1730    3233    64,930    3,545,000   0.399
#   its gradient, float64    100.01   300.0    1000    2000    5000    10,000    20,000      100,000
#   x                        100        500        1000       3000       5000       10,000
#   erfcx gradient, float32  -5.64e-5   -2.15e-6   -5.96e-7   -1.19e-7   +1.19e-7   0
#   erfcx gradient, float64  -5.64e-5   -2.26e-6   -5.64e-7   -6.27e-8   -2.26e-8   -5.64e-9
# A mean of censored targets (more than 20,000, as prices are) of deviation 1, from 0 by a Newton step (the curvature is 1):
# to 20,000 in float64, to 3.5 million in float32.
#
# What it means: a model of censored or truncated targets, or a probit loss, takes steps of any size at the start, before it
# is near; clipping hides the large ones, nothing the small ones. Scale the targets, or take these terms in float64, which is
# right to a tenth of a percent as far as -1,000,000.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.6
TORCHINDUCTOR_CACHE_DIR="$folder/cache" "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch

torch.set_num_threads(1)
far = [-100.0, -300.0, -1000.0, -2000.0, -5000.0, -10_000.0, -20_000.0, -100_000.0]


def gradient(f, x, dtype):
    x = torch.tensor(x, dtype=dtype, requires_grad=True)
    y = f(x)
    y.sum().backward()
    return y.detach().double(), x.grad.double()


y, g = gradient(torch.special.log_ndtr, far, torch.float32)
exact, right = gradient(torch.special.log_ndtr, far, torch.float64)
_, compiled = gradient(torch.compile(torch.special.log_ndtr), far, torch.float32)
for row in zip(far, y.tolist(), g.tolist(), right.tolist(), compiled.tolist()):
    print(*("%.6g" % v for v in row))
assert torch.allclose(y, exact, rtol=1e-6)
assert torch.allclose(right, -torch.tensor(far, dtype=torch.float64), rtol=1e-3)
for ratio in (g / right, compiled / right):
    assert (ratio[:2] - 1).abs().max() < 0.01
    assert ratio[5] > 2 or ratio[5] < 0.5
    assert ratio[6] > 10 or ratio[6] < 0.1
    assert ratio[7] > 10 or ratio[7] < 0.1
_, deep = gradient(torch.special.log_ndtr, [-1e6], torch.float64)
assert abs(deep.item() / 1e6 - 1) < 1e-3

far = [100.0, 500.0, 1000.0, 3000.0, 5000.0, 10_000.0]
_, g = gradient(torch.special.erfcx, far, torch.float32)
_, right = gradient(torch.special.erfcx, far, torch.float64)
print(g.tolist(), right.tolist())
assert (g[0] / right[0] - 1).abs() < 0.01 and g[4] >= 0 and g[5] == 0 and (right < 0).all()

for dtype in (torch.float32, torch.float64):
    mean = torch.zeros((), dtype=dtype, requires_grad=True)
    target = torch.full((100,), 20_000.0, dtype=dtype)
    (-torch.special.log_ndtr(mean - target)).mean().backward()
    step = -mean.grad.item()
    print("one step", dtype, step)
    assert step > 1e6 if dtype == torch.float32 else abs(step - 20_000) < 30
PYTHON
