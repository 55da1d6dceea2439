"""Estimators with scikit-learn's names and habits."""

from __future__ import annotations

import json
import numbers
import warnings

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.utils import check_random_state, column_or_1d
from sklearn.utils.class_weight import compute_class_weight
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import _check_sample_weight, check_is_fitted

from gradshader import _data
from gradshader._gradshader import fit as _fit
from gradshader._progress import Progress

# scikit-learn's names of activations.
ACTIVATIONS = {"identity": "linear", "logistic": "sigmoid"}


class _Gradshader(BaseEstimator):
    """What both estimators have."""

    _classes = False

    # Fitting

    def fit(self, X, y, sample_weight=None):
        """Trains on `X` and `y`.

        Parameters
        ----------
        X : array or data frame of shape (n_samples, n_features)
            Numbers in an array, where NaN is a missing value; or a data frame of pandas, polars or
            pyarrow, whose texts, categories, truths, dates and missing values are taken as the
            command line takes them.
        y : array of shape (n_samples,)
            What to predict.
        sample_weight : array of shape (n_samples,), optional
            How much each sample counts: one of weight 2 is trained on as two samples are.

        Returns
        -------
        self
        """
        continues = self.warm_start and hasattr(self, "model_")
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

        The first call decides how columns are scaled; the learning rate stays as it is.

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
        begins = not hasattr(self, "model_")
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
        hidden = self.hidden_layer_sizes
        if hidden is not None:
            hidden = [hidden] if isinstance(hidden, numbers.Integral) else list(hidden)
            hidden = [_integer("hidden_layer_sizes", width, 1) for width in hidden]
        activation = ACTIVATIONS.get(self.activation, self.activation)
        validation = self.validation_fraction if self.early_stopping else 0.0
        if self.merge_repeated not in (True, False, "auto"):
            raise ValueError(
                f"merge_repeated is {self.merge_repeated!r}; use True, False or 'auto'"
            )
        return {
            "classes": self._classes,
            "targets": self._targets,
            "preset": self.preset,
            "hidden": hidden,
            "activation": activation,
            "output_activation": None,
            "loss": self.loss,
            "optimizer": self.solver,
            "learning_rate": _number("learning_rate_init", self.learning_rate_init),
            "momentum": _number("momentum", self.momentum),
            "nesterov": bool(self.nesterovs_momentum),
            "beta1": _number("beta_1", self.beta_1),
            "beta2": _number("beta_2", self.beta_2),
            "epsilon": _number("epsilon", self.epsilon),
            "alpha": _number("alpha", self.alpha),
            "decay": _number("weight_decay", self.weight_decay),
            "clip_norm": _number("clip_norm", self.clip_norm),
            "dropout": _number("dropout", self.dropout),
            "label_smoothing": _number("label_smoothing", getattr(self, "label_smoothing", 0.0)),
            "schedule": self.learning_rate,
            "batch": _integer("batch_size", self.batch_size, 1),
            "epochs": _integer("max_iter", self.max_iter, 1),
            "shuffle": bool(self.shuffle),
            "seed": _seed(self.random_state),
            "validation": _number("validation_fraction", validation),
            "patience": _integer("n_iter_no_change", self.n_iter_no_change, 1),
            "min_delta": _number("tol", self.tol),
            "scaling": self.scaling,
            "kinds": dict(self.kinds or {}),
            "refuse_missing": False,
            "merge": None if self.merge_repeated == "auto" else bool(self.merge_repeated),
            "device": str(self.device),
        }

    # Asking

    def _outputs(self, X) -> np.ndarray:
        check_is_fitted(self, "model_")
        frame = _data.read(self, X, reset=False)
        return self.model_.predict(frame, str(self.device))

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
            file.write(self.model_.to_bytes())

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "model_")

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        return tags


def _number(name, value):
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, numbers.Real):
        raise ValueError(f"{name} is {value!r}; use a number")
    return float(value)


def _integer(name, value, least):
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, numbers.Integral) or value < least:
        raise ValueError(f"{name} is {value!r}; use an integer from {least}")
    return int(value)


