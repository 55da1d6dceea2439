//! What a cross-validation has found, for people and programs.

use std::collections::BTreeMap;

use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::run::Part;
use serde::Serialize;

use super::{Jobs, summary};
use crate::cli::log::Measures;
use crate::cli::output;
use crate::cli::together::Fitted;

/// Folds up to which each has a line of its own.
const LINES: usize = 20;

#[derive(Debug, Serialize)]
pub(super) struct Report {
    /// Of gradshader.
    version: &'static str,
    data: String,
    samples: usize,
    folds: usize,
    repeats: usize,
    device: String,
    /// By name, over all folds.
    metrics: BTreeMap<String, Summary>,
    each: Vec<Line>,
    #[serde(skip)]
    order: Vec<Metric>,
}

#[derive(Debug, Serialize)]
struct Summary {
    mean: f64,
    /// That of a sample: `null` of one fold alone.
    deviation: f64,
    least: f64,
    most: f64,
}

#[derive(Debug, Serialize)]
struct Line {
    /// From 1, as the fold.
    repeat: usize,
    fold: usize,
    training_samples: usize,
    validation_samples: usize,
    test_samples: usize,
    /// Epochs that its network was trained for, and the one that was kept.
    epochs: u32,
    kept_epoch: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    stopped: Option<String>,
    parameter_hash: String,
    #[serde(flatten)]
    measures: Measures,
}

impl Report {
    pub(super) fn new(jobs: &Jobs, fitted: &[Fitted], adapter: AdapterDescription) -> Self {
        let found = summary(fitted);
        let least = |values: &[f64]| values.iter().copied().fold(f64::NAN, f64::min);
        let most = |values: &[f64]| values.iter().copied().fold(f64::NAN, f64::max);
        let summary = |(metric, values, mean, deviation): &(Metric, Vec<f64>, f64, f64)| {
            let (mean, deviation) = (*mean, *deviation);
            let summary = Summary { mean, deviation, least: least(values), most: most(values) };
            (metric.to_string(), summary)
        };
        let lines = jobs.folds.iter().zip(fitted).map(|(fold, fitted)| Line {
            repeat: fold.repeat + 1,
            fold: fold.number + 1,
            training_samples: fold.split.training.len(),
            validation_samples: fold.split.held_out.len(),
            test_samples: fold.split.test.len(),
            epochs: fitted.epochs,
            kept_epoch: fitted.kept,
            stopped: fitted.stop.map(|reason| reason.to_string()),
            parameter_hash: fitted.parameters.hash(),
            measures: fitted.measures.clone(),
        });
        Self {
            version: env!("CARGO_PKG_VERSION"),
            data: jobs.samples.source().to_owned(),
            samples: jobs.samples.len(),
            folds: jobs.count,
            repeats: jobs.folds.len() / jobs.count,
            device: adapter.to_string(),
            metrics: found.iter().map(summary).collect(),
            each: lines.collect(),
            order: found.into_iter().map(|(metric, ..)| metric).collect(),
        }
    }

    /// A line a fold, and then a line a metric.
    pub(super) fn text(&self) -> String {
        // What says most of classes and of values.
        let shown = [Metric::Accuracy, Metric::LogLoss, Metric::Rmse, Metric::RSquared];
        let shown: Vec<_> =
            shown.into_iter().filter(|metric| self.order.contains(metric)).collect();
        let mut heads = vec!["fold", "trained on", "held out", "epochs", "kept"];
        if self.repeats > 1 {
            heads.insert(0, "repeat");
        }
        let names: Vec<_> = shown.iter().map(Metric::to_string).collect();
        heads.extend(names.iter().map(String::as_str));
        let mut rows = vec![heads.into_iter().map(str::to_owned).collect::<Vec<_>>()];
        for line in &self.each {
            let counts = [line.fold, line.training_samples, line.test_samples];
            let mut row: Vec<_> = counts.iter().map(usize::to_string).collect();
            row.extend([line.epochs.to_string(), line.kept_epoch.to_string()]);
            if self.repeats > 1 {
                row.insert(0, line.repeat.to_string());
            }
            row.extend(shown.iter().map(|&metric| {
                let value = line.measures.get(Part::Test, metric).unwrap_or(f64::NAN);
                output::figure(metric, value)
            }));
            rows.push(row);
        }
        let each = match self.each.len() <= LINES {
            true => output::table(&rows, 0) + "\n",
            false => String::new(),
        };
        let heads = ["metric", "mean", "deviation", "least", "most"];
        let mut rows = vec![heads.map(str::to_owned).to_vec()];
        for &metric in &self.order {
            let Some(of) = self.metrics.get(&metric.to_string()) else { continue };
            let figures = [of.mean, of.deviation, of.least, of.most];
            let figures = figures.map(|value| output::figure(metric, value));
            rows.push([vec![metric.to_string()], figures.to_vec()].concat());
        }
        each + &output::table(&rows, 1)
    }
}
