#!/usr/bin/env bash
# PSPP 2.0.1 of Debian 13 (2.1.2 of Debian's unstable the same): CORRELATIONS of 1, 2, 3, 4, 5 and a column of mean 1000000000 and
# deviation 2 is -49.950 with a significance of .000; with the two named in the other order it is .917, which is right.
#
# A good guess would be: a number between -1 and 1, the same in both orders; DESCRIPTIVES has the right deviation of the column.
# Seen on 2026-11-30, five rows, .917 and an error of 1.02 in each case in exact fractions:
#   CORRELATIONS a late                                    -49.950
#   CORRELATIONS late a                                    .917
#   CORRELATIONS a times, times = 1760000000 + 1.1 * a     -37.147 (1 is right), in the other order 1.000
#   CORRELATIONS a late, the column ten times smaller      .705
#   REGRESSION of y on 1760000000 + a                      R 1.00, error 0, coefficient 0
#   REGRESSION of y + 1000000000 on a                      R .13, error 18.32
# CORRELATIONS, and FACTOR, take the mean of the variable that is named last off both; the rounding of that mean is then
# multiplied by a thousand million. REGRESSION sums the squares and products of the numbers as they are.
#
# What it means: with times in seconds over a minute, in milliseconds over hours, or identifiers, one order of the variables is
# right and the other is anything; where it falls between -1 and 1 nothing shows it. Subtract a constant from such a column first.
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
DATA LIST LIST NOTABLE /a y.
BEGIN DATA
1 9.9
2 10.3
3 13
4 12.2
5 15.4
END DATA.
COMPUTE late = y + 1000000000.
COMPUTE earlier = y + 100000000.
COMPUTE times = 1760000000 + a * 1.1.
COMPUTE seconds = 1760000000 + a.
CORRELATIONS a WITH y.
CORRELATIONS a WITH late.
CORRELATIONS late WITH a.
CORRELATIONS a WITH earlier.
CORRELATIONS earlier WITH a.
CORRELATIONS a WITH times.
CORRELATIONS times WITH a.
DESCRIPTIVES late.
REGRESSION /VARIABLES=a /DEPENDENT=y /STATISTICS=COEFF R.
REGRESSION /VARIABLES=seconds /DEPENDENT=y /STATISTICS=COEFF R.
REGRESSION /VARIABLES=a /DEPENDENT=late /STATISTICS=COEFF R.
PSPP
pspp program.sps | tee program.csv | grep -E '^[^,]*,Pearson|^R,|^[0-9.]*,[0-9.]*,|^late,5'
python3 - <<'PYTHON'
import csv
from fractions import Fraction

a, y = [1, 2, 3, 4, 5], [Fraction(number) for number in ("9.9", "10.3", "13", "12.2", "15.4")]
for start in 0, 1000000000:
    x = [start + number for number in y]
    dx, dy = [n - sum(x) / 5 for n in x], [n - 3 for n in a]
    right = float(sum(p * q for p, q in zip(dx, dy)) / 10) / (float(sum(p * p for p in dx)) / 10) ** 0.5
    print("from %d in fractions: %.6f" % (start, right))
    assert abs(right - 0.917412) < 1e-6
lines = list(csv.reader(open("program.csv")))
seen = [float(line[2]) for line in lines if len(line) == 3 and line[1] == "Pearson Correlation"]
names = ["a y", "a late", "late a", "a earlier", "earlier a", "a times", "times a"]
print(dict(zip(names, seen)))
assert seen == [0.917, -49.95, 0.917, 0.705, 0.917, -37.147, 1], "the behaviour changed"
deviation = next(float(line[3]) for line in lines if len(line) == 6 and line[0] == "late" and line[1] == "5")
assert deviation == 2.22
models = [[float(number) for number in lines[i + 1]] for i, line in enumerate(lines) if line[:1] == ["R"]]
print("R, R square, adjusted, error:", *models)
assert [models[0][0], models[0][3]] == [0.92, 1.02]
assert models[1][0] == 1 and models[1][3] < 1e-9 and [models[2][0], models[2][3]] == [0.13, 18.32], "the behaviour changed"
PYTHON
