#!/usr/bin/env bash
# XGBoost 3.2.0, LIBSVM text read by DMatrix("...?format=libsvm"): a number of more than 19 digits before its point wraps at 2^64,
# so that 18446744073709551616 is 0; what is above 3.4e38 ends as its first digits times 1e38; the index of a feature wraps at 2^32.
#
# A good guess would be: digits are worth what float() makes of them, rounded to float32; what is too large is infinity, or an
# error; so is an index that does not fit.
# Seen on 2026-11-29, value of feature 3 in `1 3:VALUE`:
#   written                   read            float32 of it
#   18446744073709551616      0               1.8446744e19
#   100000000000000000000     7.7662794e18    1e20
#   100000000000000000000.5   7.7662794e18    1e20
#   1e20                      1e20            1e20
#   3e39, 1e400               3e38, 1e38      infinity
#   1e-45, 1e-300             1.1754942e-38   1e-45, 0
#   1 4294967297:5            feature 1 is 5  feature 4294967297
# Of normally distributed numbers of 17 digits one in 26 is off by its last bit.
#
# What it means: sums, identities or times that a program wrote out in full are random beyond 1.8e19, and hashed features
# fall on others. Write such numbers with an exponent, or read the file with something else and hand over arrays.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet xgboost==3.2.0 numpy==2.4.6 scipy==1.17.1
cd "$folder"
venv/bin/python - <<'PYTHON'
import warnings

import numpy as np
import xgboost

warnings.simplefilter("ignore")  # that text is better read elsewhere


def read(lines):
    with open("data.svm", "w") as file:
        file.write("".join(line + "\n" for line in lines))
    return xgboost.DMatrix("data.svm?format=libsvm").get_data().toarray()


for written, expected in [
    ("0.5", 0.5), ("1e20", 1e20), ("18446744073709551616", 0), ("100000000000000000000", 7.7662794e18),
    ("100000000000000000000.5", 7.7662794e18), ("3e39", 3e38), ("1e400", 1e38), ("1e-45", 1.1754942e-38),
    ("1e-300", 1.1754942e-38),
]:
    value = read([f"1 3:{written}", "0 3:2"])[0, 3]
    print(written, "is", value)
    np.testing.assert_allclose(value, expected, rtol=1e-6)
wrapped = read(["1 4294967297:5", "0 2:1"])
print("4294967297:5 is feature", *np.flatnonzero(wrapped[0]), "of", wrapped.shape[1])
assert wrapped.shape == (2, 3) and wrapped[0, 1] == 5
numbers = np.random.default_rng(0).standard_normal(20000)
off = (read([f"0 1:{number!r}" for number in numbers.tolist()])[:, 1] != numbers.astype(np.float32)).mean()
print(f"off by a bit: {off:.1%}")
assert 0.03 < off < 0.05
PYTHON
