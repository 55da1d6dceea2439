#!/usr/bin/env bash
# OpenVINO 2026.4.1: an LSTM, GRU or RNN of an ONNX model with layout=1, whose input is batch, time, columns, is computed as one of layout=0:
# it walks over the rows of the batch instead of over time.
#
# A good guess would be: layout=1 is what layout=0 gives with the first two axes changed, or an error, as ONNX Runtime has.
# Seen on 2026-12-01, 8 sequences of 20 steps, 3 columns, 16 cells, on a CPU, largest difference from the equations in float64:
#              layout=0      layout=1
#   LSTM       1e-7          1.2
#   GRU        2e-7          1.6
#   RNN        3e-7          1.9
# What layout=1 gives is bit by bit what layout=0 gives of the same array with its axes unchanged: Y has the shape 8 x 1 x 20 x 16 instead of
# 8 x 20 x 1 x 16 and the last state 1 x 20 x 16 instead of 8 x 1 x 16; of 20 sequences of 20 steps there are as many numbers as there should
# be. A cell that adds up a column has the right sign for 13 of 20 sequences, with layout=0 for all.
#
# What it means: a model that is stored batch first, which the standard allows since opset 14, answers by the other sequences of the batch,
# with no error. Put a Transpose before and after and write layout=0.
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

core = openvino.Core()
random = np.random.default_rng(0)
GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def directly(kind, x, w, r):
    """All states of each sequence, batch first, by the equations."""
    w, r = w[0].astype(np.float64), r[0].astype(np.float64)
    size = r.shape[1]
    h, c, states = np.zeros((len(x), size)), np.zeros((len(x), size)), []
    for step in range(x.shape[1]):
        a, b = x[:, step].astype(np.float64) @ w.T, h @ r.T
        if kind == "RNN":
            h = np.tanh(a + b)
        elif kind == "LSTM":
            i, o, f, g = np.split(a + b, 4, axis=1)
            c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
            h = sigmoid(o) * np.tanh(c)
        else:
            z, reset = sigmoid(a[:, :size] + b[:, :size]), sigmoid(a[:, size:2 * size] + b[:, size:2 * size])
            g = np.tanh(a[:, 2 * size:] + (reset * h) @ r[2 * size:].T)
            h = (1 - z) * g + z * h
        states.append(h)
    return np.stack(states, 1)


def model(kind, layout, w, r, size, shape):
    made = parser.parse_model('<ir_version: 8, opset_import: ["" : 14]> g (float[%d, %d, %d] x) => (float[a, b, c, d] y, float[e, f, k] h) '
                              '{ y, h = %s<hidden_size = %d, layout = %d>(x, w, r) }' % (*shape, kind, size, layout))
    made.graph.initializer.extend([numpy_helper.from_array(w, "w"), numpy_helper.from_array(r, "r")])
    onnx.checker.check_model(made)
    return made


def run(made, x):
    compiled = core.compile_model(core.read_model(made.SerializeToString()), "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return [np.array(y) for y in compiled([x]).values()]


for kind, gates in GATES.items():
    for rows, steps in ((8, 20), (20, 20)):
        size = 16
        w = random.normal(size=(1, gates * size, 3)).astype(np.float32)
        r = (random.normal(size=(1, gates * size, size)) / 4).astype(np.float32)
        x = random.normal(size=(rows, steps, 3)).astype(np.float32)
        right = directly(kind, x, w, r)
        turned = x.swapaxes(0, 1).copy()
        y, h = run(model(kind, 0, w, r, size, turned.shape), turned)
        first = max(abs(y[:, 0].swapaxes(0, 1) - right).max(), abs(h[0] - right[:, -1]).max())
        made = model(kind, 1, w, r, size, x.shape)
        if kind != "GRU":  # of which the reference evaluator has one with another shape
            assert np.allclose(ReferenceEvaluator(made).run(["h"], {"x": x})[0].reshape(rows, size), right[:, -1], atol=1e-4)
        y, h = run(made, x)
        other, last = run(model(kind, 0, w, r, size, x.shape), x)
        assert np.array_equal(y, other) and np.array_equal(h, last), "the behaviour changed"
        second = abs(y.reshape(-1)[: right.size].reshape(right.shape) - right).max()
        print("%s of %d x %d: layout 0 off by %.1g, layout 1 by %.2g, shapes %s %s" % (kind, rows, steps, first, second, y.shape, h.shape))
        assert first < 1e-5 and y.shape == (rows, 1, steps, size) and h.shape == (1, steps, size) and second > 0.3

# one cell that adds up the first column: is the sum positive?
w, r = np.array([[[0.05, 0, 0]]], np.float32), np.ones((1, 1, 1), np.float32)
x = random.normal(size=(20, 20, 3)).astype(np.float32)
right = x[:, :, 0].astype(np.float64).sum(1) > 0
shares = []
for layout in (0, 1):
    given = x if layout else x.swapaxes(0, 1).copy()
    found = run(model("RNN", layout, w, r, 1, given.shape), given)[1].reshape(20) > 0
    shares.append((found == right).mean())
print("the sign of a sum, of 20 sequences of 20 steps: layout 0 right in %.2f, layout 1 in %.2f" % tuple(shares))
assert shares[0] >= 0.9 and shares[1] < 0.75, "the behaviour changed"
PYTHON
