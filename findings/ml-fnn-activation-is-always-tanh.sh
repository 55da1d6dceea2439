#!/usr/bin/env bash
# ml-fnn 5.0.0 (npm): `activation` is passed over: a network of relu, identity, logistic or any other word is one of tanh,
# weight for weight; and a regularization of 0 is one of 0.01.
#
# A good guess would be: the eleven activations of its documentation and three with a parameter; of a word that is none an
# error. And no regularization where 0 is asked for.
# Seen on 2026-11-30, 40 rows, one hidden layer of 6, 3,000 turns, the same random numbers:
#   activation                                    weights                    what toJSON() says
#   tanh, the default                             largest is 5.65            tanh
#   relu, identity, logistic, sinusoid and ten    equal to the last bit      tanh
#   "no such function"                            equal to the last bit      tanh
#   regularization 0.1                            largest is 2.61
#   regularization 0                              equal to those of 0.01, largest is 5.65
#   regularization 1e-300                         largest is 6.94
# With activation "identity" it parts classes that no line can part, those of the sign of x y: accuracy 1. The cause:
# `activation in Object.keys(functions)` asks whether the name is an index of the list, which no name is; and
# `options.regularization || 0.01`.
#
# What it means: a comparison of activations compares equal networks, and one that was trained elsewhere cannot be checked with
# it. For no regularization pass 1e-300.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ml-fnn@5.0.0
cat >program.cjs <<'JAVASCRIPT'
const assert = require("assert");
const FNN = require("ml-fnn");

let state;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;
Math.random = random;
state = 1;
const rows = Array.from({ length: 40 }, () => [random() * 2 - 1, random() * 2 - 1]);
const labels = rows.map(([x, y]) => (x * y > 0 ? "same" : "other"));

function train(options) {
  state = 7;
  const network = new FNN({ hiddenLayers: [6], iterations: 3000, learningRate: 0.02, ...options });
  network.train(rows, labels);
  const answers = network.predict(rows);
  const weights = JSON.stringify(network.toJSON().layers.map((layer) => [layer.W, layer.b]));
  const size = Math.max(...weights.match(/-?[0-9.]+(e-?[0-9]+)?/g).map((text) => Math.abs(Number(text))));
  const accuracy = answers.filter((answer, i) => answer === labels[i]).length / rows.length;
  return { weights, accuracy, size, says: network.toJSON().activation };
}

const usual = train({});
console.log("default: accuracy", usual.accuracy, "largest weight", usual.size);
const names = ["tanh", "identity", "logistic", "arctan", "softsign", "relu", "softplus", "bent", "sinusoid", "sinc", "gaussian"];
for (const activation of [...names, "parametric-relu", "exponential-relu", "soft-exponential", "no such function"]) {
  const seen = train({ activation });
  console.log(activation, "accuracy", seen.accuracy, "is", seen.says, "same weights as tanh:", seen.weights === usual.weights);
  assert(seen.weights === usual.weights && seen.says === "tanh", "the behaviour changed");
}
assert(usual.accuracy > 0.9, "which no linear network could reach");

const none = train({ regularization: 0 });
const tiny = train({ regularization: 1e-300 });
const tenth = train({ regularization: 0.1 });
console.log("regularization 0, 1e-300, 0.1: largest weight", none.size, tiny.size, tenth.size);
assert(none.weights === usual.weights, "the behaviour changed");
assert(tiny.size > 1.1 * none.size && tenth.size < none.size, "any other number is taken");
JAVASCRIPT
node program.cjs
