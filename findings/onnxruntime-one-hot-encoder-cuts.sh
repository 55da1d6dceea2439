#!/usr/bin/env bash
# ONNX Runtime 1.32.0, ai.onnx.ml: OneHotEncoder cuts floating-point numbers to integers before it looks for them: with categories
# 0, 1, 2 the number 1.9 is category 1, and -0.9 is category 0. The operator's text allows it ("cast to integers"), onnx's own reference
# evaluator does otherwise: one file, two encodings. Scaler rounds int64 to float32 before it subtracts.
#
# A good guess would be: 1.9 is none of the categories, so the row is zeros (zeros=1) or an error (zeros=0), as the reference and
# scikit-learn's encoder have it, and as LabelEncoder here compares. A Scaler of whole numbers subtracts whole numbers.
# Seen on 2026-11-29, cats_int64s [0, 1, 2], zeros=1, float32 and float64 alike:
#   x             1.9     1       -0.9    0.5     2.5     3
#   ONNX Runtime  0 1 0   0 1 0   1 0 0   1 0 0   0 0 1   0 0 0
#   reference     0 0 0   0 1 0   0 0 0   0 0 0   0 0 0   0 0 0
# With zeros=0 ONNX Runtime raises for 3 and takes 1.9 and -0.9 as before. Scaler:
# 16777217 with offset 16777216 is 0 of int64 and 1 of float64, and so is 1700000001 with offset 1700000000.
#
# What it means: a column of codes with a wrong cell between two of them (a mean that filled a missing one, a scaled column) is not
# noticed as unknown, and a missing code of -0.5 is the first category.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator


def run(operator, numbers, kind=TensorProto.FLOAT, **attributes):
    """What ONNX Runtime and the reference make of a column of numbers."""
    node = helper.make_node(operator, ["x"], ["y"], domain="ai.onnx.ml", **attributes)
    graph = helper.make_graph([node], "graph", [helper.make_tensor_value_info("x", numbers_type(numbers), [None, 1])],
                              [helper.make_tensor_value_info("y", kind, None)])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 2)], ir_version=8)
    given = {"x": numbers.reshape(-1, 1)}
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4
    session = onnxruntime.InferenceSession(model.SerializeToString(), options)
    return session.run(None, given)[0], lambda: ReferenceEvaluator(model).run(None, given)[0]


def numbers_type(numbers):
    return helper.np_dtype_to_tensor_dtype(numbers.dtype)


row = [1.9, 1, -0.9, 0.5, 2.5, 3]
for dtype in np.float32, np.float64:
    found, reference = run("OneHotEncoder", np.array(row, dtype), cats_int64s=[0, 1, 2], zeros=1)
    found, reference = found.reshape(-1, 3), reference().reshape(-1, 3)
    for number, one, other in zip(row, found.tolist(), reference.tolist()):
        print(dtype.__name__, number, "ONNX Runtime", one, "reference", other)
    nothing = [0, 0, 0]
    np.testing.assert_array_equal(found, [[0, 1, 0], [0, 1, 0], [1, 0, 0], [1, 0, 0], [0, 0, 1], nothing])
    np.testing.assert_array_equal(reference, [nothing, [0, 1, 0], nothing, nothing, nothing, nothing])
found, _ = run("OneHotEncoder", np.array(row[:3], np.float32), cats_int64s=[0, 1, 2], zeros=0)
np.testing.assert_array_equal(found.reshape(-1, 3), [[0, 1, 0], [0, 1, 0], [1, 0, 0]])
try:
    run("OneHotEncoder", np.array([3], np.float32), cats_int64s=[0, 1, 2], zeros=0)
except onnxruntime.capi.onnxruntime_pybind11_state.Fail as error:
    print("3 with zeros=0:", str(error)[:60])
else:
    raise AssertionError("3 is taken")
found, _ = run("LabelEncoder", np.array(row, np.float32), TensorProto.INT64, keys_floats=[0.0, 1.0, 2.0], values_int64s=[5, 6, 7])
np.testing.assert_array_equal(found.ravel(), [-1, 6, -1, -1, -1, -1])
for number in 16777217, 1700000001:
    for dtype, right in (np.int64, 0), (np.float64, 1):
        found, _ = run("Scaler", np.array([number], dtype), offset=[number - 1.0], scale=[1.0])
        print("Scaler", dtype.__name__, number, "less", number - 1, found.ravel().tolist())
        assert found[0, 0] == right
PYTHON
