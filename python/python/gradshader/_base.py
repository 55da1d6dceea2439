"""What both estimators have: parameters on their way to the library, and what comes back."""

from __future__ import annotations

import collections.abc
import json
import math
import numbers
import warnings
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator
from sklearn.utils import check_random_state
from sklearn.utils.validation import check_is_fitted

from gradshader import _data
from gradshader._gradshader import Network
from gradshader._gradshader import ensemble as _ensemble
from gradshader._gradshader import fit as _fit
from gradshader._progress import Progress

# Of the samples, where networks that share weights are trained.
HELD_OUT = 0.2

OF_EARLY_STOPPING = ("validation_losses_", "validation_scores_", "best_validation_score_")

# scikit-learn's names of activations.
ACTIVATIONS = {"identity": "linear", "logistic": "sigmoid"}


class Base(BaseEstimator):
    """What both estimators have."""

    # Fitting

    def fit(self, X, y, sample_weight=None):
        """Trains on `X` and `y`.

        Parameters
        ----------
        X : array, sparse matrix or data frame of shape (n_samples, n_features)
            Numbers in an array, where NaN is a missing value, or in a sparse matrix, whose zeros are
            filled in; or a data frame of pandas, polars or pyarrow, whose texts, categories, truths,
            dates and missing values are taken as the command line takes them.
        y : array of shape (n_samples,) or (n_samples, n_outputs)
            What to predict: classes, several labels a sample as 0 and 1, or values.
        sample_weight : array of shape (n_samples,), optional
            How much each sample counts: one of weight 2 is trained on as two samples are.

        Returns
        -------
        self
        """
        if self.share is not None:
            self._check_share()
        elif self._is_ensemble():
            return self._fit_ensemble(X, y, sample_weight)
        continues = self.warm_start and hasattr(self, "model_")
        if continues:
            self._check_goes_on()
        frame, weights, class_weights = self._read(X, y, sample_weight, reset=not continues)
        self._run(
            frame,
            weights,
            class_weights,
            self._settings(),
            model=self.model_ if continues else None,
        )
        return self

    def partial_fit(self, X, y, classes=None, sample_weight=None):
        """Trains for one pass over `X` and `y`, and goes on from there in the next call.

        The first call decides which columns there are, what they are taken for and how they are scaled: by
        its own samples, so let them be typical. A column that does not change yet is scaled by 1, and
        a class that does not occur yet is one of `classes`. The learning rate stays as it is.

        Parameters
        ----------
        X, y, sample_weight
            As in `fit`.
        classes : array, optional
            All classes that will come; needed in the first call unless `y` has them all.

        Returns
        -------
        self
        """
        if self.early_stopping:
            raise ValueError("partial_fit with early_stopping; leave it out: no sample is held out")
        if self._is_ensemble():
            raise ValueError("partial_fit of an ensemble; leave ensemble and preset='best' out")
        begins = not hasattr(self, "model_")
        if not begins:
            self._check_goes_on()
        frame, weights, class_weights = self._read(
            X, y, sample_weight, reset=begins, classes=classes, partial=True
        )
        settings = self._settings()
        if settings["schedule"] is None:
            # How many passes there will be, no one knows.
            settings["schedule"] = "constant"
        settings.update(epochs=1, merge=False)
        self._run(
            frame,
            weights,
            class_weights,
            settings,
            model=None if begins else self.model_,
            state=None if begins else getattr(self, "_state", None),
            partial=True,
        )
        return self

    def _check_goes_on(self) -> None:
        """What the network that goes on is made of cannot change."""
        widths, own = _hidden(self.hidden_layer_sizes)
        has = self.model_.sizes[1:-1]
        if widths is not None and widths != has:
            raise ValueError(
                f"hidden_layer_sizes is {tuple(widths)}, the network that goes on has {tuple(has)}; "
                "leave them, or use a new estimator or warm_start=False"
            )
        of_all = _activation("activation", self.activation)
        for place, has in enumerate(self.model_.activations[:-1]):
            told = (own[place] if own else None) or of_all
            if told is not None and Network([1, 1], [told]).activations != [has]:
                raise ValueError(
                    f"activation is {told!r}, the network that goes on has {has!r}; "
                    "leave it, or use a new estimator or warm_start=False"
                )

    def _check_share(self) -> None:
        if self.share != "weights":
            raise ValueError(f"share is {self.share!r}; use 'weights' or None")
        if self.ensemble is None:
            raise ValueError("share without ensemble; say how many networks: ensemble=16")
        for name, told in [
            ("ensemble_folds", self.ensemble_folds is not None),
            ("preset='best'", self.preset == "best"),
            ("warm_start", self.warm_start),
        ]:
            if told:
                raise ValueError(f"{name} with share='weights'; leave one of the two out")

    def _is_ensemble(self) -> bool:
        told = self.ensemble is not None or self.ensemble_folds is not None
        return told or self.preset == "best"

    def _fit_ensemble(self, X, y, sample_weight, *, split_seed=None, groups=None, progress=None):
        """Trains networks of settings around these, and keeps those that together do best."""
        if self.warm_start:
            raise ValueError("warm_start of an ensemble; leave one of the two out")
        if self.share is not None:
            raise ValueError("share with gradshader.ensemble; leave it out, or call the estimator's fit")
        frame, weights, class_weights, balanced = self._read_to_divide(X, y, sample_weight)
        if groups is not None:
            frame.add_groups(groups)
        settings = {
            **self._settings(),
            "split_seed": split_seed,
            "class_weight": balanced,
            "merge": False,
        }
        if progress is None and self.verbose:
            progress = Progress(settings["epochs"])
        try:
            model, found = _ensemble(frame, weights, class_weights, json.dumps(settings), progress)
        finally:
            if isinstance(progress, Progress):
                progress.close()
        self._adopt(model)
        self.ensemble_ = json.loads(found)
        trained = [epochs for of in self.ensemble_["settings"] for epochs in of["epochs"]]
        self.n_iter_ = max(max(trained, default=1), 1)
        self.device_ = self.ensemble_["device"]
        return self

    def _read_to_divide(self, X, y, sample_weight):
        """As `_read`; weights of classes that are counted are left to whoever divides the samples."""
        told = getattr(self, "class_weight", None)
        if not isinstance(told, str):
            return *self._read(X, y, sample_weight, reset=True), None
        try:
            self.class_weight = None
            return *self._read(X, y, sample_weight, reset=True), told
        finally:
            self.class_weight = told

    def _adopt(self, model) -> None:
        """Takes a model that was trained elsewhere."""
        of_runs = ("_state", "loss_curve_", "loss_", "best_loss_", "t_", "ensemble_", "notes_")
        for name in of_runs + OF_EARLY_STOPPING:
            self.__dict__.pop(name, None)
        self.model_ = model
        self.n_layers_ = len(model.sizes)
        self.n_outputs_ = model.sizes[-1]
        self.out_activation_ = model.activations[-1]

    def _run(
        self, frame, weights, class_weights, settings, model=None, state=None, partial=False
    ):
        progress = Progress(settings["epochs"]) if self.verbose and not partial else None
        try:
            model, state, facts = _fit(
                frame, weights, class_weights, json.dumps(settings), model, state, partial, progress
            )
        finally:
            if progress is not None:
                progress.close()
        self.model_ = model
        self.__dict__.pop("ensemble_", None)
        if partial:
            self._state = state
            self.loss_curve_ = [*getattr(self, "loss_curve_", []), *facts["losses"]]
            self.n_iter_ = getattr(self, "n_iter_", 0) + facts["epochs"]
            self.t_ = getattr(self, "t_", 0) + facts["samples"]
        else:
            self.__dict__.pop("_state", None)
            self.loss_curve_ = facts["losses"]
            self.n_iter_ = max(facts["epochs"], 1)
            self.t_ = facts["epochs"] * facts["samples"]
        self.loss_ = self.loss_curve_[-1] if self.loss_curve_ else float("nan")
        self.best_loss_ = min(self.loss_curve_, default=float("nan"))
        self.kept_epoch_ = facts["kept_epoch"]
        self.stopped_because_ = facts["reason"]
        self.device_ = facts["device"]
        self.n_layers_ = len(model.sizes)
        self.n_outputs_ = model.sizes[-1]
        self.out_activation_ = model.activations[-1]
        self.notes_ = [note.replace(" (--missing-values)", "") for note in facts["notes"]]
        # As `MLPClassifier` has it.
        self.__dict__.update(dict.fromkeys(OF_EARLY_STOPPING))
        if self.early_stopping:
            self.validation_losses_ = facts["validation_losses"]
            self.validation_scores_ = facts["validation_scores"]
            self.best_validation_score_ = max(self.validation_scores_, default=float("nan"))
        if facts["interrupted"]:
            warnings.warn(
                f"training was interrupted after {facts['epochs']} epochs; what was best is kept",
                UserWarning,
                stacklevel=3,
            )

    def _settings(self) -> dict:
        """The parameters as the library takes them; what is None is decided there."""
        hidden, activations = _hidden(self.hidden_layer_sizes)
        activation = _activation("activation", self.activation)
        validation = self.validation_fraction if self.early_stopping else 0.0
        ensemble = _integer("ensemble", self.ensemble, 1)
        sharers = 0 if self.share is None else ensemble or 0
        if sharers and not self.early_stopping:
            validation = HELD_OUT
        if self.merge_repeated not in (True, False, "auto"):
            raise ValueError(
                f"merge_repeated is {self.merge_repeated!r}; use True, False or 'auto'"
            )
        return {
            "task": self._task,
            "targets": self._targets,
            "preset": _word("preset", self.preset) or "default",
            "hidden": hidden,
            "activations": activations,
            "activation": activation,
            "initialisation": _word("initialisation", self.initialisation),
            "output_activation": None,
            "loss": _word("loss", self.loss),
            "optimizer": _word("solver", self.solver),
            "learning_rate": _number("learning_rate_init", self.learning_rate_init),
            "momentum": _number("momentum", self.momentum),
            "nesterov": bool(self.nesterovs_momentum),
            "beta1": _number("beta_1", self.beta_1),
            "beta2": _number("beta_2", self.beta_2),
            "epsilon": _number("epsilon", self.epsilon),
            "alpha": _number("alpha", self.alpha) or 0.0,
            "l2": _number("l2", self.l2),
            "decay": _number("weight_decay", self.weight_decay),
            "clip_norm": _number("clip_norm", self.clip_norm),
            "clip_value": _number("clip_value", self.clip_value),
            "dropout": _dropout(self.dropout),
            "input_dropout": _number("input_dropout", self.input_dropout) or 0.0,
            "label_smoothing": _number("label_smoothing", getattr(self, "label_smoothing", 0.0)) or 0.0,
            "schedule": _word("learning_rate", self.learning_rate),
            "batch": None if self.batch_size == "auto" else _integer("batch_size", self.batch_size, 1),
            "epochs": _integer("max_iter", self.max_iter, 1),
            "shuffle": bool(self.shuffle),
            "seed": _seed(self.random_state),
            "split_seed": None,
            "validation": _number("validation_fraction", validation),
            "patience": _integer("n_iter_no_change", self.n_iter_no_change, 1),
            "min_delta": _number("tol", self.tol) or 0.0,
            "monitor": None,
            "class_weight": None,
            "ensemble": ensemble,
            "sharers": sharers,
            "ensemble_folds": _integer("ensemble_folds", self.ensemble_folds, 0),
            "scaling": _word("scaling", self.scaling),
            "kinds": self._kinds(),
            "refuse_missing": False,
            "merge": None if self.merge_repeated == "auto" else bool(self.merge_repeated),
            "device": str(self.device),
        }

    def _kinds(self) -> dict:
        """What columns are, by their names; a number is a place."""
        told = self.kinds
        if told is None:
            return {}
        if not isinstance(told, collections.abc.Mapping):
            raise ValueError(f"kinds is {told!r}; use a dictionary, such as {{'zip': 'category'}}")
        names = getattr(self, "feature_names_in_", None)
        names = _data.unnamed(self.n_features_in_) if names is None else list(map(str, names))

        def name(column):
            is_place = isinstance(column, numbers.Integral) and str(column) not in names
            return names[column] if is_place and 0 <= column < len(names) else str(column)

        return {name(column): str(kind) for column, kind in told.items()}

    # Asking

    def _outputs(self, X) -> np.ndarray:
        return self._answers(X)[0]

    def _answers(self, X):
        """What is answered, and how far the networks of an ensemble lie apart."""
        check_is_fitted(self, "model_")
        each = [
            self.model_.predict(_data.read(self, part, reset=False), str(self.device))
            for part in _data.parts(X)
        ]
        if len(each) == 1:
            return each[0]
        outputs, spreads = zip(*each)
        spread = None if spreads[0] is None else np.concatenate(spreads)
        return np.concatenate(outputs), spread

    def predict_spread(self, X) -> np.ndarray:
        """How far the networks of an ensemble lie apart: their standard deviation, of each class of
        `model_.classes`, label or value; values in the units of the targets.
        """
        check_is_fitted(self, "model_")
        outputs, spread = self._answers(X)
        if spread is None:
            if not hasattr(self, "ensemble_"):
                raise ValueError("the model is one network; train an ensemble, with ensemble=8")
            # Of several that were tried one alone did best.
            spread = np.zeros_like(outputs)
        return spread[:, 0] if getattr(self, "_is_flat", False) else spread

    @property
    def coefs_(self):
        """The weights of each layer, `[inputs, outputs]`."""
        return self.model_.weights

    @property
    def intercepts_(self):
        """The biases of each layer."""
        return self.model_.biases

    @property
    def parameter_hash_(self) -> str:
        """SHA-256 over the bits of all parameters, as the command line prints it."""
        return self.model_.parameter_hash

    def save(self, path) -> None:
        """Writes the model as a file that `gradshader predict`, `show` and `export` take."""
        check_is_fitted(self, "model_")
        with open(path, "wb") as file:
            file.write(self.model_.to_bytes(self._facts()))

    def _facts(self) -> dict:
        """What else a file says."""
        return {}

    def export(self, path, format, *, takes="columns", double=False, opset=None):
        """Writes the model in the form of another program, as `gradshader export` does.

        Parameters
        ----------
        path : path
            The file.
        format : {"onnx", "pytorch", "keras", "npz", "wgsl", "c", "rust"}
        takes : {"columns", "numbers", "inputs"}, default="columns"
            What goes in: the columns; numbers, of which a category's is the place of its value; or
            the network's own inputs.
        double : bool, default=False
            Whether numbers go in, and values come out, as 64-bit floats (onnx, c, rust).
        opset : int, optional
            The operator set of ONNX.

        Returns
        -------
        str or None
            A program of Python that loads the file, for pytorch, keras and npz.
        """
        check_is_fitted(self, "model_")
        path = Path(path)
        if opset is not None and format != "onnx":
            raise ValueError(f"opset with the format {format!r}; leave it out, which is ONNX's")
        data, program, notes = self.model_.export(
            format, takes, bool(double), opset, path.stem, path.name
        )
        for note in notes:
            warnings.warn(note, UserWarning, stacklevel=2)
        path.write_bytes(data)
        return program

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "model_")

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.input_tags.sparse = True
        return tags


