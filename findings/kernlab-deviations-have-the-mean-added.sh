#!/usr/bin/env bash
# R's kernlab 0.9-33 (R 4.5.0): the standard deviation and the variance that a Gaussian process of gausspr predicts have the mean of
# the target added: of a target around 1,000 the deviation is 1,000.1 instead of 0.09, of one around -5 it is -4.9.
#
# A good guess would be: the deviation of the posterior in units of the target, which an offset of the target does not change. gausspr
# scales the target by default and scales the prediction back; the deviation is multiplied by the scale too.
# Seen on 2026-11-30, 30 rows of sin(6x) + noise, variance.model = TRUE, at x = 0.5 (among the rows) and 1.5 (far from them):
#   added to the target    predict: sdeviation       variance               by the formula: sdeviation    variance
#   0                      0.103, 0.746              0.022, 0.743           0.093, 0.736                  0.0087, 0.541
#   20                     20.103, 20.746            20.022, 20.743         the same
#   -5                     -4.897, -4.254            -4.978, -4.257         the same
#   1000                   1000.103, 1000.746        1000.022, 1000.743     the same
#   0, scaled = FALSE      0.083, 0.540           0.0070, 0.291          0.083, 0.540                  0.0070, 0.291
# The prediction itself is right. The cause: predict scales deviations and variances back as it does predictions, times the scale plus
# the centre; a deviation has no centre, and a variance wants the square of the scale.
#
# What it means: an interval of two deviations around a price of 1,000 reaches from -1,000 to 3,000, one around a negative target is
# turned inside out, and where the mean is near 0, as in the example of the help page, nothing is seen. Take the deviation minus the
# mean of the target; square that for the variance; or set scaled = FALSE and scale by hand.
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
debian download r-base-core=4.5.0-3 r-cran-kernlab=0.9-33-1 libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
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
library(kernlab)
set.seed(1)
x <- matrix(seq(0, 1, length = 30))
wave <- sin(6 * x[, 1]) + rnorm(30) * 0.1
new <- matrix(c(0.5, 1.5))
# the posterior of a Gaussian process, by its formula
posterior <- function(y, scaled) {
    part <- function(v, of) if (scaled) (v - mean(of)) / sd(of) else v
    kernel <- function(a, b) exp(-outer(a, b, "-")^2)
    scale <- if (scaled) sd(y) else 1
    rows <- part(x[, 1], x[, 1])
    near <- kernel(part(new[, 1], x[, 1]), rows)
    weights <- near %*% solve(kernel(rows, rows) + 0.1 * diag(30))
    variance <- (1 - rowSums(weights * near)) * scale^2
    middle <- weights %*% part(y, y)
    list(mean = c(if (scaled) middle * sd(y) + mean(y) else middle), variance = variance, deviation = sqrt(variance))
}
for (scaled in c(TRUE, FALSE)) for (offset in c(0, 20, -5, 1000)) {
    y <- wave + offset
    model <- gausspr(x, y, scaled = scaled, kernel = "rbfdot", kpar = list(sigma = 1), var = 0.1, variance.model = TRUE)
    right <- posterior(y, scaled)
    deviation <- c(predict(model, new, type = "sdeviation"))
    variance <- c(predict(model, new, type = "variance"))
    cat("scaled", scaled, "offset", offset, "mean", predict(model, new), "deviation", deviation, "variance", variance, "\n")
    cat("    by the formula: mean", right$mean, "deviation", right$deviation, "variance", right$variance, "\n")
    stopifnot(abs(predict(model, new) - right$mean) < 1e-6 * (1 + abs(offset)))
    added <- if (scaled) mean(y) else 0
    # the behaviour
    stopifnot(abs(deviation - right$deviation - added) < 1e-6)
    stopifnot(abs(variance - (right$deviation / (if (scaled) sd(y) else 1))^2 * (if (scaled) sd(y) else 1) - added) < 1e-6)
    if (scaled && offset == -5) stopifnot(deviation < 0, variance < 0)
    if (scaled && offset == 1000) stopifnot(deviation > 1000, right$deviation < 1)
}
R
R program.R
