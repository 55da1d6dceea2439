#!/usr/bin/env bash
# onnx 1.23.2, version_converter: a linear Resize or Upsample of opset 7 to 10, converted to 11 or later, takes its pixels from other
# places, half a pixel off, and nearest by a factor that is not whole too; a Hardmax of opset 1 to 12 marks many places instead of one.
#
# A good guess would be: the same numbers, as version_converter promises the same meaning: opset 11 has attributes for both ways of
# counting pixels, and for Softmax, whose axis changed its meaning as Hardmax' did, the converter adds a Flatten and a Reshape.
# Seen on 2026-11-30, ONNX Runtime 1.32.0:
#   model                                             as it is                  converted to 11 (or 13)
#   Resize 10, linear by 2, of 0 1 2 3                0 .5 1 1.5 2 2.5 3 3      0 .25 .75 1.25 1.75 2.25 2.75 3
#   Upsample 7 and 9, linear by 2                     the same                  the same as above (to 10 it is right)
#   Resize 10, linear by 1/2, of 0 1 2 3              0 2                       0.5 2.5
#   Resize 10, nearest by 1.6, of 0 1 2 3 4           0 0 1 1 2 3 3 4           0 0 1 2 2 3 4 4
#   Resize 10, nearest by a whole number              right                     right
#   Hardmax 11 of 2 x 4 x 4 x 4 numbers               2 ones                    32 ones
#   Softmax 11 of these                               right                     right
# The cause: the adapter adds the input that opset 11 wants and leaves the attributes at what is the default there, half_pixel and
# round_prefer_floor; what was before is asymmetric and floor. Hardmax counts as compatible.
#
# What it means: a model of 2019 that is brought to a new opset, which many tools do before anything else, answers for an image that
# is shifted by half a pixel at each such layer, a few per cent off, and no check tells. After converting set
# coordinate_transformation_mode to "asymmetric" and nearest_mode to "floor" in each Resize, and compare the outputs.
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
from onnx import helper, numpy_helper, version_converter


def model(node, shape, opset, *scales):
    tables = [numpy_helper.from_array(np.array(scales, np.float32), "s")] if scales else []
    values = [helper.make_tensor_value_info("x", onnx.TensorProto.FLOAT, shape), helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, None)]
    values[1].type.tensor_type.shape.SetInParent()
    for name in range(len(shape)):
        values[1].type.tensor_type.shape.dim.add().dim_param = "d%d" % name
    made = helper.make_model(helper.make_graph([node], "graph", values[:1], values[1:], tables), opset_imports=[helper.make_opsetid("", opset)], ir_version=7)
    onnx.checker.check_model(made, full_check=True)
    return made


def run(made, x):
    onnx.checker.check_model(made, full_check=True)
    return onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, {"x": x})[0]


def both(made, x, target):
    return run(made, x), run(version_converter.convert_version(made, target), x)


def resize(x, scale, linear):
    """Of a row, as opset 10 has it: the place is that of the new pixel divided by the scale."""
    places = np.arange(int(np.floor(len(x) * np.float32(scale)))) / np.float64(np.float32(scale))
    return np.interp(places, np.arange(len(x)), x) if linear else x[np.floor(places).astype(int)]


for scale, count in (2, 4), (3, 4), (0.5, 4), (1.6, 5), (2, 64):
    for mode in "linear", "nearest":
        row = np.arange(count, dtype=np.float32)
        image = row.reshape(1, 1, 1, count)
        node = helper.make_node("Resize", ["x", "s"], ["y"], mode=mode)
        source = model(node, image.shape, 10, 1, 1, 1, scale)
        right = resize(row, scale, mode == "linear")
        for target in 11, 13, 18:
            before, after = both(source, image, target)
            assert np.allclose(before.ravel(), right), "as it is it is right"
            if count < 10 and target == 11:
                print("Resize", mode, scale, before.ravel(), "converted", after.ravel())
            same = np.allclose(before, after)
            assert same == (mode == "nearest" and scale != 1.6), "the behaviour changed"
        fixed = version_converter.convert_version(source, 13)
        fixed.graph.node[-1].attribute.extend([helper.make_attribute("coordinate_transformation_mode", "asymmetric"), helper.make_attribute("nearest_mode", "floor")])
        assert np.allclose(run(fixed, image).ravel(), right), "with the two attributes set it is right"

image = np.arange(4, dtype=np.float32).reshape(1, 1, 1, 4)
for opset in 7, 9:
    if opset == 7:
        source = model(helper.make_node("Upsample", ["x"], ["y"], mode="linear", scales=[1.0, 1.0, 1.0, 2.0]), image.shape, 7)
    else:
        source = model(helper.make_node("Upsample", ["x", "s"], ["y"], mode="linear"), image.shape, 9, 1, 1, 1, 2)
    for target, right in (10, True), (11, False), (17, False):
        before, after = both(source, image, target)
        assert np.allclose(before.ravel(), resize(image.ravel(), 2, True)) and np.allclose(before, after) == right

numbers = np.random.default_rng(0).normal(size=(2, 4, 4, 4)).astype(np.float32)
for operator in "Hardmax", "Softmax", "LogSoftmax":
    before, after = both(model(helper.make_node(operator, ["x"], ["y"]), numbers.shape, 11), numbers, 13)
    print(operator, "11: sum", before.sum(), "converted", after.sum())
    assert np.allclose(before, after, atol=1e-5) == (operator != "Hardmax"), "the behaviour changed"
    if operator == "Hardmax":
        marked = numbers.reshape(2, 64).argmax(1)
        assert before.sum() == 2 and (before.reshape(2, 64).argmax(1) == marked).all() and after.sum() == 32
PYTHON
