#!/usr/bin/env bash
# MNN 3.6.1: Shrink of an ONNX model is 0 for numbers that it should keep, below -lambd, and turns the sign of those that it should drop; Round
# takes halves away from 0.
#
# A good guess would be: x + bias below -lambd, x - bias above lambd and 0 between, PyTorch's softshrink and hardshrink; Round to even.
# Seen on 2026-12-01, lambd = 1:
#   x                           -3     -2     -0.5    0.5    2     3
#   bias 1, right               -2     -1      0      0      1     2
#   bias 1, MNN                  0      0      0.5    0      1     2
#   bias 0, right               -3     -2      0      0      2     3
#   bias 0, MNN                  0      0     -0.5    0      2     3
#   x                           -2.5   -1.5   -0.5    0.5    1.5   2.5
#   Round, right                -2     -2     -0      0      2     2
#   Round, MNN                  -3     -2     -1      1      2     3
# A signal denoised by a soft threshold, of mean 0, has mean 0.25 instead of 0.
#
# What it means: a denoiser or a sparse code that shrinks to 0 loses its negative half and keeps the small noise below 0. Write
# sign(x) * relu(abs(x) - lambd); a model that quantizes by Round has steps one too large at halves.
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


text = '<ir_version: 8, opset_import: ["" : 13]> g (float[n] x) => (float[n] y) { y = %s(x) }'
x = np.array([-3, -2, -0.5, 0.5, 2, 3], np.float32)
for bias, right, wrong in ((1, [-2, -1, 0, 0, 1, 2], [0, 0, 0.5, 0, 1, 2]), (0, [-3, -2, 0, 0, 2, 3], [0, 0, -0.5, 0, 2, 3])):
    found, reference = run(text % ("Shrink<lambd = 1.0, bias = %.1f>" % bias), x=x)
    print("Shrink with bias %d: MNN %s, right %s" % (bias, found, right))
    assert np.allclose(reference, right)
    assert np.allclose(found, wrong), "the behaviour changed"
x = np.array([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5], np.float32)
found, reference = run(text % "Round", x=x)
print("Round: MNN %s, right %s" % (found, np.round(x)))
assert np.array_equal(reference, np.round(x))
assert np.allclose(found, [-3, -2, -1, 1, 2, 3]), "the behaviour changed"
x = random.normal(size=100_000).astype(np.float32)
x -= x.mean()
found, reference = run(text % "Shrink<lambd = 0.5, bias = 0.5>", x=x)
right = np.sign(x) * np.maximum(abs(x) - 0.5, 0)
assert np.allclose(reference, right, atol=1e-6)
print("a soft threshold of normal numbers: mean %.3f, right %.3f" % (found.mean(), right.mean()))
assert abs(right.mean()) < 0.01 and found.mean() > 0.15, "the behaviour changed"
PYTHON
