#!/usr/bin/env bash
# OpenVINO 2026.4.1: a DFT of ONNX opset 20 is taken over axis 1, whatever axis it is given, and without one too, where the default is the
# last but one. Resize passes over antialias and exclude_outside.
#
# A good guess would be: over the axis that is given, as for opset 17, where it is an attribute and right; opset 20 made it an input.
# Seen on 2026-12-01, an array of normal numbers of shape [1, 3, 4, 1], largest difference from NumPy in float64:
#   axis                     1        2      -2     not given (-2)    2 in opset 17
#   OpenVINO                 3e-7     3.3    3.3    3.3               1e-7
#   ONNX Runtime 1.32.0      9e-7     2e-7   2e-7   2e-7              2e-7
# and what it gives for all of them is the transform over axis 1, to 1e-6; so is the inverse.
# With onesided=1 the output has an axis too many, [1, 2, 4, 1, 2].
# Resize of 12 columns, every third of them 9 and the others 0 (mean 3), to 4 columns:
#   linear                   0 0 0 0 by both                  linear, antialias=1     OpenVINO 0 0 0 0   ONNX Runtime 4 3 3 2
#   cubic, antialias=1       OpenVINO 0 0 0 0, ONNX Runtime 3.94 2.83 3.17 2.06       opset 18, where antialias is new
#   cubic to 20, exclude_outside=1, first column   OpenVINO 9.86 (as without), ONNX Runtime 10.05
#
# What it means: a spectral layer over rows and columns transforms the rows twice, and an image that is made smaller as in training (Pillow,
# antialias=True) loses fine stripes. Compare one input; move the axis to place 1 by Transpose, and blur before a Resize.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 openvino==2026.4.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
import openvino
from onnx import parser

core = openvino.Core()


def both(opset, text, x):
    """By OpenVINO and by ONNX Runtime."""
    model = parser.parse_model('<ir_version: 8, opset_import: ["" : %d]> %s' % (opset, text))
    onnx.checker.check_model(model, full_check=True)
    data = model.SerializeToString()
    compiled = core.compile_model(core.read_model(data), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    return compiled([x])[0], session.run(None, {"x": x})[0]


def complexes(x):
    return x.astype(np.float64) @ np.array([1, 1j])


x = np.random.default_rng(0).normal(size=(1, 3, 4, 1)).astype(np.float32)
numbers = x[..., 0].astype(np.float64)
graph = "g (float[1,3,4,1] x) => (float[a,b,c,d] y) <int64 axis = {%d}> { y = DFT%s(x%s) }"
cases = [("axis %d" % axis, 20, graph % (axis, attributes, ", , axis"), axis % 4, attributes)
         for axis in (1, 2, -2) for attributes in ("", "<inverse=1>")]
cases += [("no axis", 20, graph % (0, "", ""), 2, ""), ("axis 2 of opset 17", 17, graph % (0, "<axis=2>", ""), 2, "")]
for name, opset, text, axis, attributes in cases:
    transform = np.fft.ifft if attributes == "<inverse=1>" else np.fft.fft
    right = transform(numbers, axis=axis)
    found, theirs = (complexes(y) for y in both(opset, text, x))
    assert theirs.shape == right.shape and abs(theirs - right).max() < 1e-5
    wrong = abs(found - right).max()
    print("%-20s %-12s OpenVINO %.2g  ONNX Runtime %.2g" % (name, attributes, wrong, abs(theirs - right).max()))
    if axis == 1 or opset == 17:
        assert abs(found - right).max() < 1e-5
    else:
        assert abs(found - transform(numbers, axis=1)).max() < 1e-5, "the behaviour changed"
        assert wrong > 0.5
found, theirs = both(20, graph % (1, "<onesided=1>", ", , axis"), x)
print("onesided=1: shapes", found.shape, theirs.shape)
assert found.shape == (1, 2, 4, 1, 2) and theirs.shape == (1, 2, 4, 2) and np.allclose(found[:, :, :, 0], theirs, atol=1e-5)

stripes = np.zeros((1, 1, 1, 12), np.float32)
stripes[..., ::3] = 9
for attributes, columns, same in [('mode="linear"', 4, True), ('mode="cubic"', 4, True), ('mode="cubic"', 20, True),
                                  ('mode="linear", antialias=1', 4, False), ('mode="cubic", antialias=1', 4, False),
                                  ('mode="cubic", exclude_outside=1', 20, False)]:
    text = "g (float[1,1,1,12] x) => (float[a,b,c,d] y) <int64[4] sizes = {1, 1, 1, %d}> { y = Resize<%s>(x, , , sizes) }"
    found, theirs = (y.ravel() for y in both(18, text % (columns, attributes), stripes))
    plain = both(18, text % (columns, attributes.split(",")[0]), stripes)[0].ravel()
    print(attributes, "to", columns, "OpenVINO", found[:4].round(2), "ONNX Runtime", theirs[:4].round(2))
    assert np.array_equal(found, plain) and np.allclose(found, theirs, atol=1e-4) == same
    if "antialias" in attributes:
        assert (found == 0).all() and abs(theirs.mean() - 3) < 0.1
PYTHON
