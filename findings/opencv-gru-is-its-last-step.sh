#!/usr/bin/env bash
# OpenCV 5.0.0, dnn: the output Y of an ONNX GRU, all steps, has one step only, the last one, in a shape without steps: the mean over the steps is
# the last step. In direction "reverse" it is neither. An LSTM gives all steps.
#
# A good guess would be: (steps, directions, rows, units), as of the LSTM beside it and of ONNX Runtime.
# Seen on 2026-11-29, 4 steps, 2 rows, 3 units (the old engine refuses a GRU without all inputs):
#   operator, direction     shape of Y in OpenCV   right          ReduceMean over steps
#   LSTM, all               4 1 2 3                4 1 2 3        right to 1e-6
#   GRU, forward            1 2 3                  4 1 2 3        the last step
#   GRU, reverse            1 2 3                  4 1 2 3        other numbers
#   GRU, bidirectional      2 2 3                  4 2 2 3        two rows of three, which are no means
#
# What it means: a network that averages, takes the largest of, or attends over the steps of a GRU answers with the last step alone, with no
# error, where the operator after it takes any shape. Export an LSTM, or the GRU written out.
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


random = np.random.default_rng(0)
steps, rows, width, units = 4, 2, 5, 3
for operator, gates in [("LSTM", 4), ("GRU", 3)]:
    for direction, halves in [("forward", 1), ("reverse", 1), ("bidirectional", 2)]:
        inputs = {"x": random.standard_normal((steps, rows, width)).astype(np.float32)}
        constants = {
            "weights": random.standard_normal((halves, gates * units, width)).astype(np.float32),
            "recurrent": random.standard_normal((halves, gates * units, units)).astype(np.float32),
        }
        node = (operator, ["x", *constants], "y", {"hidden_size": units, "direction": direction})
        found, expected = run([node], inputs, constants, [steps, halves, rows, units], 14)
        mean = ("ReduceMean", ["all"], "y", {"axes": [0], "keepdims": 0})
        nodes = [(operator, ["x", *constants], "all", node[3]), mean]
        average, right = run(nodes, inputs, constants, [halves, rows, units], 14)
        print(operator, direction, found.shape, expected.shape, "mean", average.reshape(-1)[:3], "right", right.reshape(-1)[:3])
        if operator == "LSTM":
            assert found.shape == expected.shape and np.allclose(found, expected, atol=1e-5)
            assert np.allclose(average.reshape(-1), right.reshape(-1), atol=1e-5)
        else:
            assert found.shape == (halves, rows, units)
            if halves == 1:
                assert np.abs(average.reshape(-1) - right.reshape(-1)).max() > 0.1
            if direction == "forward":
                assert np.allclose(found[0], expected[-1, 0], atol=1e-5)
                assert np.allclose(average.reshape(-1), expected[-1].reshape(-1), atol=1e-5)
PYTHON
