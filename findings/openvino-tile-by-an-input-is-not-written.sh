#!/usr/bin/env bash
# OpenVINO 2026.4.1: a Tile whose repeats come from an input, or from the shape of one, is never computed where four or more axes (without those
# of length 1 in front) have more than one repeat in each of the last three: its output is what the memory held before.
#
# A good guess would be: what numpy.tile gives, as with the same repeats written into the model.
# Seen on 2026-12-01, on a CPU, x of 2 x 3 x 4 x 5 normal numbers, numbers of the output that are right:
#   repeats         in the model     from an input     from the shape of another input
#   1 1 2 2         all              all               all
#   2 2 1 2         all              all               all
#   1 2 2 2         all              none              none
#   2 2 2 2         all              none              none
# and 2 x 2 x 2 of three axes: all. The same by OpenVINO's own Tile without ONNX. What it is instead is 0, 1e32, NaN or numbers of other layers.
# Features of n x 2 x 4 x 4 laid over the channels and pixels of n pictures: all are right for n = 1, none for n = 2 and 8.
# As far as seen from outside: only where the repeats are known when the model is compiled is the work planned; elsewhere nothing is copied
# as soon as three axes have to be repeated.
#
# What it means: features that are laid out by the size of a picture are noise in a model of dynamic shape, with no error, and a test with
# one picture finds nothing. Write Expand and Reshape, tile axis by axis, or fix the repeats in the model.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 openvino==2026.4.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import openvino
from onnx import numpy_helper, parser
from onnx.reference import ReferenceEvaluator
from openvino import opset13

core = openvino.Core()
random = np.random.default_rng(0)


def run(made, inputs):
    """The output twice, with other work between, so that memory is used again."""
    compiled = core.compile_model(core.read_model(made.SerializeToString()), "CPU")
    first = np.array(compiled(inputs)[0])
    return first, np.array(compiled(inputs)[0])


def model(axes, kind, repeats):
    shape = ", ".join("a%d" % n for n in range(axes))
    more = {"model": "", "input": ", int64[%d] r" % axes,
            "shape": ", float[%s] like" % ", ".join("b%d" % n for n in range(axes))}[kind]
    before = "r = Shape(like) " if kind == "shape" else ""
    made = parser.parse_model('<ir_version: 8, opset_import: ["" : 13]> g (float[%s] x%s) => (float[%s] y) { %sy = Tile(x, r) }'
                              % (shape, more, ", ".join("c%d" % n for n in range(axes)), before))
    if kind == "model":
        made.graph.initializer.append(numpy_helper.from_array(np.array(repeats), "r"))
    onnx.checker.check_model(made)
    return made


def inputs(kind, x, repeats):
    return [x] + {"model": [], "input": [np.array(repeats)], "shape": [np.zeros(repeats, np.float32)]}[kind]


for size, repeats, wrong in [((2, 3, 4, 5), (1, 1, 2, 2), False), ((2, 3, 4, 5), (2, 2, 1, 2), False), ((2, 3, 4, 5), (1, 2, 2, 2), True),
                             ((2, 3, 4, 5), (2, 2, 2, 2), True), ((3, 4, 5), (2, 2, 2), False), ((1, 2, 3, 4, 5), (1, 1, 2, 3, 2), True)]:
    x = random.normal(size=size).astype(np.float32)
    right = np.tile(x, repeats)
    line = "%s repeated %s:" % (size, repeats)
    for kind in ("model", "input", "shape"):
        made = model(len(size), kind, repeats)
        assert np.array_equal(ReferenceEvaluator(made).run(None, dict(zip([i.name for i in made.graph.input], inputs(kind, x, repeats))))[0], right)
        seen = [(y == right).mean() for y in run(made, inputs(kind, x, repeats))]
        line += " %s %.3f %.3f" % (kind, *seen)
        assert all(s < 0.02 if wrong and kind != "model" else s == 1 for s in seen), "the behaviour changed"
    print(line)

# without ONNX
x = random.normal(size=(2, 3, 4, 5)).astype(np.float32)
data, repeats = opset13.parameter([2, 3, 4, 5], np.float32), opset13.parameter([4], np.int64)
compiled = core.compile_model(openvino.Model([opset13.tile(data, repeats)], [data, repeats]), "CPU")
seen = (np.array(compiled([x, np.array([2, 2, 2, 2])])[0]) == np.tile(x, (2, 2, 2, 2))).mean()
print("OpenVINO's own Tile: right in %.3f" % seen)
assert seen < 0.02, "the behaviour changed"

# features of 2 x 4 x 4 are laid over the pictures of a batch
for batch in (1, 2, 8):
    features = random.normal(size=(batch, 2, 4, 4)).astype(np.float32)
    picture = np.ones((batch, 8, 32, 32), np.float32)
    right = 1 + np.tile(features, (1, 4, 8, 8))
    made = parser.parse_model('<ir_version: 8, opset_import: ["" : 13]> g (float[n, c, h, w] picture, float[n, l, m, o] features) => '
                              '(float[n, c, h, w] y) { s = Shape(picture) q = Shape(features) r = Div(s, q) p = Tile(features, r) y = Add(picture, p) }')
    onnx.checker.check_model(made)
    assert np.array_equal(ReferenceEvaluator(made).run(None, {"picture": picture, "features": features})[0], right)
    seen = run(made, [picture, features])
    print("features over a batch of %d: right in %.3f %.3f, %s" % (batch, *((y == right).mean() for y in seen), seen[0].ravel()[:3]))
    assert all((y == right).all() if batch == 1 else (y == right).mean() < 0.02 for y in seen), "the behaviour changed"
PYTHON
