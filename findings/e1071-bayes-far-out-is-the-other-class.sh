#!/usr/bin/env bash
# R's e1071 1.7-16 (R 4.5.0): naiveBayes with numbers answers the wrong class far out: a density that is too small for a double
# counts as 0.001, more than that of the class to which the row belongs. The answer depends on the unit of the column.
#
# A good guess would be: the class whose density is larger, in any unit, as the sum of the logarithms is taken; a row far out
# belongs to the wider class.
# Seen on 2026-11-30, two classes of mean 0 and deviation 1 and 1000, 1,000 rows of each to train, 10,000 to test:
#                                      accuracy: predict    threshold = 1e-300    by logarithms of the densities
#   x as it is (metres)                0.514                0.998                 0.998
#   the same x / 100                   0.996                0.998                 0.998
#   the same x / 1000 (kilometres)     0.998                0.998                 0.998
# and with deviations of 1 and 5 the probability of the narrow class is
#   x                                  20        37         45      60      190     200
#   seen                               1e-77     3e-266     1       1       1       0.5
#   right                              0 at each of these
# The cause: of `prob[prob <= eps] <- threshold`, which is meant for counts of words that never occurred; dnorm is 0 beyond 38.6
# deviations, and log(0.001) is added instead of -750 and less.
#
# What it means: a column with rare large numbers (money, times, sizes) says the opposite of what it has learned just where it
# is surest, with a probability of 1. Hand predict threshold = 1e-300, scale the columns, or take their logarithms.
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
debian download r-base-core=4.5.0-3 r-cran-e1071=1.7-16-1 r-cran-class r-cran-proxy \
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
library(e1071)
set.seed(1)
table_of <- function(count) data.frame(x = c(rnorm(count), rnorm(count, 0, 1000)), y = factor(rep(c("narrow", "wide"), each = count)))
train <- table_of(1000)
test <- table_of(10000)
# by the formula, with logarithms of the densities
by_logarithm <- function(model, x) {
    of <- model$tables$x
    levels(test$y)[1 + (dnorm(x, of[2, 1], of[2, 2], log = TRUE) > dnorm(x, of[1, 1], of[1, 2], log = TRUE))]
}
seen <- list()
for (unit in c(1, 100, 1000)) {
    model <- naiveBayes(y ~ x, transform(train, x = x / unit))
    new <- transform(test, x = x / unit)
    answer <- predict(model, new)
    small <- predict(model, new, threshold = 1e-300)
    right <- by_logarithm(model, new$x)
    far <- predict(model, data.frame(x = 100 / unit), type = "raw")[1, "narrow"]
    accuracy <- c(mean(answer == test$y), mean(small == test$y), mean(right == test$y))
    cat("x in units of", unit, "accuracy: predict", accuracy[1], "threshold = 1e-300", accuracy[2], "by logarithms", accuracy[3],
        "  of 100 narrow with probability", far, "\n")
    seen[[as.character(unit)]] <- c(accuracy, far)
}
# three rows that lie further and further out, in a class of deviation 5 and one of 1
set.seed(2)
two <- naiveBayes(data.frame(x = c(rnorm(500), rnorm(500, 0, 5))), factor(rep(c("narrow", "wide"), each = 500)))
out <- data.frame(x = c(20, 37, 45, 60, 190, 200))
answers <- data.frame(out, predict(two, out, type = "raw"))
print(answers)
# the behaviour
stopifnot(seen[["1"]][1] < 0.55, seen[["100"]][1] > 0.95, seen[["1000"]][1] > 0.98, seen[["1"]][4] > 0.6, seen[["1000"]][4] < 0.01)
stopifnot(answers$narrow[2] < 1e-200, answers$narrow[3:5] > 0.999, answers$narrow[6] == 0.5)
for (unit in seen) stopifnot(unit[2] > 0.98, unit[3] > 0.98)
R
R program.R
