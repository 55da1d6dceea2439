//! What a sweep has found, for people and programs.

use gradshader::error::{Error, Result};
use gradshader::metrics::Metric;
use gradshader::run::Monitor;
use gradshader::together;
use serde::Serialize;

use super::Sweep;
use crate::cli::output;
use crate::cli::prepare::Job;

/// Trials on the screen at the most.
const LINES: usize = 20;

/// A trial and what it is worth.
#[derive(Debug, Serialize)]
pub(super) struct Trial {
    #[serde(flatten)]
    pub(super) of: together::Trial,
    /// What trains it alone.
    pub(super) command: String,
}

impl Trial {
    /// By flag, as typed.
    pub(super) fn values(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.of.values.iter().map(|(flag, value)| (*flag, value.as_str()))
    }

    /// By metric.
    pub(super) fn figures(&self) -> impl Iterator<Item = (Metric, f64)> {
        self.of.figures.iter().copied()
    }

    /// Of the network that was trained longest.
    pub(super) fn epochs_and_kept(&self) -> (u32, u32) {
        let both = self.of.epochs.iter().copied().zip(self.of.kept_epochs.iter().copied());
        both.max().unwrap_or_default()
    }

    fn epochs(&self) -> String {
        let most = self.of.epochs.iter().max().copied().unwrap_or(0);
        most.to_string()
    }
}

#[derive(Debug, Serialize)]
pub(super) struct Report<'a> {
    /// Of gradshader.
    version: &'static str,
    /// By what trials are compared, such as `validation_loss`.
    monitor: String,
    /// Where the samples are from.
    data: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    folds: Option<usize>,
    training_samples: usize,
    /// How many were to be tried; of one that was ended fewer are in `trials`.
    settings: usize,
    device: String,
    /// The command that trains the best setting alone.
    best_command: &'a str,
    /// The best first.
    trials: &'a [Trial],
    #[serde(skip)]
    metric: Metric,
    /// Whether settings were to be halved and none was.
    #[serde(skip)]
    unhalved: bool,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        sweep: &Sweep,
        jobs: &[Job],
        monitor: Monitor,
        device: String,
        trials: &'a [Trial],
        best_command: &'a str,
    ) -> Self {
        let settings = sweep.trials.len();
        let data = sweep.plan.training.data.iter().map(|path| path.display().to_string());
        let data: Vec<_> = data.collect();
        let is_whole = trials.len() == settings;
        let halves = is_whole && sweep.arguments.halving.is_some();
        Self {
            version: env!("CARGO_PKG_VERSION"),
            monitor: format!("{}_{}", monitor.part.name(), monitor.metric),
            data: data.join(", "),
            folds: sweep.arguments.folds,
            settings,
            unhalved: halves && !trials.iter().any(|trial| trial.of.halved),
            training_samples: jobs.first().map_or(0, |job| job.training.samples),
            device,
            best_command,
            trials,
            metric: monitor.metric,
        }
    }

    /// The best trials, and how the best is trained alone.
    pub(super) fn text(&self) -> String {
        let flags: Vec<_> = self.trials[0].of.values.keys().collect();
        let order: Vec<_> = flags.iter().map(|flag| flag.trim_start_matches('-')).collect();
        // What says most, beside what they are sorted by.
        let more = [Metric::Loss, Metric::Accuracy, Metric::RSquared];
        let is_there =
            |metric: &Metric| self.trials[0].of.figures.iter().any(|(of, _)| of == metric);
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
            let mut row = vec![trial.of.trial.to_string()];
            row.extend(trial.of.values.values().cloned());
            row.push(trial.epochs());
            row.push(match trial.of.diverged {
                true => "diverged".to_owned(),
                false => output::figure(self.metric, trial.of.value),
            });
            row.extend(trial.of.deviation.map(|value| output::figure(self.metric, value)));
            row.extend(more.iter().map(|metric| {
                let value = trial.of.figures.iter().find(|(of, _)| of == metric);
                value.map_or("-".to_owned(), |&(metric, value)| output::figure(metric, value))
            }));
            rows.push(row);
        }
        let mut text = output::table(&rows, 0);
        if let Some(more) = self.trials.len().checked_sub(LINES).filter(|&more| more > 0) {
            text.push_str(&format!("and {more} more, which --csv and --json have\n"));
        }
        let of_folds = self.trials[0].of.value_of_folds;
        if let (Some(count), Some(folds)) = (of_folds, self.folds) {
            let monitor = self.monitor.replace('_', " ");
            text.push_str(&format!(
                "{monitor} is the mean over {count} of {folds} folds, since it has no value in the others\n"
            ));
        }
        if self.unhalved {
            text.push_str(
                "--halving ended no setting: each is the only one of its shape, or they stopped before\n",
            );
        }
        text + &format!("\nthe best alone:\n  {}\n", self.best_command)
    }

    /// A line a trial, the best first.
    pub(super) fn csv(&self) -> Result<Vec<u8>> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let best = &self.trials[0];
        let mut heads: Vec<String> = vec!["trial".to_owned()];
        heads.extend(best.of.values.keys().map(|flag| flag.trim_start_matches('-').to_owned()));
        heads.push(self.monitor.clone());
        heads.extend(self.folds.map(|_| "deviation".to_owned()));
        heads.extend((1..=self.folds.unwrap_or(0)).map(|fold| format!("fold_{fold}")));
        let metrics: Vec<_> = best.of.measures.keys().collect();
        heads.extend(metrics.iter().map(|&name| name.clone()));
        heads.extend(["epochs", "kept_epoch", "stopped", "command"].map(str::to_owned));
        writer.write_record(&heads).map_err(unwritten)?;
        let joined =
            |numbers: &[u32]| numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ");
        for trial in self.trials {
            let mut row = vec![trial.of.trial.to_string()];
            row.extend(trial.of.values.values().cloned());
            let known = |value: f64| if value.is_nan() { String::new() } else { value.to_string() };
            row.push(known(trial.of.value));
            row.extend(trial.of.deviation.map(known));
            row.extend(trial.of.fold_values.iter().copied().map(known));
            let of = |name: &&String| trial.of.measures.get(*name).copied().unwrap_or(f64::NAN);
            row.extend(metrics.iter().map(of).map(known));
            row.extend([joined(&trial.of.epochs), joined(&trial.of.kept_epochs)]);
            row.extend([trial.of.stopped.join("; "), trial.command.clone()]);
            writer.write_record(&row).map_err(unwritten)?;
        }
        writer.into_inner().map_err(|e| unwritten(e.into_error()))
    }
}

fn unwritten(e: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    Error::failed("the trials cannot be written as CSV").caused_by(e)
}
