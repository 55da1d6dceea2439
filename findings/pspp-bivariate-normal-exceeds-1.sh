#!/usr/bin/env bash
# PSPP 2.0.1 of Debian 13 (2.1.2 of Debian's unstable the same): CDF.BVNOR, the probability of two correlated normals, is 6.28 at
# 0, 0 where it is 0.25, and falls to 0 where it should rise to 1; NPDF.BETA is not the slope of NCDF.BETA.
#
# A good guess would be: a probability; the other functions of the family tried here (some 60 of CDF, IDF, PDF, SIG, NCDF) agree
# with R to eight digits, but for the way in which NEGBIN counts, PDF.BVNOR and NCDF.BETA among them.
# Seen on 2026-11-30:
#                                  PSPP       right
#   CDF.BVNOR(0, 0, 0)             6.2832     0.25
#   CDF.BVNOR(0.5, 1, 0.3)         3.5564     0.6093
#   CDF.BVNOR(3, 3, 0.3)           0.0059     0.9973
#   CDF.BVNOR(-8, -8, 0)           1.0e-27    3.9e-31
#   PDF.BVNOR(0.5, 1, 0.3)         0.0990     0.0990
#   NPDF.BETA(0.3, 2, 3, 1)        1.0699     1.5369
#   PDF.BETA(0.3, 2, 3)            1.7640     1.7640
# CDF.BVNOR is the density, but multiplied by 2 pi sqrt(1 - r^2) where that is to be divided by it.
#
# What it means: 1 - CDF.BVNOR, the chance that one of two limits is passed, is negative near the middle and nearly 1 where it
# should be nearly 0. Integrate CDFNORM by hand; take differences of NCDF.BETA.
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
DATA LIST LIST NOTABLE /x y r.
BEGIN DATA
0 0 0
0.5 1 0.3
3 3 0.3
-8 -8 0
END DATA.
COMPUTE cdf = CDF.BVNOR(x, y, r).
COMPUTE pdf = PDF.BVNOR(x, y, r).
COMPUTE beta = NPDF.BETA(0.3, 2, 3, 1).
COMPUTE central = PDF.BETA(0.3, 2, 3).
COMPUTE low = NCDF.BETA(0.2999, 2, 3, 1).
COMPUTE high = NCDF.BETA(0.3001, 2, 3, 1).
FORMATS x TO high (E22.12).
LIST.
PSPP
pspp program.sps >program.csv
python3 - <<'PYTHON'
import csv
import math


def normal(x):
    return math.erfc(-x / math.sqrt(2)) / 2


def density(x):
    return math.exp(-x * x / 2) / math.sqrt(2 * math.pi)


def bivariate(x, y, r, steps=20000):
    """The integral over the first number of its density and the probability of the second, by Simpson's rule."""
    start = min(x, 0) - 12
    width = (x - start) / steps
    value = lambda u: density(u) * normal((y - r * u) / math.sqrt(1 - r * r))
    inner = sum((4 if k % 2 else 2) * value(start + k * width) for k in range(1, steps))
    return (value(start) + inner + value(x)) * width / 3


def beta(x, a, b, noncentral):
    total = 0
    for j in range(100):
        whole = math.exp(math.lgamma(a + j + b) - math.lgamma(a + j) - math.lgamma(b))
        weight = math.exp(-noncentral / 2) * (noncentral / 2) ** j / math.factorial(j)
        total += weight * whole * x ** (a + j - 1) * (1 - x) ** (b - 1)
    return total


rows = [line for line in csv.reader(open("program.csv")) if len(line) == 9]
rows = [[float(number) for number in line] for line in rows[1:]]
assert len(rows) == 4
for x, y, r, cdf, pdf, noncentral, central, low, high in rows:
    right = bivariate(x, y, r)
    print("CDF.BVNOR(%g, %g, %g) %.4g right %.4g, PDF.BVNOR %.4g" % (x, y, r, cdf, right, pdf))
    form = math.exp(-(x * x - 2 * r * x * y + y * y) / 2 / (1 - r * r)) / math.sqrt(1 - r * r) / 2 / math.pi
    assert abs(pdf / form - 1) < 1e-9, "the density is right"
    assert abs(cdf / (pdf * 4 * math.pi**2 * (1 - r * r)) - 1) < 1e-9, "the behaviour changed"
    assert abs(right - cdf) > min(right, 0.2)
assert abs(bivariate(0, 0, 0) - 0.25) < 1e-9 and rows[0][3] > 6
slope = (high - low) / 0.0002
print("NPDF.BETA %.4f, slope of NCDF.BETA %.4f, right %.4f; central %.4f" % (noncentral, slope, beta(0.3, 2, 3, 1), central))
assert abs(slope - beta(0.3, 2, 3, 1)) < 1e-4 and abs(central - beta(0.3, 2, 3, 0)) < 1e-9
assert abs(noncentral - 1.0699) < 1e-4, "the behaviour changed"
PYTHON
