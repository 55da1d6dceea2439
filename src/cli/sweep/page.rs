//! The page of `--report`.

use std::collections::BTreeMap;

use gradshader::metrics::Metric;
use gradshader::report::{
    Evaluation, Grid, Headline, Kind, Outcome, Pictures, Report, Run, Table, Unit, figure,
};
use gradshader::run::Monitor;
use serde_json::{Value, json};

use super::Sweep;
use super::report::Trial;
use crate::cli::prepare::Job;
use crate::cli::report as pages;
use crate::cli::together::Fitted;

/// Trials whose way is drawn.
const RUNS: usize = 64;

/// What was found, as a page shows it; `trials` are the best first.
pub(super) fn of(
    sweep: &Sweep,
    jobs: &[Job],
    trained: &BTreeMap<usize, Vec<Fitted>>,
    trials: &[Trial],
    (monitor, device): (Monitor, String),
    (command, seconds): (&str, f64),
) -> Report {
    let best = &trials[0];
    let title =
        format!("{} trials on {}", trials.len(), pages::data_name(&sweep.plan.training.data));
    let mut report = Report::new(Kind::Sweep, title, pages::command());
    report.device = device;
    report.notes = jobs.first().map_or(Vec::new(), |job| job.notes.clone());
    report.notes.extend(sweep.notes.iter().cloned());
    if let Some(count) = best.of.value_of_folds {
        report.notes.push(format!("{monitor} is the mean over the {count} folds that have it"));
    }
    report.monitor = Some(monitor.to_string());
    let has_best = !best.of.value.is_nan();
    let (count, all) = (trials.len(), sweep.trials.len());
    let (reason, because) = match has_best {
        false => ("diverged", Some("every setting diverged".to_owned())),
        true if count < all => {
            ("ended before its time", Some(format!("{count} of {all} settings had been trained")))
        }
        true => ("finished", None),
    };
    report.outcome = Some(Outcome {
        reason: reason.to_owned(),
        is_good: because.is_none(),
        because,
        epochs: trained.values().flatten().map(|of| u64::from(of.epochs)).max(),
        seconds: figure(seconds),
    });
    report.headline = headline(best, monitor, trials.len(), seconds);
    report.tables = vec![table(trials, monitor)];
    let of_trial = |trial: &Trial| &trained[&trial.of.trial][..];
    for trial in trials.iter().take(RUNS) {
        // Of folds the first stands for all.
        let Some(way) = of_trial(trial).first().and_then(|fitted| fitted.way.clone()) else {
            continue;
        };
        report.runs.push(Run { name: format!("trial {}", trial.of.trial), ..way });
    }
    report.best_run = (!report.runs.is_empty()).then_some(0);
    if jobs.len() > 1 {
        report.notes.push("curves are those of the first fold".to_owned());
    }
    if let ([job], [fitted]) = (jobs, of_trial(best))
        && let (Some(data), [outputs, ..]) = (&job.validation, &fitted.answers[..])
        && has_best
    {
        let preprocessing = &job.preprocessing;
        let rows = Some(&job.rows[..]);
        let found = Evaluation::new("validation", preprocessing, data, outputs, rows);
        report.evaluations.push(found.written_as(&job.truths));
        report.first_layer = Grid::of(preprocessing)
            .map(|grid| Pictures::of_weights(&grid, &fitted.parameters.layers[0].weight));
    }
    if let Some(job) = jobs.first() {
        report.configuration.extend(pages::data(&sweep.plan, &job.preprocessing));
    }
    if let Some(folds) = sweep.arguments.folds {
        report.configuration.insert("folds".to_owned(), json!(folds));
    }
    report.configuration.insert("best_alone".to_owned(), command.into());
    for (flag, value) in best.values() {
        report.configuration.insert(format!("best {}", flag.trim_start_matches('-')), value.into());
    }
    report
}

fn headline(best: &Trial, monitor: Monitor, trials: usize, seconds: f64) -> Vec<Headline> {
    let mut all = vec![Headline {
        beside: Some(format!("trial {}", best.of.trial)),
        ..pages::worth(format!("best {monitor}"), monitor.metric, best.of.value)
    }];
    let more = [Metric::Accuracy, Metric::RSquared, Metric::Loss];
    for (metric, value) in best.figures() {
        if more.contains(&metric) && metric != monitor.metric {
            all.push(pages::worth(
                format!("its {}", metric.to_string().replace('_', " ")),
                metric,
                value,
            ));
        }
    }
    let seconds = figure(seconds);
    let (name, beside) = ("trials".to_owned(), None);
    all.push(Headline { name, value: Some(trials as f64), unit: Unit::Count, beside });
    let (name, beside) = ("time".to_owned(), None);
    all.push(Headline { name, value: seconds, unit: Unit::Seconds, beside });
    all
}

fn table(trials: &[Trial], monitor: Monitor) -> Table {
    let best = &trials[0];
    let mut columns = vec![pages::text("Trial")];
    columns.extend(best.values().map(|(flag, _)| pages::text(flag)));
    columns.push(pages::share(monitor.to_string(), monitor.metric));
    let metrics: Vec<_> = best
        .figures()
        .map(|(metric, _)| metric)
        .filter(|metric| *metric != monitor.metric)
        .collect();
    columns.extend(metrics.iter().map(|&m| pages::share(m.to_string().replace('_', " "), m)));
    columns.extend(["epochs", "kept"].map(pages::counted));
    let row = |trial: &Trial| {
        let mut row: Vec<Value> = vec![json!(trial.of.trial.to_string())];
        row.extend(trial.values().map(|(_, value)| json!(value)));
        row.push(figure(trial.of.value).into());
        row.extend(metrics.iter().map(|wanted| {
            let found = trial.figures().find(|(metric, _)| metric == wanted);
            Value::from(found.and_then(|(_, value)| figure(value)))
        }));
        let (epochs, kept) = trial.epochs_and_kept();
        row.extend([json!(epochs), json!(kept)]);
        row
    };
    let rows = trials.iter().map(row).collect();
    Table { title: "Trials, the best first".to_owned(), columns, rows }
}
