#!/usr/bin/env bash
# ml-distance 5.0.0 (npm): the Jensen-Shannon divergence of two distributions is NaN as soon as one has an empty bin, and of a
# histogram and itself with a shared empty bin 18 distances, Canberra and Clark among them, are NaN instead of 0.
#
# A good guess would be: 0.2158 for 1/2, 1/2, 0, 0 against four quarters, as SciPy has it: that a bin may be empty is why one
# takes this divergence and not Kullback-Leibler's. And 0 for what is the same.
# Seen on 2026-11-30:
#   what                                              ml-distance      SciPy or the definition
#   jensenShannon of 1/2 1/2 0 0 and 1/4 1/4 1/4 1/4  NaN              0.2158
#   topsoe of these                                   NaN              0.4315
#   kullbackLeibler of these                          NaN              0.6931 (log 2)
#   kullbackLeibler of 1/4 ... and 1/2 1/2 0 0        Infinity         the same
#   canberra of 3, 0, 1 and 1, 0, 1                   NaN              0.5
#   clark, squared, divergence, waveHedges of these   NaN              finite
#   euclidean, manhattan, hellinger, sorensen         right            the same
#   canberra of 3, 2, 1 and 1, 2, 1                   0.5              the same
# The cause: 0 times the logarithm of 0, and 0 over 0, are left as they come; the limit of both is 0.
#
# What it means: histograms, word counts and spectra have empty bins in common nearly always, and NaN compares as false, so that
# a nearest neighbour by one of these is the first row and a clustering by them any. Leave out the bins that are 0 in both, and
# for Jensen-Shannon add the terms where a bin is not 0.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet scipy==1.17.1 numpy==2.4.6
npm install --silent --no-audit --no-fund ml-distance@5.0.0
cat >program.mjs <<'JAVASCRIPT'
import assert from "assert";
import { distance } from "ml-distance";

const half = [0.5, 0.5, 0, 0];
const quarters = [0.25, 0.25, 0.25, 0.25];
const show = (name, a, b) => (console.log(name, JSON.stringify(a), JSON.stringify(b), distance[name](a, b)), distance[name](a, b));
for (const name of ["jensenShannon", "jensenDifference", "topsoe", "kullbackLeibler"])
  assert(Number.isNaN(show(name, half, quarters)), "the behaviour changed");
assert.equal(show("kullbackLeibler", quarters, half), Infinity);
assert(Math.abs(show("jensenShannon", [0.5, 0.3, 0.1, 0.1], quarters) - 0.0555824708634693) < 1e-9, "without empty bins it is right");

// the definition, with 0 log 0 = 0
const entropy = (p, q) => p.reduce((sum, v, i) => (v === 0 ? sum : sum + v * Math.log(v / q[i])), 0);
const middle = half.map((v, i) => (v + quarters[i]) / 2);
const right = (entropy(half, middle) + entropy(quarters, middle)) / 2;
console.log("by the definition", right, 2 * right, entropy(half, quarters));
assert(Math.abs(right - 0.2157615543) < 1e-9);

const [a, b] = [[3, 0, 1], [1, 0, 1]];
for (const name of ["canberra", "clark", "squared", "divergence", "waveHedges"]) assert(Number.isNaN(show(name, a, b)));
assert.equal(show("canberra", [3, 2, 1], [1, 2, 1]), 0.5);
for (const name of ["euclidean", "manhattan", "sorensen"]) assert(Number.isFinite(show(name, a, b)));
const empty = [0.5, 0.5, 0];
const same = Object.keys(distance).filter((name) => Number.isNaN(distance[name](empty, empty)) && name !== "minkowski");
const full = Object.keys(distance).filter((name) => Number.isNaN(distance[name](quarters, quarters)) && name !== "minkowski");
console.log("NaN for a histogram and itself with an empty bin:", same.length, same.join(" "), "- without one:", full.length);
assert(same.length === 18 && full.length === 0);
JAVASCRIPT
cat >program.py <<'PYTHON'
from scipy.spatial.distance import canberra, jensenshannon

divergence, distance = jensenshannon([0.5, 0.5, 0, 0], [0.25] * 4) ** 2, canberra([3, 0, 1], [1, 0, 1])
print("SciPy", divergence, distance)
assert abs(divergence - 0.2157615543) < 1e-9 and distance == 0.5
PYTHON
node program.mjs
venv/bin/python program.py
