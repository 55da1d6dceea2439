#!/usr/bin/env bash
# ml-stat 1.3.3 (npm): array.weightedMean is the sum of the numbers times their weights: of 1, 2, 5 with weights 1, 2, 1 it is 10
# instead of 2.5, and the weighted variance is taken around that; matrix.weightedVariance is taken around the plain mean.
#
# A good guess would be: divided by the sum of the weights, as matrix.weightedMean does; a mean lies between the smallest and the
# largest number, and five of each row do not change it.
# Seen on 2026-11-30, the numbers 1, 2, 5:
#   weights           weightedMean    right     weightedVariance    right     weightedStandardDeviation    right
#   .25 .5 .25        2.5             2.5       3.6                 3.6       1.90                         1.90
#   1 2 1             10              2.5       93.6                3.6       9.67                         1.90
#   1 1 1             8               2.667     47                  4.333     6.86                         2.08
#   10 20 10          100             2.5       15214               3.6       123.4                        1.90
# matrix.weightedMean and matrix.weightedCovariance of the same column are right, matrix.weightedVariance is not: of 0 and 10 with
# weights 99 and 1 it is 1262.6 instead of 50, as the mean in it is 5 and not 0.1.
#
# What it means: counts, or exposures, as weights give a mean that grows with the number of rows, and equal weights of 1 do not
# give the mean. Take the mean and the covariance of a matrix of one column.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ml-stat@1.3.3
cat >program.cjs <<'JAVASCRIPT'
const assert = require("assert");
const { array, matrix } = require("ml-stat");

const values = [1, 2, 5];
const total = (x) => x.reduce((a, b) => a + b);
for (const weights of [[0.25, 0.5, 0.25], [1, 2, 1], [1, 1, 1], [10, 20, 10]]) {
  const sum = total(weights);
  const mean = total(values.map((value, i) => value * weights[i])) / sum;
  const share = sum / (sum * sum - total(weights.map((w) => w * w)));
  const around = (middle) => total(values.map((value, i) => weights[i] * (value - middle) ** 2)) * share;
  const seen = [array.weightedMean(values, weights), array.weightedVariance(values, weights), array.weightedStandardDeviation(values, weights)];
  const column = values.map((value) => [value]);
  const right = [matrix.weightedMean(column, weights)[0], matrix.weightedCovariance(column, weights)[0][0]];
  console.log("weights", weights, "seen", seen, "right", mean, around(mean), Math.sqrt(around(mean)), "as a matrix", right);
  assert(Math.abs(right[0] - mean) < 1e-9 && Math.abs(right[1] - around(mean)) < 1e-9);
  // the behaviour
  assert(Math.abs(seen[0] - mean * sum) < 1e-9 && Math.abs(seen[1] - around(mean * sum)) < 1e-6);
  if (sum !== 1) assert(seen[0] > 5 && seen[1] > 10 * right[1]);
}
const two = [[[0], [10]], [99, 1]];
const [variance, other] = [matrix.weightedVariance(...two)[0], matrix.weightedCovariance(...two)[0][0]];
console.log("0 and 10 with weights 99 and 1: matrix.weightedVariance", variance, "weightedCovariance", other, "weightedMean", matrix.weightedMean(...two));
assert(Math.abs(other - 50) < 1e-9 && Math.abs(variance - (100 * 25 * 100) / 198) < 1e-9, "the behaviour changed");
JAVASCRIPT
node program.cjs
