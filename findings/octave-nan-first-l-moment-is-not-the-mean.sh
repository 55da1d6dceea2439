#!/usr/bin/env bash
# Octave's nan 3.7.0 (Octave 9.4.0): the first L-moment of lmom is not the mean: of 1, 2, ..., 99, 10000 it is 99.5
# instead of 149.5, a constant has a third one of 0.31, and so the Gini coefficient of gini is off.
#
# A good guess would be: L-moments as Hosking defines them, whom the help names, and of which the first is the mean ("equivalent
# to samlmo.F"); of a constant all but the first are 0; a Gini coefficient by one of its two definitions, with n or with n - 1.
# Seen on 2026-11-30:
#                              lmom                          right                gini      by n - 1, by n
#   1, 2, 3, 4, 10             3.1, 1.3, 0.7                 4, 2, 1              0.419     0.5, 0.4
#   1, 2, ..., 99, 10000       99.5, 66.2, 49.5              149.5, 115.8, 99     0.665     0.775, 0.767
#   5, 5, 5, 5                 5, 0, 0.3125                  5, 0, 0              0         0, 0
#   1, 2, ..., 100             50, 16.67, 0.01               50.5, 16.83, 0       0.333     0.333, 0.33
# The integral of the sorted numbers is taken by the trapezoidal rule from the smallest, which counts one and a half times, to the
# largest, which counts half: the first moment lacks (largest - smallest) / 2n.
#
# What it means: of incomes, claims and other long tails, which L-moments and Gini coefficients are for, the largest value
# counts by half, and distributions fitted by these moments have thinner tails. Take weights by hand as this script does.
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
debian --print-uris -y install octave=9.4.0-1 octave-nan=3.7.0-4+b1 | sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -vE "^(debconf|dconf|font|gcc-|init|\
lib(aom|asound|avahi|cups|drm|dav1d|de265|egl|evdev|flac|fltk|gbm|gl1-mesa|glx-mesa|gudev|heif-plugin|input|jack|llvm|mp3|mpg123|opus|\
perl|port|qscint|qt|rav1e|sensors|sndfile|svtav1|text|vorbis|vulkan|wacom|wayland|xkb|xml-|z3)|lsb|mesa|octave$|perl|procps|qt|shared|\
sysvinit|tex|ucf|xkb)" >names
mapfile -t names <names
debian download octave=9.4.0-1 octave-nan=3.7.0-4+b1 "${names[@]}"
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
pkg load nan
# unbiased probability-weighted moments and the L-moments of them
function l = right (x)
  x = sort (x(:));
  n = numel (x);
  i = (1:n)';
  b = [mean(x), mean(x .* (i - 1) / (n - 1)), mean(x .* (i - 1) .* (i - 2) / (n - 1) / (n - 2))];
  l = [b(1), 2 * b(2) - b(1), 6 * b(3) - 6 * b(2) + b(1)];
endfunction
samples = {[1 2 3 4 10]', [1:99, 10000]', [5 5 5 5]', (1:100)'};
moments = [3.1 1.3 0.7; 99.505 66.165 49.51; 5 0 0.3125; 50.005 16.6667 0.01];
gini_ = [0.4194, 0.6650, 0, 0.3333];
for k = 1:4
  x = samples{k};
  n = numel (x);
  seen = lmom (x, 3);
  good = right (x);
  differences = sum (sum (abs (x - x')));
  by = differences ./ [n * (n - 1), n * n] / 2 / mean (x);
  printf ("mean %g: lmom %s right %s gini %.4f, by n - 1 %.4f, by n %.4f\n", mean (x), mat2str (seen, 5), ...
          mat2str (round (good * 1e6) / 1e6, 5), gini (x), by);
  assert (good(1), mean (x), 1e-9);
  # half of the mean distance of two is the second
  assert (good(2), differences / n / (n - 1) / 2, 1e-9);
  assert (seen, moments(k, :), 2e-3);
  assert (gini (x), gini_(k), 1e-3);
  assert (mean (x) - seen(1), (max (x) - min (x)) / 2 / n, 1e-9);
endfor
OCTAVE
octave program.m
