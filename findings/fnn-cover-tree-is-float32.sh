#!/usr/bin/env bash
# R's FNN 1.1.4.1 (R 4.5.0): algorithm = "cover_tree" of get.knn, get.knnx, knn and knn.reg computes in float32, where the other
# algorithms are double: of points a quarter of a unit apart around 1,000,000 it names other neighbours, around 100,000,000 any.
#
# A good guess would be: the same neighbours by each algorithm (the help page says of the kd tree and the cover tree that they
# are exact and fast); R has no other number than double.
# Seen on 2026-11-30, 200 points of deviation 1 in the plane, five neighbours each:
#   mean of the coordinates    wrong neighbours of 1,000     largest error of a distance (a middle one is 0.23)
#   0                          0                             0.0000002
#   100,000                    14                            0.008
#   1,000,000                  86                            0.08
#   100,000,000                979                           1.1
#   each, kd_tree and brute    0                             0
# At 100,000,000 the class that is the sign of a column is found in 52 % of the rows (kd_tree 95.5 %), and R2 is -0.19 (0.97).
#
# What it means: of map coordinates in metres (a UTM northing is up to 10,000,000), of times and of any column that was not
# centred, cover_tree, which is chosen for speed in many columns, gives other neighbours, classes and regressions. Centre the
# columns.
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
debian download r-base-core=4.5.0-3 r-cran-fnn=1.1.4.1-1 libblas3 libbz2-1.0 libc6 libcom-err2 libdeflate0 libgcc-s1 libgfortran5 libgomp1 \
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
library(FNN)
set.seed(1)
near <- matrix(rnorm(400), 200)
for (mean in c(0, 1e5, 1e6, 1e8)) {
    points <- near + mean
    # of the very numbers that are given
    distances <- as.matrix(dist(points - mean))
    diag(distances) <- Inf
    right <- t(apply(distances, 1, order))[, 1:5]
    lengths <- t(apply(distances, 1, sort))[, 1:5]
    for (algorithm in c("cover_tree", "kd_tree", "brute")) {
        seen <- get.knn(points, 5, algorithm)
        wrong <- sum(sapply(1:200, function(i) length(setdiff(seen$nn.index[i, ], right[i, ]))))
        error <- max(abs(seen$nn.dist - lengths))
        cat(sprintf("mean %g, %s: %d of 1000 wrong, largest error %.2g\n", mean, algorithm, wrong, error))
        if (algorithm == "cover_tree" && mean >= 1e5) stopifnot(error > 1e-3) else stopifnot(error < 1e-5)
        if (algorithm != "cover_tree" || mean == 0) stopifnot(wrong == 0)
        if (algorithm == "cover_tree" && mean >= 1e6) stopifnot(wrong > 20)
    }
}
# a class that is seen in the first column
classes <- factor(near[, 1] > 0)
shares <- sapply(c("cover_tree", "kd_tree"), function(a) mean(knn.cv(near + 1e8, classes, 5, algorithm = a) == classes))
print(shares)
stopifnot(shares["cover_tree"] < 0.8, shares["kd_tree"] > 0.9)
target <- near[, 1]
r2 <- sapply(c("cover_tree", "kd_tree"), function(a) knn.reg(near + 1e8, NULL, target, 5, algorithm = a)$R2Pred)
print(r2)
stopifnot(r2["cover_tree"] < 0.8, r2["kd_tree"] > 0.9)
R
R program.R
