//! Files by path: one, several that are one data set, or standard input.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::delimited::{self, Text};
use super::join::{self, Minuses};
use super::{DialectOptions, partition};
use super::{Encoding, Format, Reading};
use crate::dataset::table::{RowNumbers, TableColumn};
use crate::dataset::{Storage, names, quoted};
use crate::error::{Error, Result};
use crate::memory;

/// How many bytes of a file tell what it is.
const START: usize = 1 << 20;

/// A text file, read from the disk as often as it is needed and never held whole.
struct OnDisk<'a> {
    path: &'a Path,
    length: u64,
}

impl Text for OnDisk<'_> {
    fn open(&self) -> Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(File::open(self.path).map_err(unreadable)?))
    }

    fn length(&self) -> Option<u64> {
        Some(self.length)
    }
}

fn unreadable(e: io::Error) -> Error {
    Error::input("the file cannot be read").caused_by(e)
}

/// Reads the file at `path`, standard input for `-`, or all files that a pattern such as
/// `part-*.csv` means, in the order of their names; of a folder the PNG images in the folders of their
/// classes (feature `images`). A delimited text in UTF-8 that is not packed is
/// read in blocks and never held whole.
///
/// # Errors
/// As of [`super::read`], and those of the file system; a pattern that means no file; files of
/// several whose columns differ.
pub fn read_path(path: impl AsRef<Path>, options: &DialectOptions) -> Result<Reading> {
    read_path_within(path, options, None, &Storage::default())
}

/// As [`read_path`], where `storage` has room, of several files with the columns that are `needed`
/// ([`read_paths_within`]).
///
/// # Errors
/// As [`read_path`], and when the file of what has no room in memory cannot be written.
pub fn read_path_within(
    path: impl AsRef<Path>,
    options: &DialectOptions,
    needed: Option<&[String]>,
    storage: &Storage,
) -> Result<Reading> {
    let path = path.as_ref();
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable)?;
        return super::read_within("standard input", &bytes, options, storage);
    }
    if pattern(path).is_none() {
        return read_file(path, options, storage);
    }
    read_paths_within(&paths(path)?, options, needed, storage).map_err(|error| error.file(path))
}

/// The path as a pattern of several files, if it is one.
fn pattern(path: &Path) -> Option<&str> {
    path.to_str().filter(|text| text.contains(['*', '?', '[']) && !path.exists())
}

/// The files that [`read_path`] reads: the one at `path`, or all that a pattern means, in the order of
/// their names, without those that begin with `_` or a dot.
///
/// # Errors
/// A pattern that is none; those of the file system.
pub fn paths(path: impl AsRef<Path>) -> Result<Vec<PathBuf>> {
    let path = path.as_ref();
    let Some(pattern) = pattern(path) else { return Ok(vec![path.to_owned()]) };
    let no_pattern = |e: glob::PatternError| {
        Error::input("the pattern is none").caused_by(e).file(path).advice("name the file")
    };
    let mut paths: Vec<PathBuf> = glob::glob(pattern)
        .map_err(no_pattern)?
        .collect::<std::result::Result<_, _>>()
        .map_err(|e| unreadable(e.into()).file(path))?;
    paths.retain(|path| path.is_file() && !is_of_writer(path, pattern));
    paths.sort();
    Ok(paths)
}

/// Whether a file is of whoever wrote the others, such as `_SUCCESS`, and no pattern asks for such.
fn is_of_writer(path: &Path, pattern: &str) -> bool {
    let is_special = |name: &str| name.starts_with(['_', '.']);
    let name = path.file_name().and_then(|name| name.to_str());
    let asked = pattern.rsplit(['/', std::path::MAIN_SEPARATOR]).next();
    name.is_some_and(is_special) && !asked.is_some_and(is_special)
}

/// Reads several files as one data set. Their columns have the same names, in the order of the first file or another.
/// Folders that all are in and that are called `NAME=VALUE` give each a column of that name, as Hive has it.
///
/// # Errors
/// As of [`read_path`].
pub fn read_paths(paths: &[PathBuf], options: &DialectOptions) -> Result<Reading> {
    read_paths_within(paths, options, None, &Storage::default())
}

