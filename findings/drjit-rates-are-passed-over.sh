#!/usr/bin/env bash
# Dr.Jit 1.5.0: set_learning_rate of an optimizer does nothing, and says nothing, for 0, 1 and NumPy's float32; and a rate of a
# parameter's own is dropped by reset() and by a value of another shape, so that what was frozen by a rate of 0 moves.
#
# A good guess would be: the new rate, or an error; the constructor takes lr=1 and set_learning_rate(x=0) takes 0 for one
# parameter. A parameter's own rate is documented to come first always, until it is set to None; reset() is documented to forget
# the state, "momentum, adaptive learning rate, etc.", of Adam's moments, which keep their settings.
# Seen on 2026-11-30, optimizer of rate 0.5, gradient 1:
#   set_learning_rate of        0      1      np.float32(0.25)    0.0    np.float64(0.25)    Float(0.25)
#   the next step               0.5    0.5    0.5                 0      0.25                0.25
#   own rate of a parameter                       0.0      after a new value 0.0    after reset() None
#   own rate of a texture                         0.01     after doubling its size  None (the optimizer's rate again)
# The cause: the value is compared with float and Dr.Jit's arrays and otherwise passed over; a reset writes the whole entry
# anew.
#
# What it means: a schedule that ends in 0 or is computed in float32 does not schedule; an optimization from coarse to fine,
# where textures are doubled on the way, goes on at another rate. Pass float(rate), and set own rates again after reset() or a
# new size.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -o APT::Sandbox::User=root -qq libllvm19=1:19.1.7-3~deb12u1 libedit2 libz3-4 libxml2 libbsd0 libmd0 libicu72
for package in *.deb; do dpkg-deb -x "$package" llvm; done
export LD_LIBRARY_PATH=$PWD/llvm/usr/lib/x86_64-linux-gnu:$PWD/llvm/lib/x86_64-linux-gnu
export DRJIT_LIBLLVM_PATH=$PWD/llvm/usr/lib/x86_64-linux-gnu/libLLVM.so.19.1
python3 -m venv venv
venv/bin/pip install --quiet drjit==1.5.0 numpy==2.4.6
venv/bin/python - <<'PYTHON'
import drjit as dr
import numpy as np
from drjit.llvm.ad import Float, TensorXf
from drjit.opt import SGD, Adam


def rate_after(value):
    optimizer = SGD(lr=0.5, params={"x": Float([1.0])})
    optimizer.set_learning_rate(value)
    dr.backward(dr.sum(optimizer["x"]))
    optimizer.step()
    return round(1.0 - optimizer["x"][0], 6)


given = {
    "0": (0, 0.5),
    "1": (1, 0.5),
    "float32 0.25": (np.float32(0.25), 0.5),
    "float32 cosine": (np.float32(0.5) * np.cos(np.float32(1.0)), 0.5),
    "0.0": (0.0, 0.0),
    "float64 0.25": (np.float64(0.25), 0.25),
    "Float(0.25)": (Float(0.25), 0.25),
}
for name, (value, expected) in given.items():
    print("rate 0.5, then set_learning_rate(%s): steps of %s" % (name, rate_after(value)))
    assert rate_after(value) == expected, "the behaviour changed"
assert SGD(lr=1).learning_rate() == 1, "the constructor takes a whole number"
own = SGD(lr=0.5, params={"x": Float([1.0])})
own.set_learning_rate(x=0)
dr.backward(dr.sum(own["x"]))
own.step()
assert own["x"][0] == 1, "and so does a parameter's own rate"

for kind in SGD, Adam:
    optimizer = kind(lr=0.1, params={"texture": TensorXf(np.ones((2, 2))), "angle": Float([1.0])})
    optimizer.set_learning_rate(angle=0.0, texture=0.01)
    optimizer["angle"] = Float([2.0])
    assert optimizer.learning_rate("angle") == 0.0, "a new value keeps the rate"
    optimizer["texture"] = TensorXf(np.ones((4, 4)))
    print(kind.__name__, "rate of the texture after doubling its size:", optimizer.learning_rate("texture"))
    assert optimizer.learning_rate("texture") is None
    optimizer.reset("angle")
    print(kind.__name__, "rate of the angle after reset:", optimizer.learning_rate("angle"))
    assert optimizer.learning_rate("angle") is None
    dr.backward(dr.sum(optimizer["angle"] * 3))
    optimizer.step()
    print(kind.__name__, "the frozen angle moved from 2 to", optimizer["angle"][0])
    assert optimizer["angle"][0] < 1.95
PYTHON
