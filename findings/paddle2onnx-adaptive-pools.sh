#!/usr/bin/env bash
# paddle2onnx 2.1.0 (PaddlePaddle 3.3.1): adaptive mean and maximum pools to a size that does not divide the image's, and interpolate in mode "area",
# are exported as pools of one window for all outputs, which covers other pixels than Paddle's; the norm of order infinity is exported as 1 and
# that of order 0 as infinity. No error.
#
# A good guess would be: a refusal, as of PyTorch's exporter ("output size that are not factor of input size"), of which this is the known limit; or
# the windows that Paddle has; the sizes are in the program.
# Seen on 2026-11-29, opset 19, run by ONNX Runtime 1.32.0:
#   function                                Paddle                   exported
#   adaptive mean of 0 ... 6 to 5           0.5 1.5 3 4.5 5.5        1 2 3 4 5
#   adaptive maximum of 0 ... 6 to 5        1 2 4 5 6                2 3 4 5 6
#   interpolate, area, of 0 ... 6 to 4      0.5 2 4 5.5              1.5 2.5 3.5 4.5
#   pyramid of 65 by 65 noise to 6 by 6     -                        rms difference 0.62 deviations
#   adaptive mean of 0 ... 6 to 3           1 3 5                    1 3 5
#   adaptive mean of 0 ... 5 to 3           0.5 2.5 4.5              right
#   norm of 1, -2, 3, -4 of order inf, 0    4 4                      1 infinity
#   norm of order 1, 2, 3                   right
#
# What it means: pyramid pooling (1, 2, 3 and 6) of a segmentation network and a classifier of images of another size than it was made for see other
# pixels after export, at the borders up to a whole window away. Crop or pad to a multiple, or pool by hand.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet paddle2onnx==2.1.0 paddlepaddle==3.3.1 onnx==1.17.0 onnxruntime==1.32.0 numpy==2.4.6
cd "$folder"
cat >run.py <<'PYTHON'
import os

import numpy as np
import onnxruntime
import paddle
import paddle2onnx
from paddle.nn import functional as F

paddle.set_device("cpu")
onnxruntime.set_default_logger_severity(4)


class Net(paddle.nn.Layer):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, x):
        return self.f(x)


def both(name, f, x):
    net = Net(f)
    net.eval()
    expected = net(paddle.to_tensor(x)).numpy()
    traced = paddle.jit.to_static(net, input_spec=[paddle.static.InputSpec(list(x.shape), "float32")], full_graph=True)
    paddle.jit.save(traced, "model")
    # without the constant folding of another package
    paddle2onnx.export("model.json", "", "model.onnx", opset_version=19, verbose=False, optimize_tool="None")
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    found = session.run(None, {session.get_inputs()[0].name: x})[0]
    print(name, expected.ravel()[:6], found.ravel()[:6], flush=True)
    os.remove("model.onnx")
    return expected, found


def line(n):
    return np.arange(n, dtype=np.float32).reshape(1, 1, 1, n)


def row(y):
    return np.asarray(y).ravel().tolist()


expected, found = both("mean, 7 to 5", lambda x: F.adaptive_avg_pool2d(x, [1, 5]), line(7))
assert row(expected) == [0.5, 1.5, 3, 4.5, 5.5] and row(found) == [1, 2, 3, 4, 5]
expected, found = both("maximum, 7 to 5", lambda x: F.adaptive_max_pool2d(x, [1, 5]), line(7))
assert row(expected) == [1, 2, 4, 5, 6] and row(found) == [2, 3, 4, 5, 6]
expected, found = both("area, 7 to 4", lambda x: F.interpolate(x, size=[1, 4], mode="area"), line(7))
assert row(expected) == [0.5, 2, 4, 5.5] and row(found) == [1.5, 2.5, 3.5, 4.5]
noise = np.random.default_rng(0).normal(size=(1, 3, 65, 65)).astype(np.float32)
expected, found = both("65 to 6", lambda x: F.adaptive_avg_pool2d(x, 6), noise)
difference = np.sqrt(((found - expected) ** 2).mean()) / expected.std()
print("rms difference by the deviation", difference)
assert difference > 0.3
for n, m in ((7, 3), (6, 3), (7, 7), (7, 1)):
    expected, found = both("mean, %d to %d" % (n, m), lambda x: F.adaptive_avg_pool2d(x, [1, m]), line(n))
    assert np.allclose(expected, found)
x = np.array([[1, -2, 3, -4]], np.float32)
for order in (1.0, 2.0, 3.0):
    expected, found = both("norm %g" % order, lambda x: paddle.linalg.norm(x, order, axis=1), x)
    assert np.allclose(expected, found, rtol=1e-4)
expected, found = both("norm inf", lambda x: paddle.linalg.norm(x, np.inf, axis=1), x)
assert row(expected) == [4] and row(found) == [1]
expected, found = both("norm 0", lambda x: paddle.linalg.norm(x, 0, axis=1), x)
assert row(expected) == [4] and row(found) == [np.inf]
PYTHON
GLOG_minloglevel=3 venv/bin/python -W ignore run.py 2>messages | grep -v Paddle2ONNX || { tail -5 messages; exit 1; }
