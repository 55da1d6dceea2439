#!/usr/bin/env bash
# polars-ds 0.13.0 (Polars 2.1.0): query_l1, query_l2 and other errors count a row without a prediction as predicted perfectly,
# which makes R2 0.79 of 0.22; and errors of unsigned columns, as all counts of Polars are, wrap: 4 becomes 1.5 or 2 billion.
#
# A good guess would be: rows without a prediction are left out, as in query_mape and in Polars' own mean; "Nulls won't be
# counted in N" says the documentation of query_l1. And 10 - 12 is -2 in a metric, whatever the type.
# Seen on 2026-11-30, 1,000 rows, of which 30 % are predicted:
#   metric              as it is      rows dropped      all rows predicted
#   query_l1            0.366         1.219             1.219
#   query_l2            0.826         2.754             2.743
#   query_hubor_loss    0.244         0.815             0.812
#   query_msle          0.017         0.058             0.057
#   query_r2            0.792         0.220             0.308
#   query_mape          0.248         0.248             0.245
# 10, 20, 30, 100 predicted as 12, 19, 33, 90:
#   type                query_l1      query_l_inf       query_hubor_loss
#   UInt8               129.5         254               129
#   UInt32              1.5           4294967294        2147483649
#   UInt64              1.5           1.8e19            9.2e18
#   Int32, Float64      4             10                3.5
#   R2 of the UInt8 pixels 200, 10 predicted as 100, 200: 0.999 instead of -1.55
# The cause: the sum over the rows that have both is divided by the number of targets, and R2 takes the variance of all targets;
# the difference is taken in the columns' own type.
#
# What it means: the more rows a model leaves out, the better it is, and one of two forecasts of counts is billions off, or by
# luck a little. Call drop_nulls and cast to Float64 before any of these.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet polars-ds==0.13.0 polars==2.1.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import polars as pl
import polars_ds as pds

metrics = {
    "query_l1": lambda y, p: np.abs(y - p).mean(),
    "query_l2": lambda y, p: np.square(y - p).mean(),
    "query_hubor_loss": lambda y, p: np.where(np.abs(y - p) <= 1, np.square(y - p) / 2, np.abs(y - p) - 0.5).mean(),
    "query_msle": lambda y, p: np.square(np.log1p(y) - np.log1p(p)).mean(),
    "query_smape": lambda y, p: (np.abs(y - p) / (y + p)).mean(),
    "query_r2": lambda y, p: 1 - np.square(y - p).sum() / np.square(y - y.mean()).sum(),
    "query_mape": lambda y, p: np.abs((y - p) / y).mean(),
    "query_l_inf": lambda y, p: np.abs(y - p).max(),
}


def seen(frame, name):
    more = [1.0] if name == "query_hubor_loss" else []
    return float(frame.select(getattr(pds, name)("y", "p", *more)).item())


random = np.random.default_rng(0)
y = random.gamma(4, size=1000) + 1
p = y * np.exp(random.normal(size=1000) * 0.3)
there = random.random(1000) < 0.3
full = pl.DataFrame({"y": y, "p": p})
gaps = pl.DataFrame({"y": y, "p": [v if t else None for v, t in zip(p, there)]})
print("predictions for 30 % of 1,000 rows")
for name, formula in metrics.items():
    values = seen(gaps, name), seen(gaps.drop_nulls(), name), formula(y[there], p[there]), seen(full, name)
    print("%-18s %8.4f, rows dropped %8.4f, NumPy %8.4f, all predicted %8.4f" % (name, *values))
    assert abs(values[1] - values[2]) < 1e-9
    if name in ("query_l1", "query_l2", "query_hubor_loss", "query_msle", "query_smape"):
        assert abs(values[0] / values[1] - there.mean()) < 1e-9, "the behaviour changed"
    elif name == "query_r2":
        assert values[0] > values[1] + 0.15
    else:
        assert abs(values[0] - values[1]) < 1e-9, "a mean of what is there"

print("counts of 10, 20, 30, 100 and 12, 19, 33, 90")
y, p = np.array([10.0, 20, 30, 100]), np.array([12.0, 19, 33, 90])
expected = {pl.UInt8: 129.5, pl.UInt16: 32769.5, pl.UInt32: 1.5, pl.UInt64: 1.5, pl.Int32: 4.0, pl.Float64: 4.0}
for kind in expected:
    frame = pl.DataFrame({"y": y, "p": p}).cast(kind)
    values = {name: seen(frame, name) for name in ("query_l1", "query_hubor_loss", "query_smape", "query_l_inf")}
    print(kind, {name: float("%.6g" % value) for name, value in values.items()})
    assert abs(values["query_l1"] - expected[kind]) < 1e-9, "the behaviour changed"
    assert (values["query_l_inf"] > 100) == (kind not in (pl.Int32, pl.Float64))
assert metrics["query_l1"](y, p) == 4 and metrics["query_l_inf"](y, p) == 10

events = pl.DataFrame({"day": [1] * 10 + [2] * 20, "kind": ["a", "b"] * 15})
counts = events.group_by("day").agg(pl.len().alias("p"), (pl.col("kind") == "a").sum().alias("y"))
print("counts of Polars itself are", counts.schema["y"], "and their mean error", seen(counts, "query_l1"), "instead of 7.5")
assert seen(counts, "query_l1") > 2e9
pixels = pl.DataFrame({"y": [200, 10], "p": [100, 200]}).cast(pl.UInt8)
print("pixels of UInt8: R2", seen(pixels, "query_r2"), "instead of", seen(pixels.cast(pl.Float64), "query_r2"))
assert seen(pixels, "query_r2") > 0.99 and seen(pixels.cast(pl.Float64), "query_r2") < -1
PYTHON
