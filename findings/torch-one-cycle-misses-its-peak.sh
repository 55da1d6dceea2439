#!/usr/bin/env bash
# PyTorch 2.15.0, torch.optim.lr_scheduler.OneCycleLR: where pct_start * total_steps is not a whole number, no step has the largest
# rate; with three_phase=True and pct_start above 0.5 the last rate is most of the largest; where it is 1, as in a tenth
# of ten steps, it raises ZeroDivisionError.
#
# A good guess would be: some step has max_lr, and the last has max_lr / div_factor / final_div_factor, whatever pct_start is.
# Seen on 2026-11-29, max_lr 1:
#   total_steps   pct_start   largest rate   last rate
#   10            0.3         1              4e-6
#   4             0.3         0.812          4e-6
#   5             0.9         0.952          4e-6
#   10            0.5, three phases   1      4e-6
#   10            0.7, three phases   1      0.520
#   10            0.1         ZeroDivisionError (2 of 0.5, too)
# In three phases the second ends at 2 * pct_start * total_steps - 2, which lies after the last step from 0.55 on.
#
# What it means: short trainings, and warm-ups of one step, get less than the rate that was looked for, and a long rise ends
# at half the largest rate rather than near 0. Choose pct_start * total_steps whole, 2 or more, and at most half in three phases.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import numpy as np
import torch


def rates(steps, rise, three):
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=1.0)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 1.0, total_steps=steps, pct_start=rise, three_phase=three)
    found = [schedule.get_last_lr()[0]]
    for _ in range(steps - 1):
        optimizer.step()
        schedule.step()
        found.append(schedule.get_last_lr()[0])
    return found


for steps, rise, three, largest, last in [
    (10, 0.3, False, 1, 4e-6), (4, 0.3, False, 0.8117, 4e-6), (5, 0.9, False, 0.9525, 4e-6), (10, 0.5, True, 1, 4e-6),
    (10, 0.7, True, 1, 0.52),
]:
    found = rates(steps, rise, three)
    print(steps, "steps, rise", rise, "three phases" if three else "two phases", "largest", max(found), "last", found[-1])
    np.testing.assert_allclose([max(found), found[-1]], [largest, last], rtol=1e-3)
for steps, rise in (10, 0.1), (2, 0.5):
    try:
        rates(steps, rise, False)
    except ZeroDivisionError as error:
        print(steps, "steps, rise", rise, repr(error))
    else:
        raise AssertionError("it is no longer an error")
PYTHON
