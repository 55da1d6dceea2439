#!/usr/bin/env bash
# DuckDB 2.0.1 on a Parquet file that pyarrow 26.0.1 or Polars 2.1.0 wrote: isnan(x) is false for NaN, in the list of
# columns as in WHERE, so that WHERE NOT isnan(x) keeps the rows that it is to remove. The same rows in a table, or in a
# file of DuckDB's own, are found.
#
# A good guess would be: the bounds of a row group say nothing of NaN (the format has them leave NaN out), so a filter on
# numbers may pass over a group that it should read; isnan looks at the values.
# Seen on 2026-11-29, [1, 2, NaN, 3]: from finite bounds the optimizer concludes that there is no NaN and replaces isnan(x)
# by false before it reads. x = 'NaN' and x > 4 (NaN is the largest number there) find nothing either. Beside a null
# isnan(x) is right in the list of columns and WHERE isnan(x) finds nothing. count(*) FILTER (isnan(x)) is 1, and
# isfinite(x) is right.
#
# What it means: a table that pandas or Polars saved is cleaned of missing values by a filter that lets all of them through,
# and looks clean when asked. Write isfinite(x), or copy the file into a table first.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet duckdb==2.0.1 pyarrow==26.0.1 polars==2.1.0
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import duckdb
import polars
import pyarrow
import pyarrow.parquet

table = pyarrow.table({"x": [1.0, 2.0, float("nan"), 3.0], "row": [0, 1, 2, 3]})
pyarrow.parquet.write_table(table, "pyarrow.parquet")
polars.from_arrow(table).write_parquet("polars.parquet")
duckdb.sql("COPY (SELECT * FROM 'pyarrow.parquet') TO 'duckdb.parquet'")
duckdb.sql("CREATE TABLE memory AS SELECT * FROM 'pyarrow.parquet'")


def ask(source, query):
    return [row[0] for row in duckdb.sql(query.replace("SOURCE", source)).fetchall()]


queries = [  # query, answer of rows in memory, answer of the files of others
    ("SELECT isnan(x) FROM SOURCE ORDER BY row", [False, False, True, False], [False] * 4),
    ("SELECT row FROM SOURCE WHERE isnan(x) ORDER BY row", [2], []),
    ("SELECT row FROM SOURCE WHERE NOT isnan(x) ORDER BY row", [0, 1, 3], [0, 1, 2, 3]),
    ("SELECT row FROM SOURCE WHERE x = 'NaN' ORDER BY row", [2], []),
    ("SELECT row FROM SOURCE WHERE x > 4 ORDER BY row", [2], []),
    ("SELECT row FROM SOURCE WHERE isfinite(x) ORDER BY row", [0, 1, 3], [0, 1, 3]),
    ("SELECT count(*) FILTER (isnan(x)) FROM SOURCE", [1], [1]),
]
for query, right, seen in queries:
    answers = {name: ask(name, query) for name in ("memory", "'duckdb.parquet'", "'pyarrow.parquet'", "'polars.parquet'")}
    print(query, answers)
    assert list(answers.values()) == [right, right, seen, seen]
PYTHON
