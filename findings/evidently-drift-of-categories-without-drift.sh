#!/usr/bin/env bash
# Evidently 0.7.23: its default test of categories finds drift where there is none: of 20 categories and 500 rows on either side in 74 % of the
# columns at its level of 5 %, of 10 categories with 200 and 1,000 rows in 98 %; a preset then reports that the dataset has drifted.
#
# A good guess would be: 5 %, as "chi-squared test" with a p-value of 0.05 says, that is a test of whether two samples have the same
# distribution, as Alibi Detect and SciPy's chi2_contingency have it.
# Seen on 2026-12-01, categories drawn uniformly, share of p-values below 0.05 in 400 columns without drift:
#   categories   rows of reference, of current   Evidently   chi2_contingency
#   3            500, 500                         0.22        0.06
#   10           500, 500                         0.54        0.06
#   20           500, 500                         0.74        0.05
#   10           200, 1000                        0.98        0.05
#   20           200, 1000                        1.00        0.04
#   10           1000, 200                        0.13        0.06
# `g_test` alike, and an error for other numbers of rows. DataDriftPreset with nothing set, 20 columns of 20 categories, 500 rows: 16 of them have
# drifted, of numbers (a two-sample test by Kolmogorov and Smirnov) 2.
# The cause: the counts of the reference, a sample, are taken for the true distribution.
#
# What it means: alarms before a retraining by columns that have not changed, the more the smaller the reference. Pass cat_method="TVD", a
# test by permutation, or "jensenshannon", or a test of your own by chi2_contingency.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet evidently==0.7.23 numpy==2.3.5 pandas==2.3.3 scipy==1.16.3
DO_NOT_TRACK=1 "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
from evidently import DataDefinition, Dataset, Report
from evidently.legacy.calculations.stattests import chi_stat_test
from evidently.legacy.core import ColumnType
from evidently.presets import DataDriftPreset
from scipy import stats

random = np.random.default_rng(0)
for categories, before, after, least, most in (
    (3, 500, 500, 0.12, 0.25),
    (10, 500, 500, 0.35, 0.55),
    (20, 500, 500, 0.65, 0.85),
    (10, 200, 1000, 0.9, 1),
    (20, 200, 1000, 0.97, 1),
    (10, 1000, 200, 0.06, 0.16),
):
    found, right = [], []
    for _ in range(400):
        reference, current = (pd.Series(random.integers(0, categories, rows).astype(str)) for rows in (before, after))
        score = chi_stat_test(reference, current, ColumnType.Categorical, 0.05).drift_score
        names = [str(k) for k in range(categories)]
        table = [side.value_counts().reindex(names, fill_value=0) for side in (reference, current)]
        found.append(score < 0.05)
        right.append(stats.chi2_contingency(table)[1] < 0.05)
    print("%2d categories, %d and %d rows: %.3f, chi2_contingency %.3f" % (categories, before, after, np.mean(found), np.mean(right)))
    assert 0.02 < np.mean(right) < 0.085, "a test of 5 %"
    assert least <= np.mean(found) <= most, "the behaviour changed"


def drifted(draw, kind):
    names = ["c%d" % k for k in range(20)]
    sides = [Dataset.from_pandas(pd.DataFrame({name: draw() for name in names}), DataDefinition(**{kind: names})) for _ in range(2)]
    result = Report([DataDriftPreset()]).run(sides[0], sides[1]).dict()
    first = result["metrics"][0]
    methods = {metric.get("config", {}).get("method") for metric in result["metrics"][1:]}
    return first["value"], methods


counts, methods = drifted(lambda: random.integers(0, 20, 500).astype(str), "categorical_columns")
print("preset, 20 columns of 20 categories without drift:", counts, methods)
assert counts["count"] >= 11, "the behaviour changed"
counts, methods = drifted(lambda: random.normal(size=500), "numerical_columns")
print("preset, 20 columns of numbers without drift:", counts, methods)
assert counts["count"] <= 4
PYTHON
