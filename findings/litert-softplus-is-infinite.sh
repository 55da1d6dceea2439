#!/usr/bin/env bash
# LiteRT 2.3.0 with the converter of TensorFlow 2.21.0: softplus and log_sigmoid of a Keras model become log(exp(x) + 1). Above
# 88.4 that is infinity (without the default delegate it is 88.72, whatever x is), and from 17 off on the small side it is 0.
#
# A good guess would be: a converted model computes what Keras computed, to the last digits of float32, as the converter has
# operators for sigmoid and tanh and writes the rest with what is stable.
# Seen on 2026-11-29 (x86-64, AVX-512), a layer Dense(activation="softplus") of one weight 1:
#   x               88      89          1000        -16       -17       -50
#   Keras           88      89          1000        1.1e-7    4.1e-8    1.9e-22
#   LiteRT          88      infinity    infinity    1.2e-7    0         0
#   no delegate     88      88.72       88.72       1.2e-7    0         0
# and log_sigmoid of -89 is minus infinity (-88.72), of 17 is 0. The graph is EXP, ADD, LOG.
#
# What it means: a head that gives a scale or a rate by softplus divides by 0 on the telephone alone, or is infinite for a row
# with one large input. A layer max(x, 0) + log(1 + exp(-|x|)) converts to what is right above, and is 0 from -17 down too.
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


def answers(activation, numbers):
    """What the layer gives in Keras, in LiteRT, and in LiteRT without its default delegate."""
    model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, activation, kernel_initializer="ones")])
    converted = tensorflow.lite.TFLiteConverter.from_keras_model(model).convert()
    given = np.array(numbers, np.float32).reshape(-1, 1)
    rows = keras.ops.convert_to_numpy(model(given)).ravel(), run(converted, given, True), run(converted, given, False)
    for name, row in zip(("Keras", "LiteRT", "no delegate"), rows):
        print(activation, name, dict(zip(numbers, row.tolist())))
    return rows


known, delegated, plain = answers("softplus", [88, 89, 1000, -16, -17, -50])
np.testing.assert_allclose(known, np.logaddexp(0, [88, 89, 1000, -16, -17, -50]), rtol=1e-5)
np.testing.assert_allclose(delegated[:3], [88, np.inf, np.inf], rtol=1e-6)
np.testing.assert_allclose(plain[:3], [88, 88.7228, 88.7228], rtol=1e-5)
assert (delegated[4:] == 0).all() and (plain[4:] == 0).all() and delegated[3] > 0
known, delegated, plain = answers("log_sigmoid", [-89, 17])
np.testing.assert_allclose(known, -np.logaddexp(0, [89, -17]), rtol=1e-5)
assert delegated[0] == -np.inf and abs(plain[0] + 88.7228) < 1e-3 and delegated[1] == 0 and plain[1] == 0
PYTHON
KERAS_BACKEND=tensorflow TF_CPP_MIN_LOG_LEVEL=3 KERAS_HOME=$folder "$folder/venv/bin/python" "$folder/program.py" \
    2>"$folder/log" | grep -E '^(softplus|log_sigmoid)' || { cat "$folder/log" >&2; exit 1; }
