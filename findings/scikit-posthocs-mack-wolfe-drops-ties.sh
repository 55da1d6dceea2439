#!/usr/bin/env bash
# scikit-posthocs 0.17.1: test_mackwolfe leaves out ties, and finds next to nothing where values are grades: a rise and fall that it finds in
# 91 % of the samples before they are rounded to the grades 1 to 5 is found in 6 %. test_page moves its statistic down by a half whatever its sign.
#
# A good guess would be: of two equal values each counts as greater by a half, as in test_jonckheere of the same package, which says that it
# corrects for ties; and Page's p-value of both sides does not change when the order of the groups is turned round.
# Seen on 2026-12-01, five groups of 20, the peak given:
#                                       mean statistic   p < 0.05   median p
#   equal groups, any values             0.0              0.05       0.5
#   equal groups, grades of 1 to 5      -1.9              0.00       0.98
#   a peak in the third, any values      2.8              0.91
#   the same, rounded to grades          0.0              0.06       (ties broken at random: 0.83)
# and for three blocks of three groups test_page has p = 0.153, and 0.066 with the columns turned round.
#
# What it means: of answers on a scale, doses with few counts or rounded measurements the test has no power and its p-value is no p-value;
# a negative trend is more significant than the same positive one. Give mackwolfe no peak (a permutation test), or break ties at random.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet scikit-posthocs==0.17.1 scipy==1.17.1 pandas==3.1.1 statsmodels==0.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import scikit_posthocs

random = np.random.default_rng(0)
SAMPLES = 400


def share(draw, broken_at_random=False):
    p, statistics = [], []
    for _ in range(SAMPLES):
        groups = draw()
        if broken_at_random:
            groups = [group + random.uniform(-0.1, 0.1, size=len(group)) for group in groups]
        found, statistic = scikit_posthocs.test_mackwolfe(groups, p=2)
        p.append(found)
        statistics.append(statistic)
    return np.mean(statistics), np.mean(np.array(p) < 0.05), np.median(p)


def peak(grades):
    groups = [random.normal(3 + rise, 1, size=20) for rise in (0, 0.4, 0.8, 0.4, 0)]
    return [np.clip(np.round(group), 1, 5) for group in groups] if grades else groups


cases = {
    "equal, any values": share(lambda: [random.normal(size=20) for _ in range(5)]),
    "equal, grades": share(lambda: [random.integers(1, 6, size=20).astype(float) for _ in range(5)]),
    "peak, any values": share(lambda: peak(False)),
    "peak, grades": share(lambda: peak(True)),
    "peak, grades, ties at random": share(lambda: peak(True), True),
}
for name, case in cases.items():
    print("%-30s mean statistic %5.2f, below 0.05 %.3f, median p %.3f" % (name, *case))
assert abs(cases["equal, any values"][0]) < 0.2 and 0.02 < cases["equal, any values"][1] < 0.08
assert cases["equal, grades"][0] < -1.5 and cases["equal, grades"][1] == 0, "the behaviour changed"
assert cases["peak, any values"][1] > 0.8 and cases["peak, grades"][1] < 0.15
assert cases["peak, grades, ties at random"][1] > 0.7

x = np.array([[1.0, 2, 3], [1, 3, 2], [2, 1, 3]])
forward, backward = scikit_posthocs.test_page(x), scikit_posthocs.test_page(x[:, ::-1])
print("Page: p %.3f, turned round %.3f" % (forward[0], backward[0]))
assert abs(forward[0] - 0.153) < 1e-3 and abs(backward[0] - 0.066) < 1e-3, "the behaviour changed"
PYTHON
