#!/usr/bin/env bash
# Octave's nan 3.7.0 (Octave 9.4.0): the mutual information of roc is that of nothing: of all thresholds it prefers the one that
# calls half of the rows positive, and says -0.88 bit for one that calls all; kappa says 1.58 bit where 0.86 are right, once a
# cell of the table is empty.
#
# A good guess would be: the mutual information of the label and the call, 0 where the call is constant and at most the entropy of
# the label; "MI", as the help has it, with THRESHOLD.maxMI for the threshold that is best by it.
# Seen on 2026-11-30:
#                                                             seen       right
#   kappa of [50 0; 25 25]                                    0.561      0.311
#   kappa of [40 10 0; 0 40 10; 10 0 40]                      1.585      0.863
#   kappa of [99 1; 0 0], all called the same                 0.081      0
#   kappa of [20 5; 10 15], no empty cell                     0.125      0.125
#   roc, 3 positive of 10, all called positive                -0.881     0
#   roc, 1,000 rows, 50 positive: the largest                 0.760      0.084
#     and the rows called positive there                      479        106
# roc subtracts the label's entropy within the calls from the entropy of the calls, instead of the label's; in kappa 0 * log(0) is
# NaN, and a sum that skips NaN loses the whole column of the table.
#
# What it means: a detector's threshold that is taken from maxMI raises an alarm for half of all rows, and the bit rate of a
# rare class is overstated the more, the better it is kept apart. KAPPA, YI and MCC of the same results are right.
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
function bits = information (table)
  p = table / sum (table(:));
  q = sum (p, 2) * sum (p, 1);
  bits = sum (p(p > 0) .* log2 (p(p > 0) ./ q(p > 0)));
endfunction
tables = {[20 5; 10 15], [50 0; 25 25], [40 10 0; 0 40 10; 10 0 40], [99 1; 0 0], [50 0; 0 50]};
expected = [0.1245, 0.5613, 1.5850, 0.0808, 1];
for k = 1:numel (tables)
  seen = kappa (tables{k}).MI;
  printf ("kappa of %s: %.4f, right %.4f\n", mat2str (tables{k}), seen, information (tables{k}));
  assert (seen, expected(k), 1e-4);
  assert (any (k == [1 5]) == (abs (seen - information (tables{k})) < 1e-9));
endfor

result = roc ((1:10)', [0 0 0 0 0 0 0 1 1 1]');
every = find (result.TP == 3 & result.FP == 7);
printf ("roc, all called positive: %.4f, right %.4f\n", result.MI(every), information ([3 0; 7 0]));
assert (result.MI(every), -0.8813, 1e-4);
assert (information ([3 0; 7 0]), 0, 1e-12);

# a positive lies two deviations higher; quantiles instead of random numbers
low = sqrt (2) * erfinv (2 * ((1:950)' - 0.5) / 950 - 1);
high = 2 + sqrt (2) * erfinv (2 * ((1:50)' - 0.5) / 50 - 1);
result = roc ([low; high], [zeros(950, 1); ones(50, 1)]);
right = arrayfun (@(tp, fn, fp, tn) information ([tp fn; fp tn]), result.TP, result.FN, result.FP, result.TN);
[most, best] = max (right);
[seen, chosen] = max (result.MI);
called = result.TP + result.FP;
printf ("roc of 1000 rows: %.3f with %d called positive; right %.3f with %d\n", seen, called(chosen), most, called(best));
assert (result.maxMI, seen, 1e-9);
assert (seen > 0.5 && most < 0.15 && called(chosen) > 400 && called(best) < 150);
[~, kappa_best] = max (result.KAPPA);
printf ("by KAPPA %d called positive\n", called(kappa_best));
assert (called(kappa_best) < 150);
OCTAVE
octave program.m
