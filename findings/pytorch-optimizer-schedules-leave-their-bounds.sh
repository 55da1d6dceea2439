#!/usr/bin/env bash
# pytorch-optimizer 4.1.0: get_wsd_schedule with min_lr_ratio=0.1 falls, by its default cooldown, to 2.5 % of the rate and then
# jumps up to 10 %, and REXScheduler trains its first step at rate 0 and gives all parameter groups one rate.
#
# A good guess would be: a fall to min_lr_ratio, which is the least ratio, as the name says and as cooldown_type="cosine" does; a
# first step at max_lr, as 1 - t/T over 1 - t/2T at t = 0 in the paper of REX; groups that keep their ratio, as in PyTorch's
# schedulers.
# Seen on 2026-11-30, get_wsd_schedule(0 warm-up steps, 5, 20 of decay, min_lr_ratio=0.1), ratios of the steps 22 to 26:
#   cooldown_type        22      23      24      25      26
#   1-sqrt (default)     0.0780  0.0513  0.0253  0.1     0.1
#   linear               0.15    0.1     0.05    0.1     0.1
#   1-square             0.2775  0.19    0.0975  0.1     0.1
#   cosine               0.1490  0.1220  0.1055  0.1     0.1
# REXScheduler(total_steps=10, max_lr=0.1), groups of rates 0.1 and 0.001, rates of the steps 0, 1, 2: 0, 0.0947, 0.0889 in both.
# With total_steps=1 its one step is at rate 0, with 3 it is a third of the training.
#
# What it means: after a run is cooled down it is trained at four times the rate for as long as it goes on, and a smaller
# min_lr_ratio makes no difference to the decay. The first batch, or epoch, of REX learns nothing, and a head or a backbone with a
# rate of its own has it no more. Call scheduler.step() once before the first optimizer step of REX.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pytorch-optimizer==4.1.0 torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import torch
from pytorch_optimizer.lr_scheduler import REXScheduler, get_wsd_schedule

torch.set_num_threads(1)


def build():
    parameters = [torch.nn.Parameter(torch.zeros(1)) for _ in range(2)]
    return torch.optim.SGD([{"params": [parameters[0]], "lr": 0.1}, {"params": [parameters[1]], "lr": 0.001}], lr=0.1)


def rates(make, steps):
    optimizer = build()
    scheduler = make(optimizer)
    answer = []
    for _ in range(steps):
        answer.append([group["lr"] for group in optimizer.param_groups])
        optimizer.step()
        scheduler.step()
    return torch.tensor(answer, dtype=torch.float64)


for kind in "1-sqrt", "linear", "1-square", "cosine":
    more = {} if kind == "1-sqrt" else {"cooldown_type": kind}
    both = rates(lambda optimizer: get_wsd_schedule(optimizer, 0, 5, 20, min_lr_ratio=0.1, **more), 30)
    ratio = both[:, 0] / 0.1
    assert torch.allclose(both[:, 1] * 100, both[:, 0]), "these keep the ratio of the groups"
    print("%-10s" % kind, ratio[22:27], "smallest %.4f" % ratio.min())
    rises = (ratio[1:] > ratio[:-1] + 1e-9).any()
    assert (ratio.min() < 0.0999) == rises == (kind != "cosine"), "the behaviour changed"
    without = rates(lambda optimizer: get_wsd_schedule(optimizer, 0, 5, 20, min_lr_ratio=0.0, **more), 30)[:, 0] / 0.1
    assert torch.allclose(without[:25], ratio[:25]) == (kind != "cosine"), "the ratio is not used before the end"

rex = rates(lambda optimizer: REXScheduler(optimizer, total_steps=10, max_lr=0.1), 12)
right = torch.tensor([0.1 * (1 - t / 10) / (1 - t / 20) for t in range(10)], dtype=torch.float64)
print("REX", rex[:4], "right", right[:4])
assert (rex[0] == 0).all() and torch.allclose(rex[1:10, 0], right[1:]), "the behaviour changed"
assert (rex[:, 0] == rex[:, 1]).all(), "the behaviour changed"
assert (rates(lambda optimizer: REXScheduler(optimizer, total_steps=1, max_lr=0.1), 1) == 0).all()

# nothing is learned by the first step
optimizer = build()
REXScheduler(optimizer, total_steps=10, max_lr=0.1)
for group in optimizer.param_groups:
    group["params"][0].grad = torch.ones(1)
optimizer.step()
assert all(float(group["params"][0].detach()) == 0 for group in optimizer.param_groups), "the behaviour changed"
PYTHON
