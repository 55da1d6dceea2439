"""Writes pytorch.json: the learning rates of PyTorch's schedulers, for tests/schedule.rs.

    python3 -m venv venv && venv/bin/pip install torch==2.15.0
    venv/bin/python make.py

Each case has the name that `Schedule` parses, the steps of an epoch and of the run, and what
PyTorch's schedulers make of a rate of 1, one value a step.
"""

import json
import pathlib

import torch
from torch.optim import lr_scheduler as schedulers


def rates(total, make, each=1, final=None):
    """The rate of every step; the scheduler goes on every `each` steps."""
    parameter = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = make(optimizer)
    found = []
    for step in range(total):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        if (step + 1) % each == 0 and step + 1 < total:
            scheduler.step()
    return found


def fractions(total, epoch, make):
    """As `rates`, of a scheduler that takes fractions of an epoch."""
    parameter = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = make(optimizer)
    found = []
    for step in range(total):
        scheduler.step(step / epoch)
        found.append(optimizer.param_groups[0]["lr"])
    return found


def case(name, epoch, total, values, warm_up=0):
    return dict(schedule=name, warm_up=warm_up, epoch=epoch, total=total, factors=values)


def warmed(total, steps, make):
    def chain(optimizer):
        ramp = schedulers.LinearLR(optimizer, 1 / (steps + 1), 1.0, steps)
        return schedulers.SequentialLR(optimizer, [ramp, make(optimizer)], [steps])

    return rates(total, chain)


def plateau(name, values, mode="min", **options):
    """What `ReduceLROnPlateau` makes of the values measured after each epoch."""
    parameter = torch.nn.Parameter(torch.zeros(1, dtype=torch.float64))
    optimizer = torch.optim.SGD([parameter], lr=1.0)
    scheduler = schedulers.ReduceLROnPlateau(optimizer, mode=mode, eps=0, **options)
    found = []
    for value in values:
        scheduler.step(value)
        found.append(optimizer.param_groups[0]["lr"])
    return dict(schedule=name, maximise=mode == "max", values=values, factors=found)


cases = [
    case("constant", 5, 7, rates(7, lambda o: schedulers.ConstantLR(o, 1.0, 3))),
    case(
        "step:size=2,factor=0.3",
        3,
        20,
        rates(20, lambda o: schedulers.StepLR(o, 2, 0.3), each=3),
    ),
    case(
        "exponential:factor=0.9",
        4,
        30,
        rates(30, lambda o: schedulers.ExponentialLR(o, 0.9), each=4),
    ),
    case("cosine", 4, 25, rates(25, lambda o: schedulers.CosineAnnealingLR(o, 25))),
    case(
        "cosine:final=0.05",
        4,
        25,
        rates(25, lambda o: schedulers.CosineAnnealingLR(o, 25, eta_min=0.05)),
    ),
    case(
        "cosine-restarts:period=3,multiplier=1",
        4,
        40,
        fractions(40, 4, lambda o: schedulers.CosineAnnealingWarmRestarts(o, 3)),
    ),
    case(
        "cosine-restarts:period=2,multiplier=2,final=0.1",
        5,
        80,
        fractions(80, 5, lambda o: schedulers.CosineAnnealingWarmRestarts(o, 2, 2, 0.1)),
    ),
    case("one-cycle", 4, 30, rates(30, lambda o: schedulers.OneCycleLR(o, 1.0, total_steps=30))),
    case(
        "one-cycle:rise=0.4,start=0.1,final=0.001",
        4,
        41,
        rates(
            41,
            lambda o: schedulers.OneCycleLR(
                o, 1.0, total_steps=41, pct_start=0.4, div_factor=10, final_div_factor=100
            ),
        ),
    ),
    case("linear", 4, 20, rates(20, lambda o: schedulers.LinearLR(o, 1.0, 0.0, 20))),
    case(
        "linear:start=0.5,final=0.1", 4, 20, rates(20, lambda o: schedulers.LinearLR(o, 0.5, 0.1, 20))
    ),
    case(
        "cosine:final=0.01",
        4,
        30,
        warmed(30, 6, lambda o: schedulers.CosineAnnealingLR(o, 24, eta_min=0.01)),
        warm_up=6,
    ),
    case(
        "step:size=4,factor=0.5", 1, 30, warmed(30, 5, lambda o: schedulers.StepLR(o, 4, 0.5)), warm_up=5
    ),
]
down = [3, 2, 2, 2.5, 1.9999, 1.5, 1.6, 1.7, 1.8, 1.5, 1.5, 1.4999, 1.2, 1.3, 1.3, 1.3, 1.3, 1.3]
up = [0.5, 0.6, 0.6, 0.55, 0.61, 0.6, 0.61, 0.61, 0.61, 0.62, 0.1, 0.2, 0.3, 0.4, 0.5]
plateaus = [
    plateau("plateau:patience=1", down, patience=1),
    plateau("plateau:patience=0,factor=0.5,threshold=0", down, patience=0, factor=0.5, threshold=0),
    plateau(
        "plateau:patience=1,cooldown=2,final=0.02", down, patience=1, cooldown=2, min_lr=0.02
    ),
    plateau("plateau:patience=2,threshold=0.05", up, "max", patience=2, threshold=0.05),
]
path = pathlib.Path(__file__).with_name("pytorch.json")
lines = ",\n".join(json.dumps(case) for case in cases)
more = ",\n".join(json.dumps(case) for case in plateaus)
version = torch.__version__
path.write_text(
    f'{{"torch": "{version}",\n"cases": [\n{lines}\n],\n"plateaus": [\n{more}\n]}}\n'
)
