#!/usr/bin/env bash
# onnx 1.23.2, reference evaluator: LpNormalization with p=1 divides by the sum of the numbers instead of the sum of their sizes, so that -3, 1, 1
# is 3, -1, -1; LRN normalizes only as many channels as the batch has rows; the mean of a NegativeLogLikelihoodLoss with ignore_index=-1 counts
# the rows that are ignored.
#
# A good guess would be: x / sum(|x|), so that the sizes of a row add up to 1, and for LRN the same answer for an image alone and in a batch.
# Seen on 2026-12-01:
#   LpNormalization p=1 of     right                  reference evaluator
#   1, 2, 1                    0.25, 0.5, 0.25        the same
#   -3, 1, 1                   -0.6, 0.2, 0.2         3, -1, -1
#   2, -1, -1                  0.5, -0.25, -0.25      0, 0, 0
#   0.5, 0.5, -0.99            0.25, 0.25, -0.5       50, 50, -99
#   LRN (size 3, alpha 3, beta 1, bias 1) of ones in 4 channels: right 1/3, 1/4, 1/4, 1/3; of one image 1/3, 1, 1, 1, of two 1/3, 1/4, 1, 1
#   NegativeLogLikelihoodLoss, mean of 2.303 in 1 of 4 rows, the others ignored: ignore_index=-100 2.303, ignore_index=-1 0.576
# ONNX Runtime 1.32.0 has the right numbers in all three.
# The cause: of p=1 the power is taken of the number itself, LRN's loop over the channels ends at the size of the batch, and -1 is taken for no
# ignored index when the rows are counted.
#
# What it means: an exported normalization that is right is called wrong by the reference, and one that forgets the sign right. Compare with
# ONNX Runtime or NumPy, or write Abs, ReduceSum and Div.
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
from onnx import parser
from onnx.reference import ReferenceEvaluator


def run(inner, shape, x):
    made = parser.parse_model('<ir_version: 8, opset_import: ["" : 17]> g (float%s x) => (float%s y) { y = %s }' % (shape, shape, inner))
    onnx.checker.check_model(made)
    other = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"])
    return ReferenceEvaluator(made).run(None, {"x": x})[0], other.run(None, {"x": x})[0]


for row in ([1, 2, 1], [-3, 1, 1], [2, -1, -1], [0.5, 0.5, -0.99]):
    x = np.array([row], np.float32)
    wide = x.astype(np.float64)
    found, other = run("LpNormalization<p = 1>(x)", "[1, 3]", x)
    right = wide / abs(wide).sum(1, keepdims=True)
    print("p=1 of %s: %s, ONNX Runtime %s" % (row, found[0].round(3), other[0].round(3)))
    assert np.allclose(other, right, atol=1e-5)
    plain = wide.sum(1, keepdims=True)
    assert np.allclose(found, wide / plain if plain.item() else 0 * wide, rtol=1e-3), "the behaviour changed"
    found, other = run("LpNormalization<p = 2>(x)", "[1, 3]", x)
    assert np.allclose(found, wide / np.linalg.norm(wide), atol=1e-5) and np.allclose(other, found, atol=1e-5), "p=2 is right"

for rows in (1, 2, 4):
    x = np.ones((rows, 4, 2, 2), np.float32)
    found, other = run("LRN<size = 3, alpha = 3.0, beta = 1.0, bias = 1.0>(x)", "[%d, 4, 2, 2]" % rows, x)
    right = np.array([1 / 3, 1 / 4, 1 / 4, 1 / 3])
    print("LRN of ones, %d images: %s, ONNX Runtime %s" % (rows, found[0, :, 0, 0].round(3), other[0, :, 0, 0].round(3)))
    assert np.allclose(other, right[None, :, None, None], atol=1e-5)
    assert np.allclose(found, np.where(np.arange(4) < rows, right, 1)[None, :, None, None], atol=1e-5), "the behaviour changed"

for ignored in (-1, -100):
    labels, scores = np.array([3, ignored, ignored, ignored]), np.full((4, 10), -np.log(10), np.float32)
    made = parser.parse_model('<ir_version: 8, opset_import: ["" : 17]> g (float[4, 10] x, int64[4] t) => (float y) '
                              '{ y = NegativeLogLikelihoodLoss<ignore_index = %d, reduction = "mean">(x, t) }' % ignored)
    onnx.checker.check_model(made)
    inputs = {"x": scores, "t": labels}
    found = ReferenceEvaluator(made).run(None, inputs)[0]
    other = onnxruntime.InferenceSession(made.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, inputs)[0]
    print("mean loss of 1 of 4 rows, ignore_index %d: %.3f, ONNX Runtime %.3f" % (ignored, found, other))
    assert np.isclose(other, np.log(10), atol=1e-4)
    assert np.isclose(found, np.log(10) / (4 if ignored == -1 else 1), atol=1e-4), "the behaviour changed"
PYTHON
