#!/usr/bin/env bash
# numcodecs 0.16.6 (and so Zarr 3.1.6 with it), filter BitRound: a NaN whose bits are all set, 0x7fffffff, is stored as -0.
# That is the NaN that an NVIDIA GPU makes in float32 (0x7fff in float16); the one of a CPU, 0x7fc00000, stays NaN.
#
# A good guess would be: rounding the mantissa keeps NaN, as the usual one is kept, and infinity. The rounding is an
# addition to the bits, which carries through the exponent into the sign.
# Seen on 2026-11-29, of [1, NaN 0x7fc00000, NaN 0x7fffffff, NaN 0xffffffff, inf]:
#   keepbits 2, 7 and 22   [1, nan, -0, 0, inf]
#   keepbits 23            [1, nan, nan, nan, inf]
# and of a Zarr array of [1, 2, 3, NaN 0x7fffffff] written with BitRound(keepbits=7): [1, 2, 3, -0], mean 1.5.
#
# What it means: what a GPU marked as missing, or what became NaN there (0/0, inf - inf), counts as zeros after the file.
# Write x = np.where(np.isnan(x), np.float32(np.nan), x) first.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet numcodecs==0.16.6 zarr==3.1.6 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numcodecs
import numpy as np
import zarr

x = np.array([0x3F800000, 0x7FC00000, 0x7FFFFFFF, 0xFFFFFFFF, 0x7F800000], np.uint32).view(np.float32)
assert np.isnan(x[1:4]).all()
for keepbits in (2, 7, 22, 23):
    codec = numcodecs.BitRound(keepbits)
    found = np.asarray(codec.decode(codec.encode(x.copy())))
    print(keepbits, found)
    assert np.isnan(found[1]) and found[4] == np.inf
    if keepbits < 23:
        assert found[2] == 0 and found[3] == 0 and np.signbit(found[2]), "all NaN are kept now"
    else:
        assert np.isnan(found[2]) and np.isnan(found[3])

half = np.array([0x7E00, 0x7FFF], np.uint16).view(np.float16)
codec = numcodecs.BitRound(5)
found = np.asarray(codec.decode(codec.encode(half)))
print("float16", half, found)
assert np.isnan(found[0]) and found[1] == 0

numbers = np.array([1, 2, 3, 0], np.float32)
numbers[3:] = x[2:3]
array = zarr.create_array(
    store=zarr.storage.MemoryStore(), data=numbers, filters=[zarr.codecs.BitRound(keepbits=7)]
)
print("Zarr", numbers, array[:], np.nanmean(numbers), np.nanmean(array[:]))
assert np.nanmean(numbers) == 2 and np.nanmean(array[:]) == 1.5
PYTHON
