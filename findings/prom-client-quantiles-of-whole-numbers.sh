#!/usr/bin/env bash
# prom-client 15.1.3 and tdigest 0.1.3 (npm): the quantile 0.75 of a Summary of 900 values 5 and 100 values 100 is 62, and of
# whole milliseconds of which 99 % are between 3 and 7 the quantile 0.95 is 133; of the same with fractions it is right.
#
# A good guess would be: 5 and 7, which is what 95 % of the values do not exceed; a digest is documented to be near the exact
# quantile, nearest at the ends, and ties should be the easiest of all.
# Seen on 2026-11-30, quantiles by prom-client, which are those of tdigest:
#   values                                   0.5             0.75           0.9            0.95           0.99
#   900 times 5, 100 times 100               14.5 (5)        62 (5)         90.5 (5)       100            100
#   100 times 5, once 100                    5.94 (5)        53.4 (5)       81.9 (5)       91.4 (5)       99.0 (5)
#   990 times 0, 10 times 1                  0.01 (0)        0.51 (0)       0.81 (0)       0.91 (0)       0.99 (0)
#   10,000 whole milliseconds                5.03 (5)        6.39 (6)       47.7 (7)       133 (7)        201 (7)
#   the same with fractions of them          5.03 (5.03)     6.45 (6.45)    6.92 (6.92)    6.98 (6.98)    30 (7.00)
#   (in brackets what the sorted values have)
# The cause: equal values are added to one point without the limit that a point has otherwise, and a quantile is interpolated
# between the middles of two points: between the middle of all fives and that of all hundreds.
#
# What it means: a dashboard of latencies, sizes or counts in whole numbers shows a tail that is not there, and an alert on the
# 95th percentile rings at one slow request in a hundred; it looks like a rare slowness that grows. Observe with fractions, or
# use a Histogram.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund prom-client@15.1.3 tdigest@0.1.3
cat >program.cjs <<'JAVASCRIPT'
const assert = require("assert");
const { Summary } = require("prom-client");
const { TDigest } = require("tdigest");

const percentiles = [0.5, 0.75, 0.9, 0.95, 0.99];
const repeat = (count, value) => Array(count).fill(value);
// a fixed sequence of fractions between 0 and 1
const fraction = (i) => (i * 0.6180339887498949) % 1;
const slow = (i) => (i % 100 === 0 ? 200 : 0);
const exact = Array.from({ length: 10000 }, (_, i) => 5 + 2 * Math.sin(2 * Math.PI * fraction(i)) + slow(i));
const cases = {
  "900 times 5, 100 times 100": [...repeat(900, 5), ...repeat(100, 100)],
  "100 times 5, once 100": [...repeat(100, 5), 100],
  "990 times 0, 10 times 1": [...repeat(990, 0), ...repeat(10, 1)],
  "whole milliseconds": exact.map(Math.round),
  "fractions of milliseconds": exact,
};
async function main() {
  const seen = {};
  for (const [name, values] of Object.entries(cases)) {
    const summary = new Summary({ name: name.replace(/\W/g, "_").replace(/^/, "s"), help: name, percentiles });
    const digest = new TDigest();
    for (const value of values) {
      summary.observe(value);
      digest.push(value);
    }
    digest.compress();
    const found = (await summary.get()).values.filter((v) => v.labels.quantile !== undefined).map((v) => v.value);
    const sorted = [...values].sort((a, b) => a - b);
    const right = percentiles.map((p) => sorted[Math.ceil(p * sorted.length) - 1]);
    console.log(name);
    for (const [who, numbers] of Object.entries({ "prom-client": found, tdigest: percentiles.map((p) => digest.percentile(p)), right }))
      console.log("  ", who.padEnd(12), numbers.map((v) => v.toFixed(2).padStart(8)).join(""));
    seen[name] = { found, right };
  }
  const of = (name) => seen[name];
  assert.deepEqual(of("900 times 5, 100 times 100").right, [5, 5, 5, 100, 100]);
  assert(Math.abs(of("900 times 5, 100 times 100").found[1] - 62) < 0.1, "the behaviour changed");
  assert(of("100 times 5, once 100").found[1] > 50 && of("100 times 5, once 100").right.every((v) => v === 5));
  assert(of("990 times 0, 10 times 1").found[2] > 0.8);
  assert(of("whole milliseconds").found[3] > 100 && of("whole milliseconds").right[3] === 7);
  const fine = of("fractions of milliseconds");
  assert([0, 1, 2, 3].every((i) => Math.abs(fine.found[i] - fine.right[i]) < 0.1), "without ties it is right");
}
main();
JAVASCRIPT
node program.cjs
