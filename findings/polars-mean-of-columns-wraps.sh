#!/usr/bin/env bash
# Polars 2.1.0: mean_horizontal of whole-number columns adds in the columns' own type and divides what has wrapped: the mean of two
# pixels 200 (UInt8) is 72, of two Int8 100 it is -28. All other means, and the sums down a column, are right.
#
# A good guess would be: 200. The answer is a Float64, a mean lies between the least and the largest, and mean(), list.mean(),
# rolling_mean() and sum() of the same numbers widen before they add.
# Seen on 2026-11-29, two columns of the same number:
#   type     number      mean_horizontal  sum_horizontal  concat_list.list.mean  sum() down
#   Int8     100         -28              -56             100                    200
#   UInt8    200         72               144             200                    400
#   Int16    30000       -2768            -5536           30000                  60000
#   Int32    2000000000  -147483648       -294967296      2000000000             -294967296
# The DataFrame method does the same as the expression. Int64 and floating-point columns are right.
#
# What it means: the mean of pixels or of votes of an ensemble over narrow columns, as Parquet files of images have them, is another
# picture, with no error. Cast to Int64 or Float32 first.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet polars==2.1.0
"$folder/venv/bin/python" - <<'PYTHON'
import polars as pl

for kind, number, mean, total, down in [
    (pl.Int8, 100, -28, -56, 200),
    (pl.UInt8, 200, 72, 144, 400),
    (pl.Int16, 30_000, -2_768, -5_536, 60_000),
    (pl.UInt16, 60_000, 27_232, 54_464, 120_000),
    (pl.Int32, 2_000_000_000, -147_483_648, -294_967_296, -294_967_296),
    (pl.Int64, 2_000_000_000, 2_000_000_000, 4_000_000_000, 4_000_000_000),
    (pl.Float32, 200, 200, 400, 400),
]:
    frame = pl.DataFrame({"a": [number], "b": [number]}, schema={"a": kind, "b": kind})
    found = frame.select(
        across=pl.mean_horizontal("a", "b"), total=pl.sum_horizontal("a", "b"), listed=pl.concat_list("a", "b").list.mean()
    ).row(0)
    column = pl.Series([number, number], dtype=kind)
    print(kind, number, "mean_horizontal, sum_horizontal, list.mean", found, "down", column.mean(), column.sum())
    assert found == (mean, total, number) and frame.mean_horizontal().item() == mean
    assert column.mean() == number and column.sum() == down and column.rolling_mean(2)[-1] == number
PYTHON
