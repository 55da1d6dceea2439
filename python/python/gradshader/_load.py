"""Model files as fitted estimators."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gradshader._base import ACTIVATIONS
from gradshader._classifier import GradshaderClassifier
from gradshader._gradshader import Model
from gradshader._regressor import GradshaderRegressor


def load(path, *, columns=None, classes=None, activations=None, device="auto"):
    """The model in a file, as a fitted estimator.

    Parameters
    ----------
    path : path
        What `save` or the command line has written, one network or an ensemble; or a network of PyTorch
        (safetensors, of F16, BF16, F32 or F64) or ONNX.
    columns : list of str, optional
        Of a network of another program, the columns that it takes, as they are; "x0", "x1", ... unless
        told.
    classes : list, optional
        Of such a network, the classes that its outputs stand for; they are values unless told, or unless
        it ends in a softmax.
    activations : list of str, optional
        Of a file of PyTorch, the activation of each layer, which it does not hold.
    device : str, default="auto"
        Of the estimator.

    Returns
    -------
    GradshaderClassifier or GradshaderRegressor
    """
    path = Path(path)
    names = None if classes is None else [str(name) for name in classes]
    told = None
    if activations is not None:
        told = [ACTIVATIONS.get(name, name) for name in activations]
    model = Model.load(str(path), path.read_bytes(), columns, names, told)
    if model.task == "regress":
        estimator = GradshaderRegressor(device=device)
        estimator._columns = len(model.targets)
        estimator._is_flat = estimator._columns == 1
    else:
        estimator = GradshaderClassifier(device=device)
        estimator._is_labels = model.task == "label"
        if estimator._is_labels:
            estimator.classes_ = np.arange(len(model.targets))
        else:
            estimator.classes_ = _classes(model.classes if classes is None else classes)
    estimator._adopt(model)
    estimator.n_features_in_ = len(model.columns)
    if model.columns != [f"x{place}" for place in range(len(model.columns))]:
        estimator.feature_names_in_ = np.asarray(model.columns, dtype=object)
    return estimator


def _classes(names) -> np.ndarray:
    """Classes as they were given to `fit`: whole numbers where all are, in their order."""
    try:
        numbers = [int(name) for name in names]
    except (TypeError, ValueError):
        return np.sort(np.asarray(names))
    return np.sort(numbers if [str(n) for n in numbers] == list(map(str, names)) else names)
