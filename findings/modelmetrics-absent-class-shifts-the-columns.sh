#!/usr/bin/env bash
# R's ModelMetrics 1.2.2.2 (R 4.5.0): mauc takes another class's column as soon as a class does not occur in the rows: an area of
# 0.966 becomes 0.043; mlogLoss does so for labels that are text, and of a label that is a factor auc is right and the rest is not.
#
# A good guess would be: the columns belong to the levels of the factor, whether all of them occur or not; a factor of two levels
# is what auc takes it for, the second level is 1.
# Seen on 2026-11-30, three classes a, b, c, rows of which only those of some classes are kept:
#                                          mauc               right
#   a, b and c                             .957 .963 .959     .957 .963 .959
#   b and c                                .553 .043          .957 .966
#   a and c                                .958 .530          .958 .953
#   mlogLoss of b and c as text            1.741              0.632 (a factor of three levels: 0.632)
# The factor no, yes, no, yes with the scores .1, .8, .3, .6, and the same as 0, 1, 0, 1:
#   auc 1 and 1     logLoss 0.612 and 0.299     brier 1.175 and 0.075     tpr 0 and 1     f1Score 0 and 1
# mauc calls factor() on the factor, which drops its empty levels, and counts columns from the first; only auc turns a factor into
# 0 and 1, the others take its codes 1 and 2.
#
# What it means: a fold, a batch or a site without one of the classes is judged by the wrong outputs, with no error. Take auc of
# each class by name, and hand over 0 and 1.
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
set.seed(1)
area <- function(p, y) mean(outer(p[y], p[!y], function(a, b) (a > b) + (a == b) / 2))
classes <- c("a", "b", "c")
count <- 600
truth <- factor(sample(classes, count, TRUE), levels = classes)
p <- sapply(classes, function(class) (truth == class) * 0.6 + runif(count))
p <- p / rowSums(p)
for (kept in list(classes, c("b", "c"), c("a", "c"), c("a", "b"))) {
    rows <- truth %in% kept
    seen <- mauc(truth[rows], p[rows, ])$auc
    right <- sapply(kept, function(class) area(p[rows, class], truth[rows] == class))
    cat("classes", kept, "mauc", round(seen, 3), "right", round(right, 3), "\n")
    # the behaviour
    if (identical(kept, c("b", "c"))) stopifnot(seen < 0.6, right > 0.8)
    if (identical(kept, c("a", "c"))) stopifnot(seen[1] > 0.8, seen[2] < 0.6, right > 0.8)
    if (kept[2] == "b") stopifnot(abs(seen - right) < 1e-9)
}
rows <- truth %in% c("b", "c")
seen <- c(mlogLoss(as.character(truth[rows]), p[rows, ]), mlogLoss(truth[rows], p[rows, ]))
right <- -mean(log(p[cbind(which(rows), as.integer(truth[rows]))]))
cat("mlogLoss of b and c: as text", seen[1], "as a factor", seen[2], "right", right, "\n")
stopifnot(seen[1] > right + 0.2, abs(seen[2] - right) < 1e-9)

label <- factor(c("no", "yes", "no", "yes"))
score <- c(0.1, 0.8, 0.3, 0.6)
number <- as.integer(label) - 1
for (name in c("auc", "logLoss", "brier", "tpr", "f1Score")) {
    metric <- get(name, asNamespace("ModelMetrics"))
    cat(name, "of the factor", metric(label, score), "of 0 and 1", metric(number, score), "\n")
}
stopifnot(auc(label, score) == 1, tpr(label, score) == 0, tpr(number, score) == 1, f1Score(number, score) == 1, !(f1Score(label, score) > 0))
stopifnot(logLoss(label, score) > 2 * logLoss(number, score), brier(label, score) > 1, brier(number, score) < 0.1)
R
R program.R
