#!/usr/bin/env bash
# mapie 1.6.0: spiegelhalter_p_value of probabilities that are not sure enough is 1.0, whatever their number: its test of
# calibration finds over-confidence only.
#
# A good guess would be: a small p says "not calibrated", as with the package's two other tests (Kolmogorov-Smirnov and Kuiper)
# and with the test of the paper, which asks how far from 0 the statistic is; the statistic is documented as "the closer to
# zero, the better".
# Seen on 2026-11-30, 10,000 rows, classes drawn by uniform probabilities, and their logits times 1, 2 and 1/2:
#                      statistic    Spiegelhalter p    Kolmogorov-Smirnov p    Kuiper p
#   times 1            0.87         0.192              0.393                   0.314
#   times 2            42.0         0.000              0.000                   0.000
#   times 1/2          -23.4        1.000              0.000                   0.000
# The p is 1 - cdf(statistic); that of the distance from 0 is 2 (1 - cdf(|statistic|)), which is 0 for both of
# the latter and 0.384 for the first.
#
# What it means: a network regularized too much, or probabilities averaged over an ensemble, which are typically not sure
# enough, pass the test with full marks, the better the worse they are. Take 2 * min(p, 1 - p).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mapie==1.6.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from mapie.metrics.calibration import (
    kolmogorov_smirnov_p_value,
    kuiper_p_value,
    spiegelhalter_p_value,
    spiegelhalter_statistic,
)
from scipy.special import expit, logit
from scipy.stats import norm

random = np.random.default_rng(0)
chance = random.random(10_000)
y = (random.random(10_000) < chance).astype(int)
for name, factor in (("calibrated", 1), ("too sure", 2), ("not sure enough", 0.5)):
    p = expit(factor * logit(chance))
    # the statistic once more: the Brier score, less what it is expected to be, by its deviation
    brier = np.mean((y - p) ** 2)
    z = (brier - np.mean(p * (1 - p))) / (np.sqrt(np.sum((1 - 2 * p) ** 2 * p * (1 - p))) / len(p))
    given, smirnov, kuiper = spiegelhalter_p_value(y, p), kolmogorov_smirnov_p_value(y, p), kuiper_p_value(y, p)
    both = 2 * norm.sf(abs(z))
    print("%-16s statistic %7.2f  p %.3f  of both sides %.3f  KS %.3f  Kuiper %.3f" % (name, z, given, both, smirnov, kuiper))
    assert np.isclose(spiegelhalter_statistic(y, p), z)
    if factor == 1:
        assert min(both, smirnov, kuiper) > 0.01
    else:
        assert max(both, smirnov, kuiper) < 1e-6
        assert given > 0.999999 if factor < 1 else given < 1e-6, "the behaviour changed"
PYTHON
