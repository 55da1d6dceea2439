#!/usr/bin/env bash
# R's fExtremes 4032.84 (R 4.5.0): dgev(log = TRUE), the logarithm of the density of extreme values, is the density itself: what is
# fitted by it calls a level that two thirds of the years exceed that of once in a hundred years.
#
# A good guess would be: the logarithm, as the help says of `log` and as dgpd of the same package has it.
# Seen on 2026-11-30, dgev(x, xi = 0.4, mu = 0.3, beta = 0.5):
#   x                  -5        0          1         2         10
#   log = TRUE          0        0.717      0.304     0.088     0.0010
#   log = FALSE         0        0.717      0.304     0.088     0.0010
#   its logarithm       -Inf     -0.332     -1.192    -2.429    -6.907
# Maximum likelihood of 500 yearly maxima drawn with xi = 0.2, mu = 10, beta = 0.5:
#                                        xi        mu        beta      once in 100 years     exceeded by
#   true                                 0.2       10        0.5       13.8
#   by the logarithm of the density      0.199     10.008    0.469     13.5
#   by dgev(log = TRUE)                  -1.42     9.956     0.004     9.96                  67 % of the years
# The function hands log = FALSE on, whatever it is given, and notes the TRUE in its "control".
#
# What it means: likelihoods, deviances and log scores of forecasts that are made by it are sums of densities, of the wrong sign and
# size, and no error is seen. Take log(dgev(x, ...)). gevFit of the package has its own formula and is not concerned.
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
debian download r-base-core=4.5.0-3 r-cran-fextremes=4032.84-1 r-cran-rbibutils r-cran-rdpack r-cran-gbutils r-cran-cvar r-cran-fastica r-cran-timedate \
    r-cran-timeseries r-cran-mass r-cran-spatial r-cran-gss r-cran-stabledist r-cran-fbasics r-cran-lattice r-cran-matrix r-cran-fgarch r-cran-ftrading \
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
suppressMessages(library(fExtremes))
x <- c(-5, 0, 1, 2, 10)
seen <- as.numeric(dgev(x, xi = 0.4, mu = 0.3, beta = 0.5, log = TRUE))
plain <- as.numeric(dgev(x, xi = 0.4, mu = 0.3, beta = 0.5))
# the density by its definition
density <- function(x, xi, mu, beta) {
    t <- pmax(0, 1 + xi * (x - mu) / beta)^(-1 / xi)
    t^(xi + 1) * exp(-t) / beta
}
print(rbind(x, "log = TRUE" = seen, "log = FALSE" = plain, logarithm = log(density(x, 0.4, 0.3, 0.5))))
stopifnot(identical(seen, plain), abs(plain[-1] - density(x[-1], 0.4, 0.3, 0.5)) < 1e-12)
stopifnot(abs(as.numeric(dgpd(1:3, 0.3, 0, 1, log = TRUE)) - log(as.numeric(dgpd(1:3, 0.3, 0, 1)))) < 1e-12)

# yearly maxima of a scale of 0.5: maximum likelihood
set.seed(1)
maxima <- as.numeric(rgev(500, xi = 0.2, mu = 10, beta = 0.5))
fit <- function(log_density) optim(c(0.1, mean(maxima), log(sd(maxima))), function(p) {
    value <- -sum(log_density(maxima, p[1], p[2], exp(p[3])))
    if (is.finite(value)) value else 1e10
})$par
report <- function(p) c(xi = p[1], mu = p[2], beta = exp(p[3]), "1 in 100" = p[2] + exp(p[3]) / p[1] * ((-log(0.99))^-p[1] - 1))
by_dgev <- report(fit(function(x, xi, mu, beta) dgev(x, xi, mu, beta, log = TRUE)))
by_logarithm <- report(fit(function(x, xi, mu, beta) log(density(x, xi, mu, beta))))
true <- report(c(0.2, 10, log(0.5)))
print(rbind(true, by_logarithm, by_dgev))
print(share <- mean(maxima > by_dgev["1 in 100"]))
stopifnot(abs(by_logarithm - true) < c(0.1, 0.1, 0.1, 1), abs(by_dgev["1 in 100"] - true["1 in 100"]) > 0.5)
R
R program.R
