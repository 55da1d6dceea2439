"""Many networks side by side: cross-validation, sweeps and ensembles, as the command line has them.

What comes back are dictionaries with the names of the command line's JSON, and arrays. The same data,
settings and seeds give the same numbers.
"""

from __future__ import annotations

import json

import numpy as np
from sklearn.base import clone

from gradshader._base import ACTIVATIONS, Base, _integer
from gradshader._gradshader import cross_validate as _cross_validate
from gradshader._gradshader import sweep as _sweep
from gradshader._progress import Progress


def _layers(text: str):
    if text == "none":
        return ()
    return tuple(layer if ":" in layer else int(layer) for layer in text.split(","))


# What is tried, by the command line's name: the estimator's parameter, and what a text is there.
TRIED = {
    "learning_rate": ("learning_rate_init", float),
    "decay": ("weight_decay", float),
    "l2": ("l2", float),
    "clip_norm": ("clip_norm", float),
    "clip_value": ("clip_value", float),
    "batch": ("batch_size", int),
    "dropout": ("dropout", float),
    "input_dropout": ("input_dropout", float),
    "momentum": ("momentum", float),
    "label_smoothing": ("label_smoothing", float),
    "hidden": ("hidden_layer_sizes", _layers),
    "activation": ("activation", str),
    "initialisation": ("initialisation", str),
    "optimizer": ("solver", str),
}


def cross_validate(
    estimator,
    X,
    y,
    *,
    folds=5,
    repeats=1,
    split_seed=0,
    groups=None,
    monitor="loss",
    sample_weight=None,
    progress=None,
) -> dict:
    """Trains a network on all folds but one, for each, and says what it is worth on that one.

    All networks train side by side, each to the bits that it would have alone. The samples of a fold
    decide nothing: with the estimator's `early_stopping`, `validation_fraction` of those that a network
    trains on is held out besides. A `class_weight` of "balanced" is counted over what each trains on.

    Parameters
    ----------
    estimator : GradshaderClassifier or GradshaderRegressor
        Its parameters; it stays as it is.
    X, y, sample_weight
        As in `fit`. Samples that repeat are never merged.
    folds : int, default=5
        Parts that the samples are dealt to; classes keep their shares.
    repeats : int, default=1
        How often the samples are dealt, with `split_seed` and the seeds that follow.
    split_seed : int, default=0
        Who is in which fold; `random_state` decides weights and orders.
    groups : array of shape (n_samples,), optional
        Samples of one group stay in one fold.
    monitor : str, default="loss"
        By what epochs are compared, where samples are held out.
    progress : callable, optional
        Called with a dictionary after each epoch of all that train side by side.

    Returns
    -------
    dict
        "metrics": of each metric "mean", "deviation", "least" and "most" over the "folds" in which it
        has a value, as ROC AUC has none where a class is not there; "each": of
        each fold its counts, epochs, "parameter_hash" and all that was measured, as "test_accuracy";
        "predictions": what the network that has not seen a sample answers, of repeats the mean, NaN
        where a class is in one fold alone: probabilities of classes or labels, or values; "fold": the
        fold of each sample, from 1 (of the last repeat); "samples", "folds", "repeats", "device",
        "version"; of classes "classes", those of the columns of "predictions".
    """
    own, given = _given(estimator, X, y, sample_weight, groups, split_seed, monitor)
    folds, repeats = _integer("folds", folds, 2), _integer("repeats", repeats, 1)
    with _Shown(own, progress) as told:
        found, answers, places = _cross_validate(*given, folds, repeats, told)
    found = _dictionary(found)
    is_flat = getattr(own, "_is_flat", False)
    found["predictions"] = answers[:, 0] if is_flat else answers
    found["fold"] = places
    if hasattr(own, "classes_"):
        found["classes"] = own.classes_
    return found


