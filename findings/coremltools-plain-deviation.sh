#!/usr/bin/env bash
# coremltools 9.0 (PyTorch 2.15.0): x.std() and x.var() without arguments are converted with the division by n, where PyTorch divides by n - 1 and
# where torch.std(x, unbiased=True), torch.std(x, dim=0) and torch.var(x, correction=1) of the same x are converted right. log_softmax ends at
# -103.28, and atan2(0, -1) is 0 instead of pi.
#
# A good guess would be: the plain call is the one that is tested most, and is what its documentation says, unbiased; log_softmax is a function of its
# own in order not to be the logarithm of a softmax; atan2 takes care of the half planes.
# Seen on 2026-11-29, constants 1, 2, 3, 4, 10 folded in the converted program, traced and exported alike:
#   function                            PyTorch      converted
#   w.std()                             3.5355       3.1623
#   torch.std(w, unbiased=True)         3.5355       3.5355
#   w[:2].std()                         0.7071       0.5
#   w.var()                             12.5         10
#   torch.std(w, dim=0), torch.var(w, correction=1)    right
#   log_softmax of 0, 200, 400          -400 -200 0  -103.28 -103.28 0
#   atan2(0, -1)                        3.1416       0
# Of inputs that are no constants the program was read, not run (that takes an Apple machine): for x.std() it has mean, sub, square, mean, sqrt and
# no factor n / (n - 1); for log_softmax softmax and log, whose epsilon is 1e-45.
#
# What it means: a standardization of a few numbers, (x - x.mean()) / x.std(), is 12 % off for 5 and 41 % for 2 of them, and where it follows a trained
# layer the network was trained with the other. A log-likelihood of what the network rules out is -103.28 whatever it rules out. Write the argument.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet coremltools==9.0 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - 2>"$folder/messages" <<'PYTHON' || { tail -5 "$folder/messages"; exit 1; }
import logging

import coremltools
import numpy as np
import torch

logging.disable(logging.CRITICAL)
w = torch.tensor([1.0, 2, 3, 4, 10])


class Net(torch.nn.Module):
    def __init__(self, f, constant):
        super().__init__()
        self.f = f
        self.register_buffer("constant", constant)

    def forward(self, x):
        return self.f(self.constant, x)


def convert(f, constant):
    net, x = Net(f, constant).eval(), torch.ones(5)
    programs = torch.jit.trace(net, x), torch.export.export(net, (x,)).run_decompositions({})
    for program, inputs in zip(programs, ({"inputs": [coremltools.TensorType(shape=(5,))]}, {})):
        converted = coremltools.convert(
            program,
            convert_to="milinternal",
            compute_precision=coremltools.precision.FLOAT32,
            minimum_deployment_target=coremltools.target.iOS17,
            **inputs,
        )
        yield [o for o in converted.functions["main"].operations]


def folded(name, f, constant):
    expected = f(constant).numpy()
    answers = []
    for operations in convert(lambda c, x: x.sum() * f(c), constant):
        product = operations[-1]
        assert product.op_type == "mul"
        answers += [i.val for i in (product.inputs["x"], product.inputs["y"]) if i.val is not None]
    assert len(answers) == 2 and np.array_equal(*answers)
    print(name, expected, answers[0])
    return expected, np.asarray(answers[0])


expected, found = folded("std()", lambda c: c.std(), w)
assert abs(expected - 3.5355) < 1e-3 and abs(found - 3.1623) < 1e-3
expected, found = folded("std() of two", lambda c: c.std(), w[:2])
assert abs(expected - 0.7071) < 1e-3 and abs(found - 0.5) < 1e-3
expected, found = folded("var()", lambda c: c.var(), w)
assert abs(expected - 12.5) < 1e-3 and abs(found - 10) < 1e-3
for name, f in (
    ("unbiased=True", lambda c: torch.std(c, unbiased=True)),
    ("dim=0", lambda c: torch.std(c, dim=0)),
    ("correction=1", lambda c: torch.var(c, correction=1)),
):
    expected, found = folded(name, f, w)
    assert abs(expected - found) < 1e-4, "with an argument it is right"
expected, found = folded("log_softmax", lambda c: torch.log_softmax(c, 0), torch.tensor([0.0, 200, 400]))
assert expected.tolist() == [-400, -200, 0] and np.allclose(found, [-103.2789, -103.2789, 0], atol=1e-3)
expected, found = folded("atan2", lambda c: torch.atan2(c[:1], c[1:]), torch.tensor([0.0, -1.0]))
assert abs(expected - np.pi) < 1e-6 and found == 0

for name, f, types in (
    ("std()", lambda c, x: x.std(), ["reduce_mean", "sub", "square", "reduce_mean", "sqrt"]),
    ("unbiased", lambda c, x: torch.std(x, unbiased=True), ["reduce_mean", "sub", "square", "reduce_mean", "mul", "sqrt"]),
    ("log_softmax", lambda c, x: torch.log_softmax(x, 0), ["softmax", "log"]),
):
    for operations in convert(f, w):
        found = [o.op_type for o in operations if o.op_type != "const"]
        print(name, found)
        assert found == types
PYTHON
