#!/usr/bin/env bash
# PyTorch 2.15.0, torch.optim.RMSprop(centered=True): a parameter whose gradient stays the same is NaN after 131 to some hundred steps,
# for half of all gradients with alpha 0.9, whatever eps is: the mean square less the squared mean rounds below 0 before its root.
#
# A good guess would be: a gradient that does not change is the easiest of all; its variance goes to 0, so steps grow smoothly to at
# most lr * |g| / eps, and a larger eps keeps them small.
# Seen on 2026-11-29, 10,000 constant gradients drawn from 0 to 1, lr 1e-3, the share that is NaN, and the first step that made one:
#   alpha  steps   eps 1e-8             eps 1e-3             float64, eps 1e-8
#   0.9    1,000   48 %, step 131       48 %, step 131       0
#   0.95   2,000   28 %, step 260       28 %, step 260       12 %, step 656
#   0.99   5,000   3.4 %, step 1208     3.4 %, step 1208     6.1 %, step 3186
# -0.7 and 3.3 are NaN at step 138 with alpha 0.9; 0.1, 0.3 and 1 are not. foreach=True is the same. With centered=False the largest
# step is 3.2 lr. Keras and Optax put eps under the root.
#
# What it means: the output bias of a network with an absolute or hinge loss has such a gradient while all rows are on one side, and one
# NaN parameter is a NaN network, at a step that no rate and no clipping moves. Leave centered off.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet torch==2.15.0 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import torch

torch.set_num_threads(1)
torch.manual_seed(0)
drawn = torch.rand(10_000)


def run(gradients, steps, dtype=torch.float32, **arguments):
    """The share of parameters that are NaN, the first step that made one, and the largest first 131 steps in units of the rate."""
    parameter = torch.nn.Parameter(torch.zeros(len(gradients), dtype=dtype))
    optimizer = torch.optim.RMSprop([parameter], lr=1e-3, **arguments)
    first, most = None, 0.0
    for step in range(steps):
        before = parameter.detach().clone()
        parameter.grad = gradients.to(dtype)
        optimizer.step()
        if first is None and parameter.isnan().any():
            first = step
        if step < 131:
            most = max(most, (parameter.detach() - before).abs().max().item() / 1e-3)
    return parameter.isnan().float().mean().item(), first, most


for alpha, steps, share, first in [(0.9, 1_000, 0.484, 131), (0.95, 2_000, 0.277, 260), (0.99, 5_000, 0.034, 1_208)]:
    for eps in 1e-8, 1e-3:
        found = run(drawn, steps, alpha=alpha, eps=eps, centered=True)
        print(f"alpha {alpha}, eps {eps}: {found[0]:.1%} are NaN, the first at step {found[1]}")
        assert abs(found[0] - share) < 0.05 and abs(found[1] - first) < 0.05 * first
many = run(drawn, 1_000, alpha=0.9, centered=True, foreach=True)
plain = run(drawn, 1_000, alpha=0.9, centered=False)
double = run(drawn, 2_000, torch.float64, alpha=0.95, centered=True)
print("foreach", many, "not centered", plain, "float64, alpha 0.95", double)
assert abs(many[0] - 0.484) < 0.05 and plain[0] == 0 and plain[2] < 3.3 and double[0] > 0.01
for gradient, nan in [(0.1, 0), (0.3, 0), (1.0, 0), (-0.7, 1), (3.3, 1)]:
    found = run(torch.full((8,), gradient), 1_000, alpha=0.9, centered=True)
    print("gradient", gradient, found[:2])
    assert found[0] == nan
PYTHON
