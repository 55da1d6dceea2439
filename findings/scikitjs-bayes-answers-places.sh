#!/usr/bin/env bash
# scikitjs 1.24.0 (npm, TensorFlow.js 3.21.0): `predict` of GaussianNB answers the place at which a label came first in the
# training rows instead of the label: trained on rows that begin with a 1 it answers 0 for 1 and 1 for 0, accuracy 0.
# SimpleImputer passes over `missingValues`, and -999 stays -999.
#
# A good guess would be: the labels that it was trained on, as `classes` holds them and as the package's KNeighborsClassifier
# and DecisionTreeClassifier answer.
# Seen on 2026-11-30, three rows near 0 and three near 5, asked for the same rows:
#   labels trained on         GaussianNB          accuracy    nearest neighbours, tree
#   0 0 0 1 1 1               0 0 0 1 1 1         1           right
#   1 1 1 0 0 0               0 0 0 1 1 1         0           right
#   1 1 1 2 2 2               0 0 0 1 1 1         0           right
#   200 rows of three classes, ten orders of the rows: accuracies 0 to 0.38, and 1 for two of them
#   predictProba: 4.6 and 0, densities that do not sum to 1, a rare class counts as a common one
#   SimpleImputer({ missingValues: -999 }) of 1, -999, 3: 1, -999, 3; of NaN: 2
# The cause: predict returns argMax of the densities, and the labels found by `unique`, which keeps their order, are not looked
# up; the imputer compares with NaN whatever it is told.
#
# What it means: the accuracy of one and the same model depends on the first row: with shuffled rows it is 1 or 0 of two
# classes. Look the answers up: model.classes.gather(answers). Replace -999 by NaN before the imputer.
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

const list = (answer) => (Array.isArray(answer) ? answer : answer.arraySync());
const share = (a, b) => a.filter((value, i) => value === b[i]).length / a.length;
let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const normal = () => Math.sqrt(-2 * Math.log(random())) * Math.cos(2 * Math.PI * random());

(async () => {
  const rows = [[0.1], [0.2], [0.15], [5], [5.1], [5.2]];
  for (const labels of [[0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0], [1, 1, 1, 2, 2, 2]]) {
    const bayes = new scikit.GaussianNB();
    await bayes.fit(rows, labels);
    const seen = list(bayes.predict(rows));
    const looked = list(bayes.classes.gather(bayes.predict(rows)));
    const neighbours = new scikit.KNeighborsClassifier({ nNeighbors: 3 });
    await neighbours.fit(rows, labels);
    const tree = new scikit.DecisionTreeClassifier();
    await tree.fit(rows, labels);
    console.log("labels", labels, "GaussianNB", seen, "looked up", looked);
    assert.deepEqual(seen, [0, 0, 0, 1, 1, 1], "the behaviour changed");
    assert.deepEqual(looked, labels);
    assert.deepEqual(list(neighbours.predict(rows)), labels);
    assert.deepEqual(list(tree.predict(rows)), labels);
    const sum = list(bayes.predictProba([[0.15]]))[0].reduce((a, b) => a + b);
    console.log("probabilities sum to", sum);
    assert(sum > 2, "the behaviour changed");
  }

  const many = Array.from({ length: 200 }, () => {
    const label = Math.floor(random() * 3);
    return [[normal() + 8 * label, normal()], label];
  });
  const seen = [];
  for (let turn = 0; turn < 10; turn++) {
    const order = many.map((row) => [random(), row]).sort((a, b) => a[0] - b[0]).map(([, row]) => row);
    const [x, y] = [order.map((row) => row[0]), order.map((row) => row[1])];
    const bayes = new scikit.GaussianNB();
    await bayes.fit(x, y);
    seen.push(share(list(bayes.predict(x)), y));
    assert(share(list(bayes.classes.gather(bayes.predict(x))), y) > 0.98);
  }
  console.log("three classes, ten orders of the rows, accuracy:", seen.map((value) => value.toFixed(2)).join(" "));
  assert(Math.min(...seen) < 0.4 && seen.every((value) => value < 0.4 || value > 0.98), "the behaviour changed");

  const filled = (missingValues, hole) => list(new scikit.SimpleImputer({ missingValues }).fitTransform([[1], [hole], [3]])).flat();
  console.log("imputer of -999:", filled(-999, -999), "of NaN:", filled(NaN, NaN));
  assert.deepEqual(filled(-999, -999), [1, -999, 3], "the behaviour changed");
  assert.deepEqual(filled(NaN, NaN), [1, 2, 3]);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
JAVASCRIPT
node program.cjs
