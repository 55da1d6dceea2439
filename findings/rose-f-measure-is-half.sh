#!/usr/bin/env bash
# R's ROSE 0.0-4 (R 4.5.0): the F of accuracy.meas is half of the F measure, so that a perfect prediction has 0.5, and predicted
# classes given as a factor all count as the second class: recall is 1 and precision the share of that class, whatever was
# predicted.
#
# A good guess would be: 2 * precision * recall / (precision + recall), as the help page has it, and of a factor the counts of
# equal labels; the page says that the threshold is "ignored if predicted is of class factor".
# Seen on 2026-11-30, 90 and 10 rows of two classes:
#   prediction                                    precision    recall    F        right
#   probabilities that are perfect                1            1         0.5      1, 1, 1
#   the same as a factor of classes               0.1          1         0.091    1, 1, 1
#   a factor with all labels exchanged            0.1          1         0.091    0, 0, -
#   a factor, 8 of 10 found, 2 of 90 wrong        0.1          1         0.091    0.8, 0.8, 0.8
# The factor is turned into its codes 1 and 2 and compared with the threshold 0.5.
#
# What it means: the measure that ROSE gives for judging its balanced samples is comparable with no other tool's, and of a tree's
# or a forest's predicted classes it says nothing: all have recall 1. Give probabilities, double F, or count by hand.
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
debian download r-base-core=4.5.0-3 r-cran-rose=0.0-4-2 libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
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
library(ROSE)
truth <- factor(rep(c("no", "yes"), c(90, 10)))
perfect <- rep(c(0.1, 0.9), c(90, 10))
good <- factor(c(rep("yes", 2), rep("no", 90), rep("yes", 8)))
exchanged <- factor(rep(c("yes", "no"), c(90, 10)))
right <- function(predicted) {
    hit <- sum(predicted == "yes" & truth == "yes")
    precision <- hit / sum(predicted == "yes")
    recall <- hit / sum(truth == "yes")
    c(precision, recall, if (hit > 0) 2 * precision * recall / (precision + recall) else 0)
}
seen <- function(predicted) unlist(accuracy.meas(truth, predicted)[c("precision", "recall", "F")])
labels <- factor(ifelse(perfect >= 0.5, "yes", "no"))
results <- rbind(perfect = seen(perfect), "perfect, factor" = seen(labels), exchanged = seen(exchanged), good = seen(good))
expected <- rbind(right(labels), right(labels), right(exchanged), right(good))
print(round(cbind(results, right = expected), 3))
near <- function(a, b) all(abs(a - b) < 1e-9)
stopifnot(near(results["perfect", ], c(1, 1, 0.5)), near(expected[1, ], c(1, 1, 1)))
for (row in 2:4) stopifnot(near(results[row, ], c(0.1, 1, 1 / 11)))
stopifnot(near(expected[3, 1:2], c(0, 0)), near(expected[4, ], c(0.8, 0.8, 0.8)))
cat("accuracy.meas: F is half, and a factor is not looked at\n")
R
R program.R
