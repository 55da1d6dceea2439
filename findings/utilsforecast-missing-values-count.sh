#!/usr/bin/env bash
# utilsforecast 0.2.17 (of statsforecast, mlforecast, neuralforecast): a model that forecasts half of the rows has half the WAPE and ND; of
# missing targets `coverage` and `calibration` count each as a miss and `winkler_score` as a hit, and `scaled_crps` grows by their share.
#
# A good guess would be: a row without target or forecast is left out, as mae, rmse, mape, smape and the quantile losses leave it out.
# Seen on 2026-12-01, 1,000 normal targets of mean 10, a forecast of 10 and its right interval of 90 %:
#                               all rows   without every second forecast   right
#   mae                         1.554      1.529                           1.529
#   wape, nd                    0.157      0.077                           0.154
#                               all rows   without every third target      the same rows dropped first
#   mae                         1.554      1.558                           1.558
#   coverage                    0.914      0.609 (a third missed)          0.914
#   calibration of 0.95         0.958      0.634                           0.952
#   winkler_score               8.16       7.54                            8.03
#   scaled_crps                 0.0412     0.0603                          0.0401
# That is pandas, missing as NaN. Of Polars with null the coverage and calibration are right, the others are as above.
# And `cfe`, of which it says "positive values mean under forecast", is 2,000 for a forecast that is too high by 2 in 1,000 rows.
# The causes: ND divides the sum over the rows with a forecast by the sum over all; NaN lies in no interval and outside of none; the score
# multiplies a mean over the present rows by the number of all.
#
# What it means: models of different warm-ups are compared in one table, and the one that answers least wins by WAPE; intervals look far too
# narrow in a series with gaps. Drop the rows without a target, and compare rows which all models have, before evaluating.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet utilsforecast==0.2.17 narwhals==2.29.0 pandas==2.3.3 polars==2.1.0 pyarrow==26.0.1 numpy==2.3.5
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
import polars as pl
from utilsforecast import losses

random = np.random.default_rng(0)
rows = 1000
place = np.arange(rows)
target = random.normal(10, 2, rows)
table = pd.DataFrame({"unique_id": "a", "ds": place, "y": target, "m": 10.0})
table["m-lo-90"], table["m-hi-90"] = 10 - 2 * 1.645, 10 + 2 * 1.645


def value(result):
    return float(np.asarray(result["m"])[0])


def scores(frame):
    quantiles = np.array([0.05, 0.95])
    return {
        "mae": value(losses.mae(frame, ["m"])),
        "wape": value(losses.wape(frame, ["m"])),
        "nd": value(losses.nd(frame, ["m"])),
        "coverage": value(losses.coverage(frame, ["m"], 90)),
        "calibration": value(losses.calibration(frame, {"m": "m-hi-90"})),
        "winkler": value(losses.winkler_score(frame, ["m"], 90)),
        "crps": value(losses.scaled_crps(frame, {"m": ["m-lo-90", "m-hi-90"]}, quantiles)),
    }


def directly(frame):
    y, low, high = (frame[name].to_numpy() for name in ("y", "m-lo-90", "m-hi-90"))
    pinball = [np.maximum(q * (y - p), (q - 1) * (y - p)) for q, p in ((0.05, low), (0.95, high))]
    return {
        "mae": np.abs(y - frame["m"]).mean(),
        "wape": np.abs(y - frame["m"]).sum() / np.abs(y).sum(),
        "nd": np.abs(y - frame["m"]).sum() / np.abs(y).sum(),
        "coverage": ((y >= low) & (y <= high)).mean(),
        "calibration": (y <= high).mean(),
        "winkler": (high - low + 20 * np.maximum(low - y, 0) + 20 * np.maximum(y - high, 0)).mean(),
        "crps": 2 * np.mean(pinball) * len(y) / np.abs(y).sum(),
    }


def show(title, found):
    print("%-34s" % title, {name: round(number, 4) for name, number in found.items()})


def near(found, right):
    return abs(found - right) < 1e-6 * abs(right)


whole, right = scores(table), directly(table)
show("all rows", whole)
assert all(near(whole[name], right[name]) for name in right)

halved = table.assign(m=np.where(place % 2 == 1, table["m"], np.nan))
right = directly(halved[place % 2 == 1])
for title, frame in (("half of the forecasts, pandas", halved), ("half of the forecasts, Polars", pl.from_pandas(halved))):
    found = scores(frame)
    show(title, found)
    assert near(found["mae"], right["mae"])
    assert 0.45 < found["wape"] / right["wape"] < 0.55 and found["nd"] == found["wape"], "the behaviour changed"

gaps = table.assign(y=np.where(place % 3 == 0, np.nan, target))
present = gaps.dropna(subset="y")
right = directly(present)
show("a third of the targets, dropped", scores(present))
assert all(near(scores(present)[name], right[name]) for name in right)
for title, frame in (("a third of the targets, pandas", gaps), ("a third of the targets, Polars", pl.from_pandas(gaps))):
    found = scores(frame)
    show(title, found)
    assert near(found["mae"], right["mae"]) and near(found["wape"], right["wape"])
    share = len(present) / rows if frame is gaps else 1
    assert near(found["coverage"], share * right["coverage"]) and near(found["calibration"], share * right["calibration"]), "the behaviour changed"
    assert found["winkler"] < right["winkler"] - 0.4 and near(found["crps"], right["crps"] * rows / len(present)), "the behaviour changed"

over = value(losses.cfe(table.assign(m=target + 2), ["m"]))
print("cfe of a forecast that is too high by 2:", over)
assert near(over, 2.0 * rows), "the behaviour changed"
PYTHON
