#!/usr/bin/env bash
# uncertainty-toolbox 0.1.1: the share of targets below a predicted quantile is the share above the mirrored one, and so the
# quantile recalibrator doubles a bias: a median that 84 % of the targets lie above has 98 % above it after recalibration.
#
# A good guess would be: of right predictions a tenth of the targets lies below the 0.1 quantile; of predictions one deviation too
# low it is about 1 %; get_quantile_recalibrator, which "outputs the recalibrated quantile prediction", makes it a tenth again.
# Seen on 2026-11-30, 20,000 targets of deviation 1 around a mean that is predicted one deviation too low:
#                                                     quantile 0.1      0.5       0.9
#   share of the targets below, counted                        0.012    0.16      0.61
#   get_proportion_under_quantile                              0.39     0.84      0.99
#   share below the recalibrated quantile, counted             0.0006   0.024     0.23
# Of errors that are exponential, mean 0, with 0, 0.63 and 0.90 below, it says 0.10, 0.37 and 1, and makes 0, 0.73 and 0.85 of them.
# Of errors that are symmetric around 0 all is right, as are intervals (prop_type="interval"), which are symmetric.
# The cause: the residual is prediction minus target, and it is compared with the quantile that target minus prediction should be.
#
# What it means: a calibration plot by quantiles shows a network that predicts too low as one that predicts too high, and
# recalibrated on held-out rows its quantiles are worse than before. Count with -y_pred and -y_true, fit the recalibrator with them and
# call it with y_pred as it is, or take intervals.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet uncertainty-toolbox==0.1.1 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.16.3
MPLCONFIGDIR="$folder" "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from scipy.stats import norm
from uncertainty_toolbox.metrics_calibration import get_proportion_in_interval, get_proportion_lists_vectorized, get_proportion_under_quantile
from uncertainty_toolbox.recalibration import get_quantile_recalibrator

random = np.random.default_rng(0)
count = 20000
levels = 0.1, 0.5, 0.9
cases = {
    "right": (random.normal(size=count), 0.0, 1.0),
    "a deviation too low": (random.normal(size=count), -1.0, 1.0),
    "exponential errors": (random.exponential(size=count) - 1, 0.0, 1.0),
}
seen = {}
for name, (errors, bias, deviation) in cases.items():
    mean = random.normal(size=count) * 5
    target = mean + errors
    prediction, spread = mean + bias, np.full(count, deviation)
    half = count // 2
    recalibrate = get_quantile_recalibrator(prediction[:half], spread[:half], target[:half])
    rows = []
    for level in levels:
        counted = (target <= norm.ppf(level, prediction, spread)).mean()
        said = get_proportion_under_quantile(prediction, spread, target, level)
        mirrored = (target >= norm.ppf(1 - level, prediction, spread)).mean()
        new = recalibrate(prediction[half:], spread[half:], level)
        after = (target[half:] <= new).mean()
        rows.append((counted, said, mirrored, after))
    seen[name] = np.array(rows)
    print(name)
    print("    below, counted     ", seen[name][:, 0].round(4))
    print("    as it says         ", seen[name][:, 1].round(4))
    print("    after recalibration", seen[name][:, 3].round(4))
    assert np.allclose(seen[name][:, 1], seen[name][:, 2], atol=1e-3), "the behaviour changed"
    expected, observed = get_proportion_lists_vectorized(prediction, spread, target, 11, prop_type="quantile")
    assert np.allclose(observed[1:-1], [(target >= norm.ppf(1 - level, prediction, spread)).mean() for level in expected[1:-1]], atol=1e-3)
    inside = get_proportion_in_interval(prediction, spread, target, 0.8)
    assert abs(inside - (np.abs(target - prediction) <= norm.ppf(0.9)).mean()) < 1e-9, "intervals are right"

assert np.abs(seen["right"][:, [0, 1, 3]] - np.array(levels)[:, None]).max() < 0.02
low = seen["a deviation too low"]
assert low[1, 0] < 0.2 and low[1, 1] > 0.8 and low[1, 3] < 0.05, "the behaviour changed"
assert (np.abs(low[:, 3] - levels) > np.abs(low[:, 0] - levels))[1:].all(), "worse than before"

# mirrored by hand it does what it should
mean = random.normal(size=count) * 5
target = mean + random.normal(size=count)
prediction, spread = mean - 1, np.ones(count)
half = count // 2
recalibrate = get_quantile_recalibrator(-prediction[:half], spread[:half], -target[:half])
mirrored = []
for level in levels:
    mirrored.append((target[half:] <= recalibrate(prediction[half:], spread[half:], level)).mean())
print("fitted with -y_pred and -y_true, called with y_pred:", np.round(mirrored, 3))
assert np.abs(np.array(mirrored) - levels).max() < 0.03
PYTHON
