#!/usr/bin/env bash
# PyTorch 2.15.0, torch.onnx.export (the default exporter, with onnxscript 0.7.2): scatter_reduce with "mean" is exported as a
# scatter without a reduction, so that of each group one number is left, the last.
#
# A good guess would be: the means, or an error, as ONNX's ScatterElements knows add, mul, max and min and no mean. The
# four others are exported right, with include_self of either kind.
# Seen on 2026-11-29, run by ONNX Runtime 1.32.0 and by onnx 1.23.2's reference, numbers 3, 1, 9, 5, 7 of groups 0, 0, 1, 1, 2:
#   zeros(4).scatter_reduce(0, groups, x, ...)     PyTorch            exported
#   "mean", include_self=False                     2 7 7 0            1 5 7 0
#   "mean"                                         1.33 4.67 3.5 0    1 5 7 0
#   "sum", include_self=False                      4 14 7 0           the same
#   "amax", include_self=False                     3 9 7 0            the same
# No error is raised.
#
# What it means: a network that pools nodes, points or words of a group by their mean answers by the last of them, and
# by another one when the rows are shuffled. Divide two sums: that of x by that of ones.
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

torch.set_num_threads(1)
onnxruntime.set_default_logger_severity(4)
groups, x = torch.tensor([0, 0, 1, 1, 2]), torch.tensor([3.0, 1.0, 9.0, 5.0, 7.0])


class Pool(torch.nn.Module):
    def __init__(self, f):
        super().__init__()
        self.f = f

    def forward(self, groups, x):
        return self.f(groups, x)


def both(f, groups=groups):
    with contextlib.redirect_stdout(io.StringIO()):
        model = torch.onnx.export(Pool(f).eval(), (groups, x), dynamo=True, verbose=False).model_proto
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    feeds = {i.name: v.numpy() for i, v in zip(session.get_inputs(), (groups, x))}
    found, expected = session.run(None, feeds)[0], f(groups, x).numpy()
    assert np.array_equal(found, ReferenceEvaluator(model).run(None, feeds)[0]), "the reference agrees"
    print(expected, found, [node.op_type for node in model.graph.node])
    return expected, found


def pooled(how, start=0.0, **arguments):
    return lambda groups, x: torch.full((4,), start).scatter_reduce(0, groups, x, how, **arguments)


expected, found = both(pooled("mean", include_self=False))
assert expected.tolist() == [2, 7, 7, 0] and found.tolist() == [1, 5, 7, 0]
expected, found = both(pooled("mean"))
assert np.allclose(expected, [4 / 3, 14 / 3, 3.5, 0]) and found.tolist() == [1, 5, 7, 0]
for how in ("sum", "prod", "amax", "amin"):
    for start in (0.0, 2.0, 100.0):
        for include in (False, True):
            expected, found = both(pooled(how, start, include_self=include))
            assert np.array_equal(expected, found), (how, start, include)
expected, found = both(pooled("mean", include_self=False), torch.tensor([0, 1, 2]).repeat(2)[:5])
assert expected.tolist() == [4, 4, 9, 0] and found.tolist() == [5, 7, 9, 0], "shuffled rows, another last"


def divided(groups, x):
    sums = torch.zeros(4).scatter_reduce(0, groups, x, "sum")
    return sums / torch.zeros(4).scatter_reduce(0, groups, torch.ones_like(x), "sum").clamp(min=1)


expected, found = both(divided)
assert expected.tolist() == found.tolist() == [2, 7, 7, 0]
PYTHON
