#!/usr/bin/env bash
# statistics.js 1.0.0 (npm): the normal distribution function falls from 5 on, it is 0.78 at 7 and 0.50 at 10, so that the p-value of a rank correlation
# of 0.84 of 60 rows is 0.99; that of t with 200 degrees of freedom is 1.10 at 2, and Kendall's tau-b of grades 0.85 instead of 0.73.
#
# A good guess would be: distribution functions that rise to 1, to the five digits that are given, and the textbook's tau-b and Fisher's test, as
# the package is one "to conduct common statistical analyses".
# Seen on 2026-12-01:
#   normalCumulativeValue          3: 0.99865   5: 0.99959   7: 0.77673   8: 0.55224   10: 0.50002
#   studentsTCumulativeValue(2)    30: 0.9727   100: 0.9886 (0.9759)   150: 0.7589 (0.9763)   200: 1.1030 (0.9766)   300: NaN (0.9768)
#   spearmansRho, 60 rows of grades that go together       rho 0.838: p = 0.9935 and 0.9995 by t  (6e-17)
#   mannWhitneyU of 1 to 20 and 21 to 40                   z = -5.4: p = 0.0062                   (6e-8)
#   kendallsTau of the grades                              tau-b 0.851, tau-c 1.152, p = 0.21     (0.729)
#   fishersExactTest of 16, 14, 14, 16                     0.179, the chance of this one table    (0.797)
# A series is cut off after a number of terms; tau-b counts which values are tied, not how many pairs are.
#
# What it means: the larger an effect or a sample, the less significant; of 200 rows p-values of t are negative, of 300 NaN. Take the statistics and compute
# the p-values elsewhere.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund statistics.js@1.0.0
cat >run.cjs <<'JAVASCRIPT'
const assert = require("node:assert");
const Statistics = require("statistics.js");

let seed = 1;
const uniform = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
const rows = Array.from({ length: 60 }, () => {
  const a = 1 + Math.floor(5 * uniform());
  return { a, b: Math.max(1, Math.min(5, a + Math.floor(3 * uniform()) - 1)) };
});
const statistics = new Statistics(rows, { a: "ordinal", b: "ordinal" });

const normal = [3, 5, 7, 8, 10].map((z) => statistics.normalCumulativeValue(z));
console.log("normal distribution at 3, 5, 7, 8, 10:", ...normal);
assert(normal[0] === 0.99865 && normal[2] < 0.8 && normal[4] < 0.51, "the behaviour changed");
const t = [30, 100, 150, 200, 300].map((df) => statistics.studentsTCumulativeValue(2, df));
console.log("t distribution at 2, 30, 100, 150, 200, 300 degrees of freedom:", ...t);
assert(Math.abs(t[0] - 0.9727) < 1e-3 && t[2] < 0.8 && t[3] > 1.1 && Number.isNaN(t[4]), "the behaviour changed");

// Spearman's rho by the ranks, Kendall's tau-b by the pairs.
const ranks = (key) => rows.map((row) => rows.filter((other) => other[key] < row[key]).length + (rows.filter((other) => other[key] === row[key]).length + 1) / 2);
const [x, y] = [ranks("a"), ranks("b")];
const product = (p, q) => p.reduce((sum, value, i) => sum + (value - 30.5) * (q[i] - 30.5), 0);
const rho = product(x, y) / Math.sqrt(product(x, x) * product(y, y));
let [difference, firsts, seconds] = [0, 0, 0];
rows.forEach((one, i) => rows.slice(0, i).forEach((other) => {
  const [s, u] = [Math.sign(one.a - other.a), Math.sign(one.b - other.b)];
  difference += s * u; firsts += s !== 0; seconds += u !== 0;
}));
const tau = difference / Math.sqrt(firsts * seconds);
const spearman = statistics.spearmansRho("a", "b", true), kendall = statistics.kendallsTau("a", "b");
console.log("rho", spearman.rho, "right", rho, "p", spearman.significanceNormal.pTwoTailed, spearman.significanceStudent.pTwoTailed);
console.log("tau-b", kendall.b.tauB, "right", tau, "tau-c", kendall.c.tauC, "p", kendall.b.pTwoTailed);
assert(Math.abs(spearman.rho - rho) < 0.01 && rho > 0.8);
assert(spearman.significanceNormal.pTwoTailed > 0.99 && spearman.significanceStudent.pTwoTailed > 0.99, "the behaviour changed");
assert(kendall.b.tauB > tau + 0.1 && kendall.c.tauC > 1 && kendall.b.pTwoTailed > 0.1, "the behaviour changed");

const halves = Array.from({ length: 40 }, (_, i) => ({ half: i < 20 ? "low" : "high", value: i + 1 }));
const u = new Statistics(halves, { half: "nominal", value: "metric" }).mannWhitneyU("half", "value");
console.log("Mann-Whitney of two halves:", JSON.stringify(u));
assert(u.MannWhitneyU === 0 && u.pTwoTailed > 0.005, "the behaviour changed");

const counts = [["x", "p", 16], ["x", "q", 14], ["y", "p", 14], ["y", "q", 16]];
const table = counts.flatMap(([c, d, count]) => Array.from({ length: count }, () => ({ c, d })));
const choose = (n, k) => Array.from({ length: k }, (_, i) => (n - i) / (i + 1)).reduce((a, b) => a * b, 1);
const chance = (k) => (choose(30, k) * choose(30, 30 - k)) / choose(60, 30);
let p = 0;
for (let k = 0; k <= 30; k += 1) if (chance(k) <= chance(16) * (1 + 1e-7)) p += chance(k);
const fisher = new Statistics(table, { c: "nominal", d: "nominal" }).fishersExactTest("c", "d");
console.log("Fisher's exact test", fisher, "right", p, "the chance of the table", chance(16));
assert(Math.abs(fisher - chance(16)) < 1e-9 && p > 0.79, "the behaviour changed");
JAVASCRIPT
node run.cjs
