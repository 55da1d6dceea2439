#!/usr/bin/env bash
# crepes 0.9.1: `WrapRegressor.evaluate` says an error of 0.129 of 90 % intervals that miss 61 % of the test rows, as it evaluates another
# regressor, which learns from the targets of the test rows one after the other.
#
# A good guess would be: the share of the targets outside of the intervals of `predict_int`, since `online=False` is the default.
# Seen on 2026-12-01, a linear regression calibrated by 100 rows, 2,000 test rows, confidence 0.9:
#                                              error by evaluate   share outside    mean width by evaluate   of the intervals
#   test rows like the others                  0.109               0.123            3.28                     3.16
#   noise of the test rows three times as much 0.129               0.613            9.00                     3.16
#   the same, a predictive system (cps=True)   0.129               0.578            9.09                     3.40
#   `warm_start=False` handed over             as on the right
#   metrics=["CRPS"] of a predictive system    refused as not available online
# The cause: the arguments are handed on by place, and one (smoothing) has come between them: the seed is taken for the smoothing, online
# for the seed, and warm_start, which is true by default, for online. `evaluate` of the inner `cr` or `cps` is right.
#
# What it means: the coverage that is reported of a shipped regressor is near what was asked for however wrong its intervals are. Count the
# targets outside of `predict_int` yourself, or call `evaluate(..., warm_start=False)`.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet crepes==0.9.1 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 pandas==2.3.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from crepes import WrapRegressor
from sklearn.linear_model import LinearRegression

random = np.random.default_rng(0)


def rows(n, noise):
    x = random.normal(size=(n, 2))
    return x, x[:, 0] + noise * random.normal(size=n)


training, calibration = rows(500, 1), rows(100, 1)
for title, noise in (("like the others", 1), ("three times the noise", 3)):
    x, y = rows(2000, noise)
    for system in (False, True):
        model = WrapRegressor(LinearRegression())
        model.fit(*training)
        model.calibrate(*calibration, cps=system, seed=1)
        residuals = calibration[1] - model.predict(calibration[0])
        ends = model.predict_int(x, confidence=0.9)
        outside, width = np.mean((y < ends[:, 0]) | (y > ends[:, 1])), np.mean(ends[:, 1] - ends[:, 0])
        said = model.evaluate(x, y, confidence=0.9)
        inner = (model.cps if system else model.cr).evaluate(model.predict(x), y, confidence=0.9)
        online = model.evaluate(x, y, confidence=0.9, online=True)
        cold = model.evaluate(x, y, confidence=0.9, warm_start=False)
        print("%s, %s: evaluate %.4f width %.3f, outside %.4f width %.3f, inner %.4f, online %.4f, warm_start=False %.4f" % (
            title, "system" if system else "regressor", said["error"], said["eff_mean"], outside, width, inner["error"],
            online["error"], cold["error"]))
        if not system:
            # the interval by hand: the 91st smallest of 100 absolute residuals
            assert abs(width - 2 * np.sort(np.abs(residuals))[90]) < 1e-9
        assert abs(inner["error"] - outside) < 1e-9 and abs(cold["error"] - outside) < 1e-9
        assert abs(said["error"] - online["error"]) < 1e-9 and abs(said["eff_mean"] - online["eff_mean"]) < 1e-9, "the behaviour changed"
        assert abs(said["eff_mean"] - width) > 0.05, "the behaviour changed"
        if noise == 3:
            assert outside > 0.5 and said["error"] < 0.2, "the behaviour changed"
try:
    model.evaluate(x, y, metrics=["CRPS"])
    raise SystemExit("the behaviour changed")
except RuntimeError as error:
    print("CRPS:", error)
assert 1.5 < model.cps.evaluate(model.predict(x), y, metrics=["CRPS"])["CRPS"] < 2.5
PYTHON
