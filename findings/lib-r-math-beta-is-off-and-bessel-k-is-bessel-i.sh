#!/usr/bin/env bash
# lib-r-math.js 2.0.3 (npm): the beta distribution is off by up to 0.0006, pbeta(0.5, 2, 2) is 0.50056, and so are the binomial one of many tosses
# and the quantiles of both, tails of t are 0, and BesselK gives the numbers of BesselI.
#
# A good guess would be: the numbers of R, of which it is a translation, to 14 digits; by symmetry pbeta(0.5, 2, 2) is 0.5.
# Seen on 2026-12-01, Node:
#   pbeta(0.5, 2, 2)               0.500562      right 0.5; off by more than 1e-6 for 30 % of the x between 0 and 1
#   pbeta(0.4, 2, 3)               0.525390      right 0.5248
#   pbinom(100, 10000, 0.01)       0.525626      right 0.526563 (the sum of dbinom)
#   qbeta(0.9, 0.01, 5)            1.7e-5        right 3.3e-6 (below 1.7e-5 is 0.915)
#   pt(-6, 1000), pt(-6.5, 100)    0, 0          right 1.4e-9, 1.6e-9; pt(-7, 100) is 1.5e-10, right
#   BesselK(0.1, 0.5)              0.2527        right 3.5862
#   BesselK(5, 0.5)               26.48          right 0.003777
# pbeta of 1, 3, of 5, 5 and of 20, 20 is right to 9 digits. The error is smooth and largest in the middle, and the upper and lower tail add up
# to 1, so that neither shows it.
#
# What it means: credible intervals of shares, p-values of F and binomial tests are wrong in the third digit, tails in the first, for some
# parameters. Compare with a sum of the density.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund lib-r-math.js@2.0.3
cat >run.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { BesselI, BesselK, dbinom, pbeta, pbinom, pt, qbeta } from "lib-r-math.js";

// The distribution function of whole parameters is a polynomial.
const two = (x) => 3 * x ** 2 - 2 * x ** 3;
const three = (x) => 6 * x ** 2 - 8 * x ** 3 + 3 * x ** 4;
for (const [name, a, b, right] of [["2, 2", 2, 2, two], ["2, 3", 2, 3, three], ["1, 3", 1, 3, (x) => 1 - (1 - x) ** 3]]) {
  let [worst, at, off] = [0, 0, 0];
  for (let i = 1; i < 1000; i += 1) {
    const error = Math.abs(pbeta(i / 1000, a, b) - right(i / 1000));
    if (error > 1e-6) off += 1;
    if (error > worst) [worst, at] = [error, i / 1000];
  }
  console.log(`pbeta(x, ${name}): off by up to ${worst.toExponential(2)}, at ${at}, by more than 1e-6 at ${off} of 999 x`);
  if (b === 3 && a === 1) assert(worst < 1e-12);
  else assert(worst > 5e-4 && off > 100, "the behaviour changed");
}
console.log("pbeta(0.5, 2, 2) =", pbeta(0.5, 2, 2), "pbeta(0.4, 2, 3) =", pbeta(0.4, 2, 3), "right", three(0.4));
assert(Math.abs(pbeta(0.5, 2, 2) - 0.500562) < 1e-5, "the behaviour changed");

let sum = 0;
for (let k = 0; k <= 100; k += 1) sum += dbinom(k, 10000, 0.01);
console.log("pbinom(100, 10000, 0.01) =", pbinom(100, 10000, 0.01), "the sum of dbinom =", sum);
assert(Math.abs(sum - 0.526563) < 1e-5 && Math.abs(pbinom(100, 10000, 0.01) - sum) > 5e-4, "the behaviour changed");

// For so small an x the distribution function is x^a / (a B(a, b)).
const a = 0.01;
const factor = 1 / [0, 1, 2, 3, 4].reduce((product, i) => (product * (i === 0 ? 1 : i)) / (i === 0 ? 1 : a + i), 1);
const small = (x) => factor * x ** a;
const quantile = qbeta(0.9, a, 5);
console.log("qbeta(0.9, 0.01, 5) =", quantile, "where the distribution is", small(quantile), "and pbeta", pbeta(quantile, a, 5));
assert(Math.abs(small(3.33082e-6) - 0.9) < 1e-4 && quantile > 1e-5, "the behaviour changed");
console.log("pt(-6, 1000) =", pt(-6, 1000), "pt(-6.5, 100) =", pt(-6.5, 100), "pt(-7, 100) =", pt(-7, 100));
assert(pt(-6.5, 100) === 0 && pt(-7, 100) > 1e-10 && pt(-6, 1000) === 0, "the behaviour changed");

for (const x of [0.1, 1, 5]) {
  const right = Math.sqrt(Math.PI / (2 * x)) * Math.exp(-x);
  console.log(`BesselK(${x}, 0.5) = ${BesselK(x, 0.5)}, right ${right}, BesselI ${BesselI(x, 0.5)}`);
  assert(BesselK(x, 0.5) === BesselI(x, 0.5) && Math.abs(BesselK(x, 0.5) - right) > 0.1, "the behaviour changed");
}
JAVASCRIPT
node run.mjs
