#!/usr/bin/env bash
# brain.js 1.6.1 (npm): activation "leaky-relu" is 0 for negative numbers and alpha times the number for positive ones, so that
# of 2 it is 0.02 and of -2 it is 0; and a network saved by toJSON has forgotten its leakyReluAlpha.
#
# A good guess would be: the number itself above 0 and alpha times it below, 2 and -0.02, as its name says and as the gradient
# that it is trained by has it; and the same answers after JSON, as for the other activations.
# Seen on 2026-11-30:
#   what                                                       leaky-relu               relu
#   one weight of 1: of 2, -2                                  0.02, 0                  2, 0
#   the same with leakyReluAlpha 0.5                           1, 0
#   three layers of weights 1: of 2                            0.000002                 2
#   y = 2x learned from ten points, largest error              0.22                     0.0006
#   leakyReluAlpha 0.3: of 2, after toJSON and fromJSON        0.6, 0.02
#   sigmoid, tanh, relu after toJSON and fromJSON              the same as before
# toFunction has the same fault, so that it agrees. The cause: sum < 0 ? 0 : alpha * sum (reported in 2020 and mended in the beta
# versions of 2.0; the latest that npm installs is 1.6.1).
#
# What it means: units that were chosen since they never die are dead below 0, and each layer makes its input a hundred times
# smaller, so that a network of some layers answers its bias and learns slowly, with no error; a model that was tuned to another
# alpha answers numbers of another size once it is loaded. Take "relu", or leakyReluAlpha 1, which is it; and write
# leakyReluAlpha into the JSON.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts brain.js@1.6.1
cat >program.js <<'JAVASCRIPT'
const assert = require("assert");
const brain = require("brain.js");

/** A chain of layers of one node, all weights 1 and no bias. */
function chain(layers, options) {
  const hidden = Array(layers - 1).fill(1);
  const net = new brain.NeuralNetwork({ hiddenLayers: hidden, ...options });
  net.sizes = [1, ...hidden, 1];
  net.initialize();
  for (let layer = 1; layer <= layers; layer++) {
    net.weights[layer][0][0] = 1;
    net.biases[layer][0] = 0;
  }
  return net;
}
const of = (net, x) => net.run([x])[0];
const near = (a, b) => Math.abs(a - b) < 1e-6 * Math.max(1, Math.abs(b));

const leaky = chain(1, { activation: "leaky-relu" });
const half = chain(1, { activation: "leaky-relu", leakyReluAlpha: 0.5 });
const relu = chain(1, { activation: "relu" });
const right = (x, alpha) => (x < 0 ? alpha * x : x);
console.log("of 2 and -2: leaky", of(leaky, 2), of(leaky, -2), "alpha 0.5", of(half, 2), of(half, -2), "relu", of(relu, 2), of(relu, -2));
console.log("right: leaky", right(2, 0.01), right(-2, 0.01), "alpha 0.5", right(2, 0.5), right(-2, 0.5));
assert(near(of(leaky, 2), 0.02) && of(leaky, -2) === 0, "the behaviour changed");
assert(near(of(half, 2), 1) && of(half, -2) === 0, "the behaviour changed");
assert(near(of(relu, 2), 2) && of(relu, -2) === 0);
assert(near(leaky.toFunction()([2])[0], 0.02));
const deep = [of(chain(3, { activation: "leaky-relu" }), 2), of(chain(3, { activation: "relu" }), 2)];
console.log("three layers:", deep);
assert(Math.abs(deep[0] - 2e-6) < 1e-9 && near(deep[1], 2));

// one weight and one bias, from where they are learned easily
const rows = Array.from({ length: 10 }, (_, i) => ({ input: [(i + 1) / 20], output: [(i + 1) / 10] }));
const errors = {};
for (const activation of ["relu", "leaky-relu"]) {
  const net = chain(1, { activation });
  net.trainOpts.errorThresh = 1e-7;
  net.train(rows, { keepNetworkIntact: true, iterations: 3000, learningRate: 0.1, errorThresh: 1e-7 });
  errors[activation] = Math.max(...rows.map((row) => Math.abs(net.run(row.input)[0] - row.output[0])));
}
console.log("y = 2x, largest error", errors);

// saved and loaded
const again = (net) => new brain.NeuralNetwork().fromJSON(JSON.parse(JSON.stringify(net.toJSON())));
const tuned = chain(1, { activation: "leaky-relu", leakyReluAlpha: 0.3 });
console.log("alpha 0.3: of 2", of(tuned, 2), "loaded", of(again(tuned), 2), "names in the JSON", Object.keys(tuned.toJSON()).join(" "));
assert(near(of(tuned, 2), 0.6) && near(of(again(tuned), 2), 0.02), "the behaviour changed");
for (const activation of ["sigmoid", "tanh", "relu"]) {
  const net = chain(2, { activation });
  for (const x of [2, -2, 0.3]) assert(near(of(net, x), of(again(net), x)));
}
assert(errors.relu < 0.02 && errors["leaky-relu"] > 0.1, "the behaviour changed");
JAVASCRIPT
node program.js
