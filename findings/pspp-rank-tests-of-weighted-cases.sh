#!/usr/bin/env bash
# PSPP 2.0.1 of Debian 13 (2.1.2 of Debian's unstable the same): after WEIGHT BY, NPAR TESTS adds the rank of a row of n cases
# once and divides by n: Mann-Whitney's U is -4648, Kruskal-Wallis' chi-square -602, the mean of a Kolmogorov-Smirnov test .10
# instead of 2.5. RELIABILITY passes over the weights.
#
# A good guess would be: as for the same table with each row written n times, which is what WEIGHT is for, and what
# DESCRIPTIVES, CORRELATIONS, T-TEST, RANK, CROSSTABS, NPAR TESTS' WILCOXON, SIGN, FRIEDMAN, MEDIAN do.
# Seen on 2026-11-30, scores 1, 2, 3, 4 of 10, 20, 30, 40 persons in group 1 and of 40, 30, 20, 10 in group 2:
#                                       eight rows with a weight     two hundred rows      right
#   mean ranks of the groups            4.02, 4.02                   125.50, 75.50         125.5, 75.5
#   Mann-Whitney U, Z                   -4648, -23.57                2500, -6.31           2500, -6.31
#   Kruskal-Wallis chi-square, p        -602.04, 1.000               39.80, .000           39.80
#   Kolmogorov-Smirnov (normal): mean   .10                          2.50                  2.5
#   RANK: ranks of group 1              25.5, 75.5, 125.5, 175.5     the same              the same
#   RELIABILITY: N, alpha               8, .00                       200, -1.00            -1
# The rank of each row is right (25.5 to 175.5 add up to 402): it goes into the sum once, and the sum is divided by the 100
# persons; so it is with the mean, 20 / 200.
#
# What it means: a table of counts, as most published ones are, gets a p value of .000 by one test and of 1.000 by the other of
# the same hypothesis, whatever is in it. Write each row as often as it counts (LOOP and XSAVE), or take the ranks of RANK.
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
cat >weighted.sps <<'PSPP'
DATA LIST LIST NOTABLE /score group persons.
BEGIN DATA
1 1 10
2 1 20
3 1 30
4 1 40
1 2 40
2 2 30
3 2 20
4 2 10
END DATA.
WEIGHT BY persons.
NPAR TESTS /MANN-WHITNEY=score BY group(1,2).
NPAR TESTS /KRUSKAL-WALLIS=score BY group(1,2).
NPAR TESTS /KOLMOGOROV-SMIRNOV(NORMAL)=score.
RELIABILITY /VARIABLES=score group.
DESCRIPTIVES score.
RANK score (A) /RANK INTO ranks.
LIST score ranks.
PSPP
python3 - <<'PYTHON'
import re

text = open("weighted.sps").read()
rows = re.findall(r"^(\d) (\d) (\d+)$", text, re.M)
long = "\n".join("%s %s 1" % row[:2] for row in rows for _ in range(int(row[2])))
text = re.sub(r"(?s)(BEGIN DATA\n).*(\nEND DATA)", lambda match: match[1] + long + match[2], text)
open("long.sps", "w").write(text.replace("WEIGHT BY persons.\n", ""))
PYTHON
pspp weighted.sps | tee weighted.csv | grep -vE '^$|^Table'
pspp long.sps >long.csv
python3 - <<'PYTHON'
import csv
import math

low, high = [10, 20, 30, 40], [40, 30, 20, 10]
# by definition, of the counts of the scores 1 to 4
u = sum(low[i] * high[j] * (1 if i < j else 0.5 if i == j else 0) for i in range(4) for j in range(4))
count = 200
ties = sum((a + b) ** 3 - (a + b) for a, b in zip(low, high))
deviation = math.sqrt(100 * 100 / 12 * (count + 1 - ties / count / (count - 1)))
right = {"U": u, "Z": (u - 5000) / deviation, "chi": ((u - 5000) / deviation) ** 2}
print("by definition:", right)


def read(name):
    lines = list(csv.reader(open(name)))
    after = lambda title, step: next(lines[i + step] for i, line in enumerate(lines) if line and line[0] == title)
    starts = lambda start: next(line for line in lines if line[: len(start)] == start)
    u = next(lines[i + 1] for i, line in enumerate(lines) if "Mann-Whitney U" in line)
    mean = next(line[-1] for line in lines if line[:2] == ["Normal Parameters", "Mean"])
    return {
        "ranks": [float(line[3]) for line in lines if len(line) == 5 and line[1] in ("1.00", "2.00") and line[2] == "100"],
        "U": float(u[1]),
        "Z": float(u[3]),
        "chi": float(starts(["Chi-Square"])[1]),
        "p": float(starts(["Asymp. Sig."])[1]),
        "KS mean": float(mean),
        "alpha": float(after("Cronbach's Alpha", 1)[0]),
        "N": float(starts(["Valid"])[1]),
        "RANK": sorted({float(line[1]) for line in lines if len(line) == 2 and line[0] in ("1.00", "2.00", "3.00", "4.00")}),
    }


weighted, long = read("weighted.csv"), read("long.csv")
print("weighted:", weighted)
print("long:    ", long)
for key in "U", "Z", "chi":
    assert abs(long[key] - right[key]) < 0.01
assert long["ranks"] == [125.5, 75.5] and long["KS mean"] == 2.5 and long["alpha"] == -1 and long["N"] == 200
assert weighted["RANK"] == long["RANK"] == [25.5, 75.5, 125.5, 175.5], "RANK is right"
assert weighted["ranks"] == [4.02, 4.02] and weighted["U"] == -4648 and weighted["Z"] == -23.57, "the behaviour changed"
assert weighted["chi"] == -602.04 and weighted["p"] == 1 and weighted["KS mean"] == 0.1
assert weighted["N"] == 8 and abs(weighted["alpha"]) < 1e-9
PYTHON
