#!/usr/bin/env bash
# dpnp 0.20.0 (NumPy on SYCL devices), on Intel's OpenCL CPU runtime 2026.2.0: random.geometric(p) counts the failures before the
# first success, so that it begins at 0, but is 1 for p = 1; random.pareto(a) is NumPy's plus 1.
#
# A good guess would be: NumPy's numbers, to which dpnp's documentation of both refers; pareto's begins with "Pareto II or Lomax",
# which starts at 0, and NumPy's geometric counts trials and is at least 1.
# Seen on 2026-11-29, 200,000 numbers:
#   call                dpnp, least and mean    NumPy, least and mean
#   geometric(0.2)      0    4.00               1    5.00
#   geometric(0.9)      0    0.11               1    1.11
#   geometric(0.999)    0    0.001              1    1.001
#   geometric(1.0)      1    1                  1    1
#   pareto(5.0)         1.0  1.25               0    0.25
#   pareto(30.0)        1.0  1.034              0    0.0345
# negative_binomial, power, weibull, zipf, wald, f, gumbel and others have NumPy's means.
#
# What it means: lengths of masked spans, numbers of tries and waiting times are one too small, down to empty ones, and heavy-tailed
# noise or step sizes of pareto have five or thirty times their mean. Add 1, subtract 1.
#
# Installs what it runs in a temporary folder (3 GB); fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet dpnp==0.20.0 intel-opencl-rt==2026.2.0 numpy==2.4.6
export LD_LIBRARY_PATH=$folder/venv/lib OCL_ICD_FILENAMES=$folder/venv/lib/libintelocl.so
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import dpctl
import dpnp
import numpy as np

print(dpctl.select_default_device())
count = 200_000
dpnp.random.seed(1)
np.random.seed(1)


def both(name, *arguments):
    device = dpnp.asnumpy(getattr(dpnp.random, name)(*arguments, size=count)).astype(float)
    host = getattr(np.random, name)(*arguments, size=count).astype(float)
    print(f"{name}{arguments}: least {device.min():.4g} mean {device.mean():.4f}, NumPy {host.min():.4g} {host.mean():.4f}")
    return device, host


for p in 0.2, 0.5, 0.9, 0.999:
    device, host = both("geometric", p)
    assert device.min() == 0 and host.min() == 1 and abs(device.mean() + 1 - host.mean()) < 0.06, "the behaviour changed"
    assert abs(device.mean() - (1 - p) / p) < 0.06
device, host = both("geometric", 1.0)
assert set(device) == set(host) == {1.0}
for a in 3.0, 5.0, 30.0:
    device, host = both("pareto", a)
    assert device.min() >= 1 and host.min() < 0.01 and abs(device.mean() - 1 - host.mean()) < 0.02, "the behaviour changed"
for name, *arguments in (("negative_binomial", 5, 0.5), ("power", 5.0), ("weibull", 5.0), ("zipf", 5.0), ("wald", 1.0, 2.0), ("rayleigh", 2.0),
                         ("gumbel", 1.0, 2.0), ("poisson", 3.5), ("exponential", 2.0), ("hypergeometric", 20, 30, 10)):
    device, host = both(name, *arguments)
    assert abs(device.mean() - host.mean()) < 0.03
PYTHON
