#!/usr/bin/env bash
# rten 0.27.0: what it does not know in an ONNX model it replaces without a word: cubic Resize by linear, auto_pad SAME_LOWER by SAME_UPPER,
# the lengths of a GRU's sequences by the whole. And Sign of 0 is 1 (of -0: -1), Cast of 0.5 to bool is false, and of -1.9 is -1.
#
# A good guess would be: an error when the model is loaded, as it gives for other coordinate modes, for antialias and for
# other cubic_coeff_a; and Sign and Cast as the specification has them.
# Seen on 2026-11-29, against ONNX Runtime 1.32.0:
#   operator                              rten                          ONNX Runtime
#   Resize 4 -> 8 of 0 0 100 0, cubic     0 0 0 25 75 75 25 0           0 -3.5 -10.5 26.2 87.9 87.9 26.2 -10.5
#   MaxPool of 1 .. 25, SAME_LOWER        7 9 10 17 19 20 22 24 25      1 3 5 11 13 15 21 23 25
#   GRU of lengths 4, 2: step 3 of row 2  as if it went on              0 0 0
#   Sign of 0, -0, -3, 2                  1 -1 -1 1                     0 0 -1 1
#   Cast to bool of 0, 0.5, -1.9, 2, NaN  0 0 -1 2 0                    0 1 1 1 1 (and Not of them)
#
# What it means: an image network upscales softer than it was trained, a mask made by Cast counts 2 for 2 and loses what is below 1, padded
# series run on over their padding, and a sign of exact zeros (ReLU's) is 1. Compare one input with ONNX Runtime.
#
# Builds what it runs in a temporary folder (needs Rust 1.94; 1.95 was used; minutes); fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
mkdir src
cat >Cargo.toml <<'TOML'
[package]
name = "program"
version = "0.1.0"
edition = "2021"

[dependencies]
rten = "=0.27.0"
rten-tensor = "=0.27.0"

[profile.dev]
debug = false
TOML
cat >src/main.rs <<'RUST'
use rten::{Model, Value};
use rten_tensor::prelude::*;
use rten_tensor::Tensor;

/// program MODEL OUTPUT INPUT SHAPE NUMBERS ..: runs a model and prints its numbers; an input "i32" is of integers.
fn main() {
    let words: Vec<String> = std::env::args().collect();
    let model = Model::load_file(&words[1]).unwrap();
    let mut inputs = vec![];
    for input in words[2..].chunks(3) {
        let shape: Vec<usize> = input[1].split(',').map(|n| n.parse().unwrap()).collect();
        let numbers: Vec<f32> = input[2].split(',').map(|n| n.parse().unwrap()).collect();
        let value: Value = if input[0] == "lengths" {
            Tensor::from_data(&shape[..], numbers.iter().map(|n| *n as i32).collect::<Vec<_>>()).into()
        } else {
            Tensor::from_data(&shape[..], numbers).into()
        };
        inputs.push((model.node_id(&input[0]).unwrap(), value.into()));
    }
    let output = model.node_id("y").unwrap();
    let text: Vec<String> = match model.run(inputs, &[output], None).unwrap().remove(0) {
        Value::FloatTensor(result) => result.iter().map(|n| n.to_string()).collect(),
        Value::Int32Tensor(result) => result.iter().map(|n| n.to_string()).collect(),
        _ => panic!("another type"),
    };
    println!("{}", text.join(" "));
}
RUST
CARGO_TARGET_DIR=$folder/target cargo build --quiet 2>build.log || { cat build.log >&2; exit 1; }
venv/bin/python - <<'PYTHON'
import subprocess

import numpy as np
import onnx
import onnxruntime
from onnx import helper, numpy_helper


