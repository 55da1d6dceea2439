#!/usr/bin/env bash
# R's mclustcomp 0.3.3 (R 4.5.0): the F measure of two clusterings has nothing of which rows are together: it depends on the sizes
# of the clusters alone, is the same for shuffled labels as for identical ones, and the largest for one cluster of all rows.
#
# A good guess would be: the mean of the best harmonic means of precision and recall, 1 for identical clusterings and never above 1.
# Seen on 2026-11-30, labels of 500, 300 and 200 rows and the same labels otherwise placed:
#                                    f          right     adjusted Rand index
#   identical                        419.6      1         1
#   a tenth of the rows drawn anew   411.8      0.930     0.807
#   shuffled                         419.6      0.421     0.002
#   one cluster for all rows         666.7      0.667     0
#   nine rows of 3, 2 and 4: identical 3.51, shuffled 3.51, one cluster 5.54
# For each pair of clusters it takes 2ab / (a + b) of their two sizes, where it should take 2c / (a + b) of the c rows that they
# share. adjrand, rand, jaccard, mi, vi and nmi1 were computed again from the table of counts and are right.
#
# What it means: clusterings that are chosen by it are those with the fewest and largest clusters, and a list of all measures, which
# is the default, has one that grows with the number of rows. Take adjrand or nmi1, or compute the measure from table(x, y).
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
debian download r-base-core=4.5.0-3 r-cran-mclustcomp=0.3.3-2 r-cran-rcpp r-cran-rdpack r-cran-rbibutils r-cran-rcpparmadillo \
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
library(mclustcomp)
# by definition: the best harmonic mean of precision and recall for each cluster, weighted by its size
f_measure <- function(x, y) {
    both <- table(x, y)
    f <- 2 * both / outer(rowSums(both), colSums(both), "+")
    sum(rowSums(both) * apply(f, 1, max)) / sum(both)
}
sizes_alone <- function(x, y) {
    both <- table(x, y)
    f <- 2 * outer(rowSums(both), colSums(both)) / outer(rowSums(both), colSums(both), "+")
    sum(rowSums(both) * apply(f, 1, max)) / sum(both)
}
set.seed(1)
small <- c(1, 1, 1, 2, 2, 3, 3, 3, 3)
large <- rep(1:3, c(500, 300, 200))
moved <- large
moved[sample(1000, 100)] <- sample(3, 100, TRUE)
pairs <- list("9 rows, identical" = list(small, small), "9 rows, shuffled" = list(small, sample(small)), "9 rows, all in one" = list(rep(1, 9), small),
    "1,000 rows, identical" = list(large, large), "1,000 rows, a tenth drawn anew" = list(large, moved), "1,000 rows, shuffled" = list(large, sample(large)),
    "1,000 rows, all in one" = list(rep(1, 1000), large))
seen <- list()
for (name in names(pairs)) {
    x <- pairs[[name]][[1]]
    y <- pairs[[name]][[2]]
    scores <- suppressWarnings(mclustcomp(x, y, types = c("f", "adjrand", "nmi1")))
    value <- function(type) scores$scores[scores$types == type]
    cat(name, ": f", value("f"), "right", f_measure(x, y), "  adjusted Rand", value("adjrand"), "\n")
    stopifnot(abs(value("f") - sizes_alone(x, y)) < 1e-9)
    seen[[name]] <- c(value("f"), f_measure(x, y))
}
# the behaviour
stopifnot(seen[[1]][1] == seen[[2]][1], seen[[3]][1] > seen[[1]][1], seen[[4]][1] == seen[[6]][1], seen[[7]][1] > seen[[4]][1])
stopifnot(seen[[1]][2] == 1, seen[[4]][2] == 1, seen[[6]][2] < 0.6)
R
R program.R
