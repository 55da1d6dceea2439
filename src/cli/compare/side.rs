//! One run, from whatever tells of it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use gradshader::error::{Error, Result};
use gradshader::metrics::{Direction, Metric};
use gradshader::model::Model;
use gradshader::report::{Curve, Head, Kind, Report, Table, figure};
use serde_json::{Map, Value};

use super::unknown;
use crate::cli::data;
use crate::cli::output::measure;

/// What is known of a run.
#[derive(Debug, Default)]
pub(super) struct Side {
    pub(super) name: String,
    pub(super) network: Option<String>,
    pub(super) device: Option<String>,
    pub(super) epochs: Option<u64>,
    pub(super) kept: Option<u64>,
    pub(super) seconds: Option<f64>,
    /// Why it ended.
    pub(super) reason: Option<String>,
    /// By part and metric, of the epoch that is kept.
    pub(super) measures: Vec<(String, Metric, f64)>,
    pub(super) curves: Vec<Curve>,
    /// What kind of file tells of it: each says something that others leave out, and a model some of it otherwise.
    pub(super) source: Source,
    /// What it went by, as its measures are called.
    pub(super) monitor: Option<String>,
    /// What decided it, by name.
    pub(super) settings: BTreeMap<String, Value>,
}

/// What kinds of files tell of runs.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// A log, or the report of a run.
    #[default]
    Run,
    /// A model, or the report of what one is worth.
    Model,
    /// A report of something else.
    Other(Kind),
}

/// The file that tells of a run: of a folder its document.
pub(super) fn document(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("report.json") } else { path.to_owned() }
}

