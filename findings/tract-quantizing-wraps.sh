#!/usr/bin/env bash
# tract 0.23.9: QuantizeLinear with a zero point gives the smallest number for a large positive one and infinity (or the largest
# for a large negative one), where the scaled value passes 2^31. Without a zero point it saturates.
#
# A good guess would be: "saturate" as the specification says, like ONNX Runtime: 255 for all that is too large; and a zero point of 1
# changes results by 1.
# Seen on 2026-11-29, scale 0.02:
#   x                  1     4.2e7   4.4e7   infinity   -4.4e7   -infinity
#   uint8, zero 0      50    255     255     255        0        0           (right)
#   uint8, zero 1      51    255     0       0          0        0
#   uint8, zero 128    178   255     0       0          0        0
#   int8, zero 1       51    127     -128    -128       -128     -128
#   int8, zero -1      49    127     127     127        127      127
# ONNX Runtime saturates in all rows.
#
# What it means: the one input that is far out, or the overflow of a layer before, comes out as the smallest activation instead of the
# largest, so a quantized detector is calm where its float original is loudest. Put a Clip before each QuantizeLinear.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tract==0.23.9 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
import tract
from onnx import helper, numpy_helper

x = np.array([1, 4.2e7, 4.4e7, np.inf, -4.4e7, -np.inf], np.float32)
for kind, zero, seen in [
    (np.uint8, 0, None),
    (np.uint8, 1, [51, 255, 0, 0, 0, 0]),
    (np.uint8, 128, [178, 255, 0, 0, 0, 0]),
    (np.int8, 0, None),
    (np.int8, 1, [51, 127, -128, -128, -128, -128]),
    (np.int8, -1, [49, 127, 127, 127, 127, 127]),
]:
    result = helper.np_dtype_to_tensor_dtype(np.dtype(kind))
    graph = helper.make_graph(
        [helper.make_node("QuantizeLinear", ["x", "scale", "zero"], ["y"])],
        "graph",
        [helper.make_tensor_value_info("x", 1, x.shape)],
        [helper.make_tensor_value_info("y", result, x.shape)],
        [numpy_helper.from_array(np.float32(0.02), "scale"), numpy_helper.from_array(np.array(zero, kind), "zero")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    expected = session.run(None, {"x": x})[0].tolist()
    found = tract.onnx().load("model.onnx").into_model().into_runnable().run([x])[0].to_numpy().tolist()
    print(kind.__name__, "zero point", zero, "found", found, "expected", expected)
    limits = np.iinfo(kind)
    assert expected[1:] == [limits.max] * 3 + [limits.min] * 2, "ONNX Runtime saturates"
    assert found == (expected if seen is None else seen)
PYTHON
