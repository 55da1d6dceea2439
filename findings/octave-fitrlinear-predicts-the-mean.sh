#!/usr/bin/env bash
# Octave's statistics 2.1.0 (Octave 11.3.0): fitrlinear of columns of mean 100 and deviation 1 stops after one or two steps with
# coefficients of 0.002 and "Tolerance on coefficients satisfied.": R2 of a linear relation without noise is 0.001.
#
# A good guess would be: the relation is found, as it is of the same columns less 100 and by fitlm, or the fit says that it was
# not; with at most 100 columns the solver is BFGS, not a stochastic one.
# Seen on 2026-11-30, 500 rows, y = 2 a - b + 5, a and b of mean 0 and deviation 1:
#   columns              Learner          coefficients       R2         steps    with BetaTolerance 0
#   a, b                 leastsquares     2.00, -1.00        1.00000    3        2.00, -1.00
#   a + 30, b + 30       leastsquares     1.50, -1.50        0.89953    11       2.00, -1.00
#   a + 100, b + 100     leastsquares     0.0017, -0.0012    0.00137    2        2.00, -1.00 (42 steps)
#   a + 100, b + 100     svm (default)    0.0004, 0.0001     0.00016    1        1.94, -0.98
#   a + 100, b + 100     fitlm            2, -1              1
# The status is "Tolerance on coefficients satisfied." in each case. fitclinear of y > 5 is right in 99.8 % of the rows of a
# and b and in 90.4 % of a + 100 and b + 100.
# The test compares the change of coefficients with their size, and along such columns a step that only sets the level is small.
#
# What it means: temperatures in Kelvin, heights in centimetres and years are such columns; the model predicts the mean, and
# reports that it has converged. Standardize first, or set 'BetaTolerance' to 0.
#
# Needs Debian's package lists; installs what it runs in a temporary folder, from Debian's unstable, whose versions do not stay;
# fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir -p apt/parts apt/lists/partial apt/cache/archives/partial
: >apt/status
mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Label: Debian' | sort -u | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >apt/sources.list
debian() {
    apt-get -qq -o Dir::Etc::SourceList="$PWD/apt/sources.list" -o Dir::Etc::SourceParts="$PWD/apt/parts" \
        -o Dir::Etc::Preferences=/dev/null -o Dir::Etc::PreferencesParts="$PWD/apt/parts" -o Dir::State::Lists="$PWD/apt/lists" \
        -o Dir::State::Status="$PWD/apt/status" -o Dir::Cache="$PWD/apt/cache" -o APT::Sandbox::User=root \
        -o APT::Install-Recommends=false -o Acquire::Languages=none -o Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false "$@"
}
debian update
# all that the packages depend on, without what only the window of Octave and its sound need
debian --print-uris -y install octave=11.3.0-1+b1 octave-statistics=2.1.0-1 | sed -n "s/^'[^']*' \([^_]*\)_.*/\1/p" | grep -vE "^(debconf|dconf|font|gcc-|init|\
lib(aom|asound|avahi|cups|drm|dav1d|de265|egl|evdev|flac|fltk|gbm|gl1-mesa|glx-mesa|gudev|heif-plugin|input|jack|llvm|mp3|mpg123|opus|\
perl|port|qscint|qt|rav1e|sensors|sndfile|svtav1|text|vorbis|vulkan|wacom|wayland|xkb|xml-|z3)|lsb|mesa|octave$|perl|procps|qt|shared|\
sysvinit|tex|ucf|xkb)" >names
mapfile -t names <names
debian download octave=11.3.0-1+b1 octave-statistics=2.1.0-1 "${names[@]}"
for package in *.deb; do dpkg-deb -x "$package" root; done
lib=$PWD/root/usr/lib/x86_64-linux-gnu
export OCTAVE_HOME=$PWD/root/usr OCTAVE_EXEC_HOME=$PWD/root/usr LC_ALL=C
octave() {
    root/usr/lib64/ld-linux-x86-64.so.2 --library-path "$lib/octave/11.3.0:$lib:$PWD/root/usr/lib:$lib/blas:$lib/lapack" \
        root/usr/bin/octave-cli --no-init-file "$@"
}
cat >program.m <<'OCTAVE'
warning ("off", "all");
pkg rebuild -global
pkg load statistics
n = 500;
a = sqrt (2) * erfinv (2 * ((1:n)' - 0.5) / n - 1);
b = a(mod ((1:n)' * 197, n) + 1);
y = 2 * a - b + 5;
explained = @(model, x) 1 - mean ((predict (model, x) - y) .^ 2) / mean ((y - mean (y)) .^ 2);
function [x, r2, status] = fit (x, y, explained, varargin)
  [model, info] = fitrlinear (x, y, varargin{:});
  r2 = explained (model, x);
  status = info.TerminationStatus{1};
  printf ("mean %3.0f: %s R2 %.5f after %d steps, %s %s\n", mean (x(:)), mat2str (model.Beta', 3), r2, info.NumIterations, ...
          status, strjoin (cellfun (@(v) num2str (v), varargin, "UniformOutput", false)));
endfunction
limits = [0.99 1.01; 0.85 0.95; -0.01 0.01];
for learner = {"leastsquares", "svm"}
  for k = 1:3
    x = [a b] + [0 30 100](k);
    [~, r2, status] = fit (x, y, explained, "Learner", learner{1});
    assert (r2 > limits(k, 1) && r2 < limits(k, 2));
    assert (status, "Tolerance on coefficients satisfied.");
    [~, r2] = fit (x, y, explained, "Learner", learner{1}, "BetaTolerance", 0);
    assert (r2 > 0.99);
  endfor
endfor
model = fitlm ([a b] + 100, y);
printf ("fitlm: %s\n", mat2str (model.Coefficients.Estimate', 5));
assert (model.Coefficients.Estimate', [-95 2 -1], 1e-6);
for k = 1:2
  x = [a b] + [0 100](k);
  share = mean (predict (fitclinear (x, double (y > 5)), x) == (y > 5));
  printf ("fitclinear of mean %3.0f: %.3f right\n", mean (x(:)), share);
  assert (k == 1 && share > 0.99 || k == 2 && share < 0.95);
endfor
OCTAVE
octave program.m
