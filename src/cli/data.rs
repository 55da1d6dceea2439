//! Data sets by path, and what the flags say of their columns.

use std::fs;
use std::path::Path;

use gradshader::dataset::{
    Baseline, Holdout, Kind, Missing, Samples, Table, TableOptions, TargetColumns, Targets, is_idx,
    read_csv, read_idx,
};
use gradshader::error::{Error, Result};

use super::columns::{ColumnArguments, MissingValues};

/// The bytes of an input file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        return Err(Error::input("it is a folder")
            .file(path)
            .advice("give a file: a CSV table or IDX images"));
    }
    fs::read(path).map_err(|e| Error::input("the file cannot be read").caused_by(e).file(path))
}

/// Reads a table or, when it is an IDX file, images and their labels. Files with labels are taken
/// for IDX, so that a damaged one is called that.
pub(super) fn load_table(path: &Path, labels: Option<&Path>) -> Result<Table> {
    let bytes = read(path)?;
    let source = path.display().to_string();
    if labels.is_none() && !is_idx(&bytes) {
        return read_csv(&source, &bytes);
    }
    let labels = match labels {
        None => None,
        Some(path) => Some((path.display().to_string(), read(path)?)),
    };
    let labels = labels.as_ref().map(|(source, bytes)| (source.as_str(), bytes.as_slice()));
    read_idx(&source, &bytes, labels)
}

/// As [`load_table`], with what its columns are.
pub(super) fn load(path: &Path, labels: Option<&Path>, options: &TableOptions) -> Result<Samples> {
    Samples::from_table(load_table(path, labels)?, options)
}

/// As [`load`], for data whose targets are needed; `flag` names the label file.
pub(super) fn load_with_targets(
    path: &Path,
    labels: Option<&Path>,
    options: &TableOptions,
    flag: &str,
) -> Result<Samples> {
    let table = load_table(path, labels)?;
    let is_labelled = table.columns.last().is_none_or(|column| !column.name.starts_with("pixel "));
    if labels.is_none() && !is_labelled {
        return Err(Error::input("images without labels")
            .file(path)
            .advice(format!("give the file of their labels with {flag}")));
    }
    let samples = Samples::from_table(table, options)?;
    debug_assert!(samples.targets != Targets::Unknown);
    Ok(samples)
}

/// What the flags say of the columns, and of which samples are held out.
///
/// # Errors
/// Name the flag.
pub(super) fn columns(
    flags: &ColumnArguments,
    target: Option<&[String]>,
    task: Option<super::arguments::Task>,
    weight: Option<&str>,
) -> Result<TableOptions> {
    let kinds = |text: &String| Kind::parse_list(text);
    let kinds: Vec<Vec<_>> = flags.kinds.iter().flatten().map(kinds).collect::<Result<_>>()?;
    Ok(TableOptions {
        features: flags.features.clone(),
        ignore: flags.ignore.clone().unwrap_or_default(),
        target: match target {
            Some(columns) => TargetColumns::Named(columns.to_vec()),
            None => TargetColumns::Last,
        },
        task: task.map(Into::into),
        kinds: kinds.concat(),
        missing: match flags.missing_values {
            None | Some(MissingValues::Mean) => Missing::Mean,
            Some(MissingValues::Median) => Missing::Median,
            Some(MissingValues::Error) => Missing::Error,
        },
        missing_texts: flags.missing.clone().unwrap_or_default(),
        split: [&flags.group, &flags.split_column].into_iter().flatten().cloned().collect(),
        weight: weight.map(str::to_owned),
    })
}

/// Which samples are held out.
///
/// # Errors
/// Name the flags that say different things.
pub(super) fn holdout(flags: &ColumnArguments, fraction: f64, seed: u64) -> Result<Holdout> {
    let says: Vec<_> = [
        ("--group", &flags.group),
        ("--time", &flags.time),
        ("--split-column", &flags.split_column),
    ]
    .into_iter()
    .filter(|(_, column)| column.is_some())
    .map(|(flag, _)| flag)
    .collect();
    if let [first, second, ..] = says[..] {
        return Err(
            Error::input(format!("{first} with {second}")).advice("leave one of the two out")
        );
    }
    if fraction == 0.0
        && let [flag @ ("--group" | "--time")] = says[..]
    {
        return Err(Error::input(format!("{flag} without --validation"))
            .advice("say how much to hold out, such as --validation 0.2"));
    }
    Ok(match flags {
        ColumnArguments { group: Some(column), .. } => {
            Holdout::Groups { column: column.clone(), fraction, seed }
        }
        ColumnArguments { time: Some(column), .. } => {
            Holdout::Newest { column: column.clone(), fraction }
        }
        ColumnArguments { split_column: Some(column), .. } => {
            Holdout::Column { column: column.clone() }
        }
        _ => Holdout::Random { fraction, seed },
    })
}

/// What a guess is worth, for people.
pub(super) fn guess(baseline: &Baseline) -> String {
    match baseline {
        Baseline::Class { class, accuracy } => format!(
            "to beat: always {class:?} is right for {:.2} % of the validation samples",
            accuracy * 100.0
        ),
        Baseline::Labels { accuracies } => {
            let mean = accuracies.iter().sum::<f64>() / accuracies.len() as f64;
            format!(
                "to beat: the more frequent answer is right for {:.2} % of the validation samples' \
                 labels",
                mean * 100.0
            )
        }
        Baseline::Means { means, rmse, .. } => {
            let each: Vec<_> = means
                .iter()
                .zip(rmse)
                .map(|(mean, rmse)| format!("{mean} has RMSE {rmse}"))
                .collect();
            format!("to beat: on the validation samples the mean {}", each.join(", "))
        }
    }
}
