//! `gradshader describe`: what a table holds, and what `train` would make of it.

use gradshader::dataset::read::{DialectOptions, Reading};
use gradshader::dataset::{
    self, ColumnDescription, Holdout, Kind, Preprocessing, Samples, TableOptions, Targets, Task,
    hold_out,
};
use gradshader::defaults::{Preset, criterion};
use gradshader::error::{Error, Result};
use serde::Serialize;

use super::columns::DescribeArguments;
use super::places::Places;
use super::{data, output};

#[derive(Debug, Serialize)]
struct Report {
    source: String,
    rows: usize,
    columns: Vec<ColumnDescription>,
    /// What `train` would do; none where it would stop.
    training: Option<Training>,
    /// Why it would stop.
    error: Option<String>,
}

#[derive(Debug, Serialize)]
struct Training {
    samples: usize,
    /// Inputs of the network.
    features: Vec<String>,
    task: String,
    /// Each class and its samples, or each label and the samples that have it.
    balance: Vec<(String, usize)>,
    notes: Vec<String>,
    /// How much the samples count, where a column says it.
    #[serde(skip_serializing_if = "Option::is_none")]
    weights: Option<Weights>,
}

/// Over the samples.
#[derive(Debug, Serialize)]
struct Weights {
    column: String,
    lowest: f64,
    highest: f64,
    mean: f64,
    /// Samples of weight 0, which are not learnt from.
    zeros: usize,
}

impl Weights {
    fn of(samples: &Samples, column: &str) -> Result<Self> {
        let all = samples.weights(column)?;
        if all.iter().all(|&weight| weight == 0.0) {
            return Err(Error::input("every sample has a weight of 0")
                .file(samples.source())
                .column(column)
                .advice("give some of them more"));
        }
        Ok(Self {
            column: column.to_owned(),
            lowest: all.iter().copied().fold(f64::INFINITY, f64::min),
            highest: all.iter().copied().fold(0.0, f64::max),
            mean: all.iter().sum::<f64>() / all.len() as f64,
            zeros: all.iter().filter(|&&weight| weight == 0.0).count(),
        })
    }

    fn text(&self) -> String {
        let Self { column, lowest, highest, mean, zeros } = self;
        let (lowest, highest, mean) = (short(*lowest), short(*highest), short(*mean));
        let zeros = if *zeros > 0 { format!(", {zeros} of them 0") } else { String::new() };
        format!("weights: {column:?}, {lowest} to {highest}, mean {mean}{zeros}\n")
    }
}

