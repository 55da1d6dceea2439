#!/usr/bin/env bash
# LiteRT 2.3.0 (converter of TensorFlow 2.21.0), its default delegate: the sine of ten thousand million is -4891, the square root of
# 1e38 is 1.5e19, the reciprocal square root of 0 is NaN, and the sigmoid of 1e38 and of -1e38 is NaN.
#
# A good guess would be: last digits; a sine stays between -1 and 1 and a sigmoid between 0 and 1 for every finite number, as in
# TensorFlow and in LiteRT without its delegate.
# Seen on 2026-11-29 (x86-64, AVX-512):
#                    LiteRT      without the delegate, and right
#   sin(1e9)         0.5472      0.5458
#   sin(1e10)        -4891       -0.4875
#   cos(1e10)        -4902       0.8731
#   sqrt(8e37)       8.94e18     8.94e18
#   sqrt(1e38)       1.5e19      1e19
#   rsqrt(0)         NaN         infinity
#   sigmoid(-1e38), sigmoid(1e38)   NaN, NaN   0, 1
#
# What it means: an encoding of times by sines of seconds or nanoseconds is right for days and wild for years, on the device
# alone; a norm, or one divided by it, is off by half or NaN at its ends. Take times modulo their period before.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0 ai-edge-litert==2.3.0 numpy==2.4.6
cat >"$folder/program.py" <<'PYTHON'
import numpy as np
import tensorflow as tf
from ai_edge_litert.interpreter import Interpreter, OpResolverType


def run(function, numbers):
    """A function of some numbers in LiteRT, with its default delegate and without."""
    given = np.array(numbers, np.float32)
    concrete = tf.function(function).get_concrete_function(tf.TensorSpec([len(given)], tf.float32))
    model = tf.lite.TFLiteConverter.from_concrete_functions([concrete]).convert()
    found = []
    for kind in OpResolverType.AUTO, OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES:
        interpreter = Interpreter(model_content=model, experimental_op_resolver_type=kind)
        interpreter.allocate_tensors()
        interpreter.set_tensor(interpreter.get_input_details()[0]["index"], given)
        interpreter.invoke()
        found.append(interpreter.get_tensor(interpreter.get_output_details()[0]["index"]))
    return found


nan, inf = float("nan"), float("inf")
for name, function, numbers, expected, right in [
    ("sin", tf.sin, [1, 1e9, 1e10], [0.84147, 0.54721, -4891.34], [0.84147, 0.545843, -0.487506]),
    ("cos", tf.cos, [1, 1e9, 1e10], [0.5403, 0.837, -4901.76], [0.5403, 0.837887, 0.87312]),
    ("sqrt", tf.sqrt, [4, 8e37, 1e38], [2, 8.94427e18, 1.50004e19], [2, 8.94427e18, 1e19]),
    ("rsqrt", tf.math.rsqrt, [4, 0], [0.5, nan], [0.5, inf]),
    ("sigmoid", tf.sigmoid, [0, -1000, -1e38, 1e38], [0.5, 0, nan, nan], [0.5, 0, 0, 1]),
]:
    delegated, plain = run(function, numbers)
    print("seen:", name, "of", numbers, "is", delegated.tolist(), "and without the delegate", plain.tolist())
    np.testing.assert_allclose(delegated, expected, rtol=1e-4)
    np.testing.assert_allclose(plain, right, rtol=1e-4)
PYTHON
TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/program.py" 2>"$folder/log" | grep '^seen' ||
    { cat "$folder/log" >&2; exit 1; }
