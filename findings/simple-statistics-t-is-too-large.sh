#!/usr/bin/env bash
# simple-statistics 7.12.1 (npm): tTest divides by the deviation of a population instead of that of a sample, so that t is too large by the root of
# n / (n - 1): of samples of three a true mean is rejected in 7.3 % of the cases at 5 %.
#
# A good guess would be: t = (mean - value) / (s / sqrt(n)) with s over n - 1, as sampleStandardDeviation, tTestTwoSample and coefficientOfVariation of
# the same package have it: 5 % beyond the value in the table of t.
# Seen on 2026-12-01, 200,000 samples of a normal distribution, the value of the table for n - 1 degrees of freedom and 5 %:
#   n        beyond by tTest    beyond by the sample deviation
#   3        7.3 %              5.0 %
#   5        6.8 %              5.0 %
#   10       6.1 %              5.1 %
# tTest of 1, 2, 3, 4, 5, 6 against 3.385 is 0.165; 0.150 is right.
#
# What it means: small samples are significant too often, by up to half as many. Multiply by Math.sqrt((n - 1) / n).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund simple-statistics@7.12.1
cat >run.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const { tTest, mean, sampleStandardDeviation } = require("simple-statistics");

const right = (x, value) => (mean(x) - value) / (sampleStandardDeviation(x) / Math.sqrt(x.length));
const sample = [1, 2, 3, 4, 5, 6];
console.log("1 to 6 against 3.385: tTest", tTest(sample, 3.385), "right", right(sample, 3.385));
assert(Math.abs(tTest(sample, 3.385) / right(sample, 3.385) - Math.sqrt(6 / 5)) < 1e-9, "the behaviour changed");

let seed = 1;
const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
for (const [n, critical] of [[3, 4.302653], [5, 2.776445], [10, 2.262157]]) {
  let [by_it, by_sample] = [0, 0];
  for (let i = 0; i < 200_000; i += 1) {
    const x = Array.from({ length: n }, () => 10 + 2 * normal());
    by_it += Math.abs(tTest(x, 10)) > critical;
    by_sample += Math.abs(right(x, 10)) > critical;
  }
  console.log("n =", n, "beyond", critical, "by tTest", by_it / 200_000, "by the sample deviation", by_sample / 200_000);
  assert(Math.abs(by_sample / 200_000 - 0.05) < 0.003 && by_it / by_sample > 1.1, "the behaviour changed");
}
JAVASCRIPT
node run.cjs
