#!/usr/bin/env bash
# prodigyopt 1.1.2 (PyTorch 2.15.0): a group of parameters with lr=0, the one other rate that Prodigy allows for a group, is moved all the
# same: its weight decay acts at the rate of the other groups, and a group that is set to 0 during training goes on by its last
# momentum, the same way at every step, for good.
#
# A good guess would be: a rate of 0 leaves the group as it is, as in AdamW; Prodigy refuses every other rate that differs between groups
# and says that this is supported for values of 0.
# Seen on 2026-11-30, a to be 5 and b to be 3 by squares, b's group at lr=0, a's at 1, d0 = 0.01:
#   b, 2 at the start                            Prodigy       AdamW
#   lr 0 from the start, 60 steps                2             2
#   the same with weight_decay=0.1               0.000006      2
#   lr 0 from step 20 on, then                   2.60          3.27
#     at step 60                                 15.5          3.27
#     at step 200                                60.6          3.27
#     at step 1000                               318           3.27
# Besides, betas, beta3, d_coef and growth_rate of any group but the first are passed over: the numbers are the same for any.
# The rate of a group is looked at where the moments are gathered, and not where the step and the decay are made, which take the
# largest of all rates. The moments of a frozen group stay as they were, so that the step does not end.
#
# What it means: a backbone frozen by lr=0 shrinks to nothing under weight decay, and one frozen after a warm-up (or a group that a
# schedule lets fall to 0 before the others) leaves its weights. Freeze by requires_grad_(False) with the gradient set to None, which is
# left alone, or leave the parameters out.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet prodigyopt==1.1.2 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from prodigyopt import Prodigy


def train(make, steps, rate=None, freeze=None, by_gradient=False, **settings):
    """The first number of b, when its group is frozen and at the end."""
    a, b = torch.nn.Parameter(torch.ones(3)), torch.nn.Parameter(torch.full((3,), 2.0))
    group = {"params": [b], **settings}
    if rate is not None:
        group["lr"] = rate
    optimizer = make([{"params": [a]}, group])
    then = 2.0
    for step in range(steps):
        if step == freeze:
            then = b[0].item()
            if by_gradient:
                b.requires_grad_(False)
            else:
                optimizer.param_groups[1]["lr"] = 0.0
        optimizer.zero_grad()
        (((a - 5) ** 2).sum() + ((b - 3) ** 2).sum()).backward()
        optimizer.step()
    return then, b[0].item()


def prodigy(groups):
    return Prodigy(groups, lr=1.0, d0=1e-2)


def adamw(groups):
    return torch.optim.AdamW(groups, lr=0.1, weight_decay=0.0)


for make in prodigy, adamw:
    name = make.__name__
    fixed, decayed = train(make, 60, rate=0.0)[1], train(make, 60, rate=0.0, weight_decay=0.1)[1]
    print("%-8s lr 0 from the start: %.6g, with weight decay %.6g" % (name, fixed, decayed))
    assert fixed == 2
    assert decayed < 1e-4 if make is prodigy else decayed == 2, "the behaviour changed"
    for steps in 60, 200, 1000:
        then, now = train(make, steps, freeze=20)
        print("%-8s lr 0 from step 20 on: %.4g then, %.4g at step %d" % (name, then, now, steps))
        assert now > then + 0.2 * (steps - 20) if make is prodigy else now == then

try:
    train(prodigy, 1, rate=0.5)
    raise AssertionError("another rate is accepted")
except RuntimeError as error:
    print("lr 0.5:", error)
then, now = train(prodigy, 200, freeze=20, by_gradient=True)
print("requires_grad_(False) from step 20 on: %.4g then, %.4g at step 200" % (then, now))
assert now == then

plain = train(prodigy, 30)
for settings in {"betas": (0.0, 0.5)}, {"beta3": 0.5}, {"d_coef": 0.1}, {"growth_rate": 1.01}:
    assert train(prodigy, 30, **settings) == plain, "settings of the second group are used"
assert train(adamw, 30, betas=(0.0, 0.5)) != train(adamw, 30)
PYTHON
