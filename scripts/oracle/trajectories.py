#!/usr/bin/env python3
"""Writes training trajectories that PyTorch computes in float64, for tests/oracle.rs.

    pip install torch numpy safetensors
    python scripts/oracle/trajectories.py tests/data/oracle

Every activation with every loss that goes with it, every optimizer with its variants, and what else
changes a step. A file holds `inputs`, `targets` (and `sample_weights` where samples have some),
`initial.layers.N.weight` and `.bias`, the first step's `gradient.layers.N.*` (before clipping and
decay), `step1.layers.N.*`, `stepK.layers.N.*` of the last step K, and `losses`. Weights are
[inputs, outputs]. Batches are consecutive; where `epochs` is there, the last of an epoch may be
partial, and its loss is the mean over its own rows.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

# NAdam's running product is a tensor of the default type, and otherwise of float32.
torch.set_default_dtype(torch.float64)

SAMPLES, STEPS, BATCH = 10, 6, 5

ACTIVATIONS = {
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "relu": torch.relu,
    "leaky_relu": F.leaky_relu,
    "elu": F.elu,
    "selu": F.selu,
    "gelu": F.gelu,
    "gelu_tanh": lambda a: F.gelu(a, approximate="tanh"),
    "silu": F.silu,
    "mish": F.mish,
    "softplus": F.softplus,
    "linear": lambda a: a,
}
PAIRS = {"binary_cross_entropy": "sigmoid", "softmax_cross_entropy": "softmax"}
PLAIN_LOSSES = ["half_squared_error", "absolute_error", "huber"]


class Lion(torch.optim.Optimizer):
    """As its paper's algorithm 2 has it; PyTorch has none."""

    def __init__(self, parameters, lr, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(parameters, dict(lr=lr, betas=betas, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            b1, b2 = group["betas"]
            for w in group["params"]:
                m = self.state[w].setdefault("m", torch.zeros_like(w))
                update = (b1 * m + (1 - b1) * w.grad).sign()
                w.mul_(1 - group["lr"] * group["weight_decay"])
                w.sub_(group["lr"] * update)
                m.mul_(b2).add_(w.grad, alpha=1 - b2)


OPTIMIZERS = {
    "sgd": torch.optim.SGD,
    "adam": torch.optim.Adam,
    "adamw": torch.optim.AdamW,
    "nadam": torch.optim.NAdam,
    "rmsprop": torch.optim.RMSprop,
    "adagrad": torch.optim.Adagrad,
    "lion": Lion,
}


def loss_terms(loss, sums, answers, targets, smoothing):
    """The loss of each sample: the sum over its outputs."""
    if loss == "softmax_cross_entropy":
        return F.cross_entropy(sums, targets, reduction="none", label_smoothing=smoothing)
    if loss == "binary_cross_entropy":
        targets = targets * (1 - smoothing) + smoothing / 2
        return F.binary_cross_entropy_with_logits(sums, targets, reduction="none").sum(1)
    each = {
        "half_squared_error": lambda: 0.5 * (answers - targets) ** 2,
        "absolute_error": lambda: F.l1_loss(answers, targets, reduction="none"),
        "huber": lambda: F.huber_loss(answers, targets, reduction="none"),
    }[loss]()
    return each.sum(1)


def trajectory(folder, name, activations, loss="half_squared_error", sizes=(5, 6, 3), batch=BATCH,
               learning_rate=0.1, optimizer=None, learning_rates=None, epochs=None, weights=False,
               smoothing=0.0, clip_norm=None, clip_value=None, scale=1.0):
    random = torch.Generator().manual_seed(sum(name.encode()))

    def draw(*shape):
        # Numbers that f32 holds, so that each executor begins alike.
        return torch.randn(*shape, generator=random, dtype=torch.float32).double()

    inputs = draw(SAMPLES, sizes[0])
    if loss == "softmax_cross_entropy":
        classes = torch.randint(sizes[-1], (SAMPLES,), generator=random)
        targets = F.one_hot(classes, sizes[-1]).double()
    elif loss == "binary_cross_entropy":
        targets = torch.randint(2, (SAMPLES, sizes[-1]), generator=random).double()
    else:
        targets = (scale * draw(SAMPLES, sizes[-1])).float().double()
    tensors = {"inputs": inputs, "targets": targets}
    sample_weights = torch.ones(SAMPLES, dtype=torch.float64)
    if weights:
        sample_weights = (draw(SAMPLES).abs() + 0.25).float().double()
        tensors["sample_weights"] = sample_weights
    layers = []
    for l, (before, after) in enumerate(zip(sizes, sizes[1:])):
        layers += [{"weight": (draw(before, after) * 0.5).requires_grad_(),
                    "bias": (draw(after) * 0.25).requires_grad_()}]

    def keep(prefix, value):
        for l, layer in enumerate(layers):
            for what, tensor in layer.items():
                tensors[f"{prefix}.layers.{l}.{what}"] = value(tensor).detach().clone()

    keep("initial", lambda w: w)
    settings = dict(optimizer or {"name": "sgd", "lr": learning_rate})
    kind = settings.pop("name")
    # As PyTorch does it: biases decay as weights do.
    made = OPTIMIZERS[kind]([w for layer in layers for w in layer.values()], **settings)
    losses = []
    starts = range(0, SAMPLES, batch)
    steps = epochs * len(starts) if epochs else STEPS
    for step in range(steps):
        start = starts[step % len(starts)]
        rows = slice(start, min(start + batch, SAMPLES))
        h = inputs[rows]
        for layer, activation in zip(layers, activations):
            sums = h @ layer["weight"] + layer["bias"]
            h = ACTIVATIONS.get(activation, lambda a: a.softmax(1))(sums)
        terms = loss_terms(loss, sums, h, targets[rows], smoothing)
        factors = sample_weights[rows]
        mean = (factors * terms).sum() / factors.sum()
        made.zero_grad()
        mean.backward()
        losses.append(mean.detach())
        if step == 0:
            keep("gradient", lambda w: w.grad)
        everything = [w for layer in layers for w in layer.values()]
        if clip_value is not None:
            torch.nn.utils.clip_grad_value_(everything, clip_value)
        if clip_norm is not None:
            torch.nn.utils.clip_grad_norm_(everything, clip_norm)
        if learning_rates is not None:
            for group in made.param_groups:
                group["lr"] = learning_rates[step]
        made.step()
        if step + 1 in (1, steps):
            keep(f"step{step + 1}", lambda w: w)
    tensors["losses"] = torch.stack(losses)
    metadata = {"sizes": json.dumps(sizes), "activations": json.dumps(activations),
                "learning_rate": repr((optimizer or {}).get("lr", learning_rate)),
                "batch": str(batch), "steps": str(steps), "torch": torch.__version__.split("+")[0]}
    optional = {"loss": loss if loss != "half_squared_error" else None,
                "optimizer": optimizer and json.dumps(optimizer),
                "label_smoothing": smoothing or None, "clip_norm": clip_norm,
                "clip_value": clip_value, "epochs": epochs,
                "learning_rates": learning_rates and json.dumps(learning_rates)}
    metadata |= {key: str(value) for key, value in optional.items() if value is not None}
    save_file({k: v.contiguous() for k, v in tensors.items()}, folder / f"{name}.safetensors", metadata)


def main():
    folder = pathlib.Path(sys.argv[1])
    # Every activation inside and at the output, with every loss that goes with it there.
    for activation in ACTIVATIONS:
        for loss in PLAIN_LOSSES:
            trajectory(folder, f"{loss}-{activation}", [activation] * 2, loss, scale=2.0)
        for loss, output in PAIRS.items():
            trajectory(folder, f"{loss}-{activation}", [activation, output], loss)
    adam = {"lr": 0.01, "betas": [0.8, 0.95], "eps": 1e-6}
    variants = {
        "sgd-decay": {"name": "sgd", "lr": 0.1, "weight_decay": 0.1},
        "sgd-momentum": {"name": "sgd", "lr": 0.1, "momentum": 0.9},
        "sgd-dampening": {"name": "sgd", "lr": 0.1, "momentum": 0.9, "dampening": 0.5,
                          "weight_decay": 0.1},
        "sgd-nesterov": {"name": "sgd", "lr": 0.1, "momentum": 0.9, "nesterov": True},
        "adam": {"name": "adam", "lr": 0.01},
        "adam-decay": {"name": "adam", **adam, "weight_decay": 0.1},
        "adamw": {"name": "adamw", "lr": 0.01, "weight_decay": 0.1},
        "adamw-betas": {"name": "adamw", **adam, "weight_decay": 0.2},
        "nadam": {"name": "nadam", "lr": 0.01},
        "nadam-decay": {"name": "nadam", **adam, "weight_decay": 0.1, "momentum_decay": 0.01},
        "rmsprop": {"name": "rmsprop", "lr": 0.01},
        "rmsprop-momentum": {"name": "rmsprop", "lr": 0.01, "alpha": 0.9, "eps": 1e-6,
                             "momentum": 0.9, "weight_decay": 0.1},
        "adagrad": {"name": "adagrad", "lr": 0.1},
        "adagrad-decay": {"name": "adagrad", "lr": 0.1, "lr_decay": 0.1, "weight_decay": 0.1,
                          "initial_accumulator_value": 0.1, "eps": 1e-6},
        "lion": {"name": "lion", "lr": 0.01},
        "lion-decay": {"name": "lion", "lr": 0.01, "betas": [0.8, 0.95], "weight_decay": 0.1},
    }
    relu = ["relu", "softmax"]
    for name, optimizer in variants.items():
        trajectory(folder, f"optimizer-{name}", relu, "softmax_cross_entropy", optimizer=optimizer)
    rates = [0.05, 0.1, 0.1, 0.075, 0.05, 0.025]
    adamw = variants["adamw"]
    softmax = dict(activations=relu, loss="softmax_cross_entropy")
    binary = dict(activations=["tanh", "sigmoid"], loss="binary_cross_entropy")
    trajectory(folder, "clip-norm", **softmax, clip_norm=0.1)
    trajectory(folder, "clip-value", **softmax, clip_value=0.02)
    trajectory(folder, "clip-both-adamw", **softmax, clip_norm=0.1, clip_value=0.05, optimizer=adamw)
    trajectory(folder, "rates-sgd", **softmax, learning_rates=rates)
    trajectory(folder, "rates-adamw", **softmax, learning_rates=rates, optimizer=adamw)
    trajectory(folder, "smoothing-softmax", **softmax, smoothing=0.1)
    trajectory(folder, "smoothing-binary", **binary, smoothing=0.1)
    trajectory(folder, "weights-softmax", **softmax, weights=True)
    trajectory(folder, "weights-binary", **binary, weights=True)
    trajectory(folder, "weights-squared", ["tanh", "linear"], weights=True)
    trajectory(folder, "partial-squared", ["sigmoid"] * 2, batch=4, epochs=2)
    trajectory(folder, "partial-softmax-adamw", **softmax, batch=4, epochs=3, optimizer=adamw)
    trajectory(folder, "partial-everything", **softmax, batch=4, epochs=2, optimizer=adamw,
               weights=True, smoothing=0.1, clip_norm=0.2, clip_value=0.1, learning_rates=rates)


if __name__ == "__main__":
    main()
