#!/usr/bin/env bash
# polars-ds 0.13.0 (Polars 2.1.0): lin_reg answers null for four independent columns of mean 100 and deviation 2, for kelvin,
# pascal and year, and for 50 columns of which every two are correlated by 0.5.
#
# A good guess would be: the coefficients, which NumPy has to three digits or more; the gate that answers null is documented to
# be for "perfectly collinear regressors" and "near-constant windows" and to be "scale-invariant". A column of mean 100 is near
# enough to 0.
# Seen on 2026-11-30, 2,000 rows, add_bias=True, all solvers:
#   columns                                        lin_reg    condition of their correlations
#   3 independent ones, mean 100, deviation 2      right      1
#   4 independent ones, mean 100, deviation 2      null       1
#   kelvin, pascal and year                        null       1
#   10 or 30, every two correlated by 0.5          right      12, 40
#   50 or 70, every two correlated by 0.5          null       69, 108
# The cause: it compares a determinant, a product over all columns, with 1e-12, before the means are taken off: each column of
# mean 100 and deviation 2 adds a factor of 1/2500, each of the correlated ones one of 1/2.
#
# What it means: a regression is there or is not by the number of its columns and by the zero of their units, by group in a
# group_by, and a null prediction is then counted as right by the package's own metrics. Pass singular_x_tol=0.0, or take the
# means off.
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

random = np.random.default_rng(0)


def fit(x, y, **settings):
    names = ["x%d" % i for i in range(x.shape[1])]
    frame = pl.DataFrame(dict(zip(names, x.T)) | {"y": y})
    return frame.select(pds.lin_reg(*names, target="y", add_bias=True, **settings).alias("k"))["k"].to_list()[0]


def show(name, x, **settings):
    truth = np.arange(1, x.shape[1] + 1) / x.shape[1]
    y = (x - x.mean(0)) @ truth + random.normal(size=len(x)) * 0.1
    seen = fit(x, y, **settings)
    numpy = np.linalg.lstsq(np.c_[x, np.ones(len(x))], y, rcond=None)[0]
    condition = np.linalg.cond(np.corrcoef(x.T))
    error = np.abs(numpy[:-1] - truth).max()
    print("%-52s %-5s NumPy is off by %.3f, condition of the correlations %.0f" % (name, "null" if seen is None else "right", error, condition))
    if seen is not None:
        assert np.allclose(seen[:-1], numpy[:-1], atol=1e-5), (seen, numpy)
    return seen is None


def columns(count, mean, deviation, shared=0.0, rows=2000):
    own, common = random.normal(size=(rows, count)), random.normal(size=(rows, 1))
    return mean + deviation * (np.sqrt(1 - shared) * own + np.sqrt(shared) * common)


assert not show("3 independent columns, mean 100, deviation 2", columns(3, 100, 2))
four = columns(4, 100, 2)
assert show("4 independent columns, mean 100, deviation 2", four), "the behaviour changed"
assert show("the same by QR", four, solver="qr") and show("by Cholesky", four, solver="cholesky")
assert show("with a ridge of 1e-6", four, l2_reg=1e-6)
assert not show("with their means taken off", four - four.mean(0))
assert not show("with singular_x_tol=0", four, singular_x_tol=0.0)
assert not show("2 of them", four[:, :2])
assert show("kelvin, pascal and year", np.c_[columns(1, 288, 8), columns(1, 101325, 600), columns(1, 2020, 3)])
for count in 10, 30, 50, 70:
    null = show("%d columns, every two correlated by 0.5" % count, columns(count, 0, 1, 0.5))
    assert null == (count > 40)

collinear = columns(2, 0, 1)
assert fit(np.c_[collinear, collinear.sum(1)], collinear[:, 0]) is None, "what the gate is for"
PYTHON
