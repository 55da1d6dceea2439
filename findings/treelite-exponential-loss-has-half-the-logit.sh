#!/usr/bin/env bash
# treelite 4.8.1: a scikit-learn GradientBoostingClassifier of loss="exponential" is imported as one of the logarithmic loss, so that
# each probability belongs to half of its logit: 0.066 becomes 0.211 and 0.001 becomes 0.027.
#
# A good guess would be: the model's own predict_proba, or an error, as for an `init` that is not known. With the exponential loss
# the score is half the logit, and scikit-learn takes the logistic function of twice the score.
# Seen on 2026-11-30, scikit-learn 1.9.1, 2,000 rows, 100 trees; and LightGBM 4.7.0, where trees were trained with zeros as missing:
#   model                                    log loss, itself    treelite's gtil    largest difference
#   loss="exponential"                       0.164               0.227              0.15
#   loss="log_loss"                          the same in both
#   LightGBM, zero_as_missing                R2 0.944            R2 -0.968          9.5
#   LightGBM without it, NaN in the rows     the same in both
# The labels are the same, as a half stays a half. The causes: the importer does not read `loss`; a zero in a tree that takes zeros
# for missing is compared as a number (reported in 2022).
#
# What it means: a threshold that was tuned, an expected cost and a calibration are off in the deployed model, and probabilities lie
# nearer to a half than they were. Double the logit of what treelite says, log(p / (1 - p)), for such a model.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet treelite==4.8.1 scikit-learn==1.9.1 lightgbm==4.7.0 numpy==2.4.6 scipy==1.16.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import lightgbm
import numpy as np
import treelite
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import log_loss, r2_score

random = np.random.default_rng(0)
x = random.normal(size=(2000, 4))
y = (x[:, 0] + x[:, 1] ** 2 - 1 + random.normal(size=2000) * 0.5 > 0).astype(int)
for loss in "exponential", "log_loss":
    model = GradientBoostingClassifier(loss=loss, random_state=0).fit(x, y)
    right = model.predict_proba(x)[:, 1]
    seen = treelite.gtil.predict(treelite.sklearn.import_model(model), x).ravel()
    print(loss, "log loss %.3f, treelite %.3f" % (log_loss(y, right), log_loss(y, seen)), "largest difference %.3f" % np.abs(seen - right).max())
    print("   first rows", right[:4].round(3), "treelite", seen[:4].round(3))
    assert np.allclose(right, 1 / (1 + np.exp(-(2 if loss == "exponential" else 1) * model.decision_function(x))))
    if loss == "log_loss":
        assert np.allclose(seen, right, atol=1e-6)
    else:
        assert np.abs(seen - right).max() > 0.14 and log_loss(y, seen) > log_loss(y, right) + 0.03, "the behaviour changed"
        assert np.allclose(seen, 1 / (1 + np.exp(-model.decision_function(x))), atol=1e-6)
        assert ((seen > 0.5) == (right > 0.5)).all()
        assert np.allclose(1 / (1 + ((1 - seen) / seen) ** 2), right, atol=1e-5), "of twice its logit it is right"

# counts, of which a zero stands for "not asked"
counts = random.integers(1, 6, size=(2000, 4)).astype(float)
hidden = random.random(counts.shape) < 0.3
target = counts[:, 0] * 2 + counts[:, 1] + np.where(hidden[:, 0], 9 - 2 * counts[:, 0], 0)
for zeros in True, False:
    rows = np.where(hidden, 0 if zeros else np.nan, counts)
    data = lightgbm.Dataset(rows, target)
    model = lightgbm.train({"zero_as_missing": zeros, "verbose": -1, "num_threads": 1, "deterministic": True}, data, 50)
    right = model.predict(rows)
    seen = treelite.gtil.predict(treelite.frontend.from_lightgbm(model), rows).ravel()
    print("zero_as_missing", zeros, "R2 %.3f, treelite %.3f" % (r2_score(target, right), r2_score(target, seen)), "largest difference %.2f" % np.abs(seen - right).max())
    assert np.allclose(seen, right, atol=1e-5) != zeros, "the behaviour changed"
    assert r2_score(target, right) > 0.9
    if zeros:
        assert r2_score(target, seen) < 0
PYTHON