impl Side {
    /// # Errors
    /// When it is none of those, or damaged.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let file = document(path);
        if path.is_dir() && !file.is_file() {
            return Err(Error::input("the folder has no report.json")
                .file(path)
                .advice("give a folder that --report wrote"));
        }
        let bytes = data::read(&file)?;
        let begins = |with: &[u8]| bytes.trim_ascii_start().starts_with(with);
        let side = if begins(b"{\"schema\":") {
            Report::from_json(&bytes).map(Self::of_report)
        } else if begins(b"{") {
            Self::of_log(&bytes).and_then(|side| side.ok_or_else(|| unknown(&file)))
        } else if bytes.get(8) == Some(&b'{') {
            let source = file.display().to_string();
            Model::from_bytes(&source, &bytes).map(|model| Self::of_model(&model))
        } else {
            Err(unknown(&file))
        };
        let named = if path.is_dir() { path.file_name() } else { file.file_stem() };
        let name = named.map_or(path.display().to_string(), |name| name.to_string_lossy().into());
        let mut side = Self { name, ..side.map_err(|error| error.file(&file))? };
        side.settings = side.settings.into_iter().map(alike).collect();
        // A model tells of it in parts.
        if let Some(device) = side.device.clone().filter(|_| side.source != Source::Model) {
            side.settings.insert("device".to_owned(), device.into());
        }
        Ok(side)
    }

    /// A setting, if it has a value.
    pub(super) fn told(&self, name: &str) -> Option<&Value> {
        self.settings.get(name).filter(|value| !value.is_null())
    }

    /// A measure.
    pub(super) fn measure(&self, part: &str, metric: Metric) -> Option<f64> {
        let own = self.measures.iter().find(|(of, by, _)| of == part && *by == metric);
        own.map(|(.., value)| *value)
    }

    fn of_model(model: &Model) -> Self {
        let networks = model.members().count();
        let network = of_networks(networks).unwrap_or_else(|| model.network.to_string());
        let mut side = Self { network: Some(network), source: Source::Model, ..Self::default() };
        // What a network of several has for itself is none of what all of them are.
        let is_common = |(name, _): &(&String, &String)| !name.starts_with("member_");
        for (name, text) in model.training.iter().filter(is_common) {
            if let (Some((part, metric)), Ok(value)) = (measure(name), text.parse()) {
                side.measures.push((part.to_owned(), metric, value));
            }
            side.settings.insert(name.clone(), text.clone().into());
        }
        let count = |name: &str| model.training.get(name)?.parse().ok();
        if networks == 1 {
            side.kept = count("kept_epoch");
            side.epochs = count("epochs");
        }
        side.settings = of_training(side.settings);
        side.monitor = model.training.get("monitor").cloned();
        side.reason = model.training.get("stop_reason").cloned();
        side.device = model.training.get("adapter").cloned();
        side
    }

    fn of_report(report: Report) -> Self {
        let sizes = report.configuration.get("sizes").map(network);
        let mut side = Self {
            network: sizes
                .or_else(|| Some(report.configuration.get("network")?.as_str()?.to_owned())),
            device: Some(report.device).filter(|device| !device.is_empty()),
            epochs: report.outcome.as_ref().and_then(|outcome| outcome.epochs),
            seconds: report.outcome.as_ref().and_then(|outcome| outcome.seconds),
            reason: report.outcome.map(|outcome| outcome.reason),
            settings: report.configuration,
            monitor: report.monitor,
            ..Self::default()
        };
        side.settings.remove("sizes");
        side.source = match report.kind {
            Kind::Train => Source::Run,
            Kind::Evaluate => Source::Model,
            other => Source::Other(other),
        };
        if report.kind == Kind::Evaluate {
            side.settings.remove("network");
            side.settings = of_training(side.settings);
        }
        if report.kind == Kind::CrossValidate {
            side.measures = means(&report.tables);
            return side;
        }
        for found in report.evaluations {
            let loss = found.loss.map(|loss| (Metric::Loss, loss));
            let known = found.metrics.iter();
            let known = known.filter_map(|(name, value)| Some((name.parse().ok()?, (*value)?)));
            let part = &found.part;
            side.measures.extend(loss.into_iter().chain(known).map(|(m, v)| (part.clone(), m, v)));
        }
        // Of several networks that are no trials there is none, nor of one fold of several.
        let of_folds = side.settings.contains_key("folds");
        let is_one = matches!(report.kind, Kind::Train | Kind::Sweep) && !of_folds;
        let best = report.best_run.or((report.kind == Kind::Train).then_some(0));
        if is_one && let Some(run) = best.and_then(|best| report.runs.into_iter().nth(best)) {
            side.kept = run.kept_epoch.map(u64::from);
            for curve in &run.curves {
                let place = match run.kept_epoch {
                    Some(kept) => curve.epochs.binary_search(&kept).ok(),
                    None => curve.epochs.len().checked_sub(1),
                };
                let value = place.and_then(|place| curve.values.get(place).copied().flatten());
                if let (Some(value), Ok(metric)) = (value, curve.metric.parse::<Metric>())
                    && side.measure(&curve.part, metric).is_none()
                {
                    side.measures.push((curve.part.clone(), metric, value));
                }
            }
            if report.kind == Kind::Train {
                side.curves = run.curves;
            }
        }
        side
    }

    /// Of the last run in a log; none where it tells of no run.
    fn of_log(bytes: &[u8]) -> Result<Option<Self>> {
        let (mut start, mut end) = (None, None);
        let mut epochs: Vec<Map<String, Value>> = Vec::new();
        let number =
            |event: &Map<String, Value>, name: &str| event.get(name).and_then(Value::as_u64);
        let lines: Vec<_> = bytes.split(|&byte| byte == b'\n').collect();
        for (place, line) in lines.iter().enumerate() {
            if line.trim_ascii().is_empty() {
                continue;
            }
            let event: Map<String, Value> = match serde_json::from_slice(line) {
                Ok(event) => event,
                // A run that was killed may have left half a line.
                Err(_) if place + 1 == lines.len() => break,
                Err(e) => {
                    return Err(Error::input("the line is no event of a log")
                        .caused_by(e)
                        .row(place as u64 + 1));
                }
            };
            match event.get("event").and_then(Value::as_str) {
                Some("start") => (start, end) = (Some(event), None),
                Some("epoch") => {
                    let this = number(&event, "epoch").unwrap_or(0);
                    epochs.retain(|before| number(before, "epoch") < Some(this));
                    epochs.push(event);
                }
                Some("rollback" | "devicelost") => {
                    let to = number(&event, "to").unwrap_or(0);
                    epochs.retain(|before| number(before, "epoch") <= Some(to));
                }
                Some("end") => end = Some(event),
                _ => {}
            }
        }
        let Some(start) = start else { return Ok(None) };
        Ok(Some(Self::of_events(&start, &epochs, end.as_ref())))
    }

    fn of_events(
        start: &Map<String, Value>,
        epochs: &[Map<String, Value>],
        end: Option<&Map<String, Value>>,
    ) -> Self {
        let text =
            |event: &Map<String, Value>, name: &str| Some(event.get(name)?.as_str()?.to_owned());
        let field = |name: &str| end.and_then(|end| end.get(name));
        if start.contains_key("ensemble") {
            return Self::of_ensemble(start, end);
        }
        let settings =
            start.get("configuration").and_then(Value::as_object).cloned().unwrap_or_default();
        let member = field("best_member").and_then(Value::as_u64).unwrap_or(0) as usize;
        let mut side = Self {
            network: settings.get("sizes").map(network),
            device: device(start),
            kept: field("kept_epoch").and_then(Value::as_u64),
            reason: end
                .and_then(|end| text(end, "reason"))
                .or_else(|| Some("still runs".to_owned())),
            settings: settings.into_iter().filter(|(name, _)| name != "sizes").collect(),
            ..Self::default()
        };
        // A log says which metric, and what is held out is what it is of if there is something.
        if let Some(metric) = side.settings.get("monitor").and_then(Value::as_str) {
            let held_out =
                end.or(epochs.last()).is_some_and(|event| event.contains_key("validation_loss"));
            side.monitor =
                Some(format!("{} {metric}", if held_out { "validation" } else { "train" }));
        }
        if let Some(version) = text(start, "version") {
            side.settings.insert("gradshader".to_owned(), version.into());
        }
        let last = epochs.last();
        let done = last.and_then(|event| event.get("epoch")).and_then(Value::as_u64);
        side.epochs = field("epochs").and_then(Value::as_u64).or(done);
        let told = field("elapsed_seconds")
            .or_else(|| last.and_then(|event| event.get("elapsed_seconds")));
        side.seconds = told.and_then(Value::as_f64);
        for event in epochs {
            let Some(epoch) = event.get("epoch").and_then(Value::as_u64) else { continue };
            let own = event.get("members").and_then(|members| members.get(member)?.as_object());
            for (name, value) in own.unwrap_or(event) {
                side.add(epoch as u32, name, value.as_f64());
            }
        }
        side.measures = end.or(last).map(measures).unwrap_or_default();
        side
    }

    /// Of the log of networks that answer together.
    fn of_ensemble(start: &Map<String, Value>, end: Option<&Map<String, Value>>) -> Self {
        let is_setting = |(name, _): &(&String, &Value)| {
            !["event", "adapter", "backend", "driver"].contains(&name.as_str())
        };
        let settings = start.iter().filter(is_setting);
        let count = end.and_then(|end| end.get("networks")).and_then(Value::as_u64);
        let reason = if end.is_some() { "finished" } else { "still runs" };
        let mut side = Self {
            network: count.and_then(|count| of_networks(count as usize)),
            device: device(start),
            reason: Some(reason.to_owned()),
            settings: settings
                .map(|(name, value)| match name.as_str() {
                    "version" => ("gradshader".to_owned(), value.clone()),
                    _ => (name.clone(), value.clone()),
                })
                .collect(),
            ..Self::default()
        };
        let together = end.and_then(|end| end.get("ensemble")).and_then(Value::as_object);
        side.measures = together.map(measures).unwrap_or_default();
        side
    }

    /// Enters a value of an epoch into its curve.
    fn add(&mut self, epoch: u32, name: &str, value: Option<f64>) {
        let is_rate = name == "learning_rate";
        let (part, metric, more_is_better) = match measure(name) {
            Some((part, metric)) => {
                (part, metric.to_string(), Some(metric.direction() == Direction::More))
            }
            None if is_rate => ("train", name.to_owned(), None),
            None => return,
        };
        let known = |curve: &Curve| curve.part == part && curve.metric == metric;
        let place = self.curves.iter().position(known).unwrap_or_else(|| {
            let (part, metric) = (part.to_owned(), metric.clone());
            let (epochs, values) = (Vec::new(), Vec::new());
            self.curves.push(Curve { part, metric, more_is_better, epochs, values });
            self.curves.len() - 1
        });
        self.curves[place].epochs.push(epoch);
        self.curves[place].values.push(value.and_then(figure));
    }
}

