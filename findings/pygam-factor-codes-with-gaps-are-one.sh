#!/usr/bin/env bash
# pygam 0.12.0: a factor term whose codes have gaps takes neighbouring categories for one: of the codes 0, 1 and 5 the first two have
# the same effect, of 0, 100 and 101 the last two, and a coefficient is left for codes that do not occur.
#
# A good guess would be: one effect for each code that is in the data; the term counts them, three here, and makes three coefficients.
# Seen on 2026-11-30, a target that is the place of the code, 1,000 rows:
#   codes            predictions                coefficients    R2
#   0, 1, 2, 3       0.0, 1.0, 2.0, 3.0         4               1.00
#   0, 1, 5          0.5, 0.5, 2.0              3               0.75
#   1, 2, 3, 10      0.5, 0.5, 2.0, 3.0         4               0.91
#   0, 100, 101      0.0, 1.5, 1.5              3               0.75
#   10, 20, 40       0.0, 1.0, 2.0              3               1.00
# With coding="one-hot" or "dummy". The cause: the columns of the term are as many intervals of equal width between the smallest and
# the largest code as there are codes. A code that was never seen is given the effect of the interval it lies in.
#
# What it means: with postal areas, years with a gap, diagnosis codes, or a column from which a category was dropped before fitting,
# categories lose their own effects, differently for each set of codes. Recode to 0, 1, 2, ... without gaps, and the same at predict.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet pygam==0.12.0 numpy==2.4.6 scipy==1.16.3
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import numpy as np
from pygam import LinearGAM, LogisticGAM, f

random = np.random.default_rng(0)
for codes, merged in (([0, 1, 2, 3], None), ([0, 1, 5], (0, 1)), ([1, 2, 3, 10], (0, 1)), ([0, 100, 101], (1, 2)), ([10, 20, 40], None)):
    codes = np.array(codes, float)
    places = random.integers(0, len(codes), 1000)
    rows, target = codes[places][:, None], places.astype(float)
    for coding in "dummy", "one-hot":
        model = LinearGAM(f(0, coding=coding)).fit(rows, target)
        answer = model.predict(codes[:, None])
        r2 = 1 - ((model.predict(rows) - target) ** 2).sum() / ((target - target.mean()) ** 2).sum()
        print(codes, coding, answer.round(3), "R2 %.3f" % r2)
        means = np.arange(float(len(codes)))
        if merged:
            means[list(merged)] = target[np.isin(places, merged)].mean()
            assert answer[merged[0]] == answer[merged[1]], "the behaviour changed"
        assert np.abs(answer - means).max() < 0.05
        assert (r2 < 0.95) == (merged is not None)
    recoded = LinearGAM(f(0)).fit(places[:, None], target).predict(np.arange(len(codes))[:, None])
    assert np.abs(recoded - np.arange(len(codes))).max() < 0.05, "recoded it is right"

# a rare and a sure category next to each other, and a code that was not there
places = random.integers(0, 3, 3000)
codes = np.array([0, 1, 5])
chance = np.array([0.05, 0.95, 0.5])
happened = (random.random(3000) < chance[places]).astype(int)
answer = LogisticGAM(f(0)).fit(codes[places][:, None], happened).predict_proba(np.array([[0], [1], [5], [3]]))
print("probabilities of 0, 1, 5 with 0.05, 0.95, 0.5, and of 3, which is not in the data:", answer.round(2))
assert answer[0] == answer[1] and abs(answer[0] - 0.5) < 0.05 and np.isfinite(answer[3])
PYTHON
