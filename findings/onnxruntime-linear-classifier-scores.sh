#!/usr/bin/env bash
# ONNX Runtime 1.32.0, operators of ai.onnx.ml: LinearClassifier with one row of coefficients for two classes and post_transform
# SOFTMAX gives scores 201 and -200 as probabilities; SOFTMAX_ZERO of scores that are all 0 is NaN; and Normalizer with norm
# MAX turns the sign of a row of negative numbers.
#
# A good guess would be: what a softmax gives adds up to 1 and lies between 0 and 1, and equal scores share it; MAX divides by
# the largest magnitude, as scikit-learn's Normalizer(norm="max"), which it is made for, does.
# Seen on 2026-11-29, float32:
#   one coefficient 1, input -200     SOFTMAX (201, -200), LOGISTIC (1, 0)
#   one coefficient 1, input 2        SOFTMAX (-1, 2), LOGISTIC (0.119, 0.881)
#   coefficients 1 and -1, input 2    SOFTMAX (0.982, 0.018)
#   coefficients 1 and -1, input 0    SOFTMAX (0.5, 0.5), SOFTMAX_ZERO (NaN, NaN)
#   Normalizer MAX of (3, -4)         (1, -1.33)
#   Normalizer MAX of (-3, -4)        (1, 1.33)
#
# What it means: a converter that writes a binary classifier with one row, as LOGISTIC takes it, hands on numbers that are no
# probabilities, and their order is right, so that accuracy does not show it. Write two rows, the first of zeros.
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


def run(operator, given, outputs, **attributes):
    """The last output of one operator of ai.onnx.ml."""
    node = helper.make_node(operator, ["x"], list(outputs), domain="ai.onnx.ml", **attributes)
    values = [helper.make_tensor_value_info(name, kind, None) for name, kind in outputs.items()]
    given_as = helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, None])
    graph = helper.make_graph([node], "g", [given_as], values)
    sets = [helper.make_opsetid("", 20), helper.make_opsetid("ai.onnx.ml", 3)]
    model = helper.make_model(graph, opset_imports=sets, ir_version=9)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": np.array(given, np.float32)})[-1]


for coefficients, number, transform, expected in [
    ([1], -200, "SOFTMAX", [201, -200]), ([1], -200, "LOGISTIC", [1, 0]), ([1], 2, "SOFTMAX", [-1, 2]),
    ([1], 2, "LOGISTIC", [0.1192, 0.8808]), ([1, -1], 2, "SOFTMAX", [0.982, 0.018]), ([1, -1], 0, "SOFTMAX", [0.5, 0.5]),
    ([1, -1], 0, "SOFTMAX_ZERO", [np.nan, np.nan]),
]:
    scores = run("LinearClassifier", [[number]], {"label": TensorProto.INT64, "scores": TensorProto.FLOAT},
                 coefficients=[float(c) for c in coefficients], intercepts=[0.0] * len(coefficients),
                 classlabels_ints=[0, 1], post_transform=transform)[0]
    print("coefficients", coefficients, "input", number, transform, scores)
    np.testing.assert_allclose(scores, expected, atol=1e-3)
for row, expected in ([3, -4], [1, -4 / 3]), ([-3, -4], [1, 4 / 3]):
    divided = run("Normalizer", [row], {"y": TensorProto.FLOAT}, norm="MAX")[0]
    print("Normalizer MAX of", row, divided)
    np.testing.assert_allclose(divided, expected, rtol=1e-6)
PYTHON
