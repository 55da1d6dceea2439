//! Data sets by path, and what the flags say of their columns.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use gradshader::dataset::read::{DialectOptions, Reading};
use gradshader::dataset::table::TableColumn;
use gradshader::dataset::{
    self, Baseline, Holdout, Kind, Missing, Samples, Storage, Table, TableOptions, TargetColumns,
    Targets, read_idx,
};
use gradshader::error::{Error, Result};
use gradshader::memory;

use super::columns::{ColumnArguments, MissingValues};

/// What messages call standard input.
pub(super) const INPUT: &str = "standard input";

/// The bytes of an input file.
pub(super) fn read(path: &Path) -> Result<Vec<u8>> {
    if path.is_dir() {
        return Err(Error::input("it is a folder")
            .file(path)
            .advice("give a file: a CSV table or IDX images"));
    }
    if let Ok(known) = fs::metadata(path).map(|known| known.len()) {
        memory::check("the file", known, "give a smaller part of it").map_err(|e| e.file(path))?;
    }
    fs::read(path).map_err(|e| Error::input("the file cannot be read").caused_by(e).file(path))
}

/// Reads a table, several as one (those of their columns that are `needed` alone have to be in each) or, when it is
/// an IDX file, images and their labels. Files with labels are taken for IDX, so that a damaged one is called that.
pub(super) fn load_table(
    paths: &[PathBuf],
    labels: Option<&Path>,
    dialect: &DialectOptions,
    needed: Option<&[String]>,
    storage: &Storage,
) -> Result<Reading> {
    let path = match paths {
        [path] if labels.is_some() => path,
        [path] => return dataset::read::read_path_within(path, dialect, needed, storage),
        _ if labels.is_some() => {
            return Err(Error::input("several files with one of labels")
                .advice("give one file of images, or folders of PNG files by class"));
        }
        _ => {
            let paths = all_paths(paths)?;
            return dataset::read::read_paths_within(&paths, dialect, needed, storage);
        }
    };
    let bytes = read(path)?;
    let source = path.display().to_string();
    let labels = labels.map(|path| Ok((path.display().to_string(), read(path)?))).transpose()?;
    let labels = labels.as_ref().map(|(source, bytes)| (source.as_str(), bytes.as_slice()));
    let table = read_idx(&source, &bytes, labels)?.kept_in(storage)?;
    Ok(Reading { table, read_as: "IDX".to_owned(), dialect: None, remarks: Vec::new() })
}

/// The files that several paths mean, in the order of the paths.
fn all_paths(paths: &[PathBuf]) -> Result<Vec<PathBuf>> {
    if paths.iter().any(|path| path.as_os_str() == "-") {
        return Err(Error::input("standard input is no file among others")
            .advice("give - alone, or name files"));
    }
    let mut all = Vec::new();
    for path in paths {
        match dataset::read::paths(path)? {
            none if none.is_empty() => {
                return Err(Error::input("there is no such file").file(path).advice("name one"));
            }
            some => all.extend(some),
        }
    }
    Ok(all)
}

/// As [`load_table`], with what its columns are.
pub(super) fn load(
    paths: &[PathBuf],
    labels: Option<&Path>,
    options: &TableOptions,
) -> Result<Samples> {
    read_as_usual(paths, labels, options, &|_| Ok(()))
}

/// Columns of samples that were read from `paths`, as they are written.
pub(super) fn load_as_written(
    paths: &[PathBuf],
    names: Vec<String>,
    samples: &Samples,
    options: &TableOptions,
) -> Result<Vec<TableColumn>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let dialect = samples.dialect.as_ref().unwrap_or(&options.dialect);
    let dialect = DialectOptions { verbatim: names.clone(), ..options.dialect.or(dialect) };
    let mut columns =
        load_table(paths, None, &dialect, Some(&names), &options.storage)?.table.columns;
    columns.retain(|column| names.contains(&column.name) && column.cells.len() == samples.len());
    Ok(columns)
}

