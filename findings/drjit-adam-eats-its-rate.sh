#!/usr/bin/env bash
# Dr.Jit 1.5.0: Adam and AdamW of a learning rate that is an array, lr=Float(0.1), multiply the caller's array by their own bias
# correction and by -1 at each step: the second step goes uphill, and after eight the rate is 2e-7 and falls on.
#
# A good guess would be: as with lr=0.1, since lr is documented as "float | drjit.ArrayBase", and an array is how one avoids a
# new kernel for each rate. That an optimizer writes into its argument is nothing one looks for.
# Seen on 2026-11-30, minimum of the sum of squares from 5, lr 0.1, the LLVM backend:
#   optimizer             step 1    2        3        4        8        after 200    the rate afterwards
#   Adam, lr=0.1          4.9       4.8001   4.7002   4.6005   4.2039   -0.0001      0.1
#   Adam, lr=Float(0.1)   4.9       4.9316   4.9242   4.9257   4.9254   4.9254       0
#   two parameters        the second one climbs at the first step already
#   SGD and RMSProp       the same with both, unless they share the array with an Adam: then their rate is 0 as well
# The cause: the product of rate and correction is formed by *= on the rate itself, which Dr.Jit does in place.
#
# What it means: a training stands still after a few steps with a loss that is finite and does not fall, and a schedule that
# reads opt.learning_rate() back goes on from the spoilt number. Pass a Python float; or set the rate anew before each step.
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
from drjit.llvm.ad import Float
from drjit.opt import SGD, Adam, AdamW, RMSProp


def train(optimizer, steps=8, each=lambda: None):
    optimizer["x"] = Float([5.0])
    path = []
    for _ in range(steps):
        each()
        dr.backward(dr.sum(dr.square(optimizer["x"])))
        optimizer.step()
        path.append(round(optimizer["x"][0], 4))
    return path


# the rule of Adam in Python's own numbers
x, m, v, right = 5.0, 0.0, 0.0, []
for t in range(1, 9):
    g = 2 * x
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g * g
    x -= 0.1 * (m / (1 - 0.9**t)) / ((v / (1 - 0.999**t)) ** 0.5 + 1e-8)
    right.append(x)

plain = train(Adam(lr=0.1))
rate = Float(0.1)
array = train(Adam(lr=rate))
print("Adam, lr=0.1       ", plain)
print("Adam, lr=Float(0.1)", array, "the caller's array is now", rate[0])
assert all(abs(a - b) < 1e-3 for a, b in zip(plain, right)), "a float is right"
assert array[0] == plain[0] and array[1] > array[0] and abs(array[-1] - 4.9254) < 1e-3, "the behaviour changed"
assert 0 < rate[0] < 1e-6
print("a minimiser with that array:", train(SGD(lr=rate)))
assert train(SGD(lr=rate)) == [5.0] * 8

rate = Float(0.1)
long = train(Adam(lr=rate), 200)
print("after 200 steps", long[-1], "rate", rate[0], "with a float", train(Adam(lr=0.1), 200)[-1])
assert abs(long[-1] - 4.9254) < 1e-3 and abs(train(Adam(lr=0.1), 200)[-1]) < 0.1
rate = Float(0.1)
decayed = train(AdamW(lr=rate), 8)
print("AdamW", decayed, "with a float", train(AdamW(lr=0.1), 8))
assert rate[0] < 1e-6 and decayed[-1] > 4.8 and train(AdamW(lr=0.1), 8)[-1] < 4.2
for kind in SGD, RMSProp:
    rate = Float(0.1)
    assert train(kind(lr=rate)) == train(kind(lr=0.1)) and abs(rate[0] - 0.1) < 1e-7
    print(kind.__name__, "is the same with both")

both = Adam(lr=Float(0.1))
both["x"], both["y"] = Float([5.0]), Float([5.0])
dr.backward(dr.sum(dr.square(both["x"])) + dr.sum(dr.square(both["y"])))
both.step()
print("two parameters after one step:", both["x"][0], both["y"][0])
assert both["x"][0] < 5 < both["y"][0]

anew = Adam(lr=0.1)
assert train(anew, 8, lambda: anew.set_learning_rate(Float(0.1))) == plain, "set before each step it is right"
PYTHON
