#!/usr/bin/env bash
# @dsnp/parquetjs 1.8.9 (npm; 1.9.3, the newest, was published without its code): a DECIMAL of 0.29 is written as 0.28 and -1.10
# as -1.11, and read by the same package a column of up to nine digits is 1.25, 0, 2.5, 0, where 1.25, 2.5, -3.75, 10 were
# written.
#
# A good guess would be: 0.29, to the nearest hundredth, as a DECIMAL is what money is stored in, and the same numbers when they
# are read again.
# Seen on 2026-11-30, DECIMAL with scale 2:
#   written                                   1.25     2.5      -3.75    10       -1.1     1.1
#   precision 9 or 4, read by parquetjs       1.25     0        2.5      0        -3.75    -0.01
#   precision 10 or 18, read by parquetjs     1.25     2.5      -3.75    10       -1.11    1.1
#   any, read by pyarrow                      1.25     2.50     -3.75    10.00    -1.11    1.10
#   written                                   0.29     0.57     1.15     4.35     19.99    0.99
#   read by pyarrow or DuckDB                 0.28     0.56     1.14     4.34     19.98    0.99
#   of all amounts from -100.00 to 100.00, 20,001, a cent too small: 1,146
#   a DATE of 1969-12-30 18:00 is 1969-12-31, that of 2026-11-30 18:00 is 2026-11-30
# The cause: the number times 100, 28.999999999999996, is rounded down; all decimals are written as 64-bit integers, and those
# of up to nine digits are read as pairs of 32-bit ones; days are cut towards 1970.
#
# What it means: one in 17 prices loses a cent, which no test with 9.50 shows, and sums and joins on prices fail; and a column
# written and read in JavaScript alone has zeros between its numbers. Store cents in INT64, or add half a unit and declare a
# precision above 9.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet pyarrow==26.0.1 duckdb==2.0.1
npm install --silent --no-audit --no-fund --ignore-scripts @dsnp/parquetjs@1.8.9
cat >write.mjs <<'JAVASCRIPT'
import assert from "assert";
import parquet from "@dsnp/parquetjs";

async function store(name, fields, rows) {
  const writer = await parquet.ParquetWriter.openFile(new parquet.ParquetSchema(fields), name);
  for (const row of rows) await writer.appendRow(row);
  await writer.close();
}
async function load(name) {
  const reader = await parquet.ParquetReader.openFile(name);
  const cursor = reader.getCursor();
  const rows = [];
  for (let row; (row = await cursor.next()); ) rows.push(row);
  await reader.close();
  return rows;
}
const numbers = [1.25, 2.5, -3.75, 10, -1.1, 1.1];
for (const precision of [4, 9, 10, 18]) {
  const name = `precision${precision}.parquet`;
  await store(name, { price: { type: "DECIMAL", precision, scale: 2 } }, numbers.map((price) => ({ price })));
  const seen = (await load(name)).map((row) => row.price);
  console.log("precision", precision, "read by parquetjs:", seen.join(" "));
  assert.deepEqual(seen, precision > 9 ? [1.25, 2.5, -3.75, 10, -1.11, 1.1] : [1.25, 0, 2.5, 0, -3.75, -0.01]);
}
const all = Array.from({ length: 20001 }, (_, i) => (i - 10000) / 100);
const price = { type: "DECIMAL", precision: 18, scale: 2 };
await store("prices.parquet", { text: { type: "UTF8" }, price }, all.map((price) => ({ text: price.toFixed(2), price })));
const rounded = all.map((price) => ({ text: price.toFixed(2), price: price + 0.005 }));
await store("rounded.parquet", { text: { type: "UTF8" }, price }, rounded);
const times = ["1969-12-30T00:00Z", "1969-12-30T18:00Z", "2026-11-30T18:00Z"];
await store("days.parquet", { day: { type: "DATE" } }, times.map((time) => ({ day: new Date(time) })));
JAVASCRIPT
cat >read.py <<'PYTHON'
from datetime import date
from decimal import Decimal

import duckdb
import pyarrow.parquet as pq

for precision in 4, 9, 10, 18:
    seen = [str(v) for v in pq.read_table("precision%d.parquet" % precision)["price"].to_pylist()]
    print("precision", precision, "read by pyarrow:", *seen)
    assert seen == ["1.25", "2.50", "-3.75", "10.00", "-1.11", "1.10"], "the behaviour changed"


def prices(name):
    return {row["text"]: row["price"] for row in pq.read_table(name).to_pylist()}


seen = prices("prices.parquet")
off = [text for text, value in seen.items() if value != Decimal(text)]
shown = "0.29", "0.57", "1.15", "4.35", "19.99", "0.99"
print({text: str(seen[text]) for text in shown}, len(off), "of", len(seen), "are off")
assert len(seen) == 20001 and len(off) == 1146 and all(Decimal(text) - seen[text] == Decimal("0.01") for text in off)
assert [str(seen[text]) for text in shown] == ["0.28", "0.56", "1.14", "4.34", "19.98", "0.99"]
assert str(duckdb.sql("select price from 'prices.parquet' where text = '0.29'").fetchall()[0][0]) == "0.28"
assert all(value == Decimal(text) for text, value in prices("rounded.parquet").items()), "with half a unit added it is right"
days = pq.read_table("days.parquet")["day"].to_pylist()
print("days", *days)
assert days == [date(1969, 12, 30), date(1969, 12, 31), date(2026, 11, 30)]
PYTHON
node write.mjs
venv/bin/python read.py
