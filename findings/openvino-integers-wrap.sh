#!/usr/bin/env bash
# OpenVINO 2026.4.1, CPU: a model of int64 takes and gives int64 and computes in int32. What goes in wraps modulo 2^32, even
# where nothing is computed (Identity); constants are cut at the bounds instead. A model of float64 computes in float32.
#
# A good guess would be: the types of the graph, as its inputs and outputs have them; or an error for what int32 does not
# hold; or at least the same treatment of data and constants. ONNX Runtime has the textbook's numbers.
# Seen on 2026-11-29 (INFERENCE_PRECISION_HINT f32), ONNX opset 17:
#   Identity of 10^12                 -727379968, as int64
#   x == 10^12 + 7 (int64)            true for x = 2147483647, false for x = 10^12 + 7
#   Cast to float of 10^12            right, if it is the input itself that is cast
#   x - 10^12 of 10^12, as float      1420103680
#   x - 1.7e9 of 1700000001.5 (f64)   0, as float64
#
# What it means: identifiers, hashes and times in nanoseconds fall together or out of order, and a preprocessing that was
# written in float64 because float32 is too coarse is as coarse as float32. Compute such columns before the model.
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

LONG, DOUBLE, FLOAT = TensorProto.INT64, TensorProto.DOUBLE, TensorProto.FLOAT


def run(name, given, out, constant, *operators):
    """What ONNX Runtime and OpenVINO make of the numbers by operators, of which the first has the constant."""
    kind = LONG if given.dtype == np.int64 else DOUBLE
    nodes, last = [], "x"
    for at, (operator, attributes) in enumerate(operators):
        inputs = [last, "c"] if at == 0 and constant is not None else [last]
        nodes.append(helper.make_node(operator, inputs, [f"y{at}"], **attributes))
        last = f"y{at}"
    constants = [numpy_helper.from_array(np.array(constant, given.dtype), "c")] if constant is not None else []
    value = lambda name, kind: helper.make_tensor_value_info(name, kind, [None])
    graph = helper.make_graph(nodes, "g", [value("x", kind)], [value(last, out)], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8).SerializeToString()
    session = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"])
    core = openvino.Core()
    compiled = core.compile_model(core.read_model(model), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    right, found = session.run(None, {"x": given})[0], compiled(given)[0]
    print(f"{name}: ONNX Runtime {right.tolist()}, OpenVINO {found.tolist()} as {found.dtype}")
    assert right.dtype == found.dtype
    return right.tolist(), found.tolist()


big = np.array([1, 2147483647, 10**12, 10**12 + 7])
right, found = run("Identity", big, LONG, None, ("Identity", {}))
assert right == big.tolist() and found == [1, 2147483647, -727379968, -727379961]
right, found = run("x == 10^12 + 7", big, LONG, 10**12 + 7, ("Equal", {}), ("Cast", {"to": LONG}))
assert right == [0, 0, 0, 1] and found == [0, 1, 0, 0]
right, found = run("x as float", big[:1], FLOAT, None, ("Cast", {"to": FLOAT}))
right, found = run("x - 10^12 as float", big[2:], FLOAT, 10**12, ("Sub", {}), ("Cast", {"to": FLOAT}))
assert right == [0, 7] and found == [1420103680, 1420103680]
times = np.array([1700000000.25, 1700000001.5])
right, found = run("x - 1.7e9", times, DOUBLE, 1.7e9, ("Sub", {}))
assert right == [0.25, 1.5] and found == [0, 0]
PYTHON
