#!/usr/bin/env bash
# OpenVINO 2026.4.1: an ONNX LSTM, GRU or RNN that is bidirectional computes its reverse direction with the activations of the forward
# one; the peephole weights of an LSTM and input_forget=1 are passed over. No error and no warning.
#
# A good guess would be: as ONNX Runtime and the specification have them, or an error, as OpenVINO gives for an activation that it
# does not know (LeakyRelu, Elu, Affine) and for HardSigmoid with parameters; clip, directions, lengths and linear_before_reset are right.
# Seen on 2026-12-01, 5 steps, 3 rows, 4 columns, 2 units, weights and inputs normal, largest difference from a computation in float64:
#   model                                                  OpenVINO   ONNX Runtime 1.32.0
#   LSTM, GRU, RNN with tanh both ways                     < 1e-5     < 1e-5
#   RNN bidirectional, activations Tanh, Relu              5.2        < 1e-5     forward direction alone: right
#   GRU bidirectional, Sigmoid, Tanh, HardSigmoid, Relu    8.4        < 1e-5
#   LSTM bidirectional, HardSigmoid, Relu twice            4.8        < 1e-5
#   LSTM with peepholes                                    0.52       < 1e-5
#   LSTM with input_forget=1                               0.55       < 1e-5
# The reverse direction is, to 1e-5, what the forward activations make of it, and the LSTM the same without peepholes and without coupling.
#
# What it means: a model of two directions with other activations, or one with peepholes (TensorFlow's LSTMBlockCell, Kaldi's), answers
# other numbers on OpenVINO than where it was tested. Compare one input; split the directions into two nodes.
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
from onnx import helper, numpy_helper

STEPS, ROWS, COLUMNS, UNITS = 5, 3, 4, 2
FUNCTIONS = {
    "Sigmoid": lambda x: 1 / (1 + np.exp(-x)), "Tanh": np.tanh, "Relu": lambda x: np.maximum(x, 0),
    "HardSigmoid": lambda x: np.clip(0.2 * x + 0.5, 0, 1),
}


def direction(kind, x, w, r, b, p, names, coupled):
    """One direction in float64, as the specification of ONNX has it: shape [steps, rows, units]."""
    act = [FUNCTIONS[name] for name in names]
    h, c, out = np.zeros((ROWS, UNITS)), np.zeros((ROWS, UNITS)), []
    bias_w, bias_r = np.split(b, 2)
    for step in x:
        if kind == "RNN":
            h = act[0](step @ w.T + h @ r.T + b[:UNITS] + b[UNITS:])
        elif kind == "GRU":
            from_x, from_h = np.split(step @ w.T + bias_w, 3, 1), np.split(h @ r.T + bias_r, 3, 1)
            z, reset = act[0](from_x[0] + from_h[0]), act[0](from_x[1] + from_h[1])
            inner = act[1](from_x[2] + (reset * h) @ r[2 * UNITS :].T + bias_r[2 * UNITS :])
            h = (1 - z) * inner + z * h
        else:
            i, o, f, cell = np.split(step @ w.T + h @ r.T + bias_w + bias_r, 4, 1)
            peep_i, peep_o, peep_f = np.split(p, 3)
            i, f = act[0](i + peep_i * c), act[0](f + peep_f * c)
            if coupled:
                f = 1 - i
            c = f * c + i * act[1](cell)
            h = act[0](o + peep_o * c) * act[2](c)
        out.append(h)
    return np.array(out)


def both_ways(kind, x, constants, names, directions, coupled=False):
    each = len(names) // directions
    parts = []
    for way in range(directions):
        weights = [constants[name][way].astype(np.float64) for name in "wrbp"]
        found = direction(kind, x[::-1] if way else x, *weights, names[way * each : (way + 1) * each], coupled)
        parts.append(found[::-1] if way else found)
    return np.stack(parts, 1)


def run(title, kind, names, directions=1, peepholes=False, coupled=False):
    gates = {"RNN": 1, "GRU": 3, "LSTM": 4}[kind]
    random = np.random.default_rng(0)
    shapes = {"w": (gates * UNITS, COLUMNS), "r": (gates * UNITS, UNITS), "b": (2 * gates * UNITS,), "p": (3 * UNITS,)}
    constants = {name: random.normal(size=(directions, *shape)).astype(np.float32) for name, shape in shapes.items()}
    if not peepholes:
        constants["p"][:] = 0
    inputs = ["x", "w", "r", "b"] + (["", "", "", "p"] if peepholes else [])
    attributes = {"input_forget": 1} if coupled else {}
    node = helper.make_node(kind, inputs, ["y"], hidden_size=UNITS, activations=names,
                            direction="bidirectional" if directions == 2 else "forward", **attributes)
    graph = helper.make_graph(
        [node], "graph", [helper.make_tensor_value_info("x", 1, [STEPS, ROWS, COLUMNS])],
        [helper.make_tensor_value_info("y", 1, [STEPS, directions, ROWS, UNITS])],
        [numpy_helper.from_array(value, name) for name, value in constants.items() if name in inputs],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    data = model.SerializeToString()
    x = (2 * random.normal(size=(STEPS, ROWS, COLUMNS))).astype(np.float32)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    compiled = core.compile_model(core.read_model(data), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    right = both_ways(kind, x, constants, names, directions, coupled)
    found = compiled([x])[0]
    distance = abs(found - right).max()
    theirs = abs(session.run(None, {"x": x})[0] - right).max()
    print("%-55s OpenVINO %.2g  ONNX Runtime %.2g" % (title, distance, theirs))
    assert theirs < 1e-5
    return x, constants, found, right


def close(a, b):
    return abs(a - b).max() < 1e-5


core = openvino.Core()
plain = {"RNN": ["Tanh"], "GRU": ["Sigmoid", "Tanh"], "LSTM": ["Sigmoid", "Tanh", "Tanh"]}
other = {"RNN": ["Relu"], "GRU": ["HardSigmoid", "Relu"], "LSTM": ["HardSigmoid", "Relu", "Relu"]}
for kind in plain:
    _, _, found, right = run(kind + " forward", kind, plain[kind])
    assert close(found, right)
    _, _, found, right = run(kind + " bidirectional, the same both ways", kind, plain[kind] * 2, 2)
    assert close(found, right)
    x, constants, found, right = run(kind + " bidirectional, other activations in reverse", kind, plain[kind] + other[kind], 2)
    assert close(found[:, 0], right[:, 0]), "the forward direction is right"
    assert abs(found[:, 1] - right[:, 1]).max() > 0.3, "the behaviour changed"
    assert close(found, both_ways(kind, x, constants, plain[kind] * 2, 2)), "it has the activations of the forward direction"
x, constants, found, right = run("LSTM with peepholes", "LSTM", plain["LSTM"], peepholes=True)
constants["p"][:] = 0
assert abs(found - right).max() > 0.05 and close(found, both_ways("LSTM", x, constants, plain["LSTM"], 1))
x, constants, found, right = run("LSTM with input_forget=1", "LSTM", plain["LSTM"], coupled=True)
assert abs(found - right).max() > 0.05 and close(found, both_ways("LSTM", x, constants, plain["LSTM"], 1))
PYTHON
