"""Classes and labels, with scikit-learn's names and habits."""

from __future__ import annotations

import numpy as np
from scipy.sparse import issparse
from sklearn.base import ClassifierMixin
from sklearn.utils import column_or_1d
from sklearn.utils.class_weight import compute_class_weight
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import _check_sample_weight, check_is_fitted

from gradshader import _data
from gradshader._base import Base


class GradshaderClassifier(ClassifierMixin, Base):
    """A neural network that tells classes apart.

    Names and habits are those of scikit-learn's `MLPClassifier`. A parameter that is `None` is
    what the command line takes where no flag says otherwise, which depends on the size of the data.

    Parameters
    ----------
    hidden_layer_sizes : tuple of int, optional
        The widths of the hidden layers; one with an activation of its own is written "64:tanh".
    activation : str, optional
        Of the hidden layers: "relu", "tanh", "logistic" (or "sigmoid"), "identity" (or "linear"),
        "gelu" and the others of the command line.
    solver : {"adamw", "adam", "sgd", "nadam", "rmsprop", "adagrad", "lion"}, optional
        What becomes of a gradient.
    alpha : float, default=0.0
        L2, over the samples of a batch, as in `MLPClassifier`.
    l2 : float, optional
        L2 as the command line has it, in place of `alpha`: what is added to the loss is half of it
        times the squared weights.
    weight_decay : float, optional
        Decoupled decay, times the learning rate.
    batch_size : int or "auto", optional
        Samples a step; "auto" is None.
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
    dropout : float or list of float, optional
        The probability with which an answer of a hidden layer is dropped, or one a layer.
    input_dropout : float, default=0.0
        The same of an input.
    label_smoothing : float, default=0.0
        How much of each target is spread over all classes.
    clip_norm : float, optional
        The most that the norm of all gradients may be.
    clip_value : float, optional
        The most that an element of a gradient may be.
    class_weight : dict or "balanced", optional
        How much samples of a class count.
    initialisation : str, optional
        How weights are drawn: "he-uniform", "glorot-normal", "orthogonal" and the others of the
        command line; None is what suits each layer's activation.
    scaling : {"standard", "robust", "piecewise", "unit", "none"}, optional
        How numbers are scaled; None is "standard", and "unit" for `uint8` pixels.
    kinds : dict, optional
        What columns of a data frame are, whatever they look like: "number", "category", "boolean",
        "date" or "ignore".
    merge_repeated : bool or "auto", default="auto"
        Whether equal samples are trained on once, with their weights added up, in an order that
        does not depend on theirs, so that a weight of 2 is the sample twice, to the bit. "auto":
        where there are weights, or a tenth of the samples repeat others.
    preset : {"default", "best", "article"}, default="default"
        "best" is an ensemble, and takes longer; "article" is sigmoids, half the squared error and
        gradient descent.
    ensemble : int, optional
        So many settings are drawn around these, and those whose networks together do best on samples
        that they have not seen are kept as one model.
    ensemble_folds : int, optional
        Each setting is trained once for each of so many parts of the samples, on the others; 0 for one
        part held out.
    share : {None, "weights"}, default=None
        "weights": the networks of `ensemble` are of these settings, and share the weights of their hidden
        layers; each has an output layer of its own and factors of the inputs. A fifth of the samples is
        held out, unless `early_stopping` says how many.
    device : str, default="auto"
        "auto", "cpu", "gpu", "reference", or a part of an adapter's name; see
        `gradshader.devices()`.

    Attributes
    ----------
    classes_ : array
        The classes; of several labels their places.
    loss_curve_ : list of float
        The mean loss of each epoch.
    n_iter_ : int
        Epochs that were trained.
    coefs_, intercepts_ : list of array
        Weights and biases of each layer.
    n_features_in_, feature_names_in_
        As everywhere in scikit-learn.
    """

    # Whether there are several labels a sample.
    _is_labels = False

    @property
    def _task(self) -> str:
        return "label" if self._is_labels else "classify"

    @property
    def _targets(self) -> int:
        return len(self.classes_) if self._is_labels else 1

    def __init__(
        self,
        hidden_layer_sizes=None,
        activation=None,
        *,
        solver=None,
        alpha=0.0,
        l2=None,
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
        dropout=None,
        input_dropout=0.0,
        label_smoothing=0.0,
        clip_norm=None,
        clip_value=None,
        class_weight=None,
        initialisation=None,
        scaling=None,
        kinds=None,
        merge_repeated="auto",
        preset="default",
        ensemble=None,
        ensemble_folds=None,
        share=None,
        device="auto",
    ):
        self.hidden_layer_sizes = hidden_layer_sizes
        self.activation = activation
        self.solver = solver
        self.alpha = alpha
        self.l2 = l2
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
        self.input_dropout = input_dropout
        self.label_smoothing = label_smoothing
        self.clip_norm = clip_norm
        self.clip_value = clip_value
        self.class_weight = class_weight
        self.initialisation = initialisation
        self.scaling = scaling
        self.kinds = kinds
        self.merge_repeated = merge_repeated
        self.preset = preset
        self.ensemble = ensemble
        self.ensemble_folds = ensemble_folds
        self.share = share
        self.device = device

    def _read(self, X, y, sample_weight, *, reset, classes=None, partial=False):
        given = y
        frame, y = _data.read_both(
            self, X, y, reset=reset, multi_output=True, numeric=False
        )
        is_labels = y.ndim == 2 and y.shape[1] > 1
        if not is_labels:
            y = column_or_1d(y.toarray() if issparse(y) else y, warn=True)
        check_classification_targets(y)
        weights = None
        if sample_weight is not None:
            weights = _check_sample_weight(
                sample_weight, np.empty((y.shape[0], 1)), dtype=np.float64, ensure_non_negative=True
            )
        if not reset and is_labels != self._is_labels:
            raise ValueError("y has labels where the estimator was fitted on classes, or the reverse")
        self._is_labels = is_labels
        if is_labels:
            self._read_labels(frame, y, _data.target_names(given, y.shape[1]), reset=reset)
            return frame, weights, None
        if partial and not reset:
            if classes is not None and not np.array_equal(np.unique(classes), self.classes_):
                raise ValueError(
                    f"classes are {list(classes)}, and were {list(self.classes_)} in the first call"
                )
        elif reset or not hasattr(self, "classes_"):
            self.classes_ = np.unique(y) if classes is None else np.unique(classes)
        unknown = np.setdiff1d(y, self.classes_)
        if unknown.size:
            unknown = np.asarray(unknown).tolist()
            raise ValueError(f"y has the class {unknown[0]!r}, which is none of classes_")
        if len(self.classes_) < 2:
            raise ValueError("the data have 1 class; a classifier needs at least 2 classes")
        codes = np.searchsorted(self.classes_, y).astype(np.uint32)
        if weights is not None and not partial:
            trained = np.unique(codes[weights > 0])
            if len(trained) < 2:
                raise ValueError(
                    f"the samples that have a weight have {len(trained)} class; "
                    "a classifier needs at least 2 classes"
                )
        name = _data.target_names(given, 1)[0]
        frame.add_classes(codes, [_name(c) for c in self.classes_], name)
        class_weights = None
        if self.class_weight is not None:
            class_weights = self._weights_of_classes(y, weights)
        return frame, weights, class_weights

    def _read_labels(self, frame, y, names, *, reset):
        """Adds a column a label, each of which is there or not."""
        if type_of_target(y) != "multilabel-indicator":
            raise ValueError(
                f"y is of shape {y.shape} and holds more than 0 and 1; "
                "several columns are labels, each there or not"
            )
        if self.class_weight is not None:
            raise ValueError("class_weight with several labels; leave it out")
        y = y.toarray() if issparse(y) else np.asarray(y)
        if not reset and y.shape[1] != len(self.classes_):
            raise ValueError(f"y has {y.shape[1]} labels, and had {len(self.classes_)} before")
        self.classes_ = np.arange(y.shape[1])
        for column, name in zip(y.T, names):
            frame.add_values(np.ascontiguousarray(column, dtype=np.float64), name)

    def _weights_of_classes(self, y, weights):
        present = np.unique(y)
        told = self.class_weight
        if isinstance(told, dict):
            classes = self.classes_.tolist()
            unknown = [c for c in told if c not in classes]
            if unknown:
                raise ValueError(
                    f"class_weight has the class {unknown[0]!r}, which is none of {classes}"
                )
            each = [float(told.get(c, 1.0)) for c in classes]
            for c, weight in zip(classes, each):
                if not (np.isfinite(weight) and weight >= 0.0):
                    raise ValueError(
                        f"class_weight of {c!r} is {weight}; use a finite number from 0 up"
                    )
            if not any(each):
                raise ValueError("class_weight is 0 for every class; give one a positive number")
            return each
        each = compute_class_weight(told, classes=present, y=y, sample_weight=weights)
        known = dict(zip(present.tolist(), each.tolist()))
        return [known.get(c, 1.0) for c in self.classes_.tolist()]

    def predict_proba(self, X) -> np.ndarray:
        """The probability of each class of `classes_`, or of each label, shape (n_samples, n_classes)."""
        if self._labels_are_fitted():
            return np.clip(self._outputs(X), 0.0, 1.0)
        # Only a softmax is positive and sums up to 1, and that up to rounding.
        outputs = np.clip(self._outputs(X), 0.0, None)
        shares = np.zeros((len(outputs), len(self.classes_)))
        shares[:, self._trained()] = outputs
        sums = shares.sum(axis=1, keepdims=True)
        even = np.full_like(shares, 1.0 / shares.shape[1])
        return np.divide(shares, sums, out=even, where=sums > 0.0)

    def predict(self, X) -> np.ndarray:
        """The class of each sample; of several labels 0 or 1, shape (n_samples, n_classes)."""
        outputs = self._outputs(X)
        if self._labels_are_fitted():
            return (outputs >= 0.5).astype(int)
        return self.classes_[self._trained()][outputs.argmax(axis=1)]

    def _labels_are_fitted(self) -> bool:
        check_is_fitted(self, "model_")
        return self._is_labels

    def _trained(self) -> list:
        """The class of each output: one of weight 0 has none."""
        places = {_name(c): place for place, c in enumerate(self.classes_)}
        return [places[name] for name in self.model_.classes]

    def _facts(self) -> dict:
        """What a file has to say of the classes, which are texts there."""
        if self._is_labels:
            return {}
        of = CLASS_TYPES.get(self.classes_.dtype.kind)
        if of is None and all(isinstance(c, str) for c in self.classes_):
            of = "text"
        return {} if of is None else {"class_type": of}

    def predict_log_proba(self, X) -> np.ndarray:
        """The logarithm of `predict_proba`."""
        with np.errstate(divide="ignore"):
            return np.log(self.predict_proba(X))

    def partial_fit(self, X, y, classes=None, sample_weight=None):
        return super().partial_fit(X, y, classes=classes, sample_weight=sample_weight)

    partial_fit.__doc__ = Base.partial_fit.__doc__

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.classifier_tags.multi_label = True
        return tags


# By what NumPy calls them.
CLASS_TYPES = {"b": "truth", "i": "integer", "u": "integer", "f": "number", "U": "text"}


def _name(value) -> str:
    """A class as a file has it."""
    if isinstance(value, (float, np.floating)) and float(value).is_integer():
        return str(int(value))
    return str(value)
