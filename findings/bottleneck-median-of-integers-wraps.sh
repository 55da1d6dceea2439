#!/usr/bin/env bash
# bottleneck 1.6.0, and so pandas 3.1.1 where it is installed: the median of an even number of int32 numbers above 2^30 is negative,
# as of Unix times: the two in the middle are added in int32. Of an odd number it is right.
#
# A good guess would be: a number between the two in the middle, as NumPy's and pandas' own. That bottleneck adds float32 in float32
# is known; a median of four numbers adds two.
# Seen on 2026-11-29, 1760000000, 1760000010, 1760000020, 1760000030 in int32:
#   bottleneck.median, nanmedian                        -387483633 (September 1957)     NumPy 1760000015
#   of the first three                                  1760000010                      the same
#   of two int64 near 2^62                              -4.6e18                         4.6e18
#   of -2000000000, -2000000002                         147483647                       -2000000001
#   pandas: Series.median, DataFrame.median, agg        -387483633                      1760000015 without bottleneck
#   pandas: quantile(0.5), describe, groupby, rolling   1760000015                      the same
#   the median of the distances from the median         2147483648                      10
#
# What it means: to centre a column of times or identifiers by its median, or to scale it by the median distance, depends on whether
# the number of rows is even, and on a package that was installed for speed. Cast to int64, or
# pandas.set_option("compute.use_bottleneck", False).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pandas==3.1.1 numpy==2.4.6
cat >"$folder/program.py" <<'PYTHON'
import importlib.util

import numpy as np
import pandas as pd

times = np.array([1760000000, 1760000010, 1760000020, 1760000030], np.int32)
series = pd.Series(times)
frame = pd.DataFrame({"time": times, "group": [0, 0, 0, 0]})
wrapped, right = -387483633, 1760000015
there = importlib.util.find_spec("bottleneck") is not None
seen = {
    "Series.median": series.median(),
    "DataFrame.median": frame.median()["time"],
    "agg": series.agg(["median"]).iloc[0],
}
others = {
    "quantile": series.quantile(0.5),
    "describe": series.describe()["50%"],
    "groupby": frame.groupby("group").time.median().iloc[0],
    "rolling": series.rolling(4).median().iloc[-1],
    "numpy": np.median(times),
}
distance = (series - series.median()).abs().median()
print("with" if there else "without", "bottleneck:", seen, others, "distance", distance)
assert all(value == (wrapped if there else right) for value in seen.values()), "the behaviour changed"
assert all(value == right for value in others.values())
assert (distance == 10) != there
if there:
    import bottleneck

    assert bottleneck.median(times) == bottleneck.nanmedian(times) == wrapped
    assert bottleneck.median(times[:3]) == series[:3].median() == 1760000010
    assert bottleneck.median(times.astype(np.int64)) == right
    assert bottleneck.median(np.array([2**62, 2**62 + 2])) == -(2.0**62)
    assert bottleneck.median(np.array([-2_000_000_000, -2_000_000_002], np.int32)) == 147483647
    random = np.random.default_rng(0)
    for count in 999_999, 1_000_000:
        many = (1_760_000_000 + random.integers(0, 86_400, count)).astype(np.int32)
        print(count, "rows:", pd.Series(many).median(), "NumPy", np.median(many))
        assert (pd.Series(many).median() < 0) == (count % 2 == 0)
    pd.set_option("compute.use_bottleneck", False)
    assert series.median() == right
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/program.py"
"$folder/venv/bin/pip" install --quiet bottleneck==1.6.0
"$folder/venv/bin/python" -W ignore "$folder/program.py"
