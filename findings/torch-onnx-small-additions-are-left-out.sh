#!/usr/bin/env bash
# PyTorch 2.15.0, torch.onnx.export (the default exporter, with onnxscript 0.7.2): adding 1e-8 or less is left out of the exported model,
# so that log(x + 1e-9) of 0 is minus infinity and x / (x.norm() + 1e-12) of zeros NaN; so is multiplying or dividing by what is within
# 0.00001 of 1. It is onnxscript.optimizer.optimize, which the exporter calls, that removes them, from any ONNX model.
#
# A good guess would be: an optimizer takes away what adds exactly 0 and multiplies by exactly 1, as onnxslim and onnxoptimizer do. A
# constant of 1e-9 is there because something is divided by or a logarithm is taken of.
# Seen on 2026-11-30, ONNX Runtime 1.32.0 without optimization of its own, float32 unless said:
#   model                                    as it is     optimized by onnxscript     by onnxslim 0.1.98, onnxoptimizer 0.4.2
#   log(x + 1e-9) of 0                       -20.72       -inf                        -20.72
#   x / (x + 1e-12) of 0                     0            nan                         0
#   log(x + 1.1e-8) of 0                     -18.33       -18.33                      -18.33
#   x * 0.999995 - x of 100,000              -0.5         0                           -0.5
#   float64: (x + 1e-9) - x of 0.5           1e-09        0                           1e-09
#   float64: x - 4e-9 of 4e-9                0            4e-09                       0
#   Relu(Clip(x, -5, -1)) of 0               0            -1                          0
# torch.onnx.export of the first two rows gives the second column, with optimize=False the first.
# Its rules for "x + 0", "x * 1" and so on are patterns, and a pattern's constant is compared by math.isclose with rel_tol=1e-5 and
# abs_tol=1e-8. The last row is another rule: the bounds of the two are put together as min 0, max -1, and the max wins.
#
# What it means: the guard that keeps a loss, a normalization or an attention of an all-zero row finite is gone after exporting, and is
# missed only in that row; on ordinary rows all is equal. Export with optimize=False, make the guard 1.1e-8 or more, give it as an array
# of one number (shape [1]; only scalars are matched), or write clamp(min=1e-9). The same constant as a node's epsilon is kept.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 onnxscript==0.7.2 onnx-ir==1.1.0 onnxslim==0.1.98 onnxoptimizer==0.4.2 onnx==1.23.2 \
    onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import onnxoptimizer
import onnxruntime
import onnxscript.optimizer
import onnxslim
import torch
from onnx import parser


def run(model, x):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return float(session.run(None, {"x": x})[0][0])


optimizers = {
    "as it is": lambda model: model,
    "onnxscript": onnxscript.optimizer.optimize,
    "onnxslim": onnxslim.slim,
    "onnxoptimizer": onnxoptimizer.optimize,
}


def outputs(name, body, constants, x, kind="float"):
    text = '<ir_version: 8, opset_import: ["" : 18]> g (%s[1] x) => (%s[1] y) <%s> { %s }'
    text %= kind, kind, ", ".join("%s %s={%s}" % (kind, key, value) for key, value in constants.items()), body
    model = parser.parse_model(text)
    onnx.checker.check_model(model, full_check=True)
    x = np.array([x], np.float32 if kind == "float" else np.float64)
    answer = []
    for make in optimizers.values():
        copy = onnx.ModelProto()
        copy.CopyFrom(model)
        answer.append(run(make(copy), x))
    print("%-34s" % name, dict(zip(optimizers, ("%.6g" % value for value in answer))))
    assert answer[0] == answer[2] == answer[3], "the others change nothing"
    return answer[:2]


plain, optimized = outputs("log(x + 1e-9) of 0", "a = Add(x, e) y = Log(a)", {"e": 1e-9}, 0.0)
assert abs(plain - np.log(1e-9)) < 1e-5 and optimized == -np.inf, "the behaviour changed"
plain, optimized = outputs("x / (x + 1e-12) of 0", "a = Add(x, e) y = Div(x, a)", {"e": 1e-12}, 0.0)
assert plain == 0 and np.isnan(optimized)
plain, optimized = outputs("log(x + 1.1e-8) of 0", "a = Add(x, e) y = Log(a)", {"e": 1.1e-8}, 0.0)
assert plain == optimized and abs(plain - np.log(1.1e-8)) < 1e-5
plain, optimized = outputs("x * 0.999995 - x of 100000", "a = Mul(x, e) y = Sub(a, x)", {"e": 0.999995}, 1e5)
assert abs(plain + 0.5) < 0.01 and optimized == 0
plain, optimized = outputs("x / 1.000005 - x of 100000", "a = Div(x, e) y = Sub(a, x)", {"e": 1.000005}, 1e5)
assert abs(plain + 0.5) < 0.01 and optimized == 0
plain, optimized = outputs("float64: (x + 1e-9) - x of 0.5", "a = Add(x, e) y = Sub(a, x)", {"e": 1e-9}, 0.5, "double")
assert abs(plain - 1e-9) < 1e-12 and optimized == 0
plain, optimized = outputs("float64: x - 4e-9 of 4e-9", "y = Sub(x, e)", {"e": 4e-9}, 4e-9, "double")
assert plain == 0 and optimized == 4e-9
plain, optimized = outputs("Max(x, 1e-9) of 0", "a = Max(x, e) y = Log(a)", {"e": 1e-9}, 0.0)
assert plain == optimized and plain > -21, "this keeps it"
plain, optimized = outputs("Relu(Clip(x, -5, -1)) of 0", "a = Clip(x, e, f) y = Relu(a)", {"e": -5.0, "f": -1.0}, 0.0)
assert plain == 0 and optimized == -1

# an array of one number is not matched
text = '<ir_version: 8, opset_import: ["" : 18]> g (float[1] x) => (float[1] y) <float[1] e={1e-9}> { a = Add(x, e) y = Log(a) }'
kept = run(onnxscript.optimizer.optimize(parser.parse_model(text)), np.zeros(1, np.float32))
print("log(x + [1e-9]) of 0, optimized:", kept)
assert abs(kept - np.log(1e-9)) < 1e-5


class Model(torch.nn.Module):
    def __init__(self, forward):
        super().__init__()
        self.forward = forward


def exported(name, forward, **settings):
    x = torch.tensor([[0.0, 0.0], [3.0, 4.0]])
    program = torch.onnx.export(Model(forward), (x,), verbose=False, **settings)
    session = onnxruntime.InferenceSession(program.model_proto.SerializeToString(), providers=["CPUExecutionProvider"])
    y = session.run(None, {session.get_inputs()[0].name: x.numpy()})[0]
    right = forward(x).numpy()
    print("torch.onnx.export of", name, settings, "PyTorch", right.tolist(), "exported", y.tolist())
    assert np.allclose(y[1], right[1], rtol=1e-5) and np.isfinite(right).all()
    return np.allclose(y[0], right[0], rtol=1e-5), y[0]


models = {
    "log(x + 1e-9)": (lambda x: torch.log(x + 1e-9), lambda y: (y == -np.inf).all()),
    "x / (norm + 1e-12)": (lambda x: x / (x.norm(dim=1, keepdim=True) + 1e-12), lambda y: np.isnan(y).all()),
}
for name, (forward, wrong) in models.items():
    same, y = exported(name, forward)
    assert not same and wrong(y), "the behaviour changed"
    assert exported(name, forward, optimize=False)[0]
assert exported("log(x.clamp(min=1e-9))", lambda x: torch.log(x.clamp(min=1e-9)))[0]
PYTHON
