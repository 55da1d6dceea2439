#!/usr/bin/env bash
# scikitjs 1.24.0 (npm, TensorFlow.js 3.21.0): `rocAucScore` is no area under the ROC curve: a perfect score has 0.5, a
# constant 0.9 has 0.9, and the same rows in another order another number; `confusionMatrix` of labels 1 and 2 loses every row
# with a 2.
#
# A good guess would be: scikit-learn's numbers, whose names these are: the probability that a row of class 1 is ranked above
# one of class 0, in whatever order the rows come.
# Seen on 2026-11-30:
#   labels          scores                     rocAucScore    area under the curve
#   0 0 1 1         0.1 0.4 0.35 0.8           0.375          0.75
#   0 1 0 1         0.1 0.35 0.4 0.8           0.45           0.75     (the same rows)
#   1 1 0 0         0.8 0.35 0.4 0.1           0.575          0.75     (the same rows)
#   0 0 0 1 1 1     0 0 0 1 1 1                0.5            1
#   0 1 0 1         0.9 0.9 0.9 0.9            0.9            0.5
#   1,000 rows, perfect, shuffled              0.5            1
#   1,000 rows, noise                          0.5 to 5       0.5
#   confusionMatrix of 1 1 2 2 and 1 2 2 2: 0 0 / 0 1 instead of 1 1 / 0 2
# The cause: labels and scores are taken as the corners of a polygon, and its area is returned; nothing is sorted and no
# threshold is tried. The matrix has as many rows as there are labels, counted from 0.
#
# What it means: a model is chosen by the order of the rows. Its tests compare fractional labels with such areas. Take labels
# from 0 on for the matrix, and another package for the area.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund scikitjs@1.24.0 @tensorflow/tfjs@3.21.0
cat >program.cjs <<'JAVASCRIPT'
const assert = require("assert");
const scikit = require("scikitjs");
scikit.setBackend(require("@tensorflow/tfjs"));
const { rocAucScore, confusionMatrix } = scikit.metrics;

// pairs of a 1 and a 0, ties count a half
function area(labels, scores) {
  let [won, pairs] = [0, 0];
  labels.forEach((a, i) => {
    if (a === 1) labels.forEach((b, j) => {
      if (b === 0) [won, pairs] = [won + (scores[i] > scores[j] ? 1 : scores[i] === scores[j] ? 0.5 : 0), pairs + 1];
    });
  });
  return won / pairs;
}
function show(name, labels, scores) {
  const [seen, right] = [rocAucScore(labels, scores), area(labels, scores)];
  console.log(`${name}: rocAucScore ${seen.toFixed(4)}, area ${right.toFixed(4)}`);
  return { seen, right };
}
const near = (a, b) => Math.abs(a - b) < 1e-6;
const first = show("four rows", [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]);
const second = show("the same rows", [0, 1, 0, 1], [0.1, 0.35, 0.4, 0.8]);
const third = show("the same rows", [1, 1, 0, 0], [0.8, 0.35, 0.4, 0.1]);
assert([first, second, third].every(({ right }) => right === 0.75));
assert(near(first.seen, 0.375) && near(second.seen, 0.45) && near(third.seen, 0.575), "the behaviour changed");
const perfect = show("perfect", [0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1]);
const constant = show("constant", [0, 1, 0, 1], [0.9, 0.9, 0.9, 0.9]);
assert(perfect.seen === 0.5 && perfect.right === 1, "the behaviour changed");
assert(near(constant.seen, 0.9) && constant.right === 0.5, "the behaviour changed");

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const labels = Array.from({ length: 1000 }, () => (random() < 0.5 ? 0 : 1));
const sure = show("1,000 rows, perfect", labels, labels);
assert(near(sure.seen, 0.5) && sure.right === 1, "the behaviour changed");
const noise = Array.from({ length: 5 }, () => show("1,000 rows, noise", labels, labels.map(random)));
assert(noise.some(({ seen }) => seen > 1) && noise.every(({ right }) => Math.abs(right - 0.5) < 0.06), "the behaviour changed");

const matrix = confusionMatrix([1, 1, 2, 2], [1, 2, 2, 2]);
console.log("confusion matrix of labels 1 and 2:", matrix, "of 0 and 1:", confusionMatrix([0, 0, 1, 1], [0, 1, 1, 1]));
assert.deepEqual(matrix, [[0, 0], [0, 1]], "the behaviour changed");
assert.deepEqual(confusionMatrix([0, 0, 1, 1], [0, 1, 1, 1]), [[1, 1], [0, 2]]);
JAVASCRIPT
node program.cjs