def sweep(
    estimator,
    X,
    y,
    space=None,
    *,
    trials=None,
    sweep_seed=0,
    folds=None,
    halving=False,
    split_seed=0,
    groups=None,
    monitor="loss",
    sample_weight=None,
    progress=None,
) -> dict:
    """Tries hyperparameters, many networks at a time, and keeps the best.

    Parameters
    ----------
    estimator : GradshaderClassifier or GradshaderRegressor
        What all trials have in common; it stays as it is.
    X, y, sample_weight
        As in `fit`. Samples that repeat are never merged.
    space : dict, optional
        What to try, by the command line's names: "learning_rate", "decay", "l2", "dropout",
        "input_dropout", "momentum", "label_smoothing", "clip_norm", "clip_value", "batch", "hidden",
        "activation", "initialisation" and "optimizer", or by the estimator's, such as
        "learning_rate_init" and "hidden_layer_sizes". Each is a list, of tuples for several hidden
        layers, or a text as the command line takes it: "1e-4..1e-2" is a range, "0,1e-4..1e-1" a list
        with a range, "64,128x2,128+64" three networks. Learning rate, decay and dropout unless told.
    trials : int, optional
        How many settings to try; all combinations of lists, or 32 where there are ranges.
    sweep_seed : int, default=0
        Of the trials that are drawn.
    folds : int, optional
        Judge each setting by cross-validation with so many folds; else by what is held out:
        `validation_fraction` with the estimator's `early_stopping`, or a fifth.
    halving : bool or int, default=False
        Stop the worse half of the settings after so many epochs (True: an eighth of all), and again
        whenever there have been twice as many.
    split_seed, groups, monitor, progress
        As in `cross_validate`; trials are compared by `monitor`.

    Returns
    -------
    dict
        "trials", the best first: of each its number "trial", its "values" by the command line's names
        and "params" by the estimator's, its "value" by "monitor" (None where it diverged), "deviation"
        over folds ("fold_values" has each; "value_of_folds" says of how many, where it has no value in
        some), "measures", "epochs", "kept_epochs", "parameter_hashes" and whether it was "halved";
        "best_params"; "estimator", fitted with those: the trial's own network, or of folds one trained
        on all samples;
        "monitor", "training_samples", "device", "version".
    """
    own, given = _given(estimator, X, y, sample_weight, groups, split_seed, monitor)
    if halving is not False and halving is not None:
        halving = 0 if halving is True else int(halving)
        if halving < 0:
            raise ValueError(f"halving after {halving} epochs; use True, or an integer from 1")
    else:
        halving = None
    told_of = {
        "space": _space(space),
        "trials": None if trials is None else int(trials),
        "sweep_seed": int(sweep_seed),
        "folds": _integer("folds", folds, 2),
        "halving": halving,
    }
    with _Shown(own, progress) as told:
        found, model = _sweep(*given, json.dumps(told_of), told)
    found = _dictionary(found)
    for trial in found["trials"]:
        values = {_name(flag): text for flag, text in trial["values"].items()}
        trial["values"] = values
        trial["params"] = {TRIED[name][0]: TRIED[name][1](text) for name, text in values.items()}
    found["best_params"] = found["trials"][0]["params"]
    best = clone(estimator).set_params(**found["best_params"])
    frame, weights, class_weights = best._read(X, y, sample_weight, reset=True)
    if model is None:
        # The networks of the folds have not seen all samples.
        settings = {**best._settings(), "split_seed": int(split_seed), "merge": False}
        if best.early_stopping:
            settings["monitor"] = _metric(monitor)
        best._run(frame, weights, class_weights, settings)
    else:
        best._adopt(model)
        best.n_iter_ = max(found["trials"][0]["epochs"][0], 1)
        best.device_ = found["device"]
    found["estimator"] = best
    return found


