#!/usr/bin/env bash
# timm 1.0.31: MultiStepLRScheduler lowers the rate an epoch before the one that it was told, a milestone of 1 together with the next one, and a
# cosine schedule whose cycles are three times as long each time gives the rate 0 in place of the largest at epoch 121.
#
# A good guess would be: decay_t=[30, 60] is the rate of epochs 30 and 60 counted from 0, as in StepLRScheduler(decay_t=30) of the same package and
# in PyTorch's MultiStepLR; each cycle begins with the full rate.
# Seen on 2026-12-01, PyTorch 2.15.0, step(epoch + 1) after each epoch, as timm's own training does, rate 1 and a factor of 0.1:
#                                          first epochs of a lower rate
#   StepLRScheduler, decay_t=30            30, 60
#   PyTorch's MultiStepLR, [30, 60]        30, 60
#   MultiStepLRScheduler, [30, 60]         29, 59
#   MultiStepLRScheduler, [1, 2, 3]        rates 1, 0.01, 0.001, 0.001 instead of 1, 0.1, 0.01, 0.001
# CosineLRScheduler(t_initial=1, cycle_mul=3): restarts at 0, 1, 4, 13, 40, 121; at 121 the rate is 0; with t_initial=3 at 363. The place in
# the milestones is looked up for t + 1; the number of the cycle is the logarithm of 243 to the base 3, which is 4.999...
#
# What it means: a recipe of PyTorch's is another one, by an epoch, which shows in short trainings; PolyLRScheduler and TanhLRScheduler have the same
# logarithm. Add 1 to the milestones.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet timm==1.0.31 torch==2.15.0 torchvision==0.29.2 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from timm.scheduler import CosineLRScheduler, MultiStepLRScheduler, PolyLRScheduler, StepLRScheduler, TanhLRScheduler


def rates(scheduler, epochs, **settings):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = scheduler(optimizer, **settings)
    found = []
    for epoch in range(epochs):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        schedule.step(epoch + 1) if scheduler is not torch.optim.lr_scheduler.MultiStepLR else schedule.step()
    return found


def lower(found):
    return [epoch for epoch in range(1, len(found)) if found[epoch] < found[epoch - 1]]


step = lower(rates(StepLRScheduler, 70, decay_t=30, decay_rate=0.1))
pytorch = lower(rates(torch.optim.lr_scheduler.MultiStepLR, 70, milestones=[30, 60], gamma=0.1))
multi = lower(rates(MultiStepLRScheduler, 70, decay_t=[30, 60], decay_rate=0.1))
print("StepLRScheduler", step, "PyTorch's MultiStepLR", pytorch, "MultiStepLRScheduler", multi)
assert step == pytorch == [30, 60]
assert multi == [29, 59], "the behaviour changed"
first = [round(rate, 6) for rate in rates(MultiStepLRScheduler, 4, decay_t=[1, 2, 3], decay_rate=0.1)]
print("milestones 1, 2, 3:", first)
assert first == [1, 0.01, 0.001, 0.001], "the behaviour changed"

for scheduler in CosineLRScheduler, PolyLRScheduler, TanhLRScheduler:
    for initial, restarts in (1, [0, 1, 4, 13, 40, 121]), (3, [0, 3, 12, 39, 120, 363]):
        found = rates(scheduler, 364, t_initial=initial, cycle_mul=3, cycle_limit=20)
        print(scheduler.__name__, "t_initial", initial, {epoch: round(found[epoch], 3) for epoch in restarts})
        assert all(found[epoch] > 0.99 for epoch in restarts[:-1])
        assert found[restarts[-1]] < 0.01, "the behaviour changed"
PYTHON
