#!/usr/bin/env bash
# pyarrow 26.0.1, filters on Parquet files (pyarrow.dataset, read_table(filters=...), and so pandas.read_parquet): where all
# numbers of a row group are 0.0, isin([0.0]) and ("x", "in", [0.0]) find none of them. Rows with NaN are lost to
# is_null(nan_is_null=True), and to is_nan and != where the other numbers of the group are equal.
#
# A good guess would be: statistics of a row group spare the reading of it and change no answer: the rows are those that the
# same filter takes from the table in memory.
# Seen on 2026-11-29, files written by pyarrow itself (and the same from Polars 2.1.0's), float64 and float32:
#   [0, 0, 0]     in [0.0]: no row; == 0.0: all three. The writer puts -0.0 and 0.0 down as the bounds, as the format
#                 wants, and a group of one value that is neither of a list is passed over.
#   [0, 1, 0]     in [0.0]: two rows, as it should be
#   [5, 6, NaN]   is_null(nan_is_null=True): no row; not (x < 9): no row, of the table in memory the third
#   [5, 5, NaN]   is_nan: no row; != 5: no row
# Polars 2.1.0's scan_parquet has the rows in each case.
#
# What it means: rows of one class or flag that are stored as floats and sorted, so that a row group has nothing but zeros,
# vanish from a selection, and a search for what is missing finds nothing. Filter the table that was read, or ask x == 0.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyarrow==26.0.1 pandas==3.1.1 polars==2.1.0 numpy==2.4.6
"$folder/venv/bin/python" - "$folder" <<'PYTHON'
import sys

import pandas
import polars
import pyarrow as pa
import pyarrow.compute as compute
import pyarrow.dataset as dataset
import pyarrow.parquet as parquet

nan = float("nan")
x = dataset.field("x")
polar = polars.col("x")
cases = [
    ("in [0.0]", [0, 0, 0], x.isin([0.0]), polar.is_in([0.0]), [0, 1, 2], []),
    ("== 0.0", [0, 0, 0], x == 0.0, polar == 0.0, [0, 1, 2], [0, 1, 2]),
    ("in [0.0]", [0, 1, 0], x.isin([0.0]), polar.is_in([0.0]), [0, 2], [0, 2]),
    ("null or NaN", [5, 6, nan], x.is_null(nan_is_null=True), polar.is_nan(), [2], []),
    ("not x < 9", [5, 6, nan], ~(x < 9), ~(polar < 9), [2], []),
    ("NaN", [5, 6, nan], compute.is_nan(x), polar.is_nan(), [2], [2]),
    ("NaN", [5, 5, nan], compute.is_nan(x), polar.is_nan(), [2], []),
    ("!= 5", [5, 5, nan], x != 5, polar != 5, [2], []),
]
path = sys.argv[1] + "/file.parquet"
for kind in pa.float64(), pa.float32():
    for name, numbers, filter, its, right, seen in cases:
        table = pa.table({"x": pa.array(numbers, pa.float64()).cast(kind), "row": [0, 1, 2]})
        parquet.write_table(table, path)
        memory = dataset.dataset(table).to_table(filter=filter)["row"].to_pylist()
        file = dataset.dataset(path).to_table(filter=filter)["row"].to_pylist()
        same = parquet.read_table(path, filters=filter)["row"].to_pylist()
        # Polars takes NaN for the largest number, so that its comparisons are asked of it alone.
        scan = polars.scan_parquet(path).filter(its).collect()["row"].to_list()
        print(f"{kind} {numbers}, {name}: in memory {memory}, in the file {file}, Polars {scan}")
        assert memory == right and file == same == seen and scan == right, name
    parquet.write_table(pa.table({"x": pa.array([0, 0, 0], kind), "row": [0, 1, 2]}), path)
    frame = pandas.read_parquet(path, filters=[("x", "in", [0.0])])
    print(f"pandas, in [0.0]: {len(frame)} of 3 rows")
    assert len(frame) == 0
PYTHON
