#!/usr/bin/env bash
# R's timeDate 4041.110 (R 4.5.0), and fBasics which hands its functions on: skewness(x, method = "fisher") of 10,000 normal numbers
# around 100 is 1.00 and kurtosis(x, method = "fisher") -2.00, where both are 0: the mean is not subtracted.
#
# A good guess would be: Fisher's unbiased G1 and G2 "under the assumption of normal data", as SAS, SPSS and Excel give them; they do
# not depend on the mean, as method = "moment" of the same functions does not.
# Seen on 2026-12-01:
#                                         skewness "fisher"     G1          kurtosis "fisher"     G2
#   normal around 0                       -0.0429               -0.0235     -0.0348               -0.0354
#   normal around 100                      1.0003               -0.0235     -2.0000               -0.0354
#   normal around -100                    -1.0003               -0.0235     -2.0000               -0.0354
#   exponential                            2.09                  1.94        2.76                 5.56
# and 1, 2, 3, 4, 100 has 3.32 instead of 2.23.
#
# What it means: any column far from zero is said to be skewed to the right by 1 with short tails, so that a transform by it is
# wrong, and a returns series with a drift looks skewed. Subtract the mean beforehand, or take method = "moment".
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
mapfile -t names < <(debian --print-uris -y install r-cran-timedate=4041.110-1 | sed -n "s/^'[^']*' \(r-cran-[^_]*\)_.*/\1/p")
debian download r-base-core=4.5.0-3 r-cran-timedate=4041.110-1 "${names[@]}" \
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
suppressMessages(library(timeDate))
set.seed(1)
# the textbook's G1 and G2
g1 <- function(x) { n <- length(x); d <- x - mean(x); sqrt(n * (n - 1)) / (n - 2) * mean(d^3) / mean(d^2)^1.5 }
g2 <- function(x) { n <- length(x); d <- x - mean(x); (n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * (mean(d^4) / mean(d^2)^2 - 3) + 6) }
u <- rnorm(10000)
cases <- list("around 0" = u, "around 100" = u + 100, "around -100" = u - 100, "exponential" = rexp(10000), "1, 2, 3, 4, 100" = c(1, 2, 3, 4, 100))
for (name in names(cases)) {
    x <- cases[[name]]
    cat(sprintf("%-16s skewness fisher %.4f, G1 %.4f, of x - mean %.4f; kurtosis fisher %.4f, G2 %.4f, of x - mean %.4f\n", name,
                skewness(x, method = "fisher"), g1(x), skewness(x - mean(x), method = "fisher"),
                kurtosis(x, method = "fisher"), g2(x), kurtosis(x - mean(x), method = "fisher")))
    # the behaviour; without the mean it is right
    stopifnot(abs(skewness(x - mean(x), method = "fisher") - g1(x)) < 1e-6, abs(kurtosis(x - mean(x), method = "fisher") - g2(x)) < 1e-6)
}
for (sign in c(-1, 1)) {
    x <- u + 100 * sign
    stopifnot(abs(skewness(x, method = "fisher") - sign) < 0.01, abs(g1(x)) < 0.1)
    stopifnot(abs(kurtosis(x, method = "fisher") + 2) < 0.01, abs(g2(x)) < 0.1, abs(skewness(x, method = "moment")) < 0.1)
}
R
R program.R
