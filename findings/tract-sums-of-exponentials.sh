#!/usr/bin/env bash
# tract 0.23.9: ReduceLogSumExp of 100, 101, 99 is infinite and of -200, -201, -202 minus infinity, ReduceMax of a row of minus infinity -3.4e38, and
# ReduceMean of integers and of halves adds in their own type: the mean of a thousand int32 10,000,000 is 1,410,065.
#
# A good guess would be: ReduceLogSumExp is there to be stable (its own Softmax and LogSoftmax are), the largest of nothing but minus infinity is
# that, and a mean lies between the smallest and the largest number.
# Seen on 2026-11-29:
#   ReduceLogSumExp of            100 101 99    -200 -201 -202    1 2 3
#   tract                         infinity      -infinity         3.4076
#   ONNX Runtime                  101.41        -199.59           3.4076
#   operator                      tract         ONNX Runtime
#   LogSoftmax of the first       right         right
#   ReduceMax of -inf -inf -inf   -3.4e38       -infinity
#   ReduceMean, int32             1410065       10000000          (1,000 times 10,000,000)
#   ReduceMean, float16           0             0.1               (70,000 times 0.1)
#
# What it means: a log-likelihood, an energy or a CRF of which the scores pass 88 is infinite and of which all lie below -104 minus infinity; a masked
# row (all minus infinity) minus its maximum is not NaN but 0 or minus infinity. Write x - ReduceMax(x) around it by hand.
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


def run(nodes, inputs, constants, shape, opset, result=1):
    graph = helper.make_graph(
        [helper.make_node(operator, names, [name], **attributes) for operator, names, name, attributes in nodes],
        "graph",
        [helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(v.dtype), v.shape) for n, v in inputs.items()],
        [helper.make_tensor_value_info("y", result, shape)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    expected = session.run(None, inputs)[0]
    found = tract.onnx().load("model.onnx").into_model().into_runnable().run(list(inputs.values()))[0].to_numpy()
    print(nodes[0][0], "found", found.reshape(-1), "expected", expected.reshape(-1))
    return found, expected


axes = {"axes": np.array([1])}
rows = np.array([[100, 101, 99], [-200, -201, -202], [1, 2, 3]], np.float32)
flat = {"keepdims": 0}
found, expected = run([("ReduceLogSumExp", ["x", "axes"], "y", flat)], {"x": rows}, axes, [3], 18)
assert found[0] == np.inf and found[1] == -np.inf and abs(found[2] - expected[2]) < 1e-5
assert np.allclose(expected, [101.40761, -199.59239, 3.407606])
found, expected = run([("LogSoftmax", ["x"], "y", {})], {"x": rows}, {}, [3, 3], 18)
assert np.allclose(found, expected, atol=1e-5)
found, expected = run([("ReduceMax", ["x", "axes"], "y", flat)], {"x": np.full((1, 3), -np.inf, np.float32)}, axes, [1], 18)
assert found.item() < -3e38 and np.isfinite(found).all() and expected.item() == -np.inf
found, expected = run([("ReduceMean", ["x", "axes"], "y", flat)], {"x": np.full((1, 1000), 10_000_000, np.int32)}, axes, [1], 18, result=6)
assert found.item() == 1410065 and expected.item() == 10_000_000
found, expected = run([("ReduceMean", ["x", "axes"], "y", flat)], {"x": np.full((1, 70000), 0.1, np.float16)}, axes, [1], 18, result=10)
assert found.item() == 0 and abs(expected.item() - 0.1) < 1e-3
PYTHON
