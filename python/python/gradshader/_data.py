"""From what scikit-learn takes to the columns that the library takes."""

from __future__ import annotations

import numpy as np
from scipy.sparse import issparse
from sklearn.utils.validation import check_array, validate_data

from gradshader import _frames
from gradshader._gradshader import Frame

# What NumPy calls bool, integers and floating-point numbers.
NUMERIC = "biuf"


def is_frame(X) -> bool:
    """Whether `X` is a data frame whose columns are not all numbers without gaps of their own."""
    if isinstance(X, np.ndarray) or not hasattr(X, "__arrow_c_stream__") or _frames.is_flat(X):
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
    if _frames.is_lazy(X):
        raise ValueError("X has yet to be computed; give what its collect() returns")
    if reset:
        estimator.__dict__.pop("_by_name", None)
    by_name = _finds_by_name(estimator)
    if is_frame(X) or (by_name and _has(X, estimator.model_.columns)):
        return _read_frame(estimator, X, reset=reset)
    X = _of_dlpack(X)
    if by_name:
        X = check_array(X, **ARRAYS)
        return of_array(X, _names_of_loaded(estimator, X.shape[1]))
    X = validate_data(estimator, X, reset=reset, **ARRAYS)
    return of_array(X, _names(estimator, X.shape[1]))


def _finds_by_name(estimator) -> bool:
    """Whether columns are found by their names, as the command line does, whatever else there is."""
    return estimator.__dict__.get("_by_name", False)


def _has(X, names) -> bool:
    """Whether `X` is a data frame with columns of these names."""
    return hasattr(X, "__arrow_c_stream__") and set(names) <= set(getattr(X, "columns", ()))


def _of_dlpack(X):
    return np.from_dlpack(X) if hasattr(X, "__dlpack__") and not hasattr(X, "__array__") else X


def unnamed(count: int) -> list[str]:
    """What the columns of an array are called."""
    return [f"x{place}" for place in range(count)]


def _names(estimator, count: int) -> list[str]:
    """The names that the estimator knows the columns of an array by."""
    names = getattr(estimator, "feature_names_in_", None)
    return unnamed(count) if names is None else [str(name) for name in names]


def _names_of_loaded(estimator, count: int) -> list[str]:
    """The same of one that was loaded, which does not know columns that are no inputs."""
    names = _names(estimator, count)
    taken = estimator.model_.columns
    if set(taken) <= set(unnamed(count)):
        return unnamed(count)
    if len(names) == count:
        return names
    raise ValueError(
        f"X has {count} columns, the model takes {len(taken)} ({_some(taken)}); give a data frame, whose "
        "columns are found by their names, or name those of arrays: gradshader.load(path, columns=[...])"
    )


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
    if is_frame(X) or _frames.is_lazy(X) or (_finds_by_name(estimator) and not reset):
        frame = read(estimator, X, reset=reset)
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
    if reset:
        estimator.__dict__.pop("_by_name", None)
    X, y = validate_data(
        estimator,
        _of_dlpack(X),
        y,
        reset=reset,
        multi_output=multi_output,
        y_numeric=numeric,
        **ARRAYS,
    )
    return of_array(X, _names(estimator, X.shape[1])), y


def of_array(X: np.ndarray, names: list[str]) -> Frame:
    """The columns of an array."""
    if not issparse(X):
        return Frame.of_array(X, names)
    X = X.tocsc(copy=True)
    X.sum_duplicates()
    return Frame.of_columns(
        X.data, X.indices.astype(np.int64), X.indptr.astype(np.int64), X.shape[0], names
    )


def target_names(y, count: int) -> list[str]:
    """What a data frame or a series calls its columns, "y" where it calls them nothing."""
    names = getattr(y, "columns", None)
    if names is None:
        names = [getattr(y, "name", None)]
    names = [name if isinstance(name, str) and name else "y" for name in names]
    return names if len(names) == count else ["y"] * count


def parts(X):
    """`X` in parts of which no one is large: sparse samples, whose zeros are filled in."""
    if not issparse(X) or X.shape[0] * X.shape[1] <= AT_ONCE:
        return [X]
    rows = max(AT_ONCE // X.shape[1], 1)
    X = X.tocsr()
    return (X[start : start + rows] for start in range(0, X.shape[0], rows))


def _read_frame(estimator, X, *, reset: bool) -> Frame:
    frame = Frame.of_stream(_frames.stream(X))
    names = frame.names
    if reset:
        estimator.feature_names_in_ = np.asarray(names, dtype=object)
        estimator.n_features_in_ = len(names)
        return frame
    known = getattr(estimator, "feature_names_in_", None)
    known = [] if known is None else list(known)
    if known == names or _finds_by_name(estimator):
        return frame
    if not known:
        raise ValueError("the columns are named; the estimator was fitted on an array without names")
    if sorted(known) == sorted(names):
        raise ValueError("the columns are those of fit in another order; select X[feature_names_in_]")
    kinds = [("new", sorted(set(names) - set(known))), ("missing", sorted(set(known) - set(names)))]
    parts = [f"{kind}: {_some(found)}" for kind, found in kinds if found]
    raise ValueError(f"the columns are not those of fit; {'; '.join(parts)}")


def _some(names) -> str:
    """Not more names than fit a line."""
    names = list(names)
    more = f" and {len(names) - 8} more" if len(names) > 8 else ""
    return ", ".join(names[:8]) + more
