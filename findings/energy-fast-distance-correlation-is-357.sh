#!/usr/bin/env bash
# R's energy 1.7-12 (R 4.5.0): dcor2d, the fast distance correlation for two columns, is -7.4 or 357 where it is 0.002, as soon as
# both columns lie far from 0: of two independent columns of deviation 1 and mean 100,000,000 it is -7.4, of mean 1,000,000,000 357.
#
# A good guess would be: what dcor and bcdcor of the same package say, which are exact for any mean; distances do not change when a
# column is shifted. The help page says that dcor2d computes the same in n log n steps.
# Seen on 2026-11-30, 1,000 rows of deviation 1, both columns shifted by the same; dcor2d is the square:
#   mean             independent: dcor2d    dcor^2      y = x + noise: dcor2d    dcor^2      type "U"    bcdcor
#   0                0.0020                 0.0020      0.459                    0.459       0.457       0.457
#   1,000,000        0.0033                 0.0020      0.463                    0.459       0.461       0.457
#   30,000,000       -0.040                 0.0020      -0.371                   0.459       -0.377      0.457
#   100,000,000      -7.41                  0.0020      -2.83                    0.459       -2.84       0.457
#   1,000,000,000    357                    0.0020      710                      0.459       714         0.457
# One column shifted alone is right to six digits. The cause: the fast way adds up products of the columns, of 10^16 here, and
# subtracts the sums from one another.
#
# What it means: of pairs of times (Unix times within a minute), of coordinates and of prices, the measure that one takes for many
# rows is any number, of either sign, and features that are chosen by it are chosen at random. Centre both columns first.
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
debian download r-base-core=4.5.0-3 r-cran-energy=1.7-12-1 r-cran-rcpp r-cran-boot r-cran-gsl libgsl28 libgslcblas0 libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
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
library(energy)
set.seed(1)
n <- 1000
x <- rnorm(n)
other <- rnorm(n)
y <- x + rnorm(n)
# by the definition: double centred distances
definition <- function(x, y) {
    centred <- function(v) {
        d <- abs(outer(v, v, "-"))
        d - outer(rowMeans(d), colMeans(d), "+") + mean(d)
    }
    a <- centred(x)
    b <- centred(y)
    mean(a * b) / sqrt(mean(a^2) * mean(b^2))
}
for (mean in c(0, 1e6, 3e7, 1e8, 1e9)) {
    seen <- c(dcor2d(x + mean, other + mean), dcor2d(x + mean, y + mean), dcor2d(x + mean, y + mean, "U"))
    right <- c(dcor(x + mean, other + mean)^2, dcor(x + mean, y + mean)^2, bcdcor(x + mean, y + mean))
    cat("mean", mean, "dcor2d", seen, "right", right, "\n")
    stopifnot(abs(right - c(definition(x, other), definition(x, y), 0.457)) < 1e-3)
    # the behaviour
    if (mean == 0) stopifnot(abs(seen - right) < 1e-9)
    if (mean == 1e8) stopifnot(abs(seen) > 1.5)
    if (mean == 1e9) stopifnot(abs(seen) > 100)
    stopifnot(abs(dcor2d(x + mean, y) - right[2]) < 1e-5, abs(dcor2d(x + mean - mean(x + mean), y) - right[2]) < 1e-6)
}
R
R program.R
