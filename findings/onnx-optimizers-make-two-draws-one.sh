#!/usr/bin/env bash
# onnxoptimizer 0.4.2, onnxslim 0.1.98, onnxscript 0.7.2 and, for Bernoulli, ONNX Runtime 1.32.0 itself: two random nodes of a model become
# one, so that two independent draws are the same numbers: their difference is 0. onnxslim also removes a Dropout in training mode.
#
# A good guess would be: nodes of equal inputs are put together only where they give equal outputs, which a random node does not, as
# ONNX Runtime and onnxscript do for RandomNormalLike.
# Seen on 2026-11-30, ONNX Runtime 1.32.0, the deviation of a - b of 100,000 numbers, a and b made by two nodes of the same inputs:
#   a and b                                   as it is   onnxoptimizer   onnxslim   onnxscript   ONNX Runtime's own
#   RandomNormal of a shape                   1.41       0               1.41       1.41         1.41
#   RandomNormalLike(x), RandomUniformLike    1.41       0               0          1.41         1.41
#   Bernoulli(x) of 0.5                       0.71       0               0          0            0
#   Dropout(x, 0.5, training) of 1            1.41       0               0          0            1.41
#   2 * Dropout(x, 0.5, training), deviation  2          2               0          2            2
# They look for nodes of the same type, inputs and attributes, without a list of the random ones or with one that lacks Bernoulli.
#
# What it means: noise added at two layers of equal inputs is the same noise, two samples of a variational model are one, an estimate of
# its variance is 0; dropout that is kept on to tell how sure a network is (Monte-Carlo dropout) has no spread after onnxslim. Give each
# random node its own `seed` (for all runs the same draws, then), or leave the step out: onnxslim --skip-optimizations
# subexpression_elimination, and dead_node_elimination for dropout.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxscript==0.7.2 onnx-ir==1.1.0 onnxslim==0.1.98 onnxoptimizer==0.4.2 onnx==1.23.2 \
    onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import onnxoptimizer
import onnxruntime
import onnxscript.optimizer
import onnxslim
from onnx import parser

level = onnxruntime.GraphOptimizationLevel
optimizers = {
    "as it is": lambda model: model,
    "onnxoptimizer": onnxoptimizer.optimize,
    "onnxslim": onnxslim.slim,
    "onnxscript": onnxscript.optimizer.optimize,
    "ONNX Runtime": lambda model: model,
}


def deviations(name, body, value):
    model = parser.parse_model("""<ir_version: 8, opset_import: ["" : 18]> g (float[100000] x) => (float[100000] y)
    <float p={0.5}, bool on={1}, float two={2.0}> { %s }""" % body)
    onnx.checker.check_model(model, full_check=True)
    answer = {}
    for optimizer, make in optimizers.items():
        copy = onnx.ModelProto()
        copy.CopyFrom(model)
        options = onnxruntime.SessionOptions()
        own = optimizer == "ONNX Runtime"
        options.log_severity_level = 3
        options.graph_optimization_level = level.ORT_ENABLE_ALL if own else level.ORT_DISABLE_ALL
        session = onnxruntime.InferenceSession(make(copy).SerializeToString(), options, providers=["CPUExecutionProvider"])
        y = session.run(None, {"x": np.full(100_000, value, np.float32)})[0]
        answer[optimizer] = float(y.std())
    print("%-32s" % name, {key: round(value, 2) for key, value in answer.items()})
    return answer


def seen(deviations, right, zero):
    for optimizer, deviation in deviations.items():
        if optimizer in zero:
            assert deviation == 0, "the behaviour changed"
        else:
            assert abs(deviation - right) < 0.02 * right, optimizer


root = np.sqrt(2)
draws = "a = RandomNormal<shape=[100000]>() b = RandomNormal<shape=[100000]>()"
found = deviations("RandomNormal", draws + " c = Sub(a, b) z = Sub(x, x) y = Add(c, z)", 0.5)
seen(found, root, ["onnxoptimizer"])
found = deviations("RandomNormalLike", "a = RandomNormalLike(x) b = RandomNormalLike(x) y = Sub(a, b)", 0.5)
seen(found, root, ["onnxoptimizer", "onnxslim"])
found = deviations("RandomUniformLike", "a = RandomUniformLike(x) b = RandomUniformLike(x) y = Sub(a, b)", 0.5)
seen(found, np.sqrt(1 / 6), ["onnxoptimizer", "onnxslim"])
every = ["onnxoptimizer", "onnxslim", "onnxscript"]
found = deviations("Bernoulli", "a = Bernoulli(x) b = Bernoulli(x) y = Sub(a, b)", 0.5)
seen(found, np.sqrt(0.5), [*every, "ONNX Runtime"])
found = deviations("Dropout in training mode", "a = Dropout(x, p, on) b = Dropout(x, p, on) y = Sub(a, b)", 1.0)
seen(found, root, every)
found = deviations("2 * Dropout in training mode", "a = Dropout(x, p, on) y = Mul(a, two)", 1.0)
seen(found, 2, ["onnxslim"])
PYTHON
