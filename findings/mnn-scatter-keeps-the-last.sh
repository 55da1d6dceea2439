#!/usr/bin/env bash
# MNN 3.6.1: ScatterElements and ScatterND of an ONNX model with reduction "add" or "mul" are computed without it: a place gets the last number
# that is written to it instead of the sum.
#
# A good guess would be: what numpy.add.at gives, or an error of the converter.
# Seen on 2026-12-01, 10, 20 and 30 written to places 1, 1 and 3 of 1, 2, 3, 4, 5, by both operators:
#                   right                     MNN
#   none            1 20 3 30 5               1 20 3 30 5
#   add             1 32 3 34 5               1 20 3 30 5
#   mul             1 400 3 120 5             1 20 3 30 5
#   min             1 2 3 4 5                 1 20 3 30 5
# Features of 5,000 edges added up in 500 nodes: correlated with the right sums by 0.33.
#
# What it means: a graph network, a histogram or an average by group answers by one of the edges of a node. Write the sum as a MatMul with a
# one-hot matrix.
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


x, u = np.array([1, 2, 3, 4, 5], np.float32), np.array([10, 20, 30], np.float32)
for reduction, right in [("none", [1, 20, 3, 30, 5]), ("add", [1, 32, 3, 34, 5]), ("mul", [1, 400, 3, 120, 5]), ("min", [1, 2, 3, 4, 5])]:
    for name, attribute, places in (("ScatterElements", "axis = 0, ", [1, 1, 3]), ("ScatterND", "", [[1], [1], [3]])):
        found, reference = run('<ir_version: 8, opset_import: ["" : 18]> g (float[5] x, float[3] u) => (float[5] y) '
                               '{ y = %s<%sreduction = "%s">(x, i, u) }' % (name, attribute, reduction), {"i": np.array(places)}, x=x, u=u)
        print("%s, %s: MNN %s, right %s" % (name, reduction, found, right))
        assert np.allclose(reference, right), reference
        assert np.allclose(found, [1, 20, 3, 30, 5]), "the behaviour changed"
places = random.integers(0, 500, 5000)
edges = random.normal(size=5000).astype(np.float32)
right = np.bincount(places, edges, 500)
found, reference = run('<ir_version: 8, opset_import: ["" : 18]> g (float[500] x, float[5000] u) => (float[500] y) '
                       '{ y = ScatterElements<axis = 0, reduction = "add">(x, i, u) }', {"i": places}, x=np.zeros(500, np.float32), u=edges)
assert np.allclose(reference, right, atol=1e-4)
print("sums of edges by node: correlation with the right ones %.2f" % np.corrcoef(found, right)[0, 1])
assert np.corrcoef(found, right)[0, 1] < 0.6, "the behaviour changed"
PYTHON
