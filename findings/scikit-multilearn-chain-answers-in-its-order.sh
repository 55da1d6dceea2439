#!/usr/bin/env bash
# scikit-multilearn 0.2.0: a ClassifierChain with an `order` answers with its columns in that order, not in the order of the labels: an
# accuracy of 0.97 becomes 0.50.
#
# A good guess would be: the order in which the classifiers are trained; column k of the answer is label k, as without order, and as in
# scikit-learn's ClassifierChain with the same order.
# Seen on 2026-12-01, three independent labels of one feature each, 1,000 training and 1,000 test rows, logistic regression, accuracy:
#   order                     label 0    label 1    label 2    its columns put back
#   none or 0, 1, 2           0.97       0.97       0.97       0.97
#   2, 0, 1                   0.50       0.51       0.48       0.97
#   2, 1, 0                   0.50       0.97       0.51       0.97
# The cause: the answer is the last columns of the table to which each label's prediction was appended, and the probabilities are a list in
# the order of the chain too; the classifiers are stored by label and are right.
#
# What it means: a search over orders takes the identity for the best one, and a chain that was ordered by difficulty is noise. Put the
# columns back: answer[:, numpy.argsort(order)], or take scikit-learn's chain.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-multilearn==0.2.0 numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.multioutput import ClassifierChain as Other
from skmultilearn.problem_transform import ClassifierChain

random = np.random.default_rng(0)
x = random.normal(size=(2000, 3))
y = (x + 0.1 * random.normal(size=(2000, 3)) > 0).astype(int)
for order in (None, [0, 1, 2], [2, 0, 1], [2, 1, 0]):
    chain = ClassifierChain(LogisticRegression(), require_dense=[True, True], order=order).fit(x[:1000], y[:1000])
    found = np.asarray(chain.predict(x[1000:]).todense())
    sure = np.asarray(chain.predict_proba(x[1000:]).todense())
    other = Other(LogisticRegression(), order=order).fit(x[:1000], y[:1000]).predict(x[1000:])
    back = found[:, np.argsort(order)] if order else found
    shares = [(answer == y[1000:]).mean(0) for answer in (found, sure > 0.5, back, other)]
    print("order %-10s right %s, by probability %s, put back %s, scikit-learn %s" % (order, *(s.round(3) for s in shares)))
    assert (shares[2] > 0.9).all() and (shares[3] > 0.9).all()
    for k in range(3):
        assert (shares[0][k] > 0.9) == (shares[1][k] > 0.9) == (order is None or order[k] == k), "the behaviour changed"
PYTHON
