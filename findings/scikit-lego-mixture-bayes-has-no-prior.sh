#!/usr/bin/env bash
# scikit-lego 0.9.10: GaussianMixtureNB answers the first class for every row, with probabilities of NaN, where there are 600
# columns of deviation 1, or 150 of 0.001; and it takes no account of how frequent the classes are.
#
# A good guess would be: as scikit-learn's GaussianNB, which with one component per class it is a copy of: sums of logarithms,
# and the classes' shares as prior, as the name naive Bayes says.
# Seen on 2026-11-30, two classes; 300 rows to train on and 300 others, of the class of 2 % 5,000:
#                            GaussianMixtureNB                              GaussianNB
#   20 columns of deviation 1     accuracy 0.963, no NaN                    0.963
#   600 columns of 1              0.467, 300 rows of NaN, no class 1        0.863
#   150 columns of 0.001          0.543, 300 rows of NaN, no class 1        0.960
#   a class of 2 %                0.845, class 1 in 17 % of the rows        0.984
#   its mean probability          0.238                                     0.020
# The densities of all columns are multiplied out before they are divided by their sum: below 1e-308 it is 0 / 0, above 1e308
# infinity by infinity, and the first of NaN is the largest to argmax. Nothing in it counts the classes.
#
# What it means: on wide tables it predicts a constant, with the accuracy of a guess and no message; scaled columns of other
# units work or do not. And rare classes are predicted far too often. GMMClassifier of the same package adds logarithms, but has
# no prior either.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-lego==0.9.10 scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from sklearn.naive_bayes import GaussianNB
from sklego.mixture import GMMClassifier
from sklego.naive_bayes import GaussianMixtureNB

random = np.random.default_rng(0)


def judge(name, kind, x, y, new, truth):
    model = kind.fit(x, y)
    p = model.predict_proba(new)
    answer = model.predict(new)
    lost = int(np.isnan(p).any(axis=1).sum())
    seen = (answer == truth).mean(), lost, answer.mean(), p[:, 1].mean()
    print("%-34s accuracy %.3f  NaN %4d  class 1: %.3f, by its probability %.3f" % (name, *seen))
    return seen


for columns, unit in ((20, 1.0), (600, 1.0), (20, 0.001), (150, 0.001)):
    y, truth = random.integers(0, 2, 300), random.integers(0, 2, 300)
    apart = 4 / np.sqrt(columns)
    x = (random.normal(size=(300, columns)) + apart * y[:, None]) * unit
    new = (random.normal(size=(300, columns)) + apart * truth[:, None]) * unit
    # the variance that is added to every column, 1e-6, matters where the unit is small
    name = "%d columns of %g: " % (columns, unit)
    mixture = judge(name + "mixture", GaussianMixtureNB(reg_covar=1e-12, init_params="random"), x, y, new, truth)
    plain = judge(name + "GaussianNB", GaussianNB(), x, y, new, truth)
    assert plain[0] > 0.8 and plain[1] == 0
    if columns == 20:
        assert abs(mixture[0] - plain[0]) < 0.05 and mixture[1] == 0
    else:
        assert mixture[1] > 290 and mixture[2] < 0.05, "the behaviour changed"

# a class of 2 %
y, truth = (random.random(5000) < 0.02).astype(int), (random.random(5000) < 0.02).astype(int)
x, new = random.normal(size=(5000, 1)) + 2 * y[:, None], random.normal(size=(5000, 1)) + 2 * truth[:, None]
mixture = judge("class of 2 %: mixture", GaussianMixtureNB(init_params="random"), x, y, new, truth)
other = judge("class of 2 %: GMMClassifier", GMMClassifier(init_params="random"), x, y, new, truth)
plain = judge("class of 2 %: GaussianNB", GaussianNB(), x, y, new, truth)
print("share of class 1: %.3f" % truth.mean())
assert plain[0] > 0.97 and abs(plain[3] - 0.02) < 0.01
assert mixture[0] < 0.9 and mixture[3] > 0.15 and abs(other[3] - mixture[3]) < 0.01
PYTHON
