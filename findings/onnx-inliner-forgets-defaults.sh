#!/usr/bin/env bash
# onnx 1.23.2, onnx.inliner: a function called without one of its attributes is inlined without the attribute's default, so that the
# operator inside falls back on its own: a leaky ReLU of slope 0.5 gets 0.01, a softmax over the rows becomes one over the columns.
#
# A good guess would be: the same numbers before and after, with the default written into the inlined node. The format has such
# defaults since IR 8 (FunctionProto.attribute_proto), onnx.checker takes them, ONNX Runtime computes with them, and onnxscript
# writes one for `def leaky(x, alpha: float = 0.5)`.
# Seen on 2026-11-30, functions made by onnxscript 0.7.2, ONNX Runtime 1.32.0:
#   function, called without the attribute          as it is, onnxscript's optimizer     onnx.inliner
#   leaky(x, alpha=0.5) of -1, 2, -3                -0.5, 2, -1.5                        -0.01, 2, -0.03
#   share(x, axis=0), columns sum to                1, 1                                 0.05, 1.95 (rows sum to 1)
#   norm(x, epsilon=0.1) of 0, 0.1                  -0.16, 0.16                          -1.00, 1.00
#   leaky within a function that has no attribute   -0.5, 2, -1.5                        -0.01, 2, -0.03
#   leaky(x, alpha=0.25)                            -0.25, 2, -0.75                      the same
# inline_local_functions and inline_selected_functions alike. The cause: the inliner binds the attributes that the call has, and drops
# a reference to any other.
#
# What it means: a model with functions that is flattened for an engine that knows none (onnx.inliner is what the documentation names
# for that) answers other numbers, and is valid. Only where the operator has no default of its own does the checker complain. Pass
# every attribute at the call, or inline with onnxscript.optimizer or onnx_ir.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 onnxscript==0.7.2 onnx-ir==1.1.0 numpy==2.4.6
cat >"$folder/program.py" <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
import onnxscript.optimizer
from onnx import inliner
from onnxscript import FLOAT, opset17 as op, script

local = onnxscript.values.Opset("local", 1)


@script(local, default_opset=op)
def leaky(x, alpha: float = 0.5):
    return op.LeakyRelu(x, alpha=alpha)


@script(local, default_opset=op)
def share(x, axis: int = 0):
    return op.Softmax(x, axis=axis)


@script(local, default_opset=op)
def norm(x, one, epsilon: float = 0.1):
    return op.LayerNormalization(x, one, epsilon=epsilon)


@script(local, default_opset=op)
def outer(x):
    return leaky(x)


@script(default_opset=op)
def default_slope(x: FLOAT[2, 2]) -> FLOAT[2, 2]:
    return leaky(x)


@script(default_opset=op)
def given_slope(x: FLOAT[2, 2]) -> FLOAT[2, 2]:
    return leaky(x, alpha=0.25)


@script(default_opset=op)
def nested(x: FLOAT[2, 2]) -> FLOAT[2, 2]:
    return outer(x)


@script(default_opset=op)
def shares(x: FLOAT[2, 2]) -> FLOAT[2, 2]:
    return share(x)


@script(default_opset=op)
def normed(x: FLOAT[2, 2]) -> FLOAT[2, 2]:
    return norm(x, op.Constant(value_floats=[1.0, 1.0]))


x = np.array([[-1, 2], [-3, 4]], np.float32)
small = np.array([[0, 0.1], [0.1, 0]], np.float32)
powers = np.exp(x.astype(float))
centred = small - small.mean(1, keepdims=True)
right = {
    default_slope: np.where(x < 0, 0.5 * x, x),
    given_slope: np.where(x < 0, 0.25 * x, x),
    nested: np.where(x < 0, 0.5 * x, x),
    shares: powers / powers.sum(0),
    normed: centred / np.sqrt(centred.var(1, keepdims=True) + 0.1),
}
others = {
    default_slope: np.where(x < 0, 0.01 * x, x),
    nested: np.where(x < 0, 0.01 * x, x),
    shares: powers / powers.sum(1, keepdims=True),
    normed: centred / np.sqrt(centred.var(1, keepdims=True) + 1e-5),
}
for function, expected in right.items():
    model = function.to_model_proto()
    model.ir_version = 8
    onnx.checker.check_model(model, full_check=True)
    defaults = [attribute.name for part in model.functions for attribute in part.attribute_proto]

    def run(made):
        onnx.checker.check_model(made, full_check=True)
        session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
        return session.run(None, {"x": small if function is normed else x})[0]

    before = run(model)
    optimized = run(onnxscript.optimizer.optimize(model))
    assert np.allclose(before, expected, atol=1e-5) and np.allclose(optimized, expected, atol=1e-5)
    inlined = inliner.inline_local_functions(model)
    assert not inlined.functions
    after = run(inlined)
    print(function.name, defaults, "as it is", before.ravel(), "inlined", after.ravel())
    assert np.allclose(after, others.get(function, expected), atol=1e-4), "the behaviour changed"
    assert (np.abs(after - before).max() > 0.1) == (function is not given_slope)
    if function is default_slope:
        assert np.allclose(run(inliner.inline_selected_functions(model, [("local", "leaky")])), after)
PYTHON
"$folder/venv/bin/python" -W ignore "$folder/program.py"
