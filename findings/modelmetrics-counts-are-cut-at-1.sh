#!/usr/bin/env bash
# R's ModelMetrics 1.2.2.2 (R 4.5.0): the Poisson log loss takes every predicted count above 1 for 1: all models of counts that
# predict more than 1 have the same loss, a useful one and a useless one.
#
# A good guess would be: the mean of -log(dpois(count, predicted)), as the result is right for predictions below 1, to which the
# clipping at 1e-15 belongs.
# Seen on 2026-11-30, logLoss(counts, predicted, distribution = "poisson"):
#   counts 2, 6, 9, 2, 11, predicted        seen       right
#   3, 5, 8, 2, 10                          8.654      1.797
#   30, 50, 80, 20, 100                     8.654      38.38
#   1, 1, 1, 1, 1                           8.654      8.654
#   0, 1, 0, 0, 1 and means below 1         right
#   glm of the useful column, new rows      20.60      2.38
#   glm of a useless column, new rows       20.60      6.06
#   logLoss(glm), the model itself          20.74      2.39 and 5.96
# The cause: predictions are cut to 1e-15 .. 1 - 1e-15, as probabilities are, before the distribution is looked at.
#
# What it means: networks and other models of counts that are chosen or stopped by this loss are chosen at random, and the loss
# is the largest where the fit is the best. Take -mean(dpois(y, predicted, log = TRUE)).
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
debian download r-base-core=4.5.0-3 r-cran-modelmetrics=1.2.2.2-1+b1 r-cran-rcpp r-cran-data.table \
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
suppressMessages(library(ModelMetrics))
right <- function(counts, means) -mean(dpois(counts, means, log = TRUE))
counts <- c(2, 6, 9, 2, 11)
rows <- list("3, 5, 8, 2, 10" = c(3, 5, 8, 2, 10), "30, 50, 80, 20, 100" = 10 * c(3, 5, 8, 2, 10), "1, 1, 1, 1, 1" = rep(1, 5))
for (name in names(rows)) {
    seen <- logLoss(counts, rows[[name]], distribution = "poisson")
    cat("means", name, "logLoss", seen, "right", right(counts, rows[[name]]), "\n")
    stopifnot(abs(seen - right(counts, rep(1, 5))) < 1e-9)
}
rare <- c(0, 1, 0, 0, 1)
stopifnot(abs(logLoss(rare, c(0.15, 0.25, 0.4, 0.1, 0.5), distribution = "poisson") - right(rare, c(0.15, 0.25, 0.4, 0.1, 0.5))) < 1e-9)

set.seed(1)
x <- rnorm(2000)
other <- rnorm(2000)
y <- rpois(2000, exp(2 + 0.8 * x))
half <- 1:1000
models <- list(useful = glm(y ~ x, poisson, subset = half), useless = glm(y ~ other, poisson, subset = half))
for (name in names(models)) {
    test <- data.frame(x, other)[-half, ]
    means <- predict(models[[name]], test, type = "response")
    seen <- c(logLoss(models[[name]]), logLoss(y[-half], means, distribution = "poisson"))
    good <- c(right(models[[name]]$y, fitted(models[[name]])), right(y[-half], means))
    cat(name, "model: logLoss of the model", seen[1], "right", good[1], "  of new rows", seen[2], "right", good[2], "\n")
    models[[name]] <- c(seen, good)
}
# the behaviour: the useless model is as good as the useful one
stopifnot(abs(models$useless[1:2] - models$useful[1:2]) < 0.01, models$useful[1:2] > 20, models$useful[3:4] < 3, models$useless[3:4] > 4)
R
R program.R
