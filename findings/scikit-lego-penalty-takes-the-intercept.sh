#!/usr/bin/env bash
# scikit-lego 0.9.10: alpha of ImbalancedLinearRegression, LADRegression and QuantileRegression penalizes the intercept too: of
# a target of mean 1,000 the intercept is halved by alpha=1, and the coefficients of 3 and -2 become -23.7 and 5.9.
#
# A good guess would be: as in scikit-learn's Ridge, ElasticNet and QuantileRegressor, whose parameters have the same names: the
# penalty is of the coefficients, as the formula in the documentation has it, and a shift of the target moves the intercept alone.
# Seen on 2026-11-30, 200 rows, y = 3 x0 - 2 x1 + noise + shift, alpha=1:
#   shift                                 0                     100                   1000
#   ImbalancedLinearRegression (factor 1) 1.42 -0.91  -0.09     -1.09 -0.23  49.8     -23.7 5.88  498.6
#   Ridge(alpha=200), the same formula    1.42 -0.91  -0.18     1.42 -0.91  99.8      1.42 -0.91  999.8
# (two coefficients and the intercept). The penalty is summed over all that is fitted, and the intercept is the last of it.
#
# What it means: with a penalty the predictions of a target far from 0 are far too small, and the coefficients have wrong signs,
# with "Optimization terminated successfully". Subtract the target's mean before, or leave alpha at 0.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-lego==0.9.10 scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from sklearn.linear_model import QuantileRegressor, Ridge
from sklego.linear_model import ImbalancedLinearRegression, LADRegression

random = np.random.default_rng(0)
x = random.normal(size=(200, 2))
y = x @ [3, -2] + random.normal(size=200)
for shift in (0, 100, 1000):
    lego = ImbalancedLinearRegression(alpha=1).fit(x, y + shift)
    # half of the mean square and half of alpha times the squares, times 2 n
    right = Ridge(alpha=200).fit(x, y + shift)
    print("shift", shift, lego.coef_.round(2), round(lego.intercept_, 2), lego.convergence_status_)
    print("  Ridge", right.coef_.round(2), round(right.intercept_, 2))
    assert np.allclose(right.coef_, [1.418, -0.907], atol=0.01) and abs(right.intercept_ - shift) < 1
    if shift:
        # the least squares of all three numbers, penalized, in closed form
        a = np.column_stack([x, np.ones(200)])
        closed = np.linalg.solve(a.T @ a + 200 * np.eye(3), a.T @ (y + shift))
        assert np.allclose([*lego.coef_, lego.intercept_], closed, rtol=1e-3, atol=1e-2), "the behaviour changed"
        assert lego.intercept_ < 0.51 * shift and lego.coef_[0] < 0
    least = ImbalancedLinearRegression().fit(x, y + shift)
    assert abs(least.intercept_ - shift) < 0.3 and np.allclose(least.coef_, [2.95, -1.88], atol=0.02), "without alpha it is right"

lego = LADRegression(alpha=0.5, l1_ratio=1.0).fit(x, y + 1000)
right = QuantileRegressor(quantile=0.5, alpha=0.5).fit(x, y + 1000)
print("LADRegression, alpha 0.5, l1:", lego.coef_.round(2), round(lego.intercept_, 2))
print("  QuantileRegressor         ", right.coef_.round(2), round(right.intercept_, 2))
assert lego.intercept_ < 900 and abs(right.intercept_ - 1000) < 2
PYTHON