def _seed(random_state) -> int:
    if isinstance(random_state, numbers.Integral) and random_state >= 0:
        return int(random_state)
    return int(check_random_state(random_state).randint(np.iinfo(np.int32).max))


class GradshaderClassifier(ClassifierMixin, _Gradshader):
    """A neural network that tells classes apart.

    Names and habits are those of scikit-learn's `MLPClassifier`. A parameter that is `None` is
    what the command line takes where no flag says otherwise, which depends on the size of the data.

    Parameters
    ----------
    hidden_layer_sizes : tuple of int, optional
        The widths of the hidden layers.
    activation : str, optional
        Of the hidden layers: "relu", "tanh", "logistic" (or "sigmoid"), "identity" (or "linear"),
        "gelu" and the others of the command line.
    solver : {"adamw", "adam", "sgd", "nadam", "rmsprop", "adagrad", "lion"}, optional
        What becomes of a gradient.
    alpha : float, default=0.0
        L2, over the samples of a batch, as in `MLPClassifier`.
    weight_decay : float, optional
        Decoupled decay, times the learning rate.
    batch_size : int, optional
        Samples a step.
    learning_rate : str, optional
        What the learning rate follows: "constant", "cosine", "one-cycle", "step:size=10,factor=0.5"
        and the others of the command line.
    learning_rate_init : float, optional
        The step size, or where it begins.
    max_iter : int, optional
        Epochs, at the most.
    shuffle : bool, default=True
        Whether each epoch sees the samples in an order of its own.
    random_state : int, RandomState or None
        Decides weights, orders and what is held out. The same integer, data and machine give the
        same bits.
    tol : float, default=0.0
        What is better by no more than this does not count as better in early stopping.
    verbose : bool, default=False
        Whether to show how training goes.
    warm_start : bool, default=False
        Whether `fit` goes on from the weights of the last call.
    momentum : float, optional
        Of "sgd" and "rmsprop".
    nesterovs_momentum : bool, default=False
        Whether the momentum of "sgd" looks ahead.
    early_stopping : bool, default=False
        Whether to hold out `validation_fraction`, end once `n_iter_no_change` epochs have brought
        nothing better there, and keep the best epoch's weights.
    validation_fraction : float, default=0.1
        The share held out.
    n_iter_no_change : int, optional
        For early stopping.
    beta_1, beta_2, epsilon : float, optional
        Of the optimizers that have them.
    loss : str, optional
        "softmax-cross-entropy", "half-squared-error", ...
    dropout : float, default=0.0
        The probability with which an answer of a hidden layer is dropped.
    label_smoothing : float, default=0.0
        How much of each target is spread over all classes.
    clip_norm : float, optional
        The most that the norm of all gradients may be.
    class_weight : dict or "balanced", optional
        How much samples of a class count.
    scaling : {"standard", "unit", "none"}, optional
        How numbers are scaled; None is "standard", and "unit" for `uint8` pixels.
    kinds : dict, optional
        What columns of a data frame are, whatever they look like: "number", "category", "boolean",
        "date" or "ignore".
    merge_repeated : bool or "auto", default="auto"
        Whether equal samples are trained on once, with their weights added up, in an order that
        does not depend on theirs, so that a weight of 2 is the sample twice, to the bit. "auto":
        where there are weights, or a tenth of the samples repeat others.
    preset : {"default", "article"}, default="default"
        "article" is sigmoids, half the squared error and gradient descent.
    device : str, default="auto"
        "auto", "cpu", "gpu", "reference", or a part of an adapter's name; see
        `gradshader.devices()`.

    Attributes
    ----------
    classes_ : array
        The classes.
    loss_curve_ : list of float
        The mean loss of each epoch.
    n_iter_ : int
        Epochs that were trained.
    coefs_, intercepts_ : list of array
        Weights and biases of each layer.
    n_features_in_, feature_names_in_
        As everywhere in scikit-learn.
    """

    _classes = True
    _targets = 1

    def __init__(
        self,
        hidden_layer_sizes=None,
        activation=None,
        *,
        solver=None,
        alpha=0.0,
        weight_decay=None,
        batch_size=None,
        learning_rate=None,
        learning_rate_init=None,
        max_iter=None,
        shuffle=True,
        random_state=None,
        tol=0.0,
        verbose=False,
        warm_start=False,
        momentum=None,
        nesterovs_momentum=False,
        early_stopping=False,
        validation_fraction=0.1,
        n_iter_no_change=None,
        beta_1=None,
        beta_2=None,
        epsilon=None,
        loss=None,
        dropout=0.0,
        label_smoothing=0.0,
        clip_norm=None,
        class_weight=None,
        scaling=None,
        kinds=None,
        merge_repeated="auto",
        preset="default",
        device="auto",
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.weight_decay = weight_decay
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.shuffle = shuffle
        self.random_state = random_state
        self.tol = tol
        self.verbose = verbose
        self.warm_start = warm_start
        self.momentum = momentum
        self.nesterovs_momentum = nesterovs_momentum
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.loss = loss
        self.dropout = dropout
        self.label_smoothing = label_smoothing
        self.clip_norm = clip_norm
        self.class_weight = class_weight
        self.scaling = scaling
        self.kinds = kinds
        self.merge_repeated = merge_repeated
        self.preset = preset
        self.device = device

    def _read(self, X, y, sample_weight, *, reset, classes=None, partial=False):
        frame, y = _data.read_both(
            self, X, y, reset=reset, multi_output=False, numeric=False
        )
        y = column_or_1d(y, warn=True)
        check_classification_targets(y)
        weights = None
        if sample_weight is not None:
            weights = _check_sample_weight(
                sample_weight, np.empty((len(y), 1)), dtype=np.float64, ensure_non_negative=True
            )
        if partial and not reset:
            if classes is not None and not np.array_equal(np.unique(classes), self.classes_):
                raise ValueError(
                    f"classes are {list(classes)}, and were {list(self.classes_)} in the first call"
                )
        elif reset or not hasattr(self, "classes_"):
            self.classes_ = np.unique(y) if classes is None else np.unique(classes)
        unknown = np.setdiff1d(y, self.classes_)
        if unknown.size:
            raise ValueError(f"y has the class {unknown[0]!r}, which is none of classes_")
        if len(self.classes_) < 2:
            raise ValueError("the data have 1 class; a classifier needs at least 2 classes")
        codes = np.searchsorted(self.classes_, y).astype(np.uint32)
        if weights is not None:
            trained = np.unique(codes[weights > 0])
            if len(trained) < 2:
                raise ValueError(
                    f"the samples that have a weight have {len(trained)} class; "
                    "a classifier needs at least 2 classes"
                )
        frame.add_classes(codes, [_name(c) for c in self.classes_])
        class_weights = None
        if self.class_weight is not None:
            class_weights = self._weights_of_classes(y, weights)
        return frame, weights, class_weights

    def _weights_of_classes(self, y, weights):
        present = np.unique(y)
        told = self.class_weight
        if isinstance(told, dict):
            return [float(told.get(c, 1.0)) for c in self.classes_.tolist()]
        each = compute_class_weight(told, classes=present, y=y, sample_weight=weights)
        known = dict(zip(present.tolist(), each.tolist()))
        return [known.get(c, 1.0) for c in self.classes_.tolist()]

    def predict_proba(self, X) -> np.ndarray:
        """The probability of each class of `classes_`, shape (n_samples, n_classes)."""
        # Only a softmax is positive and sums up to 1, and that up to rounding.
        outputs = np.clip(self._outputs(X), 0.0, None)
        shares = np.zeros((len(outputs), len(self.classes_)))
        shares[:, self._trained()] = outputs
        sums = shares.sum(axis=1, keepdims=True)
        even = np.full_like(shares, 1.0 / shares.shape[1])
        return np.divide(shares, sums, out=even, where=sums > 0.0)

    def predict(self, X) -> np.ndarray:
        """The class of each sample."""
        outputs = self._outputs(X)
        return self.classes_[self._trained()][outputs.argmax(axis=1)]

    def _trained(self) -> list:
        """The class of each output: one of weight 0 has none."""
        places = {_name(c): place for place, c in enumerate(self.classes_)}
        return [places[name] for name in self.model_.classes]

    def predict_log_proba(self, X) -> np.ndarray:
        """The logarithm of `predict_proba`."""
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def partial_fit(self, X, y, classes=None, sample_weight=None):
        return super().partial_fit(X, y, classes=classes, sample_weight=sample_weight)

    partial_fit.__doc__ = _Gradshader.partial_fit.__doc__


def _name(value) -> str:
    """A class as a file has it."""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value)


