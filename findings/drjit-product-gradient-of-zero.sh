#!/usr/bin/env bash
# Dr.Jit 1.5.0: the gradient of prod of 0, 2, 3 is 0, 0, 0 instead of 6, 0, 0, and NaN by block_reduce; that of fmax(x, NaN),
# which is x, goes to the NaN; that of hypot, which is made to avoid overflow and underflow, is infinite or 1.25 for 1e-30 and
# 1e30.
#
# A good guess would be: 6, as of one number times the others, which Dr.Jit has right when it is written with "*"; 1 for the
# operand that fmax gives back; 0.6 and 0.8 of 3 and 4 in any unit, as a derivative along a direction has no length.
# Seen on 2026-11-30, float32, the LLVM backend (prod in float64 too):
#   what                                    value      gradient                right
#   prod of 1, 2, 3                         6          6, 3, 2                 the same
#   prod of 0, 2, 3                         0          0, 0, 0                 6, 0, 0
#   block_reduce by Mul of 0, 2, 3          0          NaN, 0, 0               6, 0, 0
#   fmax(1, NaN), fmin(1, NaN)              1          0 and 1                 1 and 0
#   fmax(NaN, 1), fmin(NaN, 1)              1          0 and 1                 the same
#   hypot(3, 4)                             5          0.6, 0.8                the same
#   hypot(3e-30, 4e-30)                     5e-30      0.6, -infinity          0.6, 0.8
#   hypot(3e30, 4e30)                       5e30       0.6, 1.25               0.6, 0.8
# The cause: the product's gradient divides the product by each number; that of fmax goes to the second operand unless the first
# is greater; and hypot is differentiated through its scaled formula, whose square under- or overflows.
#
# What it means: an optimizer never leaves a 0 among factors, a point with a missing partner gets no gradient, and a distance in
# metres of atoms or galaxies spoils all parameters. Multiply by hand; dr.select instead of fmax; scale before hypot.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -o APT::Sandbox::User=root -qq libllvm19=1:19.1.7-3~deb12u1 libedit2 libz3-4 libxml2 libbsd0 libmd0 libicu72
for package in *.deb; do dpkg-deb -x "$package" llvm; done
export LD_LIBRARY_PATH=$PWD/llvm/usr/lib/x86_64-linux-gnu:$PWD/llvm/lib/x86_64-linux-gnu
export DRJIT_LIBLLVM_PATH=$PWD/llvm/usr/lib/x86_64-linux-gnu/libLLVM.so.19.1
python3 -m venv venv
venv/bin/pip install --quiet drjit==1.5.0 numpy==2.4.6
venv/bin/python - <<'PYTHON'
import drjit as dr
import numpy as np
from drjit.llvm.ad import Float, Float64


def gradient(function, *numbers, kind=Float):
    inputs = [kind(x) for x in numbers]
    dr.enable_grad(inputs)
    dr.backward(function(*inputs))
    return [np.array(dr.grad(x)).tolist() for x in inputs]


def other(function, *numbers):
    "central differences in NumPy's float64"
    answer = []
    for place in range(len(numbers)):
        row = []
        for k in range(len(numbers[place])):
            step = max(abs(numbers[place][k]) * 1e-4, 1e-30)
            up, down = ([np.array(x, float) for x in numbers] for _ in range(2))
            up[place][k] += step
            down[place][k] -= step
            row.append(float(np.sum(function(*up) - function(*down)) / (2 * step)))
        answer.append(row)
    return answer


for numbers in [1, 2, 3], [0, 2, 3], [1e-30, 2, 3], [0, 0, 3]:
    print("prod of", numbers, gradient(dr.prod, numbers), "differences", other(np.prod, numbers))
assert gradient(dr.prod, [1, 2, 3]) == [[6, 3, 2]]
for kind in Float, Float64:
    assert gradient(dr.prod, [0, 2, 3], kind=kind) == [[0, 0, 0]], "the behaviour changed"
assert np.allclose(other(np.prod, [0, 2, 3]), [[6, 0, 0]])
blocks = lambda x: dr.block_reduce(dr.ReduceOp.Mul, x, 3)
print("block_reduce of 0, 2, 3, 1, 2, 3:", gradient(blocks, [0, 2, 3, 1, 2, 3]))
assert np.isnan(gradient(blocks, [0, 2, 3, 1, 2, 3])[0][0])
one, two, three = (Float(x) for x in (0, 2, 3))
dr.enable_grad(one)
dr.backward(one * two * three)
assert dr.grad(one)[0] == 6, "by * it is right"


for first, second in ([1.0, 2.0], [np.nan, 3.0]), ([np.nan, 3.0], [1.0, 2.0]):
    largest = np.array(dr.fmax(Float(first), Float(second)))
    largest_by, smallest_by = gradient(dr.fmax, first, second), gradient(dr.fmin, first, second)
    print("fmax of", first, second, "is", largest, "gradients", largest_by, "of fmin", smallest_by)
    assert largest.tolist() == [1, 3]
    number = 0 if np.isnan(second[0]) else 1
    if number == 0:
        assert largest_by[0][0] == 0 and largest_by[1][0] == 1, "fmax: to the NaN"
    else:
        assert largest_by[1][0] == 1 and largest_by[0][0] == 0, "NaN first: right"
for size in 1.0, 1e-18, 1e18, 1e-30, 1e30:
    x, y = [3 * size], [4 * size]
    value, by = dr.hypot(Float(x), Float(y))[0], [row[0] for row in gradient(dr.hypot, x, y)]
    print("hypot of %g and %g is %g, gradients %g %g" % (x[0], y[0], value, *by))
    assert abs(value / size - 5) < 1e-5
    right = np.allclose(by, [0.6, 0.8], rtol=1e-5)
    assert right == (1e-20 < size < 1e20)
    # the value scaled down and up again has the right gradient
    scaled = gradient(lambda a, b: dr.hypot(a / size, b / size) * size, x, y)
    assert np.allclose(scaled, [[0.6], [0.8]], rtol=1e-5)
PYTHON
