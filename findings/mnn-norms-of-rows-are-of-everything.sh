#!/usr/bin/env bash
# MNN 3.6.1: ReduceL1, ReduceL2, ReduceSumSquare, ReduceLogSum and ReduceLogSumExp of opset 18 pass over their axes, so that the norm of a row is
# that of the whole batch; of opset 13 they pass over the default of keepdims.
#
# A good guess would be: what NumPy gives over the axis, as ReduceMean of both opsets does.
# Seen on 2026-12-01, x of 2 x 3 and axis 1, shapes of the answer:
#                      opset 13 without keepdims    opset 18 without keepdims    opset 18 with keepdims=1
#   right              2 x 1                        2 x 1                        2 x 1
#   ReduceMean         2 x 1                        2 x 1                        2 x 1
#   the five           2                            one number, of all rows      1 x 1, of all rows
# Rows divided by their ReduceL2 (opset 18), 4 x 3 numbers: of length 0.3 to 0.7 instead of 1, by what else is in the batch; of opset 13 and
# three rows of three columns each column is divided by the length of a row.
#
# What it means: an embedding that is normalized in the model has another length with each batch, a distance is that of all pairs together, and a
# log-sum-exp over classes is one over the batch. Write ReduceSum of squares with keepdims=1, and Sqrt.
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


RIGHT = {"ReduceL1": lambda x: abs(x).sum(1), "ReduceL2": lambda x: np.sqrt((x**2).sum(1)), "ReduceSumSquare": lambda x: (x**2).sum(1),
         "ReduceLogSum": lambda x: np.log(x.sum(1)), "ReduceLogSumExp": lambda x: np.log(np.exp(x).sum(1)), "ReduceMean": lambda x: x.mean(1)}
x = random.uniform(0.2, 1, size=(2, 3)).astype(np.float32)
for name, function in RIGHT.items():
    right = function(x.astype(np.float64))[:, None]
    whole = function(x.astype(np.float64).reshape(1, -1))
    seen = []
    for opset, attribute, argument in ((13, "<axes = [1]>", ""), (18, "", ", a"), (18, "<keepdims = 1>", ", a")):
        found, reference = run('<ir_version: 8, opset_import: ["" : %d]> g (float[2, 3] x) => (float[k, l] y) { y = %s%s(x%s) }'
                               % (opset, name, attribute, argument), {"a": np.array([1])} if argument else {}, x=x)
        assert np.allclose(reference, right, atol=1e-5)
        seen.append(found)
    shown = ["%s %s" % (f.shape, f.ravel().round(3)) for f in seen]
    print(name, "opset 13 %s, 18 %s, 18 with keepdims %s" % tuple(shown), "right", right.ravel().round(3))
    if name == "ReduceMean":
        assert all(f.shape == (2, 1) and np.allclose(f, right, atol=1e-5) for f in seen)
    else:
        assert seen[0].shape == (2,) and np.allclose(seen[0], right[:, 0], atol=1e-3), "the behaviour changed"
        assert seen[1].size == seen[2].size == 1 and all(np.allclose(f, whole, atol=1e-3) for f in seen[1:]), "the behaviour changed"
for opset, rows, attribute, argument in ((18, 4, "", ", a"), (13, 3, "<axes = [1]>", "")):
    x = random.normal(size=(rows, 3)).astype(np.float32)
    found, reference = run('<ir_version: 8, opset_import: ["" : %d]> g (float[%d, 3] x) => (float[k, l] y) { n = ReduceL2%s(x%s) y = Div(x, n) }'
                           % (opset, rows, attribute, argument), {"a": np.array([1])} if argument else {}, x=x)
    assert np.allclose(np.linalg.norm(reference, axis=1), 1, atol=1e-5)
    lengths = np.linalg.norm(x, axis=1)
    print("opset %d, rows divided by their length: lengths %s" % (opset, np.linalg.norm(found, axis=1).round(3)))
    wrong = x / np.linalg.norm(x) if opset == 18 else x / lengths
    assert np.allclose(found, wrong, atol=1e-3) and not np.allclose(found, reference, atol=0.05), "the behaviour changed"
PYTHON
