//! A setting of a sweep, and what it is worth.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Fitted, mean_and_deviation, measured, worth};
use crate::metrics::{Direction, Metric};
use crate::run::{Monitor, StopReason};
use crate::search::Dimension;

/// A setting that was trained, once or on each of several folds.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Trial {
    /// From 0, in the order in which they were drawn.
    pub trial: usize,
    /// By flag, as typed.
    pub values: BTreeMap<&'static str, String>,
    /// The monitored value; of folds the mean over those that have one. NaN where a network diverged.
    pub value: f64,
    /// Over how many folds that is the mean, where it has no value in some.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value_of_folds: Option<usize>,
    /// Of folds, between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation: Option<f64>,
    /// Of folds, the value of each; NaN where it has none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fold_values: Vec<f64>,
    /// On the samples that it is judged by; of folds the mean.
    pub measures: BTreeMap<String, f64>,
    /// Of each network.
    pub epochs: Vec<u32>,
    /// Of each network, the one that is kept.
    pub kept_epochs: Vec<u32>,
    /// Why networks stopped, of those that did before the last epoch.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stopped: Vec<String>,
    /// Whether one of them did.
    pub diverged: bool,
    /// Whether one was ended to make room for others: alone it would go on.
    pub halved: bool,
    /// Of each network.
    pub parameter_hashes: Vec<String>,
    /// [`Self::measures`] by metric, in their order.
    #[serde(skip)]
    pub figures: Vec<(Metric, f64)>,
}

impl Trial {
    /// Of the networks of one setting, which are compared by what `monitor` names.
    pub fn new(
        trial: usize,
        (space, values): (&[Dimension], &[String]),
        fitted: &[Fitted],
        monitor: Monitor,
    ) -> Self {
        let diverged = fitted.iter().any(|fitted| fitted.diverged);
        // What has no value where a class is not there has none for the other settings.
        let known = |mut values: Vec<f64>| {
            values.retain(|value| diverged || !value.is_nan());
            values
        };
        let fold_values: Vec<_> = fitted.iter().map(|fitted| worth(fitted, monitor)).collect();
        let each = known(fold_values.clone());
        let (value, deviation) = mean_and_deviation(&each);
        let all: Vec<_> = fitted.iter().collect();
        let mean = |(metric, values): (Metric, Vec<f64>)| match diverged {
            true => (metric, f64::NAN),
            false => (metric, mean_and_deviation(&known(values)).0),
        };
        let figures: Vec<_> = measured(&all, monitor.part).into_iter().map(mean).collect();
        Self {
            trial,
            values: space.iter().map(|d| d.flag).zip(values.iter().cloned()).collect(),
            value,
            value_of_folds: Some(each.len()).filter(|&count| 0 < count && count < fitted.len()),
            deviation: (fitted.len() > 1).then_some(deviation),
            fold_values: if fitted.len() > 1 { fold_values } else { Vec::new() },
            measures: figures.iter().map(|(metric, value)| (metric.to_string(), *value)).collect(),
            epochs: fitted.iter().map(|fitted| fitted.epochs).collect(),
            kept_epochs: fitted.iter().map(|fitted| fitted.kept).collect(),
            stopped: fitted.iter().filter_map(|f| Some(f.stop?.to_string())).collect(),
            diverged,
            halved: fitted.iter().any(|of| matches!(of.stop, Some(StopReason::Halved { .. }))),
            parameter_hashes: fitted.iter().map(|fitted| fitted.parameter_hash.clone()).collect(),
            figures,
        }
    }

    /// The places of trials from the best to the worst by their values, those that were ended to make room after the
    /// others and NaN last; of equals the one with the less loss first, where that is known, and then the first.
    pub fn best_first<'a>(
        trials: impl IntoIterator<Item = &'a Self>,
        metric: Metric,
    ) -> Vec<usize> {
        let loss = |trial: &Self| {
            let found = trial.figures.iter().find(|(metric, _)| *metric == Metric::Loss);
            found.map_or(f64::NAN, |(_, loss)| *loss)
        };
        // Sums of the same values in another order differ by their rounding.
        let rounded = |value: f64| format!("{value:.11e}").parse().unwrap_or(value);
        let of = |trial: &Self| {
            (rounded(trial.value), loss(trial), (trial.value.is_nan(), trial.halved))
        };
        let all: Vec<_> = trials.into_iter().map(of).collect();
        let mut places: Vec<usize> = (0..all.len()).collect();
        places.sort_by(|&a, &b| {
            let ((a, a_loss, a_end), (b, b_loss, b_end)) = (all[a], all[b]);
            let by_value = metric.direction().better_first(a, b);
            let by_loss = Direction::Less.better_first(a_loss, b_loss);
            a_end.cmp(&b_end).then(by_value).then(by_loss)
        });
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_equals_the_one_with_the_less_loss_is_the_best() {
        let trial = |(trial, (value, loss)): (usize, &(f64, f64))| Trial {
            trial,
            values: BTreeMap::new(),
            value: *value,
            value_of_folds: None,
            deviation: None,
            fold_values: Vec::new(),
            measures: BTreeMap::new(),
            epochs: Vec::new(),
            kept_epochs: Vec::new(),
            stopped: Vec::new(),
            diverged: value.is_nan(),
            halved: trial == 5,
            parameter_hashes: Vec::new(),
            figures: vec![(Metric::Loss, *loss)],
        };
        let order = |of: &[(f64, f64)], metric| {
            let trials: Vec<_> = of.iter().enumerate().map(trial).collect();
            Trial::best_first(&trials, metric)
        };
        let all = [(0.9, 0.5), (0.9, f64::NAN), (f64::NAN, 0.1), (0.9, 0.2), (0.95, 0.9)];
        assert_eq!(order(&all, Metric::Accuracy), [4, 3, 0, 1, 2]);
        assert_eq!(order(&all, Metric::Brier), [3, 0, 1, 4, 2]);
        // The last was halved away.
        let all = [&all[..], &[(0.99, 0.1)]].concat();
        assert_eq!(order(&all, Metric::Accuracy), [4, 3, 0, 1, 5, 2]);
        // A sum in another order is no difference.
        let sums = [((0.1 + 0.2 + 0.3) / 3.0, 0.5), ((0.3 + 0.2 + 0.1) / 3.0, 0.4)];
        assert_eq!(order(&sums, Metric::F1), [1, 0]);
        // However small they are.
        assert_eq!(order(&[(3.985e-14, 0.1), (3.973e-14, 0.2)], Metric::Rmse), [1, 0]);
    }
}
