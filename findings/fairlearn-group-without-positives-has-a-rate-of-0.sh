#!/usr/bin/env bash
# fairlearn 0.15.0: a group in which the positive class does not occur has a true positive rate of 0, with no warning, so that equal opportunity
# differs by 0.86 instead of 0.04 because of eight rows that are all answered rightly.
#
# A good guess would be: what is divided by no rows is NaN and left out, as for a group that is empty, or a warning, as scikit-learn's recall_score
# gives; the rates of the found and of the missed positives of a group add up to 1.
# Seen on 2026-12-01, scikit-learn 1.9.1, two groups of 500 with a tenth of wrong answers, and one of 8 negative rows, all right:
#                                    with the eight     without
#   equal_opportunity_difference     0.860              0.043
#   equalized_odds_difference        0.860              0.053
#   equal_opportunity_ratio          0                  0.950
#   rates of that group              true positive 0, false negative 0, true negative 1, false positive 0
# They come from scikit-learn's confusion_matrix(normalize="true"), which makes 0 of 0 / 0.
#
# What it means: with many small groups, as of several features together, the fairest model has the worst score, and a search by it goes by chance.
# Leave groups without positives out, or give MetricFrame a rate that is NaN there.
#
# Installs what it runs in a temporary folder; fails when the behaviour changes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet fairlearn==0.15.0 scikit-learn==1.9.1 scipy==1.17.1 pandas==3.1.1 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PYTHON'
import numpy as np
from fairlearn.metrics import (
    MetricFrame, equal_opportunity_difference, equal_opportunity_ratio, equalized_odds_difference, false_negative_rate, false_positive_rate,
    true_negative_rate, true_positive_rate)

random = np.random.default_rng(0)
group = np.repeat(["a", "b", "c"], [500, 500, 8])
truth = (random.random(1008) < 0.3).astype(int)
answer = np.where(random.random(1008) < 0.1, 1 - truth, truth)
truth[1000:] = answer[1000:] = 0
large = group != "c"


def directly(name):
    rows = (group == name) & (truth == 1)
    return answer[rows].mean() if rows.any() else np.nan


rates = np.array([directly(name) for name in "abc"])
right = np.nanmax(rates) - np.nanmin(rates)
for name, metric in (
    ("equal_opportunity_difference", equal_opportunity_difference),
    ("equalized_odds_difference", equalized_odds_difference),
    ("equal_opportunity_ratio", equal_opportunity_ratio),
):
    print("%-30s with the eight rows %.3f, without %.3f" % (
        name, metric(truth, answer, sensitive_features=group), metric(truth[large], answer[large], sensitive_features=group[large])))
frame = MetricFrame(
    metrics={"tpr": true_positive_rate, "fnr": false_negative_rate, "tnr": true_negative_rate, "fpr": false_positive_rate},
    y_true=truth, y_pred=answer, sensitive_features=group)
print(frame.by_group)
print("computed directly: true positive rates", rates, "difference %.3f" % right)
assert np.allclose(frame.by_group["tpr"][:2], rates[:2])
assert frame.by_group.loc["c", "tpr"] == frame.by_group.loc["c", "fnr"] == 0, "the behaviour changed"
assert equal_opportunity_difference(truth, answer, sensitive_features=group) > 0.8 > 0.1 > right, "the behaviour changed"
assert equal_opportunity_ratio(truth, answer, sensitive_features=group) == 0
PYTHON
