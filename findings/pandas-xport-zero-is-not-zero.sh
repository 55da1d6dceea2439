#!/usr/bin/env bash
# pandas 3.1.1: read_sas reads every 0 of a SAS transport file as 5.4e-79, numbers below 1e-78 too, and what is beyond the
# format's range, infinity for pyreadstat 1.3.7, as 7.2e75.
#
# A good guess would be: 0, the commonest number of all, whose eight bytes in the format are zeros; pyreadstat reads it so. But
# the bytes are taken apart into a fraction and a power of 16, and a fraction of 0 becomes the 1 that IEEE leaves unwritten, times
# the least power.
# Seen on 2026-11-30, a file that pyreadstat wrote:
#   written          pandas       pyreadstat
#   0                5.4e-79      0
#   True, False      1, 5.4e-79   1, 0
#   1, 0.1, -3       the same     the same
#   NaN              NaN          NaN
#   1e-300           5.4e-79      0
#   1e300            7.2e75       infinity
# Of 1,000 counts of mean 1, of which 355 are 0, none is; the mean is right, the geometric mean 2e-28 instead of 0.
#
# What it means: x == 0, x > 0, a count of non-zero numbers, a one-hot column and a logarithm are wrong in the data of surveys and
# clinical trials, which come in this format, while means, plots and printed tables (as 5.397605e-79, or 0.00 when rounded) hardly
# tell. Round, or read with pyreadstat.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pandas==3.1.1 pyreadstat==1.3.7 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import pandas as pd
import pyreadstat


def trip(numbers):
    pyreadstat.write_xport(pd.DataFrame({"X": numbers}), "file.xpt", file_format_version=5)
    other, _ = pyreadstat.read_xport("file.xpt")
    return pd.read_sas("file.xpt")["X"].to_numpy(), other["X"].to_numpy()


least = 2.0**-260
written = np.array([0.0, 1.0, 0.1, -3.0, np.nan, 1e-300, 1e300])
own, other = trip(written)
for row in zip(written, own, other):
    print("written %s, pandas %s, pyreadstat %s" % row)
assert np.array_equal(other, [0, 1, 0.1, -3, np.nan, 0, np.inf], equal_nan=True)
assert np.array_equal(own[1:5], written[1:5], equal_nan=True)
assert own[0] == own[5] == least and np.isclose(own[6], 2.0**252), "the behaviour changed"
flags, right = trip(np.array([True, False]))
print("flags", flags, right)
assert flags[1] == least and right[1] == 0

counts = np.random.default_rng(0).poisson(1, 1000).astype(float)
own, other = trip(counts)
print("zeros: written", (counts == 0).sum(), "pandas", (own == 0).sum(), "pyreadstat", (other == 0).sum())
print("positive numbers: written", (counts > 0).sum(), "pandas", (own > 0).sum())
print("geometric mean of pandas", np.exp(np.log(own).mean()))
assert np.array_equal(other, counts)
assert (counts == 0).sum() > 300 and (own == 0).sum() == 0 and (own > 0).all(), "the behaviour changed"
assert abs(own.mean() - counts.mean()) < 1e-12
PYTHON
