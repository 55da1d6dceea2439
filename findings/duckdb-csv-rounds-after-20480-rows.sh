#!/usr/bin/env bash
# DuckDB 2.0.1, read_csv: a column whose first 20,480 lines are whole numbers is BIGINT, and what comes after is rounded to it without a
# word: 1.5 is 2, 0.4 is 0, 0.001 is 0. A text there is an error.
#
# A good guess would be: an error that names the line, as for a text, and as Polars has it; or the column read again as DOUBLE,
# as pandas ends with. The number is valid, and no cell is lost anywhere else.
# Seen on 2026-11-29, n lines of whole numbers and then one more cell:
#   cell       n = 20,000     n = 20,480
#   1.5        1.5  DOUBLE    2    BIGINT
#   0.4        0.4  DOUBLE    0    BIGINT
#   1e-3       0.001 DOUBLE  0    BIGINT
#   abc        abc  VARCHAR   Conversion Error, with the line
# COPY ... TO a Parquet file writes the rounded numbers. With sample_size=-1 all are right.
#
# What it means: a table that is sorted by time, of a sensor that was recorded in whole steps first, or by a count and then a mean, loses
# its fractions on the way to Parquet; accuracy is lower for the later rows alone.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb==2.0.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import duckdb


def last(count, cell, options=""):
    """The last number and its column's type, of a file of whole numbers and one more cell."""
    with open("table.csv", "w") as file:
        file.write("row,value\n" + "".join(f"{row},{row}\n" for row in range(count)) + f"{count},{cell}\n")
    return duckdb.sql(f"select value, typeof(value) from read_csv('table.csv'{options}) where row = {count}").fetchall()[0]


for cell, number, rounded in [("1.5", 1.5, 2), ("2.5", 2.5, 3), ("0.4", 0.4, 0), ("1e-3", 0.001, 0), ("12345678.9", 12345678.9, 12345679)]:
    early, late, whole = last(20_000, cell), last(20_480, cell), last(100_000, cell, ", sample_size=-1")
    print(f"{cell}: after 20,000 lines {early}, after 20,480 {late}, with sample_size=-1 {whole}")
    assert early == (number, "DOUBLE") and late == (rounded, "BIGINT") and whole == (number, "DOUBLE")
    assert last(100_000, cell) == (rounded, "BIGINT")
try:
    last(20_480, "abc")
except duckdb.ConversionException as error:
    print("abc:", str(error).splitlines()[0])
else:
    raise AssertionError("abc is taken")
last(20_480, "1.5")
duckdb.sql("copy (from read_csv('table.csv')) to 'table.parquet'")
found = duckdb.sql("select value from 'table.parquet' where row = 20480").fetchall()[0]
print("in a Parquet file that was written from it:", found)
assert found == (2,)
PYTHON