def _number(name, value):
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise ValueError(f"{name} is {value!r}; use a number")
    if not math.isfinite(value):
        raise ValueError(f"{name} is {value!r}; use a finite number")
    return float(value)


def _dropout(told):
    """A probability of all hidden layers, or one of each."""
    if told is None or np.isscalar(told):
        return _number("dropout", told)
    return [_number("dropout", share) for share in told]


def _activation(parameter, name):
    """An activation by the library's name."""
    if name is None:
        return None
    if not isinstance(name, str):
        raise ValueError(f"{parameter} is {name!r}; use the name of an activation")
    name = ACTIVATIONS.get(name, name)
    try:
        Network([1, 1], [name])
    except ValueError as error:
        raise ValueError(f"{parameter}: {error}") from None
    return name


def _word(name, value):
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is {value!r}; use one of its names")
    return value


def _integer(name, value, least):
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or value < least:
        raise ValueError(f"{name} is {value!r}; use an integer from {least}")
    return int(value)


def _hidden(sizes):
    """Widths, and of each the activation that it has of its own, as in "64:tanh"."""
    if sizes is None:
        return None, None
    sizes = [sizes] if isinstance(sizes, (numbers.Integral, str)) else list(sizes)
    widths, activations = [], []
    for size in sizes:
        name = None
        if isinstance(size, str):
            size, _, name = size.partition(":")
            size = int(size) if size.strip().isdecimal() else size
        widths.append(_integer("hidden_layer_sizes", size, 1))
        activations.append(_activation("hidden_layer_sizes", name or None))
    return widths, activations if any(activations) else None


def _seed(random_state) -> int:
    if isinstance(random_state, numbers.Integral) and random_state >= 0:
        return int(random_state)
    return int(check_random_state(random_state).randint(np.iinfo(np.int32).max))
