#!/usr/bin/env bash
# PSPP 2.0.1 of Debian 13 (2.1.2 of Debian's unstable the same): REGRESSION takes the significance of the constant with n - p
# degrees of freedom, p the number of predictors, beside a confidence interval with the right n - p - 1.
#
# A good guess would be: every coefficient is tested with the residual degrees of freedom, as the predictors beside it are.
# Seen on 2026-11-30, three regressions of five and four rows:
#   rows, predictors     t of the constant     Sig.     right     95 % interval
#   5, 3                 5.01                  .038     .125      -3.50 to 8.04
#   5, 2                 10.84                 .002     .008      1.74 to 4.03
#   4, 1                 3.80                  .032     .063      -.43 to 6.86
# The significances of all predictors are right.
#
# What it means: with few rows for its predictors the constant, and so a dose of 0, a base line or the fixed cost, is called
# significant where its interval in the same row holds 0. At a hundred rows the difference is gone. Go by the interval
# (/STATISTICS=CI).
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
DATA LIST LIST NOTABLE /a b c y.
BEGIN DATA
1 2 5 4.29
2 1 3 4.69
3 5 8 7.39
4 3 1 6.59
5 8 4 9.79
END DATA.
REGRESSION /VARIABLES=a b c /DEPENDENT=y /STATISTICS=COEFF CI.
REGRESSION /VARIABLES=a b /DEPENDENT=y /STATISTICS=COEFF CI.
COMPUTE y = y - 0.37.
SELECT IF a < 5.
REGRESSION /VARIABLES=b /DEPENDENT=y /STATISTICS=COEFF CI.
PSPP
pspp program.sps | tee program.csv | grep -vE '^$|^Table'
python3 - <<'PYTHON'
import csv
import math


def two_sided(t, freedom):
    """The probability that Student's t of 1 to 4 degrees of freedom lies farther from 0 than t."""
    angle = math.atan(abs(t) / math.sqrt(freedom))
    sine, cosine = math.sin(angle), math.cos(angle)
    inside = {1: 2 * angle / math.pi, 2: sine, 3: 2 / math.pi * (angle + sine * cosine), 4: sine * (1 + cosine**2 / 2)}
    return 1 - inside[freedom]


tables, rows = [], (line for line in csv.reader(open("program.csv")) if len(line) == 8)
for line in rows:
    if line[0] == "(Constant)":
        tables.append([])
    if tables and line[0]:
        tables[-1].append([line[0]] + [float(x) for x in line[1:]])
for table, count in zip(tables, (5, 5, 4)):
    freedom = count - len(table)
    for name, b, error, _, t, significance, lower, upper in table:
        right, seen = two_sided(t, freedom), two_sided(t, freedom + 1)
        print("%d rows, %d left: %-10s t %.2f Sig. %.3f right %.3f interval %.2f to %.2f"
              % (count, freedom, name, t, significance, right, lower, upper))
        if name == "(Constant)":
            assert abs(significance - seen) < 0.0015 and right - significance > 0.002, "the behaviour changed"
        else:
            assert abs(significance - right) < 0.0015
for table in tables[0], tables[2]:
    assert table[0][5] < 0.05 and table[0][6] < 0 < table[0][7], "significant, and the interval holds 0"
PYTHON
