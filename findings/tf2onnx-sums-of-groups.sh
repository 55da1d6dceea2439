#!/usr/bin/env bash
# tf2onnx 1.17.0 (TensorFlow 2.21.0): tf.scatter_nd of repeated places keeps the last number, where TensorFlow adds them; a segment of -1, which
# TensorFlow leaves out, is added to the last segment; and an empty segment's mean is NaN and its largest minus infinity instead of 0. No error.
#
# A good guess would be: sums as TensorFlow's, since tensor_scatter_nd_add, unsorted_segment_sum and segment_sum of ordinary segments are
# exported right, with ScatterND's reduction="add", which ONNX has since opset 16.
# Seen on 2026-11-29, numbers 1, 2, 4, 8, opset 18, run by ONNX Runtime 1.32.0:
#   function                                    TensorFlow    exported
#   scatter_nd to places 0, 0, 2, 0             11 0 4 0      8 0 4 0
#   tensor_scatter_nd_add, unsorted_segment_sum to the same   right
#   unsorted_segment_sum of 0, -1, 2, 0         9 0 4 0       9 0 4 2
#   unsorted_segment_mean of 0, -1, 2, 0        4.5 0 4 0     4.5 0 4 2
#   segment_mean of 0, 0, 2, 2                  1.5 0 6       1.5 NaN 6
#   segment_max of 0, 0, 2, 2                   2 0 8         2 -infinity 8
#   counts of 1,000 numbers in 10 bins by scatter_nd, sum     1000 and 10
#
# What it means: histograms, voxel grids, message passing of graph networks and the masked rows (-1) of padded batches come out other, on ordinary
# data only: with no repeated place, as in many a test, all is right. Write scatter_nd(i, x, s) as tensor_scatter_nd_add(zeros(s), i, x), and
# give masked rows a segment of their own that is cut off afterwards.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tf2onnx==1.17.0 tensorflow-cpu==2.21.0 onnxruntime==1.32.0 keras==3.15.1 numpy==2.4.6 onnx==1.23.2 protobuf==7.36.2
TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" -W ignore - 2>"$folder/messages" <<'PYTHON' || { tail -5 "$folder/messages"; exit 1; }
import logging

import numpy as np
import onnxruntime
import tensorflow as tf
import tf2onnx

logging.disable(logging.CRITICAL)
x = np.array([1, 2, 4, 8], np.float32)


def both(name, f, places, numbers=x):
    places = np.array(places, np.int32)
    signature = [tf.TensorSpec(places.shape, tf.int32), tf.TensorSpec(numbers.shape, tf.float32)]
    function = tf.function(f, input_signature=signature)
    model, _ = tf2onnx.convert.from_function(function, input_signature=signature, opset=18)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    names = [i.name for i in session.get_inputs()]
    found = session.run(None, dict(zip(names, (places, numbers))))[0]
    expected = function(places, numbers).numpy()
    if expected.size < 9:
        print(name, expected, found)
    return expected, found


places = [[0], [0], [2], [0]]
expected, found = both("scatter_nd", lambda i, n: tf.scatter_nd(i, n, [4]), places)
assert expected.tolist() == [11, 0, 4, 0] and found.tolist() == [8, 0, 4, 0]
expected, found = both("tensor_scatter_nd_add", lambda i, n: tf.tensor_scatter_nd_add(tf.zeros(4), i, n), places)
assert np.array_equal(expected, found)
expected, found = both("unsorted_segment_sum", lambda i, n: tf.math.unsorted_segment_sum(n, i, 4), [0, 0, 2, 0])
assert np.array_equal(expected, found)
expected, found = both("segment_sum", lambda i, n: tf.math.segment_sum(n, i), [0, 0, 2, 2])
assert np.array_equal(expected, found)
expected, found = both("unsorted_segment_sum of -1", lambda i, n: tf.math.unsorted_segment_sum(n, i, 4), [0, -1, 2, 0])
assert expected.tolist() == [9, 0, 4, 0] and found.tolist() == [9, 0, 4, 2]
expected, found = both("unsorted_segment_mean of -1", lambda i, n: tf.math.unsorted_segment_mean(n, i, 4), [0, -1, 2, 0])
assert expected.tolist() == [4.5, 0, 4, 0] and found.tolist() == [4.5, 0, 4, 2]
expected, found = both("segment_mean", lambda i, n: tf.math.segment_mean(n, i), [0, 0, 2, 2])
assert expected.tolist() == [1.5, 0, 6] and np.isnan(found[1])
expected, found = both("segment_max", lambda i, n: tf.math.segment_max(n, i), [0, 0, 2, 2])
assert expected.tolist() == [2, 0, 8] and found[1] == -np.inf
bins = np.random.default_rng(0).integers(0, 10, (1000, 1))
expected, found = both("histogram", lambda i, n: tf.scatter_nd(i, n, [10]), bins, np.ones(1000, np.float32))
print("histogram", expected, found)
assert expected.sum() == 1000 and found.sum() == 10
PYTHON
