#!/usr/bin/env bash
# pyarrow 26.0.1 and fastparquet 2026.9.0: a Parquet file's times of INT96 come back in another century, with no error, where they
# are beyond 2262 or before 1677: 9999-12-31, the usual "open end" of Spark's tables, is 1816-03-29. Polars and DuckDB have it right.
#
# A good guess would be: the same time from all four readers, or an error such as pyarrow itself raises when asked to convert 9999-12-31
# to nanoseconds.
# Seen on 2026-11-29, one column of INT96 as Spark writes it, written by pyarrow itself from microseconds:
#   written        pyarrow       fastparquet   Polars, DuckDB
#   2020-01-01     2020-01-01    2020-01-01    2020-01-01
#   9999-12-31     1816-03-29    1816-03-29    9999-12-31
#   3000-01-01     1830-11-23    1830-11-23    3000-01-01
#   1600-01-01     2184-07-20    2184-07-20    1600-01-01
# With coerce_int96_timestamp_unit="us" pyarrow is right; pandas.read_parquet does not set it. fastparquet reads float16 as bytes, too.
#
# What it means: an end date, or a time since it, is a feature that jumps by 400 years for the rows that have no end: these sort first
# instead of last, and a model trained in one library reads another number in the next.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pyarrow==26.0.1 fastparquet==2026.9.0 polars==2.1.0 duckdb==2.0.1 pandas==3.1.1 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import datetime

import duckdb
import fastparquet
import numpy as np
import pandas
import polars
import pyarrow
import pyarrow.parquet as parquet

days = [datetime.datetime(2020, 1, 1), datetime.datetime(9999, 12, 31), datetime.datetime(3000, 1, 1), datetime.datetime(1600, 1, 1)]
table = pyarrow.table({"time": pyarrow.array(days, pyarrow.timestamp("us"))})
parquet.write_table(table, "table.parquet", use_deprecated_int96_timestamps=True)
assert parquet.ParquetFile("table.parquet").schema.column(0).physical_type == "INT96"
right = [day.date().isoformat() for day in days]
wrapped = ["2020-01-01", "1816-03-29", "1830-11-23", "2184-07-20"]
for reader, found, seen in [
    ("pyarrow", parquet.read_table("table.parquet")["time"].to_pylist(), wrapped),
    ("pandas", pandas.read_parquet("table.parquet", engine="pyarrow")["time"].tolist(), wrapped),
    ("fastparquet", fastparquet.ParquetFile("table.parquet").to_pandas()["time"].tolist(), wrapped),
    ("pyarrow, us", parquet.read_table("table.parquet", coerce_int96_timestamp_unit="us")["time"].to_pylist(), right),
    ("Polars", polars.read_parquet("table.parquet")["time"].to_list(), right),
    ("DuckDB", [row[0] for row in duckdb.sql("select * from 'table.parquet'").fetchall()], right),
]:
    found = [time.date().isoformat() for time in found]
    print(reader, found)
    assert found == seen
try:
    table["time"].cast(pyarrow.timestamp("ns"))
except pyarrow.ArrowInvalid as error:
    print("pyarrow's cast:", str(error)[:90])
else:
    raise AssertionError("the cast is taken")
halves = np.array([0.1, -2], np.float16)
parquet.write_table(pyarrow.table({"half": halves}), "halves.parquet")
found = fastparquet.ParquetFile("halves.parquet").to_pandas()["half"].tolist()
print("float16 by fastparquet", found)
assert all(isinstance(one, bytes) for one in found) and parquet.read_table("halves.parquet")["half"].to_numpy().tolist() == halves.tolist()
PYTHON
