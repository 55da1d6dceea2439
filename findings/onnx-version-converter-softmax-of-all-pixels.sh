#!/usr/bin/env bash
# onnx 1.23.2, version_converter: a Softmax over the channels of an image, converted from opset 13 or later to 12, 11, 9 or 7, becomes
# a Softmax over all channels and pixels together, with no error: of three classes of 64 x 64 pixels no probability is above 0.04.
#
# A good guess would be: the same numbers, or an error that says that it cannot be done, as for most of what has no old form. The
# other way round it is right: from 12 to 13 the converter puts a Flatten and a Reshape around the operator, as the meaning of the
# axis changed there (from all axes behind it to this one).
# Seen on 2026-11-30, ONNX Runtime 1.32.0, logits of 1 x 3 x 64 x 64 normal numbers times 2:
#   Softmax(axis=1)                    largest probability   sum of a pixel         pixels with one above a half
#   opset 13 or 17                     0.9999                1                      3,692 of 4,096
#   converted to 12, 11, 9             0.031                 from 9e-7 to 0.031     0
#   opset 12, converted to 13          as before             as before
#   the last axis                      the same in both
# LogSoftmax(axis=1) is off by up to 13.9. onnx' own reference evaluator does not show it, as it takes the axis by its new meaning in
# every opset; ONNX Runtime and the operator's text for opset 1 and 11 have the old one.
# The cause: Softmax_13_12 keeps the axis as it is, which in opset 12 means "this axis and all behind it"; only for the last axis is
# that the same.
#
# What it means: a segmentation model that is converted for an older engine finds nothing above any threshold, and attention or gates
# over an axis in the middle mix what they should keep apart; onnx.checker has nothing to say. Put a Transpose before and behind the
# Softmax first, so that its axis is the last.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
from onnx import helper, version_converter
from onnx.reference import ReferenceEvaluator

shape = [1, 3, 64, 64]
logits = (np.random.default_rng(0).normal(size=shape) * 2).astype(np.float32)


def model(operator, axis, opset):
    node = helper.make_node(operator, ["x"], ["y"], axis=axis)
    values = [helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name in "xy"]
    graph = helper.make_graph([node], "graph", values[:1], values[1:])
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=8)
    onnx.checker.check_model(made, full_check=True)
    return made


def run(made):
    onnx.checker.check_model(made, full_check=True)
    session = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": logits})[0]


def softmax(axes):
    powers = np.exp(logits.astype(np.float64) - logits.max())
    return powers / powers.sum(axis=axes, keepdims=True)


for opset in 13, 17:
    source = model("Softmax", 1, opset)
    before = run(source)
    assert np.allclose(before, softmax(1), atol=1e-6)
    targets = (12, 11, 9) if opset == 13 else (16, 12)
    for target in targets:
        after = run(version_converter.convert_version(source, target))
        sums = after.sum(1)
        print("opset %d to %d: largest %.4f of %.4f, sums of a pixel %.2g to %.2g" % (opset, target, after.max(), before.max(), sums.min(), sums.max()))
        print("   pixels above a half:", (after.max(1) > 0.5).sum(), "of", (before.max(1) > 0.5).sum())
        if target == 16:
            assert np.allclose(after, before)
            continue
        assert after.max() < 0.1 and sums.max() < 0.1 and (before.max(1) > 0.5).sum() > 3000, "the behaviour changed"
        assert np.allclose(after, softmax((1, 2, 3)), atol=1e-6), "all channels and pixels together"
        reference = ReferenceEvaluator(version_converter.convert_version(source, target)).run(None, {"x": logits})[0]
        assert np.allclose(reference, before, atol=1e-6), "the evaluator takes the axis by its new meaning in every opset"

source = model("LogSoftmax", 1, 13)
error = np.abs(run(version_converter.convert_version(source, 12)) - run(source)).max()
print("LogSoftmax: off by %.1f" % error)
assert error > 5

# what is right
for operator in "Softmax", "LogSoftmax":
    for axis in -1, 3:
        source = model(operator, axis, 13)
        assert np.allclose(run(version_converter.convert_version(source, 12)), run(source), atol=1e-6)
    source = model(operator, 1, 12)
    converted = version_converter.convert_version(source, 13)
    print("opset 12 to 13:", [node.op_type for node in converted.graph.node])
    assert np.allclose(run(converted), run(source), atol=1e-5)
PYTHON
