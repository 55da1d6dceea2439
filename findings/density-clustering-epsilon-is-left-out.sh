#!/usr/bin/env bash
# density-clustering 1.3.0 (npm): DBSCAN and OPTICS do not count a neighbour at a distance of exactly epsilon: a grid of pixels
# with epsilon 1 is all noise, where scikit-learn finds one cluster; and an epsilon of 0 is replaced by 1.
#
# A good guess would be: at a distance of at most epsilon, as DBSCAN is defined; with 0, groups of equal points.
# Seen on 2026-11-30, points 0, 1, 2, 10, 11, 50:
#   epsilon, minPts            density-clustering         scikit-learn
#   1, 2                       no cluster, 6 noise        0 1 2 and 10 11, noise 50
#   1.0001, 2                  0 1 2 and 10 11, noise 50  the same
#   5 by 5 grid, 1, 3          no cluster, 25 noise       one cluster of 25
#   5, 5, 5.5: 0, 2            one cluster of 3           (with 1e-9 the two 5 here, too)
#   cat, car, bar, bat: 1, 2   no cluster                 one cluster of 4
# The cause: the distance is compared by "less than"; and 0 is taken for an option that was not given, so that the constructor's
# 1 stays, or what an earlier run of the same object was given.
#
# What it means: of whole numbers, pixels, counts or edit distances, where distances are exactly epsilon more often than not, no
# clusters are found, and settings taken over from Python find others. Add a little to epsilon, and pass 1e-9 for 0.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet scikit-learn==1.9.1 numpy==2.4.6 scipy==1.17.1
npm install --silent --no-audit --no-fund density-clustering@1.3.0
cat >program.mjs <<'JAVASCRIPT'
import assert from "assert";
import clustering from "density-clustering";

const run = (kind, ...settings) => {
  const model = new clustering[kind]();
  const clusters = model.run(...settings).map((cluster) => [...cluster].sort((a, b) => a - b));
  console.log(kind, JSON.stringify(settings.slice(1, 3)), JSON.stringify(clusters), "noise", JSON.stringify(model.noise ?? []));
  return clusters;
};
const points = [[0], [1], [2], [10], [11], [50]];
assert.deepEqual(run("DBSCAN", points, 1, 2), [], "the behaviour changed");
assert.deepEqual(run("DBSCAN", points, 1.0001, 2), [[0, 1, 2], [3, 4]]);
assert.deepEqual(run("OPTICS", points, 1, 2), [[0], [1], [2], [3], [4], [5]]);
assert.deepEqual(run("OPTICS", points, 1.0001, 2), [[0, 1, 2], [3, 4], [5]]);
const grid = Array.from({ length: 25 }, (_, i) => [i % 5, Math.floor(i / 5)]);
assert.deepEqual(run("DBSCAN", grid, 1, 3), []);
assert.equal(run("DBSCAN", grid, 1.0001, 3)[0].length, 25);
assert.deepEqual(run("DBSCAN", [[5], [5], [5.5]], 0, 2), [[0, 1, 2]]);
assert.deepEqual(run("DBSCAN", [[5], [5], [5.5]], 1e-9, 2), [[0, 1]]);
const words = ["cat", "car", "bar", "bat"];
const letters = (a, b) => [...a].filter((letter, i) => letter !== b[i]).length;
assert.deepEqual(run("DBSCAN", words, 1, 2, letters), []);
assert.deepEqual(run("DBSCAN", words, 1.0001, 2, letters), [[0, 1, 2, 3]]);
JAVASCRIPT
cat >program.py <<'PYTHON'
import numpy as np
from sklearn.cluster import DBSCAN

points = np.array([[0], [1], [2], [10], [11], [50]])
labels = DBSCAN(eps=1, min_samples=2).fit_predict(points).tolist()
grid = DBSCAN(eps=1, min_samples=3).fit_predict([[i % 5, i // 5] for i in range(25)]).tolist()
print("scikit-learn", labels, grid)
assert labels == [0, 0, 0, 1, 1, -1] and grid == [0] * 25
words = ["cat", "car", "bar", "bat"]
distances = [[sum(p != q for p, q in zip(a, b)) for b in words] for a in words]
assert DBSCAN(eps=1, min_samples=2, metric="precomputed").fit_predict(distances).tolist() == [0] * 4
PYTHON
node program.mjs
venv/bin/python program.py
