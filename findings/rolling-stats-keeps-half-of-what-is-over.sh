#!/usr/bin/env bash
# rolling-stats 0.2.1 (npm): at most half of the values are dropped at a time, however many are older than the window: of ten values of an hour ago
# four are in the mean of the last minute; and the smallest of all values is 0 where all are above.
#
# A good guess would be: calculate() is about the values of the last `duration` milliseconds, however many are over; allmin is the smallest of all.
# Seen on 2026-12-01, a window of a minute, ten values of 100 an hour ago, and two of 10 just now:
#   calculate()         count     mean      max     right
#   the first time      6         70        100     2, 10, 10
#   the second          3         40        100
#   the third           2         10        10
# allmin is 0 (10 right), and for values below 0 allmax is 0. The loop counts up while the number that it is compared with goes down; the
# extremes begin at 0.
#
# What it means: the mean loss or time of the last minute is that of an hour ago as well, less with each look. Call calculate() until the count
# does not change.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund rolling-stats@0.2.1
cat >run.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const rolling = require("rolling-stats");

let now = 0;
const stats = rolling(100, 60_000, () => now);
for (let i = 0; i < 10; i += 1) { now += 1; stats.point(100); }
now += 3_600_000;
for (let i = 0; i < 2; i += 1) { now += 1; stats.point(10); }
const counts = [];
for (let i = 1; i <= 8; i += 1) {
  const { count, mean, max, min, allmin } = stats.calculate();
  counts.push(count);
  console.log("calculate", i, "count", count, "mean", mean.toFixed(1), "min", min, "max", max, "allmin", allmin, "right: 2, 10, 10, 10, 10");
  assert(allmin === 0, "the behaviour changed");
}
assert(counts[0] === 6 && counts[1] === 3 && counts.at(-1) === 2, "the behaviour changed");

const negative = rolling(100, 60_000, () => now);
negative.point(-5);
console.log("the largest of -5:", negative.calculate().allmax);
assert(negative.calculate().allmax === 0, "the behaviour changed");
JAVASCRIPT
node run.cjs