/// The settings among what a model says of its training, as logs and reports have them.
fn of_training(told: BTreeMap<String, Value>) -> BTreeMap<String, Value> {
    let value = |value: Value| match &value {
        Value::String(text) => serde_json::from_str(text).unwrap_or(value),
        _ => value,
    };
    let mut settings: BTreeMap<_, _> = told
        .into_iter()
        .filter(|(name, _)| measure(name).is_none() && name != "epochs")
        .map(|(name, told)| (name, value(told)))
        .collect();
    for (own, common) in [("epochs_planned", "epochs"), ("samples", "training_samples")] {
        if let Some(value) = settings.remove(own) {
            settings.insert(common.to_owned(), value);
        }
    }
    settings
}

/// The measures among the fields of an event.
fn measures(fields: &Map<String, Value>) -> Vec<(String, Metric, f64)> {
    let known = fields.iter().filter_map(|(name, value)| Some((measure(name)?, value.as_f64()?)));
    known.map(|((part, metric), value)| (part.to_owned(), metric, value)).collect()
}

/// What networks that answer together are called; one has a shape of its own.
fn of_networks(count: usize) -> Option<String> {
    (count > 1).then(|| format!("{count} networks"))
}

/// The mean over folds of what each measured on the samples that it had not seen.
fn means(tables: &[Table]) -> Vec<(String, Metric, f64)> {
    let Some(folds) = tables.iter().find(|table| table.title == "Folds") else { return Vec::new() };
    let mean = |(place, head): (usize, &Head)| {
        let metric = head.name.replace(' ', "_").parse().ok()?;
        let value = |row: &Vec<Value>| row.get(place)?.as_f64();
        let values: Option<Vec<f64>> = folds.rows.iter().map(value).collect();
        let values = values.filter(|values| !values.is_empty())?;
        Some(("held out".to_owned(), metric, values.iter().sum::<f64>() / values.len() as f64))
    };
    folds.columns.iter().enumerate().filter_map(mean).collect()
}

