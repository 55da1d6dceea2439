#!/usr/bin/env bash
# synaptic 1.1.4 (npm): standalone() makes a function of a recurrent network that forgets everything between calls, so that an
# LSTM answers each step of a sequence as if it were the first; and one made of a network in use begins each call in the middle.
#
# A good guess would be: the same answers as activate() gives, one after the other: the function brings an array of the network's
# states with it, which is of use for nothing else.
# Seen on 2026-11-30, a node with a connection to itself of weight 0.9, which adds up a fading sum of what it is given:
#   step                       1        2        3        4        5        6
#   input                      1        0        0        1        0        0
#   activate, and by hand      0.926    0.919    0.912    0.947    0.944    0.941
#   standalone                 0.926    0.731    0.731    0.926    0.731    0.731
#   standalone made after one step of 1, without clear()
#                              0.948    0.919    0.919    0.948    0.919    0.919
#   toJSON and fromJSON, clone 0.926    0.926    0.926    0.949    0.949    0.949 (the weight of 0.9 has become 1)
# A feedforward network is right. An LSTM with random weights gives the same number whenever the same input comes. The cause: the
# states are set to those of the time of export inside of the function, at the begin of each call.
#
# What it means: a trained LSTM or other recurrent network that is handed on as code, for the browser or for speed, is another
# model, whose first answer is right, and tests with one step pass. Hand on toJSON() and use activate(), which is right for the
# library's own LSTM, whose cells keep a weight of 1.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund synaptic@1.1.4
cat >program.js <<'JAVASCRIPT'
const assert = require("assert");
const { Architect, Layer, Network } = require("synaptic");

const steps = [1, 0, 0, 1, 0, 0];
const sigmoid = (x) => 1 / (1 + Math.exp(-x));
const show = (name, answers) => console.log(name.padEnd(28), answers.map((x) => x.toFixed(3)).join(" "));
const same = (a, b) => a.every((x, i) => Math.abs(x - b[i]) < 1e-9);

function fading() {
  const [input, hidden, output] = [new Layer(1), new Layer(1), new Layer(1)];
  input.project(hidden).list[0].weight = 2;
  hidden.list[0].project(hidden.list[0]);
  hidden.list[0].selfconnection.weight = 0.9;
  const out = hidden.project(output);
  out.list[0].weight = 4;
  hidden.list[0].bias = 0;
  output.list[0].bias = -1;
  return new Network({ input, hidden: [hidden], output });
}
let state = 0;
const right = steps.map((x) => {
  state = 0.9 * state + 2 * x;
  return sigmoid(4 * sigmoid(state) - 1);
});
const activated = ((net) => steps.map((x) => net.activate([x])[0]))(fading());
const loaded = ((net) => steps.map((x) => net.activate([x])[0]))(Network.fromJSON(JSON.parse(JSON.stringify(fading().toJSON()))));
const cloned = ((net) => steps.map((x) => net.activate([x])[0]))(fading().clone());
const alone = ((run) => steps.map((x) => run([x])[0]))(fading().standalone());
show("by hand", right);
show("activate", activated);
show("standalone", alone);
show("loaded", loaded);
state = 0;
const held = steps.map((x) => {
  state += 2 * x;
  return sigmoid(4 * sigmoid(state) - 1);
});
assert(same(activated, right));
assert(same(loaded, held) && same(cloned, held), "loaded, the connection of a node to itself weighs 1");
assert(!same(alone, right) && Math.abs(alone[0] - right[0]) < 1e-9, "the behaviour changed");
assert(alone[1] === alone[2] && alone[0] === alone[3] && alone[1] === alone[4]);
const used = fading();
used.activate([1]);
const middle = ((run) => steps.map((x) => run([x])[0]))(used.standalone());
show("standalone, after a step", middle);
assert(middle[0] === middle[3] && middle[0] > alone[0] && middle[1] > alone[1]);

// with random weights, by the library's own builders
const lstm = new Architect.LSTM(1, 4, 1);
const text = JSON.stringify(lstm.toJSON());
const network = Network.fromJSON(JSON.parse(text));
const run = Network.fromJSON(JSON.parse(text)).standalone();
const [one, other] = [steps.map((x) => network.activate([x])[0]), steps.map((x) => run([x])[0])];
console.log("LSTM, activate  ", one.join(" "));
console.log("LSTM, standalone", other.join(" "));
assert(new Set(other).size === 2 && new Set(one).size === 6 && Math.abs(one[0] - other[0]) < 1e-9);
const plain = new Architect.Perceptron(1, 4, 1);
const code = plain.standalone();
assert(same(steps.map((x) => plain.activate([x])[0]), steps.map((x) => code([x])[0])), "without memory it is right");
JAVASCRIPT
node program.js
