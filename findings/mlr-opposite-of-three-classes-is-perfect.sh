#!/usr/bin/env bash
# R's mlr 2.19.2 (R 4.5.0): the areas under the ROC curve of several classes never fall below 0.5: a classifier that ranks every
# class the wrong way round has 1 with an accuracy of 0, and noise has 0.63 in folds of 15 rows; of two classes it is right.
#
# A good guess would be: the mean of the areas of one class against the rest, 0 for the opposite and 0.5 for noise of any number
# of rows, as `auc` of the same package has it.
# Seen on 2026-11-30, three classes, multiclass.aunu (aunp, au1u and au1p are as large):
#                                                   accuracy     aunu      right
#   probabilities that are right                    0.849        0.960     0.960
#   noise, 900 rows                                 0.322        0.510     0.490
#   noise, the mean of 300 folds of 15 rows                      0.630     0.499
#   probabilities that are wrong                    0.023        0.926     0.074
#   altogether wrong                                0            1         0
#   two classes, altogether wrong: auc                           0         0
# The cause: they call caTools::colAUC, which turns a column round where its area is below 0.5; the measures note 0.5 as their
# worst value.
#
# What it means: labels that were mixed up are not seen, the smaller the folds the better every model, and a search may keep the
# one that is surest of what is not so. Take the mean of measureAUC of each class against the rest.
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
debian download r-base-core=4.5.0-3 r-cran-mlr=2.19.2+dfsg-1 r-cran-paramhelpers r-cran-backports r-cran-bbmisc r-cran-checkmate r-cran-data.table r-cran-parallelmap \
    r-cran-stringi r-cran-survival r-cran-xml libxml2 r-cran-cli r-cran-glue r-cran-rlang r-cran-lifecycle r-cran-gtable r-cran-isoband r-cran-mass \
    r-cran-lattice r-cran-nlme r-cran-matrix r-cran-mgcv r-cran-farver r-cran-labeling r-cran-colorspace r-cran-munsell r-cran-r6 r-cran-rcolorbrewer \
    r-cran-viridislite r-cran-scales r-cran-fansi r-cran-magrittr r-cran-utf8 r-cran-vctrs r-cran-pillar r-cran-pkgconfig r-cran-tibble r-cran-withr \
    r-cran-ggplot2 r-cran-catools r-cran-bitops r-cran-fastmatch \
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
suppressMessages(library(mlr))
set.seed(1)
area <- function(p, y) mean(outer(p[y], p[!y], function(a, b) (a > b) + (a == b) / 2))
right <- function(p, y) mean(sapply(levels(y), function(class) area(p[, class], y == class)))
classes <- c("a", "b", "c")
draw <- function(count, pull) {
    y <- factor(rep(classes, length.out = count), levels = classes)
    p <- sapply(classes, function(class) exp(pull * (y == class) + rnorm(count)))
    list(y = y, p = p / rowSums(p))
}
for (pull in c(2, 0, -2, -6)) {
    rows <- draw(900, pull)
    seen <- c(measureAUNU(rows$p, rows$y), measureAUNP(rows$p, rows$y), measureAU1U(rows$p, rows$y), measureAU1P(rows$p, rows$y))
    accuracy <- mean(classes[max.col(rows$p)] == rows$y)
    cat("pull", pull, "accuracy", round(accuracy, 3), "aunu aunp au1u au1p", round(seen, 3), "right", round(right(rows$p, rows$y), 3), "\n")
    if (pull < -1) stopifnot(seen > 0.8, right(rows$p, rows$y) < 0.2, accuracy < 0.1)
}
folds <- replicate(300, { rows <- draw(15, 0); c(measureAUNU(rows$p, rows$y), right(rows$p, rows$y)) })
cat("300 folds of 15 rows of noise: aunu", rowMeans(folds)[1], "right", rowMeans(folds)[2], "\n")
stopifnot(rowMeans(folds)[1] > 0.6, abs(rowMeans(folds)[2] - 0.5) < 0.03)
two <- factor(rep(c("no", "yes"), 50))
cat("two classes, turned round: auc", measureAUC(as.numeric(two == "no"), two, "no", "yes"), "\n")
stopifnot(measureAUC(as.numeric(two == "no"), two, "no", "yes") == 0)
worst <- sapply(list(multiclass.aunu, multiclass.aunp, multiclass.au1u, multiclass.au1p), function(measure) measure$worst)
stopifnot(worst == 0.5)
R
R program.R
