//! A setting of a sweep, and what it is worth.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Fitted, mean_and_deviation, measured, worth};
use crate::metrics::Metric;
use crate::run::Monitor;
use crate::search::Dimension;

/// A setting that was trained, once or on each of several folds.
#[derive(Debug, Clone, Serialize)]
#[non_exhaustive]
pub struct Trial {
    /// From 0, in the order in which they were drawn.
    pub trial: usize,
    /// By flag, as typed.
    pub values: BTreeMap<&'static str, String>,
    /// The monitored value; of folds the mean. NaN where one diverged.
    pub value: f64,
    /// Of folds, between them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deviation: Option<f64>,
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
        let each: Vec<_> = fitted.iter().map(|fitted| worth(fitted, monitor)).collect();
        let (value, deviation) = mean_and_deviation(&each);
        let all: Vec<_> = fitted.iter().collect();
        let mean = |(metric, values): (Metric, Vec<f64>)| (metric, mean_and_deviation(&values).0);
        let figures: Vec<_> = measured(&all, monitor.part).into_iter().map(mean).collect();
        Self {
            trial,
            values: space.iter().map(|d| d.flag).zip(values.iter().cloned()).collect(),
            value,
            deviation: (fitted.len() > 1).then_some(deviation),
            measures: figures.iter().map(|(metric, value)| (metric.to_string(), *value)).collect(),
            epochs: fitted.iter().map(|fitted| fitted.epochs).collect(),
            kept_epochs: fitted.iter().map(|fitted| fitted.kept).collect(),
            stopped: fitted.iter().filter_map(|f| Some(f.stop?.to_string())).collect(),
            diverged: fitted.iter().any(|fitted| fitted.diverged),
            parameter_hashes: fitted.iter().map(|fitted| fitted.parameters.hash()).collect(),
            figures,
        }
    }
}
