#!/usr/bin/env bash
# d3-regression 2.2.0 and vega-statistics 2.0.0 (npm): the line through points on an axis of time is flat or falls where they
# rise by 200: over 100 seconds its slope is 13.8 and R2 0.13, over 10 seconds -1.6; and regressionExp over dates gives NaN for
# every point.
#
# A good guess would be: slope 200 and R2 1, as the points lie on a line; the package takes dates, its charts have them for x,
# and its parabola and loess take the mean off first and have it right.
# Seen on 2026-11-30, 101 dates from 2026-11-30 on, y from 5 to 205 in a line:
#   span of the dates                  1 second    10 seconds    100 seconds    10 minutes    1 hour     1 month
#   regressionLinear, slope a span     -0.006      -1.58         13.8           193.2         200.0      200.0
#   its R2                             -0.000      -0.016        0.133          0.999         1.000      1.000
#   with x counted from the first      200         200           200            200           200        200
#   vega-statistics, the same          -0.006      -1.58         13.8           193.2         200.0      200.0
#   regressionQuad                     200         200           200            200           200        200
#   regressionExp over a month: a is 0, R2 NaN and all points NaN; counted from the first a is 1, R2 1
# The cause: the slope is the mean of x y less the product of the means, over the same of x x; of milliseconds since 1970 these
# are 3e24, of which a float64 holds steps of 5e8. The exponential is taken at the year 1970, where it is 0, and 0 times
# infinity is NaN.
#
# What it means: a trend over minutes, as of a monitor, is drawn flat or backwards, by a chart that shows the points beside it;
# over hours it is right, so that nobody looks. Count x from the first date and shift the domain.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund d3-regression@2.2.0 vega-statistics@2.0.0
cat >program.mjs <<'JAVASCRIPT'
import assert from "assert";
import * as d3 from "d3-regression";
import { regressionLinear } from "vega-statistics";

const begin = Date.UTC(2026, 10, 30);
const fit = (name, rows) => d3[name]().x((row) => row[0]).y((row) => row[1])(rows);
const rows = (span, rule) => Array.from({ length: 101 }, (_, i) => [new Date(begin + (span * i) / 100), rule(i / 100)]);
const shifted = (list) => list.map(([x, y]) => [x - begin, y]);
const line = (t) => 5 + 200 * t;
const spans = { "1 second": 1e3, "10 seconds": 1e4, "100 seconds": 1e5, "10 minutes": 6e5, "1 hour": 3.6e6, "1 month": 2.6e9 };
const seen = {};
for (const [name, span] of Object.entries(spans)) {
  const list = rows(span, line);
  const slope = (f) => f.a * span;
  const linear = fit("regressionLinear", list);
  const right = fit("regressionLinear", shifted(list));
  const quad = fit("regressionQuad", list);
  console.log(`${name}: slope ${slope(linear).toFixed(3)}, R2 ${linear.rSquared.toFixed(3)}, from 0 on ${slope(right).toFixed(3)}, quadratic ${(quad.b * span).toFixed(3)}`);
  assert(Math.abs(slope(right) - 200) < 1e-6 && right.rSquared > 0.999999, "with times from 0 on it is right");
  assert(Math.abs(quad.b * span - 200) < 1e-3 && quad.rSquared > 0.999, "a parabola has it right");
  seen[name] = slope(linear);
  const vega = regressionLinear(list, (row) => row[0], (row) => row[1]).coef[1] * span;
  console.log(`${name}: vega-statistics ${vega.toFixed(3)}`);
  assert(Math.abs(vega - seen[name]) < 1e-9, "vega-statistics has the same numbers");
}
assert(Math.abs(seen["1 second"]) < 1 && seen["10 seconds"] < 0 && seen["100 seconds"] < 50, "the behaviour changed");
assert(seen["10 minutes"] < 197 && Math.abs(seen["1 month"] - 200) < 1e-3);

const growth = rows(2.6e9, (t) => Math.exp(3 * t));
const exponential = fit("regressionExp", growth);
const right = fit("regressionExp", shifted(growth));
console.log("exponential over a month: a", exponential.a, "R2", exponential.rSquared, "points", exponential.slice(0, 2).map((p) => p[1]), "from 0 on: a", right.a, "R2", right.rSquared);
assert(exponential.a === 0 && Number.isNaN(exponential.rSquared) && exponential.every((p) => Number.isNaN(p[1])), "the behaviour changed");
assert(Math.abs(right.a - 1) < 1e-6 && right.rSquared > 0.999999);
JAVASCRIPT
node program.mjs
