#!/usr/bin/env bash
# onnxscript 0.7.2, onnxscript.optimizer.optimize: a ScatterND that adds (reduction="add") to every row of an array, in order, is
# replaced by what is added: data + updates becomes updates. So do "mul", "max" and "min".
#
# A good guess would be: data + updates, as before optimizing, and as of the same rows in any other order; only reduction="none" writes
# over all that was there.
# Seen on 2026-11-30, data 1, 2, 3 (a row each), updates 10, 20, 30, ONNX Runtime 1.32.0 without optimization of its own:
#   reduction     as it is       optimized      rows in the order 1, 0, 2, optimized
#   none          10 20 30       10 20 30       20 10 30
#   add           11 22 33       10 20 30       21 12 33
#   mul           10 40 90       10 20 30       20 20 90
#   max (of data 15, 15, 15)     15 20 30       10 20 30      20 15 30
# onnxslim 0.1.98 and onnxoptimizer 0.4.2 leave the node as it is. The rule that finds an overwriting of all rows (ScatterAllStatic)
# looks at the shapes and at the indices 0, 1, ..., n - 1, and not at the attribute.
# PyTorch 2.15.0's torch.onnx.export, which calls this optimizer, exports x.index_add(0, arange(n), x) of n rows as x, and
# x.index_put((arange(n),), 10 * x, accumulate=True) as 10 * x.
# Beside it: a BatchNormalization with training_mode=1 after a Gemm or Conv, which takes its mean and variance from the batch, is
# folded into the weights with the stored ones, so that the outputs of a batch no longer have mean 0.
#
# What it means: a state, a residual or a count that is updated by scattering loses its old value once the indices happen to be all rows,
# as for one of several sizes that a model is exported for. Put a Reshape or the sum itself there, or optimize with a rule set without it.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxscript==0.7.2 onnx-ir==1.1.0 onnxslim==0.1.98 onnxoptimizer==0.4.2 onnx==1.23.2 \
    onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnx
import onnxoptimizer
import onnxruntime
import onnxscript.optimizer
import onnxslim
from onnx import parser


def run(model, **feeds):
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    session = onnxruntime.InferenceSession(model.SerializeToString(), options, providers=["CPUExecutionProvider"])
    return session.run(None, feeds)[0]


def copied(model):
    copy = onnx.ModelProto()
    copy.CopyFrom(model)
    return copy


def outputs(reduction, rows, data, updates):
    text = '<ir_version: 8, opset_import: ["" : 18]> g (float[3,1] data, float[3,1] updates) => (float[3,1] y)'
    text += "<int64[3,1] rows={%s}> { y = ScatterND<reduction=\"%s\">(data, rows, updates) }"
    model = parser.parse_model(text % (", ".join(map(str, rows)), reduction))
    onnx.checker.check_model(model, full_check=True)
    feeds = {"data": np.float32(data).reshape(3, 1), "updates": np.float32(updates).reshape(3, 1)}
    plain = run(model, **feeds).ravel()
    for other in onnxslim.slim(copied(model)), onnxoptimizer.optimize(copied(model)):
        assert (run(other, **feeds).ravel() == plain).all()
    return plain, run(onnxscript.optimizer.optimize(copied(model)), **feeds).ravel()


updates = np.float32([10, 20, 30])
ways = {"none": lambda d, u: u, "add": np.add, "mul": np.multiply, "max": np.maximum, "min": np.minimum}
for reduction, way in ways.items():
    data = np.float32([15, 15, 15] if reduction in ("max", "min") else [1, 2, 3])
    plain, optimized = outputs(reduction, (0, 1, 2), data, updates)
    other_plain, other = outputs(reduction, (1, 0, 2), data, updates)
    print("%-5s" % reduction, "as it is", plain, "optimized", optimized, "| rows 1, 0, 2 optimized", other)
    assert (plain == way(data, updates)).all()
    assert (optimized == updates).all(), "the behaviour changed"
    assert (other == other_plain).all() and (other == way(data, updates[[1, 0, 2]])).all(), "in another order it is right"

model = parser.parse_model("""<ir_version: 8, opset_import: ["" : 18]> g (float[4,2] x) => (float[4,2] y)
<float[2,2] w={1, 2, 3, 4}, float[2] s={1, 1}, float[2] b={0, 0}, float[2] m={5, 5}, float[2] v={9, 9}>
{ p = Gemm(x, w)  y, mean, variance = BatchNormalization<training_mode=1>(p, s, b, m, v) }""")
x = np.random.default_rng(0).normal(size=(4, 2)).astype(np.float32)
plain, optimized = run(model, x=x), run(onnxscript.optimizer.optimize(copied(model)), x=x)
print("training_mode=1: mean of the batch", plain.mean(0), "optimized", optimized.mean(0))
assert abs(plain.mean(0)).max() < 1e-5 and abs(optimized.mean(0)).min() > 0.5
PYTHON
