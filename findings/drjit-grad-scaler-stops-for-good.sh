#!/usr/bin/env bash
# Dr.Jit 1.5.0: GradScaler with its defaults stops a float32 training for good at step 2112: from step 2000 on it doubles its
# scale at every step, up to infinity, takes all gradients for overflows then, and half of infinity is infinity.
#
# A good guess would be: the scale falls by half at an overflow, as documented, and the training goes on; or it stays finite, as
# that of PyTorch's class of this name. That it doubles at every step after growth_interval is documented.
# Seen on 2026-11-30, 0.001 (x - 1)^2 from x = 5, GradScaler(), the LLVM backend:
#   step                                  2000     2010     2110      2111      2112      2113     2400
#   scale                                 65536    6.7e7    8.5e37    1.7e38    inf       inf      inf
#   x by SGD of rate 0.1                  3.6812   3.6758   3.6228    3.6223    3.6218    3.6218   3.6218
#   the same without a scaler             3.6812   3.6758   3.6228    3.6223    3.6218    3.6213   3.4750
#   x by Adam of rate 0.001                                                     3.1328             3.1328
#   the same without a scaler                                                   3.1328             2.9141
# With a gradient above 1 an overflow comes before the scale is infinite, until the training makes it smaller than 1. With a
# half in the loss it comes at 65504, and all is well.
#
# What it means: a training loop with its scaler left in, but run in float32, stands still after 2,112 steps and says nothing:
# the loss is finite, the parameters are. Leave GradScaler out without halves, or give it growth_factor=1.
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
from drjit.llvm.ad import Float, Float16
from drjit.opt import SGD, Adam, GradScaler


def train(steps, scaler=None, half=False, optimizer=SGD, factor=1e-3, rate=0.1):
    optimizer = optimizer(lr=rate, params={"x": Float([5.0])})
    path, scales = [], []
    for _ in range(steps):
        x = optimizer["x"]
        loss = Float(dr.sum(dr.square(Float16(x) - 1))) if half else dr.sum(dr.square(x - 1))
        loss *= factor
        dr.backward(scaler.scale(loss) if scaler else loss)
        scaler.step(optimizer) if scaler else optimizer.step()
        path.append(optimizer["x"][0])
        scales.append(float(scaler.scale_factor[0]) if scaler else 1.0)
    return path, scales


plain, _ = train(2400)
path, scales = train(2400, GradScaler())
for step in 2000, 2001, 2010, 2100, 2110, 2111, 2112, 2113, 2400:
    print("step %d: scale %.3g, x %.4f, without a scaler %.4f" % (step, scales[step - 1], path[step - 1], plain[step - 1]))
assert path[:2111] == plain[:2111] and scales[1999] == 65536, "until then it is right"
assert scales[2111] == float("inf") and set(path[2112:]) == {path[2111]} and plain[-1] < path[-1] - 0.1, "the behaviour changed"
adam, _ = train(2400, GradScaler(), optimizer=Adam, rate=1e-3)
right, _ = train(2400, optimizer=Adam, rate=1e-3)
print("Adam after 2,112 and 2,400 steps: %.4f %.4f, without a scaler %.4f %.4f" % (adam[2111], adam[-1], right[2111], right[-1]))
assert abs(adam[2111] - right[2111]) < 1e-3 and adam[-1] == adam[2111] > right[-1] + 0.1
short, scales = train(400, GradScaler(growth_interval=5), factor=1.0)
print("a loss of gradient 8: largest scale %.3g, x %.4f" % (max(scales), short[-1]))
assert max(scales) == float("inf"), "as soon as the gradient is below 1"
halves, scales = train(400, GradScaler(growth_interval=5), half=True)
unscaled, _ = train(400)
print("in half precision: largest scale %.3g, x %.4f, in float32 without a scaler %.4f" % (max(scales), halves[-1], unscaled[-1]))
assert max(scales) < 1e9 and abs(halves[-1] - unscaled[-1]) < 0.2
PYTHON
