#!/usr/bin/env bash
# OpenVINO 2026.4.1 and MNN 3.6.1: the slopes of a PRelu, one for each feature of a token, are taken as one for each token: by OpenVINO where there
# are as many tokens as features, by MNN always where the slopes are constant and there are three axes or more.
#
# A good guess would be: max(x, 0) + slope * min(x, 0) with NumPy's broadcasting along the last axes, as the operator is documented in ONNX.
# Seen on 2026-12-01, x of batch x tokens x features, all -1, slopes 1, 2, 3, ... of one axis; the first two tokens:
#   x               right                        OpenVINO                     MNN, constant slopes
#   4 x 3 x 5       -1 -2 -3 -4 -5, the same     right                        -1 -1 -1 -1 -1, -2 -2 -2 -2 -2
#   4 x 3 x 3       -1 -2 -3, the same           -1 -1 -1, -2 -2 -2           -1 -1 -1, -2 -2 -2
#   4 x 5 x 3       -1 -2 -3, the same           right                        -1 -1 -1, -2 -2 -2
#   slopes of 1 x 1 x 3 beside 4 x 3 x 3: right in OpenVINO; MNN is right with slopes that are an input
# The cause: one axis of slopes is that of the channels, axis 1, to OpenVINO's own operator wherever the size fits it, and to MNN in any case.
#
# What it means: a network over tokens answers rightly in OpenVINO for 7 and 9 tokens of 8 features and wrongly for 8. Write PRelu as Relu(x) -
# slope * Relu(-x), or (OpenVINO) give the slopes all axes.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 MNN==3.6.1 openvino==2026.4.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import os
import sys
import tempfile

import _tools
import MNN
import numpy as np
import onnx
import openvino
from onnx import numpy_helper, parser
from onnx.reference import ReferenceEvaluator

F = MNN.expr
random = np.random.default_rng(0)


def run(text, constants={}, **inputs):
    """The outputs of MNN, with its own converter, of OpenVINO and of the reference evaluator of ONNX."""
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
        compiled = openvino.Core().compile_model(source, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
        return np.array(answer.read()), np.array(compiled(inputs)[compiled.outputs[0]]), np.asarray(ReferenceEvaluator(made).run(None, inputs)[0])




def prelu(x, slopes, fixed=True):
    kinds = ", ".join("float[%s] %s" % (", ".join(map(str, v.shape)), n) for n, v in ({"x": x} | ({} if fixed else {"s": slopes})).items())
    text = '<ir_version: 8, opset_import: ["" : 17]> g (%s) => (float[k, l, m] y) { y = PRelu(x, s) }' % kinds
    return run(text, {"s": slopes} if fixed else {}, x=x, **({} if fixed else {"s": slopes}))


for shape in (4, 3, 5), (4, 3, 3), (4, 5, 3), (2, 7, 8), (2, 8, 8), (2, 9, 8):
    for x in -np.ones(shape, np.float32), random.normal(size=shape).astype(np.float32):
        slopes = np.arange(1, shape[2] + 1, dtype=np.float32)
        right = np.where(x < 0, slopes * x, x)
        by_token = np.where(x < 0, np.arange(1, shape[1] + 1)[:, None] * x, x)
        mnn, vino, reference = prelu(x, slopes)
        assert np.allclose(reference, right)
        square = shape[1] == shape[2]
        assert np.allclose(vino, by_token if square else right), "OpenVINO: the behaviour changed"
        # Tokens beyond the number of slopes are not looked at.
        used = min(shape[1:])
        assert np.allclose(mnn[0, :used], by_token[0, :used]) and not np.allclose(mnn, right), "MNN: the behaviour changed"
        if x[0, 0, 0] == -1:
            print(shape, "OpenVINO", vino[0, :2].tolist(), "MNN", mnn[0, :2].tolist(), "right", right[0, :2].tolist())
        mnn, vino, reference = prelu(x, slopes, False)
        assert np.allclose(mnn, right) and np.allclose(vino, by_token if square else right)
        mnn, vino, reference = prelu(x, slopes[None, None])
        assert np.allclose(vino, right) and np.allclose(reference, right), "with all axes OpenVINO is right"
PYTHON
