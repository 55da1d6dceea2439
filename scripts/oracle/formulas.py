#!/usr/bin/env python3
"""Writes what PyTorch computes in float64 of single formulas, for tests/formulas.rs.

    python scripts/oracle/formulas.py > tests/data/formulas.json

Activations: answer and derivative at each point. Optimizers: one parameter after each of 20 steps.
"""

import json
import math

import torch

from trajectories import ACTIVATIONS, OPTIMIZERS


def points():
    near = [sign * x / 16 for x in range(1, 128) for sign in (-1, 1)]
    return near + [sign * 10.0**k for k in range(-8, 3) for sign in (-1, 1)]


def activation(f):
    x = torch.tensor(points(), dtype=torch.float64, requires_grad=True)
    h = f(x)
    (slope,) = torch.autograd.grad(h.sum(), x)
    return {"h": h.tolist(), "slope": slope.tolist()}


def optimizer(name, settings):
    gradients = [math.sin(3.0 * t) + 0.25 for t in range(20)]
    w = torch.tensor([0.5], dtype=torch.float64, requires_grad=True)
    made = OPTIMIZERS[name]([w], **settings)
    after = []
    for gradient in gradients:
        w.grad = torch.tensor([gradient], dtype=torch.float64)
        made.step()
        after.append(w.item())
    return {"name": name, "settings": settings, "gradients": gradients, "after": after}


VARIANTS = [
    ("sgd", {"lr": 0.1}),
    ("sgd", {"lr": 0.1, "momentum": 0.9, "dampening": 0.5}),
    ("sgd", {"lr": 0.1, "momentum": 0.9, "nesterov": True}),
    ("adam", {"lr": 0.1, "betas": [0.8, 0.95], "eps": 1e-3}),
    ("nadam", {"lr": 0.1, "betas": [0.8, 0.95], "eps": 1e-3, "momentum_decay": 0.1}),
    ("rmsprop", {"lr": 0.1, "alpha": 0.9, "eps": 1e-3}),
    ("rmsprop", {"lr": 0.1, "alpha": 0.9, "eps": 1e-3, "momentum": 0.9}),
    ("adagrad", {"lr": 0.1, "lr_decay": 0.1, "initial_accumulator_value": 0.5, "eps": 1e-3}),
    ("lion", {"lr": 0.1, "betas": [0.8, 0.95]}),
]

print(json.dumps({
    "points": points(),
    "activations": {name: activation(f) for name, f in ACTIVATIONS.items()},
    "optimizers": [optimizer(*variant) for variant in VARIANTS],
}))
