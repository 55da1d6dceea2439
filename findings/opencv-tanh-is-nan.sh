#!/usr/bin/env bash
# OpenCV 5.0.0, dnn: the Tanh of an ONNX model is NaN from 44.2 up, that of 1e-8 is 0 and of 1e-7 1.19e-7. That of -1000 is -1, and
# the sigmoid of every number is right.
#
# A good guess would be: 1 for all that is above 9, as everywhere; and an odd function.
# Seen on 2026-11-29, the same with ENGINE_NEW and ENGINE_CLASSIC:
#   x         1e-8    1e-7      1e-6      20   44   45    1000   infinity   -45   -1000
#   Tanh      0       1.19e-7   1.013e-6  1    1    NaN   NaN    NaN        -1    -1
#   right     1e-8    1e-7      1e-6      1    1    1     1      1          -1    -1
# It is (exp(2x) - 1) / (exp(2x) + 1) in float32 for blocks of numbers; the last few of a length that fills no block are right (8 lanes here).
#
# What it means: a critic, a recurrent cell written out, or a squashed output that is sure gives NaN for a positive sum of 45 and works for
# a negative one, and all that follows is NaN. Put a Clip to [-20, 20] before the Tanh, or write it as 2 Sigmoid(2x) - 1.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet opencv-python-headless==5.0.0.93 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
cd "$folder"
OPENCV_LOG_LEVEL=SILENT venv/bin/python - <<'PYTHON'
import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import helper

assert cv2.__version__ == "5.0.0"


def run(operator, x):
    """By both engines of OpenCV, and by ONNX Runtime."""
    graph = helper.make_graph(
        [helper.make_node(operator, ["x"], ["y"])],
        "graph",
        [helper.make_tensor_value_info("x", 1, x.shape)],
        [helper.make_tensor_value_info("y", 1, x.shape)],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    found = []
    for engine in [cv2.dnn.ENGINE_NEW, cv2.dnn.ENGINE_CLASSIC]:
        net = cv2.dnn.readNetFromONNX("model.onnx", engine)
        net.setInput(x, "x")
        found.append(np.array(net.forward()))
    assert np.array_equal(found[0], found[1], equal_nan=True)
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    return found[0].reshape(-1), session.run(None, {"x": x})[0].reshape(-1)


x = np.array([1e-8, 1e-7, 1e-6, 1, 20, 44, 45, 1000, np.inf, -1e-7, -20, -45, -1000, -np.inf, 0, 0.5], np.float32)
found, expected = run("Tanh", x.reshape(1, 1, 4, 4))
for row in zip(x, found, expected):
    print(*("%12.5g" % number for number in row))
assert np.allclose(expected, np.tanh(x), rtol=1e-5)
assert found[0] == 0 and abs(found[1] / x[1] - 1.19) < 0.01 and abs(found[2] / x[2] - 1.013) < 0.002
assert np.isnan(found[6:9]).all() and (found[10:14] == -1).all() and (found[4:6] == 1).all()
found, expected = run("Sigmoid", x.reshape(1, 1, 4, 4))
assert np.allclose(found, expected, atol=1e-6), "two operators, one of them right"
numbers = np.linspace(44, 45, 1024, dtype=np.float32).reshape(1, 1, 32, 32)
found, _ = run("Tanh", numbers)
first = numbers.reshape(-1)[np.isnan(found)][0]
print("NaN from", first)
assert 44.1 < first < 44.3
for length in [7, 16, 19]:
    found, _ = run("Tanh", np.full((1, length), 100, np.float32))
    print(length, "times 100:", found)
PYTHON
