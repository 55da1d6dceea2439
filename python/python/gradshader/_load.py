"""Model files as fitted estimators."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from gradshader import _data
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
        What the columns of arrays are called. Of a network of another program these are the columns that
        it takes, as they are; "x0", "x1", ... unless told. Of other models those that it takes have to be
        among them, unless told these alone: what says nothing, such as a pixel that is always 0, is no
        input. In data frames columns are found by their names, in any order and among others.
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
            told = model.training.get("class_type")
            estimator.classes_ = _classes(model.classes if classes is None else classes, told)
    estimator._adopt(model)
    estimator._by_name = True
    epochs = model.training.get("epochs", "")
    if epochs.isdecimal():
        estimator.n_iter_ = max(int(epochs), 1)
    names = _columns(model.columns, columns)
    estimator.n_features_in_ = len(names)
    if names != _data.unnamed(len(names)):
        estimator.feature_names_in_ = np.asarray(names, dtype=object)
    return estimator


def _columns(taken: list, told) -> list:
    """The columns of arrays."""
    if told is None:
        return taken
    told = [str(name) for name in told]
    missing = [name for name in taken if name not in told]
    if missing:
        raise ValueError(f"columns lack {missing[0]!r}, which the model takes; name all of an array")
    return told


# What classes were in `fit`, by the fact that `save` writes.
CLASSES = {
    "truth": lambda name: {"True": True, "False": False}[name],
    "integer": int,
    "number": float,
    "text": str,
}


def _classes(names, told=None) -> np.ndarray:
    """Classes as they were given to `fit`: as the file says, or whole numbers where all are; in their order."""
    if told in CLASSES:
        return np.sort([CLASSES[told](name) for name in names])
    try:
        numbers = [int(name) for name in names]
    except (TypeError, ValueError):
        return np.sort(np.asarray(names))
    return np.sort(numbers if [str(n) for n in numbers] == list(map(str, names)) else names)
