//! Data sets by path.

use std::fs;
use std::path::Path;

use gradshader::dataset::{CsvOptions, Samples, TargetColumns, Targets, Task};
use gradshader::dataset::{is_idx, parse_csv, parse_idx};
use gradshader::error::{Error, Result};

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
pub(super) fn load(path: &Path, labels: Option<&Path>, options: &CsvOptions) -> Result<Samples> {
    let bytes = read(path)?;
    let source = path.display().to_string();
    if labels.is_none() && !is_idx(&bytes) {
        return parse_csv(&source, &bytes, options);
    }
    // Which columns to read is the user's wish only where no model says it.
    let wished = options.features.is_none();
    if wished && options.task == Some(Task::Regress) {
        return Err(Error::input("labels of images are classes, not values to regress")
            .file(path)
            .advice("leave --task out or give a table"));
    }
    if wished && let TargetColumns::Named(_) = options.target {
        return Err(Error::input("an IDX file has no columns to choose a target from")
            .file(path)
            .advice("leave --target out or give a table"));
    }
    let labels = match labels {
        None => None,
        Some(path) => Some((path.display().to_string(), read(path)?)),
    };
    let labels = labels.as_ref().map(|(source, bytes)| (source.as_str(), bytes.as_slice()));
    parse_idx(&source, &bytes, labels)
}

/// As [`load`], for data whose targets are needed; `flag` names the label file.
pub(super) fn load_with_targets(
    path: &Path,
    labels: Option<&Path>,
    options: &CsvOptions,
    flag: &str,
) -> Result<Samples> {
    let samples = load(path, labels, options)?;
    if samples.targets == Targets::Unknown {
        return Err(Error::input("images without labels")
            .file(path)
            .advice(format!("give the file of their labels with {flag}")));
    }
    Ok(samples)
}
