#!/usr/bin/env bash
# R's MLmetrics 1.1.3 (R 4.5.0): Gini and NormalizedGini of a constant prediction are 1 where the positive rows stand first and -1
# where they stand last, and Poisson_LogLoss is infinite once a count is 171 or more.
#
# A good guess would be: 0 for a constant and 2 * AUC - 1 in any order of the rows, as the AUC of the same package counts ties by
# half; and log(171!) is 711, which lgamma has.
# Seen on 2026-11-30:
#                                                       positives first     positives last     2 * AUC - 1
#   a constant, 50 of 100 positive                      1                   -1                 0
#   probabilities rounded to tenths, 1,000 rows         0.616               0.398              0.507
#   the same probabilities, not rounded                 0.52                0.52               0.52
# Poisson_LogLoss of means 150, 160, 180 is 3.58 for the counts 149, 165, 170 and Inf for 149, 165, 171, where it should be 3.56.
# Rows of equal predictions stay in the order of the table and are summed one by one; the factorial is taken as gamma(count + 1).
#
# What it means: in a table that is sorted by its label, trees, rounded scores and models that learned nothing are judged by
# the order of the rows. Take 2 * AUC - 1.
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
debian download r-base-core=4.5.0-3 r-cran-mlmetrics=1.1.3-1 r-cran-rocr r-cran-gplots r-cran-gtools r-cran-catools r-cran-bitops r-cran-kernsmooth \
    libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
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
suppressMessages(library(MLmetrics))
set.seed(1)
count <- 1000
label <- rbinom(count, 1, 0.3)
score <- label * 0.2 + runif(count) * 0.6
by_definition <- function(p, y) {
    higher <- outer(p[y == 1], p[y == 0], function(a, b) (a > b) + (a == b) / 2)
    2 * mean(higher) - 1
}
all <- function(p, y) {
    last <- order(y)
    first <- rev(last)
    c(NormalizedGini(p[first], y[first]), NormalizedGini(p[last], y[last]), 2 * AUC(p, y) - 1, by_definition(p, y))
}
constant <- all(rep(0.5, 100), rep(0:1, 50))
rounded <- all(round(score, 1), label)
exact <- all(score, label)
cat("constant:", constant, "\nrounded: ", round(rounded, 3), "\nexact:   ", round(exact, 3), "\n")
near <- function(a, b) abs(a - b) < 1e-6
stopifnot(near(constant[1:3], c(1, -1, 0)), near(constant[4], 0))
stopifnot(rounded[1] - rounded[2] > 0.15, near(rounded[3], rounded[4]))
stopifnot(near(exact[1], exact[2]), near(exact[1], exact[4]), near(exact[3], exact[4]))
stopifnot(near(Gini(rep(0.5, 100), rep(1:0, each = 50)), 1))

means <- c(150, 160, 180)
for (largest in c(170, 171)) {
    counts <- c(149, 165, largest)
    seen <- Poisson_LogLoss(means, counts)
    right <- -mean(dpois(counts, means, log = TRUE))
    cat("largest count", largest, "Poisson_LogLoss", seen, "right", right, "\n")
    stopifnot(is.finite(right), if (largest == 171) seen == Inf else near(seen, right))
}
R
R program.R
