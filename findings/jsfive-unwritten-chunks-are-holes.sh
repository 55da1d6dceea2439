#!/usr/bin/env bash
# jsfive 0.4.2 (npm): what was never written in an HDF5 file is read as holes of an array, not as the fill value: a constant
# data set of 3.5 sums to 0, a grid whose fill value is -1 to 10 instead of -2, and a compressed one has the length 0.
#
# A good guess would be: the fill value, which the file holds and every reader of HDF5 answers, 0 if there is none; it is what
# sparse data in chunks are stored for. Within a chunk that was written in part it is right.
# Seen on 2026-11-30, files of h5py:
#   data set                                      h5py                    jsfive
#   4 by 4 in chunks of 2 by 2, fill -1, one      twelve -1, 1 2 3 4      twelve holes, 1 2 3 4
#     its sum, and its sum by reduce              -2                      10
#   6 in chunks of 2, the middle one missing      1 2 0 0 5 6             1 2, two holes, 5 6
#     as a Float64Array                           1 2 0 0 5 6             1 2 NaN NaN 5 6
#   4 of fill value 3.5, nothing written          3.5 3.5 3.5 3.5         four holes
#   the same in gzip                              2 2 2 2                 an array of no length
#   one chunk of 4, two written                   1 1 2 2                 1 1 2 2
# The cause: an empty array of the right length is filled by the chunks that the file's index lists, and those alone; the fill
# value is used nowhere.
#
# What it means: reduce, map and forEach pass over holes, so that a mean divides by rows that were not added, and a typed array
# or a tensor made of it has NaN, both without an error. Fill the holes by hand, or use h5wasm, which has it right.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet h5py==3.16.0 numpy==2.4.6
npm install --silent --no-audit --no-fund jsfive@0.4.2
cat >write.py <<'PYTHON'
import h5py
import numpy as np

with h5py.File("a.h5", "w") as file:
    grid = file.create_dataset("grid", shape=(4, 4), chunks=(2, 2), fillvalue=-1, dtype="i4")
    grid[2:, 2:] = [[1, 2], [3, 4]]
    series = file.create_dataset("series", shape=(6,), chunks=(2,), dtype="f8")
    series[:2] = [1, 2]
    series[4:] = [5, 6]
    file.create_dataset("constant", shape=(4,), dtype="f8", fillvalue=3.5)
    file.create_dataset("zeros", shape=(4,), dtype="f8")
    file.create_dataset("compressed", shape=(4,), chunks=(4,), dtype="f4", compression="gzip", fillvalue=2)
    file.create_dataset("partial", shape=(4,), chunks=(4,), dtype="f4", fillvalue=2)[:2] = 1
    file.create_dataset("written", data=np.arange(6.0), chunks=(2,))
    for name, data in file.items():
        print("h5py", name, data[:].ravel().tolist(), "sum", data[:].sum())
PYTHON
cat >read.mjs <<'JAVASCRIPT'
import assert from "assert";
import fs from "fs";
import { File } from "jsfive";

const bytes = fs.readFileSync("a.h5");
const file = new File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), "a.h5");
const value = (name) => file.get(name).value;
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);
for (const name of file.keys) console.log("jsfive", name, value(name), "sum", sum(value(name)), "as a Float64Array", Float64Array.from(value(name)).join(" "));
const holes = (name) => Array.from(value(name)).filter((v) => v === undefined).length;
assert.deepEqual(value("written"), [0, 1, 2, 3, 4, 5]);
assert.equal(holes("grid"), 12, "the behaviour changed");
assert.equal(sum(value("grid")), 10);
assert.equal(holes("series"), 2);
assert.equal(holes("constant"), 4);
assert.equal(sum(value("constant")), 0);
assert.equal(holes("zeros"), 4);
assert.equal(value("compressed").length, 0);
assert.deepEqual(value("partial"), [1, 1, 2, 2]);
JAVASCRIPT
venv/bin/python write.py
node read.mjs
