#!/usr/bin/env bash
# ONNX Runtime 1.32.0, CPU, operator Sigmoid of float32: it is exactly 0 for every number from -18 down, where
# 1 / (1 + e^18) is 1.5e-8; around -16 it is off by half and falls where it should rise; and for some numbers
# it is 1.0000001.
#
# A good guess would be: a probability within a few units in the last place, as exp in float32 gives it, so
# never 0 above -88, never above 1, and never falling.
# Seen on 2026-11-28 (x86-64, AVX-512), opset 17, IR 8:
#   sigmoid(-16) = 5.9604645e-08, is 1.1253516e-07
#   sigmoid(-17) = 8.9406967e-08, is 4.1399378e-08, and larger than that of -16
#   sigmoid(-18) = 0,             is 1.5229979e-08
#   the largest of 2000001 numbers from -30 to 30: 1.0000001
#
# What it means: the logarithm of such a probability, or of 1 minus it, is infinite or no number, and rare labels
# are ranked wrongly below 1e-7. Clip, or compute log-probabilities from the sums.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import TensorProto, helper

value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [None])
graph = helper.make_graph([helper.make_node("Sigmoid", ["x"], ["y"])], "g", [value("x")], [value("y")])
model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])


def sigmoid(x):
    return session.run(None, {"x": np.asarray(x, np.float32)})[0]


x = np.array([-16, -17, -18, -20, -80], np.float32)
exact = 1 / (1 + np.exp(-x.astype(np.float64)))
for row in zip(x, sigmoid(x), exact):
    print("sigmoid(%g) = %.8g, is %.8g" % row)
many = sigmoid(np.linspace(-30, 30, 2000001))
print("the largest of many: %.8g" % many.max())
found = sigmoid(x)
assert (found[2:] == 0).all(), "it is no longer 0 from -18 down"
assert found[1] > found[0], "it no longer falls from -17 to -16"
assert many.max() > 1, "it is no longer above 1"
PYTHON
