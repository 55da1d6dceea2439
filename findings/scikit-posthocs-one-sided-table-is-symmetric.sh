#!/usr/bin/env bash
# scikit-posthocs 0.17.1: posthoc_mannwhitney with a one-sided alternative gives a symmetric table: that B is smaller than A has p = 0.0003, as that A
# is smaller than B, where 0.9998 is right; and with the groups in another order all are turned round.
#
# A good guess would be: the entry of row B and column A is the test of B against A, so that the entries on both sides of the diagonal add up to
# about 1; or half of the table is left out.
# Seen on 2026-12-01, A of 0 to 9, B of 7 to 16, alternative="less":
#                       row A, column B      row B, column A
#   posthoc_mannwhitney  0.00033             0.00033
#   SciPy                0.00033             0.99975
#   groups given as B, A with sort=False     0.99975    0.99975 for both
# The upper half is copied into the lower one. What the alternative is about, row or column, is written nowhere.
#
# What it means: "is the new model's error less than the old one's" is answered by yes in both directions, or by no in both, by the names of the
# groups. Take the upper half alone, or SciPy's mannwhitneyu.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-posthocs==0.17.1 scipy==1.17.1 pandas==3.1.1 statsmodels==0.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
import scikit_posthocs
from scipy.stats import mannwhitneyu

a, b = np.arange(10.0), np.arange(10.0) + 7
values = {"A": a, "B": b}
for alternative in "less", "greater":
    for order in "AB", "BA":
        frame = pd.DataFrame([(name, value) for name in order for value in values[name]], columns=["group", "value"])
        table = scikit_posthocs.posthoc_mannwhitney(
            frame, val_col="value", group_col="group", alternative=alternative, sort=False)
        right = {(row, column): mannwhitneyu(values[row], values[column], alternative=alternative).pvalue for row, column in ("AB", "BA")}
        for (row, column), p in right.items():
            print(alternative, "groups given as", order, "row", row, "column", column, "p %.5f, SciPy %.5f" % (table.loc[row, column], p))
        first, second = order
        assert abs(table.loc[first, second] - right[first, second]) < 1e-12
        assert table.loc[second, first] == table.loc[first, second], "the behaviour changed"
        assert abs(table.loc[second, first] - right[second, first]) > 0.99
PYTHON
