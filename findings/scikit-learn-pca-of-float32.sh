#!/usr/bin/env bash
# scikit-learn 1.9.1, PCA by its default solver: of float32 columns of mean 1,000 and deviation 1 the first variance is twice what
# it is, of mean 10,000 eighty times, and the axes are others. svd_solver="full" and float64 are right.
#
# A good guess would be: PCA subtracts the mean first, so that the mean is of no matter, as with svd_solver="full". For ten times as
# many rows as columns the default is "covariance_eigh", documented as less exact for matrices of a large condition number; these are
# well conditioned, but the mean is taken off the sums of products, which are in float32.
# Seen on 2026-11-29, 1,000 rows of 5 columns, variances of the first three components (right: 1.12, 1.04, 0.97):
#   mean      by default          share of the first   kept for 90 %   deviations when whitened   cosine of the first axis
#   0         1.12, 1.04, 0.97    23 %                 5               1, 1, 1                    1
#   100       1.12, 1.05, 0.97    23 %                 5               1, 1, 1                    1.00
#   1,000     2.13, 1.23, 0.62    45 %                 4               0.66, 0.88, 1.30           0.03
#   3,000     17.1, 4.1, 2.9      71 %                 3               0.24, 0.50, 0.59           0.41
#   10,000    92, 37, 0           72 %                 2               0.10, 0.16, 8.5 million    0.14
#
# What it means: the share of explained variance, the number of components that n_components=0.9 keeps, and whitened inputs of a
# network are wrong for columns in kelvin, years or counts as float32. Centre them first, or pass float64 or svd_solver="full".
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from sklearn.decomposition import PCA

rows = np.random.default_rng(0).normal(size=(1000, 5))
right = PCA(5).fit(rows).explained_variance_
for mean in 0, 100, 1000, 3000, 10_000:
    x = (rows + mean).astype(np.float32)
    by_default = PCA(5).fit(x)
    whitened = PCA(3, whiten=True).fit_transform(x).std(axis=0)
    kept = PCA(0.9).fit(x).n_components_
    angle = abs(by_default.components_[0] @ PCA(5).fit(x.astype(float)).components_[0])
    print(mean, by_default.explained_variance_.round(3), "first", by_default.explained_variance_ratio_[0].round(3), "kept for 90 %", kept,
          "whitened", whitened.round(3), "cosine of the first axis", angle.round(3))
    for other in PCA(5, svd_solver="full").fit(x), PCA(5).fit(x.astype(float)), PCA(5, svd_solver="covariance_eigh").fit(x.astype(float)):
        assert np.allclose(other.explained_variance_, right, rtol=2e-3)
    off = abs(by_default.explained_variance_[:3] / right[:3] - 1).max()
    assert off < 0.03 if mean <= 100 else off > 0.2, "the behaviour changed"
    if mean >= 3000:
        assert by_default.explained_variance_[0] > 5 * right[0] and by_default.explained_variance_ratio_[0] > 0.4, "the behaviour changed"
PYTHON
