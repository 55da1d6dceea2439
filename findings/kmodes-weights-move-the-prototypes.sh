#!/usr/bin/env bash
# kmodes 0.12.2: KPrototypes with `sample_weight` puts its numerical centres where no rows are: with the weight 10 or 0.1 for
# every row, which changes nothing of the problem, three clusters that were found to 99 % are mixed up.
#
# A good guess would be: one weight for all rows gives the clusters of no weights, as it does in KModes and in scikit-learn's
# KMeans; the weights 1, 2 and 3 give those of the rows repeated as often.
# Seen on 2026-11-30, 300 rows about (0, 0), (4, -4) and (8, -8) with a word that is mostly that of the cluster, one
# initialisation, adjusted Rand index against the clusters that they were drawn from, mean of six seeds:
#   weights                                               index     farthest that the centre of a cluster is off
#   none, or 1 for all                                    0.991     0.22
#   10 for all                                            0.70      4.7
#   0.1 for all                                           0.44      1.2e14
#   0.001 for all                                         0.61      8.0
#   1 to 3                                                0.84      4.1
#   none, the rows repeated once to three times           0.991     0.20
#   KModes of two words, 10 or 0.1 for all                as without weights
# The cause: a row that moves to another cluster takes its weight times its numbers along, but 1 off and onto the sums of
# weights by which they are divided. Where the first assignment starts, both are weighted.
#
# What it means: weights of a survey, which are large or have a mean of 1, shift the centres with every row that moves; weights
# that sum to 1 draw them to 0. Nothing is wrong while the first assignment stays. Repeat the rows instead.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet kmodes==0.12.2 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from kmodes.kmodes import KModes
from kmodes.kprototypes import KPrototypes
from sklearn.metrics import adjusted_rand_score

random = np.random.default_rng(0)
count = 300
group = random.integers(0, 3, count)
numbers = np.c_[random.normal(size=count) + 4 * group, random.normal(size=count) - 4 * group]
word = np.where(random.random(count) < 0.8, group, random.integers(0, 3, count))
rows = np.c_[numbers, word]


def cluster(rows, truth, weights=None):
    indices, off = [], []
    for seed in range(6):
        model = KPrototypes(3, init="Huang", n_init=1, random_state=seed).fit(rows, categorical=[2], sample_weight=weights)
        centres = np.sort(model.cluster_centroids_[:, 0].astype(float))
        indices.append(adjusted_rand_score(truth, model.labels_))
        off.append(np.abs(centres - [0, 4, 8]).max())
    return np.mean(indices), np.max(off)


def show(name, answer):
    print("%-40s index %.3f, largest distance of a centre %.2f" % (name, *answer))
    return answer


plain = show("no weights", cluster(rows, group))
one = show("1 for all", cluster(rows, group, [1.0] * count))
assert plain == one and plain[0] > 0.95 and plain[1] < 1
for weight in 10.0, 0.1, 0.001:
    seen = show("%g for all" % weight, cluster(rows, group, [weight] * count))
    assert seen[0] < 0.9 and seen[1] > 1.5, "the behaviour changed"

times = random.integers(1, 4, count)
repeated = show("repeated once to three times", cluster(np.repeat(rows, times, 0), np.repeat(group, times)))
weighted = show("as weights 1 to 3", cluster(rows, group, [float(value) for value in times]))
assert repeated[0] > 0.95 and repeated[1] < 1
assert weighted[1] > repeated[1] + 0.3, "the behaviour changed"

words = np.c_[word, np.where(random.random(count) < 0.8, group, 3)]
labels = [KModes(3, n_init=1, random_state=0).fit(words, sample_weight=w).labels_ for w in (None, [10.0] * count, [0.1] * count)]
print("KModes: same clusters", [bool((labels[0] == other).all()) for other in labels[1:]])
assert all((labels[0] == other).all() for other in labels[1:]), "KModes is right"
PYTHON
