#!/usr/bin/env bash
# R's FAdist 2.4 (R 4.5.0): rgev(1000) of the generalized extreme value distribution is one number, a probability beyond the end of the
# distribution is infinite, or 1 where 0 is right, and a density of the generalized Pareto distribution 130,321 where it is 0.
#
# A good guess would be: n random numbers, as rgumbel and R's own functions draw; probabilities from 0 to 1, 0 below the smallest and 1
# above the largest possible number, and a density of 0 outside.
# Seen on 2026-12-01, location 0, scale 1:
#                                                              FAdist          right
#   length of rgev(1000, shape = 0.2)                          1               1000
#   pgev(-100, shape = 0.2), the smallest possible is -5       1               0
#   pgev(100, shape = -0.2), the largest possible is 5         Inf             1
#   dgev(-100, shape = 0.2)                                    2e-8            0
#   pgp(-1, shape = -0.2), the smallest possible is 0          -2.05           0
#   dgp(100, shape = 0.2), the largest possible is 5           130321          0
#   pgev(1, shape = 0), the Gumbel distribution                0.368           0.692
#   qgev(0.5, shape = 0)                                       NaN             0.367
# Inside of their range pgev, qgev, dgev, pgp and dgp are right.
#
# What it means: in data.frame(x = rgev(1000)) the one number is repeated, so that a simulation has no spread, and a fit by likelihood
# prefers parameters under which what was seen is impossible. Draw qgev(runif(n), ...) and set what is outside yourself.
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
mapfile -t names < <(debian --print-uris -y install r-cran-fadist=2.4-2 | sed -n "s/^'[^']*' \(r-cran-[^_]*\)_.*/\1/p")
debian download r-base-core=4.5.0-3 r-cran-fadist=2.4-2 "${names[@]}" \
    libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
    libgssapi-krb5-2 libicu76 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 liblapack3 liblzma5 libpcre2-8-0 libquadmath0 \
    libreadline8t64 libstdc++6 libtinfo6 libtirpc3t64 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
export R_HOME=$PWD/root/usr/lib/R R_SHARE_DIR=$PWD/root/usr/share/R/share LC_ALL=C EDITOR=vi
export R_LIBS=$PWD/root/usr/lib/R/site-library:$PWD/root/usr/lib/R/library
cp --remove-destination root/etc/R/* "$R_HOME/etc/"
R() {
    root/usr/lib64/ld-linux-x86-64.so.2 --library-path "$R_HOME/lib:$lib:$lib/blas:$lib/lapack" "$R_HOME/bin/exec/R" \
        --vanilla --no-echo -f "$1"
}
cat >program.R <<'R'
suppressMessages(library(FAdist))
set.seed(1)
drawn <- rgev(1000, shape = 0.2, scale = 1, location = 0)
cat("rgev(1000):", length(drawn), "number,", drawn, "; rgumbel(1000):", length(rgumbel(1000, 1, 0)), "\n")
stopifnot(length(drawn) == 1, length(rgumbel(1000, 1, 0)) == 1000)
table <- data.frame(x = rgev(1000, 0.2, 1, 0), row = 1:1000)
cat("deviation of a column of 1,000 drawn:", sd(table$x), "of qgev(runif(1000)):", sd(qgev(runif(1000), 0.2, 1, 0)), "\n")
stopifnot(sd(table$x) == 0)
# the textbook's functions
right_pgev <- function(x, k) exp(-pmax(0, 1 + k * x)^(-1 / k))
right_dgp <- function(x, k) ifelse(x < 0 | 1 - k * x < 0, 0, pmax(0, 1 - k * x)^(1 / k - 1))
right_pgp <- function(x, k) ifelse(x < 0, 0, 1 - pmax(0, 1 - k * x)^(1 / k))
x <- c(0.1, 1, 2)
for (k in c(-0.2, 0.2)) {
    stopifnot(all.equal(pgev(x, k, 1, 0), right_pgev(x, k)), all.equal(dgp(x, k, 1), right_dgp(x, k)), all.equal(pgp(x, k, 1), right_pgp(x, k)))
}
cat("pgev(-100, 0.2)", pgev(-100, 0.2, 1, 0), "right", right_pgev(-100, 0.2), "; pgev(100, -0.2)", pgev(100, -0.2, 1, 0), "right",
    right_pgev(100, -0.2), "; dgev(-100, 0.2)", dgev(-100, 0.2, 1, 0), "\n")
cat("pgp(-1, -0.2)", pgp(-1, -0.2, 1), "right", right_pgp(-1, -0.2), "; dgp(100, 0.2)", dgp(100, 0.2, 1), "right", right_dgp(100, 0.2), "\n")
cat("pgev(1, 0)", pgev(1, 0, 1, 0), "right", exp(-exp(-1)), "; qgev(0.5, 0)", qgev(0.5, 0, 1, 0), "\n")
# the behaviour
stopifnot(pgev(-100, 0.2, 1, 0) > 0.99, is.infinite(pgev(100, -0.2, 1, 0)), dgev(-100, 0.2, 1, 0) > 0)
stopifnot(pgp(-1, -0.2, 1) < 0, dgp(100, 0.2, 1) > 100000)
stopifnot(is.nan(qgev(0.5, 0, 1, 0)), abs(pgev(1, 0, 1, 0) - exp(-exp(-1))) > 0.1)
R
R program.R
