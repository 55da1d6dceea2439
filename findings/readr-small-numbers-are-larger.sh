#!/usr/bin/env bash
# R's readr 2.1.5 and vroom 1.6.5 (R 4.5.0): exponents end at 307: 1e-310 is read as 1e-307, 1e-400 too, 2.2250738585072014e-308 as 2.2e-291 and
# 1e308 as 1e307; what they wrote themselves comes back as another number.
#
# A good guess would be: the nearest double, as R's as.numeric, read.csv and data.table's fread read it, 0 for what is too small
# and infinity for what is too large, or at least a missing value with a warning.
# Seen on 2026-12-01, read_csv, parse_double and vroom alike:
#   text                                                   readr                     R, fread
#   1e-310                                                 1e-307                    1e-310
#   4.9e-324                                               4.9e-306                  4.94e-324
#   2.2250738585072014e-308 (.Machine$double.xmin)         2.2250738585072017e-291   2.2250738585072014e-308
#   1e-400                                                 1e-307                    0
#   1e308                                                  9.9999999999999999e306    1e308
#   1e309                                                  9.9999999999999999e306    Inf
#   0.00...01e45, 44 zeros after the point                 0                         1
#   1d5                                                    100000                    text
# 20,000 numbers of magnitudes 1e-200 to 1e200 written with 17 digits: 43 % are read as another double, off by up to 7.7e-14;
# and 43 % of them by write_csv and read_csv, where what is written is exact.
#
# What it means: p-values and likelihoods below 1e-307 are read as larger ones, in the wrong order: 1e-320 as 1e-307 and
# 2.2250738585072014e-308 as 2e-291, and minus the logarithm of them is cut. Read such columns as text and take as.numeric.
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
mapfile -t names < <(debian --print-uris -y install r-cran-readr=2.1.5-1 r-cran-vroom=1.6.5-1 | sed -n "s/^'[^']*' \(r-cran-[^_]*\)_.*/\1/p")
debian download r-base-core=4.5.0-3 r-cran-readr=2.1.5-1 r-cran-vroom=1.6.5-1 "${names[@]}" \
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
    library(readr)
    library(vroom)
})
options(digits = 17, width = 120)
# the behaviour
read <- function(text) suppressWarnings(as.numeric(c(
    read_csv(I(c("a", text, "0.5")), show_col_types = FALSE, progress = FALSE)$a[1],
    vroom(I(c("a,b", paste0(text, ",1"), "0.5,1")), delim = ",", show_col_types = FALSE, progress = FALSE)$a[1],
    parse_double(text))))
for (text in c("1e-310", "4.9e-324", "2.2250738585072014e-308", "1e-400", "1e308", "1e309", paste0("0.", strrep("0", 44), "1e45"), "1d5", "1e-300", "1e300")) {
    seen <- read(text)
    right <- suppressWarnings(as.numeric(text))
    cat(sprintf("%-50s %.17g, by as.numeric %.17g\n", text, seen[1], right))
    stopifnot(seen == seen[1])
    far <- is.na(right) || (is.infinite(right) && is.finite(seen[1])) || abs(seen[1] - right) > 0.5 * right
    stopifnot(far == !text %in% c("1e-300", "1e300"))
}
set.seed(1)
x <- rnorm(20000) * 10^sample(-200:200, 20000, TRUE)
text <- sprintf("%.17g", x)
stopifnot(as.numeric(text) == x)
seen <- parse_double(text)
cat("of 20,000 numbers of 17 digits", sum(seen != x), "are others, off by up to", max(abs(seen / x - 1)), "\n")
stopifnot(mean(seen != x) > 0.2)
write_csv(data.frame(x), "table.csv")
again <- read_csv("table.csv", show_col_types = FALSE, progress = FALSE)$x
exact <- scan("table.csv", skip = 1, quiet = TRUE)
cat("written by write_csv: read_csv has", sum(again != x), "others, scan", sum(exact != x), "\n")
stopifnot(sum(exact != x) == 0, sum(again != x) > 2000)
small <- c(1e-320, 3e-310, .Machine$double.xmin, 1e-300)
write_csv(data.frame(small), "table.csv")
again <- read_csv("table.csv", show_col_types = FALSE, progress = FALSE)$small
cat("written", format(small), "read", format(again), "\n")
stopifnot(again[1:3] / small[1:3] > 100, abs(again[4] / small[4] - 1) < 1e-12)
R
R program.R
