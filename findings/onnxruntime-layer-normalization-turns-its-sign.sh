#!/usr/bin/env bash
# ONNX Runtime 1.32.0: optimized, as it is by default, a layer normalization that is written with mean - x becomes one with x - mean, so
# that its sign is turned; and one by the fourth moment becomes one by the variance.
#
# A good guess would be: what the nodes say, as with graph optimization off; the fusion to LayerNormalization looks for x - mean, squared.
# Seen on 2026-12-01, 8 columns, scale 1, bias 0, x = 1, 2, ..., 8, first four columns (opset 17 and 18, basic or all; opset 13, all):
#   written as                                               off and in float64          optimized (default)
#   d = x - mean, d / sqrt(mean(d ** 2) + eps)               -1.53 -1.09 -0.65 -0.22     the same
#   d = mean - x, d / sqrt(mean(d ** 2) + eps)               1.53 1.09 0.65 0.22         -1.53 -1.09 -0.65 -0.22
#   d = mean - x, d / sqrt(mean((x - mean) ** 2) + eps)      1.53 1.09 0.65 0.22         -1.53 -1.09 -0.65 -0.22
#   d = x - mean, d / sqrt(mean(d ** 4) + eps)               -0.50 -0.36 -0.22 -0.07     -1.53 -1.09 -0.65 -0.22
#   d = mean - x with d * d in place of d ** 2, or without scale or bias: right
# A network of three layers with mean - x: accuracy 1.00 by its own labels with optimization off, 0.37 with it.
#
# What it means: a "centred" layer written the other way round, with a negative scale learned for it, answers the opposite; only the optimized
# session does, so that comparing with graph optimization off finds nothing. Write x - mean, or d * d, or the operator LayerNormalization.
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
from onnx import numpy_helper, parser

LEVELS = onnxruntime.GraphOptimizationLevel
EPS = 1e-5


def model(opset, body, constants, columns):
    text = '<ir_version: 8, opset_import: ["" : %d]> g (float[n,%d] x) => (float[n,m] y) { %s }' % (opset, columns, body)
    made = parser.parse_model(text)
    made.graph.initializer.extend(numpy_helper.from_array(value, name) for name, value in constants.items())
    onnx.checker.check_model(made)
    return made


def run(made, x, level):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = level
    session = onnxruntime.InferenceSession(made.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def layer(opset, difference, squared, last="y = Add(g, bias)"):
    mean = "%%s = ReduceMean%s(%%s%s) " % (("", ", axes") if opset >= 18 else ("<axes = [-1]>", ""))
    return (mean % ("mu", "x") + difference + " " + squared + " " + mean % ("v", "s")
            + "e = Add(v, eps) r = Sqrt(e) q = Div(d, r) g = Mul(q, scale) " + last)


x = np.arange(1, 9, dtype=np.float32).reshape(1, 8)
wide = x.astype(np.float64)
away = wide - wide.mean()
by = {power: np.sqrt((away**power).mean() + EPS) for power in (2, 4)}
constants = {"two": np.float32(2), "four": np.float32(4), "eps": np.float32(EPS), "axes": np.array([-1]),
             "scale": np.ones(8, np.float32), "bias": np.zeros(8, np.float32)}
plus, minus = "d = Sub(x, mu)", "d = Sub(mu, x)"
cases = [
    ("x - mean", plus, "s = Pow(d, two)", away / by[2], True),
    ("mean - x", minus, "s = Pow(d, two)", -away / by[2], False),
    ("mean - x over the square of x - mean", minus, "f = Sub(x, mu) s = Pow(f, two)", -away / by[2], False),
    ("x - mean by the fourth moment", plus, "s = Pow(d, four)", away / by[4], False),
    ("mean - x by d * d", minus, "s = Mul(d, d)", -away / by[2], True),
]
for name, difference, squared, right, same in cases:
    for opset in 13, 17, 18:
        used = {n: v for n, v in constants.items() if n != "axes" or opset >= 18}
        made = model(opset, layer(opset, difference, squared), used, 8)
        plain, basic, whole = (run(made, x, l) for l in (LEVELS.ORT_DISABLE_ALL, LEVELS.ORT_ENABLE_BASIC, LEVELS.ORT_ENABLE_ALL))
        assert np.allclose(plain, right, atol=1e-4)
        for found in (whole,) if opset < 17 else (basic, whole):
            assert np.allclose(found, right if same else away / by[2], atol=1e-4), "the behaviour changed"
    print("%-40s off %s optimized %s" % (name, plain[0, :4].round(2), whole[0, :4].round(2)))
made = model(17, layer(17, minus, "s = Pow(d, two)", "y = Identity(g)"), {n: v for n, v in constants.items() if n not in ("axes", "bias")}, 8)
assert np.allclose(run(made, x, LEVELS.ORT_ENABLE_ALL), -away / by[2], atol=1e-4), "without bias it is right"

random = np.random.default_rng(0)
constants, body, last = {"two": np.float32(2), "eps": np.float32(EPS)}, "", "x"
for n in range(3):
    constants |= {"w%d" % n: (random.normal(size=(16, 16)) / 4).astype(np.float32), "s%d" % n: np.ones(16, np.float32),
                  "b%d" % n: np.zeros(16, np.float32)}
    body += ("p{0} = MatMul({1}, w{0}) m{0} = ReduceMean<axes = [-1]>(p{0}) d{0} = Sub(m{0}, p{0}) t{0} = Pow(d{0}, two) "
             "v{0} = ReduceMean<axes = [-1]>(t{0}) e{0} = Add(v{0}, eps) q{0} = Sqrt(e{0}) u{0} = Div(d{0}, q{0}) g{0} = Mul(u{0}, s{0}) "
             "h{0} = Add(g{0}, b{0}) r{0} = Relu(h{0}) ").format(n, last)
    last = "r%d" % n
constants["out"] = random.normal(size=(16, 4)).astype(np.float32)
made = model(17, body + "y = MatMul(%s, out)" % last, constants, 16)
x = random.normal(size=(1000, 16)).astype(np.float32)
hidden = x.astype(np.float64)
for n in range(3):
    p = hidden @ constants["w%d" % n]
    d = p.mean(1, keepdims=True) - p
    hidden = np.maximum(d / np.sqrt((d**2).mean(1, keepdims=True) + EPS), 0)
labels = (hidden @ constants["out"]).argmax(1)
shares = [(run(made, x, level).argmax(1) == labels).mean() for level in (LEVELS.ORT_DISABLE_ALL, LEVELS.ORT_ENABLE_ALL)]
print("a network with mean - x, the class of NumPy's: off %.3f optimized %.3f" % tuple(shares))
assert shares[0] > 0.99 and shares[1] < 0.6
PYTHON
