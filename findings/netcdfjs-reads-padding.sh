#!/usr/bin/env bash
# netcdfjs 4.0.0 (npm): a variable of three 16-bit integers is read as four, the last -32767, one of three bytes as four, and -1
# in a byte as 255: the padding of the file is read as data, in each record too.
#
# A good guess would be: three numbers, as the dimension says and as netCDF4 and SciPy read; NetCDF's byte is signed by its
# definition.
# Seen on 2026-11-30, a file of NetCDF 3 written by SciPy:
#   variable, dimensions        netCDF4                         netcdfjs
#   short (3)                   10 20 30                        10 20 30 -32767
#   short (4)                   1 2 3 4                         the same
#   byte (3)                    -1 2 -128                       [255] [2] [128] [129]
#   char (3)                    a b c                           a b c and an empty one
#   int, float (3)              10 20 30                        the same
#   short (time, 3)             1 2 3, 4 5 6, 7 8 9             1 2 3 -32767, 4 5 6 -32767, 7 8 9 -32767
#   byte (time)                 0 1 1                           [0 129 129 129] [1 129 129 129] [1 129 129 129]
#   byte (time), alone in its file                              [0] [1] [1]
# The cause: the number of values is the size that the file's header gives for a variable, which is rounded up to four bytes,
# divided by the size of a value; bytes are read as unsigned, each as an array.
#
# What it means: packed data, which are 16-bit integers, on a grid with an odd number of columns have one column too many and a
# mean far off, and a flag is 1 or 129 by what else is in the file. Cut to the product of the dimensions, and read bytes through
# Int8Array.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet scipy==1.17.1 numpy==2.4.6 netCDF4==1.7.5.1.post1
npm install --silent --no-audit --no-fund netcdfjs@4.0.0
cat >write.py <<'PYTHON'
import netCDF4
import numpy as np
from scipy.io import netcdf_file

with netcdf_file("rows.nc", "w") as file:
    file.createDimension("time", None)
    file.createDimension("x", 3)
    file.createDimension("even", 4)
    for name, kind, numbers in (
        ("short3", "i2", [10, 20, 30]),
        ("byte3", "i1", [-1, 2, -128]),
        ("int3", "i4", [10, 20, 30]),
        ("float3", "f4", [0.5, 1.5, 2.5]),
    ):
        file.createVariable(name, kind, ("x",))[:] = np.array(numbers, kind)
    file.createVariable("short4", "i2", ("even",))[:] = np.array([1, 2, 3, 4], "i2")
    file.createVariable("text", "c", ("x",))[:] = [b"a", b"b", b"c"]
    file.createVariable("short_by_time", "i2", ("time", "x"))[:] = np.arange(1, 10, dtype="i2").reshape(3, 3)
    file.createVariable("flag_by_time", "i1", ("time",))[:] = np.array([0, 1, 1], "i1")
    file.createVariable("double_by_time", "f8", ("time",))[:] = [0.5, 1.5, 2.5]
with netcdf_file("alone.nc", "w") as file:
    file.createDimension("time", None)
    file.createVariable("flag_by_time", "i1", ("time",))[:] = np.array([0, 1, 1], "i1")
for name in "rows.nc", "alone.nc":
    with netCDF4.Dataset(name) as file:
        print(name, {key: np.asarray(variable[:]).tolist() for key, variable in file.variables.items()})
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import assert from "assert";
import fs from "fs";
import { NetCDFReader } from "netcdfjs";

const seen = {};
for (const file of ["rows.nc", "alone.nc"]) {
  const reader = new NetCDFReader(fs.readFileSync(file));
  for (const { name, dimensions } of reader.variables) {
    const numbers = reader.getDataVariable(name);
    const shape = dimensions.map((place) => reader.dimensions[place].name);
    console.log(file, name, shape, JSON.stringify(numbers));
    seen[`${file} ${name}`] = numbers;
  }
}
const rows = (name) => seen[`rows.nc ${name}`];
assert.deepEqual(rows("short4"), [1, 2, 3, 4]);
assert.deepEqual(rows("int3"), [10, 20, 30]);
assert.deepEqual(rows("float3"), [0.5, 1.5, 2.5]);
assert.deepEqual(rows("double_by_time"), [0.5, 1.5, 2.5]);
assert.deepEqual(rows("short3").slice(0, 3), [10, 20, 30]);
assert.equal(rows("short3").length, 4, "the behaviour changed");
assert.equal(rows("text").length, 4);
assert.deepEqual(rows("byte3").slice(0, 3).map((b) => Array.from(b)[0]), [255, 2, 128]);
assert.equal(rows("byte3").length, 4);
rows("short_by_time").forEach((record, i) => {
  assert.deepEqual(Array.from(record).slice(0, 3), [3 * i + 1, 3 * i + 2, 3 * i + 3]);
  assert.equal(record.length, 4);
});
assert.deepEqual(rows("flag_by_time").map((record) => record.length), [4, 4, 4]);
assert.deepEqual(seen["alone.nc flag_by_time"].map((record) => Array.from(record)), [[0], [1], [1]]);
JAVASCRIPT
venv/bin/python write.py
node read.mjs
