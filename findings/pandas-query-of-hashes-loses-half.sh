#!/usr/bin/env bash
# pandas 3.1.1 with numexpr 2.14.2 installed: `query` and `eval` take numbers of a uint64 column from 2 ** 63 on as negative: of 1,000 hashes
# `query("h >= 0")` keeps 500, and a split at four fifths of their range trains on all and tests on none. Without numexpr it is right.
#
# A good guess would be: all 1,000, as by `df[df.h >= 0]` and engine="python"; numexpr is recommended for speed, and what it has no type for
# was refused ("could not be cast") in earlier versions.
# Seen on 2026-12-01, h = pandas.util.hash_pandas_object(Series(range(1000))), which is uint64:
#   expression                         with numexpr (default)   engine="python"
#   query("h >= 0")                    500 rows                 1000
#   query("h < 14757395258967641000.0"), four fifths of 2 ** 64   1000   796
#   query("h >= 14757395258967641000.0")                          0      204
#   eval("h / 18446744073709551616.0").mean()   -0.006           0.494
#   eval("h + 0") of 2 ** 63           -9223372036854775808.0   9223372036854775808
# No error and no warning; numexpr.evaluate("x") of 2 ** 64 - 1 is -1.
#
# What it means: rows chosen by a hash (splits, samples, buckets), identifiers of 64 bits and counters come out as others once numexpr is
# installed, by whatever package. Write df[df.h >= t], pass engine="python", or shift the hash right by one bit first.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pandas==3.1.1 numpy==2.4.6
cat >"$folder/program.py" <<'PYTHON'
import sys
import warnings

import numpy as np
import pandas as pd

warnings.simplefilter("error")
installed = sys.argv[1] == "with"
hashes = pd.util.hash_pandas_object(pd.Series(range(1000)), index=False).to_numpy()
assert hashes.dtype == np.uint64
table = pd.DataFrame({"h": hashes})
exact = [int(h) for h in hashes]
bound = 14757395258967641000.0
for text, right in [
    ("h >= 0", len(exact)), ("h < %r" % bound, sum(h < bound for h in exact)), ("h >= %r" % bound, sum(h >= bound for h in exact)),
]:
    found, by_python, by_mask = len(table.query(text)), len(table.query(text, engine="python")), int(eval(text, {"h": table.h}).sum())
    print("query(%r): %d rows, by engine='python' %d, by a mask %d" % (text, found, by_python, by_mask))
    assert by_python == by_mask == right
    wrong = sum((h - 2**64 if h >= 2**63 else h) < bound for h in exact) if "<" in text else 0
    if text == "h >= 0":
        wrong = sum(h < 2**63 for h in exact)
    assert found == (wrong if installed else right), "the behaviour changed"
    assert not installed or found != right
share = table.eval("h / 18446744073709551616.0").mean()
print("mean of h / 2 ** 64:", share, "right", sum(exact) / len(exact) / 2**64)
assert abs(share) < 0.05 if installed else abs(share - sum(exact) / len(exact) / 2**64) < 1e-9
few = pd.DataFrame({"h": np.array([5, 2**63, 2**64 - 1], np.uint64)})
found = few.eval("h + 0")
print("h + 0:", found.dtype, found.tolist(), "by Python", few.eval("h + 0", engine="python").tolist())
assert found.tolist() == ([5, -(2.0**63), -1] if installed else [5, 2**63, 2**64 - 1])
assert few.eval("h + 0", engine="python").tolist() == [5, 2**63, 2**64 - 1]
if installed:
    import numexpr

    assert numexpr.evaluate("x", {"x": few.h.to_numpy()}).tolist() == [5, -(2**63), -1]
PYTHON
echo "without numexpr"
"$folder/venv/bin/python" "$folder/program.py" without
"$folder/venv/bin/pip" install --quiet numexpr==2.14.2
echo "with numexpr"
"$folder/venv/bin/python" "$folder/program.py" with
