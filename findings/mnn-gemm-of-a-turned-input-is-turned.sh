#!/usr/bin/env bash
# MNN 3.6.1: a Gemm with transA=1 and a constant weight has the numbers of the transposed answer in the shape of the right one, so that a layer
# whose input holds one sample a column answers with mixed rows; and a bias of one number a row is added by column where the sizes allow it.
#
# A good guess would be: alpha * A' B' + beta * C, as documented, whether the weight is a constant or an input.
# Seen on 2026-12-01, A of 4 x 3 for transA=1, B of 4 x 5, answer of 3 x 5:
#   weight and bias given as inputs               right
#   weight constant, transA=0                     right
#   weight constant, transA=1, without a bias     shape 3 x 5, numbers in the order of the 5 x 3 transposed answer
#   weight constant, transA=1, bias of 5          as above
#   weight constant, transA=0, bias of 5 x 1      for 5 x 5 added to the columns instead of the rows; for 3 x 5 and a bias of 3 x 1 right
# A linear classifier of 10 classes with its samples in columns: one of ten of 1,000 samples gets the class of the same weights in NumPy.
#
# What it means: nothing is refused, as the shape is right, and a comparison of means or of the sum finds nothing. Write a Transpose before a
# Gemm without transA.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 MNN==3.6.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import os
import sys
import tempfile

import _tools
import MNN
import numpy as np
import onnx
from onnx import numpy_helper, parser
from onnx.reference import ReferenceEvaluator

F = MNN.expr
random = np.random.default_rng(0)


def run(text, constants={}, **inputs):
    """The output of MNN, with its own converter, and that of the reference evaluator of ONNX."""
    made = parser.parse_model(text)
    made.graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    onnx.checker.check_model(made)
    with tempfile.TemporaryDirectory() as place:
        source, target = os.path.join(place, "a.onnx"), os.path.join(place, "a.mnn")
        onnx.save(made, source)
        sys.stdout.flush()
        kept = os.dup(1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        # The work of the command mnnconvert, without its wrapper.
        _tools.mnnconvert(["mnnconvert", "-f", "ONNX", "--modelFile", source, "--MNNModel", target, "--bizCode", "x"])
        os.dup2(kept, 1)
        network = MNN.nn.load_module_from_file(target, list(inputs), [made.graph.output[0].name])
        given = []
        for x in inputs.values():
            given.append(F.placeholder(list(x.shape), F.NCHW, F.float if x.dtype == np.float32 else F.int))
            given[-1].write(x)
        answer = network.forward(given)
        answer = answer[0] if isinstance(answer, (list, tuple)) else answer
        if answer.data_format == F.NC4HW4:
            answer = F.convert(answer, F.NCHW)
        return np.array(answer.read()), np.asarray(ReferenceEvaluator(made).run(None, inputs)[0])




def gemm(a, b, c=None, fixed=True, a_turned=1, alpha=1.0):
    arguments = {"b": b} if c is None else {"b": b, "c": c}
    given = ", ".join("float[%d, %d] %s" % (*v.shape, n) if v.ndim == 2 else "float[%d] %s" % (v.size, n)
                      for n, v in ({"a": a} | ({} if fixed else arguments)).items())
    text = ('<ir_version: 8, opset_import: ["" : 17]> g (%s) => (float[k, l] y) { y = Gemm<transA = %d, alpha = %r>(a, b%s) }'
            % (given, a_turned, alpha, "" if c is None else ", c"))
    found, reference = run(text, arguments if fixed else {}, a=a, **({} if fixed else arguments))
    right = alpha * (a.T if a_turned else a).astype(np.float64) @ b + (0 if c is None else c)
    assert np.allclose(reference, right, atol=1e-4)
    return found, right


def normal(*shape):
    return random.normal(size=shape).astype(np.float32)


a, b, bias = normal(4, 3), normal(4, 5), normal(5)
for name, c, fixed in (("inputs", bias, False), ("constant, no bias", None, True), ("constant, bias of 5", bias, True)):
    found, right = gemm(a, b, c, fixed)
    print("transA=1, weight %s: first row %s, right %s" % (name, found[0].round(2), right[0].round(2)))
    if fixed:
        assert found.shape == right.shape and np.allclose(found.ravel(), right.T.ravel(), atol=1e-4), "the behaviour changed"
        assert not np.allclose(found, right, atol=0.5)
    else:
        assert np.allclose(found, right, atol=1e-4)
found, right = gemm(a, b, None, True, alpha=0.5)
assert np.allclose(found.ravel(), right.T.ravel(), atol=1e-4), "the behaviour changed"
found, right = gemm(normal(3, 4), b, bias, True, 0)
assert np.allclose(found, right, atol=1e-4), "without transA it is right"
found, right = gemm(normal(3, 4), b, normal(3, 1), True, 0)
assert np.allclose(found, right, atol=1e-4)
a, c = normal(5, 4), normal(5, 1)
found, right = gemm(a, b, c, True, 0)
print("bias of 5 x 1: first row %s, right %s" % (found[0].round(2), right[0].round(2)))
assert np.allclose(found, a.astype(np.float64) @ b + c[:, 0], atol=1e-4) and not np.allclose(found, right, atol=0.1), "the behaviour changed"
samples, weight, bias = normal(16, 1000), normal(16, 10), normal(10)
found, right = gemm(samples, weight, bias)
share = (found.argmax(1) == right.argmax(1)).mean()
print("samples in columns, the class of NumPy's: %.3f" % share)
assert share < 0.3, "the behaviour changed"
found, right = gemm(np.ascontiguousarray(samples.T), weight, bias, True, 0)
assert (found.argmax(1) == right.argmax(1)).mean() > 0.99
PYTHON
