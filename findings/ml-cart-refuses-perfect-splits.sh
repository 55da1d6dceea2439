#!/usr/bin/env bash
# ml-cart 2.1.1 and ml-random-forest 2.1.0 (npm): a regression tree refuses every split that leaves no error, so that a target
# which one column tells exactly is predicted by its mean: R2 0 where a millionth of noise in one row gives 1.
#
# A good guess would be: 1 for a step of two values, as of any regression tree and of DecisionTreeClassifier of the same package.
# But the quantity that has to be above gainThreshold (0) for a split is the gain of a classifier, and for regression the error
# that remains.
# Seen on 2026-11-30, 90 rows, x = 0, 1, ... 89, R2 on the training rows:
#   target                                       R2 of the tree   answers           scikit-learn 1.9.1
#   0 below 30, 5 from there on                  0                3.33              1
#   the same, 0.000001 more in one row           1                0, 5              1
#   the same, 1 more in one row                  0.998            0, 0.25, 5        1
#   four steps: 0, 1, 2, 3                       0.80             0.489, 2.489      1
#   two columns of 0 or 1 that are its digits    0.80             0.489, 2.489      1
#   random forest, the first target              -0.0003          3.29              0.997
#   random forest, 0.000001 of noise             0.998            0 to 5            0.997
#
# What it means: the better a column, the worse the model; for a target of few values (0 or 1, a grade, a count, a price list) the
# last split of each branch is missing, and two levels are one. Add noise far below the digits that matter to the target, or take
# the classifier.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ml-cart@2.1.1 ml-random-forest@2.1.0 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet scikit-learn==1.9.1 numpy==2.4.6
cat >program.cjs <<'JS'
const assert = require('node:assert');
const fs = require('node:fs');
const { DecisionTreeClassifier, DecisionTreeRegression } = require('ml-cart');
const { RandomForestRegression } = require('ml-random-forest');

const rows = Array.from({ length: 90 }, (_, row) => row);
const column = rows.map((row) => [row]);
const step = rows.map((row) => (row < 30 ? 0 : 5));
const score = (answer, target) => {
  const mean = target.reduce((a, b) => a + b) / target.length;
  const left = target.reduce((sum, number, row) => sum + (number - answer[row]) ** 2, 0);
  return 1 - left / target.reduce((sum, number) => sum + (number - mean) ** 2, 0);
};
const cases = {
  step: [column, step],
  'a millionth': [column, step.map((number, row) => number + (row === 3 ? 1e-6 : 0))],
  'one more': [column, step.map((number, row) => number + (row === 3 ? 1 : 0))],
  'four steps': [column, rows.map((row) => Math.floor(row / 22.5))],
  digits: [rows.map((row) => [row % 2, (row >> 1) % 2]), rows.map((row) => 2 * (row % 2) + ((row >> 1) % 2))],
};
fs.writeFileSync('cases.json', JSON.stringify(cases));
const seen = {};
for (const [name, [x, y]] of Object.entries(cases)) {
  const tree = new DecisionTreeRegression();
  tree.train(x, y);
  const answer = tree.predict(x);
  seen[name] = score(answer, y);
  console.log(name, seen[name], [...new Set(answer)]);
}
const forest = (target) => {
  const model = new RandomForestRegression({ seed: 1, nEstimators: 50, maxFeatures: 1.0, replacement: true });
  model.train(column, target);
  return score(model.predict(column), step);
};
const plain = forest(step);
const noisy = forest(step.map((number, row) => number + (row % 3) * 1e-6));
const classifier = new DecisionTreeClassifier();
classifier.train(column, step);
console.log('forest', plain, 'with noise', noisy);
assert(classifier.predict(column).every((label, row) => label === step[row]));
assert(Math.abs(seen.step) < 1e-9 && plain < 0.01, 'the behaviour changed');
assert(seen['four steps'] < 0.81 && seen.digits < 0.81, 'the behaviour changed');
assert(seen['a millionth'] > 0.999999 && seen['one more'] > 0.99 && noisy > 0.99);
JS
node program.cjs
venv/bin/python - <<'PYTHON'
import json

from sklearn.ensemble import RandomForestRegressor
from sklearn.tree import DecisionTreeRegressor

for name, (x, y) in json.load(open("cases.json")).items():
    tree = DecisionTreeRegressor(min_samples_split=4).fit(x, y).score(x, y)
    forest = RandomForestRegressor(50, random_state=1).fit(x, y).score(x, y)
    print(name, "scikit-learn", tree, "forest", forest)
    assert tree > 0.999 and forest > 0.95
PYTHON
