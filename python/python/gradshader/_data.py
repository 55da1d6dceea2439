"""From what scikit-learn takes to the columns that the library takes."""

from __future__ import annotations

import numpy as np
from scipy.sparse import issparse
from sklearn.utils.validation import check_array, validate_data

from gradshader._gradshader import Frame

# What NumPy calls bool, integers and floating-point numbers.
NUMERIC = "biuf"


def is_frame(X) -> bool:
    """Whether `X` is a data frame whose columns are not all numbers without gaps of their own."""
    if isinstance(X, np.ndarray) or not hasattr(X, "__arrow_c_stream__"):
        return False
    dtypes = getattr(X, "dtypes", None)
    if dtypes is None or not hasattr(X, "__array__"):
        # Tables of pyarrow and the like.
        return True
    try:
        return not all(np.dtype(dtype).kind in NUMERIC for dtype in dtypes)
    except TypeError:
        # A type of pandas' or of polars' own.
        return True


def read(estimator, X, *, reset: bool) -> Frame:
    """The columns of `X`, checked as scikit-learn does."""
    if is_frame(X):
        return _read_frame(estimator, X, reset=reset)
    if hasattr(X, "__dlpack__") and not hasattr(X, "__array__"):
        X = np.from_dlpack(X)
    X = validate_data(estimator, X, reset=reset, **ARRAYS)
    return of_array(estimator, X)


# Missing values are taken as the command line takes them.
ARRAYS = {
    # What is none of them becomes the first, which holds any integer of a table.
    "dtype": [np.float64, np.float32, np.uint8],
    "ensure_all_finite": "allow-nan",
    # What is not there is 0.
    "accept_sparse": ["csc", "csr"],
}

# Numbers that are made of sparse samples at once, to predict.
AT_ONCE = 1 << 24


def read_both(estimator, X, y, *, reset: bool, multi_output: bool, numeric: bool):
    """The columns of `X`, and `y`."""
    if is_frame(X):
        frame = _read_frame(estimator, X, reset=reset)
        y = check_array(
            y,
            accept_sparse="csr",
            ensure_2d=False,
            dtype="numeric" if numeric else None,
            input_name="y",
        )
        if len(frame) != y.shape[0]:
            raise ValueError(f"X has {len(frame)} samples, y has {y.shape[0]}")
        return frame, y
    if hasattr(X, "__dlpack__") and not hasattr(X, "__array__"):
        X = np.from_dlpack(X)
    X, y = validate_data(
        estimator,
        X,
        y,
        reset=reset,
        multi_output=multi_output,
        y_numeric=numeric,
        **ARRAYS,
    )
    return of_array(estimator, X), y


def of_array(estimator, X: np.ndarray) -> Frame:
    """The columns of an array, with the names that the estimator knows them by."""
    names = getattr(estimator, "feature_names_in_", None)
    if names is None:
        names = [f"x{place}" for place in range(X.shape[1])]
    names = [str(name) for name in names]
    if not issparse(X):
        return Frame.of_array(X, names)
    X = X.tocsc(copy=True)
    X.sum_duplicates()
    return Frame.of_columns(
        X.data, X.indices.astype(np.int64), X.indptr.astype(np.int64), X.shape[0], names
    )


def parts(X):
    """`X` in parts of which no one is large: sparse samples, whose zeros are filled in."""
    if not issparse(X) or X.shape[0] * X.shape[1] <= AT_ONCE:
        return [X]
    rows = max(AT_ONCE // X.shape[1], 1)
    X = X.tocsr()
    return (X[start : start + rows] for start in range(0, X.shape[0], rows))


def _read_frame(estimator, X, *, reset: bool) -> Frame:
    frame = Frame.of_stream(X.__arrow_c_stream__())
    names = np.asarray(frame.names, dtype=object)
    if reset:
        estimator.feature_names_in_ = names
        estimator.n_features_in_ = len(names)
    else:
        known = getattr(estimator, "feature_names_in_", None)
        if known is None or list(known) != list(names):
            unknown = "none" if known is None else ", ".join(map(str, known))
            raise ValueError(
                f"the columns are {', '.join(names)}; the estimator was fitted on {unknown}"
            )
    return frame
