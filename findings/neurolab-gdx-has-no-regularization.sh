#!/usr/bin/env bash
# neurolab 0.3.5: train_gdx passes over its regularization `rr`: with 0.5 it trains, bit by bit, what it does with 0; and the
# slope k of SatLinPrm is not in its derivative, so that a network of k = 10 learns at a tenth of its gradient.
#
# A good guess would be: `rr` ("Regularization ratio") shrinks the weights, as it does in train_gd, train_gdm and train_gda; the
# derivative of min(max(k x)) is k, and the output of SatLinPrm(k, out_min, out_max) lies between the two.
# Seen on 2026-11-30, one layer of four inputs, 200 epochs, sum of the squared weights:
#   rr                      0        0.1      0.5
#   train_gd                14.21    13.42    10.87
#   train_gdm               14.25    13.46    10.88
#   train_gda               14.25    13.46    10.88
#   train_gdx               13.87    13.87    13.87
#   SatLinPrm(10, -1, 1) of 0.05, 0.5, 5: 0.5, 5, 10; derivative 1, 1, 0, by difference 10, 10, 0
# The cause: TrainGDX inherits from TrainGDA and TrainGDM, so that what TrainGDA hands up as `rr` arrives as the momentum, which is
# overwritten afterwards.
#
# What it means: a network that was regularized by train_gdx was not. Take train_gda or train_gdm, and give SatLinPrm's scale to
# the weights.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet neurolab==0.3.5 numpy==1.26.4
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import neurolab as nl

random = np.random.RandomState(0)
rows = random.uniform(-0.3, 0.3, (60, 4))
target = rows @ np.array([[1.0], [-2.0], [3.0], [0.5]])
trainers = {"gd": nl.train.train_gd, "gdm": nl.train.train_gdm, "gda": nl.train.train_gda, "gdx": nl.train.train_gdx}
size = {}
for name, trainer in trainers.items():
    for ratio in 0.0, 0.1, 0.5:
        net = nl.net.newff([[-1, 1]] * 4, [1], [nl.trans.PureLin()])
        net.layers[0].np["w"][:] = 0.1
        net.layers[0].np["b"][:] = 0
        net.trainf = trainer
        net.errorf = nl.error.MSE()
        net.train(rows, target, epochs=200, show=0, goal=0, lr=0.01, rr=ratio)
        size[name, ratio] = net.layers[0].np["w"].copy()
    print(name, [float((size[name, ratio] ** 2).sum().round(2)) for ratio in (0.0, 0.1, 0.5)])
for name in "gd", "gdm", "gda":
    assert (size[name, 0.5] ** 2).sum() < 0.9 * (size[name, 0.0] ** 2).sum(), "these shrink"
assert np.array_equal(size["gdx", 0.5], size["gdx", 0.0]) and np.array_equal(size["gdx", 0.1], size["gdx", 0.0]), "the behaviour changed"

step = 1e-6
places = np.array([0.05, 0.5, 5.0])
function = nl.trans.SatLinPrm(10, -1, 1)
values, derivative = function(places), function.deriv(places, function(places))
by_difference = (function(places + step) - function(places - step)) / (2 * step)
print("SatLinPrm(10, -1, 1):", values, "derivative", derivative, "by difference", by_difference.round(3))
assert np.allclose(by_difference, [10, 10, 0]) and np.array_equal(derivative, [1, 1, 0]), "the behaviour changed"
assert values[-1] == 10, "above out_max"
PYTHON
