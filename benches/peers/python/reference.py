"""The losses of the first two steps in float64, for the cases given as JSON in the first argument."""

import json
import sys

import numpy as np

import common


def losses(sizes, batch):
    x, t = common.data(sizes, 2 * batch)
    layers = [(w.astype(np.float64), b.astype(np.float64)) for w, b in common.parameters(sizes)]
    found = []
    for start in (0, batch):
        outputs = [x[start : start + batch].astype(np.float64)]
        for weight, bias in layers:
            outputs.append(1 / (1 + np.exp(-(outputs[-1] @ weight + bias))))
        error = outputs[-1] - t[start : start + batch]
        found.append(0.5 * np.sum(error**2) / batch)
        delta = error / batch * outputs[-1] * (1 - outputs[-1])
        for i in reversed(range(len(layers))):
            weight, bias = layers[i]
            below = (delta @ weight.T) * outputs[i] * (1 - outputs[i])
            layers[i] = (
                weight - common.LEARNING_RATE * outputs[i].T @ delta,
                bias - common.LEARNING_RATE * delta.sum(0),
            )
            delta = below
    return found


print(json.dumps([losses(case["sizes"], case["batch"]) for case in json.loads(sys.argv[1])]))
