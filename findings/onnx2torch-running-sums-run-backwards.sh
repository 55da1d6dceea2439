#!/usr/bin/env bash
# onnx2torch 1.5.15 (PyTorch 2.15.0): a CumSum without the attribute `reverse`, whose default is 0, becomes one from the end: the running
# sum of 1, 2, 3, 4, 5 is 15, 14, 12, 9, 5. IsInf passes over which sign it is to detect, and NonZero is transposed.
#
# A good guess would be: 1, 3, 6, 10, 15, as of the same node with reverse=0 written out, as the specification, ONNX Runtime and
# torch.cumsum have it. What has its default is mostly not written.
# Seen on 2026-12-01, opset 13:
#   model                                                    onnx2torch            ONNX Runtime 1.32.0
#   CumSum of 1 2 3 4 5                                      15 14 12 9 5          1 3 6 10 15
#   CumSum with reverse=0 written out                        1 3 6 10 15           1 3 6 10 15
#   CumSum with exclusive=1                                  14 12 9 5 0           0 1 3 6 10
#   positions by a mask 1 1 1 0 0: CumSum(mask) * mask       3 2 1 0 0             1 2 3 0 0
#   IsInf with detect_negative=0 of -inf, 1, inf             1 0 1                 0 0 1
#   NonZero of [[1, 0], [1, 1]]                              0 0, 1 0, 1 1         0 1 1, 0 0 1
# torch.onnx.export(dynamo=False) writes torch.cumsum without the attribute, so that PyTorch, ONNX and back is another model, 15 14 12 9 5;
# dynamo=True writes reverse=0 and is right.
#
# What it means: positions of a text model (RoBERTa's are a CumSum of its mask), cumulative probabilities of ordinal grades or of top-p, and
# survival curves are counted from the end. Set `reverse` of each CumSum module, or write reverse=0 into the nodes, and compare one input.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx2torch==1.5.15 torch==2.15.0 torchvision==0.29.2 onnx==1.23.2 onnxruntime==1.32.0 \
    onnxscript==0.7.2 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - "$folder" <<'PYTHON'
import sys

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import parser
from onnx2torch import convert

folder = sys.argv[1]


def both(model, x):
    """By onnx2torch and by ONNX Runtime."""
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        found = convert(model).eval()(torch.from_numpy(x)).numpy()
    theirs = session.run(None, {session.get_inputs()[0].name: x})[0]
    print("  onnx2torch", found.tolist(), "ONNX Runtime", theirs.tolist())
    return found, theirs


def case(text, x):
    print(text)
    return both(parser.parse_model('<ir_version: 8, opset_import: ["" : 13]> g ' + text), x)


numbers = np.array([1, 2, 3, 4, 5], np.float32)
running = "(float[5] x) => (float[5] y) <int64 axis = {0}> { y = CumSum%s(x, axis) }"
sums, exclusive = np.cumsum(numbers), np.cumsum(numbers) - numbers
found, theirs = case(running % "", numbers)
assert np.array_equal(theirs, sums)
assert np.array_equal(found, sums[-1] - sums + numbers), "the behaviour changed"
found, theirs = case(running % "<reverse=0>", numbers)
assert np.array_equal(theirs, sums) and np.array_equal(found, sums)
found, theirs = case(running % "<exclusive=1>", numbers)
assert np.array_equal(theirs, exclusive) and np.array_equal(found, sums[-1] - sums)
mask = np.array([1, 1, 1, 0, 0], np.float32)
found, theirs = case("(float[5] x) => (float[5] y) <int64 axis = {0}> { s = CumSum(x, axis)  y = Mul(s, x) }", mask)
assert theirs.tolist() == [1, 2, 3, 0, 0] and found.tolist() == [3, 2, 1, 0, 0]


class Net(torch.nn.Module):
    def forward(self, x):
        return torch.cumsum(x, 0)


for dynamo in True, False:
    name = folder + "/model.onnx"
    torch.onnx.export(Net(), (torch.from_numpy(numbers),), name, dynamo=dynamo, verbose=False, opset_version=18 if dynamo else 13)
    exported = onnx.load(name)
    node = [node for node in exported.graph.node if node.op_type == "CumSum"]
    print("exported by PyTorch, dynamo=%s: CumSum with" % dynamo, [(a.name, a.i) for a in node[0].attribute])
    found, theirs = both(exported, numbers)
    assert np.array_equal(theirs, sums) and np.array_equal(found, sums if dynamo else sums[-1] - sums + numbers)

infinite = np.array([-np.inf, 1, np.inf], np.float32)
found, theirs = case("(float[3] x) => (float[3] y) { i = IsInf<detect_negative=0>(x)  y = Cast<to=1>(i) }", infinite)
assert theirs.tolist() == [0, 0, 1] and found.tolist() == [1, 0, 1]
found, theirs = case("(float[2,2] x) => (int64[a,b] y) { y = NonZero(x) }", np.array([[1, 0], [1, 1]], np.float32))
assert theirs.tolist() == [[0, 1, 1], [0, 0, 1]] and np.array_equal(found, theirs.T)
PYTHON
