#!/usr/bin/env bash
# PSPP 2.0.1 of Debian 13 (2.1.2 of Debian's unstable the same): a percentile of EXAMINE that lies before the first case is taken
# between 0 and the smallest value: the 5th percentile of seven values from 1000 to 1060 is 400, of their negatives -424.
#
# A good guess would be: no percentile lies outside of the data; at the ends it is the smallest and the largest value, as
# at the upper end here, as in FREQUENCIES, and as in the definitions that the five methods are named by.
# Seen on 2026-11-30, values 1000, 1010, ..., 1060:
#   method                 1       2       5       10      25       90      99
#   HAVERAGE, the default  80      160     400     800     1010     1060    1060
#   WAVERAGE               70      140     350     700     1007.5   1053    1059.3
#   ROUND                  0       0       0       1000    1010     1050    1060
#   EMPIRICAL, AEMPIRICAL  1000    1000    1000    1000    1010     1060    1060
#   FREQUENCIES            1000.6  1001.2  1003    1006    1015     1054    1059.4
# The interquartile range of a group of two cases, 1000 and 1010, is 260 for the same reason.
#
# What it means: with its defaults the 5th percentile of every group of fewer than 19 cases is a number that depends on where the
# unit has its 0, and the 10th of fewer than 9: temperatures in Kelvin and in degrees Celsius have other ones. Use AEMPIRICAL or
# FREQUENCIES.
#
# Needs Python 3 and Debian's package lists; installs what it runs in a temporary folder, from Debian 13; fails when the behaviour
# changes. For 2.1.2: suite=sid version=2.1.2-1.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
suite=${suite:-trixie} version=${version:-2.0.1-1+b1}
mkdir -p apt/parts apt/lists/partial apt/cache/archives/partial
: >apt/status
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | sort -u | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main" >apt/sources.list
debian() {
    apt-get -qq -o Dir::Etc::SourceList="$PWD/apt/sources.list" -o Dir::Etc::SourceParts="$PWD/apt/parts" \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts="$PWD/apt/parts" -o Dir::State::Lists="$PWD/apt/lists" \
        -o Dir::State::Status="$PWD/apt/status" -o Dir::Cache="$PWD/apt/cache" -o APT::Sandbox::User=root \
        -o APT::Install-Recommends=false -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}
debian update
# of all that the package depends on, what the command line program loads
debian --print-uris -y install "pspp=$version" | sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" |
    grep -E "^(zlib1g|lib(atomic1|blkid1|brotli1|bz2-1|c6|cairo2|cap2|datrie1|expat1|ffi8|fontconfig1|freetype6|fribidi0|gcc-s1|glib2|\
graphite2|gsl28|gslcblas0|harfbuzz0b|icu|lz4|lzma5|mount1|pango|pcre2-8|pixman|png16|readline8|selinux1|systemd0|thai0|tinfo6|x11-6|\
xau6|xcb|xdmcp6|xext6|xml2|xrender1|zstd1))" >names
mapfile -t names <names
debian download "pspp=$version" "${names[@]}"
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
pspp() { root/usr/lib64/ld-linux-x86-64.so.2 --library-path "$lib:$lib/pspp" root/usr/bin/pspp -O format=csv "$1"; }
pspp --version | head -n 1
cat >program.sps <<'PSPP'
DATA LIST LIST NOTABLE /x.
BEGIN DATA
1000
1010
1020
1030
1040
1050
1060
END DATA.
EXAMINE x /STATISTICS=NONE /PERCENTILES(1,2,5,10,25,90,99)=HAVERAGE.
EXAMINE x /STATISTICS=NONE /PERCENTILES(1,2,5,10,25,90,99)=WAVERAGE.
EXAMINE x /STATISTICS=NONE /PERCENTILES(1,2,5,10,25,90,99)=ROUND.
EXAMINE x /STATISTICS=NONE /PERCENTILES(1,2,5,10,25,90,99)=EMPIRICAL.
EXAMINE x /STATISTICS=NONE /PERCENTILES(1,2,5,10,25,90,99)=AEMPIRICAL.
COMPUTE x = -x.
EXAMINE x /STATISTICS=NONE /PERCENTILES(1,2,5,10,25,90,99)=HAVERAGE.
COMPUTE x = -x.
FREQUENCIES x /FORMAT=NOTABLE /STATISTICS=MEDIAN /PERCENTILES=1 2 5 10 25 90 99.
SELECT IF x <= 1010.
EXAMINE x /STATISTICS=DESCRIPTIVES.
PSPP
pspp program.sps >program.csv
python3 - <<'PYTHON'
import csv
import math

x, shares = list(range(1000, 1061, 10)), (0.01, 0.02, 0.05, 0.1, 0.25, 0.9, 0.99)


def between(place, values):
    """The value at a place counted from 1, in a straight line between two, and the ends beyond them."""
    place = min(max(place, 1), len(values))
    low = math.floor(place)
    return values[low - 1] + (place - low) * (values[min(low, len(values) - 1)] - values[low - 1])


def mean_at_steps(share, values):
    place = share * len(values)
    low = math.floor(place)
    return values[low] if place > low else (values[max(low, 1) - 1] + values[min(low, len(values) - 1)]) / 2


right = {
    "HAVERAGE": lambda p, v: between(p * (len(v) + 1), v),
    "WAVERAGE": lambda p, v: between(p * len(v), v),
    "ROUND": lambda p, v: between(math.floor(p * len(v) + 0.5), v),
    "EMPIRICAL": lambda p, v: between(math.ceil(p * len(v)), v),
    "AEMPIRICAL": mean_at_steps,
    "negatives": lambda p, v: between(p * (len(v) + 1), [-value for value in reversed(v)]),
}
lines = list(csv.reader(open("program.csv")))
seen = [[float(number) for number in line[2:]] for line in lines if line[:2] == ["x", "Weighted Average"] and len(line) == 9][:6]
expected = {
    "HAVERAGE": [80, 160, 400, 800], "WAVERAGE": [70, 140, 350, 700], "ROUND": [0, 0, 0, 1000],
    "EMPIRICAL": [1000] * 4, "AEMPIRICAL": [1000] * 4, "negatives": [-84.8, -169.6, -424, -848],
}
for (name, method), row in zip(right.items(), seen):
    good = [round(method(share, x), 2) for share in shares]
    print("%-11s seen %s\n%-11s right %s" % (name, row, "", good))
    assert all(abs(a - b) < 0.01 for a, b in zip(row[4:], good[4:])), "from the 25th on it is right"
    assert all(abs(a - b) < 0.01 for a, b in zip(row, expected[name])), "the behaviour changed"
    if name.endswith("EMPIRICAL"):
        assert row == good
    else:
        assert row[2] != good[2] and good[2] in (1000, -1060)
frequencies = [float(line[2]) for line in lines if len(line) == 3 and line[1].isdigit() and line[0] in ("Percentiles", "")]
print("FREQUENCIES", frequencies)
assert len(frequencies) >= 7 and all(1000 <= value <= 1060 for value in frequencies)
iqr = next(float(value) for line in lines if "Interquartile Range" in line for value in line if value[:1].isdigit())
print("interquartile range of 1000 and 1010:", iqr)
assert iqr == 260
PYTHON
