#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU, float32 (with INFERENCE_PRECISION_HINT f32): a subtraction of a constant and a division by one,
# (x - mean) / deviation, become one product and one sum, x * (1 / deviation) + (-mean / deviation). What the subtraction
# gives exactly is lost where the mean is large beside the deviation. Two subtractions become one of the rounded sum.
#
# A good guess would be: subtraction and division as the graph has them, or joined where the result stays the same to some
# units in the last place; the hint asks for float32, and optimizers for inference leave the order of sums with
# constants alone, as ONNX Runtime's does at every level.
# Seen on 2026-11-29 (x86-64, AVX-512), ONNX opset 17; in brackets ONNX Runtime 1.32.0, which is right:
#   (x - 1.7e9) / 100     of 1700000128, 1699999872, 1700000256: 0, -2, 2    [1.28, -1.28, 2.56]
#   (x - 1e6) / 0.7       of 1000000.25: 0.375                               [0.357]
#   x - 16777216 - 0.5    of 16777218: 2                                     [1.5]
# With a Clip, a Where or nothing but a MatMul behind the subtraction it stays.
#
# What it means: a standardisation in front of a network is as coarse as mean / deviation * 6e-8: columns of times, years,
# pressures or coordinates are blurred, by whole deviations at worst, and a shift in two parts has no second part. Divide
# in the weights of the first layer, or put a Clip at the largest numbers of float32 between.
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


def run(given, *steps):
    """The numbers that ONNX Runtime and OpenVINO make of those given, by operators with their constants."""
    nodes, constants, name = [], [], "x"
    for at, (operator, *numbers) in enumerate(steps):
        names = [f"c{at}_{place}" for place in range(len(numbers))]
        constants += [numpy_helper.from_array(np.array(number, np.float32), its) for number, its in zip(numbers, names)]
        nodes.append(helper.make_node(operator, [name, *names], [f"y{at}"]))
        name = f"y{at}"
    value = lambda name: helper.make_tensor_value_info(name, TensorProto.FLOAT, [None, 1])
    graph = helper.make_graph(nodes, "g", [value("x")], [value(name)], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
    given = np.array(given, np.float32).reshape(-1, 1)
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(model), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    found = session.run(None, {"x": given})[0].ravel(), compiled(given)[0].ravel()
    print(*steps, "of", given.ravel(), "ONNX Runtime", *found[:1], "OpenVINO", *found[1:])
    return found


far = [1700000128, 1699999872, 1700000256]
right = np.float32([1.28, -1.28, 2.56])
for scale in ("Div", 100), ("Mul", 0.01):
    exact, folded = run(far, ("Sub", 1.7e9), scale)
    assert np.allclose(exact, right) and (folded == [0, -2, 2]).all()
exact, folded = run([1000000.25, 999999.75], ("Sub", 1e6), ("Div", 0.7))
assert np.allclose(exact, [0.25 / 0.7, -0.25 / 0.7]) and (abs(folded / exact - 1) > 0.02).all()
exact, folded = run([16777218], ("Sub", 16777216), ("Sub", 0.5))
assert exact == 1.5 and folded == 2
for apart in [("Sub", 1.7e9), ("Clip", -3.4e38, 3.4e38), ("Div", 100)], [("Sub", 1.7e9), ("MatMul", [[0.01]])]:
    for found in run(far, *apart):
        assert np.allclose(found, right), "these are no longer left apart"
PYTHON