/// As [`read_paths`], where `storage` has room. Of several files those that have no rows are passed over, and of the
/// others those columns alone are taken that are `needed`, if that is said; they may differ in others.
///
/// # Errors
/// As [`read_path_within`].
pub fn read_paths_within(
    paths: &[PathBuf],
    options: &DialectOptions,
    needed: Option<&[String]>,
    storage: &Storage,
) -> Result<Reading> {
    let partitions = partition::of_all(paths);
    let mut without_rows: Vec<(&PathBuf, Error)> = Vec::new();
    let mut read = |options: &DialectOptions| -> Result<(Option<Reading>, [Vec<String>; 2])> {
        let (mut whole, mut otherwise, mut minuses) = (None, Vec::new(), Minuses::default());
        without_rows.clear();
        for path in paths {
            let mut part = match read_file(path, options, storage) {
                Err(error) if error.has_no_rows() => {
                    without_rows.push((path, error));
                    continue;
                }
                part => part?,
            };
            if paths.len() > 1 {
                join::find_counting(&mut part.table);
                partition::add(&mut part.table, path, &partitions, options)?;
                // What leaves out what is 0 may have none of them, and rows all the same.
                let is_needed = |column: &TableColumn| {
                    column.is_sparse || needed.is_none_or(|needed| needed.contains(&column.name))
                };
                // What has none of them is said as it is of one file.
                if part.table.columns.iter().any(is_needed) {
                    part.table.columns.retain(is_needed);
                }
                minuses.look_at(&part.table);
            }
            whole = Some(match whole {
                None => part,
                Some(whole) => {
                    otherwise.extend(join::written_otherwise(&whole, &part));
                    join::join_with(whole, part, &options.minus)?
                }
            });
        }
        Ok((whole, [otherwise, minuses.columns()]))
    };
    let (mut whole, [otherwise, minus]) = read(options)?;
    if !otherwise.is_empty() || !minus.is_empty() {
        // Numbers in one file and texts in another are texts of one column, as they are written. A minus beside the
        // plus of another file is one too.
        let verbatim = [&options.verbatim[..], &otherwise, &minus].concat();
        let minus = [&options.minus[..], &minus].concat();
        (whole, _) = read(&DialectOptions { verbatim, minus, ..options.clone() })?;
    }
    let Some(mut whole) = whole else {
        let none = || Error::input("there is no such file").advice("name one");
        return Err(without_rows.into_iter().next().map_or_else(none, |(_, error)| error));
    };
    if let [first, rest @ ..] = paths
        && matches!(whole.table.rows, RowNumbers::Joined { .. })
    {
        whole.table.source = format!("{} and {} more", first.display(), rest.len());
    }
    if !without_rows.is_empty() {
        let files = without_rows.iter().map(|(path, _)| quoted(&path.display().to_string()));
        whole.remarks.push(format!("passed over: {} (no rows)", names::shorten(files)));
    }
    Ok(whole)
}

fn read_file(path: &Path, options: &DialectOptions, storage: &Storage) -> Result<Reading> {
    let source = path.display().to_string();
    let at = |error: Error| error.file(path);
    if path.is_dir() {
        #[cfg(feature = "images")]
        return super::folder::read(path);
        #[cfg(not(feature = "images"))]
        return Err(at(Error::input("it is a folder").advice("give a file: a table or images")));
    }
    let mut file = File::open(path).map_err(unreadable).map_err(at)?;
    let metadata = file.metadata().map_err(unreadable).map_err(at)?;
    let mut start = Vec::new();
    (&mut file).take(START as u64).read_to_end(&mut start).map_err(unreadable).map_err(at)?;
    let is_whole = start.len() < START;
    if let Some(error) = super::foreign::refused(&start) {
        return Err(at(error));
    }
    if metadata.is_file()
        && !is_whole
        && Format::of(&start, options) == Format::Text
        && super::encoding(&start, is_whole, options.encoding) == Encoding::Utf8
    {
        drop(start);
        let text = OnDisk { path, length: metadata.len() };
        let read = delimited::read(&source, &text, Encoding::Utf8, options, storage).map_err(at)?;
        return Ok(Reading::of_text(read));
    }
    #[cfg(feature = "parquet")]
    if metadata.is_file() && Format::of(&start, options) == Format::Parquet {
        let pages = super::pages::Pages::new(file, metadata.len());
        let table = super::parquet::read(&source, pages, storage, options).map_err(at)?;
        return Ok(Reading::new(table, "Parquet"));
    }
    // All of it is held, and what it holds beside it.
    let more = metadata.len().saturating_sub(start.len() as u64);
    memory::check("the file", more, "give a smaller part of it, or save it as CSV or Parquet")
        .map_err(at)?;
    file.read_to_end(&mut start).map_err(unreadable).map_err(at)?;
    super::read_within(&source, &start, options, storage)
}
