#!/usr/bin/env bash
# OpenCV 5.0.0, dnn: Resize of an ONNX model with antialias = 1 is computed without, and with half_pixel_symmetric as "asymmetric": stripes of one
# pixel in three, mean 1/3, come out as 0 everywhere.
#
# A good guess would be: an error, as for modes that the old engine does not know ("cubic" there), or the numbers of ONNX Runtime.
# Seen on 2026-11-29, scales of 1/2 and 1/3:
#   case                                             OpenCV              ONNX Runtime
#   stripes of 12 pixels / 3, linear, antialias      0 0 0 0             0.444 0.333 0.333 0.222
#   squares of 0 .. 63 / 2, linear, antialias        36.5 58.5 88.5      63.1 88 122
#   the same, linear, half_pixel_symmetric           0 4 16              36.5 58.5 88.5
#   the same, linear, half_pixel                     36.5 58.5 88.5      36.5 58.5 88.5
# Both engines agree on the linear ones; cubic with antialias is without it in the new engine.
#
# What it means: a network that makes its input small itself (PyTorch's interpolate(antialias=True), a resize of TensorFlow or
# Pillow written into the model) sees aliases instead of averages. half_pixel_symmetric is half_pixel for whole sizes, and here takes every
# second pixel, so that the image moves by half a pixel. Resize before the network, or use AveragePool.
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


linear = dict(names=["x", "", "scales"], mode="linear")
third = {"scales": np.array([1, 1, 1 / 3, 1 / 3], np.float32)}
half = {"scales": np.array([1, 1, 0.5, 0.5], np.float32)}
stripes = np.zeros((1, 1, 12, 12), np.float32)
stripes[..., ::3] = 1
found, expected = run("Resize", stripes, (1, 1, 4, 4), 19, constants=third, antialias=1, coordinate_transformation_mode="half_pixel", **linear)
assert (found == 0).all() and abs(expected.mean() - 1 / 3) < 0.01
squares = np.arange(64, dtype=np.float32).reshape(1, 1, 8, 8) ** 2
plain, right = run("Resize", squares, (1, 1, 4, 4), 19, constants=half, coordinate_transformation_mode="half_pixel", **linear)
assert np.allclose(plain, right)
found, expected = run("Resize", squares, (1, 1, 4, 4), 19, constants=half, antialias=1, coordinate_transformation_mode="half_pixel", **linear)
assert np.array_equal(found, plain) and np.abs(expected - plain).max() > 20
found, expected = run("Resize", squares, (1, 1, 4, 4), 19, constants=half, coordinate_transformation_mode="half_pixel_symmetric", **linear)
assert np.allclose(expected, plain) and np.array_equal(found, squares[:, :, ::2, ::2])
cubic = dict(names=["x", "", "scales"], mode="cubic", engines=[cv2.dnn.ENGINE_NEW], constants=half)
plain, right = run("Resize", squares, (1, 1, 4, 4), 19, **cubic)
found, expected = run("Resize", squares, (1, 1, 4, 4), 19, antialias=1, **cubic)
assert np.allclose(plain, right, rtol=1e-4) and np.array_equal(found, plain) and np.abs(expected - plain).max() > 1
PYTHON
