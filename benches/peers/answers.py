#!/usr/bin/env python3
"""Answers of a 64-32-10 network from the library, in turns with ONNX Runtime and tract, each in one thread.

    python benches/peers/answers.py [--gradshader target/release/gradshader]

It needs Rust, and of Python onnx, onnxruntime, safetensors and NumPy. All three are called from one program of
Rust (rust/answers), with inputs and outputs bound where a library offers that, on an ONNX file of nothing but
Gemm, Relu, Gemm and Softmax. Prints microseconds of a call, and how many times ours they are.
"""

import argparse
import glob
import os
import random
import subprocess
import tempfile

from installed import GRADSHADER, HERE, RUST


def table(path):
    random.seed(1)
    with open(path, "w") as file:
        print(*(f"x{i}" for i in range(64)), "y", sep=",", file=file)
        for row in range(500):
            values = (f"{random.gauss(0, 1):.4f}" for _ in range(64))
            print(*values, "abcdefghij"[row % 10], sep=",", file=file)


def plain(model, path):
    """The network of a model file, whose weights are [inputs, outputs], without what an export has around it."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper
    from safetensors.numpy import load_file

    tensors = load_file(model)
    names = [f"layers.{layer}.{what}" for layer in range(2) for what in ("weight", "bias")]
    constants = [numpy_helper.from_array(tensors[name], name) for name in names]
    nodes = [
        helper.make_node("Gemm", ["x", *names[:2]], ["a"]),
        helper.make_node("Relu", ["a"], ["h"]),
        helper.make_node("Gemm", ["h", *names[2:]], ["b"]),
        helper.make_node("Softmax", ["b"], ["y"], axis=1),
    ]
    ends = [
        [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["samples", columns])]
        for name, columns in (("x", 64), ("y", 10))
    ]
    graph = helper.make_graph(nodes, "network", *ends, constants)
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8), path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--gradshader", default=GRADSHADER)
    options = parser.parse_args()
    import onnxruntime

    manifest = os.path.join(HERE, "rust", "answers", "Cargo.toml")
    build = ["cargo", "build", "--release"]
    build += ["--manifest-path", manifest, "--target-dir", RUST]
    subprocess.run(build, check=True)
    folder = os.path.dirname(onnxruntime.__file__)
    library = glob.glob(os.path.join(folder, "capi", "libonnxruntime*.so.*"))[0]
    print(f"ONNX Runtime {onnxruntime.__version__}", flush=True)
    with tempfile.TemporaryDirectory() as place:
        path = lambda name: os.path.join(place, name)
        table(path("t.csv"))
        train = ["train", path("t.csv"), "--hidden", "32", "--epochs", "2", "--device", "cpu"]
        train += ["--quiet", "--model", path("m.safetensors")]
        subprocess.run([options.gradshader, *train], check=True, stdout=subprocess.DEVNULL)
        plain(path("m.safetensors"), path("m.onnx"))
        program = os.path.join(RUST, "release", "peer-answers")
        subprocess.run([program, path("m.safetensors"), path("m.onnx"), library], check=True)


if __name__ == "__main__":
    main()
