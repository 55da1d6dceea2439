#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU, operator SoftPlus of float32 (with INFERENCE_PRECISION_HINT f32): for numbers below
# about -16 it is negative (-1.9e-6) or 0.
#
# A good guess would be: ln(1 + e^x) is positive for every number, about e^x for those far below 0, within some
# units in the last place; never below 0.
# Seen on 2026-11-28 (x86-64, AVX-512), from an ONNX graph of opset 17:
#   softplus(-16) =  9.5367432e-07, is 1.1253516e-07
#   softplus(-18) = -1.9073486e-06, is 1.5229979e-08
#   softplus(-20) = -1.9073486e-06, is 2.0611537e-09
#   softplus(-30) =  0,             is 9.3576230e-14
#
# What it means: a rate, a variance or a scale that a network makes positive by softplus can be negative, and
# its logarithm or root no number. Take the maximum with a small number behind it.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet openvino==2026.4.1 onnx==1.23.2 numpy==2.4.6
FOLDER=$folder "$folder/venv/bin/python" - <<'PYTHON'
import os

import numpy as np
import onnx
import openvino
from onnx import TensorProto, helper

value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [None])
graph = helper.make_graph([helper.make_node("Softplus", ["x"], ["y"])], "g", [value("x")], [value("y")])
path = os.environ["FOLDER"] + "/softplus.onnx"
onnx.save(helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), path)
model = openvino.Core().compile_model(path, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})

x = np.array([-16, -18, -20, -30], np.float32)
found = list(model([x]).values())[0]
exact = np.log1p(np.exp(x.astype(np.float64)))
for row in zip(x, found, exact):
    print("softplus(%g) = %.8g, is %.8g" % row)
many = list(model([np.linspace(-30, 0, 100001, dtype=np.float32)]).values())[0]
print("the least of many: %.8g; below 0: %d" % (many.min(), (many < 0).sum()))
assert found[2] < 0, "it is no longer negative at -20"
assert many.min() < -1e-6, "it is no longer negative below -16"
PYTHON
