"""Every number that a device computes, held against the reference."""

from __future__ import annotations

import json

from sklearn.utils.validation import check_is_fitted

from gradshader._gradshader import VerificationError
from gradshader._gradshader import verify as _verify


def verify(estimator, X, y, *, steps=3, device=None, check=False) -> list[dict]:
    """Compares a device with the reference, quantity by quantity, on a fitted estimator's network.

    The network is trained on `X` and `y` for some steps more, on a copy; after each step every
    quantity of every layer is compared with what the reference computes in f64 from the same
    operands.

    Parameters
    ----------
    estimator : GradshaderClassifier or GradshaderRegressor
        Fitted.
    X, y
        As in `fit`.
    steps : int, default=3
        How many steps.
    device : str, optional
        What to verify; that of the estimator unless told. "auto" is an adapter, where there is one.
    check : bool, default=False
        Whether to raise `VerificationError` where a quantity is not within its bound.

    Returns
    -------
    list of dict
        One a quantity: "layer" (from 0, None for what belongs to none), "quantity", "error",
        "bound", "ratio", "suspicious", "fused" and "passes".
    """
    check_is_fitted(estimator, "model_")
    frame, _, _ = estimator._read(X, y, None, reset=False)
    settings = {**estimator._settings(), "validation": 0.0, "merge": False}
    device = str(estimator.device if device is None else device)
    table = _verify(frame, json.dumps(settings), estimator.model_, int(steps), device)
    if check:
        for row in table:
            if not row["passes"]:
                place = "" if row["layer"] is None else f"layer {row['layer']} "
                raise VerificationError(
                    f"{place}{row['quantity']}: off by {row['error']:.3e}, the bound is "
                    f"{row['bound']:.3e}; update the driver or choose another device"
                )
    return table
