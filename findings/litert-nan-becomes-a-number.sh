#!/usr/bin/env bash
# LiteRT 2.3.0 (converter of TensorFlow 2.21.0), its default delegate: exp of NaN is 0. So SELU of NaN is -1.758, softplus and
# log_sigmoid of NaN are 0, while the other activations keep it; and with the delegate or not the largest of a row skips NaN.
#
# A good guess would be: NaN stays NaN through every activation, as in TensorFlow and Keras on the same processor, so that a
# missing number shows at the end.
# Seen on 2026-11-29 (x86-64, AVX-512), a layer Dense(activation=...) of one weight 1, its input NaN:
#   activation     Keras   LiteRT    without the delegate
#   selu           NaN     -1.7581   NaN
#   softplus       NaN     0         NaN
#   log_sigmoid    NaN     0         NaN
#   relu, sigmoid, tanh, elu, gelu, silu   NaN, NaN, NaN
#   the largest of NaN, 1, 2: NaN in TensorFlow, 2 in LiteRT
#
# What it means: a self-normalising network answers a row with a missing number as if each unit that read it were at its
# lower end, an ordinary prediction. Look for NaN in the input before the model is called, not in its answer.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet tensorflow-cpu==2.21.0 keras==3.15.1 ai-edge-litert==2.3.0 numpy==2.4.6
cat >"$folder/program.py" <<'PYTHON'
import keras
import numpy as np
import tensorflow
from ai_edge_litert.interpreter import Interpreter, OpResolverType


def run(model, given, delegate):
    kind = OpResolverType.AUTO if delegate else OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES
    interpreter = Interpreter(model_content=model, experimental_op_resolver_type=kind)
    at = interpreter.get_input_details()[0]["index"]
    interpreter.resize_tensor_input(at, given.shape)
    interpreter.allocate_tensors()
    interpreter.set_tensor(at, given)
    interpreter.invoke()
    return interpreter.get_tensor(interpreter.get_output_details()[0]["index"]).ravel()


def answers(model, given):
    """What a model gives in Keras, in LiteRT, and in LiteRT without its default delegate."""
    converted = tensorflow.lite.TFLiteConverter.from_keras_model(model).convert()
    given = np.array(given, np.float32)
    return [float(row[0]) for row in
            (keras.ops.convert_to_numpy(model(given)).ravel(), run(converted, given, True), run(converted, given, False))]


nan = float("nan")
expected = {"selu": (-1.7581, nan), "softplus": (0, nan), "log_sigmoid": (0, nan)}
for activation in "selu", "softplus", "log_sigmoid", "relu", "sigmoid", "tanh", "elu", "gelu", "silu":
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation, kernel_initializer="ones")])
    known, delegated, plain = answers(model, [[nan]])
    print("seen:", activation, "of NaN: Keras", known, "LiteRT", delegated, "without the delegate", plain)
    assert known != known
    np.testing.assert_allclose((delegated, plain), expected.get(activation, (nan, nan)), rtol=1e-4)
largest = keras.Sequential([keras.Input((3,)), keras.layers.Lambda(lambda x: tensorflow.reduce_max(x, 1))])
known, delegated, plain = answers(largest, [[nan, 1, 2]])
print("seen: the largest of NaN, 1, 2: TensorFlow", known, "LiteRT", delegated, "without the delegate", plain)
assert known != known and delegated == 2 and plain == 2
PYTHON
KERAS_BACKEND=tensorflow TF_CPP_MIN_LOG_LEVEL=3 KERAS_HOME=$folder "$folder/venv/bin/python" "$folder/program.py" \
    2>"$folder/log" | grep '^seen' || { cat "$folder/log" >&2; exit 1; }
