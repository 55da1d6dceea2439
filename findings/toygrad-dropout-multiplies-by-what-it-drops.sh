#!/usr/bin/env bash
# toygrad 2.6.0 (npm): once trained, dropout multiplies by the share that it drops instead of the share that it keeps: with probability 0.1 what comes
# out is a tenth, with 0 nothing; and the gradient of "leakyrelu" below 0 is 0 instead of 0.01.
#
# A good guess would be: with probability 0.1 a tenth of the numbers is dropped while training, and the network answers with 0.9 of each, or all
# were divided by 0.9 before; at the default, 0.5, both are the same.
# Seen on 2026-12-01, a dense layer trained to give x1 + x2 behind a dropout, and what it answers to (1, 1), right 2:
#   probability      0.5        0.2        0.1        0
#   answer           2.0        1.3        0.8        0
# as the numbers that are kept are not enlarged while training. "leakyrelu" of -2 is -0.02, and no gradient goes through it, so that a unit that is
# negative for every row never changes, which is what it is taken against.
#
# What it means: at any other probability than a half, the saved network answers another scale than it was trained on, with a loss beside it
# that was computed with dropout and looks right. Leave dropout out of the layers of the finished network and multiply the weights behind it by
# what was kept.
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

let seed = 1;
Math.random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const tensor = (values) => new Tensor(1, 1, values.length, new Float32Array(values));

for (const probability of [0.5, 0.2, 0.1, 0]) {
  const dropout = { type: "dropout", probability };
  const layers = [{ type: "input", sx: 1, sy: 1, sz: 2 }, dropout, { type: "regression" }];
  const through = new NeuralNetwork({ layers }).forward(tensor([1, 10]), false).w;
  const network = new NeuralNetwork({ layers: [layers[0], dropout, { type: "dense", filters: 1 }, layers[2]] });
  const trainer = new Trainers.SGD(network, { learningRate: 0.002, momentum: 0, batchSize: 1 });
  let kept = 0;
  for (let i = 0; i < 60000; i += 1) {
    const x = [Math.random() * 2, Math.random() * 2];
    trainer.train(tensor(x), [x[0] + x[1]]);
    if (network.layers[1].ot.w[0] !== 0) kept += 1;
  }
  const answer = network.forward(tensor([1, 1]), false).w[0];
  // The weights are for numbers that are there with 1 - probability: with the mean of those the answer is near 2.
  const dense = network.layers[2];
  const right = (1 - probability) * (dense.filters[0].w[0] + dense.filters[0].w[1]) + dense.biases.w[0];
  console.log(`probability ${probability}: kept ${(kept / 60000).toFixed(2)} in training, 1 and 10 become`, [...through].map((v) => v.toFixed(2)).join(" and "),
    `; answers ${answer.toFixed(2)}, with 1 - probability ${right.toFixed(2)}`);
  assert(Math.abs(kept / 60000 - (1 - probability)) < 0.02 && Math.abs(right - 2) < 0.25);
  assert(Math.abs(through[1] - 10 * probability) < 1e-5, "the behaviour changed");
  if (probability < 0.5) assert(answer < 1.6, "the behaviour changed");
}

const leaky = new NeuralNetwork({ layers: [{ type: "input", sx: 1, sy: 1, sz: 2 }, { type: "leakyrelu" }, { type: "regression" }] });
const x = tensor([-2, 3]);
const y = leaky.forward(x, true);
leaky.backward([1, 1]);
console.log("leakyrelu of -2 and 3:", [...y.w], "gradients of the loss behind it", [...y.dw], "before it", [...x.dw], "right", -0.0102, 2);
assert(Math.abs(y.w[0] + 0.02) < 1e-6 && y.dw[0] < -1 && x.dw[0] === 0 && x.dw[1] === 2, "the behaviour changed");
JAVASCRIPT
node run.mjs
