#!/usr/bin/env bash
# ml-logistic-regression 2.0.0 (npm): the model has no intercept, so that a threshold at 5 is learned as one at 0 (accuracy 0.51
# instead of 1), and its classes are the numbers from 0 on: trained on the labels 1 and 2 it answers 1 and 0, on 0, 2 and 5 only 0
# and 2, with no error.
#
# A good guess would be: an intercept, as any logistic regression has unless told otherwise (ml-regression of the same makers has
# one, which can be turned off), and the labels that it was given, or an error for others.
# Seen on 2026-11-30, 5,000 steps:
#   rows                                                      accuracy   answers     scikit-learn 1.9.1
#   x = 0, 0.1, ... 9.9, class 0 below 5 and 1 from 5 on      0.51       0, 1        1
#   the same with a second column of ones                     1          0, 1        1
#   x = -5, ... 4.9, labels 1 below 0 and 2 from 0 on, ones   0.50       1, 0        1
#   three groups with labels 0, 2 and 5, ones                 0.67       0, 2        1
#
# What it means: unless all columns are centred and the classes are about equal in size, the accuracy is that of a guess, which
# looks like data that tell nothing. Append a column of ones, to the rows to be predicted too, and number the classes from 0 on.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ml-logistic-regression@2.0.0 ml-matrix@6.15.1 >/dev/null
python3 -m venv venv
venv/bin/pip install --quiet scikit-learn==1.9.1 numpy==2.4.6
cat >program.cjs <<'JS'
const assert = require('node:assert');
const fs = require('node:fs');
const exported = require('ml-logistic-regression');
const { Matrix } = require('ml-matrix');
const LogisticRegression = exported.LogisticRegression ?? exported.default ?? exported;

const range = (count) => Array.from({ length: count }, (_, row) => row);
const groups = [[5, 0, 1], [0, 5, 1], [-5, 0, 1]];
const cases = {
  threshold: range(100).map((row) => [[row / 10], row < 50 ? 0 : 1]),
  ones: range(100).map((row) => [[row / 10, 1], row < 50 ? 0 : 1]),
  'labels 1, 2': range(100).map((row) => [[row / 10 - 5, 1], row < 50 ? 1 : 2]),
  'labels 0, 2, 5': range(90).map((row) => [groups[Math.floor(row / 30)], [0, 2, 5][Math.floor(row / 30)]]),
};
fs.writeFileSync('cases.json', JSON.stringify(cases));
const seen = {};
for (const [name, rows] of Object.entries(cases)) {
  const x = new Matrix(rows.map(([features]) => features));
  const y = rows.map(([, label]) => label);
  const model = new LogisticRegression({ numSteps: 5000, learningRate: 5e-3 });
  model.train(x, Matrix.columnVector(y));
  const answer = model.predict(x);
  seen[name] = [answer.filter((label, row) => label === y[row]).length / y.length, [...new Set(answer)]];
  const weights = JSON.stringify(model.toJSON().classifiers.map((classifier) => classifier.weights));
  console.log(name, 'accuracy', seen[name][0], 'answers', seen[name][1], 'weights', weights);
}
assert(seen.threshold[0] < 0.6, 'the behaviour changed');
assert(seen.ones[0] === 1);
assert(seen['labels 1, 2'][0] === 0.5 && seen['labels 1, 2'][1].includes(0), 'the behaviour changed');
assert(seen['labels 0, 2, 5'][0] < 0.7 && !seen['labels 0, 2, 5'][1].includes(5), 'the behaviour changed');
JS
node program.cjs
venv/bin/python - <<'PYTHON'
import json

from sklearn.linear_model import LogisticRegression

for name, rows in json.load(open("cases.json")).items():
    x, y = zip(*rows)
    score = LogisticRegression(C=1e4, max_iter=10000).fit(x, y).score(x, y)
    print(name, "scikit-learn", score)
    assert score == 1
PYTHON
