#!/usr/bin/env bash
# onnx 1.23.2, onnx.reference.ReferenceEvaluator: LogSoftmax is minus infinity where it should be -200, and
# MeanVarianceNormalization is 1e9 or NaN for numbers whose mean is some thousand times their deviation. The engines that are
# compared with it are right.
#
# A good guess would be: the reference is slow and right: LogSoftmax is x - max - log(sum), as in SciPy, PyTorch and ONNX
# Runtime, and a variance is taken from differences.
# Seen on 2026-11-29, float32, opset 17; in brackets ONNX Runtime 1.32.0:
#   LogSoftmax of 100, 200, 300                          -inf, -99.98309, 0   [-200, -100, 0]
#   MeanVarianceNormalization of 10000, 10001, 10002     -1e9, 0, 1e9         [-1.22, 0, 1.22]
#   MeanVarianceNormalization of 1000000, 1000001, ...   NaN, NaN, NaN        [-1.22, 0, 1.22]
# The first is the logarithm of its Softmax, the second the mean of the squares less the square of the mean, as the
# operator's own decomposition in the standard says.
#
# What it means: a test of an export or of an engine against the reference blames the wrong one, and a loss of log
# probabilities in it is infinite for sure answers. Compare with float64 formulas.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import warnings

import numpy as np
import onnxruntime
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator

warnings.simplefilter("ignore")  # of NumPy, within the reference


def run(operator, row, **attributes):
    value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [1, len(row)])
    node = helper.make_node(operator, ["x"], ["y"], **attributes)
    graph = helper.make_graph([node], "g", [value("x")], [value("y")])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    given = {"x": np.float32([row])}
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found = ReferenceEvaluator(model).run(None, given)[0][0], session.run(None, given)[0][0]
    print(f"{operator} of {row}: reference {found[0]}, ONNX Runtime {found[1]}")
    return found


reference, engine = run("LogSoftmax", [100, 200, 300], axis=1)
assert np.allclose(engine, [-200, -100, 0])
assert reference[0] == -np.inf and 1e-2 < reference[1] + 100 < 3e-2
right = np.array([-1, 0, 1]) * np.sqrt(1.5)
reference, engine = run("MeanVarianceNormalization", [10000, 10001, 10002], axes=[1])
assert np.allclose(engine, right, rtol=1e-4) and abs(reference[[0, 2]]).min() > 1e8
reference, engine = run("MeanVarianceNormalization", [1000000, 1000001, 1000002], axes=[1])
assert np.allclose(engine, right, rtol=1e-4) and np.isnan(reference).all()
PYTHON