def run(nodes, inputs, constants, result, shape, opset=18):
    """By rten and by ONNX Runtime."""
    graph = helper.make_graph(
        [helper.make_node(operator, names, [name], **attributes) for operator, names, name, attributes in nodes],
        "graph",
        [helper.make_tensor_value_info(n, helper.np_dtype_to_tensor_dtype(v.dtype), v.shape) for n, v in inputs.items()],
        [helper.make_tensor_value_info("y", result, shape)],
        [numpy_helper.from_array(value, name) for name, value in constants.items()],
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)], ir_version=9)
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, "model.onnx")
    words = []
    for name, value in inputs.items():
        words += [name, ",".join(map(str, value.shape)), ",".join(str(n) for n in value.reshape(-1).tolist())]
    text = subprocess.run(["target/debug/program", "model.onnx", *words], check=True, capture_output=True, text=True).stdout
    found = np.array([float(word) for word in text.split()])
    session = onnxruntime.InferenceSession("model.onnx", providers=["CPUExecutionProvider"])
    expected = session.run(None, inputs)[0].reshape(-1).astype(np.float64)
    print(nodes[0][0], "found", found[:12], "expected", expected[:12])
    return found, expected


row = np.array([0, 0, 100, 0], np.float32).reshape(1, 1, 1, 4)
scales = {"scales": np.array([1, 1, 1, 2], np.float32)}
for mode in ["linear", "cubic"]:
    found, expected = run([("Resize", ["x", "", "scales"], "y", {"mode": mode})], {"x": row}, scales, 1, [1, 1, 1, 8])
    assert np.allclose(found, [0, 0, 0, 25, 75, 75, 25, 0])
    assert np.allclose(found, expected) == (mode == "linear")
assert np.abs(found - expected).max() > 10

image = np.arange(1, 26, dtype=np.float32).reshape(1, 1, 5, 5)
for padding in ["SAME_UPPER", "SAME_LOWER"]:
    pool = {"kernel_shape": [2, 2], "strides": [2, 2], "auto_pad": padding}
    found, expected = run([("MaxPool", ["x"], "y", pool)], {"x": image}, {}, 1, [1, 1, 3, 3])
    assert found.tolist() == [7, 9, 10, 17, 19, 20, 22, 24, 25]
    assert np.array_equal(found, expected) == (padding == "SAME_UPPER")

random = np.random.default_rng(0)
shapes = {"weights": (1, 9, 5), "recurrent": (1, 9, 3), "biases": (1, 18)}
constants = {name: random.standard_normal(shape).astype(np.float32) for name, shape in shapes.items()}
series = random.standard_normal((4, 2, 5)).astype(np.float32)
node = ("GRU", ["x", *constants, "lengths"], "y", {"hidden_size": 3, "linear_before_reset": 1})
full, right_full = run([node], {"x": series, "lengths": np.array([4, 4], np.int32)}, constants, 1, [4, 1, 2, 3])
cut, right_cut = run([node], {"x": series, "lengths": np.array([4, 2], np.int32)}, constants, 1, [4, 1, 2, 3])
assert np.allclose(full, right_full, atol=1e-5) and np.array_equal(cut, full)
assert (right_cut.reshape(4, 2, 3)[2:, 1] == 0).all() and np.abs(cut.reshape(4, 2, 3)[2:, 1]).max() > 0.1

found, expected = run([("Sign", ["x"], "y", {})], {"x": np.array([0, -0.0, -3, 2], np.float32)}, {}, 1, [4])
assert found.tolist() == [1, -1, -1, 1] and expected.tolist() == [0, 0, -1, 1]
numbers = np.array([0, 0.5, -1.9, 2, np.nan], np.float32)
found, expected = run([("Cast", ["x"], "y", {"to": 9})], {"x": numbers}, {}, 9, [5])
assert found.tolist() == [0, 0, -1, 2, 0] and expected.tolist() == [0, 1, 1, 1, 1]
found, expected = run([("Cast", ["x"], "b", {"to": 9}), ("Not", ["b"], "y", {})], {"x": numbers}, {}, 9, [5])
assert found.tolist() == [1, 1, 0, 0, 1] and expected.tolist() == [1, 0, 0, 0, 0]
PYTHON
