//! The page of `--report`.

use gradshader::Dataset;
use gradshader::dataset::{Preprocessing, TargetEncoding};
use gradshader::error::{Error, ErrorKind, Result};
use gradshader::gpu::AdapterDescription;
use gradshader::metrics::Metric;
use gradshader::report::{Evaluation, Headline, Kind, Outcome, Report, Table, Unit, figure};
use gradshader::run::Part;
use gradshader::together::{measured, summary};
use serde_json::{Value, json};

use super::Jobs;
use crate::cli::output;
use crate::cli::plan::Plan;
use crate::cli::report as pages;
use crate::cli::together::Fitted;

/// Networks whose way is drawn.
const RUNS: usize = 64;

/// What was found, as a page shows it: who was stopped, what ended it before its time, and the seconds that it took.
pub(super) fn of(
    plan: &Plan,
    jobs: &Jobs,
    fitted: &[Fitted],
    adapter: &AdapterDescription,
    (stopped, error, seconds): (&[String], Option<&Error>, f64),
) -> Report {
    let repeats = jobs.repeats;
    let first = &jobs.all[0];
    let data = pages::data_name(&plan.training.data);
    let title = format!("{} on {} folds of {data}", first.network, jobs.count);
    let mut report = Report::new(Kind::CrossValidate, title, pages::command());
    report.device = adapter.to_string();
    report.notes = jobs.notes();
    report.monitor = fitted.first().map(|fitted| fitted.monitor.to_string());
    let diverged = fitted.iter().filter(|fitted| fitted.diverged).count();
    let mut because = stopped.to_vec();
    if error.is_some() {
        let all = jobs.count * repeats;
        because.insert(0, format!("{} of {all} folds are here", fitted.len()));
    }
    if diverged > 0 {
        because.push(format!("{diverged} of {} networks diverged", fitted.len()));
    }
    report.outcome = Some(Outcome {
        reason: match error.map(Error::kind) {
            Some(ErrorKind::Interrupted) => "interrupted",
            Some(_) => "failed",
            None if diverged > 0 => "diverged",
            None => "finished",
        }
        .to_owned(),
        is_good: error.is_none() && diverged == 0,
        because: (!because.is_empty()).then(|| because.join("; ")),
        epochs: fitted.iter().map(|fitted| u64::from(fitted.epochs)).max(),
        seconds: figure(seconds),
    });
    let name = |place: usize| match (jobs.folds[place].repeat, repeats) {
        (_, 1) => format!("fold {}", jobs.folds[place].number + 1),
        (repeat, _) => format!("repeat {} fold {}", repeat + 1, jobs.folds[place].number + 1),
    };
    let ways = fitted.iter().enumerate().take(RUNS);
    report.runs = ways
        .filter_map(|(place, fitted)| {
            Some(gradshader::report::Run { name: name(place), ..fitted.way.clone()? })
        })
        .collect();
    let found = summary(fitted);
    let shown = [Metric::Accuracy, Metric::RSquared, Metric::LogLoss, Metric::Rmse, Metric::Mae];
    for metric in shown {
        let Some((_, values, mean, deviation)) = found.iter().find(|(of, ..)| *of == metric) else {
            continue;
        };
        let count = match values.len() == fitted.len() {
            true => values.len().to_string(),
            false => format!("{} of {}", values.len(), fitted.len()),
        };
        let beside = (deviation.is_finite() || values.len() < fitted.len())
            .then(|| format!("± {} over {count} folds", output::figure(metric, *deviation)));
        let name = metric.to_string().replace('_', " ");
        report.headline.push(Headline { beside, ..pages::worth(name, metric, *mean) });
    }
    report.headline.push(Headline {
        name: "time".to_owned(),
        value: figure(seconds),
        unit: Unit::Seconds,
        beside: Some(format!("{} networks", fitted.len())),
    });
    report.tables = vec![table(jobs, fitted, &name)];
    match pooled(jobs, fitted) {
        Ok(Some(evaluation)) => {
            if repeats > 1 {
                report.notes.push("answers are those of the first repeat".to_owned());
            }
            report.evaluations.push(evaluation);
        }
        Ok(None) => report
            .notes
            .push("folds know different classes: answers are not shown together".to_owned()),
        Err(error) => report.notes.push(format!("answers are not shown together: {error}")),
    }
    report.configuration = first.chosen.facts();
    report.configuration.extend(pages::data(plan, &first.preprocessing));
    if let Ok(Value::Object(stopping)) = serde_json::to_value(first.chosen.stopping) {
        report.configuration.extend(stopping.into_iter().filter(|(_, value)| !value.is_null()));
    }
    let activations = first.network.activations().iter();
    report.configuration.extend([
        ("activations".to_owned(), activations.map(|f| f.name()).collect()),
        ("initialisation".to_owned(), json!(first.chosen.initialisations())),
        ("learning_rates".to_owned(), json!(first.chosen.learning_rates)),
        ("seeds".to_owned(), json!(plan.seeds)),
        ("sizes".to_owned(), json!(first.network.sizes())),
        ("folds".to_owned(), json!(jobs.count)),
        ("repeats".to_owned(), json!(repeats)),
        ("batch".to_owned(), json!(first.chosen.batch)),
        ("epochs".to_owned(), json!(first.chosen.epochs)),
    ]);
    report
}