def ensemble(
    estimator,
    X,
    y,
    *,
    ensemble=None,
    ensemble_folds=None,
    split_seed=0,
    groups=None,
    sample_weight=None,
    progress=None,
) -> dict:
    """Trains networks of settings drawn around the estimator's, and keeps those that do best together.

    `train --ensemble N` of the command line. An estimator with `ensemble` or `preset="best"` does so in
    `fit` too, with `random_state` in place of `split_seed`.

    Parameters
    ----------
    estimator : GradshaderClassifier or GradshaderRegressor
        Its parameters, of which those that are None are drawn around their defaults; it stays as it is.
    X, y, sample_weight, split_seed, groups, progress
        As in `cross_validate`.
    ensemble : int, optional
        How many settings; the estimator's unless told.
    ensemble_folds : int, optional
        Train each once for each of so many parts of the samples; 0 for one part held out.

    Returns
    -------
    dict
        "estimator", fitted: it predicts, `predict_spread` says how far its networks lie apart, and it
        saves, exports and is pickled as every other; "settings": of each how often it "counts", what
        was drawn, and its networks' seeds, epochs and loss; "ensemble" and "best_alone": what all
        together and the best setting alone are worth; "networks", "ensemble_folds", "device",
        "version".
    """
    own = clone(estimator)
    if ensemble is not None:
        own.ensemble = ensemble
    if ensemble_folds is not None:
        own.ensemble_folds = ensemble_folds
    if groups is not None:
        groups = _codes(groups)
    own._fit_ensemble(X, y, sample_weight, split_seed=split_seed, groups=groups, progress=progress)
    return {**own.ensemble_, "estimator": own}


def _given(estimator, X, y, sample_weight, groups, split_seed, monitor):
    """An estimator that has seen `X` and `y`, and what the library takes of both."""
    if not isinstance(estimator, Base):
        raise TypeError(f"{type(estimator).__name__} is no estimator of gradshader")
    own = clone(estimator)
    frame, weights, class_weights, balanced = own._read_to_divide(X, y, sample_weight)
    if groups is not None:
        frame.add_groups(_codes(groups))
    settings = {
        **own._settings(),
        "split_seed": int(split_seed),
        "monitor": _metric(monitor),
        "class_weight": balanced,
        "merge": False,
    }
    return own, (frame, weights, class_weights, json.dumps(settings))


def _metric(name) -> str:
    """As the command line has it."""
    return str(name).replace("_", "-")


def _codes(groups) -> np.ndarray:
    """A number a group."""
    return np.unique(np.asarray(groups), return_inverse=True)[1].astype(np.uint32)


def _tried(name) -> str:
    """The command line's name of what is tried, which may be a parameter of the estimator."""
    if name not in TRIED:
        for known, (parameter, _) in TRIED.items():
            if name == parameter:
                return known
        raise ValueError(f"{name!r} is not tried; use {', '.join(TRIED)}")
    return name


def _space(told) -> list:
    """As the command line has it."""
    space = [(_tried(name), values) for name, values in (told or {}).items()]
    return [("--" + name.replace("_", "-"), _text(name, values)) for name, values in space]


def _name(flag: str) -> str:
    return flag.removeprefix("--").replace("-", "_")


def _text(name, values) -> str:
    """As the command line has it."""
    if isinstance(values, str):
        return values
    if hasattr(values, "rvs"):
        raise ValueError(f"{name} is a distribution; use a range, such as '1e-4..1e-2', or a list")
    values = [values] if np.isscalar(values) else list(values)
    if name == "hidden":
        return ",".join(_shape(value) for value in values)
    if name == "activation":
        values = [ACTIVATIONS.get(value, value) for value in values]
    return ",".join(str(value) for value in values)


def _shape(layers) -> str:
    """One shape of hidden layers: a number, the command line's text or a tuple."""
    if np.isscalar(layers):
        return str(layers)
    return "+".join(_layer(layer) for layer in layers) or "none"


def _layer(layer) -> str:
    width, _, name = str(layer).partition(":")
    return f"{width}:{ACTIVATIONS.get(name, name)}" if name else width


def _dictionary(text: str) -> dict:
    return json.loads(text)


class _Shown:
    """What is called after each epoch: as told, or one line where the estimator is verbose."""

    def __init__(self, estimator, progress):
        self.told = progress
        if progress is None and estimator.verbose:
            self.told = Progress(estimator.max_iter)

    def __enter__(self):
        return self.told

    def __exit__(self, *_):
        if isinstance(self.told, Progress):
            self.told.close()
