#!/usr/bin/env bash
# Keras 3.15.1 on JAX 0.10.2: TopKCategoricalAccuracy and its sparse form are 100 % for outputs that are all NaN, and for any k where the
# outputs of a row are equal: k=1 too, where CategoricalAccuracy of the same rows is 10 %.
#
# A good guess would be: k=1 is the accuracy; ties are broken by the place, as top_k and argmax of the same library do, so that k of ten
# equal outputs are right in k of ten rows; and NaN is never right, as Keras' NumPy backend has it.
# Seen on 2026-11-29, ten rows, one of each of ten classes, sparse form the same:
#   outputs                          k=1    k=2    k=5    CategoricalAccuracy   k=1, 2, 5 on the NumPy backend
#   all NaN                          100 %  100 %  100 %  10 %                  0 %
#   one NaN a row, elsewhere equal   100 %  100 %  100 %  0 %                   0, 100, 100 %
#   all equal, or all zero           100 %  100 %  100 %  10 %                  the same as on JAX
#   first three 1, the others 0      30 %   30 %   100 %  10 %                  the same as on JAX
# A row is right where fewer than k outputs are larger than that of its class: none is larger than an equal one, or than NaN.
#
# What it means: a network that has diverged has the best top-5 accuracy of the whole run, and a callback that keeps the best epoch by it
# keeps that one; a network whose last layer is dead or saturated is perfect too. Watch the loss, or stop on NaN.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet keras==3.15.1 jax==0.10.2 numpy==2.4.6
cat >"$folder/program.py" <<'PYTHON'
import sys

import keras
import numpy as np

metrics, classes, targets = keras.metrics, np.arange(10), np.eye(10, dtype=np.float32)


def measure(outputs):
    """Top-k accuracies for k of 1, 2 and 5, and the accuracy, in percent."""
    def value(metric, truth):
        metric.update_state(truth, outputs.astype(np.float32))
        return round(100 * float(metric.result()))

    found = [value(metrics.TopKCategoricalAccuracy(k=k), targets) for k in (1, 2, 5)]
    assert found == [value(metrics.SparseTopKCategoricalAccuracy(k=k), classes) for k in (1, 2, 5)]
    return [*found, value(metrics.CategoricalAccuracy(), targets)]


jax = keras.backend.backend() == "jax"
equal = np.full((10, 10), 0.1)
for name, outputs, seen in [
    ("all NaN", equal * np.nan, [100, 100, 100, 10] if jax else [0, 0, 0, 10]),
    ("one NaN a row", np.where(targets[::-1] > 0, np.nan, equal), [100, 100, 100, 0] if jax else [0, 100, 100, 0]),
    ("all equal", equal, [100, 100, 100, 10]),
    ("all zero", equal * 0, [100, 100, 100, 10]),
    ("three saturated", np.where(np.arange(10) < 3, 1.0, 0.0)[None].repeat(10, 0), [30, 30, 100, 10]),
    ("all different", np.arange(10.0)[::-1][None].repeat(10, 0), [10, 20, 50, 10]),
]:
    found = measure(outputs)
    print(keras.backend.backend(), name, "top 1, 2, 5 and accuracy", found)
    assert found == seen
PYTHON
for backend in jax numpy; do
    KERAS_HOME=$folder KERAS_BACKEND=$backend "$folder/venv/bin/python" "$folder/program.py"
done
