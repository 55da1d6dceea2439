#!/usr/bin/env bash
# R's recipes 1.1.0 (R 4.5.0): with frequency weights step_normalize and step_scale divide by another deviation than that of the counted
# rows, 0.707 instead of 0.500 for 500 zeros and 500 ones, and step_pca passes over center and scale, with weights of 1 too.
#
# A good guess would be: a frequency weight of 500 stands for 500 equal rows, as hardhat documents it ("integers that denote how many
# times a particular row of data was observed"), and weights of 1 change nothing.
# Seen on 2026-12-01, a table of counts and the same rows written out:
#                                                           counts              rows written out
#   0 and 1, 500 of each: normalized                        -0.707, 0.707       -0.999, 0.999
#   0 and 1, 500 of each: scaled                            1.414               1.999
#   1 to 5, 1 1 1 1 16 of them: normalized                  -1.85 .. 0.26       -3.05 .. 0.44
#   step_pca(options = list(center = TRUE, scale. = TRUE)) of two columns of five rows, every weight 1, its first component:
#                                                           200   100   400   300   700
#                                                 without   -1.32 -1.18 0.18  0.32  2.00
# The deviation is that of stats::cov.wt, which takes weights as shares of one and corrects for as many rows as the table has.
#
# What it means: tables of counts, as frequency weights are there for, are scaled wrongly, the more the fewer rows they have: by 1.41
# for a column of two values. Write the rows out, tidyr's uncount does it.
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
mapfile -t names < <(debian --print-uris -y install r-cran-recipes=1.1.0+dfsg-1 | sed -n "s/^'[^']*' \(r-cran-[^_]*\)_.*/\1/p")
debian download r-base-core=4.5.0-3 r-cran-recipes=1.1.0+dfsg-1 "${names[@]}" \
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
suppressPackageStartupMessages(library(recipes))
options(width = 120)
made <- function(data, step, ...) {
    recipe <- prep(step(recipe(y ~ ., data), ...))
    as.data.frame(bake(recipe, new_data = NULL))
}
compare <- function(values, counts, step) {
    data <- data.frame(x = values, y = 1)
    rows <- data[rep(seq_along(values), counts), ]
    data$w <- frequency_weights(as.integer(counts))
    seen <- made(data, step, x)$x
    right <- made(rows, step, x)$x[cumsum(counts)]
    cat("values", values, "counts", counts, ":", round(seen, 3), "written out", round(right, 3), "\n")
    list(seen = seen, right = right)
}
result <- compare(c(0, 1), c(500, 500), step_normalize)
# the behaviour
stopifnot(abs(result$seen - c(-1, 1) * sqrt(0.5)) < 1e-9, abs(result$right - c(-1, 1) * sqrt(999 / 1000)) < 1e-9)
result <- compare(c(0, 1), c(500, 500), step_scale)
stopifnot(abs(result$seen[2] - sqrt(2)) < 1e-9, abs(result$right[2] - 2) < 0.01)
result <- compare(1:5 + 0, c(1, 1, 1, 1, 16), step_normalize)
stopifnot(max(abs(result$seen / result$right)) < 0.7)
result <- compare(1:5 + 0, rep(1, 5), step_normalize)
stopifnot(all.equal(result$seen, result$right))
result <- compare(c(0, 1), c(500, 500), step_center)
stopifnot(all.equal(result$seen, result$right))

data <- data.frame(a = c(1, 2, 3, 4, 5), b = c(200, 100, 400, 300, 700), y = 1)
weighted <- transform(data, w = frequency_weights(rep(1L, 5)))
component <- function(data) made(data, step_pca, a, b, num_comp = 2, options = list(center = TRUE, scale. = TRUE))$PC1
cat("first component, weights of 1:", round(component(weighted), 2), "\nwithout weights:", round(component(data), 2), "\n")
right <- prcomp(data[1:2], center = TRUE, scale. = TRUE)$x[, 1]
stopifnot(all.equal(abs(component(data)), abs(unname(right))))
stopifnot(abs(mean(component(weighted))) > 100, sd(component(weighted)) > 100)
R
R program.R
