#!/usr/bin/env bash
# MNN 3.6.1: a Split into parts that are not equal, by num_outputs, drops the last columns: 7 columns split in 4 and put together again are 4; and
# OneHot of -1 is a row of zeros instead of the last class.
#
# A good guess would be: parts as large as 7 / 4 rounded up and a smaller last one, 2, 2, 2, 1, as documented in ONNX; and -1 for the last class.
# Seen on 2026-12-01, 1 to 7 split along the columns and concatenated:
#   num_outputs     right                  MNN
#   2               1 2 3 4 5 6 7          1 2 3 4 5 6
#   3               1 2 3 4 5 6 7          1 2 3 4 5 6
#   4               1 2 3 4 5 6 7          1 2 3 4
#   7               1 2 3 4 5 6 7          1 2 3 4 5 6 7
#   sizes 1, 4, 2 given: right
#   OneHot of 2, -1, 0 in 3 classes: right 001 001 100, MNN 001 000 100
#
# What it means: of a chunk(4) over seven features the network sees four, and the parts begin at other columns. Give the sizes.
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




x = np.arange(1, 15, dtype=np.float32).reshape(2, 7)
for parts in 2, 3, 4, 7:
    names = ", ".join("p%d" % n for n in range(parts))
    found, reference = run('<ir_version: 8, opset_import: ["" : 18]> g (float[2, 7] x) => (float[k, l] y) '
                           '{ %s = Split<axis = 1, num_outputs = %d>(x) y = Concat<axis = 1>(%s) }' % (names, parts, names), x=x)
    print("%d parts: %s, right %s" % (parts, found[0], reference[0]))
    assert np.array_equal(reference, x)
    assert np.array_equal(found, x[:, :7 // parts * parts]), "the behaviour changed"
found, reference = run('<ir_version: 8, opset_import: ["" : 18]> g (float[2, 7] x) => (float[k, l] y) '
                       '{ p, q, r = Split<axis = 1>(x, s) y = Concat<axis = 1>(p, q, r) }', {"s": np.array([1, 4, 2])}, x=x)
assert np.array_equal(found, x) and np.array_equal(reference, x), "with sizes it is right"

labels = np.array([2, -1, 0])
found, reference = run('<ir_version: 8, opset_import: ["" : 18]> g (int64[3] t) => (float[k, l] y) { y = OneHot(t, d, v) }',
                       {"d": np.array(3), "v": np.array([0, 1], np.float32)}, t=labels)
print("OneHot", found.tolist(), "right", reference.tolist())
right = np.eye(3)[labels]
assert np.array_equal(reference, right)
right[1] = 0
assert np.array_equal(found, right), "the behaviour changed"
PYTHON
