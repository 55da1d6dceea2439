#!/usr/bin/env bash
# ml-confusion-matrix 2.0.0 (npm): getFalseOmissionRate is the share of the positives that was missed, FN / (FN + TP), instead of the share of
# the negative answers that is wrong, FN / (FN + TN): 0.5 instead of 0.005 for a rare class.
#
# A good guess would be: the false omission rate is 1 less the negative predictive value, which the class has as well and rightly.
# Seen on 2026-12-01, 10 positives of 1,000, of which 5 are found, and 10 false alarms:
#   getFalseOmissionRate           0.5       right 5 / 985 = 0.0051
#   getNegativePredictiveValue     0.9949    right
#   getFalseNegativeRate           0.5       right, the same number
# Eight other rates of the class are right.
#
# What it means: whoever relies on a negative answer reads that it is wrong every other time, where it is one time in 200, or, of a frequent
# class, the reverse: 900 of 1,000 positive, 810 found, 50 true negatives, the rate is 0.1 instead of 0.64. Take 1 less the negative predictive value.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ml-confusion-matrix@2.0.0
cat >run.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const { ConfusionMatrix } = require("ml-confusion-matrix");

// Of the actual rows: found, missed; false alarms, rightly left.
for (const [tp, fn, fp, tn] of [[5, 5, 10, 980], [810, 90, 50, 50]]) {
  const actual = [], predicted = [];
  for (const [count, truth, answer] of [[tp, 1, 1], [fn, 1, 0], [fp, 0, 1], [tn, 0, 0]])
    for (let i = 0; i < count; i += 1) { actual.push(truth); predicted.push(answer); }
  const matrix = ConfusionMatrix.fromLabels(actual, predicted);
  const right = {
    TruePositiveRate: tp / (tp + fn), TrueNegativeRate: tn / (tn + fp), PositivePredictiveValue: tp / (tp + fp),
    NegativePredictiveValue: tn / (tn + fn), FalseNegativeRate: fn / (fn + tp), FalsePositiveRate: fp / (fp + tn),
    FalseDiscoveryRate: fp / (fp + tp), F1Score: (2 * tp) / (2 * tp + fp + fn),
  };
  for (const [name, value] of Object.entries(right)) assert(Math.abs(matrix["get" + name](1) - value) < 1e-12, name);
  const found = matrix.getFalseOmissionRate(1);
  console.log("TP", tp, "FN", fn, "FP", fp, "TN", tn, "false omission rate", found, "right", fn / (fn + tn), "=",
    1 - matrix.getNegativePredictiveValue(1), "miss rate", matrix.getFalseNegativeRate(1));
  assert(Math.abs(found - fn / (fn + tp)) < 1e-12 && Math.abs(found - fn / (fn + tn)) > 0.4, "the behaviour changed");
}
JAVASCRIPT
node run.cjs
