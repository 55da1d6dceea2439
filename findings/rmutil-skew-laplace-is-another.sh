#!/usr/bin/env bash
# R's rmutil 1.1.10 (R 4.5.0): quantiles and random numbers of the skew Laplace distribution are those of another one: what
# qskewlaplace calls the median has 75 % below it with a skewness of 3, and the mean of samples is not that of the density.
#
# A good guess would be: pskewlaplace of qskewlaplace is p, and draws have the mean of the density.
# Seen on 2026-11-30, m = 0, s = 1, by the skewness f:
#   f       quantiles .05 .3 .5 .7 .95 have, by pskewlaplace      mean of a million drawn     right
#   0.5     .05  .277  .5    .7    .95                            1.447                       1.5
#   1       .05  .3    .5    .7    .95                            -0.001                      0
#   3       .05  .3    .753  .797  .95                            -2.483                      -2.667
# With f = 3 the quantile jumps at 0.5 from -1.76 to -0.54: nothing between them is ever drawn. The density and the distribution
# agree. The cause: the two branches of the quantile meet at f^2 / (1 + f^2), the share below m, and not at 0.5.
#
# What it means: medians and intervals of a skewed error that was fitted by dskewlaplace, as a loss for quantiles is, do not hold
# what they say, and tests by simulation are tests of a distribution with a hole. Invert pskewlaplace, or draw m plus f times one
# exponential minus another divided by f.
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
debian download r-base-core=4.5.0-3 r-cran-rmutil=1.1.10-1 \
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
suppressMessages(library(rmutil))
right_quantile <- function(p, m, s, f) {
    below <- f^2 / (1 + f^2)
    ifelse(p < below, m + f * s * log(p / below), m - s / f * log((1 + f^2) * (1 - p)))
}
p <- c(0.05, 0.3, 0.5, 0.7, 0.95)
for (f in c(0.5, 1, 3)) {
    whole <- integrate(function(x) dskewlaplace(x, 0, 1, f), -60, 0)$value + integrate(function(x) dskewlaplace(x, 0, 1, f), 0, 60)$value
    middle <- integrate(function(x) x * dskewlaplace(x, 0, 1, f), -200, 0)$value + integrate(function(x) x * dskewlaplace(x, 0, 1, f), 0, 200)$value
    seen <- qskewlaplace(p, 0, 1, f)
    set.seed(1)
    drawn <- rskewlaplace(1e6, 0, 1, f)
    cat("f", f, "quantiles", signif(seen, 4), "right", signif(right_quantile(p, 0, 1, f), 4), "\n    pskewlaplace of them", signif(pskewlaplace(seen, 0, 1, f), 4),
        "\n    mean of a million drawn", signif(mean(drawn), 4), "right", signif(middle, 4), "  share below 0", signif(mean(drawn < 0), 4), "right", pskewlaplace(0, 0, 1, f),
        "  medians", median(drawn), right_quantile(0.5, 0, 1, f), "\n")
    stopifnot(abs(whole - 1) < 1e-4, abs(pskewlaplace(right_quantile(p, 0, 1, f), 0, 1, f) - p) < 1e-9)
    # the behaviour
    off <- abs(pskewlaplace(seen, 0, 1, f) - p)
    if (f == 1) stopifnot(off < 1e-9, abs(mean(drawn)) < 0.01) else stopifnot(max(off) > 0.02, abs(mean(drawn) - middle) > 0.04)
    if (f == 3) stopifnot(max(off) > 0.2, off[5] < 1e-9)
}
near <- qskewlaplace(c(0.4999, 0.5), 0, 1, 3)
cat("f 3, p 0.4999 and 0.5:", near, "\n")
stopifnot(diff(near) > 1)
R
R program.R
