#!/usr/bin/env bash
# ONNX Runtime 1.32.0, ai.onnx.ml: LinearRegressor and TreeEnsembleRegressor of one target pass over the post_transforms LOGISTIC,
# SOFTMAX and SOFTMAX_ZERO and answer with the raw score. Of two targets they apply them, and of one they apply PROBIT.
#
# A good guess would be: 1 / (1 + exp(-score)) for LOGISTIC, for one target as for two; SOFTMAX of one score is 1.
# Seen on 2026-11-29, scores -2 and 3 of one target, and the same beside a second target that is always 0:
#   post_transform   one target, linear    one target, trees    two targets, trees: the first
#   NONE             -2       3            -2       3           -2       3
#   LOGISTIC         -2       3            -2       3            0.1192  0.9526
#   SOFTMAX          -2       3            -2       3            0.1192  0.9526
#   PROBIT           of 0.1, 0.9: -1.2816, 1.2816
# No warning, and the model passes onnx.checker.
#
# What it means: a boosted model of one probability that was written as a regressor with LOGISTIC answers with log odds: the same
# order of rows, so an AUC does not show it, and "probabilities" below 0 and above 1. Write Sigmoid as a node of its own.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet onnxruntime==1.32.0 onnx==1.23.2 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper


def run(operator, numbers, width, **attributes):
    """The operator's answers for a column of numbers."""
    node = helper.make_node(operator, ["x"], ["y"], domain="ai.onnx.ml", **attributes)
    graph = helper.make_graph(
        [node], "graph", [helper.make_tensor_value_info("x", TensorProto.FLOAT, [None, 1])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, [None, width])])
    model = helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", 18), helper.make_opsetid("ai.onnx.ml", 3)], ir_version=8)
    onnx.checker.check_model(model)
    session = onnxruntime.InferenceSession(model.SerializeToString())
    return session.run(None, {"x": np.array(numbers, np.float32).reshape(-1, 1)})[0]


def linear(transform, numbers):
    return run("LinearRegressor", numbers, 1, coefficients=[1.0], intercepts=[0.0], targets=1, post_transform=transform)


def trees(transform, numbers, targets):
    """One stump: the first number up to the middle of both, else the second; a second target is 0."""
    leaves = [(target, leaf) for target in range(targets) for leaf in (1, 2)]
    return run(
        "TreeEnsembleRegressor", numbers, targets, n_targets=targets, post_transform=transform,
        nodes_treeids=[0, 0, 0], nodes_nodeids=[0, 1, 2], nodes_featureids=[0, 0, 0], nodes_modes=["BRANCH_LEQ", "LEAF", "LEAF"],
        nodes_values=[sum(numbers) / 2, 0.0, 0.0], nodes_truenodeids=[1, 0, 0], nodes_falsenodeids=[2, 0, 0],
        target_treeids=[0] * len(leaves), target_nodeids=[leaf for _, leaf in leaves], target_ids=[t for t, _ in leaves],
        target_weights=[float(numbers[leaf - 1]) if target == 0 else 0.0 for target, leaf in leaves])


scores = [-2.0, 3.0]
logistic = 1 / (1 + np.exp(-np.array(scores)))
for transform, two in [("NONE", scores), ("LOGISTIC", logistic), ("SOFTMAX", logistic), ("SOFTMAX_ZERO", None)]:
    found = linear(transform, scores).ravel(), trees(transform, scores, 1).ravel(), trees(transform, scores, 2)[:, 0]
    print(transform, *(row.tolist() for row in found))
    np.testing.assert_array_equal(found[0], scores)
    np.testing.assert_array_equal(found[1], scores)
    if two is not None:
        np.testing.assert_allclose(found[2], two, rtol=1e-5)
for row in linear("PROBIT", [0.1, 0.9]).ravel(), trees("PROBIT", [0.1, 0.9], 1).ravel():
    print("PROBIT", row.tolist())
    np.testing.assert_allclose(row, [-1.28155, 1.28155], rtol=1e-3)
PYTHON
