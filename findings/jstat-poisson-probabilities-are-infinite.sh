#!/usr/bin/env bash
# jStat 1.9.6 (npm): the probability of a Poisson count is infinite from 155 on for a mean of 100 and NaN from 171 on: that of at
# most 150 events, where 150 are expected, is infinite, and that of at most 200, where 200 are expected, NaN.
#
# A good guess would be: the exponential of k log(mean) - mean - log(k!), as `binomial` and `hypgeom` of the package take
# logarithms beyond 170; 0.5217, and 1 far above the mean.
# Seen on 2026-11-30:
#   mean     count     pdf          right        cdf          right
#   100      150       6.51e-7      6.51e-7      0.9999988    0.9999988
#   100      155       Infinity     7.77e-8      Infinity     0.99999987
#   100      171       NaN          3.0e-11      NaN          1.0000000
#   20       171       0            5.0e-96      1            1
#   150      150       Infinity     0.0325       Infinity     0.5217
#   200      200       NaN          0.0282       NaN          0.5188
#   negbin.pdf(600, 600, 0.5) is Infinity, right 0.0115; gamma.pdf(200, 200, 1) is right.
# The cause: mean^k and k! are computed as numbers; 100^155 and 171! are larger than a double, and Infinity / Infinity is NaN.
#
# What it means: of counts above a hundred (requests, photons, words) the p-value 1 - cdf is minus infinity, always significant, or
# NaN, never significant. Take jStat.gamma.cdf: the probability of at most k is 1 - jStat.gamma.cdf(mean, k + 1, 1).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund jstat@1.9.6
cat >program.cjs <<'JAVASCRIPT'
const assert = require("assert");
const { jStat } = require("jstat");

// by logarithms, summed one by one
const logarithm = (k, mean) => {
  let sum = -mean;
  for (let i = 1; i <= k; i++) sum += Math.log(mean / i);
  return sum;
};
const right = (k, mean) => Math.exp(logarithm(k, mean));
const up_to = (k, mean) => {
  let sum = 0;
  for (let i = 0; i <= k; i++) sum += right(i, mean);
  return sum;
};
const seen = {};
for (const [mean, k] of [[100, 150], [100, 155], [100, 171], [20, 100], [20, 171], [150, 150], [200, 200]]) {
  const [pdf, cdf] = [jStat.poisson.pdf(k, mean), jStat.poisson.cdf(k, mean)];
  const other = 1 - jStat.gamma.cdf(mean, k + 1, 1);
  console.log(`mean ${mean}, ${k} events: pdf ${pdf}, right ${right(k, mean)}; cdf ${cdf}, right ${up_to(k, mean)}, by the gamma distribution ${other}`);
  assert(Math.abs(other - up_to(k, mean)) < 1e-6);
  seen[`${mean} ${k}`] = [pdf, cdf];
}
const negative = jStat.negbin.pdf(600, 600, 0.5);
const wanted = Math.exp(jStat.combinationln(1199, 599) - 1200 * Math.LN2);
console.log("negbin.pdf(600, 600, 0.5)", negative, "right", wanted, "  binomial.pdf(500, 1000, 0.5)", jStat.binomial.pdf(500, 1000, 0.5));
assert(Math.abs(seen["100 150"][0] / right(150, 100) - 1) < 1e-9 && Math.abs(seen["20 100"][1] - 1) < 1e-9);
// the behaviour
assert(seen["100 155"].every((x) => x === Infinity) && seen["150 150"].every((x) => x === Infinity), "the behaviour changed");
for (const which of ["100 171", "200 200"]) assert(seen[which].every(Number.isNaN), "the behaviour changed");
assert(negative === Infinity && wanted > 0.01 && Math.abs(jStat.binomial.pdf(500, 1000, 0.5) - 0.02522502) < 1e-7);
JAVASCRIPT
node program.cjs
