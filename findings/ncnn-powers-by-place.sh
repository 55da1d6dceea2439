#!/usr/bin/env bash
# ncnn 1.0.20261020 (x86-64): pow of 0 and of a negative number is 2.4e38 at those places of a blob that are computed as vectors: 0^2 and
# (-2)^2 too. At the rest of it they are 0 and 4. 1/0 is NaN and infinity in the same way.
#
# A good guess would be: 4 and -8 and 1, as PyTorch, ONNX Runtime and the C library have them, at every place; or NaN for a negative
# base. Not a large number, and not one answer by the place.
# Seen on 2026-11-29, float32, a blob of 19 equal elements, the first sixteen and the last:
#                  first        last          right
#   (-2)^2         2.406e38     4             4           the same with the exponent as a parameter
#   (-2)^3         2.406e38     -8            -8
#   0^0            2.406e38     1             1
#   0^2            2.406e38     0             0
#   1 / 0          NaN          infinity      infinity
#   1 / infinity   NaN          0             0
#   Softplus       of 89 infinity and of -17 0 at both places, sin of 1e10 is minus infinity, tanh of NaN -1, sigmoid of NaN 4e-39
# What size takes the vector code depends on the processor.
#
# What it means: a squared error or a standardised polynomial feature written as x ** 2 works for one row and fails for a batch, or for
# columns 0 to 15 and not for 16. Multiply x by itself; do not rely on infinity or NaN to mark a cell.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet ncnn==1.0.20261020 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import ncnn
import numpy as np


def run(layer, *given):
    """The answers of a layer for blobs of 19 equal elements: that of the first sixteen, and that of the last."""
    names = [f"in{place}" for place in range(len(given))]
    kind, parameters = layer.split(" ", 1) if " " in layer else (layer, "")
    lines = [f"Input {name} 0 1 {name}" for name in names] + [f"{kind} layer {len(names)} 1 {' '.join(names)} out {parameters}"]
    with open("net.param", "w") as file:
        file.write("\n".join(["7767517", f"{len(lines)} {len(names) + 1}", *lines, ""]))
    open("net.bin", "wb").close()
    net = ncnn.Net()
    net.opt.num_threads = 1
    assert net.load_param("net.param") == 0
    net.load_model("net.bin")
    extractor = net.create_extractor()
    for name, number in zip(names, given):
        extractor.input(name, ncnn.Mat(np.full(19, number, np.float32)).clone())
    found = np.array(extractor.extract("out")[1])
    assert len(set(map(str, found[:16]))) == 1
    print(layer, given, "first", found[0], "last", found[-1])
    return found[0], found[-1]


power, quotient, squared = "BinaryOp 0=6", "BinaryOp 0=3", "BinaryOp 0=6 1=1 2=2.0"
for layer, given, right in [(power, (-2, 2), 4), (power, (-2, 3), -8), (power, (0, 0), 1), (power, (0, 2), 0), (squared, (-2,), 4), (squared, (0,), 0)]:
    first, last = run(layer, *given)
    assert 2.3e38 < first < 2.5e38 and last == right
first, last = run(power, 7, 2)
assert abs(first - 49) < 1e-4 and last == 49
for given, right in [((1, 0), np.inf), ((1, np.inf), 0)]:
    first, last = run(quotient, *given)
    assert np.isnan(first) and last == right
for number, right in [(89, np.inf), (-17, 0)]:
    assert run("Softplus", number) == (right, right)
assert run("UnaryOp 0=9", 1e10)[0] == -np.inf
assert run("TanH", np.nan)[0] == -1 and 0 < run("Sigmoid", np.nan)[0] < 1e-38
PYTHON
