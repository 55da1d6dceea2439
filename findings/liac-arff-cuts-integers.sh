#!/usr/bin/env bash
# liac-arff 2.5.0: a column of type INTEGER is cut to whole numbers, 1.5 is 1 and -0.7 is 0, and 9007199254740993 is
# 9007199254740992; its own writer stores 2.7 in such a column, which it reads as 2.
#
# A good guess would be: 1.5, since in ARFF integer is another word for numeric (as real is; SciPy reads all three alike), or an
# error; and all digits of a whole number, since Python's have no end. But the text goes through float and int.
# Seen on 2026-11-30, @ATTRIBUTE a INTEGER:
#   text                 liac-arff          SciPy 1.17.1
#   1.5                  1                  1.5
#   -0.7                 0                  -0.7
#   1e3                  1000               1000
#   9007199254740993     9007199254740992   9007199254740992.0
#   2.7, dumps, loads    2                  2.7
#   with NUMERIC         1.5, -0.7          1.5, -0.7
#
# What it means: ages in years and months, ratings and counts that someone averaged later lose their fractions, with no error, and
# identifiers their last digit. Declare such columns NUMERIC, identifiers STRING.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet liac-arff==2.5.0 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import io

import arff
from scipy.io import arff as other

numbers = ["1.5", "-0.7", "1e3", "9007199254740993"]


def file(kind):
    return "@RELATION r\n@ATTRIBUTE a %s\n@DATA\n%s\n" % (kind, "\n".join(numbers))


for kind in "INTEGER", "NUMERIC", "REAL":
    own = [row[0] for row in arff.loads(file(kind))["data"]]
    right = [row[0] for row in other.loadarff(io.StringIO(file(kind)))[0].tolist()]
    print(kind, "liac-arff", own, "SciPy", right)
    assert right == [float(text) for text in numbers]
    if kind == "INTEGER":
        assert own == [1, 0, 1000, 9007199254740992], "the behaviour changed"
    else:
        assert own == right
text = arff.dumps({"relation": "r", "attributes": [("a", "INTEGER")], "data": [[2.7], [9007199254740993]]})
print(text)
own = [row[0] for row in arff.loads(text)["data"]]
print("read again:", own)
assert "2.7\n9007199254740993\n" in text.replace("\r", "") and own == [2, 9007199254740992], "the behaviour changed"
assert other.loadarff(io.StringIO(text))[0].tolist()[0][0] == 2.7
PYTHON
