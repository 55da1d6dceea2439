#!/usr/bin/env bash
# PyTorch 2.15.0, torch.onnx.export (the default exporter, with onnxscript 0.7.2): the cross entropy with label smoothing is
# exported as that without, and no error is raised.
#
# A good guess would be: the exported loss is that of PyTorch, as for weights, ignore_index and each reduction; or an
# error, as the older exporter (dynamo=False) gives for label_smoothing. ONNX's SoftmaxCrossEntropyLoss, which the file
# holds, has no such attribute, but LogSoftmax and a mean say it.
# Seen on 2026-11-29, run by ONNX Runtime 1.32.0, 6 rows of 4 classes:
#   cross_entropy(z, y, ...)                         PyTorch    exported
#   nothing                                          1.4165     1.4165
#   weight=w, ignore_index of one row                1.3220     1.3220
#   label_smoothing=0.1                              1.4391     1.4165
#   label_smoothing=1.0                              1.6423     1.4165
#   nn.CrossEntropyLoss(label_smoothing=0.1)         as the function
#
# What it means: a network exported with its loss, to train it on a device or to watch it there, is trained without smoothing
# or shows another loss than the one it was chosen by. Write it as
# 0.9 * cross_entropy(z, y) - 0.1 * log_softmax(z, 1).mean(), which is exported as it is.
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

import onnxruntime
import torch
from torch.nn.functional import cross_entropy, log_softmax

torch.set_num_threads(1)
onnxruntime.set_default_logger_severity(4)
torch.manual_seed(0)
z, w = torch.randn(6, 4), torch.tensor([1.0, 2.0, 3.0, 4.0])
y, ignored = torch.tensor([0, 1, 2, 3, 0, 1]), torch.tensor([0, 1, 2, 3, -100, 1])


class Loss(torch.nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, z, y):
        return self.f(z, y)


def both(f, y=y):
    with contextlib.redirect_stdout(io.StringIO()):
        model = torch.onnx.export(Loss(f).eval(), (z, y), dynamo=True, verbose=False).model_proto
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feeds = {i.name: v.numpy() for i, v in zip(session.get_inputs(), (z, y))}
    found, expected = float(session.run(None, feeds)[0]), float(f(z, y))
    print("%.4f %.4f" % (expected, found), [node.op_type for node in model.graph.node])
    return expected, found


plain, found = both(cross_entropy)
assert abs(plain - found) < 1e-5
expected, found = both(lambda z, y: cross_entropy(z, y, weight=w), ignored)
assert abs(expected - found) < 1e-5
for smoothing in (0.1, 1.0):
    expected, found = both(lambda z, y: cross_entropy(z, y, label_smoothing=smoothing))
    assert abs(found - plain) < 1e-5 < abs(expected - plain) / 100, smoothing
expected, found = both(torch.nn.CrossEntropyLoss(label_smoothing=0.1))
assert abs(found - plain) < 1e-5 and abs(expected - plain) > 0.01
expected, found = both(lambda z, y: 0.9 * cross_entropy(z, y) - 0.1 * log_softmax(z, 1).mean())
assert abs(expected - found) < 1e-5 and abs(expected - float(cross_entropy(z, y, label_smoothing=0.1))) < 1e-5
try:
    torch.onnx.export(Loss(lambda z, y: cross_entropy(z, y, label_smoothing=0.1)).eval(), (z, y), io.BytesIO(), dynamo=False)
    print("the older exporter exports it")
except Exception as error:
    print("the older exporter:", str(error).strip().splitlines()[-1][:70])
PYTHON
