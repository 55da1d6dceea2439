#!/usr/bin/env bash
# skorch 1.4.0, PyTorch 2.15.0: LRScheduler with step_every="batch" goes on, in a second partial_fit, at the batch whose number is
# that of the epochs so far; by epoch, StepLR and MultiStepLR take a step twice that is due when training stops.
#
# A good guess would be: fit of six epochs and two times partial_fit of three have the same rates, as the callback counts batches
# and epochs in the history; torch's state_dict has what is needed.
# Seen on 2026-11-30, optimizer rate 0.1, 8 batches an epoch, rates of the batches 24 to 27:
#   schedule, by batch                    six epochs                        three and three epochs
#   LinearLR(0.1, total_iters=30)         0.0820 0.0850 0.0880 0.0910       0.0820 0.0949 0.1079 0.1208 (0.1 is its end)
#   OneCycleLR(1.0, total_steps=200)      0.3814 0.4061 0.4311 0.4563       0.0461 0.0508 0.0569 0.0643
#   LambdaLR(1 / (1 + t))                 0.0040 0.0038 0.0037 0.0036       0.0250 0.0200 0.0167 0.0143
#   CosineAnnealingLR(T_max=40)           0.0345 0.0309 0.0273 0.0239       0.0345 0.0342 0.0337 0.0331
# CyclicLR, PolynomialLR, StepLR, MultiStepLR and warm restarts have other rates too, ExponentialLR the same. LinearLR after six
# times partial_fit of one epoch: 2.11, 21 times the optimizer's rate. By epoch, StepLR(3, gamma=0.5) is 0.025 instead of 0.05
# from the fourth epoch on; cosine, linear, one-cycle and others are right.
#
# What it means: warm starts and runs that are loaded and continued train at other rates, from the begin of the schedule or beyond
# its end. A new scheduler is made for each training, told last_epoch = the epochs in the history; the batches are counted and not
# used. Before going on, dict(net.callbacks_)["schedule"].last_epoch = batches so far - 1 makes all of these right but StepLR.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet skorch==1.4.0 torch==2.15.0 scikit-learn==1.9.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import torch
from skorch import NeuralNetRegressor
from skorch.callbacks import LRScheduler
from torch import nn

torch.set_num_threads(1)
x = np.random.default_rng(0).normal(size=(80, 3)).astype(np.float32)
y = x[:, :1]
schedules = {
    "ExponentialLR": {"gamma": 0.9},
    "StepLR": {"step_size": 3, "gamma": 0.5},
    "MultiStepLR": {"milestones": [3, 20]},
    "CosineAnnealingLR": {"T_max": 40},
    "CosineAnnealingWarmRestarts": {"T_0": 30},
    "LinearLR": {"start_factor": 0.1, "total_iters": 30},
    "OneCycleLR": {"max_lr": 1.0, "total_steps": 200},
    "LambdaLR": {"lr_lambda": lambda t: 1 / (1 + t)},
    "PolynomialLR": {"total_iters": 50},
    "CyclicLR": {"base_lr": 0.01, "max_lr": 0.2, "step_size_up": 20},
}


def build(name, every):
    torch.manual_seed(0)
    callback = LRScheduler(getattr(torch.optim.lr_scheduler, name), step_every=every, **schedules[name])
    settings = {"module__in_features": 3, "module__out_features": 1, "train_split": None, "batch_size": 10, "lr": 0.1, "verbose": 0}
    return NeuralNetRegressor(nn.Linear, callbacks=[("schedule", callback)], **settings).initialize()


def rates(name, every, parts):
    net = build(name, every)
    for epochs in parts:
        net.partial_fit(x, y, epochs=epochs)
    if every == "epoch":
        return np.array(net.history[:, "event_lr"])
    # 80 rows in batches of 10, the rate of each
    return np.array([batch["event_lr"] for epoch in net.history for batch in epoch["batches"]])


def plain(name, steps):
    optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=0.1)
    scheduler = getattr(torch.optim.lr_scheduler, name)(optimizer, **schedules[name])
    answer = []
    for _ in range(steps):
        answer.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return np.array(answer)


same = {}
for every, stop in ("epoch", 3), ("batch", 24):
    for name in schedules:
        whole, stopped = rates(name, every, [6]), rates(name, every, [3, 3])
        assert np.allclose(whole, plain(name, len(whole))) and np.allclose(stopped[:stop], whole[:stop])
        same[every, name] = np.allclose(whole, stopped)
        print("%-5s %-28s" % (every, name), whole[stop - 1 : stop + 4].round(4), stopped[stop - 1 : stop + 4].round(4), same[every, name])
        if every == "batch" and name == "LambdaLR":
            # the third epoch is over, so it goes on with step 3
            assert np.allclose(stopped[24:], plain(name, 48)[3:27]), "the behaviour changed"
assert [name for name in schedules if not same["epoch", name]] == ["StepLR", "MultiStepLR"], "the behaviour changed"
assert [name for name in schedules if same["batch", name]] == ["ExponentialLR"], "the behaviour changed"

six = rates("LinearLR", "batch", [1] * 6)
print("LinearLR by batch, six times one epoch: the last rate is %.2f of an optimizer's rate of 0.1" % six[-1])
assert six[-1] > 2 and rates("LinearLR", "batch", [6]).max() < 0.1 + 1e-9
PYTHON
