"""Values, with scikit-learn's names and habits."""

from __future__ import annotations

import numpy as np
from sklearn.base import RegressorMixin
from sklearn.utils import column_or_1d
from sklearn.utils.validation import _check_sample_weight

from gradshader import _data
from gradshader._base import Base


class GradshaderRegressor(RegressorMixin, Base):
    """A neural network that predicts values, one or several a sample.

    Parameters and attributes are those of :class:`GradshaderClassifier` without what is about
    classes; the targets are standardised, and half the squared error is minimised unless `loss`
    ("absolute-error", "huber") says otherwise.
    """

    _task = "regress"

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
        clip_norm=None,
        clip_value=None,
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
        self.clip_norm = clip_norm
        self.clip_value = clip_value
        self.initialisation = initialisation
        self.scaling = scaling
        self.kinds = kinds
        self.merge_repeated = merge_repeated
        self.preset = preset
        self.ensemble = ensemble
        self.ensemble_folds = ensemble_folds
        self.share = share
        self.device = device

    @property
    def _targets(self) -> int:
        return self._columns

    def _read(self, X, y, sample_weight, *, reset, classes=None, partial=False):
        given = y
        frame, y = _data.read_both(self, X, y, reset=reset, multi_output=True, numeric=True)
        if y.ndim == 2 and y.shape[1] == 1:
            y = column_or_1d(y, warn=True)
        self._is_flat = y.ndim == 1
        if len(y) < 2 and reset and not partial:
            raise ValueError("y has 1 sample; values are learned from 2 at least")
        values = np.asarray(y, dtype=np.float64)
        values = values[:, np.newaxis] if values.ndim == 1 else values
        self._columns = values.shape[1]
        weights = None
        if sample_weight is not None:
            weights = _check_sample_weight(
                sample_weight, np.empty((y.shape[0], 1)), dtype=np.float64, ensure_non_negative=True
            )
            if not (weights > 0).any():
                raise ValueError("every sample has a weight of 0; give some of them more")
        for column, name in zip(values.T, _data.target_names(given, values.shape[1])):
            frame.add_values(np.ascontiguousarray(column), name)
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
