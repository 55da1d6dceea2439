#!/usr/bin/env bash
# pingouin 0.7.0: of unsigned counts the effect sizes of mwu and wilcoxon stand for the other side, a probability of 0.971 instead of 0.126 that x
# is the greater one, and tost of equal groups has p = 1.
#
# A good guess would be: counts below 256 in uint8 are numbers like others; U, W and their p-values, which SciPy computes, are right.
# Seen on 2026-12-01, Poisson counts:
#                                       int64                    uint8
#   mwu, means 5 and 9                  RBC -0.748, CLES 0.126   RBC -0.748, CLES 0.971
#   wilcoxon, the same                  RBC -0.945               RBC 1.0
#   tost, means 1 and 1, bound 1        p = 2e-8                 p = 1.0
#   compute_effsize, paired, Cohen's dz -0.195                   0.906
# x - y and x - bound are taken in the type of the data, in which 0 - 1 is 255; a bound of 1.0 is right.
#
# What it means: what is read in a small type to save memory, by read_csv(dtype=...), to_numeric(downcast="unsigned") or a Parquet file, has an
# effect in the wrong direction beside a right p-value. Give astype(float).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pingouin==0.7.0 scipy==1.17.1 pandas==3.1.1 statsmodels==0.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pingouin

pingouin.options["round"] = None
random = np.random.default_rng(0)
low, high = random.poisson(5, size=30), random.poisson(9, size=30)
one, other = random.poisson(1, size=100), random.poisson(1, size=100)
found = {}
for kind in "int64", "uint8":
    x, y, a, b = (array.astype(kind) for array in (low, high, one, other))
    assert (x == low).all() and (b == other).all()
    u, w = pingouin.mwu(x, y).iloc[0], pingouin.wilcoxon(x, y).iloc[0]
    p, half = pingouin.tost(a, b, bound=1).iloc[0]["pval"], pingouin.tost(a, b, bound=1.0).iloc[0]["pval"]
    dz = pingouin.compute_effsize(a, b, paired=True, eftype="cohen_dz")
    found[kind] = u["CLES"], w["RBC"], p, dz, half
    print("%s: mwu p %.2g RBC %.3f CLES %.3f, wilcoxon p %.2g RBC %.3f, tost p %.2g (bound 1.0: %.2g), dz %.3f"
          % (kind, u["p_val"], u["RBC"], u["CLES"], w["p_val"], w["RBC"], p, half, dz))
greater = (low[:, None] > high).mean() + (low[:, None] == high).mean() / 2
print("computed directly: CLES %.3f, dz %.3f" % (greater, (one - other).mean() / (one - other).std(ddof=1)))
right, wrapped = found["int64"], found["uint8"]
assert abs(right[0] - greater) < 1e-9 and abs(right[3] - (one - other).mean() / (one - other).std(ddof=1)) < 1e-9
assert right[1] < -0.9 and right[2] < 1e-6 and wrapped[4] < 1e-6
assert wrapped[0] > 0.9 and wrapped[1] > 0.9, "the behaviour changed"
assert wrapped[2] > 0.99 and wrapped[3] > 0.8
PYTHON
