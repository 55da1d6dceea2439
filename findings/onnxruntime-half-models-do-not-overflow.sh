#!/usr/bin/env bash
# ONNX Runtime 1.32.0 (CPU): a float16 model keeps numbers between two operators that float16 does not have: log(exp(50)) is 50, the root of the
# square of 60000 is 60000, and 70000 cast to float16, through Relu and back is 70000, with graph optimization off too. Max does round.
#
# A good guess would be: infinity and infinity, as each result is a float16 by its type, and as two Casts in a row, NumPy, PyTorch and a
# GPU have it; that the CPU has few kernels of float16 is known, what the operators hand on would still be rounded.
# Seen on 2026-12-01, opset 17:
#   model, all of float16                  input             ONNX Runtime       NumPy in float16, onnx's reference evaluator
#   Log(Exp(x))                            50                50                 infinity
#   Sqrt(Mul(x, x))                        60000, 1e-4       60000, 1e-4        infinity, 0
#   x / Sqrt(ReduceMean(x * x)), all x 500                   1 for each         0
#   float32, Cast, operator, Cast back     70000, 0.1
#     none                                                   inf, 0.09998       inf, 0.09998
#     Relu                                                   70000, 0.1         inf, 0.09998
#     Max(x, x)                                              inf, 0.09998       inf, 0.09998
#
# What it means: a model converted to float16 that was tried on a CPU is right there and gives infinity, 0 or NaN on a GPU, and the rounding
# error that was measured is not its own. Try it by the reference evaluator, or compute sums of squares and exponentials in float32.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
from onnx import parser
from onnx.reference import ReferenceEvaluator


def run(body, numbers, kind="float16"):
    """By ONNX Runtime with and without optimization, which give the same, and by the reference evaluator."""
    text = '<ir_version: 8, opset_import: ["" : 17]> g (%s[%d] x) => (%s[m] y) { %s }' % (kind, len(numbers), kind, body)
    model = parser.parse_model(text)
    onnx.checker.check_model(model, full_check=True)
    x = np.array(numbers, np.float16 if kind == "float16" else np.float32)
    found = []
    for level in "ORT_DISABLE_ALL", "ORT_ENABLE_ALL":
        options = onnxruntime.SessionOptions()
        options.graph_optimization_level = getattr(onnxruntime.GraphOptimizationLevel, level)
        session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
        found.append(session.run(None, {"x": x})[0])
    assert np.array_equal(*found, equal_nan=True)
    other = ReferenceEvaluator(model).run(None, {"x": x})[0]
    print("%-62s of %s ... ONNX Runtime %s, evaluator %s" % (body, x[:2], found[1][:2], other[:2]))
    return found[1], other, x


def same(a, b):
    return np.allclose(a.astype(np.float64), b.astype(np.float64), rtol=2e-3, atol=1e-9, equal_nan=True)


with np.errstate(all="ignore"):
    found, other, x = run("e = Exp(x) y = Log(e)", [50, 12, 5])
    assert same(other, np.log(np.exp(x))) and np.isinf(other[:2]).all() and same(found, x), "the behaviour changed"
    found, other, x = run("s = Mul(x, x) y = Sqrt(s)", [60000, 1e-4, 3])
    assert same(other, np.sqrt(x * x)) and np.isinf(other[0]) and other[1] == 0 and same(found, x)
    found, other, x = run("s = Mul(x, x) m = ReduceMean(s) r = Sqrt(m) y = Div(x, r)", [500] * 8)
    assert (other == 0).all() and same(found, np.ones(8))
    x = np.array([70000, 0.1], np.float32)
    halves = x.astype(np.float16).astype(np.float32)
    assert np.isinf(halves[0]) and abs(halves[1] - 0.1) > 1e-5
    for middle, rounded in ("", True), ("h = Relu(c) ", False), ("h = Max(c, c) ", True):
        found, other, _ = run("c = Cast<to = 10>(x) %sy = Cast<to = 1>(%s)" % (middle, "h" if middle else "c"), x, "float")
        assert np.array_equal(other, halves) and np.array_equal(found, halves if rounded else x)
PYTHON
