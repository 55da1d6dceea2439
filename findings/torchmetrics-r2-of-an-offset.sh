#!/usr/bin/env bash
# TorchMetrics 1.9.0 on PyTorch 2.15.0: R2Score, ExplainedVariance, RelativeSquaredError and NormalizedRootMeanSquaredError sum the
# squares of float32 targets and take the square of the mean off. For targets of mean 10,000 and deviation 1.4 the R2 of
# a model that explains half of the variance is 0, and for a mean of a million it is 1.
#
# A good guess would be: R2 does not change by a shift of targets and predictions, but for a last digit or two, as
# scikit-learn's r2_score of the same float32 arrays does not.
# Seen on 2026-11-29, 100,000 rows in ten batches, targets of deviation 1.4, errors of deviation 1:
#   mean             0       100     10,000    1,000,000
#   R2Score          0.4979  0.4976  0         1.00001
#   ExplainedVar.    0.4979  0.4975  1.126     1.00002
#   RelativeSquared  0.502   0.502   8.4e11    8.4e11
#   NormalizedRMSE   0.709   0.709   0.931     0.0337
#   scikit-learn     0.4979  0.4979  0.4979    0.4987
# The 0 stands for a sum below 0. PearsonCorrCoef and ConcordanceCorrCoef, which update a mean and a variance, are right.
#
# What it means: early stopping on the R2 of years, prices, pressures or times looks at rounding. Scale the targets before, or call
# the metric with float64.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torchmetrics==1.9.0 torch==2.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import torch
import torchmetrics
from sklearn.metrics import r2_score

torch.set_num_threads(1)
rng = np.random.default_rng(0)
shape, errors = rng.standard_normal(100_000) * 2**0.5, rng.standard_normal(100_000)
for mean in 0, 100, 10_000, 1_000_000:
    targets = (mean + shape).astype(np.float32)
    outputs = (mean + shape + errors).astype(np.float32)
    found = []
    for dtype in torch.float32, torch.float64:
        metrics = [torchmetrics.R2Score(), torchmetrics.ExplainedVariance(), torchmetrics.RelativeSquaredError(),
                   torchmetrics.NormalizedRootMeanSquaredError(normalization="std"), torchmetrics.PearsonCorrCoef()]
        metrics = [metric.set_dtype(dtype) for metric in metrics]
        for rows in np.split(np.arange(len(shape)), 10):
            for metric in metrics:
                metric.update(torch.from_numpy(outputs[rows]).to(dtype), torch.from_numpy(targets[rows]).to(dtype))
        found.append([metric.compute().item() for metric in metrics])
    exact = r2_score(targets, outputs)
    (r2, explained, relative, rmse, pearson), double = found
    print(f"mean {mean}: R2 {r2:.6g}, explained {explained:.6g}, relative {relative:.4g}, RMSE {rmse:.4g}, correlation {pearson:.4g}; "
          f"R2 in float64 {double[0]:.4g}, scikit-learn {exact:.4g}")
    assert 0.49 < exact < 0.51 and abs(double[0] - exact) < 3e-3 and abs(pearson - 0.816) < 0.01
    if mean <= 100:
        assert abs(r2 - exact) < 1e-3 and abs(relative - 0.5) < 0.01
    else:
        assert abs(r2 - exact) > 0.4 and abs(explained - exact) > 0.4 and relative > 1e9
    assert (abs(rmse - 0.709) < 0.01) == (mean <= 100)
PYTHON
