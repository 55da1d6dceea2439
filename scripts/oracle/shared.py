#!/usr/bin/env python3
"""Writes training trajectories of networks that share weights, computed by PyTorch in float64, for tests/shared.rs.

    pip install torch numpy safetensors
    python scripts/oracle/shared.py tests/data/shared

Each of `sharers` networks multiplies the inputs by its own row of factors and has its own output layer; the hidden
layers are those of all. What is minimised is the mean of their losses, all of them on the same batch. A file holds
`inputs`, `targets`, `initial.*` and `final.*`: `layers.N.weight` [inputs, outputs] and `.bias`, the output layer
`heads.weight` [sharers, inputs, outputs] and `heads.bias` [sharers, outputs], and `factors` [sharers, inputs]; and
`losses`. Batches are consecutive, the last of an epoch smaller.
"""

import json
import pathlib
import sys

import torch
from safetensors.torch import save_file
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)

ACTIVATIONS = {"tanh": torch.tanh, "silu": F.silu}


def trajectory(folder, name, sizes, hidden, loss, optimizer, sharers=3, samples=10, batch=4, epochs=2, clip_norm=None):
    random = torch.Generator().manual_seed(sum(name.encode()))

    def draw(*shape):
        # Numbers that f32 holds, so that each executor begins alike.
        return torch.randn(*shape, generator=random, dtype=torch.float32).double()

    inputs, outputs = draw(samples, sizes[0]), sizes[-1]
    if loss == "softmax_cross_entropy":
        targets = F.one_hot(torch.randint(outputs, (samples,), generator=random), outputs).double()
    else:
        targets = draw(samples, outputs)
    tensors = {"inputs": inputs, "targets": targets}
    parameters = {"factors": draw(sharers, sizes[0]).sign() * (1 + 0.125 * draw(sharers, sizes[0]).float().double())}
    parameters["factors"] = parameters["factors"].float().double()
    for l, (before, after) in enumerate(zip(sizes, sizes[1:-1])):
        parameters[f"layers.{l}.weight"] = draw(before, after) * 0.5
        parameters[f"layers.{l}.bias"] = draw(after) * 0.25
    parameters["heads.weight"] = draw(sharers, sizes[-2], outputs) * 0.5
    parameters["heads.bias"] = draw(sharers, outputs) * 0.25
    for tensor in parameters.values():
        tensor.requires_grad_()

    def keep(prefix):
        for what, tensor in parameters.items():
            tensors[f"{prefix}.{what}"] = tensor.detach().clone()

    keep("initial")
    settings = dict(optimizer)
    decay = settings.pop("weight_decay", 0.0)
    # Weights decay, biases and factors do not.
    weights = [w for what, w in parameters.items() if what.endswith("weight")]
    others = [w for what, w in parameters.items() if not what.endswith("weight")]
    groups = [{"params": weights, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]
    made = {"sgd": torch.optim.SGD, "adamw": torch.optim.AdamW}[settings.pop("name")](groups, **settings)
    losses = []
    for _ in range(epochs):
        for start in range(0, samples, batch):
            x, t = inputs[start:start + batch], targets[start:start + batch]
            h = x[None] * parameters["factors"][:, None]
            for l in range(len(sizes) - 2):
                h = ACTIVATIONS[hidden](h @ parameters[f"layers.{l}.weight"] + parameters[f"layers.{l}.bias"])
            sums = torch.einsum("mbi,mio->mbo", h, parameters["heads.weight"]) + parameters["heads.bias"][:, None]
            if loss == "softmax_cross_entropy":
                each = [F.cross_entropy(of_one, t) for of_one in sums]
            else:
                each = [0.5 * ((of_one - t) ** 2).sum(1).mean() for of_one in sums]
            mean = torch.stack(each).mean()
            made.zero_grad()
            mean.backward()
            losses.append(mean.detach())
            if clip_norm is not None:
                torch.nn.utils.clip_grad_norm_(list(parameters.values()), clip_norm)
            made.step()
    keep("final")
    tensors["losses"] = torch.stack(losses)
    metadata = {"sizes": json.dumps(sizes), "hidden": hidden, "loss": loss, "optimizer": json.dumps(optimizer),
                "sharers": str(sharers), "batch": str(batch), "torch": torch.__version__.split("+")[0]}
    if clip_norm is not None:
        metadata["clip_norm"] = str(clip_norm)
    save_file({k: v.contiguous() for k, v in tensors.items()}, folder / f"{name}.safetensors", metadata)


def main():
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    sgd = {"name": "sgd", "lr": 0.125}
    adamw = {"name": "adamw", "lr": 0.0078125, "weight_decay": 0.125}
    trajectory(folder, "values", [5, 6, 7, 2], "tanh", "half_squared_error", sgd)
    trajectory(folder, "classes", [5, 6, 3], "silu", "softmax_cross_entropy", adamw)
    trajectory(folder, "clipped", [4, 9, 3], "tanh", "softmax_cross_entropy", sgd, sharers=4, clip_norm=0.25)
    trajectory(folder, "no-hidden-layer", [4, 3], "tanh", "half_squared_error", sgd, sharers=2)


if __name__ == "__main__":
    main()
