#!/usr/bin/env bash
# pytorch-forecasting 1.8.0: adding a metric to a sum of metrics, or multiplying the sum, changes the sum itself: 0.5 * base halves the loss that is
# trained with `base`; and MASE divides differences by one too many, so that it is 2.0 instead of 1 for a history of one.
#
# A good guess would be: base + RMSE() and 0.5 * base are new metrics, as SMAPE() + MAE() and 0.5 * MAE() are; MASE is, as documented, the error over
# the mean of the absolute differences.
# Seen on 2026-12-01, PyTorch 2.15.0, base = SMAPE() + MAE() of one forecast:
#   base                               1.389
#   after `more = base + RMSE()`       2.680, and `more is base`
#   after `half = 0.5 * base`          1.340; once more 0.670
#   MASE of an error of 1 where each step is 1:   history of 1: 2.0    2: 1.5    5: 1.2    30: 1.033
# __add__ and __mul__ of a composite metric change it and return it; those of a single one do not. The sum of n - 1 differences is divided by n.
# (Sums that are new metrics are merged for a later release.)
#
# What it means: losses that are put together by pieces for an ablation, base + a and base + b, are all base + a + b, and a learning rate halves or
# doubles with the loss. Put each together from new metrics.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-forecasting==1.8.0 torch==2.15.0 lightning==2.6.6 pandas==3.0.6 \
    scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from pytorch_forecasting.metrics import MAE, MASE, RMSE, SMAPE

target, forecast = torch.tensor([[1.0, 2, 3]]), torch.tensor([[2.0, 2, 5]])
single = MAE()
alone = single(forecast, target).item()
doubled = 2 * single
assert doubled is not single and single(forecast, target).item() == alone, "a single metric is left as it is"

base = SMAPE() + MAE()
value = base(forecast, target).item()
error = (forecast - target).abs()
right = (2 * error / (forecast + target)).mean().item() + error.mean().item()
print("base", base, value, "computed directly", right)
assert abs(value - right) < 1e-5
more = base + RMSE()
after = base(forecast, target).item()
print("after base + RMSE():", base, after, "the same object:", more is base)
assert more is base and abs(after - right - (error**2).mean().sqrt().item()) < 1e-5, "the behaviour changed"
for times in 0.5, 0.25:
    half = 0.5 * base
    found = base(forecast, target).item()
    print("after 0.5 * base:", base, found)
    assert half is base and abs(found - times * after) < 1e-5, "the behaviour changed"

for history in 1, 2, 5, 30:
    past = torch.arange(history, dtype=torch.float32)[None]
    future = torch.tensor([[float(history)]])
    metric = MASE()
    metric.update(future + 1, future, past, torch.tensor([history]))
    steps = torch.cat([past, future], dim=1).diff().abs().mean().item()
    found = metric.compute().item()
    print("history of %2d: MASE %.3f, error over the mean difference %.3f" % (history, found, 1 / steps))
    assert abs(found - (history + 1) / history) < 1e-3 and steps == 1, "the behaviour changed"
PYTHON
