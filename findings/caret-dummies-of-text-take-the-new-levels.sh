#!/usr/bin/env bash
# R's caret 7.0-1 (R 4.5.0): the columns that dummyVars makes of a text column are those of the words in the new rows, not of the training:
# a network trained on a, b, c takes b for a once the new rows have b, c, d, and is right in 0 % instead of 100 %.
#
# A good guess would be: predict(dummyVars(...), newdata) makes the columns of the training, as it does for a factor; a word that was
# not seen is an error, a row of NA or of zeros. Since R 4.0 data.frame and read.csv make text, no factors.
# Seen on 2026-12-01, ~ x, trained on the words a, b, c:
#   new rows             of text                            of a factor
#   b, c                 xb xc                              x.a x.b x.c
#   b, c, d              xb xc xd                           an error, "factor x has new levels d"
#   b, c, fullRank       xc: b is the base now              x.b x.c
#   b alone              an error                           x.a x.b x.c
# nnet of three classes that are x itself, 300 rows: accuracy 1.00 for a, b, c. For the rows b and c among b, c and d it is 0.00.
# The levels are kept for factors only.
#
# What it means: a matrix of the same width goes into nnet, glmnet, xgboost or keras, by place, with no error; one row or a day without
# one of the words is another table. Make factors beforehand, read.csv(stringsAsFactors = TRUE), or take recipes' step_dummy.
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
mapfile -t names < <(debian --print-uris -y install r-cran-caret=7.0-1+dfsg-1 r-cran-nnet | sed -n "s/^'[^']*' \(r-cran-[^_]*\)_.*/\1/p")
debian download r-base-core=4.5.0-3 r-cran-caret=7.0-1+dfsg-1 r-cran-nnet "${names[@]}" \
    libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
    libgssapi-krb5-2 libicu76 libk5crypto3 libkeyutils1 libkrb5-3 libkrb5support0 liblapack3 liblzma5 libpcre2-8-0 libquadmath0 \
    libreadline8t64 libstdc++6 libtinfo6 libtirpc3t64 libzstd1 zlib1g
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
export R_HOME=$PWD/root/usr/lib/R R_SHARE_DIR=$PWD/root/usr/share/R/share LC_ALL=C EDITOR=vi
export R_LIBS=$PWD/root/usr/lib/R/site-library:$PWD/root/usr/lib/R/library
cp --remove-destination root/etc/R/* "$R_HOME/etc/"
R() {
    root/usr/lib64/ld-linux-x86-64.so.2 --library-path "$R_HOME/lib:$lib:$lib/blas:$lib/lapack" "$R_HOME/bin/exec/R" \
        --vanilla --no-echo -f "$1"
}
cat >program.R <<'R'
suppressPackageStartupMessages({
    library(caret)
    library(nnet)
})
set.seed(1)
rows <- data.frame(x = rep(c("a", "b", "c"), 100))
text <- dummyVars(~x, rows)
level <- dummyVars(~x, data.frame(x = factor(rows$x)))
full <- dummyVars(~x, rows, fullRank = TRUE)
for (words in list(c("a", "b", "c"), c("b", "c"), c("b", "c", "d"))) {
    new <- data.frame(x = words)
    of_factor <- tryCatch(colnames(predict(level, new)), error = function(e) conditionMessage(e))
    cat("new rows", words, ": of text", colnames(predict(text, new)), ", fullRank", colnames(predict(full, new)), ", of a factor", of_factor, "\n")
    # the behaviour
    stopifnot(colnames(predict(text, new)) == paste0("x", words))
    if ("d" %in% words) stopifnot(grepl("new levels d", of_factor)) else stopifnot(of_factor == c("x.a", "x.b", "x.c"))
    stopifnot(colnames(predict(full, new)) == paste0("x", words[-1]))
}
one <- tryCatch(predict(text, data.frame(x = "b")), error = function(e) conditionMessage(e))
cat("b alone:", one, "\n")
network <- nnet(predict(text, rows), class.ind(rows$x), size = 3, softmax = TRUE, trace = FALSE, maxit = 500)
answers <- function(x) c("a", "b", "c")[max.col(predict(network, predict(text, data.frame(x = x))))]
before <- mean(answers(rows$x) == rows$x)
later <- rep(c("b", "c", "d"), 100)
after <- mean((answers(later) == later)[later != "d"])
cat("accuracy of a, b, c:", before, "of b and c among b, c, d:", after, "\n")
stopifnot(before == 1, after == 0)
R
R program.R
