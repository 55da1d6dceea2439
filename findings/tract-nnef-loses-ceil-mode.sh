#!/usr/bin/env bash
# tract 0.23.9: a MaxPool or AveragePool with ceil_mode = 1 loses it in a NNEF file that tract writes and reads: the last row and column are gone, and
# the mean over the pooled image is divided by the old size.
#
# A good guess would be: the NNEF file is tract's own way to store a model it has prepared (its documentation advises it), so
# it gives what the ONNX file gives in tract, or cannot be written.
# Seen on 2026-11-29, an image of 5 x 5 with the numbers 1 to 25, windows and strides of 2:
#   network                               ONNX file in tract   NNEF file of tract   ONNX Runtime
#   MaxPool, shape                        3 x 3                2 x 2                3 x 3
#   MaxPool, GlobalAveragePool            17                   5.78                 17
#   MaxPool, ReduceMax                    25                   19                   25
#   AveragePool, GlobalAveragePool        15                   4.44                 15
# (5.78 is (7 + 9 + 17 + 19) / 9.) Without ceil_mode, and with pads instead, both files agree.
#
# What it means: networks exported with ceil_mode (SqueezeNet, GoogLeNet, VGG-SSD and others of PyTorch) pass every test as ONNX and answer
# otherwise once stored for deployment. Export with pads, and compare the stored model with the first.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tract==0.23.9 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
import tract
from onnx import helper, numpy_helper


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
    first = tract.onnx().load("model.onnx").into_model().into_runnable().run(list(inputs.values()))[0].to_numpy()
    tract.nnef().write_model_to_tar(tract.onnx().load("model.onnx").into_model(), "model.nnef.tar")
    stored = tract.nnef().load("model.nnef.tar").into_runnable().run(list(inputs.values()))[0].to_numpy()
    print(*(node[0] for node in nodes), nodes[0][3], "first", first.reshape(-1), "stored", stored.reshape(-1), "right", expected.reshape(-1))
    assert np.allclose(first, expected)
    return stored, expected


image = {"x": np.arange(1, 26, dtype=np.float32).reshape(1, 1, 5, 5)}
window = {"kernel_shape": [2, 2], "strides": [2, 2]}
for pool, mean, largest in [("MaxPool", 5.7777777, 19), ("AveragePool", 4.4444447, 16)]:
    stored, expected = run([(pool, ["x"], "y", {**window, "ceil_mode": 1})], image, {}, [1, 1, 3, 3], 18)
    assert stored.shape == (1, 1, 2, 2) and expected.shape == (1, 1, 3, 3)
    stored, expected = run([(pool, ["x"], "p", {**window, "ceil_mode": 1}), ("GlobalAveragePool", ["p"], "y", {})], image, {}, [1, 1, 1, 1], 18)
    assert abs(stored.item() - mean) < 1e-4 and expected.item() in (17, 15)
    stored, expected = run([(pool, ["x"], "p", {**window, "ceil_mode": 1}), ("ReduceMax", ["p"], "y", {"keepdims": 0})], image, {}, [], 18)
    assert stored.item() == largest and expected.item() == 25
    stored, expected = run([(pool, ["x"], "p", window), ("GlobalAveragePool", ["p"], "y", {})], image, {}, [1, 1, 1, 1], 18)
    assert np.allclose(stored, expected)
    padded = {**window, "pads": [0, 0, 1, 1]}
    stored, expected = run([(pool, ["x"], "p", padded), ("GlobalAveragePool", ["p"], "y", {})], image, {}, [1, 1, 1, 1], 18)
    assert np.allclose(stored, expected)
PYTHON
