"""Writes scikit_learn.json: what scikit-learn's metrics give, for tests/metrics.rs.

    python3 -m venv venv && venv/bin/pip install scikit-learn==1.9.1
    venv/bin/python make.py

Outputs are rounded to float32, which is what a network gives, and computed on in float64.
"""

import json
import pathlib
import warnings

import numpy
import sklearn
from sklearn import metrics

warnings.filterwarnings("ignore")


def number(value):
    """None stands for NaN, which JSON does not have."""
    value = float(value)
    return None if numpy.isnan(value) else value


def short(values):
    """float32 in as few digits as tell it apart."""
    return [float(str(value)) for value in numpy.asarray(values, numpy.float32).ravel()]


def classes(name, labels, outputs, weights=None, dtype=numpy.float64):
    outputs = numpy.asarray(outputs, numpy.float32)
    count = outputs.shape[1]
    every = list(range(count))
    labels = numpy.asarray(labels)
    predicted = outputs.argmax(axis=1)
    probabilities = outputs.astype(dtype)
    w = dict(sample_weight=None if weights is None else numpy.asarray(weights))
    each = dict(labels=every, average=None, zero_division=0, **w)
    macro = dict(average="macro", zero_division=0, **w)
    # The area is scikit-learn's of each class against the rest, where there are both.
    of = [metrics.roc_auc_score(labels == k, probabilities[:, k], **w) for k in every]
    if count == 2:
        area = of[1]
    elif len(set(labels)) == count:
        area = metrics.roc_auc_score(labels, probabilities, multi_class="ovr", **w)
    else:
        area = metrics.roc_auc_score(labels, probabilities, multi_class="ovr", labels=every, **w)
    # Of equal ones scikit-learn takes the last first, we the first, as its argmax does too.
    equal = any(len(set(row)) < count for row in outputs.tolist())
    top = {
        k: metrics.top_k_accuracy_score(labels, probabilities, k=k, labels=every, **w)
        for k in range(2, min(count, 6))
        if not equal
    }
    return dict(
        name=name,
        classes=count,
        labels=labels.tolist(),
        outputs=short(outputs),
        weights=None if weights is None else short(weights),
        confusion=metrics.confusion_matrix(labels, predicted, labels=every).ravel().tolist(),
        accuracy=number(metrics.accuracy_score(labels, predicted, **w)),
        balanced_accuracy=number(metrics.balanced_accuracy_score(labels, predicted, **w)),
        top_k_accuracy={str(k): number(v) for k, v in top.items()},
        precision_of=[number(v) for v in metrics.precision_score(labels, predicted, **each)],
        recall_of=[number(v) for v in metrics.recall_score(labels, predicted, **each)],
        f1_of=[number(v) for v in metrics.f1_score(labels, predicted, **each)],
        precision=number(metrics.precision_score(labels, predicted, **macro)),
        recall=number(metrics.recall_score(labels, predicted, **macro)),
        f1=number(metrics.f1_score(labels, predicted, **macro)),
        roc_auc_of=[number(v) for v in of],
        roc_auc=number(area),
        log_loss=number(metrics.log_loss(labels, probabilities, labels=every, **w)),
        brier=number(metrics.brier_score_loss(labels, probabilities, labels=every, **w)),
    )


def values(name, actual, predicted, weights=None):
    actual = numpy.asarray(actual, numpy.float32).astype(float)
    predicted = numpy.asarray(predicted, numpy.float32).astype(float)
    w = dict(
        sample_weight=None if weights is None else numpy.asarray(weights), multioutput="raw_values"
    )
    mean = dict(w, multioutput="uniform_average")
    error = metrics.root_mean_squared_error
    return dict(
        name=name,
        columns=actual.shape[1],
        actual=short(actual),
        predicted=short(predicted),
        weights=None if weights is None else short(weights),
        mae_of=[number(v) for v in metrics.mean_absolute_error(actual, predicted, **w)],
        rmse_of=[number(v) for v in error(actual, predicted, **w)],
        r_squared_of=[
            number(v) for v in numpy.atleast_1d(metrics.r2_score(actual, predicted, **w))
        ],
        mae=number(metrics.mean_absolute_error(actual, predicted, **mean)),
        rmse=number(error(actual, predicted, **mean)),
        r_squared=number(metrics.r2_score(actual, predicted, **mean)),
    )


def softmax(sums):
    powers = numpy.exp(sums - sums.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


random = numpy.random.default_rng(9)


def answers(samples, count, labels=None, coarse=None):
    """Labels, and probabilities that know something of them; `coarse` makes many of them equal."""
    if labels is None:
        labels = random.integers(0, count, samples)
    sums = random.normal(size=(samples, count))
    sums[numpy.arange(samples), labels] += 1.0
    probabilities = softmax(sums)
    if coarse:
        # Eighths and the like: exact in float32, adding up to 1, and none of them 0.
        least = 1 / coarse
        first = numpy.clip(numpy.floor(probabilities[:, 0] * coarse) / coarse, least, 1 - least)
        probabilities = numpy.stack([first, 1 - first], axis=1)
    return labels, probabilities


def weights(samples):
    return numpy.round(random.uniform(0, 4, samples) * 8) / 8


two, five, ten = answers(61, 2), answers(83, 5), answers(97, 10)
ties = answers(60, 2, coarse=8)
rest = random.integers(0, 3, 40)
lone = numpy.zeros(12, int)
sure = numpy.eye(3)[[0, 1, 2, 1, 0]]
of_values = random.normal(3, 2, (50, 2))
guesses = of_values + random.normal(0, [0.5, 3.0], (50, 2))
constant = numpy.full((20, 1), 0.1)

fixture = dict(
    scikit_learn=sklearn.__version__,
    classes=[
        classes("two classes", *two),
        classes("two classes, weights", *two, weights(61)),
        classes("five classes", *five),
        classes("five classes, weights", *five, weights(83)),
        classes("ten classes", *ten),
        classes("scores that are equal", *ties),
        classes("scores that are equal, weights", *ties, weights(60)),
        classes("a class without samples", *answers(40, 4, rest)),
        classes("samples of one class", *answers(12, 2, lone)),
        classes("samples of one class among three", *answers(12, 3, lone)),
        # Clipped to the precision of float32, which is that of these probabilities.
        classes("sure and once wrong", [0, 1, 2, 2, 0], sure, dtype=numpy.float32),
    ],
    values=[
        values("two columns", of_values, guesses),
        values("two columns, weights", of_values, guesses, weights(50)),
        values("a constant", constant, constant + random.normal(size=(20, 1))),
        values("a constant, met", constant, constant),
        values("one sample", [[1.5]], [[2.0]]),
    ],
)
path = pathlib.Path(__file__).with_name("scikit_learn.json")
# A line a case.
lines = [
    f'"{kind}": [\n' + ",\n".join(json.dumps(case) for case in fixture[kind]) + "\n]"
    for kind in ("classes", "values")
]
path.write_text(f'{{"scikit_learn": "{sklearn.__version__}",\n' + ",\n".join(lines) + "}\n")
