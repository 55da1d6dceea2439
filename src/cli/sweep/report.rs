//! What a sweep has found, for people and programs.

use std::collections::BTreeMap;

use gradshader::error::{Error, Result};
use gradshader::metrics::Metric;
use gradshader::run::{Monitor, Part};
use serde::Serialize;

use super::space::Dimension;
use crate::cli::output;
use crate::cli::prepare::Job;
use crate::cli::together::{Fitted, mean_and_deviation, measured};

/// Trials on the screen at the most.
const LINES: usize = 20;

/// A trial and what it is worth.
#[derive(Debug, Serialize)]
pub(super) struct Trial {
    /// From 0, in the order in which they were drawn.
    pub(super) trial: usize,
    /// By flag, as typed.
    values: BTreeMap<&'static str, String>,
    /// The monitored value; of folds the mean. `null` where it diverged.
    pub(super) value: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    deviation: Option<f64>,
    /// On the samples that it is judged by; of folds the mean.
    measures: BTreeMap<String, f64>,
    /// Of each network.
    epochs: Vec<u32>,
    kept_epochs: Vec<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stopped: Vec<String>,
    diverged: bool,
    parameter_hashes: Vec<String>,
    command: String,
    #[serde(skip)]
    figures: Vec<(Metric, f64)>,
}

impl Trial {
    pub(super) fn new(
        trial: usize,
        (space, values): (&[Dimension], &[String]),
        (value, deviation): (f64, f64),
        fitted: &[Fitted],
        part: Part,
        command: String,
    ) -> Self {
        let all: Vec<_> = fitted.iter().collect();
        let mean = |(metric, values): (Metric, Vec<f64>)| (metric, mean_and_deviation(&values).0);
        let figures: Vec<_> = measured(&all, part).into_iter().map(mean).collect();
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
            command,
            figures,
        }
    }

    /// By flag, as typed.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.values.iter().map(|(flag, value)| (*flag, value.as_str()))
    }

    /// By metric.
    pub(super) fn figures(&self) -> impl Iterator<Item = (Metric, f64)> {
        self.figures.iter().copied()
    }

    /// Of the network that was trained longest.
    pub(super) fn epochs_and_kept(&self) -> (u32, u32) {
        let both = self.epochs.iter().copied().zip(self.kept_epochs.iter().copied());
        both.max().unwrap_or_default()
    }

    fn epochs(&self) -> String {
        let most = self.epochs.iter().max().copied().unwrap_or(0);
        most.to_string()
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    /// Of gradshader.
    version: &'static str,
    /// By what trials are compared, such as `validation_loss`.
    monitor: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    folds: Option<usize>,
    training_samples: usize,
    device: String,
    /// The command that trains the best setting alone.
    best_command: &'a str,
    /// The best first.
    trials: &'a [Trial],
    #[serde(skip)]
    metric: Metric,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        jobs: &[Job],
        monitor: Monitor,
        device: String,
        folds: Option<usize>,
        trials: &'a [Trial],
        best_command: &'a str,
    ) -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            monitor: format!("{}_{}", monitor.part.name(), monitor.metric),
            folds,
            training_samples: jobs.first().map_or(0, |job| job.training.samples),
            device,
            best_command,
            trials,
            metric: monitor.metric,
        }
    }

    /// The best trials, and how the best is trained alone.
    pub(super) fn text(&self) -> String {
        let flags: Vec<_> = self.trials[0].values.keys().collect();
        let order: Vec<_> = flags.iter().map(|flag| flag.trim_start_matches('-')).collect();
        // What says most, beside what they are sorted by.
        let more = [Metric::Loss, Metric::Accuracy, Metric::RSquared];
        let is_there = |metric: &Metric| self.trials[0].figures.iter().any(|(of, _)| of == metric);
        let more: Vec<_> =
            more.into_iter().filter(|metric| *metric != self.metric && is_there(metric)).collect();
        let mut heads = vec!["trial".to_owned()];
        heads.extend(order.iter().map(|&name| name.to_owned()));
        heads.push("epochs".to_owned());
        heads.push(self.monitor.replace('_', " "));
        heads.extend(self.folds.map(|_| "deviation".to_owned()));
        heads.extend(more.iter().map(|metric| metric.to_string().replace('_', " ")));
        let mut rows = vec![heads];
        for trial in self.trials.iter().take(LINES) {
            let mut row = vec![trial.trial.to_string()];
            row.extend(trial.values.values().cloned());
            row.push(trial.epochs());
            row.push(match trial.diverged {
                true => "diverged".to_owned(),
                false => output::figure(self.metric, trial.value),
            });
            row.extend(trial.deviation.map(|value| output::figure(self.metric, value)));
            row.extend(more.iter().map(|metric| {
                let value = trial.figures.iter().find(|(of, _)| of == metric);
                value.map_or("-".to_owned(), |&(metric, value)| output::figure(metric, value))
            }));
            rows.push(row);
        }
        let mut text = output::table(&rows, 0);
        if let Some(more) = self.trials.len().checked_sub(LINES).filter(|&more| more > 0) {
            text.push_str(&format!("and {more} more, which --csv and --json have\n"));
        }
        text + &format!("\nthe best alone:\n  {}\n", self.best_command)
    }

    /// A line a trial, the best first.
    pub(super) fn csv(&self) -> Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let best = &self.trials[0];
        let mut heads: Vec<String> = vec!["trial".to_owned()];
        heads.extend(best.values.keys().map(|flag| flag.trim_start_matches('-').to_owned()));
        heads.push(self.monitor.clone());
        heads.extend(self.folds.map(|_| "deviation".to_owned()));
        let metrics: Vec<_> = best.measures.keys().collect();
        heads.extend(metrics.iter().map(|&name| name.clone()));
        heads.extend(["epochs", "kept_epoch", "stopped", "command"].map(str::to_owned));
        writer.write_record(&heads).map_err(unwritten)?;
        let joined =
            |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        for trial in self.trials {
            let mut row = vec![trial.trial.to_string()];
            row.extend(trial.values.values().cloned());
            let known = |value: f64| if value.is_nan() { String::new() } else { value.to_string() };
            row.push(known(trial.value));
            row.extend(trial.deviation.map(known));
            let of = |name: &&String| trial.measures.get(*name).copied().unwrap_or(f64::NAN);
            row.extend(metrics.iter().map(of).map(known));
            row.extend([joined(&trial.epochs), joined(&trial.kept_epochs)]);
            row.extend([trial.stopped.join("; "), trial.command.clone()]);
            writer.write_record(&row).map_err(unwritten)?;
        }
        writer.into_inner().map_err(|e| unwritten(e.into_error()))
    }
}

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("the trials cannot be written as CSV").caused_by(e)
}
