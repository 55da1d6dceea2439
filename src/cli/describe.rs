//! `gradshader describe`: what a table holds, and what `train` would make of it.

use gradshader::dataset::read::Reading;
use gradshader::dataset::{self, ColumnDescription, Kind, Samples, Targets};
use gradshader::error::Result;
use serde::Serialize;

use super::columns::DescribeArguments;
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
}

pub(super) fn run(arguments: DescribeArguments) -> Result<()> {
    let DescribeArguments { data: paths, labels, target, task, dialect, columns, json } = arguments;
    let options = data::columns(&columns, target.as_deref(), task, None)?;
    let Reading { mut table, read_as, .. } =
        data::load_table(&paths, labels.as_deref(), &dialect.options()?)?;
    table.take_for_missing(&options.missing_texts);
    let (source, rows) = (table.source.clone(), table.len());
    let mut columns = dataset::describe(&table);
    for (name, kind) in &options.kinds {
        for column in columns.iter_mut().filter(|column| column.name == *name) {
            column.kind = kind.to_string();
            column.used = *kind != Kind::Ignored;
        }
    }
    let (training, error) = match Samples::from_table(table, &options) {
        Ok(samples) => (Some(training(&Samples { read_as, ..samples })), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let report = Report { source, rows, columns, training, error };
    if json { output::print_json(&report) } else { output::print(&text(&report)) }
}

fn training(samples: &Samples) -> Training {
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
    Training {
        samples: samples.len(),
        features: samples.feature_columns().map(|column| column.name.clone()).collect(),
        task: samples.task.clone(),
        balance,
        notes: samples.notes(),
    }
}

fn text(report: &Report) -> String {
    /// As many columns as a person reads.
    const SHOWN: usize = 200;
    let head = ["column", "kind", "missing", "distinct", "mean", "deviation", "lowest", "highest"];
    let mut table = vec![head.map(str::to_owned).to_vec()];
    table[0].push("most frequent".to_owned());
    for column in report.columns.iter().take(SHOWN) {
        let number = |value: Option<f64>| value.map_or(String::new(), short);
        let most = column.most_frequent.as_ref();
        let most = most.map_or(String::new(), |value| {
            let short: String = value.chars().take(24).collect();
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
fn short(value: f64) -> String {
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