pub(super) fn run(arguments: DescribeArguments) -> Result<()> {
    let DescribeArguments {
        data: paths,
        labels,
        target,
        task,
        weight_column,
        dialect,
        columns,
        memory,
        json,
    } = arguments;
    Places::new().inputs("DATA", &paths).input("--labels", labels.as_deref()).check()?;
    let storage = memory.storage();
    let options = TableOptions {
        storage: storage.clone(),
        ..data::columns(&columns, target.as_deref(), task, weight_column.as_deref())?
    };
    let holdout = data::holdout(&columns, 0.0, 0)?;
    let dialect = DialectOptions { verbatim: options.as_written(), ..dialect.options()? };
    let Reading { mut table, read_as, remarks, .. } =
        data::load_table(&paths, labels.as_deref(), &dialect, None, &storage)?;
    table.take_for_missing(&options.missing_texts)?;
    let (source, rows) = (table.source.clone(), table.len());
    let mut columns = dataset::describe(&table);
    for (name, kind) in &options.kinds {
        for column in columns.iter_mut().filter(|column| column.name == *name) {
            column.kind = kind.to_string();
            column.used = *kind != Kind::Ignored;
        }
    }
    for column in columns.iter_mut().filter(|column| Some(&column.name) == options.weight.as_ref())
    {
        column.kind = "weights".to_owned();
        column.used = false;
    }
    let described = Samples::from_table(table, &options).and_then(|samples| {
        // Columns may stop it that say who is held out.
        if !matches!(holdout, Holdout::Random { .. }) {
            hold_out(&samples, &holdout)?;
        }
        let remarks = [remarks, samples.remarks.clone()].concat();
        training(&Samples { read_as, remarks, ..samples }, options.weight.as_deref())
    });
    let (training, error) = match described {
        Ok(training) => (Some(training), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let report = Report { source, rows, columns, training, error };
    if json { output::print_json(&report) } else { output::print(&text(&report)) }
}

fn training(samples: &Samples, weight: Option<&str>) -> Result<Training> {
    // What stops a training shows when its inputs are made.
    let all: Vec<u32> = (0..samples.len() as u32).collect();
    let (_, output) = criterion(Preset::Default, Task::of(&samples.targets), None, None)?;
    Preprocessing::fit(samples, &all, samples.default_scaling(), output)?;
    let count = |labels: &[u32], class: usize| {
        labels.iter().filter(|&&label| label as usize == class).count()
    };
    let balance = match &samples.targets {
        Targets::Classes { names, labels, .. } => {
            names.iter().enumerate().map(|(i, name)| (name.clone(), count(labels, i))).collect()
        }
        Targets::Labels { columns, values } => {
            let there = |place: usize| {
                values.iter().skip(place).step_by(columns.len()).filter(|&&v| v == 1).count()
            };
            columns.iter().enumerate().map(|(i, label)| (label.name.clone(), there(i))).collect()
        }
        _ => Vec::new(),
    };
    Ok(Training {
        samples: samples.len(),
        features: samples.feature_columns().map(|column| column.name.clone()).collect(),
        task: samples.task.clone(),
        balance,
        notes: samples.notes(),
        weights: weight.map(|column| Weights::of(samples, column)).transpose()?,
    })
}

fn text(report: &Report) -> String {
    /// As many columns as a person reads.
    const SHOWN: usize = 200;
    /// Of a text.
    const SIGNS: usize = 24;
    let head = ["column", "kind", "missing", "distinct", "mean", "deviation", "lowest", "highest"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table[0].push("most frequent".to_owned());
    for column in report.columns.iter().take(SHOWN) {
        let number = |value: Option<f64>| value.map_or(String::new(), short);
        let most = column.most_frequent.as_ref();
        let most = most.map_or(String::new(), |value| {
            let short = match value.chars().count() > SIGNS {
                true => value.chars().take(SIGNS - 1).chain(['…']).collect(),
                false => value.clone(),
            };
            format!("{short} ({})", column.most_frequent_count)
        });
        table.push(vec![
            column.name.clone(),
            if column.used { column.kind.clone() } else { format!("({})", column.kind) },
            column.missing.to_string(),
            column.distinct.to_string(),
            number(column.mean),
            number(column.deviation),
            number(column.lowest),
            number(column.highest),
            most,
        ]);
    }
    let counted =
        |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
    let (rows, columns) = (counted(report.rows, "row"), counted(report.columns.len(), "column"));
    let mut text = format!("{}: {rows}, {columns}\n\n", report.source);
    text += &output::table(&table, 2);
    if report.columns.len() > SHOWN {
        text +=
            &format!("and {} columns more; --json has them all\n", report.columns.len() - SHOWN);
    }
    if let Some(error) = &report.error {
        text += &format!("\ntrain would stop: {error}\n");
    }
    if let Some(training) = &report.training {
        text += &format!("\ntrain would take {}\n", counted(training.samples, "sample"));
        for note in &training.notes {
            text += &format!("{note}\n");
        }
        if let Some(weights) = &training.weights {
            text += &weights.text();
        }
        if !training.balance.is_empty() {
            let share =
                |count: usize| format!("{:.2} %", 100.0 * count as f64 / training.samples as f64);
            let mut table = vec![["target", "samples", "share"].map(str::to_owned).to_vec()];
            for (name, count) in &training.balance {
                table.push(vec![name.clone(), count.to_string(), share(*count)]);
            }
            text += &format!("\n{}", output::table(&table, 1));
        }
    }
    text
}

/// A number to about six digits.
pub(super) fn short(value: f64) -> String {
    let text = format!("{value}");
    if text.len() <= 10 {
        return text;
    }
    match value.abs() {
        1e-3..1e9 => {
            let digits = 5 - (value.abs().log10().floor() as i32).clamp(-3, 5);
            format!("{value:.*}", digits as usize)
        }
        _ => format!("{value:.5e}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short() {
        for (value, expected) in [
            (1.5, "1.5"),
            (5.843333333333335, "5.84333"),
            (1234567.891, "1234568"),
            (2450000.5, "2450000.5"),
            (1.0 / 30000.0, "3.33333e-5"),
        ] {
            assert_eq!(short(value), expected);
        }
    }
}
