//! `gradshader compare`: logs, reports and models side by side.

mod side;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use clap::Args;
use gradshader::error::{Error, Result};
use gradshader::metrics::Metric;
use gradshader::report::{self, Kind, Report, Run, Table, figure};
use serde_json::{Value, json};

use self::side::Side;
use super::places::Places;
use super::{output, report as pages};

// Clap wraps what is no example to the terminal: a paragraph is one line.
const EXAMPLES: &str = "\
A RUN is a log of --log, of which the last run counts, a folder of --report or its report.json, or a model. \
Metrics are those of the epoch that is kept, of an ensemble those of all its networks together, of folds their means. \
Of what decides a run, what differs is shown; the best is by what all of them monitored, where that was measured on \
the same samples.

Examples:
  gradshader compare one.jsonl two.jsonl
  gradshader compare runs/*/ --report comparison
  gradshader compare old.safetensors new.safetensors --json";

#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompareArguments {
    /// Logs, folders of reports, or models
    #[arg(value_name = "RUN", num_args = 1.., required = true)]
    runs: Vec<PathBuf>,

    /// Write a page of them to this folder, which is made where it is not there
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,

    /// Print one JSON object, as report.json has it
    #[arg(long)]
    json: bool,
}

/// Settings that say where a run was, or that follow from others.
const NO_SETTINGS: [&str; 7] = [
    "parameter_hash",
    "kept_epoch",
    "stop_reason",
    "monitor",
    "gradshader",
    "log",
    "initial_parameter_hash",
];

/// Settings that differ on the screen at the most.
const LINES: usize = 40;
/// As much of a setting as a column takes.
const WIDTH: usize = 28;

pub(super) fn run(arguments: CompareArguments) -> Result<()> {
    let CompareArguments { runs, report: folder, json } = arguments;
    let documents: Vec<_> = runs.iter().map(|path| side::document(path)).collect();
    pages::check(Places::new().inputs("RUN", &documents), folder.as_deref())?;
    let mut sides = runs.iter().map(|path| Side::read(path)).collect::<Result<Vec<_>>>()?;
    tell_apart(&mut sides, &runs);
    let report = compared(&sides);
    let printed = match json {
        true => report.to_json().and_then(|json| output::print(&(json + "\n"))),
        false => output::print(&text(&sides)),
    };
    // Whatever one of the two meets, the other is written.
    printed.and(folder.map_or(Ok(()), |folder| pages::save(&folder, &report)))
}

/// Gives runs of the same name their paths.
fn tell_apart(sides: &mut [Side], paths: &[PathBuf]) {
    let names: Vec<_> = sides.iter().map(|side| side.name.clone()).collect();
    for (side, path) in sides.iter_mut().zip(paths) {
        if names.iter().filter(|name| **name == side.name).count() > 1 {
            side.name = path.display().to_string();
        }
    }
}

/// What all or some have measured: by part as samples are further from training, of each the loss first.
fn measures(sides: &[Side]) -> Vec<(String, Metric)> {
    let rank = |name: &str| match name {
        "validation" => 0,
        "test" => 1,
        "train" => 3,
        _ => 2,
    };
    let mut all: Vec<(String, Metric)> = Vec::new();
    for (part, metric, _) in sides.iter().flat_map(|side| &side.measures) {
        if !all.iter().any(|(known, of)| known == part && of == metric) {
            all.push((part.clone(), *metric));
        }
    }
    all.sort_by_key(|(part, metric)| (rank(part), part.clone(), *metric));
    all
}

/// Whether files of the kind of `of` tell of a setting: what one kind never tells is no difference between it and
/// another kind.
fn is_told(sides: &[Side], of: &Side, name: &str) -> bool {
    let mut same_kind = sides.iter().filter(|side| side.source == of.source);
    same_kind.any(|side| side.told(name).is_some())
}

/// The names of the settings that are not the same for all.
fn differing(sides: &[Side]) -> Vec<String> {
    let names: BTreeSet<_> = sides.iter().flat_map(|side| side.settings.keys()).collect();
    let differs = |name: &&&String| {
        let mut values = sides.iter().filter_map(|side| side.told(name));
        let first = values.next();
        let is_absent = |side: &&Side| side.told(name).is_none() && is_told(sides, side, name);
        !NO_SETTINGS.contains(&name.as_str())
            && (values.any(|value| Some(value) != first) || sides.iter().any(|s| is_absent(&s)))
    };
    names.iter().filter(differs).map(|name| (*name).clone()).collect()
}

/// Whether runs are alike in these settings, as far as their kind of file tells of them. Of paths the names count.
fn are_alike(sides: &[Side], names: &[&str]) -> bool {
    names.iter().all(|name| {
        let known = sides.iter().filter(|side| is_told(sides, side, name));
        let mut known = known.map(|side| side.told(name).map(named));
        let first = known.next();
        known.all(|value| Some(value) == first)
    })
}

/// A value whose paths are names.
fn named(value: &Value) -> Value {
    match value {
        Value::String(text) => {
            let name = Path::new(text).file_name();
            name.map_or(value.clone(), |name| name.to_string_lossy().into())
        }
        Value::Array(values) => values.iter().map(named).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), named(value))).collect()
        }
        other => other.clone(),
    }
}

/// What decides which samples a part has.
fn samples_of(part: &str) -> &'static [&'static str] {
    match part {
        "test" => &["test", "test_samples"],
        "data" => &["data", "data_samples"],
        _ => &[
            "training",
            "training_samples",
            "validation",
            "validation_samples",
            "split_seed",
            "split_column",
            "group",
            "time",
            "folds",
            "ensemble_folds",
            "repeats",
        ],
    }
}

/// The place of the best by what all of them went by, or else by the first measure that all have; of one thing: runs
/// that predict other columns, or whose measures are of other samples, have no best, and losses are compared where
/// the loss is one.
fn best(sides: &[Side]) -> Option<(usize, String, Metric)> {
    if sides.len() < 2 || !are_alike(sides, &["task", "target"]) {
        return None;
    }
    let one_loss = are_alike(sides, &["loss", "weight_column", "class_weight"]);
    // What is held out is not smoothed.
    let one_smoothing = are_alike(sides, &["label_smoothing"]);
    let is_of_one_thing = |(part, metric): &(String, Metric)| {
        (*metric != Metric::Loss || one_loss && (one_smoothing || part != "train"))
            && sides.iter().all(|side| side.measure(part, *metric).is_some())
            && are_alike(sides, samples_of(part))
    };
    let said = |(part, metric): &(String, Metric)| format!("{part} {metric}").replace('_', " ");
    let went_by = |side: &Side| side.monitor.as_ref().map(|monitor| monitor.replace('_', " "));
    let common = sides.iter().all(|side| went_by(side) == went_by(&sides[0]));
    let monitor = went_by(&sides[0]).filter(|_| common);
    let all: Vec<_> = measures(sides).into_iter().filter(is_of_one_thing).collect();
    let monitored = all.iter().find(|measure| Some(said(measure)) == monitor);
    let (part, metric) = monitored.or(all.first())?.clone();
    let value = |place: usize| sides[place].measure(&part, metric).unwrap_or(f64::NAN);
    let better = |best, place| {
        if metric.direction().is_better(value(place), value(best)) { place } else { best }
    };
    Some(((1..sides.len()).fold(0, better), part, metric))
}

fn setting(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "-".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(values)) => {
            values.iter().map(|value| setting(Some(value))).collect::<Vec<_>>().join(",")
        }
        Some(Value::Object(fields)) => {
            let known = fields.iter().filter(|(_, value)| !value.is_null());
            known.map(|(_, value)| setting(Some(value))).collect::<Vec<_>>().join(" ")
        }
        Some(other) => other.to_string(),
    }
}

fn text(sides: &[Side]) -> String {
    let measures = measures(sides);
    let shown: Vec<_> = measures
        .iter()
        .filter(|(_, metric)| {
            !matches!(
                metric,
                Metric::Precision
                    | Metric::Recall
                    | Metric::TopKAccuracy(_)
                    | Metric::BalancedAccuracy
            )
        })
        .collect();
    let mut heads: Vec<String> =
        ["run", "network", "epochs", "kept", "seconds"].map(str::to_owned).to_vec();
    heads.extend(shown.iter().map(|(part, metric)| format!("{part} {metric}").replace('_', " ")));
    let mut rows = vec![heads];
    let known = |count: Option<u64>| count.map_or("-".to_owned(), |count| count.to_string());
    for side in sides {
        let seconds = side.seconds.map_or("-".to_owned(), |seconds| format!("{seconds:.2}"));
        let network = side.network.clone().unwrap_or_else(|| "-".to_owned());
        let mut row =
            vec![side.name.clone(), network, known(side.epochs), known(side.kept), seconds];
        row.extend(shown.iter().map(|(part, metric)| {
            side.measure(part, *metric)
                .map_or("-".to_owned(), |value| output::figure(*metric, value))
        }));
        rows.push(row);
    }
    let mut text = output::table(&rows, 2);
    if let Some((place, part, metric)) = best(sides) {
        let metric = metric.to_string().replace('_', " ");
        text += &format!("\nbest {part} {metric}: {}\n", sides[place].name);
    }
    let differing = differing(sides);
    if sides.len() > 1 && differing.is_empty() {
        text += "\nnothing that decides a run differs\n";
    } else if sides.len() > 1 {
        let mut heads = vec!["what differs".to_owned()];
        heads.extend(sides.iter().map(|side| side.name.clone()));
        let mut rows = vec![heads];
        let cut = |text: String| match text.chars().count() {
            0..=WIDTH => text,
            _ => text.chars().take(WIDTH - 1).chain(['…']).collect(),
        };
        for name in differing.iter().take(LINES) {
            let mut row = vec![name.clone()];
            row.extend(sides.iter().map(|side| cut(setting(side.settings.get(name)))));
            rows.push(row);
        }
        text += &format!("\n{}", output::table(&rows, sides.len() + 1));
        if differing.len() > LINES {
            text += &format!("and {} more, which --json has\n", differing.len() - LINES);
        }
    }
    text
}

fn compared(sides: &[Side]) -> Report {
    let names: Vec<_> = sides.iter().map(|side| &*side.name).collect();
    let title = match &names[..] {
        [one] => (*one).to_owned(),
        [one, other] => format!("{one} and {other}"),
        [first, rest @ ..] => format!("{first} and {} others", rest.len()),
        [] => String::new(),
    };
    let mut report = Report::new(Kind::Compare, title, pages::command());
    let devices: BTreeSet<_> = sides.iter().filter_map(|side| side.device.clone()).collect();
    report.device = devices.into_iter().collect::<Vec<_>>().join(" · ");
    report.runs = sides
        .iter()
        .map(|side| Run {
            name: side.name.clone(),
            seed: None,
            kept_epoch: side.kept.and_then(|kept| u32::try_from(kept).ok()),
            stopped: side.reason.clone(),
            curves: side.curves.clone(),
        })
        .collect();
    if let Some((place, part, metric)) = best(sides) {
        report.best_run = Some(place);
        let said = format!("{part} {}", metric.to_string().replace('_', " "));
        let value = sides[place].measure(&part, metric).unwrap_or(f64::NAN);
        report.headline.push(report::Headline {
            beside: Some(sides[place].name.clone()),
            ..pages::worth(format!("best {said}"), metric, value)
        });
        report.monitor = Some(said);
    }
    report.tables = vec![figures(sides)];
    let differing = differing(sides);
    if sides.len() > 1 && !differing.is_empty() {
        let mut columns = vec![pages::text("Setting")];
        columns.extend(names.iter().map(|name| pages::text(*name)));
        let row = |name: &String| {
            let values = sides.iter().map(|side| match side.settings.get(name) {
                None => Value::Null,
                value => json!(setting(value)),
            });
            [json!(name.replace('_', " "))].into_iter().chain(values).collect()
        };
        let rows = differing.iter().map(row).collect();
        report.tables.push(Table { title: "What differs".to_owned(), columns, rows });
    } else if sides.len() > 1 {
        report.notes.push("nothing that decides a run differs".to_owned());
    }
    report
}

fn figures(sides: &[Side]) -> Table {
    let measures = measures(sides);
    let mut columns = vec![pages::text("Run"), pages::text("network")];
    columns.extend(["epochs", "kept"].map(pages::counted));
    columns.push(report::Head { name: "time".to_owned(), unit: Some(report::Unit::Seconds) });
    columns.extend(
        measures.iter().map(|(part, metric)| {
            pages::share(format!("{part} {metric}").replace('_', " "), *metric)
        }),
    );
    columns.push(pages::text("ended"));
    let row = |side: &Side| {
        let mut row = vec![
            json!(side.name),
            json!(side.network),
            json!(side.epochs),
            json!(side.kept),
            json!(side.seconds.and_then(figure)),
        ];
        row.extend(
            measures
                .iter()
                .map(|(part, metric)| Value::from(side.measure(part, *metric).and_then(figure))),
        );
        row.push(json!(side.reason));
        row
    };
    Table { title: "Side by side".to_owned(), columns, rows: sides.iter().map(row).collect() }
}

/// What a file that is none of these is.
fn unknown(path: &std::path::Path) -> Error {
    Error::input("neither a log nor a report nor a model")
        .file(path)
        .advice("give a file of --log or --model, or a folder of --report")
}
