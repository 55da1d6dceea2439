#!/usr/bin/env bash
# pytorch-tabnet 4.1.0: TabNetClassifier and TabNetRegressor with their defaults learn nothing of a table of 1,000 rows, as
# batches have 1,024 and one that is not full is dropped; fit ends without an error, with a loss of 0.0 in its history, and
# predict answers from the first weights.
#
# A good guess would be: a batch of all rows where there are fewer than batch_size, or an error; drop_last is documented to drop
# "the last batch if not complete", which reads as one of many.
# Seen on 2026-11-30, labels by the sign of one of four columns, 30 epochs:
#   rows     batch_size                        accuracy     history["loss"]          weights
#   1,000    1,024 (default)                   0.522        0.0, 0.0, 0.0 ...        those after 1 epoch, bit by bit
#   1,023    1,024 (default)                   0.519        0.0, 0.0, 0.0 ...        the same
#   1,024    1,024 (default)                   0.997        1.17, 0.74, 0.60 ...     others
#   1,000    256                               0.996        0.89, 0.52, 0.37 ...     others
#   1,000    1,024, drop_last=False            0.995        1.16, 0.74, 0.61 ...     others
# A regressor of 1,000 rows has an R2 of -1.32, with drop_last=False of 1.00. The warning that no early stopping is performed
# comes with any number of rows.
#
# What it means: on small tables, in folds of a cross-validation and in tests TabNet is compared untrained; a loss of 0 looks like
# a perfect fit, and a validation score that does not change like a bad rate. Give batch_size or drop_last=False.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-tabnet==4.1.0 torch==2.15.0 scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import torch
from pytorch_tabnet.tab_model import TabNetClassifier, TabNetRegressor
from sklearn.metrics import r2_score

torch.set_num_threads(1)
random = np.random.default_rng(0)
x = random.normal(size=(1024, 4)).astype(np.float32)
y = (x[:, 0] > 0).astype(int)


def train(rows, epochs=30, **more):
    model = TabNetClassifier(verbose=0)
    model.fit(x[:rows], y[:rows], max_epochs=epochs, **more)
    accuracy = (model.predict(x[:rows]) == y[:rows]).mean()
    print(rows, "rows,", epochs, "epochs", more, "accuracy %.3f" % accuracy, "losses", np.round(model.history["loss"][:3], 2))
    return accuracy, model.history["loss"], model.network.state_dict()


def same(a, b):
    return all(torch.equal(a[key], b[key]) for key in a)


for rows in 1000, 1023:
    accuracy, losses, weights = train(rows)
    assert accuracy < 0.7 and set(losses) == {0.0}, "the behaviour changed"
    assert same(weights, train(rows, epochs=1)[2]), "the behaviour changed"
accuracy, losses, full = train(1024)
assert accuracy > 0.95 and losses[0] > 0.5 and not same(full, weights)
assert train(1000, batch_size=256)[0] > 0.95
assert train(1000, drop_last=False)[0] > 0.95

target = x[:, :1] * 2
for more in {}, {"drop_last": False}:
    model = TabNetRegressor(verbose=0)
    model.fit(x[:1000], target[:1000], max_epochs=60, **more)
    score = r2_score(target[:1000], model.predict(x[:1000]))
    print("regressor of 1000 rows", more, "R2 %.2f" % score)
    assert (score < 0.1) == (not more), "the behaviour changed"
PYTHON
