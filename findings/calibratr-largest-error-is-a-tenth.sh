#!/usr/bin/env bash
# R's CalibratR 0.1.2 (R 4.5.0): the largest error of calibration, getMCE, is multiplied by the share of its bin, and so is at most
# 1 / bins: for a network that says 1 of every row that is a 0 it is 0.1. The Brier score of one class is divided by all rows.
#
# A good guess would be: the largest distance between the mean score and the frequency in a bin, 1 for that network, and never
# below the expected error, which is a mean of the same distances.
# Seen on 2026-11-30, 10,000 rows:
#                                                          seen       right
#   right but for scores above 0.9, all wrong: getMCE      0.095      0.950
#     MCE_equal_width of reliability_diagramm              0.099      0.950
#     getECE                                               0.108
#   1 for every row, all of them 0: getMCE, 10 bins        0.1        1 (getECE: 1)
#     with 20 bins                                         0.05       1
#   a class of 1 %, scores of .01 to .1: brier_class_1     0.00916    0.916
#   all scores turned round: auc of reliability_diagramm   1          0
# length(actual == 1) is the number of all rows, so that the two Brier scores add up to that of all; the AUC is the larger of
# itself and 1 - itself.
#
# What it means: the more bins, the better calibrated, and the worst place of a model is never seen; a rare class that is never
# found has the smallest Brier score of all. Take the largest of abs(mean(truth) - mean(score)) by bin, and the mean of the squared
# errors of each class.
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
debian download r-base-core=4.5.0-3 r-cran-calibratr=0.1.2-2 r-cran-cli r-cran-glue r-cran-rlang r-cran-lifecycle r-cran-gtable r-cran-isoband r-cran-mass r-cran-lattice \
    r-cran-nlme r-cran-matrix r-cran-mgcv r-cran-farver r-cran-labeling r-cran-colorspace r-cran-munsell r-cran-r6 r-cran-rcolorbrewer r-cran-viridislite \
    r-cran-scales r-cran-fansi r-cran-magrittr r-cran-utf8 r-cran-vctrs r-cran-pillar r-cran-pkgconfig r-cran-tibble r-cran-withr r-cran-ggplot2 r-cran-rcpp \
    r-cran-plyr r-cran-proc r-cran-stringi r-cran-stringr r-cran-reshape2 r-cran-codetools r-cran-iterators r-cran-foreach r-cran-survival \
    r-cran-fitdistrplus r-cran-doparallel \
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
suppressMessages(library(CalibratR))
set.seed(1)
count <- 10000
p <- runif(count)
# right everywhere, but for one tenth of the scores
truth <- ifelse(p > 0.9, 0, runif(count) < p)
parts <- cut(p, 0:10 / 10)
gaps <- abs(tapply(truth, parts, mean) - tapply(p, parts, mean))
report <- reliability_diagramm(truth, p, plot_rd = FALSE)$calibration_error
largest <- max(gaps)
cat("one tenth off: getMCE", getMCE(truth, p), "MCE_equal_width", report$MCE_equal_width, "right", largest, "  getECE", getECE(truth, p), "\n")
for (bins in c(5, 10, 20)) {
    worst <- getMCE(rep(0, count), rep(1, count), n_bins = bins)
    cat("every 1 predicted is a 0,", bins, "bins: getMCE", worst, "getECE", getECE(rep(0, count), rep(1, count), bins), "\n")
    stopifnot(abs(worst - 1 / bins) < 1e-9)
}
# a rare class, never found
rare <- rep(c(1, 0), c(100, 9900))
low <- rep(c(0.1, 0.01, 0.02), length.out = count)
seen <- reliability_diagramm(rare, low, plot_rd = FALSE)$calibration_error
right <- c(mean((1 - low[rare == 1])^2), mean(low[rare == 0]^2))
cat("a class of 1 %, never found: brier", seen$brier, "of class 1", seen$brier_class_1, "right", right[1], "  of class 0", seen$brier_class_0, "right", right[2], "\n")
turned <- reliability_diagramm(1 - (p > 0.5), p, plot_rd = FALSE)$discrimination_error
cat("all scores turned round: auc", turned$auc, "\n")
# the behaviour
stopifnot(getMCE(truth, p) < 0.1, report$MCE_equal_width < 0.11, largest > 0.9)
stopifnot(seen$brier_class_1 < 0.01, right[1] > 0.9, abs(seen$brier_class_1 + seen$brier_class_0 - seen$brier) < 2e-5, turned$auc == 1)
R
R program.R
