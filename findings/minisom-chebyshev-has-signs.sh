#!/usr/bin/env bash
# MiniSom 2.3.6: with activation_distance="chebyshev" the winner of a row that is a neuron's own weights is another neuron, the one
# that lies furthest up: the distance is the largest difference with its sign. And `quantization` is Euclidean whatever is chosen.
#
# A good guess would be: the largest absolute difference, so that weights win their own row; `quantization`, the "weights vector of
# the winning neuron", has the weights of `winner`; distortion_measure is the sum of squares that its documentation has.
# Seen on 2026-11-30, maps of 6 x 6 neurons whose weights are 36 of 600 rows of four normal numbers:
#   activation_distance    winner is the nearest    weights that win their own row    rows whose quantization is the winner's
#   chebyshev              0.14                     0.44                              0.14
#   chebyshev by hand      1                        1                                 0.71
#   manhattan              1                        1                                 0.82
#   cosine                 1                        1                                 0.70
#   euclidean              1                        1                                 1
# Trained on four clusters around (-5, -5), (-5, 5), (5, -5) and (5, 5), 4 x 4 neurons: 75 % of the rows are told right, where it is all
# of them with the distance written by hand, the quantization error is 2.51 instead of 0.83, and 5 of 16 neurons win anything.
# distortion_measure adds up distances, not their squares: 7.64 instead of 37.84 for the row 4 and weights 0 and 10.
#
# What it means: a map of Chebyshev distances has its rows won by the wrong neurons, and learns so; for the other distances the
# quantization error and the topographic error are those of another map. Give activation_distance a function of your own,
# np.abs(np.subtract(x, w)).max(axis=-1), and take w[som.winner(row)] for the quantization.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet minisom==2.3.6 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from minisom import MiniSom

random = np.random.default_rng(0)
rows = random.normal(size=(600, 4))
right = {
    "chebyshev": lambda x, w: np.abs(np.subtract(x, w)).max(axis=-1),
    "manhattan": lambda x, w: np.abs(np.subtract(x, w)).sum(axis=-1),
    "cosine": lambda x, w: 1 - (w * x).sum(-1) / (np.linalg.norm(w, axis=-1) * np.linalg.norm(x)),
    "euclidean": lambda x, w: np.linalg.norm(np.subtract(x, w), axis=-1),
}


def described(name, distance):
    som = MiniSom(6, 6, 4, activation_distance=distance, random_seed=0)
    som._weights = rows[:36].reshape(6, 6, 4).copy()
    flat = [np.ravel_multi_index(som.winner(row), (6, 6)) for row in rows]
    own = np.mean(np.array(flat[:36]) == np.arange(36))
    winners = som._weights.reshape(36, 4)[flat]
    same = np.mean((som.quantization(rows) == winners).all(1))
    by_hand = np.mean([np.argmin(right[name](row, som._weights)) == place for row, place in zip(rows, flat)])
    print("%-10s%-12s own row %.2f, quantization is the winner's %.2f, neurons that win %2d, winner is the nearest %.2f" % (name, "" if distance == name else "(by hand)", own, same, len(set(flat)), by_hand))
    return own, same, len(set(flat)), by_hand


seen = {name: described(name, name) for name in right}
assert seen["chebyshev"][0] < 0.6 and seen["chebyshev"][3] < 0.3, "the behaviour changed"
assert all(seen[name][0] == 1 and seen[name][3] == 1 for name in ("manhattan", "cosine", "euclidean"))
assert seen["euclidean"][1] == 1 and seen["manhattan"][1] < 0.95 and seen["cosine"][1] < 0.9, "the behaviour changed"
mended = described("chebyshev", right["chebyshev"])
assert mended[0] == 1 and mended[3] == 1

centres = np.array([[-5, -5], [-5, 5], [5, -5], [5, 5]])
labels = random.integers(0, 4, 400)
clusters = centres[labels] + random.normal(size=(400, 2))
for distance in "chebyshev", right["chebyshev"], "euclidean":
    som = MiniSom(4, 4, 2, sigma=1.0, learning_rate=0.5, activation_distance=distance, random_seed=1)
    som.random_weights_init(clusters)
    som.train(clusters, 3000, random_order=True)
    known = som.labels_map(clusters, labels)
    answers = np.mean([known[som.winner(row)].most_common(1)[0][0] == label for row, label in zip(clusters, labels)])
    print("four clusters, %s: right %.3f, quantization error %.2f, neurons that win %d" % (distance if isinstance(distance, str) else "chebyshev by hand", answers, som.quantization_error(clusters), len(known)))
    if distance == "chebyshev":
        assert answers < 0.9, "the behaviour changed"
    else:
        assert answers > 0.97

som = MiniSom(2, 1, 1, sigma=1.0, random_seed=0)
som._weights = np.array([[[0.0]], [[10.0]]])
said = som.distortion_measure(np.array([[4.0]]))
by_squares, by_distances = 16 + np.exp(-0.5) * 36, 4 + np.exp(-0.5) * 6
print("distortion of 4 by weights 0 and 10: %.2f, of squares %.2f, of distances %.2f" % (said, by_squares, by_distances))
assert abs(said - by_distances) < 1e-9, "the behaviour changed"
PYTHON
