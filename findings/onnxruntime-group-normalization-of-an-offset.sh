#!/usr/bin/env bash
# ONNX Runtime 1.32.0: GroupNormalization of numbers of mean 300 and deviation 1 is off by up to 0.04, of mean 1,000 by 0.28, and of
# mean 10,000 NaN. InstanceNormalization and LayerNormalization of the same numbers are right to 0.002.
#
# A good guess would be: group normalization lies between the two others and is computed as they are, from deviations from the mean; its
# whole use is that the mean of the input does not matter. ONNX Runtime has no kernel for it on CPU and runs the function of the
# ONNX standard, which takes the variance as the mean of squares less the square of the mean, in float32.
# Seen on 2026-11-29, 4 channels of 16 x 16 in 2 groups, deviation 1 (the largest difference to float64):
#   mean                     10        100      300      1,000    3,000    10,000
#   GroupNormalization       5e-05     0.004    0.04     0.28     0.21     NaN
#   InstanceNormalization    9e-07     1e-05    3e-05    1e-04    3e-04    0.001
#   LayerNormalization       5e-07     4e-06    6e-06    2e-05    1e-04    4e-04
# With all optimizations off a smaller input of mean 3,000 came out 295 times too large.
#
# What it means: temperatures in kelvin that differ by 0.1, pressures, times or coordinates as a network's input are normalized to noise or
# NaN by the exported network and well by the library it was trained in. Subtract a constant near the mean before, or write
# the layer as Reshape, InstanceNormalization, Reshape and a scale.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnxruntime
from onnx import checker, helper, numpy_helper


def run(operator, opset, x, length, **attributes):
    """The operator with scales of 1 and biases of 0."""
    graph = helper.make_graph(
        [helper.make_node(operator, ["x", "scale", "bias"], ["y"], **attributes)],
        "graph",
        [helper.make_tensor_value_info("x", 1, x.shape)],
        [helper.make_tensor_value_info("y", 1, x.shape)],
        [numpy_helper.from_array(np.full(length, value, np.float32), name) for name, value in [("scale", 1), ("bias", 0)]],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=10)
    checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    return session.run(None, {"x": x})[0]


def error(found, x, groups):
    numbers = x.astype(np.float64).reshape(groups, -1)
    deviations = numbers - numbers.mean(1, keepdims=True)
    right = deviations / np.sqrt(numbers.var(1, keepdims=True) + 1e-5)
    return np.abs(found.reshape(groups, -1) - right).max()


noise = np.random.default_rng(0).standard_normal((1, 4, 16, 16))
for mean in [0, 10, 100, 300, 1000, 3000, 10000]:
    x = (mean + noise).astype(np.float32)
    group = error(run("GroupNormalization", 21, x, 4, num_groups=2), x, 2)
    instance = error(run("InstanceNormalization", 21, x, 4), x, 4)
    layer = error(run("LayerNormalization", 21, x.reshape(4, 256), 256), x, 4)
    print(f"mean {mean}: group {group:.2g}, instance {instance:.2g}, layer {layer:.2g}")
    assert instance < 3e-7 * (mean + 3) and layer < 3e-7 * (mean + 3)
    if mean == 0:
        assert group < 1e-6
    elif mean == 10000:
        assert np.isnan(group)
    elif mean >= 300:
        assert group > 0.02
PYTHON
