#!/usr/bin/env bash
# PyTorch 2.15.0 on a processor with AVX-512: torch.compile takes code that it made for vectors of 16 out of its cache when
# it runs with ATEN_CPU_CAPABILITY=avx2, and answers with half of the sum, without an error.
#
# A good guess would be: the vector set is part of the cache's key, as the compiler and its flags are, so that either run
# makes code of its own; at worst the wide code runs, and the numbers are right.
# Seen on 2026-11-28: what was made for AVX-512 steps by 16 and is compiled again with vectors of 8, so every second
# vector is left out: the sum of 320 ones is 160, of 1,000 ones 504, of 9 ones 8. Eager is right, and so is avx2 with
# a cache of its own, and AVX-512 afterwards. Of 2 * x + 1 every second eight elements are what the memory held before.
#
# What it means: comparisons of vector sets (and runs that must give the same bits on unlike processors, which is what the
# variable is for) need TORCHINDUCTOR_CACHE_DIR for each set; losses are halved otherwise, and training goes on.
#
# Needs a processor with AVX-512, a C++ compiler and 6 GB; installs what it runs in a temporary folder; fails when the
# behaviour changes.
set -euo pipefail
grep -qw avx512f /proc/cpuinfo || { echo "this processor has no AVX-512" >&2; exit 3; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet torch==2.15.0 numpy
cat >program.py <<'PYTHON'
import sys
import torch

torch.set_num_threads(1)
total = lambda numbers: numbers.sum()
for count in 9, 320, 1000:
    torch._dynamo.reset()
    numbers = torch.ones(count)
    compiled = torch.compile(total, dynamic=False)(numbers).item()
    print(int(total(numbers)), int(compiled), end="  ")
PYTHON
compiled() { # vector set, cache: what eager and compiled sums are
    ATEN_CPU_CAPABILITY=$1 TORCHINDUCTOR_CACHE_DIR=$PWD/$2 venv/bin/python program.py
}
right="9 9  320 320  1000 1000  "
wrong="9 8  320 160  1000 504  "
status=0
expect() { # what was asked for, expected, seen
    echo "$1: $3"
    [ "$2" = "$3" ] || { echo "expected $2" >&2; status=1; }
}
expect "avx2, a cache of its own   " "$right" "$(compiled avx2 narrow)"
expect "avx512, a cache of its own " "$right" "$(compiled avx512 shared)"
expect "avx2, the cache of avx512  " "$wrong" "$(compiled avx2 shared)"
expect "avx512, the same cache     " "$right" "$(compiled avx512 shared)"
exit $status
