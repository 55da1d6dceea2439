#!/usr/bin/env bash
# Halide 21.0.0, propagate_adjoints: the gradient through fast_log, through the base of fast_pow, through mux and through
# strict_float is 0, without a word; that through a % b by b is off by one where the signs differ.
#
# A good guess would be: the gradient of the function, as log, pow, select, fast_exp and fast_sin have it, or the error that
# a reduction without stored steps gets.
# Seen on 2026-11-29, float32, x = 0.5, 1.5, 3:
#   expression             gradient               right
#   log(x)                 2, 0.667, 0.333        the same
#   fast_log(x)            0, 0, 0                2, 0.667, 0.333
#   pow(x, 2)              1, 3, 6                the same
#   fast_pow(x, 2)         0, 0, 0                1, 3, 6
#   mux(i, [x, x * x])     0, 0, 0                1 or 2 x
#   strict_float(x * x)    0, 0, 0                1, 3, 6
#   unsafe_promise_clamped(x, 0, 10) * x    0.5, 1.5, 3    1, 3, 6
#   -2 % x                 4, 1, 0                4, 2, 1  (by x; the remainder itself is never negative)
# A logistic regression whose loss takes fast_log stays where it began: 0.693 after 200 steps, with log 0.13.
#
# What it means: the fast function, taken for speed, or strict_float, taken to be safe, ends the training where it stands: a zero
# gradient looks like a minimum. Differentiate log and pow, and put strict_float around the result of the gradient.
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

x = hl.Var("x")
number = hl.f32


def gradient(expression, numbers):
    given = hl.Buffer(np.array(numbers, np.float32))
    f = hl.Func("f")
    f[x] = expression(given[x])
    r = hl.RDom([(0, len(numbers))])
    total = hl.Func("total")
    total[()] = number(0.0)
    total[()] += f[r.x]
    adjoints = hl.propagate_adjoints(total)
    return np.asarray(f.realize([len(numbers)])), np.asarray(adjoints[given].realize([len(numbers)]))


at = np.array([0.5, 1.5, 3])
for text, expression, value, seen, right in (
    ("log", hl.log, np.log(at), 1 / at, 1 / at),
    ("fast_log", hl.fast_log, np.log(at), 0 * at, 1 / at),
    ("pow", lambda v: hl.pow(v, number(2)), at**2, 2 * at, 2 * at),
    ("fast_pow", lambda v: hl.fast_pow(v, number(2)), at**2, 0 * at, 2 * at),
    ("fast_pow's exponent", lambda v: hl.fast_pow(number(2), v), 2**at, 2**at * np.log(2), 2**at * np.log(2)),
    ("fast_exp", hl.fast_exp, np.exp(at), np.exp(at), np.exp(at)),
    ("fast_sin", hl.fast_sin, np.sin(at), np.cos(at), np.cos(at)),
    ("select", lambda v: hl.select(v < 1, v, v * v), [0.5, 2.25, 9], [1, 3, 6], [1, 3, 6]),
    ("mux", lambda v: hl.mux(hl.cast(hl.Int(32), hl.min(v, number(1))), [v, v * v]), [0.5, 2.25, 9], [0, 0, 0], [1, 3, 6]),
    ("strict_float", lambda v: hl.strict_float(v * v), at**2, 0 * at, 2 * at),
    ("unsafe_promise_clamped", lambda v: hl.unsafe_promise_clamped(v, number(0), number(10)) * v, at**2, at, 2 * at),
    ("-2 % x", lambda v: number(-2) % v, [0, 1, 1], [4, 1, 0], [4, 2, 1]),
):
    values, got = gradient(expression, at)
    print(f"{text}: values {values.round(4)} gradient {got.round(4)} right {np.round(right, 4)}")
    assert np.allclose(values, value, rtol=1e-3, atol=1e-5)
    assert np.allclose(got, seen, rtol=1e-3, atol=1e-5), "the behaviour changed"


def train(log):
    random = np.random.default_rng(0)
    count, width = 200, 3
    rows = random.normal(size=(count, width)).astype(np.float32)
    labels = (rows @ [2.0, -1.0, 0.5] + 0.3 * random.normal(size=count) > 0).astype(np.float32)
    given, label, weight = hl.Buffer(np.ascontiguousarray(rows.T)), hl.Buffer(labels), hl.Buffer(np.zeros(width, np.float32))
    logit, loss, total = hl.Func("logit"), hl.Func("loss"), hl.Func("total")
    k, r = hl.RDom([(0, width)]), hl.RDom([(0, count)])
    logit[x] = number(0)
    logit[x] += given[x, k.x] * weight[k.x]
    chance = number(1) / (number(1) + hl.exp(-logit[x]))
    loss[x] = -hl.select(label[x] > 0.5, log(chance + number(1e-6)), log(number(1) - chance + number(1e-6)))
    total[()] = number(0)
    total[()] += loss[r.x] / number(count)
    adjoint = hl.propagate_adjoints(total)[weight]
    held = np.asarray(weight)
    for _ in range(200):
        held -= 0.5 * np.asarray(adjoint.realize([width]))
    return float(np.asarray(total.realize([])))


losses = train(hl.log), train(hl.fast_log)
print("loss after 200 steps with log %.3f, with fast_log %.3f" % losses)
assert losses[0] < 0.3 and abs(losses[1] - np.log(2)) < 1e-3
PYTHON
