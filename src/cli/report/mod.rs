//! `--report DIR`: the page of a run, and the document that it shows, as two files in a folder.

mod columns;
mod evaluate;

use std::fs;
use std::path::{Path, PathBuf};

use gradshader::dataset::Preprocessing;
use gradshader::error::{Error, Result};
pub(super) use gradshader::report::Collector;
use gradshader::report::{Report, page};
use serde_json::{Value, json};

pub(super) use self::columns::{counted, share, text, worth};
pub(super) use self::evaluate::of_evaluation;
use super::output;
use super::places::{Places, check_folder};
use super::plan::Plan;

/// The page.
const PAGE: &str = "index.html";
/// Its document, which `compare` reads.
const DOCUMENT: &str = "report.json";

/// The files of a report in this folder.
fn files(folder: &Path) -> [PathBuf; 2] {
    [folder.join(PAGE), folder.join(DOCUMENT)]
}

/// Checks all places with those of a report in `folder`, which is made where it is not there.
///
/// # Errors
/// As those of [`Places::check`]; when another file than a report's stands where one would go.
pub(super) fn check(places: Places, folder: Option<&Path>) -> Result<()> {
    let Some(folder) = folder else { return places.check() };
    check_folder("--report", folder)?;
    if folder.exists() && !folder.is_dir() {
        return Err(Error::input("a file stands where the folder of --report should go")
            .file(folder)
            .advice("name a folder"));
    }
    let is_new = !folder.exists();
    if is_new {
        fs::create_dir(folder).map_err(|e| {
            let error = Error::input("the folder of --report cannot be made").caused_by(e);
            error.file(folder).advice("make the folder that it is in, or write elsewhere")
        })?;
    }
    let [page, document] = files(folder);
    let places =
        places.output("--report", Some(&page)).output("the document of --report", Some(&document));
    let checked = foreign(&page, page::MARK)
        .and_then(|()| foreign(&document, "\"schema\""))
        .and_then(|()| places.check());
    if is_new && checked.is_err() {
        // It is empty; if not, it stays.
        let _ = fs::remove_dir(folder);
    }
    checked
}

/// What decides which samples there are and what is predicted of them, as the start of a log has it.
pub(super) fn data(plan: &Plan, preprocessing: &Preprocessing) -> Vec<(String, Value)> {
    let (task, target) = preprocessing.targets.task_and_columns();
    let columns = &plan.told.columns;
    let facts = [
        ("training", json!(plan.training)),
        ("task", json!(task.name())),
        ("target", json!(target)),
        ("validation", json!(plan.validation)),
        ("split_seed", json!(plan.split_seed)),
        ("group", json!(columns.group)),
        ("time", json!(columns.time)),
        ("split_column", json!(columns.split_column)),
    ];
    let told = facts.into_iter().filter(|(_, value)| !value.is_null());
    told.map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Refuses a file that is there and holds no `mark`.
fn foreign(path: &Path, mark: &str) -> Result<()> {
    match fs::read(path) {
        Ok(bytes) if !String::from_utf8_lossy(&bytes).contains(mark) => {
            Err(Error::input("a file that is no report of gradshader would be replaced")
                .file(path)
                .advice("name another folder"))
        }
        _ => Ok(()),
    }
}

/// Writes the document and its page.
///
/// # Errors
/// When they cannot be written.
pub(super) fn save(folder: &Path, report: &Report) -> Result<()> {
    let [page, document] = files(folder);
    output::save(&document, (report.to_json()? + "\n").as_bytes())?;
    output::save(&page, page::render(report)?.as_bytes())
}

/// The command that was typed, as a shell takes it.
pub(super) fn command() -> String {
    let words = std::iter::once("gradshader".into()).chain(std::env::args_os().skip(1));
    super::sweep::shell(&words.collect::<Vec<_>>())
}

/// What data are called: the names of their files.
pub(super) fn data_name(paths: &[PathBuf]) -> String {
    let name = |path: &PathBuf| {
        let name = path.file_name().unwrap_or(path.as_os_str());
        name.to_string_lossy().into_owned()
    };
    match paths {
        [] => "no data".to_owned(),
        [path] => name(path),
        [first, rest @ ..] => format!("{} and {} more", name(first), rest.len()),
    }
}
