#!/usr/bin/env bash
# ml-regression 6.3.0 (npm): MultivariateLinearRegression on a column around 100,000 leaves that column out: the line y = 2 (x -
# 100,000) + 1 gets the slope 0.00028, and around a million and above the prediction is the mean of y. SimpleLinearRegression
# gives a slope of 0.26 for seconds since 1970, and the score of that line is 1.
#
# A good guess would be: 2 in float64 up to about 1e8, and then some digits fewer; a least squares line is no hard problem, and
# simple-statistics 7.12.1 has 2 at every place. But the matrix of squares and products is inverted through its singular values,
# and those below 3e-16 of the largest are taken for 0: here the largest is 3e11, and the one that tells the slope from the
# intercept 2e-7. The simple line subtracts a squared sum from a sum of squares.
# Seen on 2026-11-30, 30 rows, x = start, start + 1, ..., y = 1, 3, 5, ..., a second column of 0 to 4 that has no part in y:
#   start           slope of multivariate   predicted for 21   slope of simple, score      of simple-statistics
#   1,000           2                       21                 2, 1                        2
#   100,000         0.00028                 28.0               2, 1                        2
#   20,260,101      0.0000014               28.0               2.003, 1                    2
#   100,000,000     0.0000003               30.0               1.995, 1                    2
#   1,000,000,000   0.00000003              30.0               Infinity, NaN               2
#   1,760,000,000   0.000000017             30.0               0.257, 1                    2
#
# What it means: a year does, but a date as 20260101, a time, an identifier or a price in cents makes the model answer near the
# mean for every row, with coefficients that look like those of a feature without influence. Subtract the mean of each column
# before.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ml-regression@6.3.0 ml-regression-multivariate-linear@2.0.4 \
  ml-regression-simple-linear@3.0.1 ml-matrix@6.15.1 simple-statistics@7.12.1 >/dev/null
cat >program.cjs <<'JS'
const assert = require('node:assert');
const { MultivariateLinearRegression, SimpleLinearRegression } = require('ml-regression');
const statistics = require('simple-statistics');

const seen = {};
for (const start of [1e3, 1e4, 2e4, 1e5, 1e6, 20260101, 1e8, 1e9, 1.76e9]) {
  const x = Array.from({ length: 30 }, (_, row) => start + row);
  const y = x.map((_, row) => 2 * row + 1);
  const target = y.map((number) => [number]);
  const many = new MultivariateLinearRegression(x.map((number, row) => [number, (row * 7) % 5]), target);
  const one = new SimpleLinearRegression(x, y);
  const other = statistics.linearRegression(x.map((number, row) => [number, y[row]])).m;
  const centred = new MultivariateLinearRegression(x.map((number, row) => [number - start - 15, (row * 7) % 5]), target);
  const [answer] = many.predict([start + 10, (10 * 7) % 5]);
  console.log(start, 'multivariate', many.weights[0][0], 'predicts', answer);
  console.log('   simple', one.slope, 'score', one.score(x, y).r2, 'simple-statistics', other);
  assert(Math.abs(other - 2) < 1e-9 && Math.abs(centred.weights[0][0] - 2) < 1e-9);
  assert(Math.abs(centred.predict([-5, 0])[0] - 21) < 1e-9);
  seen[start] = [many.weights[0][0], answer, one.slope, one.score(x, y).r2];
}
assert(Math.abs(seen[1e3][0] - 2) < 1e-6 && Math.abs(seen[1e3][1] - 21) < 1e-6);
for (const start of [1e5, 1e6, 20260101, 1e8, 1e9, 1.76e9])
  assert(seen[start][0] < 0.001 && seen[start][1] > 28, 'the behaviour changed');
assert(seen[1.76e9][2] < 0.5 && Math.abs(seen[1.76e9][3] - 1) < 1e-9, 'the behaviour changed');
assert(seen[1e9][2] === Infinity, 'the behaviour changed');
JS
node program.cjs
