#!/usr/bin/env bash
# ml-naivebayes 4.0.0 (npm): GaussianNB reads the first two columns and no other: five columns of which the last three tell the class are
# classified at random.
#
# A good guess would be: the product of the densities of all columns, as the means and deviations of all are stored; accuracy 0.93 for a column
# that is three deviations apart between two classes, wherever it stands.
# Seen on 2026-12-01, 1,000 rows to train on and 1,000 others, two classes, one column tells them apart:
#   columns, the one that tells    accuracy     computed directly
#   2, the first                   0.95         0.95
#   3, the third                   0.49         0.94
#   10, the tenth                  0.50         0.93
# The loop over the columns ends at classes[0][1].length, the length of the pair of constants of the first column, 2, instead of the number of
# columns; with a single column it is an error. What is added to the other columns, 1,000,000 as well, changes no answer.
#
# What it means: examples with two columns work, and a table of more is answered by the two that happen to stand first. Put the two best there,
# or compute the sum of the logarithms from model.means and model.calculateProbabilities.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ml-naivebayes@4.0.0
cat >run.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const { GaussianNB } = require("ml-naivebayes");

let seed = 1;
const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());

// The class with the largest sum of logarithms of the density, over all columns.
function directly(x, y, rows) {
  const classes = [0, 1].map((label) => {
    const own = x.filter((_, i) => y[i] === label);
    return own[0].map((_, j) => {
      const mean = own.reduce((sum, row) => sum + row[j], 0) / own.length;
      const variance = own.reduce((sum, row) => sum + (row[j] - mean) ** 2, 0) / (own.length - 1);
      return { mean, variance };
    });
  });
  const score = (row, columns) =>
    columns.reduce((sum, { mean, variance }, j) => sum - (row[j] - mean) ** 2 / (2 * variance) - Math.log(variance) / 2, 0);
  return rows.map((row) => (score(row, classes[1]) > score(row, classes[0]) ? 1 : 0));
}

function accuracy(columns, tells) {
  const y = Array.from({ length: 2000 }, (_, i) => i % 2);
  const x = y.map((label) => Array.from({ length: columns }, (_, j) => normal() + (j === tells ? 3 * label : 0)));
  const model = new GaussianNB();
  model.train(x.slice(0, 1000), y.slice(0, 1000));
  const rows = x.slice(1000);
  const share = (answers) => answers.filter((answer, i) => answer === y[1000 + i]).length / 1000;
  const found = share(model.predict(rows));
  const right = share(directly(x.slice(0, 1000), y.slice(0, 1000), rows));
  console.log(columns, "columns, number", tells + 1, "tells: accuracy", found, "computed directly", right);
  const moved = model.predict(rows.map((row) => row.map((value, j) => (j < 2 ? value : value + 1e6))));
  assert(moved.every((answer, i) => answer === model.predict(rows)[i]), "the other columns count now: the behaviour changed");
  return [found, right];
}

for (const tells of [0, 1]) {
  const [found, right] = accuracy(2, tells);
  assert(found > 0.9 && Math.abs(found - right) < 0.01);
}
for (const [columns, tells] of [[3, 2], [5, 3], [10, 9]]) {
  const [found, right] = accuracy(columns, tells);
  assert(found < 0.6 && right > 0.9, "the behaviour changed");
}
JAVASCRIPT
node run.cjs
