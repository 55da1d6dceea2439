#!/usr/bin/env bash
# R's RcppRoll 0.3.1 (R 4.5.0): with weights roll_sd and roll_var are the deviation and the variance of the numbers times their
# weights: of a constant 100 the deviation is 43.3 instead of 0, and the mean beside it is right.
#
# A good guess would be: the deviation of the window in which the number of weight 2 stands twice, or that with another divisor;
# 0 for a constant, and the same for numbers that are shifted.
# Seen on 2026-11-30, windows of 3 with weights 1, 2, 1, 1,000 numbers of deviation 1, the mean of all deviations:
#   mean of the numbers     with weights     right     without weights     of the constant
#   0                       0.978            0.857     0.941 (right)       0
#   5                       2.254            0.857     0.941               2.165
#   100                     43.30            0.857     0.941               43.30
#   10,000                  4330.1           0.857     0.941               4330.1
# roll_mean and roll_median of 1 to 6 are right; roll_max of the constant 5 is 7.5 and roll_min 3.75, numbers that do not occur.
#
# What it means: a band of two deviations around a weighted rolling mean, as features of a series are made, says how far the
# series is from 0 and not how much it varies. Take roll_mean of x^2 of the centred series, with the same weights.
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
debian download r-base-core=4.5.0-3 r-cran-rcpproll=0.3.1-1 r-cran-rcpp \
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
library(RcppRoll)
weights <- c(1, 2, 1)
rolled <- function(x, f) sapply(seq_len(length(x) - 2), function(i) f(x[i + 0:2]))
# by definition: of the window in which the middle number stands twice
twice <- function(f) function(v) f(rep(v, weights))
set.seed(1)
noise <- rnorm(1000)
seen <- list()
for (offset in c(0, 5, 100, 10000)) {
    x <- noise + offset
    found <- c(roll_mean(x, 3, weights = weights)[1], mean(roll_sd(x, 3, weights = weights)), mean(roll_sd(x, 3)), roll_sd(rep(offset, 3), 3, weights = weights))
    right <- c(rolled(x, twice(mean))[1], mean(rolled(x, twice(sd))), mean(rolled(x, sd)), 0)
    cat("mean", offset, " first mean", found[1], "right", right[1], "  mean of the deviations", found[2], "right", right[2],
        "  without weights", found[3], "right", right[3], "  of a constant", found[4], "right", right[4], "\n")
    stopifnot(abs(found[1] - right[1]) < 1e-9, abs(found[3] - right[3]) < 1e-6)
    # the behaviour: the deviation of the numbers times their weights
    stopifnot(abs(roll_sd(x, 3, weights = weights) - rolled(x, function(v) sd(v * weights * 3 / 4))) < 1e-6)
    if (offset >= 5) stopifnot(found[2] > offset / 3, found[4] > offset / 3, right[2] < 1)
}
for (name in c("roll_median", "roll_max", "roll_min")) {
    plain <- get(sub("roll_", "", name))
    cat(name, "of 1 to 6:", get(name)(1:6, 3, weights = weights), "right", rolled(1:6, twice(plain)), "\n")
}
stopifnot(roll_max(rep(5, 3), 3, weights = weights) == 7.5, roll_min(rep(5, 3), 3, weights = weights) == 3.75)
stopifnot(abs(roll_var(rep(5, 3), 3, weights = weights) - 4.6875) < 1e-12, roll_var(rep(5, 3), 3) == 0)
R
R program.R