class GradshaderRegressor(RegressorMixin, _Gradshader):
    """A neural network that predicts values, one or several a sample.

    Parameters and attributes are those of :class:`GradshaderClassifier` without what is about
    classes; the targets are standardised, and half the squared error is minimised unless `loss`
    ("absolute-error", "huber") says otherwise.
    """

    _classes = False

    def __init__(
        self,
        hidden_layer_sizes=None,
        activation=None,
        *,
        solver=None,
        alpha=0.0,
        weight_decay=None,
        batch_size=None,
        learning_rate=None,
        learning_rate_init=None,
        max_iter=None,
        shuffle=True,
        random_state=None,
        tol=0.0,
        verbose=False,
        warm_start=False,
        momentum=None,
        nesterovs_momentum=False,
        early_stopping=False,
        validation_fraction=0.1,
        n_iter_no_change=None,
        beta_1=None,
        beta_2=None,
        epsilon=None,
        loss=None,
        dropout=0.0,
        clip_norm=None,
        scaling=None,
        kinds=None,
        merge_repeated="auto",
        preset="default",
        device="auto",
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.weight_decay = weight_decay
        self.batch_size = batch_size
        self.learning_rate = learning_rate
        self.learning_rate_init = learning_rate_init
        self.max_iter = max_iter
        self.shuffle = shuffle
        self.random_state = random_state
        self.tol = tol
        self.verbose = verbose
        self.warm_start = warm_start
        self.momentum = momentum
        self.nesterovs_momentum = nesterovs_momentum
        self.early_stopping = early_stopping
        self.validation_fraction = validation_fraction
        self.n_iter_no_change = n_iter_no_change
        self.beta_1 = beta_1
        self.beta_2 = beta_2
        self.epsilon = epsilon
        self.loss = loss
        self.dropout = dropout
        self.clip_norm = clip_norm
        self.scaling = scaling
        self.kinds = kinds
        self.merge_repeated = merge_repeated
        self.preset = preset
        self.device = device

    @property
    def _targets(self) -> int:
        return self._columns

    def _read(self, X, y, sample_weight, *, reset, classes=None, partial=False):
        frame, y = _data.read_both(self, X, y, reset=reset, multi_output=True, numeric=True)
        if y.ndim == 2 and y.shape[1] == 1:
            y = column_or_1d(y, warn=True)
        self._is_flat = y.ndim == 1
        if len(y) < 2 and reset:
            raise ValueError("y has 1 sample; values are learned from 2 at least")
        values = np.asarray(y, dtype=np.float64)
        values = values[:, np.newaxis] if values.ndim == 1 else values
        self._columns = values.shape[1]
        weights = None
        if sample_weight is not None:
            weights = _check_sample_weight(
                sample_weight, np.empty((len(y), 1)), dtype=np.float64, ensure_non_negative=True
            )
            if not (weights > 0).any():
                raise ValueError("every sample has a weight of 0; give some of them more")
        for column in values.T:
            frame.add_values(np.ascontiguousarray(column))
        return frame, weights, None

    def partial_fit(self, X, y, sample_weight=None):
        """Trains for one pass over `X` and `y`, and goes on from there in the next call.

        The first call decides how columns and targets are scaled; the learning rate stays as it is.
        """
        return super().partial_fit(X, y, sample_weight=sample_weight)

    def predict(self, X) -> np.ndarray:
        """The value of each sample; of several targets, shape (n_samples, n_targets)."""
        values = self._outputs(X)
        return values[:, 0] if self._is_flat else values

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags
