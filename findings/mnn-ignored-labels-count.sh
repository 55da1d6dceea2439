#!/usr/bin/env bash
# MNN 3.6.1: the mean of a loss with `ignore_index` is divided by all rows, those that are ignored too: with three of four tokens padding a
# cross entropy of log(10) = 2.30 is 0.58.
#
# A good guess would be: the mean over the rows that are not ignored, as the operator is documented in ONNX and as PyTorch has it.
# Seen on 2026-12-01, 16 rows of equal scores for 10 classes, SoftmaxCrossEntropyLoss with reduction="mean" and ignore_index=-100:
#   rows ignored          0       4       8       12
#   right                 2.303   2.303   2.303   2.303
#   MNN                   2.303   1.727   1.151   0.576
# NegativeLogLikelihoodLoss likewise; both with "sum" and "none" are right.
#
# What it means: the loss of a validation falls with the share of padding, and a perplexity of 10 is one of 1.8. Take "sum" and divide by the
# number of labels that count.
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
            given[-1].write(x if x.dtype == np.float32 else x.astype(np.int32))
        answer = network.forward(given)
        answer = answer[0] if isinstance(answer, (list, tuple)) else answer
        if answer.data_format == F.NC4HW4:
            answer = F.convert(answer, F.NCHW)
        return np.array(answer.read()), np.asarray(ReferenceEvaluator(made).run(None, inputs)[0])




def loss(operator, scores, labels, reduction, ignored=-100):
    shape = "float y" if reduction != "none" else "float[m] y"
    return run('<ir_version: 8, opset_import: ["" : 17]> g (float[%d, %d] x, int64[%d] t) => (%s) '
               '{ y = %s<ignore_index = %d, reduction = "%s">(x, t) }'
               % (*scores.shape, len(labels), shape, operator, ignored, reduction), x=scores, t=labels)


for left_out in (0, 4, 8, 12):
    labels = random.integers(0, 10, 16)
    labels[:left_out] = -100
    for kind, scores in (("equal", np.zeros((16, 10), np.float32)), ("random", random.normal(size=(16, 10)).astype(np.float32))):
        wide = scores.astype(np.float64)
        logarithms = wide - np.log(np.exp(wide).sum(1, keepdims=True))
        each = np.where(labels < 0, 0, -logarithms[np.arange(16), np.maximum(labels, 0)])
        for operator, x in (("SoftmaxCrossEntropyLoss", scores), ("NegativeLogLikelihoodLoss", logarithms.astype(np.float32))):
            found, reference = loss(operator, x, labels, "mean")
            right = each.sum() / (16 - left_out)
            print("%d of 16 ignored, %s scores, %s: %.4f, right %.4f" % (left_out, kind, operator, found.item(), right))
            assert np.allclose(reference, right, atol=1e-4)
            assert np.allclose(found, each.sum() / 16, atol=1e-4), "the behaviour changed"
            found, reference = loss(operator, x, labels, "sum")
            assert np.allclose(found, each.sum(), atol=1e-3) and np.allclose(reference, each.sum(), atol=1e-3)
            found, reference = loss(operator, x, labels, "none")
            assert np.allclose(found, each, atol=1e-4) and np.allclose(reference, each, atol=1e-4)
PYTHON
