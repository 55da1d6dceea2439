#!/usr/bin/env bash
# toygrad 2.6.0 (npm): Adam multiplies by what it should divide by, 1 - beta^k: its first step is ten times the learning rate, the tenth 43 times,
# and after 100 steps of a constant gradient it has gone 23 times as far as it should.
#
# A good guess would be: as published, m / (1 - beta1^k) over the root of v / (1 - beta2^k): a step of the learning rate for a constant gradient,
# the first as all others.
# Seen on 2026-12-01, one weight, learning rate 0.01, a gradient that does not change:
#   step       1        2       5       10      100      1000     5000
#   toygrad    0.1      0.181   0.336   0.426   0.105    0.0158   0.0101
#   right      0.01     0.01    0.01    0.01    0.01     0.01     0.01
# With a batch of 32, k counts rows, and the first step is 0.172. The comments beside the lines say "correct bias ... estimate".
#
# What it means: a rate that is right elsewhere throws the weights out in the first steps, by 23 units at 0.01 in a hundred; a rate that is small
# enough for the begin is too small for the rest of the training. Take Adadelta, the one of the package's example.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund toygrad@2.6.0
cat >run.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { NeuralNetwork, Tensor, Trainers } from "toygrad";

function steps(batchSize, count) {
  const network = new NeuralNetwork({ layers: [{ type: "input", sx: 1, sy: 1, sz: 1 }, { type: "dense", filters: 1, bias: -1 }, { type: "regression" }] });
  const trainer = new Trainers.Adam(network, { learningRate: 0.01, batchSize });
  const weight = network.layers[1].filters[0].w;
  weight[0] = 0;
  const one = () => new Tensor(1, 1, 1, new Float32Array([1]));
  const found = [];
  for (let i = 0; i < count; i += 1) {
    const before = weight[0];
    // The target moves along, so that the gradient of the output is -1 each time.
    for (let row = 0; row < batchSize; row += 1) trainer.train(one(), [weight[0] + 1]);
    found.push(weight[0] - before);
  }
  return found;
}

let [m, v] = [0, 0];
const right = Array.from({ length: 5000 }, (_, i) => {
  m = 0.9 * m + 0.1;
  v = 0.999 * v + 0.001;
  return (0.01 * m) / (1 - 0.9 ** (i + 1)) / (Math.sqrt(v / (1 - 0.999 ** (i + 1))) + 1e-8);
});
const found = steps(1, 5000);
for (const k of [1, 2, 5, 10, 100, 1000, 5000]) console.log("step", k, found[k - 1].toFixed(4), "right", right[k - 1].toFixed(4));
assert(right.every((step) => Math.abs(step - 0.01) < 1e-6));
assert(Math.abs(found[0] - 0.1) < 1e-3 && found[9] > 0.05 && Math.abs(found[4999] - 0.01) < 3e-4, "the behaviour changed");
const sum = (list) => list.slice(0, 100).reduce((a, b) => a + b, 0);
const [batch] = steps(32, 1);
console.log("after 100 steps", sum(found).toFixed(2), "right", sum(right).toFixed(2), "; the first step of a batch of 32", batch.toFixed(4));
assert(sum(found) > 20 * sum(right) && Math.abs(batch - 0.01) > 0.005, "the behaviour changed");
JAVASCRIPT
node run.mjs
