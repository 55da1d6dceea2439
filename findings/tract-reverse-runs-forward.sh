#!/usr/bin/env bash
# tract 0.23.9: an ONNX LSTM, GRU or RNN of direction "reverse" is run forward, with no warning. In one of direction "bidirectional" the
# second half is right.
#
# A good guess would be: the numbers that ONNX Runtime and the reference evaluator give, or an error that the direction is not supported.
# Seen on 2026-11-29, 4 steps, 2 rows, 5 inputs, 3 units:
#   operator   reverse = forward   largest difference to ONNX Runtime   of "forward"   of both halves of "bidirectional"
#   LSTM       bit by bit          0.42                                 below 1e-6     below 1e-6
#   GRU        bit by bit          1.03                                 below 1e-6     below 1e-6
#   RNN        bit by bit          1.84                                 below 1e-6     below 1e-6
# Through a NNEF file written by tract it is the same.
#
# What it means: a network with a layer that reads a series from its end (Keras's go_backwards, a backward layer that is joined
# with a forward one by hand) gives other numbers of the usual size, and so is a test of its shapes passed. Reverse the series
# before and after a forward layer, or export the two as one bidirectional layer.
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
from onnx.reference import ReferenceEvaluator

steps, rows, inputs, units = 4, 2, 5, 3
random = np.random.default_rng(0)
x = random.standard_normal((steps, rows, inputs)).astype(np.float32)


def run(operator, gates, direction, weights, recurrent):
    halves = len(weights)
    node = helper.make_node(operator, ["x", "weights", "recurrent"], ["y"], hidden_size=units, direction=direction)
    graph = helper.make_graph(
        [node],
        "graph",
        [helper.make_tensor_value_info("x", 1, x.shape)],
        [helper.make_tensor_value_info("y", 1, (steps, halves, rows, units))],
        [numpy_helper.from_array(weights, "weights"), numpy_helper.from_array(recurrent, "recurrent")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    expected = session.run(None, {"x": x})[0]
    reference = ReferenceEvaluator(model).run(None, {"x": x})[0]
    if halves == 1:
        assert np.allclose(expected, reference, atol=1e-6), "two who agree"
    found = tract.onnx().load("model.onnx").into_model().into_runnable().run([x])[0].to_numpy()
    tract.nnef().write_model_to_tar(tract.onnx().load("model.onnx").into_model(), "model.nnef.tar")
    again = tract.nnef().load("model.nnef.tar").into_runnable().run([x])[0].to_numpy()
    assert np.allclose(found, again, atol=1e-6)
    return found, expected


for operator, gates in [("LSTM", 4), ("GRU", 3), ("RNN", 1)]:
    weights = random.standard_normal((2, gates * units, inputs)).astype(np.float32)
    recurrent = random.standard_normal((2, gates * units, units)).astype(np.float32)
    forward, right_forward = run(operator, gates, "forward", weights[:1], recurrent[:1])
    reverse, right_reverse = run(operator, gates, "reverse", weights[:1], recurrent[:1])
    both, right_both = run(operator, gates, "bidirectional", weights, recurrent)
    error = np.abs(reverse - right_reverse).max()
    print(operator, "reverse is forward:", np.array_equal(forward, reverse), "off by", error)
    assert np.allclose(forward, right_forward, atol=1e-6) and np.allclose(both, right_both, atol=1e-6)
    assert np.array_equal(forward, reverse) and error > 0.3
PYTHON
