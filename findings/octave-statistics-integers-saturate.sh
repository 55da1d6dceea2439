#!/usr/bin/env bash
# Octave's statistics 1.7.3 (Octave 9.4.0; 2.1.0 the same but for the last three lines): distances and tests of integer columns
# subtract in their type, where 5 - 250 is 0 and 245^2 is 255: the distance of two pixels is at most 15.97, and a signed rank
# test of before and after has p = 0.125 instead of 0.81.
#
# A good guess would be: as of the same numbers in double, or an error; the help of pdist asks for a "numeric matrix", and
# knnsearch, kmeans, fitcknn, ranksum and corr are right or say that they do not take the type. In MATLAB pdist refuses integers.
# Seen on 2026-11-30:
#                                                uint8                        the same in double
#   pdist of 250, 5, 10, 200                     15.97 15.97 15.97 0 0 0      245 240 50 5 195 190
#   linkage, first two that are joined           10 and 200, at 0             5 and 10, at 5
#   isoutlier of 10 11 12 10 11 200 0            1 0 1 1 0 1 1                0 0 0 0 0 1 1
#   signrank of 7 pairs                          0.125                        0.8125
#   signtest of 7 pairs                          1                            0.0156
#   ttest of 7 pairs                             0.020                        0.571
#   harmmean of 200, 250                         0                            222.2
#   poisspdf(5, 10)                              1                            0.0378
# 2.1.0 refuses the integers in ttest and has poisspdf right; its harmmean is Inf, its nanmedian of 200 and 250 is 128.
#
# What it means: images are read as uint8, tables of counts and of grades are stored as integers, and clusters, outliers and
# p values of these are other ones, with no warning. Cast to double first.
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
# all that the packages depend on, without what only the window of Octave and its sound need
debian --print-uris -y install octave=9.4.0-1 octave-statistics=1.7.3-2 | sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -vE "^(debconf|dconf|font|gcc-|init|\
lib(aom|asound|avahi|cups|drm|dav1d|de265|egl|evdev|flac|fltk|gbm|gl1-mesa|glx-mesa|gudev|heif-plugin|input|jack|llvm|mp3|mpg123|opus|\
perl|port|qscint|qt|rav1e|sensors|sndfile|svtav1|text|vorbis|vulkan|wacom|wayland|xkb|xml-|z3)|lsb|mesa|octave$|perl|procps|qt|shared|\
sysvinit|tex|ucf|xkb)" >names
mapfile -t names <names
debian download octave=9.4.0-1 octave-statistics=1.7.3-2 "${names[@]}"
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
export OCTAVE_HOME=$PWD/root/usr OCTAVE_EXEC_HOME=$PWD/root/usr LC_ALL=C
octave() {
    root/usr/lib64/ld-linux-x86-64.so.2 --library-path "$lib/octave/9.4.0:$lib:$PWD/root/usr/lib:$lib/blas:$lib/lapack" \
        root/usr/bin/octave-cli --no-init-file "$@"
}
cat >program.m <<'OCTAVE'
warning ("off", "all");
pkg rebuild -global
pkg load statistics
column = [250; 5; 10; 200];
before = [10 11 12 10 11 20 1];
after = [5 20 30 1 2 3 50];
lower = [15 20 30 11 22 33 50];
first = @(tree) [sort(column(tree(1, 1:2)))', tree(1, 3)];
cases = {
  "pdist", @(as) pdist(as(column)), [245 240 50 5 195 190], [sqrt(255) sqrt(255) sqrt(255) 0 0 0]
  "pdist2", @(as) pdist2(as(5), as(250)), 245, 0
  "linkage", @(as) first(linkage(as([column, [10; 10; 10; 10]]))), [5 10 5], [10 200 0]
  "isoutlier", @(as) double(isoutlier(as([10 11 12 10 11 200 0]))), [0 0 0 0 0 1 1], [1 0 1 1 0 1 1]
  "signrank", @(as) signrank(as(before), as(after)), 0.8125, 0.125
  "signtest", @(as) signtest(as(before), as(lower)), 0.015625, 1
  "ttest", @(as) nthargout(2, @ttest, as(before), as(after)), 0.571068, 0.020040
  "harmmean", @(as) harmmean(as([200 250])), 2 / (1 / 200 + 1 / 250), 0
  "poisspdf", @(as) poisspdf(as(5), 10), exp(-10) * 1e5 / 120, 1
  "knnsearch", @(as) knnsearch(as(column), as([0; 255]))', [2 1], [2 1]
  "ranksum", @(as) ranksum(as(before), as(lower)), 0.0081585, 0.0081585
};
# by hand: all signs of the seven ranks of |before - after|, and the binomial of seven of seven
ranks = tiedrank (abs (before - after));
sums = [];
for k = 0:127
  sums(end + 1) = sum (ranks(bitand (k, 2 .^ (0:6)) > 0));
endfor
low = min (sum (ranks(before > after)), sum (ranks(before < after)));
assert (2 * mean (sums <= low), 0.8125);
assert (2 * 0.5 ^ 7, 0.015625);
for k = 1:rows (cases)
  [name, f, right, wrong] = cases{k, :};
  seen = double (f (@uint8));
  printf ("%-10s uint8 %s  double %s\n", name, mat2str (seen, 5), mat2str (f (@double), 5));
  assert (double (f (@double)), right, 1e-4);
  assert (seen, wrong, 1e-4);
endfor
printf ("int16 and int32: %s %s\n", mat2str (pdist (int16 ([30000; -30000]))), mat2str (pdist (int32 ([0; 100000]))));
assert (pdist (int16 ([30000; -30000])) < 200 && pdist (int32 ([0; 100000])) < 50000);
OCTAVE
octave program.m
