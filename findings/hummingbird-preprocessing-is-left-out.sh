#!/usr/bin/env bash
# hummingbird-ml 0.4.12 (scikit-learn 1.9.1, PyTorch 2.15.0): a multinomial LogisticRegression, scikit-learn's default for three classes, is
# converted as one-vs-rest; FunctionTransformer(log1p) as nothing at all; StandardScaler(with_mean=False) as one that subtracts the mean;
# OneHotEncoder of the grades 1, 1.5, 2, 2.5 cuts them to 1, 1, 2, 2 and sets two columns; SimpleImputer's indicators are dropped. No error.
#
# A good guess would be: the converted model agrees to some 1e-5, or the conversion refuses, as it does for labels that are no integers.
# Seen on 2026-11-29:
#   model                                          scikit-learn             converted
#   LogisticRegression, 3 classes, first row       0.149 0.168 0.683        0.247 0.265 0.488
#     log loss of the training rows                0.311                    0.551
#   FunctionTransformer(log1p) of 26, 23           3.30 3.18                26 23
#     and LogisticRegression on it, accuracy       0.99                     0.99, probabilities off by up to 0.49
#   StandardScaler(with_mean=False) of 26, 23      5.47 4.92                1.22 0.63
#   OneHotEncoder of 1.5, 2.5                      0 1 0 0, 0 0 0 1         1 1 0 0, 0 0 1 1
#     and LogisticRegression on it, accuracy       1.00                     0.55
#   SimpleImputer(add_indicator=True), columns     3                        2
# Two classes, StandardScaler and OneHotEncoder of integers are right to 1e-6. The labels of the three classes are the same, only the
# probabilities differ: the attribute `multi_class`, by which the converter chooses, is gone from scikit-learn since 1.8.
#
# What it means: probabilities of a converted classifier are less sure than those that were measured, and a pipeline's features are others.
# Compare predict_proba, not predict, with the original before serving.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet hummingbird-ml==0.4.12 scikit-learn==1.9.1 torch==2.15.0 onnx==1.16.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import hummingbird.ml
import numpy as np
import torch
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, OneHotEncoder, StandardScaler

torch.set_num_threads(1)
random = np.random.default_rng(0)


def both(model, x, method="transform"):
    converted = hummingbird.ml.convert(model, "torch", x)
    return getattr(model, method)(x), np.asarray(getattr(converted, method)(x))


x = random.normal(size=(600, 4)).astype(np.float32)
scores = x @ random.normal(size=(4, 3)) * 2
y = (scores + random.gumbel(size=scores.shape)).argmax(1)
model = LogisticRegression().fit(x, y)
expected, found = both(model, x, "predict_proba")
loss = [-np.log(p[np.arange(600), y]).mean() for p in (expected, found)]
one_vs_rest = 1 / (1 + np.exp(-(x @ model.coef_.T + model.intercept_)))
one_vs_rest /= one_vs_rest.sum(1, keepdims=True)
print("first row", expected[0].round(3), found[0].round(3), "log loss %.3f %.3f" % tuple(loss))
assert np.abs(expected - found).max() > 0.4 and np.abs(one_vs_rest - found).max() < 1e-5
assert loss[0] < 0.35 and loss[1] > 0.5 and (expected.argmax(1) == found.argmax(1)).all()
expected, found = both(LogisticRegression().fit(x, (y == 0).astype(int)), x, "predict_proba")
assert np.abs(expected - found).max() < 1e-5, "two classes are right"

counts = random.poisson(20, (200, 2)).astype(np.float32)
expected, found = both(FunctionTransformer(np.log1p).fit(counts), counts)
print("log1p of", counts[0], "is", expected[0], "and", found[0])
assert np.allclose(expected, np.log1p(counts)) and np.array_equal(found, counts)
pipeline = make_pipeline(FunctionTransformer(np.log1p), LogisticRegression())
expected, found = both(pipeline.fit(counts, (counts[:, 0] > counts[:, 1]).astype(int)), counts, "predict_proba")
print("and logistic regression on it: off by", np.abs(expected - found).max())
assert np.abs(expected - found).max() > 0.4

expected, found = both(StandardScaler(with_mean=False).fit(counts), counts)
print("scaled without the mean", expected[0], found[0])
assert expected.min() > 0 and np.abs(found.mean(0)).max() < 1e-4
expected, found = both(StandardScaler().fit(counts), counts)
assert np.abs(expected - found).max() < 1e-5

grades = random.choice([1.0, 1.5, 2.0, 2.5], (200, 1)).astype(np.float32)
expected, found = both(OneHotEncoder(sparse_output=False).fit(grades), grades)
for grade, columns in ((1.0, [1, 1, 0, 0]), (1.5, [1, 1, 0, 0]), (2.0, [0, 0, 1, 1]), (2.5, [0, 0, 1, 1])):
    row = int((grades == grade).argmax())
    print("grade", grade, expected[row], found[row])
    assert expected[row].sum() == 1 and found[row].tolist() == columns
labels = ((grades.ravel() == 2.5) ^ (grades.ravel() == 1.5)).astype(int)
pipeline = make_pipeline(OneHotEncoder(sparse_output=False), LogisticRegression()).fit(grades, labels)
accuracies = [((p[:, 1] > 0.5) == labels).mean() for p in both(pipeline, grades, "predict_proba")]
print("accuracies", accuracies)
assert accuracies[0] == 1 and accuracies[1] < 0.6
expected, found = both(OneHotEncoder(sparse_output=False).fit(grades * 2), grades * 2)
assert np.array_equal(expected, found), "integers are right"

gaps = counts.copy()
gaps[::3, 0] = np.nan
expected, found = both(SimpleImputer(add_indicator=True).fit(gaps), gaps)
print("columns with indicators", expected.shape, found.shape)
assert expected.shape == (200, 3) and found.shape == (200, 2)
PYTHON
