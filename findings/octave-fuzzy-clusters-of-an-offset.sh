#!/usr/bin/env bash
# Octave's fuzzy-logic-toolkit 0.6.1 (Octave 9.4.0): fcm, fuzzy c-means, loses two plain clusters as soon as the columns lie far from 0,
# and memberships then add up to 0 or 0.01 instead of 1; so they do wherever a centre meets a row, as with repeated rows.
#
# A good guess would be: distances do not change when all rows are shifted, and the memberships of each row add up to 1, also of a
# row that is a centre, as its help has it.
# Seen on 2026-11-30, two clusters of 100 rows of deviation 1, 8 apart in both columns; 20 starts each:
#   mean of the columns         starts without an error     rows in the right cluster     sums of memberships
#   0, 100,000                  20                          1                             1
#   5,000,000                   7                           0.505                         0 to 0.5
#   50,000,000                  13                          0.67                          0 to 0.03
# Ten rows (1, 2) and twenty (5, 6), two clusters: each row's memberships add up to 1/30, partition_coeff is 1/900 instead of 1 and
# partition_entropy NaN instead of 0. And xie_beni_index has the memberships where the index has their squares: 0.424 instead of
# 0.106 for four groups.
# The cause: distances are computed as x^2 + v^2 - 2xv; if one of all of them is 0, every membership that belongs to another
# distance is set to 0 and the rest are divided by the number of zeros.
#
# What it means: of coordinates, times and prices the clusters are noise, found without a word if not stopped by a division by 0,
# and columns of few values are judged by memberships of 0. Centre the columns, and divide the memberships by their sums.
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
debian --print-uris -y install octave=9.4.0-1 octave-fuzzy-logic-toolkit=0.6.1-1 | sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -vE "^(debconf|dconf|font|gcc-|init|\
lib(aom|asound|avahi|cups|drm|dav1d|de265|egl|evdev|flac|fltk|gbm|gl1-mesa|glx-mesa|gudev|heif-plugin|input|jack|llvm|mp3|mpg123|opus|\
perl|port|qscint|qt|rav1e|sensors|sndfile|svtav1|text|vorbis|vulkan|wacom|wayland|xkb|xml-|z3)|lsb|mesa|octave$|perl|procps|qt|shared|\
sysvinit|tex|ucf|xkb)" >names
mapfile -t names <names
debian download octave=9.4.0-1 octave-fuzzy-logic-toolkit=0.6.1-1 "${names[@]}"
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
pkg load fuzzy-logic-toolkit
% quantiles instead of random numbers
z = sqrt (2) * erfinv (2 * ((1:100)' - 0.5) / 100 - 1);
group = [z, z(mod((1:100) * 37, 100) + 1)];
rows_of = [group; group + 8];
own = [true(100, 1); false(100, 1)];
options = [2, 100, 1e-6, 0];
for offset = [0, 1e5, 5e6, 5e7]
  right = sums = [];
  for start = 1:20
    rand ("twister", start);
    try
      [~, memberships] = fcm (rows_of + offset, 2, options);
    catch
      continue;
    end_try_catch
    [~, which] = max (memberships);
    share = mean ((which' == 1) == own);
    right(end + 1) = max (share, 1 - share);
    sums = [sums, sum(memberships)];
  endfor
  printf ("mean %g: %d starts without an error, in the right cluster %.3f, sums of memberships %.4f to %.4f\n", ...
          offset, numel (right), mean (right), min (sums), max (sums));
  if (offset <= 1e5)
    assert (numel (right) == 20 && all (right == 1) && all (abs (sums - 1) < 1e-9));
  else
    assert (numel (right) >= 1 && mean (right) < 0.9 && min (sums) == 0 && max (sums) < 0.7);
  endif
endfor

repeated = [repmat([1, 2], 10, 1); repmat([5, 6], 20, 1)];
rand ("twister", 1);
[centres, memberships] = fcm (repeated, 2, options);
sums = unique (sum (memberships));
printf ("repeated rows: centres %s, sums of memberships %s, partition_coeff %g, partition_entropy %g\n", mat2str (sortrows (centres)), ...
        mat2str (sums, 4), partition_coeff (memberships), partition_entropy (memberships, 2));
assert (sortrows (centres), [1, 2; 5, 6], 1e-9);
assert (sums, 1 / 30, 1e-12);
assert (partition_coeff (memberships), 1 / 900, 1e-12);
assert (isnan (partition_entropy (memberships, 2)));

four = [group; group + [3, 0]; group + [0, 3]; group + 3];
rand ("twister", 1);
[centres, memberships] = fcm (four, 4, options);
distances = between = zeros (4, 0);
for i = 1:4
  distances(i, 1:400) = sumsq (four - centres(i, :), 2)';
  between(i, 1:4) = sumsq (centres - centres(i, :), 2)';
endfor
by_definition = sum (sum (memberships .^ 2 .* distances)) / (400 * min (between(between > 0)));
seen = xie_beni_index (four, centres, memberships);
printf ("four groups: xie_beni_index %.4f, right %.4f\n", seen, by_definition);
assert (seen, sum (sum (memberships .* distances)) / (400 * min (between(between > 0))), 1e-9);
assert (seen > 2 * by_definition);
OCTAVE
octave program.m