/// A setting as all kinds of files have it: a model tells of one network what a log tells of several.
fn alike((name, mut value): (String, Value)) -> (String, Value) {
    rounded(&mut value);
    if let Value::Array(values) = &mut value
        && (values.len() == 1 || name == "learning_rates" && values.iter().all(|v| *v == values[0]))
        && !values.is_empty()
    {
        value = values.remove(0);
    }
    // Names of layers.
    let texts = value.as_array().and_then(|all| all.iter().map(Value::as_str).collect());
    if let Some(texts) = texts.map(|texts: Vec<&str>| texts.join(",")) {
        value = texts.into();
    }
    if let Some(number) = value.as_f64() {
        value = match number.fract() == 0.0 && number.abs() < 1e15 {
            true => Value::from(number as i64),
            false => Value::from(figure(number)),
        };
    }
    let name = match &*name {
        "learning_rates" if !value.is_array() => "learning_rate".to_owned(),
        "seeds" if !value.is_array() => "seed".to_owned(),
        _ => name,
    };
    (name, value)
}

/// Rates are f32, whose digits beyond the seventh depend on who wrote them.
fn rounded(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            *value = Value::from(number.as_f64().and_then(figure));
        }
        Value::Array(values) => values.iter_mut().for_each(rounded),
        Value::Object(fields) => fields.values_mut().for_each(rounded),
        _ => {}
    }
}

/// The device of a run, as reports have it.
fn device(start: &Map<String, Value>) -> Option<String> {
    let text = |name: &str| start.get(name).and_then(Value::as_str);
    let (backend, kind, driver) = (text("backend")?, text("adapter_type")?, text("driver")?);
    Some(format!("{} ({backend}, {kind}, {driver})", text("adapter")?))
}

/// `4-64-3`, from a list of sizes.
fn network(sizes: &Value) -> String {
    let sizes = sizes.as_array().into_iter().flatten();
    sizes.map(Value::to_string).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_run_of_a_log_counts_and_what_was_done_again_once() {
        let log = r#"{"event":"start","configuration":{"sizes":[4,3],"seed":1}}
{"event":"epoch","epoch":1,"train_loss":9.0}
{"event":"end","reason":"finished","epochs":1,"train_loss":9.0}
{"event":"start","configuration":{"sizes":[4,8,3],"seed":2}}
{"event":"epoch","epoch":1,"train_loss":4.0,"validation_loss":null,"learning_rate":0.5}
{"event":"epoch","epoch":2,"train_loss":3.0,"learning_rate":0.5}
{"event":"rollback","epoch":3,"to":1}
{"event":"epoch","epoch":2,"train_loss":2.0,"learning_rate":0.25}
{"event":"epo"#;
        let side = Side::of_log(log.as_bytes()).unwrap().unwrap();
        assert_eq!((side.network.as_deref(), side.epochs), (Some("4-8-3"), Some(2)));
        assert_eq!(side.reason.as_deref(), Some("still runs"));
        let curve =
            &side.curves.iter().find(|curve| curve.metric == "loss" && curve.part == "train");
        let curve = curve.unwrap();
        assert_eq!(
            (&curve.epochs[..], &curve.values[..]),
            (&[1, 2][..], &[Some(4.0), Some(2.0)][..])
        );
        assert_eq!(side.measure("train", Metric::Loss), Some(2.0));
        assert!(Side::of_log(b"{\"a\":1}\n").unwrap().is_none());
        let error = Side::of_log(b"{\"event\":\"start\"}\n{x\n{}\n").unwrap_err().to_string();
        assert!(error.contains("row 2"), "{error}");
    }

    #[test]
    fn a_measure_is_a_part_and_a_metric() {
        assert_eq!(measure("validation_roc_auc"), Some(("validation", Metric::RocAuc)));
        assert_eq!(measure("test_top_2_accuracy"), Some(("test", Metric::TopKAccuracy(2))));
        assert_eq!(measure("training_samples"), None);
        assert_eq!(measure("validation_samples"), None);
    }
}
