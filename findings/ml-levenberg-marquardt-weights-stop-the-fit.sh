#!/usr/bin/env bash
# ml-levenberg-marquardt 5.1.0 (npm): with weights the fit stays at its initial values, or stops far from the optimum by the
# error that it reports itself; weights of 10 for all points, which change nothing, are enough. Without weights it is right.
#
# A good guess would be: the weighted least squares line; and the same line for all weights equal, whether a weight multiplies a
# residual or divides it.
# Seen on 2026-11-30, y = 2 x + 1 + sin(7 i), 20 points, from the line 1, 0; 1,000 iterations:
#   weights                         slope, intercept      right               its error      smallest error
#   none                            1.980  1.242          1.980  1.242        9.31           9.31
#   10 for all                      1      0              1.980  1.242        287,679        931
#   0.1 for all                     1.093  0.118          1.980  1.242        23.6           0.093
#   1 and 3 in turn                 1      0              1.983  1.248        15,314         48.8
#   1 to 20                         1      0              2.017  0.749        724,933        1,381
#   1 / y                           0.933  1.072          2.010  1.063        4.72           0.086
# The cause: the squared weights are kept as their reciprocals; the error and the right side of a step divide by them, the
# approximation of the Hessian multiplies by them, so that a step is too long or too short by the fourth power of a weight.
#
# What it means: peaks and curves fitted with the errors of a measurement are the initial guess, and the number of iterations
# and a finite error do not tell. Multiply y and the function's values by the weights instead: with the index as x that fits in
# the same call without weights.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ml-levenberg-marquardt@5.1.0
cat >program.mjs <<'JAVASCRIPT'
import assert from "assert";
import { levenbergMarquardt } from "ml-levenberg-marquardt";

const x = Array.from({ length: 20 }, (_, i) => i);
const y = x.map((v) => 2 * v + 1 + Math.sin(7 * v));
const line = ([slope, intercept]) => (v) => slope * v + intercept;
const options = { initialValues: [1, 0], maxIterations: 1000, errorTolerance: 1e-12, gradientDifference: 1e-6 };
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

// the closed formula of the line of least weighted squares, a weight multiplying a residual
function best(weights) {
  const w = weights.map((v) => v * v);
  const meanX = sum(x.map((v, i) => w[i] * v)) / sum(w);
  const meanY = sum(y.map((v, i) => w[i] * v)) / sum(w);
  const slope = sum(x.map((v, i) => w[i] * (v - meanX) * (y[i] - meanY))) / sum(x.map((v, i) => w[i] * (v - meanX) ** 2));
  return [slope, meanY - slope * meanX];
}
const show = (numbers) => numbers.map((v) => v.toFixed(3)).join(" ");
const close = (a, b) => a.every((v, i) => Math.abs(v - b[i]) < 1e-3);
const plain = levenbergMarquardt({ x, y }, line, options).parameterValues;
assert(close(plain, best(x.map(() => 1))), "without weights it is right");
const all = {
  1: x.map(() => 1),
  10: x.map(() => 10),
  0.1: x.map(() => 0.1),
  "1 and 3 in turn": x.map((i) => (i % 2 ? 3 : 1)),
  "1 to 20": x.map((i) => 1 + i),
  "1 / y": y.map((v) => 1 / v),
};
for (const [name, weights] of Object.entries(all)) {
  const { parameterValues, parameterError } = levenbergMarquardt({ x, y }, line, { ...options, weights });
  const right = best(weights);
  const error = ([slope, intercept]) => sum(x.map((v, i) => (weights[i] * (y[i] - slope * v - intercept)) ** 2));
  console.log(`weights ${name}: ${show(parameterValues)}, right ${show(right)}, errors ${parameterError.toPrecision(6)} ${error(right).toPrecision(6)}`);
  assert(Math.abs(parameterError / error(parameterValues) - 1) < 1e-9, "its error is that of weights which multiply");
  if (name === "1") assert(close(parameterValues, right));
  else assert(parameterError > 50 * error(right), "the behaviour changed");
  if (["10", "1 and 3 in turn", "1 to 20"].includes(name)) assert.deepEqual(parameterValues, [1, 0]);

  const scaled = { x, y: y.map((v, i) => v * weights[i]) };
  const byHand = levenbergMarquardt(scaled, (p) => (i) => weights[i] * line(p)(x[i]), options).parameterValues;
  assert(close(byHand, right), "with the weights multiplied in by hand it is right");
}
JAVASCRIPT
node program.mjs
