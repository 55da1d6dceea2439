"""Data frames as Arrow streams, with columns that every reader of Arrow knows."""

from __future__ import annotations

import numpy as np

# What pandas finds in objects that are not all of one kind.
MIXED = {"mixed", "mixed-integer", "interval", "period"}


def is_flat(X) -> bool:
    """Whether `X` is a single column."""
    return len(getattr(X, "shape", (0, 0))) == 1


def is_lazy(X) -> bool:
    """Whether `X` is a data frame that has yet to be computed."""
    return hasattr(X, "collect") and not hasattr(X, "__arrow_c_stream__")


def stream(X):
    """The columns of `X` as an Arrow stream."""
    if hasattr(X, "reset_index"):
        X = _of_pandas(X)
    elif type(X).__module__.startswith("polars"):
        X = _of_polars(X)
    try:
        return X.__arrow_c_stream__()
    except (TypeError, ValueError, NotImplementedError) as error:
        # pyarrow's have several parts.
        line = "; ".join(" ".join(str(part).split()) for part in error.args)
        raise ValueError(f"X: {line}") from error


def _of_pandas(X):
    # Arrow would make a column of any index that does not count the rows.
    X = X.reset_index(drop=True)
    told = [(place, _told(X.iloc[:, place])) for place in range(X.shape[1])]
    changed = [(place, column) for place, column in told if column is not None]
    if changed:
        X = X.copy(deep=False)
        for place, column in changed:
            X.isetitem(place, column)
    return X


def _told(column):
    """A column in other words, where Arrow has none of its own for what it holds; else nothing."""
    import pandas as pd

    dtype = column.dtype
    if isinstance(dtype, pd.SparseDtype):
        column = column.sparse.to_dense()
        return column if (told := _told(column)) is None else told
    if isinstance(dtype, pd.PeriodDtype):
        return column.dt.to_timestamp()
    if isinstance(dtype, pd.IntervalDtype):
        column = column.astype("category")
        dtype = column.dtype
    if isinstance(dtype, pd.CategoricalDtype):
        categories = dtype.categories
        is_known = not isinstance(categories.dtype, (pd.IntervalDtype, pd.PeriodDtype))
        if is_known and pd.api.types.infer_dtype(categories) not in MIXED:
            return None
        return column.cat.rename_categories([str(value) for value in categories])
    if getattr(dtype, "kind", "") == "c":
        raise ValueError(f'X, column "{column.name}": complex numbers; use two columns of numbers')
    if dtype == object and pd.api.types.infer_dtype(column, skipna=True) in MIXED:
        values = column.dropna()
        if values.map(lambda value: isinstance(value, KNOWN)).all():
            return column.map(str, na_action="ignore")
    return None


# What a cell among texts may be besides.
KNOWN = (str, bool, int, float, np.generic)


def _of_polars(X):
    import polars as pl

    other = {"Null": pl.Float64, "Int128": pl.Float64, "UInt128": pl.Float64}
    casts = {name: other[str(of)] for name, of in X.schema.items() if str(of) in other}
    for name, of in X.schema.items():
        if of == pl.Categorical:
            # Else their order would be that of the rows.
            casts[name] = pl.Enum(X[name].cast(pl.String).drop_nulls().unique().sort())
    return X.cast(casts) if casts else X
