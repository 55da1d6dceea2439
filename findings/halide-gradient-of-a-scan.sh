#!/usr/bin/env bash
# Halide 21.0.0, propagate_adjoints: the gradient through a scan, as a running sum or a recursive filter, leaves out most of the
# steps: that of the sum of squares of a running sum comes out down to a twentieth of what it is.
#
# A good guess would be: the gradient runs through the steps in the opposite order, or the error that non-linear recurrences and
# plain folds get, which says to "use a scan (which saves intermediate results) instead".
# Seen on 2026-11-29, b = 1, 2, 4, -3, 5, 0.5, 7, 2; f(0) = b(0):
#   f(r) = f(r - 1) + b(r), sum of f * f    6, 20, 22, 26, 37, 52, 70, 37     right 137, 135, 129, 115, 107, 89, 70, 37
#   f(r) = f(r - 1) / 2 + b(r), sum of f    0.03, 0.03, 0.06 .. 0.5, 1, 0     right 1.99, 1.98, 1.97 .. 1.75, 1.5, 1
#   the same, f(7) alone                    0, 0, 0, 0, 0, 0, 0, 0            right 0.008, 0.016, .. 0.25, 0.5, 1
#   the same from the end                   wrong, too
#   f(x, t + 1) = f(x, t) / 2 + b(x), only f(x, 7)    right
# The values f themselves are right in all cases.
#
# What it means: filters, exponential averages and recurrent layers that are written in this way are trained with other numbers in
# place of their gradient, and a check at the last step sees it right. Compare with finite differences.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet halide==21.0.0 numpy==2.4.6
"$folder/venv/bin/python" - 2>"$folder/warnings" <<'PYTHON'
import halide as hl
import numpy as np

x, t = hl.Var("x"), hl.Var("t")
b = np.array([1, 2, 4, -3, 5, 0.5, 7, 2])
n = len(b)
half = hl.f64(0.5)


def total(term, *ranges):
    r = hl.RDom([(0, size) for size in ranges or (n,)])
    result = hl.Func("result")
    result[()] = hl.f64(0)
    result[()] += term(r)
    return result


def gradients(build):
    """By Halide and by central differences of Halide's own values."""
    given = hl.Buffer(b.copy())
    got = np.asarray(hl.propagate_adjoints(build(given))[given].realize([n]))

    def value(numbers):
        return float(np.asarray(build(hl.Buffer(numbers)).realize([])))

    step = 1e-5 * np.eye(n)
    return got, np.array([(value(b + step[i]) - value(b - step[i])) / 2e-5 for i in range(n)])


def scan(step, out, lo=1):
    def build(given):
        r = hl.RDom([(lo, n - 1)])
        f = hl.Func("f")
        f[x] = given[x]
        step(f, given, r.x)
        return total(lambda q: out(f, q.x))
    return build


def running_sum(f, given, r):
    f[r] = f[r - 1] + given[r]


def recursive(f, given, r):
    f[r] = f[r - 1] * half + given[r]


def from_the_end(f, given, r):
    f[n - 1 - r] = f[n - r] * half + given[n - 1 - r]


def no_scan(given):
    f = hl.Func("f")
    f[x] = given[x] * given[x]
    return total(lambda q: f[q.x] * f[hl.max(q.x - 1, 0)])


def last_of_time(given):
    r = hl.RDom([(0, n - 1)])
    f = hl.Func("f")
    f[x, t] = hl.f64(0)
    f[x, 0] = given[x]
    f[x, r.x + 1] = f[x, r.x] * half + given[x]
    return total(lambda q: f[q.x, n - 1] * given[q.x])


for text, build, right in (
    ("running sum, squares", scan(running_sum, lambda f, i: f[i] * f[i]), False),
    ("recursive, sum", scan(recursive, lambda f, i: f[i]), False),
    ("recursive, last", scan(recursive, lambda f, i: hl.select(i == n - 1, f[i], hl.f64(0))), False),
    ("recursive from the end, squares", scan(from_the_end, lambda f, i: f[i] * f[i]), False),
    ("no scan", no_scan, True),
    ("time in its own dimension, last", last_of_time, True),
):
    got, true = gradients(build)
    print(f"{text}: {got.round(3)} right {true.round(3)}")
    assert np.allclose(got, true, rtol=1e-4, atol=1e-4) == right, "the behaviour changed"
    if text.startswith("running"):
        assert np.allclose(got, [6, 20, 22, 26, 37, 52, 70, 37]) and np.allclose(true, [137, 135, 129, 115, 107, 89, 70, 37])
    if text == "recursive, last":
        assert (got == 0).all()
PYTHON
