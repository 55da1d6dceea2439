#!/usr/bin/env bash
# onnxslim 0.1.98: a Mul by a row of numbers after a Conv, one for each column, is made one for each channel, where there are as many
# columns as channels; the Mul is put into the weights of the Conv. So is a Mul by a column of numbers, one for each row.
#
# A good guess would be: only a factor for each channel, of shape (channels, 1, 1), can be put into the weights; a factor for each column
# stays a Mul, as it does with 15 or 17 columns, and as an Add of the same shape does.
# Seen on 2026-11-30, ONNX Runtime 1.32.0, a Conv of 16 channels, then times a Hann window over the columns; the largest difference
# between the outputs before and after onnxslim.slim, of outputs up to about 6:
#   Conv2d, 16 columns        6.0        (15 or 17 columns: 0)
#   Conv2d, 16 rows           5.9
#   Conv1d, 16 steps          4.6
#   a bias for each column    0          (Add; here the shape is looked at)
# onnxoptimizer 0.4.2 and onnxscript 0.7.2 leave the Mul. The check is that the factor without its dimensions of 1 is as long as the Conv has
# output channels.
#
# What it means: a window, a mask or a weight by position after a convolution scales whole channels instead, with no warning, for the one
# size of picture or window that equals the number of channels (16, 32 and 64 are usual for both). `onnxslim --model-check` tells, or
# leave it out: --skip-fusion-patterns FusionConvMul.
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
from onnx import TensorProto, helper, numpy_helper

random = np.random.default_rng(0)


def run(model, x):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def difference(name, operator, sizes, shape, optimize=onnxslim.slim, **settings):
    """Of a Conv of 16 channels and an operator with a window of this shape, before and after optimizing."""
    window = np.hanning(max(shape) + 2)[1:-1].astype(np.float32).reshape(shape)
    weights = random.normal(size=(16, 3) + (1,) * len(sizes)).astype(np.float32)
    x = random.normal(size=(2, 3, *sizes)).astype(np.float32)
    graph = helper.make_graph(
        [helper.make_node("Conv", ["x", "w"], ["c"]), helper.make_node(operator, ["c", "window"], ["y"])],
        "g",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, x.shape)],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, (2, 16, *sizes))],
        [numpy_helper.from_array(weights, "w"), numpy_helper.from_array(window, "window")],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=8)
    onnx.checker.check_model(model, full_check=True)
    conv = np.einsum("oi,bi...->bo...", weights.reshape(16, 3), x)
    right = conv * window if operator == "Mul" else conv + window
    plain = run(model, x)
    assert abs(plain - right).max() < 1e-4
    after = run(optimize(model, **settings), x)
    print("%-40s largest output %.1f, largest difference %.2f" % (name, abs(plain).max(), abs(after - plain).max()))
    if abs(after - plain).max() > 1e-4:
        by_channel = conv * window.reshape((16,) + (1,) * len(sizes))
        assert abs(after - by_channel).max() < 1e-4, "it is a factor for each channel"
    return abs(after - plain).max()


assert difference("Mul, 16 columns", "Mul", (4, 16), (16,)) > 1, "the behaviour changed"
assert difference("Mul, 16 columns as 1, 1, 1, 16", "Mul", (4, 16), (1, 1, 1, 16)) > 1
assert difference("Mul, 16 rows", "Mul", (16, 4), (16, 1)) > 1
assert difference("Mul, one dimension, 16 steps", "Mul", (16,), (16,)) > 1
assert difference("Mul, 16 channels", "Mul", (4, 16), (16, 1, 1)) < 1e-4
for columns in 15, 17:
    assert difference("Mul, %d columns" % columns, "Mul", (4, columns), (columns,)) == 0
assert difference("Add, 16 columns", "Add", (4, 16), (16,)) == 0
assert difference("onnxoptimizer", "Mul", (4, 16), (16,), onnxoptimizer.optimize) == 0
assert difference("onnxscript", "Mul", (4, 16), (16,), onnxscript.optimizer.optimize) == 0
left_out = {"skip_fusion_patterns": ["FusionConvMul"]}
assert difference("without FusionConvMul", "Mul", (4, 16), (16,), onnxslim.slim, **left_out) == 0
PYTHON
