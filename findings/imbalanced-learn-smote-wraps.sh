#!/usr/bin/env bash
# imbalanced-learn 0.14.2: SMOTE, BorderlineSMOTE, SVMSMOTE and ADASYN of unsigned integers, as pixels and small counts are kept,
# make rows far outside of the data: between pixels of 0 and 16 they make 255. Floating-point columns are right, signed ones
# are cut off towards 0, which costs their mean up to a half.
#
# A good guess would be: a new row lies on the line between two rows, so each of its numbers lies between two that were there,
# rounded to the type. The difference of the two rows is taken in uint8, where 3 - 5 is 254.
# Seen on 2026-11-29, scikit-learn's digits (0 to 16), a tenth of the eights kept and the rest made by SMOTE:
#   type      mean and largest pixel of the new rows   eights found by a logistic regression among other rows
#   float64   5.33     16                              56 %
#   int8      5.05     16                              59 %
#   uint8     38.4     255                             35 %
#   uint16    9107     65535                           43 %
# Without SMOTE it finds 50 %. RandomOverSampler is right for all types.
#
# What it means: images and counts read as uint8 are spoilt without a word, in the class that one wanted to help. Cast to float
# before.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet imbalanced-learn==0.14.2 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from imblearn.over_sampling import ADASYN, SMOTE, SVMSMOTE, BorderlineSMOTE, RandomOverSampler
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

x, digit = load_digits(return_X_y=True)
y = (digit == 8).astype(int)
random = np.random.default_rng(0)
order = random.permutation(len(y))
train, test = order[:1200], order[1200:]
eights = train[y[train] == 1]
train = np.concatenate([train[y[train] == 0], eights[: len(eights) // 10]])
old = x[train]
print("rows", len(train), "eights", y[train].sum(), "pixels", old.min(), old.max())


def found(rows, labels):
    model = LogisticRegression(max_iter=5000).fit(rows, labels)
    return model.predict(x[test])[y[test] == 1].mean()


print("without", found(old, y[train]))
result = {}
for kind in (np.float64, np.int8, np.uint8, np.uint16):
    rows, labels = SMOTE(random_state=0).fit_resample(old.astype(kind), y[train])
    made = rows[len(train) :]
    result[kind] = made.mean(), made.max(), found(rows.astype(np.float64), labels)
    print(np.dtype(kind), "mean %.2f largest %.0f found %.3f" % result[kind])
    assert (rows[: len(train)] == old).all()
assert result[np.float64][1] <= 16 and result[np.int8][1] <= 16
assert result[np.uint8][1] > 200 and result[np.uint16][1] > 60_000, "no longer wraps"
assert abs(result[np.int8][0] - result[np.float64][0]) < 0.6 and result[np.uint8][0] > 4 * result[np.float64][0]
assert result[np.uint8][2] < result[np.float64][2] - 0.1
for sampler in (BorderlineSMOTE, SVMSMOTE, ADASYN, RandomOverSampler):
    largest = sampler(random_state=0).fit_resample(old.astype(np.uint8), y[train])[0].max()
    print(sampler.__name__, largest)
    assert largest == 16 if sampler is RandomOverSampler else largest > 200
PYTHON
