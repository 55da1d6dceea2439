#!/usr/bin/env bash
# PyTorch 2.15.0, torch.onnx.export (the default exporter, with onnxscript 0.7.2): logsigmoid, the two-class loss of logits,
# logaddexp and log_ndtr are exported as the formulas that they exist to avoid: log(sigmoid(x)), log(exp(a) + exp(b)), log of
# the distribution. In ONNX Runtime they are infinite from ordinary numbers on.
#
# A good guess would be: as softplus and log_softmax are exported, whole and right at -110; Softplus, which ONNX has, says
# logsigmoid (-softplus(-x)) and the loss exactly. logcumsumexp and logsumexp are exported with their largest taken out.
# Seen on 2026-11-29, run by ONNX Runtime 1.32.0 and, of the middle column, by onnx 1.23.2's reference in float32:
#   function                                PyTorch     reference   ONNX Runtime
#   logsigmoid(-18)                         -18         -18         -inf
#   logsigmoid(-110)                        -110        -inf        -inf
#   BCEWithLogitsLoss of 1, -20, 3 for 1    6.787       6.787       inf
#   logaddexp(90, 89), (-120, -121)         90.3 -119.7 inf -inf    inf -inf
#   log_ndtr(-7)                            -27.4       -inf        -inf
#   softplus(-18), -softplus(18)            right       right       right
#
# What it means: log-likelihoods, mixtures and losses of an exported network are infinite for rows of which it is sure, 18
# suffices. Write -softplus(-x) for logsigmoid, softplus(-x) for the loss of target 1, and
# torch.logsumexp(torch.stack((a, b)), 0) for logaddexp: these are exported as they are.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 onnxscript==0.7.2 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import contextlib
import io

import numpy as np
import onnxruntime
import torch
from onnx.reference import ReferenceEvaluator
from torch.nn import functional as F

torch.set_num_threads(1)
onnxruntime.set_default_logger_severity(4)
np.seterr(all="ignore")


class Net(torch.nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, *inputs):
        return self.f(*inputs)


def all_of(f, *rows):
    inputs = tuple(torch.tensor(row, dtype=torch.float32) for row in rows)
    with contextlib.redirect_stdout(io.StringIO()):
        model = torch.onnx.export(Net(f).eval(), inputs, dynamo=True, verbose=False).model_proto
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feeds = {i.name: v.numpy() for i, v in zip(session.get_inputs(), inputs)}
    answers = f(*inputs).numpy(), ReferenceEvaluator(model).run(None, feeds)[0], session.run(None, feeds)[0]
    print(*answers, [node.op_type for node in model.graph.node])
    return answers


x = [-10.0, -18.0, -20.0, -50.0, -110.0]
expected, reference, found = all_of(F.logsigmoid, x)
assert np.allclose(expected, x, atol=1e-4) and np.isneginf(reference).tolist() == [False] * 4 + [True]
assert np.isneginf(found).tolist() == [False] + [True] * 4
expected, reference, found = all_of(lambda z: F.binary_cross_entropy_with_logits(z, torch.ones(3)), [1.0, -20.0, 3.0])
assert 6 < expected < 7 and abs(reference - expected) < 1e-3 and np.isposinf(found)
expected, reference, found = all_of(torch.logaddexp, [90.0, -120.0], [89.0, -121.0])
assert np.isfinite(expected).all()
assert np.array_equal(reference, found) and found.tolist() == [np.inf, -np.inf]
expected, reference, found = all_of(torch.special.log_ndtr, [-7.0, 0.0])
assert np.isfinite(expected).all() and np.isneginf(found[0]) and np.isfinite(found[1])
for f in (
    F.softplus,
    lambda z: F.log_softmax(z, 0),
    lambda z: -F.softplus(-z),
    lambda z: torch.logsumexp(torch.stack((z + 100, z + 99)), 0),
):
    expected, reference, found = all_of(f, x)
    assert np.isfinite(found).all() and np.allclose(found, expected, rtol=1e-5, atol=0)
PYTHON
