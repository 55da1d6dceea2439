#!/usr/bin/env bash
# R's VGAM 1.1-13 and 1.1-14 (R 4.5.0): the upper tail of the triangular distribution rises where it should fall, from 0.99 to 0.75
# and up to 1.48, and the logarithm of the distribution function of Huber's law is positive above the middle: probabilities of 1.23.
#
# A good guess would be: ptriangle(q, lower.tail = FALSE) is 1 - ptriangle(q), and exp(phuber(q, log.p = TRUE)) is phuber(q), as for
# R's own distributions and for most of the 60 others here.
# Seen on 2026-11-30, triangle from 1 to 5 with its top at 2; Huber's law with the default k:
#   q                                  1.2      2       2.5     3       4.5      5
#   ptriangle                          0.01     0.25    0.479   0.667   0.979    1
#   ptriangle, lower.tail = FALSE      0.99     0.75    0.979   1.167   1.479    0
#   right                              0.99     0.75    0.521   0.333   0.021    0
#   q                                           -3      -1      0       1        3
#   phuber                                      0.040   0.227   0.5     0.773    0.960
#   exp(phuber(log.p = TRUE))                   0.040   0.227   0.5     1.227    1.040
#   exp of the upper tail                       1.040   1.227   1.5     0.227    0.040
# With the top in the middle, the tail at q is 1 - the right one: 0.97 instead of 0.03 at 4.5 for a top at 3.
# The causes: a plus for a minus in the part above the top, and log1p(+p) for log1p(-p).
#
# What it means: a p-value, a reliability or a risk of delay by the triangular law, which is the one for estimates of three points,
# says "nearly sure" of what hardly happens, and a likelihood of censored rows by Huber's law has no maximum. Take 1 - ptriangle(q)
# and log(phuber(q)).
#
# Needs Debian's package lists; installs what it runs in a temporary folder, from Debian 13; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p apt/parts apt/lists/partial apt/cache/archives/partial
: >apt/status
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | sort -u | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror trixie main" >apt/sources.list
debian() {
    apt-get -qq -o Dir::Etc::SourceList="$PWD/apt/sources.list" -o Dir::Etc::SourceParts="$PWD/apt/parts" \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts="$PWD/apt/parts" -o Dir::State::Lists="$PWD/apt/lists" \
        -o Dir::State::Status="$PWD/apt/status" -o Dir::Cache="$PWD/apt/cache" -o APT::Sandbox::User=root \
        -o APT::Install-Recommends=false -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}
debian update
debian download r-base-core=4.5.0-3 r-cran-vgam=1.1-13-1 libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
    libgssapi-krb5-2 libicu76 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 liblapack3 liblzma5 libpcre2-8-0 libquadmath0 \
    libreadline8t64 libstdc++6 libtinfo6 libtirpc3t64 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
export R_HOME=$PWD/root/usr/lib/R R_SHARE_DIR=$PWD/root/usr/share/R/share R_LIBS=$PWD/root/usr/lib/R/site-library LC_ALL=C EDITOR=vi
cp --remove-destination root/etc/R/* "$R_HOME/etc/"
R() {
    root/usr/lib64/ld-linux-x86-64.so.2 --library-path "$R_HOME/lib:$lib:$lib/blas:$lib/lapack" "$R_HOME/bin/exec/R" \
        --vanilla --no-echo -f "$1"
}
cat >program.R <<'R'
suppressPackageStartupMessages(library(VGAM))
q <- c(1.2, 2, 2.5, 3, 4.5, 5)
below <- ptriangle(q, 2, 1, 5)
above <- ptriangle(q, 2, 1, 5, lower.tail = FALSE)
density <- function(x) ifelse(x < 2, 2 * (x - 1) / 4, 2 * (5 - x) / 12)
right <- sapply(q, function(v) integrate(density, 1, min(v, 2))$value + if (v > 2) integrate(density, 2, v)$value else 0)
print(rbind(q, below, above, right = 1 - right))
stopifnot(abs(below - right) < 1e-6, abs(dtriangle(q, 2, 1, 5) - density(q)) < 1e-9)
# the behaviour
stopifnot(abs(above[3:5] - c(0.9791667, 1.1666667, 1.4791667)) < 1e-6, abs(above[c(1, 2, 6)] - (1 - right)[c(1, 2, 6)]) < 1e-9)
middle <- ptriangle(4.5, 3, 1, 5, lower.tail = FALSE)
cat("top at 3, tail at 4.5:", middle, "right", 1 - ptriangle(4.5, 3, 1, 5), "\n")
stopifnot(abs(middle - ptriangle(4.5, 3, 1, 5)) < 1e-9, middle > 0.9)
stopifnot(abs(exp(ptriangle(q[1:5], 2, 1, 5, log.p = TRUE)) - below[1:5]) < 1e-9, abs(qtriangle(below[1:5], 2, 1, 5) - q[1:5]) < 1e-6)

q <- c(-3, -1, 0, 1, 3)
below <- phuber(q)
seen <- exp(phuber(q, log.p = TRUE))
tail <- exp(phuber(q, lower.tail = FALSE, log.p = TRUE))
print(rbind(q, below, above = phuber(q, lower.tail = FALSE), seen, tail))
right <- sapply(q, function(v) integrate(dhuber, -Inf, v, rel.tol = 1e-9)$value)
stopifnot(abs(below - right) < 1e-5, abs(phuber(q, lower.tail = FALSE) - (1 - right)) < 1e-5)
# the behaviour
stopifnot(abs(seen[1:3] - below[1:3]) < 1e-9, abs(seen[4:5] - (2 - below[4:5])) < 1e-9, abs(tail[1:3] - (1 + below[1:3])) < 1e-9)
# others are right
for (upper in c(TRUE, FALSE)) stopifnot(
    abs(exp(plaplace(q, lower.tail = !upper, log.p = TRUE)) - plaplace(q, lower.tail = !upper)) < 1e-9,
    abs(plaplace(q, lower.tail = FALSE) - (1 - plaplace(q))) < 1e-9)
R
R program.R
