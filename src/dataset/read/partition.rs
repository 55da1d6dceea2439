//! Columns that the path of a file tells: in `year=2024/part-0.parquet` all rows are of the year 2024.

use std::path::Path;

use super::DialectOptions;
use super::column::Texts;
use crate::dataset::table::{Table, TableColumn};
use crate::error::Result;

/// What stands for a value that is missing, as Hive has it.
const MISSING: &str = "__HIVE_DEFAULT_PARTITION__";

/// The names and values of the folders that a file is in.
fn of(path: &Path) -> Vec<(&str, &str)> {
    let folders = path.parent().into_iter().flat_map(Path::components);
    let names = folders.filter_map(|folder| folder.as_os_str().to_str());
    names.filter_map(|name| name.split_once('=')).filter(|(name, _)| !name.is_empty()).collect()
}

/// The names that the paths of all files have, of several files.
pub(super) fn of_all(paths: &[impl AsRef<Path>]) -> Vec<String> {
    let [first, rest @ ..] = paths else { return Vec::new() };
    let is_of = |path: &Path, name: &str| of(path).iter().any(|(other, _)| *other == name);
    let is_everywhere = |name: &str| rest.iter().all(|path| is_of(path.as_ref(), name));
    let names = of(first.as_ref()).into_iter().map(|(name, _)| name.to_owned());
    names.filter(|name| !rest.is_empty() && is_everywhere(name)).collect()
}

/// Puts a column for each of `names` before those of a file that has none of that name.
///
/// # Errors
/// When memory is refused.
pub(super) fn add(
    table: &mut Table,
    path: &Path,
    names: &[String],
    options: &DialectOptions,
) -> Result<()> {
    let there: Vec<_> = table.columns.iter().map(|column| column.name.clone()).collect();
    let rows = table.len();
    let mut columns = Vec::new();
    for (name, value) in of(path) {
        let Some(name) =
            names.iter().find(|other| *other == name).filter(|name| !there.contains(name))
        else {
            continue;
        };
        let mut texts = Texts::default().with_minus(options.minus.contains(name));
        (0..rows).for_each(|_| match value {
            MISSING => texts.missing(),
            value => texts.push(value),
        });
        let is_verbatim = options.verbatim.contains(name);
        let cells = if is_verbatim { texts.texts()? } else { texts.cells(b'.')? };
        columns.push(TableColumn::new(name, cells));
    }
    table.columns.splice(0..0, columns);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_all_paths_tell_is_told() {
        let paths = ["a/c=1/d=x/p.csv", "a/c=2/d=y/p.csv"];
        assert_eq!(of_all(&paths), ["c", "d"]);
        assert_eq!(of_all(&paths[..1]), [""; 0]);
        assert_eq!(of_all(&["a/c=1/p.csv", "a/p.csv"]), [""; 0]);
        assert_eq!(of_all(&["a/c=1/d=2.csv", "b/c=1/=/d=3.csv"]), ["c"]);
    }
}
