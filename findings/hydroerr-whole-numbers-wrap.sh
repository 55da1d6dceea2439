#!/usr/bin/env bash
# HydroErr 2.0.0: of counts in uint8 the root mean square error is 9.5 instead of 17.1, the mean absolute error 123 instead of 14.7 and the
# Nash-Sutcliffe efficiency 0.97 instead of 0.91; of any whole numbers, int64 too, the H5 errors are 0 but where a number is 1.
#
# A good guess would be: the same as of the numbers in float64.
# Seen on 2026-12-01, 1,000 observations from 1 to 199 and simulations within 30 of them:
#                              float64     uint8       uint16      int64
#   rmse                       17.10       9.52        17.10       17.10
#   mae                        14.67       123.27      31327       14.67
#   me                         0.897       123.27      31327       0.897
#   nse                        0.911       0.973       0.911       0.911
#   nse_mod                    0.703       -1.49       -632        0.703
#   h5_mahe                    0.468       4.43        1179        0.203
#   h5_mahe, from 2 on         0.260       0           0           0
# The cause: differences, squares and reciprocals are taken in the type of the arrays: 5 - 7 is 254 in uint8, and the reciprocal of any whole
# number above 1 is 0, so that the mean in the denominator is infinite.
#
# What it means: a simulation that was stored rounded, as rasters and counts are, is scored better (or a thousand times worse) than it is,
# and by H5 it is perfect. Hand over arrays of floats.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet HydroErr==2.0.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math

import HydroErr
import numpy as np

random = np.random.default_rng(0)
observed = random.integers(1, 200, 1000)
simulated = np.clip(observed + random.integers(-30, 31, 1000), 1, 250)
kinds = (float, np.uint8, np.uint16, np.int64)


def by_hand(simulated, observed):
    pairs = list(zip(simulated.tolist(), observed.tolist()))
    n, mean = len(pairs), sum(o for _, o in pairs) / len(pairs)
    off = sum(abs(s - o) for s, o in pairs)
    square = sum((s - o) ** 2 for s, o in pairs)
    return {
        "rmse": math.sqrt(square / n), "mae": off / n, "me": sum(s - o for s, o in pairs) / n,
        "nse": 1 - square / sum((o - mean) ** 2 for _, o in pairs), "nse_mod": 1 - off / sum(abs(o - mean) for _, o in pairs),
        "h5_mahe": sum(abs(s - o) * (1 / s + 1 / o) / 2 for s, o in pairs) / n,
    }


for title, rows in (("from 1 on", observed > 0), ("from 2 on", (observed > 1) & (simulated > 1))):
    s, o = simulated[rows], observed[rows]
    found = {}
    for name, right in by_hand(s, o).items():
        found[name] = [float(getattr(HydroErr, name)(s.astype(kind), o.astype(kind))) for kind in kinds]
        print("%s %-8s by hand %.4f, float64 %.4f, uint8 %.4f, uint16 %.4f, int64 %.4f" % (title, name, right, *found[name]))
        assert abs(found[name][0] - right) < 1e-9
        if name != "h5_mahe":
            assert abs(found[name][3] - right) < 1e-9
    assert found["rmse"][1] < 0.7 * found["rmse"][0] and found["nse"][1] > found["nse"][0] + 0.03, "the behaviour changed"
    assert found["mae"][1] > 100 and found["mae"][2] > 10000 and found["nse_mod"][2] < -100, "the behaviour changed"
    if title == "from 2 on":
        assert found["h5_mahe"][0] > 0.1 and found["h5_mahe"][1:] == [0, 0, 0], "the behaviour changed"
PYTHON
