#!/usr/bin/env bash
# echarts-stat 1.2.0 (npm): mean, sampleVariance and deviation leave missing values out of the sum and count them in the number: the mean of 10,
# "-", 20 and 30 is 15, the variance 92 instead of 100; and numbers as text are strung together, the mean of "10", "20", "30" is 34,010.
#
# A good guess would be: 20, as the comment above each function says that it "will filter other data types", and max and min do; "-" is how
# ECharts, whose extension it is, writes a missing value, and null as well.
# Seen on 2026-12-01:
#                               sum        mean     sampleVariance
#   10, 20, 30                  60         20       100
#   10, "-", 20, 30             60         15       91.7
#   10, null, null, 20, 30      60         12       98
#   "10", "20", "30"            "0102030"  34010    1732980250
#   10, "20", 30                "102030"   34010    1732980250
# "20" passes for a number, and is added as a text.
#
# What it means: the line of the mean and the band of a deviation in a chart of a column with holes lie too low, and columns read from CSV
# jump. Filter and convert first: data.filter(Number.isFinite).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund echarts-stat@1.2.0
cat >run.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const { mean, sampleVariance, sum, max, min } = require("echarts-stat").statistics;

const close = (a, b) => Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(b));
function shown(data) {
  const numbers = data.filter((value) => value !== null && value !== "-").map(Number);
  const right = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const variance = numbers.reduce((a, b) => a + (b - right) ** 2, 0) / (numbers.length - 1);
  console.log(JSON.stringify(data), "sum", sum(data), "mean", mean(data), "right", right, "variance", sampleVariance(data), "right", variance);
  assert(Number(max(data)) === Math.max(...numbers) && Number(min(data)) === Math.min(...numbers));
  return [mean(data), sampleVariance(data), right, variance];
}

let [found, spread, right, variance] = shown([10, 20, 30]);
assert(found === right && spread === variance);
for (const data of [[10, "-", 20, 30], [10, null, 20, 30], [10, null, null, 20, 30]]) {
  [found, spread, right, variance] = shown(data);
  assert(right === 20 && variance === 100 && close(found, 60 / data.length) && spread < 99, "the behaviour changed");
}
for (const data of [["10", "20", "30"], [10, "20", 30]]) {
  [found, spread, right] = shown(data);
  assert(right === 20 && found > 30000, "the behaviour changed");
}
JAVASCRIPT
node run.cjs
