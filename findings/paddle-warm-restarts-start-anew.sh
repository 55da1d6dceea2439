#!/usr/bin/env bash
# PaddlePaddle 3.3.1: CosineAnnealingWarmRestarts that is loaded by set_state_dict starts its cycles anew: at the next epoch the rate
# jumps to the begin of the first, shortest cycle, wherever the run was. The state that is saved is the number of the epoch and the
# rate, not the place within the cycle nor the cycle's length, and step() counts these two up from the new object's.
#
# A good guess would be: the state of a scheduler is all that the next rates need, as it is for Paddle's fourteen other schedulers tried here
# (PyTorch's class of this name saves both); last_epoch, which is loaded, would be enough to find the place again.
# Seen on 2026-11-29, rate 0.1, T_0 = 5, T_mult = 2, so that cycles start at epochs 0, 5, 15, 35 and 75:
#   epoch                       25      26      27      28      29      30      34       38
#   without a stop              0.0500  0.0422  0.0345  0.0273  0.0206  0.0146  0.0006   0.0986
#   saved and loaded at 25      0.0500  0.0905  0.0655  0.0345  0.0095  0.1     0.0655   0.0095
# The same with the optimizer's own state_dict, which holds the scheduler's under "LR_Scheduler".
#
# What it means: a run that is stopped and goes on trains at other rates, twice to ten times as large at the end of a cycle, and the
# long cycles at the end, which are what T_mult is for, come much later. After loading, call scheduler.step(scheduler.last_epoch),
# which finds the place from the epoch.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet paddlepaddle==3.3.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import paddle
from paddle.optimizer import lr

paddle.set_device("cpu")
kinds = {
    "CosineAnnealingWarmRestarts": lambda: lr.CosineAnnealingWarmRestarts(0.1, T_0=5, T_mult=2),
    "CosineAnnealingDecay": lambda: lr.CosineAnnealingDecay(0.1, 20),
    "CyclicLR": lambda: lr.CyclicLR(0.01, 0.1, 7),
    "ExponentialDecay": lambda: lr.ExponentialDecay(0.1, 0.9),
    "InverseTimeDecay": lambda: lr.InverseTimeDecay(0.1, 0.1),
    "LambdaDecay": lambda: lr.LambdaDecay(0.1, lambda t: 0.9**t),
    "LinearLR": lambda: lr.LinearLR(0.1, 30),
    "LinearWarmup": lambda: lr.LinearWarmup(lr.CosineAnnealingDecay(0.1, 20), 10, 0.0, 0.1),
    "MultiplicativeDecay": lambda: lr.MultiplicativeDecay(0.1, lambda t: 0.9),
    "MultiStepDecay": lambda: lr.MultiStepDecay(0.1, [5, 28]),
    "NaturalExpDecay": lambda: lr.NaturalExpDecay(0.1, 0.1),
    "NoamDecay": lambda: lr.NoamDecay(64, 10),
    "OneCycleLR": lambda: lr.OneCycleLR(0.1, 60),
    "PolynomialDecay": lambda: lr.PolynomialDecay(0.1, 40),
    "StepDecay": lambda: lr.StepDecay(0.1, 7, 0.5),
}


def rates(make, steps, stop=None):
    def build():
        scheduler = make()
        layer = paddle.nn.Linear(1, 1)
        return scheduler, paddle.optimizer.SGD(scheduler, parameters=layer.parameters())

    scheduler, optimizer = build()
    answer = []
    for epoch in range(steps):
        if epoch == stop:
            state = optimizer.state_dict()
            scheduler, optimizer = build()
            optimizer.set_state_dict(state)
            assert scheduler.last_epoch == epoch
        answer.append(optimizer.get_lr())
        scheduler.step()
    return answer


for name, make in kinds.items():
    whole, resumed = rates(make, 50), rates(make, 50, 25)
    same = all(abs(a - b) < 1e-9 for a, b in zip(whole, resumed))
    print(name, "goes on" if same else "starts anew")
    assert same == (name != "CosineAnnealingWarmRestarts")
make = kinds["CosineAnnealingWarmRestarts"]
whole, resumed = rates(make, 50), rates(make, 50, 25)
for epoch in (25, 26, 27, 28, 29, 30, 34, 38):
    print(epoch, "%.4f %.4f" % (whole[epoch], resumed[epoch]))
assert abs(resumed[25] - whole[25]) < 1e-9
first = rates(make, 25)
assert all(abs(resumed[25 + k] - first[k]) < 1e-9 for k in range(1, 25)), "these are the rates from epoch 0 on"

scheduler = make()
for _ in range(25):
    scheduler.step()
print("saved:", scheduler.state_dict())
loaded = make()
loaded.set_state_dict(scheduler.state_dict())
loaded.step(loaded.last_epoch)
for epoch in range(25, 50):
    assert abs(loaded.last_lr - whole[epoch]) < 1e-9, "told the epoch, it goes on"
    loaded.step()
PYTHON
