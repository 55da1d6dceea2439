#!/usr/bin/env bash
# MNN 3.6.1: of floats an ONNX Mod with fmod=1 is the remainder with the sign of the divisor and one with fmod=0 that with the sign of
# the number, each the other one; of integers both are right.
#
# A good guess would be: fmod=1 is C's fmod and numpy.fmod, fmod=0 is numpy.mod, as of integers.
# Seen on 2026-12-01, remainders by 360:
#                        -10      350      370      -190.5      5
#   fmod=1, right        -10      350       10      -190.5      5
#   fmod=1, MNN          350      350       10       169.5      5
#   fmod=0, right        350      350       10       169.5      5
#   fmod=0, MNN          -10      350       10      -190.5      5
# and of int32 by 7, both right.
# Floats of opset 28, which has both of them; fmod=1 of opset 13 is the same.
#
# What it means: an angle that is wrapped to 0 to 360, or a time of day, is negative in the converted model where the trained one has none. Write
# x - 360 * floor(x / 360).
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


angles = np.array([-10, 350, 370, -190.5, 5], np.float32)
for how in (1, 0):
    text = '<ir_version: 8, opset_import: ["" : 13]> g (%s[5] x) => (%s[5] y) { y = Mod<fmod = HOW>(x, p) }'.replace("HOW", str(how))
    x = np.array([-10, 10, -3, 3, -7], np.int32)
    found, reference = run(text % ("int32", "int32"), {"p": np.array([7], np.int32)}, x=x)
    right, other = (np.fmod, np.mod) if how else (np.mod, np.fmod)
    assert np.array_equal(found, right(x, 7)) and np.array_equal(reference, right(x, 7))
    print("fmod=%d of integers: %s" % (how, found))
    found, reference = run(text.replace('"" : 13', '"" : 28') % ("float", "float"), {"p": np.array([360], np.float32)}, x=angles)
    assert np.allclose(reference, right(angles, 360), atol=1e-3)
    print("fmod=%d of floats: MNN %s, right %s" % (how, found, right(angles, 360)))
    assert np.allclose(found, other(angles, 360), atol=1e-3) and not np.allclose(found, right(angles, 360)), "the behaviour changed"
PYTHON
