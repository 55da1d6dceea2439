#!/usr/bin/env bash
# Math.js 15.2.0 (npm): corr of seconds since 1970 and a straight line of them is 0.36 instead of 1, and Infinity or NaN at other
# times.
#
# A good guess would be: 1; variance and std of the same package subtract the mean first and are right, and a correlation never
# leaves -1 to 1. But corr is computed from sums of squares and products, whose differences lose all their digits.
# Seen on 2026-11-30, 30 times a second apart from a start on, and twice the place plus 1:
#   start           corr(x, y)   corr(x, x)   std(x) of Math.js   right
#   0 to 1,000,000  1            1            8.80                1
#   10,000,000      1.0000074    1            8.80                1
#   100,000,000     0.9988       1            8.80                1
#   1,000,000,000   Infinity     NaN          8.80                1
#   1,760,000,000   0.359        1            8.80                1
#   1.76e12         Infinity     NaN          8.80                1
#
# What it means: a correlation with a time, an identifier or any measurement whose mean is 1e7 times its deviation is a number
# without meaning, and one that is compared with a threshold passes when it is Infinity. Subtract the first number of each list
# before.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund mathjs@15.2.0 simple-statistics@7.12.1 >/dev/null
cat >program.cjs <<'JS'
const assert = require('node:assert');
const math = require('mathjs');
const statistics = require('simple-statistics');

const seen = {};
for (const start of [0, 1e3, 1e6, 1e7, 1e8, 1e9, 1.76e9, 1.76e12]) {
  const x = Array.from({ length: 30 }, (_, row) => start + row);
  const y = x.map((_, row) => 2 * row + 1);
  seen[start] = [math.corr(x, y), math.corr(x, x)];
  const other = statistics.sampleCorrelation(x, y);
  const shifted = math.corr(x.map((number) => number - x[0]), y);
  console.log(start, 'corr(x, y)', seen[start][0], 'corr(x, x)', seen[start][1], 'std', math.std(x));
  console.log('   simple-statistics', other, 'from 0 on', shifted);
  assert(Math.abs(other - 1) < 1e-9 && Math.abs(shifted - 1) < 1e-9);
  assert(Math.abs(math.std(x) - Math.sqrt(77.5)) < 1e-6);
}
for (const start of [0, 1e3, 1e6]) assert(Math.abs(seen[start][0] - 1) < 1e-6);
assert(seen[1e7][0] > 1.000001, 'the behaviour changed');
assert(seen[1.76e9][0] < 0.5, 'the behaviour changed');
for (const start of [1e9, 1.76e12]) assert(seen[start][0] === Infinity && Number.isNaN(seen[start][1]), 'the behaviour changed');
JS
node program.cjs
