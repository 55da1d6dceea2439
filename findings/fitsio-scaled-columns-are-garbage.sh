#!/usr/bin/env bash
# fitsio 1.4.2: a table with a scaled column of whole numbers (TSCAL, TZERO) is read wrong, all its columns: 4, 1, 3.05 as 3,
# 3.02, 3, and the float64 column beside it, 1.5, 2.5, 3.5, as 0, 4e-323, 3e-318.
#
# A good guess would be: as astropy.io.fits reads them; scaled columns are as old as the format, and fitsio scales them itself.
# But it makes room for float32 where 16-bit numbers are stored, reads the rows of the file into that as they are, and scales the
# bits.
# Seen on 2026-11-30, columns s (16 bits, times 0.01 plus 3), x (float64) and n (int32), written by astropy 8.0.2:
#   column   astropy          fitsio.read of the table   fitsio.read of the column
#   s        4, 1, 3.05       3, 3.02, 3                 3, -2.4e36, 3
#   x        1.5, 2.5, 3.5    0, 4e-323, 2.9e-318        1.5, 2.5, 3.5
#   n        7, 8, 9          524088, 344076, 0          7, 8, 9
# Without a scale, or with that for unsigned numbers (1 and 32768), all are right.
#
# What it means: archives of surveys that pack magnitudes or fluxes as whole numbers are read as other numbers, with no error, and
# so is what stands beside them. Read such tables with astropy; the header tells by TSCALn.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fitsio==1.4.2 astropy==8.0.2 numpy==2.4.6
cd "$folder"
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import fitsio
import numpy as np
from astropy.io import fits

stored = [(100, 1.5, 7), (-200, 2.5, 8), (5, 3.5, 9)]
raw = np.array(stored, dtype=[("s", ">i2"), ("x", ">f8"), ("n", ">i4")])
for scale, zero in (0.01, 3.0), (1.0, 0.0), (1.0, 32768.0):
    table = fits.BinTableHDU(raw)
    table.header["TSCAL1"], table.header["TZERO1"] = scale, zero
    table.writeto("file.fits", overwrite=True)
    right = {"s": raw["s"] * scale + zero, "x": raw["x"], "n": raw["n"]}
    whole = fitsio.read("file.fits")
    for name in "s", "x", "n":
        one = fitsio.read("file.fits", columns=name)
        print(scale, zero, name, "right", right[name].tolist(), "table", whole[name].tolist(), "column", one.tolist())
        fine = np.allclose(whole[name], right[name], equal_nan=True)
        assert fine == (scale == 1), "the behaviour changed"
        fine = np.allclose(one, right[name], equal_nan=True)
        assert fine == (scale == 1 or name != "s"), "the behaviour changed"
    if scale != 1:
        with fits.open("file.fits") as file:
            other = {name: np.array(file[1].data[name]) for name in right}
        for name in right:
            assert np.allclose(other[name], right[name]), "astropy is right"
PYTHON
