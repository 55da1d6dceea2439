#!/usr/bin/env bash
# jax2onnx 0.17.1: jax.nn.one_hot of -1, a row of zeros in JAX, is exported as the one-hot of the last class; a
# lax.dynamic_slice that would go past the end, which JAX moves back to fit, comes out shorter.
#
# A good guess would be: a converter written for JAX keeps what JAX documents for indices outside of the range, and the same
# file does so for jnp.take(mode="clip"), for .at[].add() and for one_hot of 5. But ONNX's OneHot counts -1 from the end (and
# gives zeros for 5 only), and its Slice cuts what is past the end; nothing is put before either.
# Seen on 2026-11-29 with JAX 0.10.2, run by ONNX Runtime 1.32.0 without optimizations and by onnx 1.23.2's reference:
#   function                                       JAX             exported
#   one_hot([0, -1, 5], 5)                         1st, none, none 1st, 5th, none
#   sum(one_hot(y, 3) * log_softmax(0)), y = -1    0               -1.0986
#   accuracy of 4 rows, 2 of them labelled -1      0.5             1.0 where the network says the last class
#   dynamic_slice(arange(20), (7,), (16,))         4 .. 19         7 .. 19, 13 numbers, where the file declares 16
#
# What it means: a loss or a metric that leaves out rows by the label -1 counts them as the last class once exported, and a
# window at the end of a series is short. Write one_hot as (y[:, None] == jnp.arange(n)), and clip the start by hand.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet jax2onnx==0.17.1 jax==0.10.2 jaxlib==0.10.2 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
JAX_PLATFORMS=cpu "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import jax
import jax.numpy as jnp
import numpy as np
import onnxruntime
from jax2onnx import to_onnx
from onnx.reference import ReferenceEvaluator

onnxruntime.set_default_logger_severity(4)
options = onnxruntime.SessionOptions()
options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL


def both(f, *inputs):
    model = to_onnx(f, [jax.ShapeDtypeStruct(x.shape, x.dtype) for x in inputs])
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    feeds = {i.name: x for i, x in zip(session.get_inputs(), inputs)}
    found = session.run(None, feeds)[0]
    assert np.array_equal(found, ReferenceEvaluator(model).run(None, feeds)[0]), "the reference agrees"
    declared = [d.dim_value for d in model.graph.output[0].type.tensor_type.shape.dim]
    return np.asarray(jax.jit(f)(*inputs)), found, declared


labels = np.array([0, -1, 5], np.int32)
expected, found, _ = both(lambda y: jax.nn.one_hot(y, 5), labels)
print(expected.argmax(1), expected.sum(1), found.argmax(1), found.sum(1))
assert expected.sum(1).tolist() == [1, 0, 0]
assert found.sum(1).tolist() == [1, 1, 0] and found[1].tolist() == [0, 0, 0, 0, 1]
safe, same, _ = both(lambda y: (y[:, None] == jnp.arange(5)).astype(jnp.float32), labels)
assert np.array_equal(safe, expected) and np.array_equal(same, expected), "the comparison is exported as it is"

logits = np.array([[5, 0, 0], [0, 5, 0], [0, 0, 5], [0, 0, 5]], np.float32)
y = np.array([0, 1, -1, -1], np.int32)


def loss(z, y):
    return (jax.nn.one_hot(y, 3) * jax.nn.log_softmax(z)).sum(1)


def accuracy(z, y):
    return (jax.nn.one_hot(y, 3) * jax.nn.one_hot(z.argmax(1), 3)).sum() / 4


expected, found, _ = both(loss, np.zeros((1, 3), np.float32), np.array([-1], np.int32))
print("log-likelihood of a row labelled -1", expected, found)
assert expected[0] == 0 and abs(found[0] + np.log(3)) < 1e-6
expected, found, _ = both(accuracy, logits, y)
print("accuracy", expected, found)
assert expected == 0.5 and found == 1.0

start = np.array([7], np.int32)
expected, found, declared = both(lambda s: jax.lax.dynamic_slice(jnp.arange(20.0), (s[0],), (16,)), start)
print("slice", expected[:2], expected.shape, found[:2], found.shape, "declared", declared)
assert expected.tolist() == list(range(4, 20)) and found.tolist() == list(range(7, 20)) and declared == [16]
PYTHON
