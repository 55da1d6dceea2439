#!/usr/bin/env bash
# OpenCV 5.0.0, dnn: Conv, MaxPool and AveragePool of an ONNX model with auto_pad SAME_LOWER are computed as with SAME_UPPER: all results are
# moved by a pixel, with no warning.
#
# A good guess would be: padding of an odd number of pixels begins before the image, as the specification says and ONNX Runtime
# does; both engines, the new and the old one, read the word.
# Seen on 2026-11-29, an image of 5 x 5 with the numbers 1 to 25 in rows, a window of 2 x 2:
#   operator                            SAME_LOWER in OpenCV    SAME_LOWER in ONNX Runtime   SAME_UPPER in both
#   MaxPool, strides of 2               7 9 10 17 19 20 ..      1 3 5 11 13 15 ..            7 9 10 17 19 20 ..
#   AveragePool, strides of 2           4 6 7.5 14 16 17.5 ..   1 2.5 4.5 8.5 ..             4 6 7.5 14 16 17.5 ..
#   Conv of 1, 10, 100, 1000            7621 8732 9843 ..       1000 2100 3200 ..            7621 8732 9843 ..
# With an odd kernel and a stride of 1 the two are the same, and with "pads" OpenCV is right.
#
# What it means: each layer with an even kernel, or a stride of 2 on an even image, moves what it sees by a pixel, so that boxes and masks
# drift by as many as there are such layers, times their strides. Write pads instead of auto_pad before the export.
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


def run(operator, x, shape, opset, constants={}, names=("x",), engines=(cv2.dnn.ENGINE_NEW, cv2.dnn.ENGINE_CLASSIC), **attributes):
    """By both engines of OpenCV, and by ONNX Runtime."""
    graph = helper.make_graph(
        [helper.make_node(operator, list(names), ["y"], **attributes)],
        "graph",
        [helper.make_tensor_value_info("x", 1, x.shape)],
        [helper.make_tensor_value_info("y", 1, shape)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    found = []
    for engine in engines:
        net = cv2.dnn.readNetFromONNX("model.onnx", engine)
        net.setInput(x, "x")
        found.append(np.array(net.forward()))
        assert np.allclose(found[0], found[-1]), "the engines agree"
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    expected = session.run(None, {"x": x})[0]
    print(operator, attributes, "found", found[0].reshape(-1)[:9], "expected", expected.reshape(-1)[:9])
    return found[0], expected


image = np.arange(1, 26, dtype=np.float32).reshape(1, 1, 5, 5)
kernel = np.array([[[[1, 10], [100, 1000]]]], np.float32)
for operator, constants, strides, shape in [("MaxPool", {}, 2, (1, 1, 3, 3)), ("AveragePool", {}, 2, (1, 1, 3, 3)), ("Conv", {"w": kernel}, 1, (1, 1, 5, 5))]:
    common = dict(constants=constants, names=["x", *constants], kernel_shape=[2, 2], strides=[strides, strides])
    upper, right_upper = run(operator, image, shape, 17, auto_pad="SAME_UPPER", **common)
    lower, right_lower = run(operator, image, shape, 17, auto_pad="SAME_LOWER", **common)
    assert np.allclose(upper, right_upper) and np.array_equal(lower, upper)
    assert np.abs(lower - right_lower).max() >= 3
    pads, right_pads = run(operator, image, shape, 17, pads=[1, 1, 0, 0], **common)
    assert np.allclose(pads, right_pads) and np.allclose(right_pads, right_lower)
odd = np.ones((1, 1, 3, 3), np.float32)
lower, right = run("Conv", image, (1, 1, 5, 5), 17, constants={"w": odd}, names=["x", "w"], auto_pad="SAME_LOWER", kernel_shape=[3, 3])
assert np.allclose(lower, right)
PYTHON
