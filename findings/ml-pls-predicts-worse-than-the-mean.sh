#!/usr/bin/env bash
# ml-pls 4.4.1 (npm): PLS of three components does not predict a target that is an exact line of three columns: R2 is -0.17
# where they are correlated and -24 where they are nearly one, instead of 1; and `predict` of a Matrix changes that Matrix.
#
# A good guess would be: of as many components as columns partial least squares is least squares, so that R2 is 1; it rises
# with each component; asked twice, the same answer.
# Seen on 2026-11-30, y = 10 + 2 a - 3 b + c of 200 rows, defaults, R2 on the rows that it was trained on:
#   columns                        components    1         2         3
#   independent                                  0.987     0.997     0.997
#   correlated by 0.6 to 0.8                     0.05      -0.36     -0.17
#   correlated by 0.99                           -0.02     -24.3     -24.2
#   from the model's own W, P, B and Q           0.28      0.90      1.0000     (correlated by 0.6 to 0.8)
#   getExplainedVariance()                       0.75      0.15      0.10       (that of the last component alone)
# The cause: it predicts X P B Q', as if the scores of a new row were X P. They are X W (P'W)^-1, as each component is taken
# off the columns before the next is found; the two agree for columns that are independent.
#
# What it means: spectra, for which PLS is made and whose columns are nearly one, are predicted worse than by their mean, and
# more components make it worse. The matrices are right: multiply W (P'W)^-1 B Q' yourself, and hand predict a copy of the
# rows.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund ml-pls@4.4.1 ml-matrix@6.15.1
cat >program.mjs <<'JAVASCRIPT'
import assert from "assert";
import { PLS } from "ml-pls";
import { Matrix, inverse } from "ml-matrix";

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647 - 0.5;
const score = (target, answer) => {
  const mean = target.reduce((a, b) => a + b) / target.length;
  const squares = (f) => target.reduce((sum, value, i) => sum + f(value, i) ** 2, 0);
  return 1 - squares((value, i) => value - answer.get(i, 0)) / squares((value) => value - mean);
};
// the same model's matrices, put together as they should be
const own = (model, rows) => {
  const { P, W, B, Q } = model;
  const slopes = W.mmul(inverse(P.transpose().mmul(W))).mmul(B).mmul(Q.transpose());
  const scaled = new Matrix(rows).subRowVector(model.meanX).divRowVector(model.stdDevX);
  return scaled.mmul(slopes).mulRowVector(model.stdDevY).addRowVector(model.meanY);
};
const kinds = {
  independent: (u, v, w) => [u, v, w],
  correlated: (u, v, w) => [u, u + v, u + v + w],
  "nearly one": (u, v, w) => [u, u + 0.1 * v, u + 0.1 * w],
};
const seen = {};
for (const [kind, columns] of Object.entries(kinds)) {
  const rows = Array.from({ length: 200 }, () => columns(random(), random(), random()));
  const target = rows.map(([a, b, c]) => 10 + 2 * a - 3 * b + c);
  for (const latentVectors of [1, 2, 3]) {
    const model = new PLS({ latentVectors, tolerance: 1e-10 });
    model.train(new Matrix(rows), Matrix.columnVector(target));
    const [said, right] = [score(target, model.predict(new Matrix(rows))), score(target, own(model, rows))];
    const explained = model.getExplainedVariance();
    console.log(`${kind}, components ${latentVectors}: R2 ${said.toFixed(4)}, from W, P, B, Q ${right.toFixed(4)}, explained ${explained.toFixed(4)}`);
    seen[kind + latentVectors] = { said, right, explained };
    if (latentVectors === 3 && kind === "correlated") {
      const matrix = new Matrix(rows);
      const [first, second] = [model.predict(matrix).get(0, 0), model.predict(matrix).get(0, 0)];
      console.log("asked twice:", first, second, "row 0 was", rows[0], "and is", matrix.getRow(0));
      assert(Math.abs(first - second) > 1e-3 && matrix.get(0, 0) !== rows[0][0], "the behaviour changed");
      const usual = new PLS({ latentVectors });
      usual.train(rows, target.map((value) => [value]));
      console.log("with the default tolerance and arrays: R2", score(target, usual.predict(rows)));
      assert(score(target, usual.predict(rows)) < 0.5, "the behaviour changed");
    }
  }
}
assert(seen.independent3.said > 0.99);
assert(seen.correlated3.said < 0.5 && seen.correlated2.said < seen.correlated1.said && seen["nearly one3"].said < -1, "the behaviour changed");
for (const kind of Object.keys(kinds)) assert(seen[kind + 3].right > 0.999999, "the model's own matrices have least squares in them");
assert(seen.correlated3.explained < 0.2 && seen.correlated1.explained + seen.correlated2.explained + seen.correlated3.explained > 0.999);
JAVASCRIPT
node program.mjs
