#!/usr/bin/env bash
# OpenVINO 2026.4.1: a Softmax of ONNX opset 11 or 12 over an axis that is not the last, as axis=1, the default, of three or four axes, is
# taken over that axis alone instead of over it and all after it; of opset 7 to 10 it is right, and so are LogSoftmax and Hardmax of 11.
#
# A good guess would be: one sum of 1 for each row, as the specification has it before opset 13 (what comes from the axis on is made one
# row), as ONNX Runtime has it, and as OpenVINO's own LogSoftmax of the same opset.
# Seen on 2026-12-01, an array [2, 3, 8] of normal numbers:
#   sum over all of Softmax, no axis or axis=1    opset 7, 9, 10    opset 11, 12    opset 13, axis=1
#   OpenVINO                                      2                 16              16
#   ONNX Runtime 1.32.0, NumPy                    2                 2               16
#   largest difference of a probability           < 1e-6            0.70            < 1e-6
#   of exp(LogSoftmax) of opset 11                                  < 1e-6
#
# What it means: heat maps and attention over places of older exports have probabilities that add up to the number of columns instead of 1.
# Sum the output once; write Flatten, Softmax and Reshape, or convert to opset 13 with a converter that inserts them.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 openvino==2026.4.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
import openvino
from onnx import parser

core = openvino.Core()
x = np.random.default_rng(0).normal(size=(2, 3, 8)).astype(np.float32)
powers = np.exp(x.astype(np.float64))
rows, axis = powers / powers.sum((1, 2), keepdims=True), powers / powers.sum(1, keepdims=True)
for opset in 7, 9, 10, 11, 12, 13:
    for attributes in ["<axis = 1>"] if opset == 13 else ["", "<axis = 1>"]:
        for name in "Softmax", "LogSoftmax":
            text = '<ir_version: 7, opset_import: ["" : %d]> g (float[2,3,8] x) => (float[2,3,8] y) { y = %s%s(x) }'
            model = parser.parse_model(text % (opset, name, attributes))
            onnx.checker.check_model(model, full_check=True)
            data = model.SerializeToString()
            found = core.compile_model(core.read_model(data), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})([x])[0]
            theirs = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"]).run(None, {"x": x})[0]
            if name == "LogSoftmax":
                found, theirs = np.exp(found), np.exp(theirs)
            right = axis if opset == 13 else rows
            print(opset, name, attributes, "sums: OpenVINO %.4f ONNX Runtime %.4f" % (found.sum(), theirs.sum()))
            assert np.allclose(theirs, right, atol=1e-5)
            wrong = name == "Softmax" and opset in (11, 12)
            assert np.allclose(found, axis if wrong else right, atol=1e-5), "the behaviour changed"
            assert not wrong or abs(found - right).max() > 0.5
PYTHON
