#!/usr/bin/env bash
# R's collapse 2.1.0 (R 4.5.0): -0 and 0 are two groups and do not match: of round(c(-0.2, 0.3, -0.4, 0.1, 1.2)) it makes three groups "0",
# "0" and "1", and a join by such a column loses rows.
#
# A good guess would be: -0 == 0, so they are one group and match, as in unique, table, tapply, match and merge of R and in data.table.
# Seen on 2026-12-01:
#                                                             collapse            R
#   sums of 1 to 5 by the column above                        4 6 5               10 5
#   funique, fndistinct, qtab, qF, fcount                     3 values            2
#   fmatch(0, round(-0.2)), 0 %iin% round(-0.2)               NA, none            1
#   join by k of 0, 1 and round(-0.2), 1                      NA and a match      two matches
#   1,000 rounded normal numbers: groups by tenths            one more than there are values
# fgroup_by, collap, rsplit, fmean by groups, sorted or not, are all so; roworder sorts both together.
#
# What it means: -0 comes from round, from trunc, from -x and from a product of 0 and a negative number. Means by group are those of
# a part, in a table in which "0" stands twice, and columns are joined as missing. Add 0 beforehand: x + 0 is 0 for -0.
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
mapfile -t names < <(debian --print-uris -y install r-cran-collapse=2.1.0-1 | sed -n "s/^'[^']*' \(r-cran-[^_]*\)_.*/\1/p")
debian download r-base-core=4.5.0-3 r-cran-collapse=2.1.0-1 "${names[@]}" \
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
suppressMessages(library(collapse))
y <- round(c(-0.2, 0.3, -0.4, 0.1, 1.2))
v <- c(1, 2, 3, 4, 5)
cat("the column:", y, "\n")
cat("sums by it:", fsum(v, y), "of R", tapply(v, y, sum), "of y + 0", fsum(v, y + 0), "\n")
cat("names of the groups:", names(fsum(v, y)), "\n")
stopifnot(fsum(v, y) == c(4, 6, 5), tapply(v, y, sum) == c(10, 5), fsum(v, y + 0) == c(10, 5))
grouped <- fsummarise(fgroup_by(data.frame(y, v), y), s = fsum(v))
print(grouped)
stopifnot(nrow(grouped) == 3, nrow(aggregate(v ~ y, FUN = sum)) == 2)
counts <- c(funique = length(funique(y)), fndistinct = fndistinct(y), qtab = length(qtab(y)), qF = length(levels(qF(y))),
            fcount = length(fcount(y)$N), collap = nrow(collap(data.frame(y, v), ~y)), unique = length(unique(y)), table = length(table(y)))
print(counts)
stopifnot(counts[1:6] == 3, counts[7:8] == 2)
cat("fmatch", fmatch(0, round(-0.2)), "match", match(0, round(-0.2)), "\n")
stopifnot(is.na(fmatch(0, round(-0.2))), match(0, round(-0.2)) == 1)
left <- data.frame(k = c(0, 1), a = 1:2)
right <- data.frame(k = c(round(-0.2), 1), b = 3:4)
print(join(left, right, on = "k", verbose = 0))
print(merge(left, right))
stopifnot(is.na(join(left, right, on = "k", verbose = 0)$b) == c(TRUE, FALSE), nrow(merge(left, right)) == 2)
set.seed(1)
x <- round(rnorm(1000), 1)
zero <- fmean(rep(1, 1000), x)
sizes <- fcount(x)
cat("1,000 rounded numbers:", length(unique(x)), "values,", nrow(fcount(data.frame(x), x)), "groups; rows of 0:", sum(x == 0), "in groups of",
    fcount(data.frame(x), x)$N[fcount(data.frame(x), x)$x == 0], "\n")
stopifnot(nrow(fcount(data.frame(x), x)) == length(unique(x)) + 1)
R
R program.R
