#!/usr/bin/env bash
# mlxtend 0.25.0: LinearDiscriminantAnalysis weighs each class mean by the number of rows of the next class, and that of the last
# class by none, so that its first axis of three classes can be at a right angle to the right one.
#
# A good guess would be: the axes of scikit-learn's LinearDiscriminantAnalysis, solver "eigen", which is the same mathematics; the
# between-class scatter is the sum over classes of rows times (mean - overall mean) squared.
# Seen on 2026-11-30, classes around (0, 0), (1, 0) and (0, 6), deviation 1; the last is apart from the others by six deviations:
#   rows of the classes                                  1000, 1000, 30            2000, 30, 30
#   first axis of mlxtend                                0.97, 0.24                0.99, 0.11
#   of scikit-learn                                      -0.09, 1.00               0.04, 1.00
#   rows of the last class nearest to its mean on it     50 %, scikit-learn 100 %  23 %, scikit-learn 100 %
#   cosine to the first axis when labels turn by one     0.18, scikit-learn 1      0.14, scikit-learn 1
# With as many rows in all classes the axes are nearly right.
#
# What it means: a rare class with the last label, which is what one looks for, is left out of the axes; which axes come out
# depends on how the classes are numbered. The eigenvalues, by which one chooses the number of axes, are as wrong. Use
# scikit-learn's.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet mlxtend==0.25.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from mlxtend.feature_extraction import LinearDiscriminantAnalysis
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis as Sklearn

means = np.array([[0.0, 0.0], [1.0, 0.0], [0.0, 6.0]])


def unit(axis):
    return axis / np.linalg.norm(axis)


def axes(x, y):
    ours = LinearDiscriminantAnalysis(n_discriminants=1).fit(x, y)
    right = Sklearn(solver="eigen", n_components=1).fit(x, y)
    return unit(ours.w_[:, 0]), unit(right.scalings_[:, 0])


def by_counts(x, y, counts):
    centre = x.mean(0)
    within = sum((x[y == k] - x[y == k].mean(0)).T @ (x[y == k] - x[y == k].mean(0)) for k in range(3))
    between = sum(n * np.outer(x[y == k].mean(0) - centre, x[y == k].mean(0) - centre) for k, n in enumerate(counts))
    values, vectors = np.linalg.eig(np.linalg.inv(within) @ between)
    return unit(vectors[:, values.argmax()].real)


def found(x, y, axis):
    projected = x @ axis
    centres = np.array([projected[y == k].mean() for k in range(3)])
    label = np.abs(projected[:, None] - centres).argmin(1)
    return (label == y).mean(), (label[y == 2] == 2).mean()


for counts in (1000, 1000, 30), (2000, 30, 30):
    random = np.random.default_rng(0)
    x = np.vstack([random.normal(size=(n, 2)) + mean for n, mean in zip(counts, means)])
    y = np.repeat([0, 1, 2], counts)
    seen, right = axes(x, y)
    print(counts, "axis", seen.round(2), "scikit-learn", right.round(2), "cosine %.2f" % abs(seen @ right))
    print("  accuracy and share of class 2: %.2f %.2f, scikit-learn %.2f %.2f" % (*found(x, y, seen), *found(x, y, right)))
    assert abs(right @ by_counts(x, y, counts)) > 0.999999
    assert abs(seen @ by_counts(x, y, [*counts[1:], 0])) > 0.999999, "the behaviour changed"
    assert abs(seen @ right) < 0.5
    assert found(x, y, right)[1] > 0.95
    turned_seen, turned_right = axes(x, (y + 1) % 3)
    print("  labels turned: cosine to the axis before %.2f, scikit-learn %.2f" % (abs(turned_seen @ seen), abs(turned_right @ right)))
    assert abs(turned_right @ right) > 0.999999 and abs(turned_seen @ seen) < 0.99

random = np.random.default_rng(0)
x = np.vstack([random.normal(size=(500, 2)) + mean for mean in means])
seen, right = axes(x, np.repeat([0, 1, 2], 500))
assert abs(seen @ right) > 0.99, "nearly right with equal counts"
PYTHON
