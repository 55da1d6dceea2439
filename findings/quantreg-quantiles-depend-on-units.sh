#!/usr/bin/env bash
# R's quantreg 6.1 (R 4.5.0): method = "fn" of rq, the one for many rows, stops by an absolute tolerance: of a target in units of
# 1e-9 the line of the 0.1 quantile has half of the rows below it, and that of the 0.9 quantile all of them.
#
# A good guess would be: the same line in other units, as quantiles have no scale: rq(y * 1e-9) is 1e-9 times rq(y). method = "br",
# the default, does so, to 1e-12 and below.
# Seen on 2026-11-30, 1,000 rows of y = 1 + 2x + noise of deviation 0.3, and y times a scale; share of the rows below the line:
#   method, scale       tau 0.1    tau 0.5    tau 0.9    intercept and slope for 0.9, divided by the scale
#   br, 1 to 1e-12      0.10       0.50       0.90       1.388, 2.012
#   fn, 1               0.10       0.50       0.90       1.388, 2.012
#   fn, 1e-8            0.04       0.50       0.96       1.546, 2.015
#   fn, 1e-9            0.50       0.50       1.00       3.927, 2.014
#   fn, 1e-12           0.50       0.50       0.50       0.989, 2.006 (least squares)
#   fn, 1e-12, eps = 1e-20                    0.90       1.388, 2.012
# "pfn" is off likewise, and rqss, which knows no other method, has 0.2 % below its 0.1 and 99.9 % below its 0.9 at 1e-9. The cause:
# the interior point method starts from least squares and ends once the gap of its sums is below eps = 1e-6 in units of the target.
#
# What it means: a growth chart of concentrations in mol/l, of thicknesses in metres or of times in seconds has quantiles that are
# none, with no warning, and another answer in nanometres. Scale the target to about 1 first, or pass a smaller eps.
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
debian download r-base-core=4.5.0-3 r-cran-quantreg=6.1-1 r-cran-sparsem r-cran-matrixmodels r-cran-matrix r-cran-mass r-cran-survival r-cran-lattice libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
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
suppressPackageStartupMessages(library(quantreg))
set.seed(1)
x <- runif(1000)
y <- 1 + 2 * x + rnorm(1000) * 0.3
line <- function(scale, tau, method, ...) {
    target <- y * scale
    model <- suppressWarnings(rq(target ~ x, tau = tau, method = method, ...))
    c(below = mean(target < cbind(1, x) %*% coef(model)), coef(model) / scale)
}
right <- sapply(c(0.1, 0.5, 0.9), function(tau) line(1, tau, "br"))
for (method in c("br", "fn", "pfn")) for (scale in c(1, 1e-8, 1e-9, 1e-12)) {
    seen <- sapply(c(0.1, 0.5, 0.9), function(tau) line(scale, tau, method))
    cat(method, scale, "below", seen["below", ], "for 0.9:", seen[2:3, 3], "\n")
    if (method == "br") stopifnot(abs(seen - right) < 0.003)
    if (method == "fn" && scale == 1) stopifnot(abs(seen - right) < 0.003)
    # the behaviour
    if (method == "fn" && scale == 1e-9) stopifnot(seen["below", 1] > 0.4, seen["below", 3] > 0.99, seen[2, 3] > 3)
    if (method == "fn" && scale == 1e-12) stopifnot(abs(seen[2:3, 3] - coef(lm(y ~ x))) < 0.001)
}
fine <- line(1e-12, 0.9, "fn", eps = 1e-20)
cat("fn 1e-12 with eps 1e-20", fine, "\n")
stopifnot(abs(fine - right[, 3]) < 0.003)
for (scale in c(1, 1e-9)) {
    below <- sapply(c(0.1, 0.9), function(tau) {
        rows <- data.frame(x = x, target = y * scale)
        model <- suppressWarnings(rqss(target ~ qss(x, lambda = 1), tau = tau, data = rows))
        mean(resid(model)[1:1000] < 0)
    })
    cat("rqss", scale, "below", below, "\n")
    if (scale == 1) stopifnot(abs(below - c(0.1, 0.9)) < 0.02) else stopifnot(below[1] < 0.02, below[2] > 0.98)
}
R
R program.R
