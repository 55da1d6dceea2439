#!/usr/bin/env bash
# scikit-posthocs 0.17.1: posthoc_quade(dist="normal") calls two of three equal groups different in a quarter of the tests at 5 %, as the
# deviation is taken of blocks times groups instead of blocks.
#
# A good guess would be: p-values by the normal distribution are those by the t distribution but for small samples: 5 % of the tests of equal
# groups are below 0.05.
# Seen on 2026-12-01, 2,000 tables of equal groups, the share of p < 0.05 for the first two groups:
#   blocks, groups     dist="t"     dist="normal"     z by the variance below
#   20, 3              0.05         0.26              0.05
#   50, 6              0.05         0.21              0.05
#   50, 10             0.05         0.19              0.05
# Under equality the difference of two mean weighted ranks W/(b(b+1)/2) has the variance k (k + 1) (2b + 1) / (9 b (b + 1)), as the ranks of each
# block are a random order; the package has k (k + 1) (2n + 1) (k - 1) / (18 n (n + 1)) with n = b k, for 20 blocks of 3 a third of it.
#
# What it means: models compared over data sets are different that are not, five times as often as said. Use dist="t", the default.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-posthocs==0.17.1 scipy==1.17.1 pandas==3.1.1 statsmodels==0.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import scikit_posthocs
from scipy.stats import norm, rankdata

random = np.random.default_rng(0)
TABLES = 2000


def by_the_variance(x):
    blocks, groups = x.shape
    weights = rankdata(np.ptp(x, axis=1))
    sums = (rankdata(x, axis=1) * weights[:, None]).sum(axis=0) / (blocks * (blocks + 1) / 2)
    variance = groups * (groups + 1) * (2 * blocks + 1) / (9 * blocks * (blocks + 1))
    return 2 * norm.sf(abs(sums[0] - sums[1]) / np.sqrt(variance))


for blocks, groups in (20, 3), (50, 6), (50, 10):
    below = np.zeros(3)
    for _ in range(TABLES):
        x = random.normal(size=(blocks, groups)) + random.normal(size=(blocks, 1))
        p = (
            scikit_posthocs.posthoc_quade(x, dist="t").iloc[0, 1],
            scikit_posthocs.posthoc_quade(x, dist="normal").iloc[0, 1],
            by_the_variance(x),
        )
        below += np.array(p) < 0.05
    below /= TABLES
    print("%d blocks of %2d equal groups: below 0.05 by t %.3f, by the normal %.3f, by the variance of the ranks %.3f" % (blocks, groups, *below))
    assert 0.035 < below[0] < 0.065 and 0.035 < below[2] < 0.065
    assert below[1] > 0.15, "the behaviour changed"
PYTHON
