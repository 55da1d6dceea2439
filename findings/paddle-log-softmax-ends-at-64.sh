#!/usr/bin/env bash
# PaddlePaddle 3.3.1 on the CPU: log_softmax never falls below -64 less the logarithm of the sum, in float64 too; the loss of cross_entropy ends at 64; and
# softmax of a position masked by minus infinity is 8e-29, not 0, its logarithm -64.7. The gradients are those of the loss without an end.
#
# A good guess would be: log_softmax is there so that nothing has to end: x less logsumexp(x), which Paddle has too, is right at -1000; a masked position
# has the weight 0 and the logarithm minus infinity. (A report of 2019, PaddlePaddle/Paddle #20994, names 64 for softmax followed by cross_entropy of
# version 1.5; that softmax's end was taken out of the parallel loss on GPUs in 2023, #53547.)
# Seen on 2026-11-29, float32 and float64 alike:
#   function                                    Paddle                    right
#   log_softmax of 0, 200, 400                  -64 -64 0                 -400 -200 0
#   log_softmax of -1000, 0, 0                  -64.69 -0.69 -0.69        -1000.69 -0.69 -0.69
#   cross_entropy of 0, 200 for class 0         64                        200
#     its gradient                              -1 1                      -1 1
#   softmax of 0, -infinity, 0                  0.5 8.0e-29 0.5           0.5 0 0.5
#   log_softmax of 0, -infinity, 0              -0.69 -64.69 -0.69        -0.69 -infinity -0.69
#   x - logsumexp(x) of the first               -400 -200 0
#   binary_cross_entropy_with_logits of 200     200                       200
#
# What it means: a validation loss and a perplexity are better than they are where the network is sure and wrong, 64 for each such row whatever the logits; a
# curve of the loss that stands at 64 while the gradient is 1 looks like a fault of the optimizer; and what is masked leaks: 8e-29 times 1e30 is 80. Compute
# x - paddle.logsumexp(x, axis, keepdim=True).
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet paddlepaddle==3.3.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
import paddle
from paddle.nn import functional as F

paddle.set_device("cpu")
for kind in ("float32", "float64"):

    def tensor(*numbers):
        return paddle.to_tensor([list(numbers)], kind)

    x = tensor(0.0, 200.0, 400.0)
    print(kind, "log_softmax", F.log_softmax(x, 1).numpy())
    assert F.log_softmax(x, 1).numpy().tolist() == [[-64, -64, 0]]
    stable = x - paddle.logsumexp(x, 1, keepdim=True)
    print("x - logsumexp(x)", stable.numpy())
    assert stable.numpy().tolist() == [[-400, -200, 0]]
    x = tensor(-1000.0, 0.0, 0.0)
    print("log_softmax", F.log_softmax(x, 1).numpy())
    assert np.allclose(F.log_softmax(x, 1).numpy(), [[-64 - np.log(2), -np.log(2), -np.log(2)]])

    x = tensor(0.0, 200.0)
    x.stop_gradient = False
    loss = F.cross_entropy(x, paddle.to_tensor([0]))
    loss.backward()
    print("cross_entropy", loss.item(), "gradient", x.grad.numpy())
    assert loss.item() == 64 and np.allclose(x.grad.numpy(), [[-1, 1]])
    soft = F.cross_entropy(x, tensor(1.0, 0.0), soft_label=True)
    assert soft.item() == 64
    assert F.cross_entropy(tensor(0.0, 50.0), paddle.to_tensor([0])).item() == 50, "below 64 it is right"
    two_class = F.binary_cross_entropy_with_logits(tensor(200.0), tensor(0.0))
    assert two_class.item() == 200

    x = tensor(0.0, -np.inf, 0.0)
    p, log_p = F.softmax(x, 1).numpy()[0], F.log_softmax(x, 1).numpy()[0]
    print("masked", p, log_p)
    assert 7e-29 < p[1] < 9e-29 and abs(log_p[1] + 64 + np.log(2)) < 1e-4
PYTHON
