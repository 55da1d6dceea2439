#!/usr/bin/env bash
# scikit-lego 0.9.10: DeadZoneRegressor with effect="constant" has coefficients of 0 for any data and says "Optimization
# terminated successfully.".
#
# A good guess would be: one of three effects that can be chosen fits something, as "linear" and "quadratic" do; counting the
# errors above the threshold is hard to minimize, but a search that can not do it would say so.
# Seen on 2026-11-30, 200 rows, y = 3 x0 - 2 x1, without noise, threshold 0.3:
#   effect       coefficients    rows with an error above the threshold     status
#   constant     0 0             193                                        Optimization terminated successfully.
#   linear       3.07 -2.02      0                                          the same
#   quadratic    2.90 -1.95      0                                          the same
# The derivative of a count is 0 wherever there is one, and it is handed to a search that begins at 0 and stops where the
# derivative is 0. The count is also the number of rows, not 1, for each row.
#
# What it means: in a grid over the effects it is a model that predicts 0; in a pipeline that centres its target it looks like
# data without a signal. Take "linear".
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-lego==0.9.10 scikit-learn==1.9.1 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from sklego.linear_model import DeadZoneRegressor

random = np.random.default_rng(0)
x = random.normal(size=(200, 2))
y = x @ [3, -2]
for effect in ("constant", "linear", "quadratic"):
    for unit in (1, 100):
        model = DeadZoneRegressor(threshold=0.3, effect=effect).fit(x, y * unit)
        above = np.sum(np.abs(model.predict(x) - y * unit) > 0.3)
        print("%-9s target times %3d:" % (effect, unit), model.coef_.round(3), "above", above, model.convergence_status_)
        if effect == "constant":
            assert (model.coef_ == 0).all() and above > 180, "the behaviour changed"
            assert model.convergence_status_ == "Optimization terminated successfully."
        else:
            assert above == 0
PYTHON
