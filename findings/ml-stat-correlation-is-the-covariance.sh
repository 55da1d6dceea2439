#!/usr/bin/env bash
# ml-stat 1.3.3 (npm): matrix.correlation is the covariance, bit by bit, as the z scores of a matrix are only centred: the
# "correlation" of two columns is 120, and that of a column and itself 12.7.
#
# A good guess would be: 1 on the diagonal, between -1 and 1 beside it, the same in any unit; z scores of deviation 1.
# Seen on 2026-11-30, the columns 1, 2, 4, 9 and 10, 30, 20, 90:
#                                       seen                           right
#   correlation                         12.667 120 / 120 1291.7        1 0.938 / 0.938 1
#   covariance                          12.667 120 / 120 1291.7        the same
#   zScores, their deviation            3.559 and 35.94                1 and 1
#   zScores, means and deviations given 1 and 1                        1 and 1
#   standardize of centred columns      1 and 1                        1 and 1
# The cause: both hand the arguments of standardDeviation over in another order (whether to divide by n - 1 as the means), so that
# it is NaN, and a column whose deviation is NaN is not divided.
#
# What it means: features that are chosen by their correlation are chosen by their size, a threshold of 0.9 is exceeded by any
# column in small units, and a network that is fed z scores is fed raw deviations. Take
# standardize(center(x)), and the covariance of that for the correlation.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ml-stat@1.3.3
cat >program.cjs <<'JAVASCRIPT'
const assert = require("assert");
const { matrix } = require("ml-stat");

const rows = [[1, 10], [2, 30], [4, 20], [9, 90]];
const column = (x, j) => x.map((row) => row[j]);
const mean = (x) => x.reduce((a, b) => a + b) / x.length;
const covariance = (x, y) => x.reduce((sum, value, i) => sum + (value - mean(x)) * (y[i] - mean(y)), 0) / (x.length - 1);
const deviation = (x) => Math.sqrt(covariance(x, x));
const table = (f) => [0, 1].map((i) => [0, 1].map((j) => f(column(rows, i), column(rows, j))));
const right = table((x, y) => covariance(x, y) / deviation(x) / deviation(y));
const near = (a, b) => assert(a.flat().every((value, i) => Math.abs(value - b.flat()[i]) < 1e-9));

const seen = matrix.correlation(rows);
console.log("correlation", seen, "right", right, "covariance", matrix.covariance(rows));
near(matrix.covariance(rows), table(covariance));
const deviations = (x) => [deviation(column(x, 0)), deviation(column(x, 1))];
const own = deviations(rows);
const scores = matrix.zScores(rows);
const copied = matrix.standardize(matrix.center(rows));
const given = matrix.zScores(rows, matrix.mean(rows), own);
console.log("deviations of the z scores", deviations(scores), "of standardize", deviations(copied), "with deviations given", deviations(given));
near([deviations(copied), deviations(given)], [[1, 1], [1, 1]]);
console.log("standardDeviation(rows, true, means)", matrix.standardDeviation(rows, true, matrix.mean(rows)));
// the behaviour
near(seen, table(covariance));
near([deviations(scores)], [own]);
near(matrix.correlation(rows.map(([x, y]) => [x, y * 1000])), [[seen[0][0], seen[0][1] * 1000], [seen[1][0] * 1000, seen[1][1] * 1e6]]);
assert(seen[0][1] > 100 && right[0][1] < 0.94);
JAVASCRIPT
node program.cjs
