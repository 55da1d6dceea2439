#!/usr/bin/env bash
# onnx 1.23.2, reference evaluator: a BatchNormalization of opset 9 to 13, made for inference, mixes a tenth of the mean and variance of the
# batch into the stored ones, so that the answer for a row depends on the rows beside it.
#
# A good guess would be: (x - mean) / sqrt(variance + epsilon) with what is stored, as the specification has it for a node of one output,
# as ONNX Runtime computes it, and as the evaluator does from opset 14 on.
# Seen on 2026-12-01, mean 5, variance 4, scale 1, bias 0, rows of one number:
#   rows              opset 14, 15, 21; ONNX Runtime 1.32.0     opset 9, 11, 13
#   5                 0                                         0
#   7                 1                                         0.949
#   7, 9, 9, 7        1 2 2 1                                   0.884 1.924 1.924 0.884
#   7, 100            1 47.5                                    -0.192 6.08
# `momentum` is 0.9 by default, which is taken for "training"; with momentum=0 the output is that of the batch alone, with 1 it is right.
# A classifier of three such layers of random weights answers another class for 2.4 % of 1,000 rows, one at a time, by ONNX Runtime for none.
# Beside it: Softmax of opset 11 with axis=1 of an array [2, 3, 8] has 8 sums of 1 for each of the 2, where opsets below 13 have one of 24 numbers.
#
# What it means: opset 9 to 13 is what most exported networks with this layer have, and what converters are checked against is this evaluator:
# it disagrees with a right one, or agrees with a wrong one. Convert the model to opset 14 before evaluating it, which changes nothing else.
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
from onnx import numpy_helper, parser, version_converter
from onnx.reference import ReferenceEvaluator


def model(opset, body, columns=1, constants={}):
    text = '<ir_version: 7, opset_import: ["" : %d]> g (float[n,%d] x) => (float[n,m] y) { %s }' % (opset, columns, body)
    made = parser.parse_model(text)
    made.graph.initializer.extend(numpy_helper.from_array(np.float32(value), name) for name, value in constants.items())
    onnx.checker.check_model(made)
    return made


def reference(made, x):
    return ReferenceEvaluator(made).run(None, {"x": x})[0]


def runtime(made, x):
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


stored = {"scale": [1], "bias": [0], "mean": [5], "variance": [4]}
node = "y = BatchNormalization%s(x, scale, bias, mean, variance)"
for rows in [5], [7], [7, 9, 9, 7], [7, 100]:
    x = np.float32(rows).reshape(-1, 1)
    right = (x.astype(np.float64) - 5) / np.sqrt(4 + 1e-5)
    mixed = (x - 0.9 * 5 - 0.1 * x.mean()) / np.sqrt(0.9 * 4 + 0.1 * x.var() + 1e-5)
    for opset in 9, 11, 13, 14, 15, 21:
        made = model(opset, node % "", 1, stored)
        found = reference(made, x)
        assert np.allclose(runtime(made, x), right, atol=1e-5)
        assert np.allclose(found, mixed if opset < 14 else right, atol=1e-4), "the behaviour changed"
        if opset in (13, 14):
            print("opset", opset, "rows", rows, "evaluator", found.ravel().round(3), "right", right.ravel().round(3))
    assert np.allclose(reference(version_converter.convert_version(model(13, node % "", 1, stored), 14), x), right, atol=1e-5)
x = np.float32([[7], [9], [9], [7]])
for momentum, right in (0.0, (x - 8) / np.sqrt(1 + 1e-5)), (1.0, (x - 5) / np.sqrt(4 + 1e-5)):
    found = reference(model(13, node % ("<momentum = %s>" % momentum), 1, stored), x)
    print("momentum", momentum, found.ravel())
    assert np.allclose(found, right, atol=1e-4)

x = np.random.default_rng(1).normal(size=(2, 3, 8)).astype(np.float32)
softmax = parser.parse_model('<ir_version: 7, opset_import: ["" : 11]> g (float[2,3,8] x) => (float[2,3,8] y) { y = Softmax<axis = 1>(x) }')
for name, way, sums in ("ONNX Runtime", runtime, 1), ("evaluator", reference, 8):
    found = way(softmax, x)
    print("Softmax of opset 11, axis 1,", name, "adds up to", found.sum((1, 2)))
    assert np.allclose(found.sum((1, 2)), sums)
random = np.random.default_rng(0)
constants, body, last = {}, "", "x"
for layer in range(3):
    constants |= {
        "w%d" % layer: random.normal(size=(16, 16)) / 4, "s%d" % layer: random.uniform(0.5, 2, 16), "b%d" % layer: random.normal(size=16),
        "m%d" % layer: 0.3 * random.normal(size=16), "v%d" % layer: random.uniform(0.5, 2, 16),
    }
    body += "p{0} = MatMul({1}, w{0})  n{0} = BatchNormalization(p{0}, s{0}, b{0}, m{0}, v{0})  r{0} = Relu(n{0})  ".format(layer, last)
    last = "r%d" % layer
constants["out"] = random.normal(size=(16, 4))
made = model(13, body + "y = MatMul(%s, out)" % last, 16, constants)
x = random.normal(size=(1000, 16)).astype(np.float32)
whole = runtime(made, x).argmax(1)
for name, way in ("ONNX Runtime", runtime), ("evaluator", reference):
    found = np.concatenate([way(made, x[n : n + 1]) for n in range(1000)]).argmax(1)
    other = (found != whole).mean()
    print("%s: another class for %.1f %% of the rows, one at a time" % (name, 100 * other))
    assert other == 0 if way is runtime else other > 0.02
PYTHON
