#!/usr/bin/env bash
# HDF5 of h5py 3.16.0: the scale-offset filter makes 0 of every float within 10^-D of 0, the fill value, so that 0.999 kept to whole numbers is 0 and
# 1.0 is 1; other numbers are rounded to the nearest. With a fill value of 0.5 those near 0.5 become 0.5.
#
# A good guess would be: D decimal digits are kept, so every number is within 0.5 * 10^-D of what was written, whether it is a fill value
# or not; one that equals the fill value is stored as it.
# Seen on 2026-11-29, HDF5 2.0.0 (the largest error in units of 10^-D; 4,096 normal numbers):
#   D                             0       1       2       3
#   fill value 0 (default)        0.999   0.997   0.986   0.889
#   fill value 1e6                0.500   0.500   0.500   0.500
#   0.009 with D = 2              0, and 0.99 is 0.99
#   0.1, 0.2 .. 0.9 with D = 0    0 0 0 0 0 0 0 0 0; with a fill value of 1e6: 0 0 0 0 1 1 1 1 1
# The same in float32 and float64.
#
# What it means: a column of differences, residuals, gradients or probabilities loses its small half: its numbers are all 0
# below 10^-D where rounding would have kept the upper half of them, and the mean of what is positive falls. Give a fill value that lies far
# outside, as fillvalue=1e6, or keep a digit more.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet h5py==3.16.0 numpy==2.4.6
cd "$folder"
venv/bin/python - <<'PYTHON'
import h5py
import numpy as np


def keep(numbers, digits, **options):
    """Written with so many digits and read back."""
    with h5py.File("numbers.h5", "w") as file:
        file.create_dataset("x", data=numbers, chunks=numbers.shape, scaleoffset=digits, **options)
    with h5py.File("numbers.h5") as file:
        return file["x"][...]


print("HDF5", h5py.version.hdf5_version)
numbers = np.random.default_rng(0).standard_normal((64, 64))
for kind in [np.float32, np.float64]:
    x = numbers.astype(kind)
    for digits in range(4):
        default, far = keep(x, digits), keep(x, digits, fillvalue=1e6)
        unit = 10.0**-digits
        errors = [np.abs(found - x).max() / unit for found in (default, far)]
        print(kind.__name__, digits, "digits: largest errors", errors, "zeros", (default == 0).sum(), (far == 0).sum())
        assert errors[0] > 0.85 and errors[1] < 0.51
        assert (default[np.abs(x) < unit * 0.999] == 0).all()
        assert np.abs(default - x)[np.abs(x) > unit].max() < 0.51 * unit
tenths = np.arange(11, dtype=np.float32) / 10
print(keep(tenths, 0), keep(tenths, 0, fillvalue=1e6))
assert keep(tenths, 0).tolist() == [0] * 10 + [1]
assert keep(tenths, 0, fillvalue=1e6)[6:].tolist() == [1] * 5
found = keep(np.array([0.009, 0.99, 0.5, 0.001, 0]), 2)
print(found)
assert found[0] == 0 and abs(found[1] - 0.99) < 1e-9
found = keep(np.array([-1, 0.41, 0.44, 0.59, 0.62, 2]), 1, fillvalue=0.5)
print("fill value 0.5:", found)
assert found[1:4].tolist() == [0.5] * 3 and abs(found[4] - 0.6) < 0.03
PYTHON
