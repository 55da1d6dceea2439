#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU, float32 (with INFERENCE_PRECISION_HINT f32): NaN is greater than any number, and Relu, Clip, Celu
# and HardSigmoid make an ordinary number of it, Exp infinity. Sigmoid, Tanh and Elu hand it on.
#
# A good guess would be: comparisons with NaN are false and what is computed of NaN is NaN, as in ONNX Runtime; Relu is
# max(x, 0), whose instruction takes the second operand, so perhaps 0 there.
# Seen on 2026-11-29 (x86-64, AVX-512), of 1 to 100 NaNs; in brackets ONNX Runtime 1.32.0:
#   x > 1 and x >= 1   true    [false]      x < 1, x <= 1, x == 1   false  [false]
#   Relu, Celu         0       [NaN]        Clip to 0 and 1         0      [NaN]
#   HardSigmoid        1       [NaN]        Exp                     inf    [NaN]
#   Max(x, 1)          1       [NaN]        Max(1, x)               NaN    [NaN]
#   1 / (1 + exp(-x))  0       [NaN]        Cast to bool            false  [true]
#
# What it means: a missing value becomes a certain answer behind the first layer of ReLU, and a threshold on the score
# (Greater, Where) takes the row for one above it. Ask IsNaN of the inputs, which is right, and Where for the answer.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet openvino==2026.4.1 onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
import openvino
from onnx import TensorProto, helper, numpy_helper

CONSTANTS = {"zero": 0, "one": 1}
node = helper.make_node


def run(nodes, rows):
    """What ONNX Runtime and OpenVINO make of rows of NaN, one number each."""
    named = {name for its in nodes for name in its.input}
    constants = [numpy_helper.from_array(np.float32(number), name) for name, number in CONSTANTS.items() if name in named]
    value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph(nodes, "g", [value("x")], [value("y")], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
    given = np.full((rows, 1), np.nan, np.float32)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(model), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    found = session.run(None, {"x": given})[0], compiled(given)[0]
    for numbers in found:
        assert numbers.shape == (rows, 1) and len(np.unique(numbers)) == 1
    return [float(numbers[0, 0]) for numbers in found]


cast = node("Cast", ["b"], ["y"], to=TensorProto.FLOAT)
cases = [(name, [node(name, ["x", "one"], ["b"]), cast], 0, seen) for name, seen in
         [("Greater", 1), ("GreaterOrEqual", 1), ("Less", 0), ("LessOrEqual", 0), ("Equal", 0)]]
cases += [(name, [node(name, ["x"], ["y"])], np.nan, seen) for name, seen in
          [("Relu", 0), ("Celu", 0), ("HardSigmoid", 1), ("Exp", np.inf), ("Sigmoid", np.nan), ("Tanh", np.nan),
           ("Elu", np.nan)]]
cases += [
    ("IsNaN", [node("IsNaN", ["x"], ["b"]), cast], 1, 1),
    ("Clip to 0 and 1", [node("Clip", ["x", "zero", "one"], ["y"])], np.nan, 0),
    ("Max(x, 1)", [node("Max", ["x", "one"], ["y"])], np.nan, 1),
    ("Max(1, x)", [node("Max", ["one", "x"], ["y"])], np.nan, np.nan),
    ("Cast to bool", [node("Cast", ["x"], ["b"], to=TensorProto.BOOL), cast], 1, 0),
    ("1 / (1 + exp(-x))", [node("Neg", ["x"], ["n"]), node("Exp", ["n"], ["e"]), node("Add", ["e", "one"], ["s"]),
                           node("Div", ["one", "s"], ["y"])], np.nan, 0),
]
for name, nodes, right, seen in cases:
    for rows in 1, 16, 100:
        found = run(nodes, rows)
        np.testing.assert_array_equal(found, [right, seen], f"{name}, {rows} rows")
    print(f"{name} of NaN: ONNX Runtime {found[0]}, OpenVINO {found[1]}")
PYTHON