fn table(jobs: &Jobs, fitted: &[Fitted], name: &dyn Fn(usize) -> String) -> Table {
    let all: Vec<_> = fitted.iter().collect();
    let metrics: Vec<_> = measured(&all, Part::Test)
        .into_iter()
        .map(|(metric, _)| metric)
        .filter(|metric| !matches!(metric, Metric::TopKAccuracy(_)))
        .collect();
    let mut columns = vec![pages::text("Fold")];
    columns.extend(["trained on", "held out", "epochs", "kept"].map(pages::counted));
    columns.extend(metrics.iter().map(|&m| pages::share(m.to_string().replace('_', " "), m)));
    let row = |(place, of): (usize, &Fitted)| {
        let split = &jobs.folds[place].split;
        let mut row = vec![
            json!(name(place)),
            json!(split.training.len()),
            json!(split.test.len()),
            json!(of.epochs),
            if of.diverged { Value::Null } else { json!(of.kept) },
        ];
        let value = |&metric: &Metric| {
            of.measures.get(Part::Test, metric).filter(|_| !of.diverged).and_then(figure)
        };
        row.extend(metrics.iter().map(value).map(Value::from));
        row
    };
    let rows = fitted.iter().enumerate().map(row).collect();
    Table { title: "Folds".to_owned(), columns, rows }
}

/// All answers of the first repeat as if they were those of one network: each sample is answered by the
/// one that has not seen it. None where folds know different classes.
fn pooled(jobs: &Jobs, fitted: &[Fitted]) -> Result<Option<Evaluation>> {
    let first = &jobs.all[0].preprocessing;
    let (mut rows, mut outputs) = (Vec::new(), Vec::new());
    for (place, fold) in jobs.folds.iter().enumerate().filter(|(_, fold)| fold.repeat == 0) {
        if fitted[place].diverged {
            continue;
        }
        let own = &jobs.all[place].preprocessing;
        let Some(answers) = as_first(first, own, &fitted[place].answers[0]) else {
            return Ok(None);
        };
        rows.extend_from_slice(&fold.split.test);
        outputs.extend(answers);
    }
    if rows.is_empty() {
        return Err(Error::failed("the first repeat has none"));
    }
    let data: Dataset = first.apply_rows(&jobs.samples, &rows)?;
    let lines: Vec<_> = rows.iter().map(|&row| jobs.samples.row(row as usize)).collect();
    let found = Evaluation::new("held out", first, &data, &outputs, Some(&lines));
    Ok(Some(found.written_as(&jobs.samples.truths())))
}

/// What another preprocessing's outputs are in the units of the first.
fn as_first(first: &Preprocessing, own: &Preprocessing, outputs: &[f32]) -> Option<Vec<f32>> {
    match (&first.targets, &own.targets) {
        (TargetEncoding::Values { columns }, TargetEncoding::Values { .. }) => {
            let decoded = own.decode_values(outputs);
            let encode = |(place, value): (usize, &f64)| {
                let scale = &columns[place % columns.len()].scale;
                ((value - scale.shift) / scale.spread) as f32
            };
            Some(decoded.iter().enumerate().map(encode).collect())
        }
        (one, other) => (one == other).then(|| outputs.to_vec()),
    }
}
