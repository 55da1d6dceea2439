#!/usr/bin/env bash
# skl2onnx 1.20.0, scikit-learn 1.9.1: a PowerTransformer (its default method, Yeo-Johnson) is exported so that NaN becomes a number, 0
# without standardizing and one at the edge of the column or beyond with it; in scikit-learn NaN stays NaN.
#
# A good guess would be: NaN, as scikit-learn's transform keeps it for an imputer or a model that comes after ("NaNs are treated as missing
# values: disregarded in fit, and maintained in transform"), and as method="box-cox" and the other scalers are exported.
# Seen on 2026-11-30, two columns of mean 3 and deviation 1, a seventh missing, ONNX Runtime 1.32.0:
#   exported                                     NaN becomes
#   PowerTransformer()                           -3.07 and -3.32
#   PowerTransformer(standardize=False)          0 and 0
#   PowerTransformer(method="box-cox")           NaN
#   StandardScaler, RobustScaler, MinMaxScaler   NaN
#   PowerTransformer, then SimpleImputer         -3.07 and -3.32 (scikit-learn: the mean, 0)
# The branches of the transform are added up after their NaN, which logarithms of numbers of the other sign are, were replaced by 0; so
# is what was missing, and it is standardized as the number 0 of the column.
#
# What it means: a pipeline that imputes after transforming imputes nothing once it is exported, and a missing value is one of the smallest
# of its column, without a warning. Impute before the PowerTransformer.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet skl2onnx==1.20.0 scikit-learn==1.9.1 onnx==1.23.2 onnxruntime==1.32.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import onnxruntime
from skl2onnx import to_onnx
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, PowerTransformer, RobustScaler, StandardScaler

onnxruntime.set_default_logger_severity(4)
random = np.random.default_rng(0)
x = np.abs(random.normal(size=(700, 2)) + 3).astype(np.float32) + 0.1
x[::7, 0] = np.nan
x[3::7, 1] = np.nan
missing = np.isnan(x)


def exported(model):
    model.fit(x)
    session = onnxruntime.InferenceSession(to_onnx(model, x[:1]).SerializeToString(), providers=["CPUExecutionProvider"])
    right, found = model.transform(x), session.run(None, {"X": x})[0]
    assert abs(found - right)[~missing].max() < 1e-4, "numbers that are there are right"
    values = [np.unique(found[missing[:, column], column]) for column in range(2)]
    print(model, "NaN becomes", values, "scikit-learn's", [np.unique(right[missing[:, column], column]) for column in range(2)])
    return found, right


for model in PowerTransformer(method="box-cox"), StandardScaler(), RobustScaler(), MinMaxScaler():
    found, right = exported(model)
    assert np.isnan(found[missing]).all() and np.isnan(right[missing]).all()
found, right = exported(PowerTransformer(standardize=False))
assert (found[missing] == 0).all() and np.isnan(right[missing]).all(), "the behaviour changed"
found, right = exported(PowerTransformer())
assert (found[missing] < -2).all() and np.isnan(right[missing]).all()
# as the number 0 of the column
model = PowerTransformer().fit(x)
assert abs(np.unique(found[missing]) - np.sort(model.transform(np.zeros((1, 2), np.float32))[0])).max() < 1e-4
found, right = exported(make_pipeline(PowerTransformer(), SimpleImputer()))
assert (found[missing] < -2).all() and abs(right[missing]).max() < 1e-3
PYTHON
