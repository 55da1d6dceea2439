#!/usr/bin/env bash
# scikitjs 1.24.0 (npm, TensorFlow.js 3.21.0): `C` of LogisticRegression, "inverse of the regularization strength", is the
# strength: with the default of 1 a model of two well parted classes answers one class for nearly all rows, accuracy 0.51 to
# 0.68, and a larger C is worse.
#
# A good guess would be: as in scikit-learn, where the text is from: C of 100 is hardly a penalty, C of 0.0001 a large one, and
# the default has all of 200 rows right.
# Seen on 2026-11-30, 200 rows, class 1 where x + y > 0:
#   C                                  0.0001      0.01      1 (default)     100        penalty "none"
#   accuracy                           0.985       0.93      0.51 to 0.68    0.51       0.99
#   largest coefficient                5.5         0.95      0.04            0.0005     8.0
#   scikit-learn 1.9.1, accuracy       0.51        0.895     1               0.985      1
#   scikit-learn, its coefficient      0.003       0.28      3.8             22.5       919
# The cause: C is handed as it is to the layer's l2 regularizer, where it multiplies the squares, beside a loss that is a mean
# over the rows and not a sum: of 200 rows a C of 1 is about scikit-learn's of 1/400.
#
# What it means: who finds that the model does not learn and raises C, as the text says, makes it worse. Take penalty "none",
# or 1 / (2 * rows * C).
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

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
const rows = Array.from({ length: 200 }, () => [random() * 2 - 1, random() * 2 - 1]);
const labels = rows.map(([x, y]) => (x + y > 0 ? 1 : 0));

async function fit(options) {
  const model = new scikit.LogisticRegression({ ...options, modelFitOptions: { epochs: 60 } });
  await model.fit(rows, labels);
  const accuracy = model.predict(rows).arraySync().filter((value, i) => value === labels[i]).length / rows.length;
  const largest = Math.max(...model.coef.arraySync().flat().map(Math.abs));
  console.log(JSON.stringify(options), "accuracy", accuracy, "largest coefficient", largest.toPrecision(3));
  return { accuracy, largest };
}
(async () => {
  const usual = await fit({});
  const [tiny, small, one, large] = [await fit({ C: 0.0001 }), await fit({ C: 0.01 }), await fit({ C: 1 }), await fit({ C: 100 })];
  const none = await fit({ penalty: "none" });
  assert(none.accuracy > 0.95 && tiny.accuracy > 0.95 && small.accuracy > 0.9);
  assert(tiny.largest > small.largest && small.largest > one.largest, "the behaviour changed: more C, smaller coefficients");
  assert(one.largest < 0.2 && usual.largest < 0.2 && large.largest < 0.2, "the behaviour changed");
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
JAVASCRIPT
node program.cjs