/// As [`load`], for data whose targets are needed; `flag` names the label file.
pub(super) fn load_with_targets(
    paths: &[PathBuf],
    labels: Option<&Path>,
    options: &TableOptions,
    flag: &str,
) -> Result<Samples> {
    let samples = read_as_usual(paths, labels, options, &|table| {
        let last = table.columns.last();
        if labels.is_some() || last.is_none_or(|column| !column.name.starts_with("pixel ")) {
            return Ok(());
        }
        let path = &paths[0];
        Err(Error::input("images without labels").file(path).advice(match path.is_dir() {
            true => "put the images of each class into a folder of its name".to_owned(),
            false => match labels_beside(path) {
                Some(labels) => format!("give their labels: {flag} {}", labels.display()),
                None => format!("give the file of their labels with {flag}"),
            },
        }))
    })?;
    debug_assert!(samples.targets != Targets::Unknown);
    Ok(samples)
}

/// The file of labels that lies beside one of images under the name that MNIST gave both.
fn labels_beside(images: &Path) -> Option<PathBuf> {
    let name = images.file_name()?.to_str()?;
    let labels = images.with_file_name(name.replace("images", "labels").replace("idx3", "idx1"));
    (labels != images && labels.is_file()).then_some(labels)
}

/// Reads samples. For a model, a text is first taken for one like those that it was trained on.
fn read_as_usual(
    paths: &[PathBuf],
    labels: Option<&Path>,
    options: &TableOptions,
    check: &dyn Fn(&Table) -> Result<()>,
) -> Result<Samples> {
    let is_input = labels.is_none() && matches!(paths, [path] if path.as_os_str() == "-");
    if is_input {
        // Standard input is there once.
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .read_to_end(&mut bytes)
            .map_err(|e| Error::input("it cannot be read").caused_by(e).file(INPUT))?;
        return of_input(&bytes, options, check);
    }
    let needed = needed(options);
    as_usual(options, &|dialect| {
        let reading = load_table(paths, labels, dialect, needed.as_deref(), &options.storage)?;
        check(&reading.table)?;
        Ok(reading)
    })
}

/// The columns without which a model cannot do; none where no model asks.
fn needed(options: &TableOptions) -> Option<Vec<String>> {
    let features = options.features.as_ref().filter(|_| options.for_model)?;
    let targets: &[String] = match &options.target {
        TargetColumns::Named(names) | TargetColumns::IfPresent(names) => names,
        TargetColumns::Last | TargetColumns::Absent => &[],
    };
    let told = [&options.split, options.weight.as_slice(), &options.dialect.verbatim];
    Some([features, targets].into_iter().chain(told).flatten().cloned().collect())
}

/// All that came from standard input, which is read as a file is.
pub(super) fn of_input(
    bytes: &[u8],
    options: &TableOptions,
    check: &dyn Fn(&Table) -> Result<()>,
) -> Result<Samples> {
    as_usual(options, &|dialect| {
        let reading = dataset::read::read_within(INPUT, bytes, dialect, &options.storage)?;
        check(&reading.table)?;
        Ok(reading)
    })
}

fn as_usual(
    options: &TableOptions,
    read: &dyn Fn(&DialectOptions) -> Result<Reading>,
) -> Result<Samples> {
    let written_as = |dialect: &DialectOptions| Samples::from_reading(read(dialect)?, options);
    let told = &options.dialect;
    match options.usual.as_ref().map(|usual| told.or(usual)) {
        Some(usual) if usual != *told => {
            let DialectOptions { verbatim, minus, .. } = usual.clone();
            let told = DialectOptions { verbatim, minus, ..told.clone() };
            written_as(&usual).or_else(|_| written_as(&told))
        }
        usual => written_as(usual.as_ref().unwrap_or(told)),
    }
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
        dialect: DialectOptions::default(),
        usual: None,
        for_model: false,
        by_place: None,
        units: Vec::new(),
        signs: Vec::new(),
        storage: Storage::default(),
        split: [&flags.group, &flags.split_column].into_iter().flatten().cloned().collect(),
        weight: weight.map(str::to_owned),
    })
}

/// Which samples are held out; of folds, of those that each trains on.
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
    if fraction != 0.0 && flags.split_column.is_some() {
        return Err(Error::input("--validation with --split-column, which says who is held out")
            .advice("leave --validation out"));
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
