#!/usr/bin/env bash
# OpenCV 5.0.0, dnn: GridSample of an ONNX model in mode "cubic" is computed as "linear".
#
# A good guess would be: the cubic of ONNX and PyTorch (a = -0.75), which OpenCV has in its own remap, or an error.
# Seen on 2026-11-29, one pixel of 1 in an image of 0, sampled beside it:
#   distance in pixels    -1.5     -1.25    -0.5     -0.25    0.25     0.5      1.25     1.5
#   OpenCV, cubic         0        0        0.5      0.75     0.75     0.5      0        0
#   OpenCV, linear        0        0        0.5      0.75     0.75     0.5      0        0
#   ONNX Runtime, cubic   -0.0938  -0.1055  0.5938   0.8789   0.8789   0.5938   -0.1055  -0.0938
# Linear and nearest are right.
#
# What it means: a spatial transformer, an undistortion or a flow warp that was trained with bicubic sampling sees blurred input, by
# 12 to 16 % of a single pixel's height at a quarter of a pixel. Sample with cv2.remap before the network, or train with linear.
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
from onnx import helper, numpy_helper

assert cv2.__version__ == "5.0.0"


def run(nodes, inputs, constants, shape, opset):
    graph = helper.make_graph(
        [helper.make_node(operator, names, [name], **attributes) for operator, names, name, attributes in nodes],
        "graph",
        [helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(v.dtype), v.shape) for n, v in inputs.items()],
        [helper.make_tensor_value_info("y", 1, shape)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    expected = session.run(None, inputs)[0]
    net = cv2.dnn.readNetFromONNX("model.onnx")
    for name, value in inputs.items():
        net.setInput(value, name)
    return np.array(net.forward()), expected


image = np.zeros((1, 1, 8, 8), np.float32)
image[0, 0, 4, 4] = 1
distances = np.array([-1.5, -1.25, -0.5, -0.25, 0.25, 0.5, 1.25, 1.5], np.float32)
places = np.stack([2 * (4 + distances) / 7 - 1, np.full(8, 8 / 7 - 1, np.float32)], 1).reshape(1, 1, 8, 2).astype(np.float32)
noise = np.random.default_rng(0).standard_normal((1, 1, 8, 8)).astype(np.float32)
grid = np.random.default_rng(1).uniform(-0.7, 0.7, (1, 5, 5, 2)).astype(np.float32)
found = {}
for mode in ["nearest", "linear", "cubic"]:
    node = ("GridSample", ["x", "grid"], "y", {"mode": mode, "align_corners": 1})
    found[mode], expected = run([node], {"x": image, "grid": places}, {}, [1, 1, 1, 8], 20)
    found[mode, "noise"], right = run([node], {"x": noise, "grid": grid}, {}, [1, 1, 5, 5], 20)
    print(mode, "found", found[mode].reshape(-1), "expected", expected.reshape(-1).round(4))
    if mode == "linear":
        assert np.allclose(found[mode], expected, atol=1e-5) and np.allclose(found[mode, "noise"], right, atol=1e-4)
assert np.array_equal(found["cubic"], found["linear"]) and np.array_equal(found["cubic", "noise"], found["linear", "noise"])
assert np.abs(found["cubic"] - expected).max() > 0.1 and np.abs(found["cubic", "noise"] - right).max() > 0.1
PYTHON
