#!/usr/bin/env bash
# safetensors 0.8.0, safetensors.numpy: an array that is not in C order is written as it lies in memory, under its own
# shape. A transposed matrix, or one in Fortran order, comes back with its numbers in other places; nothing is said.
#
# A good guess would be: the values are kept, as by np.save, h5py and safetensors 0.7.0, or there is an error, as from
# safetensors.torch of the same version ("non contiguous tensor"). Its text asks for contiguous arrays; a matrix in Fortran
# order is, in NumPy's words.
# Seen on 2026-11-29, of [[0 1 2] [3 4 5]] transposed, [[0 3] [1 4] [2 5]]:
#   0.7.0   [[0 3] [1 4] [2 5]]
#   0.8.0   [[0 1] [2 3] [4 5]]
#
# What it means: weights [inputs, outputs] that are transposed for PyTorch's [outputs, inputs], and what scikit-learn and
# LAPACK leave in Fortran order, are scrambled in the file, with the right shapes and sums. Save
# np.ascontiguousarray(w), and compare what is read back.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/program.py" <<'PYTHON'
import sys

import numpy as np
import safetensors
from safetensors.numpy import load_file, save_file

weights = np.arange(6, dtype=np.float32).reshape(2, 3)
given = {"transposed": weights.T, "fortran": np.asfortranarray(weights), "copied": weights.T.copy()}
save_file(given, sys.argv[1] + "/file")
found = load_file(sys.argv[1] + "/file")
print("safetensors", safetensors.__version__)
for name, array in given.items():
    print(name, array.tolist(), "comes back as", found[name].tolist())
scrambled = [not np.array_equal(array, found[name]) for name, array in given.items()]
assert [found[name].shape for name in given] == [array.shape for array in given.values()]
assert scrambled == ([True, True, False] if safetensors.__version__ == "0.8.0" else [False] * 3)
PYTHON
for version in 0.7.0 0.8.0; do
    python3 -m venv "$folder/$version"
    "$folder/$version/bin/pip" install --quiet safetensors==$version numpy==2.4.6
    "$folder/$version/bin/python" "$folder/program.py" "$folder"
done
