#!/usr/bin/env bash
# tl2cgen 1.0.0: the C of a model of several outputs adds the first output's intercept to all, so that a boosted regression of a
# target around 5 and one around 100 answers 5 for both, and the C of a forest of two and of three classes divides by 0.
#
# A good guess would be: what the model itself says, and treelite's own gtil, to float32: of one output, one class or many, it is so.
# Seen on 2026-11-30, first row:
#   model                                            the model and gtil          C of tl2cgen
#   XGBoost 3.2.0, targets around 5 and 100          5.14, 99.87                 5.14, 4.70
#   the same, one boosted model for each target      5.14; 99.87                 the same
#   forest of classes 0, 1 and of 0, 1, 2            0, 1 and .06, .85, .09      0, 1 and .06, .85, infinity
#   forest of the same in the other order            right                       the same
#   forest of classes 0, 1 and of 0, 1               right                       the same
# R2 of the second target is -9,563 instead of 0.999; of 400 rows 400 have the class whose probability is infinite, or NaN.
# The cause: what the generated predict adds and divides by for an output is looked up by the place among outputs and classes of
# another shape (`result[1] += 5;` beside `result[0] += 5;`, `/= 0`).
#
# What it means: XGBoost since 3.1 has an intercept for each target, so that every compiled model of two targets is off by their
# difference, with no error. treelite 4.8.1, which pip installs, prints a note on versions for all models; with 4.1.2, the one that
# tl2cgen is built with, there is none. Compile one model for each target.
#
# Installs what it runs in a temporary folder; needs gcc; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv new
new/bin/pip install --quiet tl2cgen==1.0.0 treelite==4.8.1 xgboost==3.2.0 scikit-learn==1.9.1 numpy==2.4.6 scipy==1.16.3
python3 -m venv own
own/bin/pip install --quiet tl2cgen==1.0.0 treelite==4.1.2 scikit-learn==1.5.2 numpy==1.26.4 scipy==1.13.1
cat >program.py <<'PYTHON'
import importlib.util
import tempfile

import numpy as np
import tl2cgen
import treelite
from sklearn.ensemble import RandomForestClassifier

random = np.random.default_rng(0)
x = random.normal(size=(400, 3))
print("treelite", treelite.__version__)


def compiled(model, rows):
    folder = tempfile.mkdtemp(dir=".")
    tl2cgen.export_lib(model, toolchain="gcc", libpath=folder + "/model.so", verbose=False)
    kind = "float32" if rows.dtype == np.float32 else "float64"
    answer = tl2cgen.Predictor(folder + "/model.so").predict(tl2cgen.DMatrix(rows, dtype=kind))
    return answer.reshape(len(rows), -1)


if importlib.util.find_spec("xgboost"):
    import xgboost

    rows = x.astype(np.float32)
    targets = np.c_[5 + x[:, 0], 100 + x[:, 1]]
    right, code = [], []
    for target in targets, targets[:, 0], targets[:, 1]:
        data = xgboost.DMatrix(rows, target)
        booster = xgboost.train({"max_depth": 3, "nthread": 1}, data, 20)
        model = treelite.frontend.from_xgboost(booster)
        right.append(booster.predict(data).reshape(400, -1))
        code.append(compiled(model, rows))
        assert np.allclose(treelite.gtil.predict(model, rows).reshape(400, -1), right[-1], rtol=1e-4)
    print("XGBoost", right[0][0], "gtil the same, C", code[0][0], "each alone", code[1][0], code[2][0])
    r2 = [1 - ((made[:, 1] - targets[:, 1]) ** 2).sum() / ((targets[:, 1] - targets[:, 1].mean()) ** 2).sum() for made in (right[0], code[0])]
    print("R2 of the second target: model %.3f, C %.0f" % tuple(r2))
    assert r2[0] > 0.95 and r2[1] < -5000, "the behaviour changed"
    gap = targets[:, 1].mean() - targets[:, 0].mean()
    assert np.allclose(right[0][:, 0], code[0][:, 0], atol=1e-3) and np.allclose(right[0][:, 1] - code[0][:, 1], gap, atol=1e-2)
    assert np.allclose(right[1], code[1], rtol=1e-4) and np.allclose(right[2], code[2], rtol=1e-4), "each alone is right"

two = (x[:, 0] > 0).astype(int)
three = (x[:, 1] > 0).astype(int) + (x[:, 2] > 0)
for name, classes, whole in (("2 and 3", np.c_[two, three], False), ("3 and 2", np.c_[three, two], True), ("2 and 2", np.c_[two, 1 - two], True)):
    forest = RandomForestClassifier(5, max_depth=4, random_state=0).fit(x, classes)
    probabilities = forest.predict_proba(x)
    right = np.hstack([np.pad(part, ((0, 0), (0, max(p.shape[1] for p in probabilities) - part.shape[1]))) for part in probabilities])
    model = treelite.sklearn.import_model(forest)
    assert np.allclose(treelite.gtil.predict(model, x).reshape(400, -1), right)
    code = compiled(model, x)
    print("forest of", name, "classes", right[0], "C", code[0], "not finite in", (~np.isfinite(code)).any(1).sum(), "rows")
    assert np.allclose(code, right) == whole, "the behaviour changed"
    if not whole:
        assert (~np.isfinite(code)).any(1).all() and np.allclose(code[:, :5], right[:, :5])
PYTHON
for environment in new own; do "$environment/bin/python" -W ignore program.py; done
