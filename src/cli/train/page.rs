//! The report of a run that is over.

use gradshader::Dataset;
use gradshader::error::{ErrorKind, Result};
use gradshader::metrics::Metric;
use gradshader::report::{
    self, Compared, Evaluation, Figure, Grid, Headline, Kind, Pictures, Report, Timing, Unit,
    figure, importance,
};
use gradshader::run::{Outcome, Part, StopReason};
use gradshader::verify::Finding;
use serde_json::Value;

use super::end::Finished;
use super::save::changes_of;
use super::worth::Guess;
use crate::cli::log::End;
use crate::cli::{interrupt, report as pages};

/// Training samples that are asked where none are held out.
const TRAINING: usize = 10_000;

impl Finished<'_> {
    /// What there is to report, but for how it ended; none where no one asked. What fails here takes
    /// nothing else with it.
    pub(super) async fn report(&mut self, outcome: Option<&Outcome>) -> Option<Report> {
        self.plan.report.as_ref()?;
        let title =
            format!("{} on {}", self.trainer.network(), pages::data_name(&self.plan.training.data));
        let mut report = Report::new(Kind::Train, title, pages::command());
        report.device = self.adapter.to_string();
        report.notes.clone_from(&self.notes);
        report.configuration = self.configuration.clone();
        let members = self.plan.seeds.len();
        if let Some(collector) = &self.front.report {
            let name = |member: usize| match members {
                1 => "network".to_owned(),
                _ => format!("member {member}"),
            };
            report.runs = collector.runs(outcome, &self.plan.seeds, name);
            report.layers = collector.layers();
            if report.layers.is_some() && members > 1 {
                report
                    .notes
                    .push("layers are those of the first member that still trained".to_owned());
            }
        }
        if let Some(changes) = outcome.and_then(|outcome| changes_of(&outcome.rate_changes)) {
            let what = "learning rates were changed by hand, which the command does not repeat";
            report.notes.push(format!("{what}: {changes}"));
        }
        // Before more is asked of the device.
        report.timing = self.timing();
        let Some(outcome) = outcome else { return Some(report) };
        report.monitor = Some(outcome.monitor.to_string());
        report.best_run = Some(outcome.best_member);
        if outcome.is_usable() {
            let best = outcome.parameters.member(outcome.best_member);
            report.first_layer = Grid::of(self.preprocessing)
                .map(|grid| Pictures::of_weights(&grid, &best.layers[0].weight));
        }
        // Of a run that failed the trainer holds other parameters than those that are kept, if its device
        // computes at all.
        let is_over = matches!(
            outcome.reason,
            StopReason::Interrupted | StopReason::Diverged { .. } | StopReason::Failed
        );
        if is_over || !outcome.is_usable() {
            report.notes.push(format!(
                "the run ended before its time ({}), so answers and columns were not looked at",
                outcome.reason
            ));
            return Some(report);
        }
        match self.asked(&mut report, outcome.best_member).await {
            Ok(()) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {
                report.notes.push("interrupted while it was measured for this page".to_owned());
            }
            Err(error) => {
                let what = format!("not all of the report is known: {error}");
                self.front.progress.note(&what);
                report.notes.push(what);
            }
        }
        Some(report)
    }

    /// Asks the network that is kept: what it answers, and without each column.
    async fn asked(&mut self, report: &mut Report, best: usize) -> Result<()> {
        let mut asked: Vec<(Part, Dataset)> = Vec::new();
        if let Some(data) = self.trainer.validation() {
            asked.push((Part::Validation, data.clone()));
        }
        asked.extend(self.test.map(|data| (Part::Test, data.clone())));
        if asked.is_empty() {
            let training = self.trainer.training();
            let some = report::drawn(training.samples, TRAINING);
            let what = "no samples are held out: answers are those to";
            report.notes.push(match some.len() < training.samples {
                true => format!("{what} {TRAINING} samples trained on, drawn at random"),
                false => format!("{what} the samples trained on"),
            });
            asked.push((Part::Training, training.select(&some)));
        }
        for (part, data) in &asked {
            let answered = self.trainer.evaluate_until(data, &interrupt::asked).await?;
            let rows = match part {
                Part::Validation => Some(self.rows),
                Part::Test => Some(self.test_rows),
                Part::Training => None,
            };
            let outputs = answered.member(best);
            let found = Evaluation::new(part.name(), self.preprocessing, data, outputs, rows);
            let loss = figure(answered.losses[best]);
            report.evaluations.push(Evaluation { loss, ..found.written_as(self.truths) });
        }
        let (part, data) = &asked[0];
        let stop = &interrupt::asked;
        report.importance =
            importance(part.name(), self.preprocessing, &mut self.trainer, best, data, stop)
                .await?;
        if report.importance.is_none() {
            let columns = self.preprocessing.features.len();
            report.notes.push(format!("{columns} columns are too many to shuffle each"));
        }
        Ok(())
    }

    /// What each shader took, the costliest first; nothing where that was not asked for.
    fn timing(&mut self) -> Vec<Timing> {
        if self.plan.profile.is_none() {
            return Vec::new();
        }
        let Ok(Some(profile)) = self.trainer.executor_mut().profile() else { return Vec::new() };
        let each = profile.totals.iter().map(|(shader, total)| Timing {
            shader: shader.clone(),
            dispatches: total.dispatches,
            seconds: total.seconds,
        });
        let mut timing: Vec<_> = each.collect();
        timing.sort_by(|a, b| b.seconds.total_cmp(&a.seconds));
        timing
    }

    /// Completes a report with how the run ended, and writes it.
    pub(super) fn save_report(&mut self, report: Option<Report>, end: &End) -> Result<()> {
        let (Some(mut report), Some(folder)) = (report, &self.plan.report) else { return Ok(()) };
        let is_good = end.error.is_none() && end.reason != "interrupted";
        report.outcome = Some(report::Outcome {
            reason: end.reason.to_owned(),
            is_good,
            because: end.error.clone().or_else(|| end.because.clone()),
            epochs: Some(u64::from(end.epochs)),
            seconds: figure(end.elapsed_seconds),
        });
        report.headline = self.headline(end);
        if let Some(hash) = &end.parameter_hash {
            let hash = Value::from(hash.clone());
            report.configuration.insert("parameter_hash".to_owned(), hash);
        }
        if let Some(verified) = self.trainer.verification() {
            let compared = |finding: &Finding| Compared {
                layer: finding.layer,
                quantity: finding.quantity.to_owned(),
                fused: false,
                error: figure(finding.error),
                bound: figure(finding.bound),
                ratio: figure(finding.ratio),
                suspicious: finding.suspicious,
                passes: finding.passes(),
            };
            report.quantities = verified.findings.iter().map(compared).collect();
        }
        pages::save(folder, &report)?;
        self.front.progress.note(&format!("report: {}", folder.join("index.html").display()));
        Ok(())
    }

    fn headline(&self, end: &End) -> Vec<Headline> {
        let mut all = Vec::new();
        let measures = end.measures.as_ref();
        let value = |part, metric| measures.and_then(|measures| measures.get(part, metric));
        for part in [Part::Validation, Part::Test, Part::Training] {
            for metric in [Metric::Accuracy, Metric::RSquared, Metric::Loss] {
                let Some(found) = value(part, metric) else { continue };
                // Of training the loss says least, and is beside the others in the chart.
                if part == Part::Training && value(Part::Validation, Metric::Loss).is_some() {
                    continue;
                }
                let name = format!("{} {}", part.name(), metric.to_string().replace('_', " "));
                let beside = (part == Part::Validation).then(|| self.guess(metric, end)).flatten();
                all.push(Headline { beside, ..pages::worth(name, metric, found) });
            }
        }
        let count = |name: &str, value: Figure, unit, beside| Headline {
            name: name.to_owned(),
            value,
            unit,
            beside,
        };
        let epochs = f64::from(end.epochs);
        let of = match end.kept_epoch.filter(|&kept| kept != end.epochs) {
            Some(kept) => format!("of {}, kept {kept}", self.chosen.epochs),
            None => format!("of {}", self.chosen.epochs),
        };
        all.push(count("epochs", Some(epochs), Unit::Count, Some(of)));
        let rate = self.front.report.as_ref().map_or(f64::NAN, |of| of.samples_per_second());
        let beside = figure(rate).map(|rate| format!("{rate:.0} samples/s in training"));
        all.push(count("time", figure(end.elapsed_seconds), Unit::Seconds, beside));
        let parameters = self.trainer.network().parameter_count();
        let members = self.plan.seeds.len();
        let beside = (members > 1).then(|| format!("{members} members"));
        all.push(count("parameters", Some(parameters as f64), Unit::Count, beside));
        all
    }

    /// What a guess is worth.
    fn guess(&self, metric: Metric, end: &End) -> Option<String> {
        match (metric, end.baseline.as_ref()?) {
            (Metric::Accuracy, Guess::Class { class, accuracy }) => {
                Some(format!("{:.2} % by always {class:?}", 100.0 * accuracy))
            }
            (Metric::Accuracy, Guess::Labels { accuracy }) => {
                Some(format!("{:.2} % by the more frequent answer", 100.0 * accuracy))
            }
            (Metric::RSquared, Guess::Values { .. }) => Some("0 by the mean".to_owned()),
            _ => None,
        }
    }
}
