#!/usr/bin/env bash
# ml-pca 4.1.1 (npm): with method "NIPALS" the components that were asked for explain all of the variance, one component 1; eigenvalues and
# standard deviations are those of sums of squares, 199 and 14 times too large for 200 rows; and `scale` does nothing with `center: false`.
#
# A good guess would be: the share of the whole variance and the eigenvalues of the other methods, "SVD" and "covarianceMatrix", to rounding.
# Seen on 2026-12-01, 200 rows of six independent columns of deviation 1:
#                                explained by the first     eigenvalue     deviation
#   SVD, covarianceMatrix        0.20                       1.20           1.10
#   NIPALS, nCompNIPALS 1        1.00                       239.6          15.5
#   NIPALS, nCompNIPALS 2        0.52                       239.6          15.5
# Its directions are right. PCA of columns in units 1,000 apart with { center: false, scale: true } is that without scale, bit by bit.
#
# What it means: that two components of pure noise "explain 100 %" is what a plot of explained variance shows. Divide by the sum of the variances of
# the columns and by n - 1, or take SVD.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund ml-pca@4.1.1
cat >run.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const { PCA } = require("ml-pca");

let seed = 1;
const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const normal = () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
const rows = Array.from({ length: 200 }, () => Array.from({ length: 6 }, normal));
const copy = (factor = 1) => rows.map((row) => row.map((value, j) => (j === 0 ? factor * value : value)));

function shown(name, options) {
  const pca = new PCA(copy(), options);
  const found = [pca.getExplainedVariance()[0], pca.getEigenvalues()[0], pca.getStandardDeviations()[0]];
  const projected = pca.predict(copy()).getColumn(0);
  const variance = projected.reduce((sum, value) => sum + value ** 2, 0) / 199;
  console.log(name, "explained", found[0].toFixed(3), "eigenvalue", found[1].toFixed(3), "deviation", found[2].toFixed(3),
    "variance of the projection", variance.toFixed(3));
  return [...found, variance];
}

const svd = shown("SVD", {});
const covariance = shown("covarianceMatrix", { method: "covarianceMatrix" });
assert(svd.every((value, i) => Math.abs(value - covariance[i]) < 1e-9) && Math.abs(svd[1] - svd[3]) < 1e-9);
for (const nCompNIPALS of [1, 2]) {
  const found = shown("NIPALS, " + nCompNIPALS, { method: "NIPALS", nCompNIPALS });
  assert(Math.abs(found[3] - svd[3]) < 1e-3, "the direction is right");
  assert(Math.abs(found[1] / svd[1] - 199) < 0.5, "the behaviour changed");
  assert(nCompNIPALS === 1 ? found[0] === 1 : found[0] > 2 * svd[0], "the behaviour changed");
}

const [scaled, plain] = [true, false].map((scale) => new PCA(copy(1000), { center: false, scale }).getEigenvalues());
console.log("center: false, scale: true:", scaled[0], "scale: false:", plain[0]);
assert.deepStrictEqual(scaled, plain, "the behaviour changed");
JAVASCRIPT
node run.cjs
