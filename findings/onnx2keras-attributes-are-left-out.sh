#!/usr/bin/env bash
# onnx2keras 0.0.25 (Keras 3.15.1, TensorFlow 2.21.0): alpha and beta of Gemm, auto_pad of Conv, the steps of Slice and the axis of Flatten are passed
# over; a mean pool of stride 2 counts its padding where that of stride 1 does not; LRN sums over twice the channels and does not divide alpha by
# their number. No error; operators that it does not have (Softplus, Erf) are refused.
#
# A good guess would be: what is converted is right, or a KeyError for what is not known; the attributes are in the node, and are read for LeakyRelu,
# Elu, BatchNormalization and transB.
# Seen on 2026-11-29, against ONNX Runtime 1.32.0:
#   operator                                             ONNX                      converted
#   Gemm of ones, alpha 0.5, beta 2: 4 * 0.5 + 2 * 1     4                         5
#   AveragePool of ones, 3 by 3, pads 1, stride 2        1 1 1 1                   0.444 0.667 0.667 1
#   the same of stride 1                                 1                         1
#   MaxPool of -1 ... -16, the same                      -1 -2 -5 -6               0 0 0 -6
#   Conv of 4 by 4, auto_pad SAME_UPPER, shape           4, 4                      2, 2
#   LRN of AlexNet (5, 1e-4, 0.75, 1) of 100 in all      70.3 64.3 59.5            23.2 21.0 19.2
#   Slice of 0 1 2 3 with step 2                         0 2                       0 1 2 3
#   Flatten of 2, 3, 4 at axis 2, shape                  6, 4                      2, 12
#
# What it means: torch.addmm, a classifier's last layer with a folded scale, the first layers of AlexNet and GoogLeNet and the padded pools of
# ResNet-like networks without ReLU come out other, and the network still classifies, worse. (That padding of pools is asked about in
# gmalivenko/onnx2keras #45.) Compare layer by layer; write scales into the weights.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnx2keras==0.0.25 keras==3.15.1 tensorflow-cpu==2.21.0 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
CUDA_VISIBLE_DEVICES= TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" -W ignore - 2>"$folder/messages" <<'PYTHON' || { tail -5 "$folder/messages"; exit 1; }
import contextlib
import io
import logging

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper
from onnx2keras import onnx_to_keras

logging.disable(logging.CRITICAL)
onnxruntime.set_default_logger_severity(4)


def both(operator, x, names=("x",), constants={}, **attributes):
    graph = helper.make_graph(
        [helper.make_node(operator, names, ["y"], **attributes)],
        "graph",
        [helper.make_tensor_value_info("x", 1, x.shape)],
        [helper.make_tensor_value_info("y", 1, None)],
        [numpy_helper.from_array(np.asarray(v), k) for k, v in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    model = onnx.shape_inference.infer_shapes(model)
    onnx.checker.check_model(model, full_check=True)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    expected = session.run(None, {"x": x})[0]
    with contextlib.redirect_stdout(io.StringIO()):
        converted = onnx_to_keras(model, ["x"], name_policy="renumerate", verbose=False)
        found = np.asarray(getattr(converted, "converted_model", converted)(x))
    print(operator, expected.shape, found.shape, expected.ravel()[:4], found.ravel()[:4])
    return expected, found


def ones(*shape):
    return np.ones(shape, np.float32)


gemm = {"names": ("x", "w", "b"), "constants": {"w": ones(4, 2), "b": ones(2)}}
expected, found = both("Gemm", ones(1, 4), **gemm, alpha=0.5, beta=2.0)
assert (expected == 4).all() and (found == 5).all()
expected, found = both("Gemm", ones(1, 4), **gemm)
assert np.array_equal(expected, found)
pool = {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]}
expected, found = both("AveragePool", ones(1, 1, 4, 4), strides=[2, 2], **pool)
assert (expected == 1).all() and np.allclose(found.ravel(), [4 / 9, 6 / 9, 6 / 9, 1])
expected, found = both("AveragePool", ones(1, 1, 4, 4), strides=[1, 1], **pool)
assert np.allclose(expected, found)
image = -np.arange(1, 17, dtype=np.float32).reshape(1, 1, 4, 4)
expected, found = both("MaxPool", image, strides=[2, 2], **pool)
assert expected.ravel().tolist() == [-1, -2, -5, -6] and found.ravel().tolist() == [0, 0, 0, -6]
kernel = {"names": ("x", "w"), "constants": {"w": ones(1, 1, 3, 3)}}
expected, found = both("Conv", image, **kernel, auto_pad="SAME_UPPER", kernel_shape=[3, 3])
assert expected.shape == (1, 1, 4, 4) and found.shape == (1, 1, 2, 2)
expected, found = both("Conv", image, **kernel, pads=[1, 1, 1, 1], kernel_shape=[3, 3])
assert np.allclose(expected, found)
expected, found = both("LRN", 100 * ones(1, 8, 1, 1), size=5, alpha=1e-4, beta=0.75, bias=1.0)
assert np.abs(found / expected - 1).min() > 0.1
ends = {"s": np.array([0]), "e": np.array([4]), "a": np.array([1]), "t": np.array([2])}
expected, found = both("Slice", np.arange(4, dtype=np.float32)[None], names=("x", *ends), constants=ends)
assert expected.ravel().tolist() == [0, 2] and found.ravel().tolist() == [0, 1, 2, 3]
expected, found = both("Flatten", ones(2, 3, 4), axis=2)
assert expected.shape == (6, 4) and found.shape == (2, 12)
expected, found = both("LeakyRelu", image, alpha=0.3)
assert np.allclose(expected, found)
PYTHON
