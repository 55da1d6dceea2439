//! What to predict: which task the target columns set, and their values.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::date::DateFormat;
use super::kind::{FEW_WORDS, Kind, are_truths, boolean, number_of, numbers_of};
use super::marked::{self, Marked};
use super::samples::TableOptions;
use super::table::{Cells, MISSING, Table, TableColumn, counts};
use super::task::Task;
use super::{names, quoted, unit};
use crate::error::{Error, Result};

/// The most classes that integers are taken for without being told.
const MOST_GUESSED_CLASSES: usize = 100;

/// The most classes that texts are taken for without being told: each is an output.
const MOST_TEXT_CLASSES: usize = 1000;

/// More than that are taken for classes only if they count from about 0: years and heights do not.
const MOST_SCATTERED_CLASSES: usize = 10;

/// What to predict.
#[derive(Debug, Clone, PartialEq)]
pub enum Targets {
    /// One class a sample.
    Classes {
        /// The column's name.
        column: String,
        /// The class names; as the source declares them, else numbers in ascending order, else
        /// text in ascending order.
        names: Vec<String>,
        /// `[samples]`, each an index into `names`.
        labels: Vec<u32>,
    },
    /// Several labels a sample, each of which is there or not.
    Labels {
        /// One an output.
        columns: Vec<Label>,
        /// `[samples, outputs]`, row-major, 0 or 1.
        values: Vec<u8>,
    },
    /// One or more real values a sample.
    Values {
        /// One name an output.
        columns: Vec<String>,
        /// `[samples, outputs]`, row-major, all finite.
        values: Vec<f64>,
    },
    /// Unknown, as in data to predict.
    Unknown,
}

/// A column whose cells say whether a sample has a label.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Label {
    /// The column's name.
    pub name: String,
    /// What stands where it is not there.
    pub negative: String,
    /// What stands where it is there.
    pub positive: String,
}

/// The target columns as what they are taken for, and why, for people. No cell of them is missing.
pub(super) fn decide(
    table: &Table,
    columns: &[usize],
    task: Option<Task>,
) -> Result<(Targets, String)> {
    let columns: Vec<_> = columns.iter().map(|&place| &table.columns[place]).collect();
    let names = || columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>();
    match (&columns[..], task) {
        ([], _) => Ok((Targets::Unknown, String::new())),
        (_, Some(Task::Regress)) => Ok((values(table, &columns)?, as_told(&names()))),
        ([column], Some(Task::Classify)) => {
            let targets = classes(column);
            let why = format!("{}: {}, as told", column.name, count(&targets));
            Ok((targets, why))
        }
        (_, Some(Task::Classify)) => {
            Err(Error::input("classes are in one target column, not in several")
                .advice("name one target column, or use --task label or --task regress"))
        }
        (_, Some(Task::Label)) => {
            let wrong = columns.iter().find(|column| label(column).is_none());
            if let Some(column) = wrong {
                return Err(Error::input("a label is there or not, and it holds other than that")
                    .column(&column.name)
                    .advice("use columns of true and false or of 0 and 1"));
            }
            Ok(labels(&columns, "as told"))
        }
        ([column], None) => one(table, column),
        (_, None) if columns.iter().all(|column| label(column).is_some()) => {
            let why = "since the columns hold 0 and 1 or truths (--task regress for values)";
            let (targets, mut why) = labels(&columns, why);
            if is_one_hot(&targets) {
                why += "; each row has exactly one of them: to train classes, of which one excludes the \
                        others, give them as one column (of NumPy y.argmax(axis=1))";
            }
            Ok((targets, why))
        }
        (_, None) => {
            let targets = values(table, &columns)?;
            Ok((
                targets,
                format!("{}: values, since there are several columns", names().join(", ")),
            ))
        }
    }
}

/// The task that is told, by name or by the kind of a target.
///
/// # Errors
/// A kind that no target has, and one that says otherwise than the task.
pub(super) fn told(
    table: &Table,
    columns: &[usize],
    options: &TableOptions,
) -> Result<Option<Task>> {
    let mut task = options.task;
    for &place in columns {
        let name = &table.columns[place].name;
        // The last that is told counts.
        let kind = options.kinds.iter().rev().find(|(told, _)| told == name);
        let Some((_, kind)) = kind else { continue };
        let says = match kind {
            Kind::Number => Task::Regress,
            Kind::Category | Kind::Boolean if columns.len() == 1 => Task::Classify,
            Kind::Boolean => Task::Label,
            Kind::Category | Kind::Date(_) | Kind::Ignored => {
                return Err(Error::input(format!("--kinds {name}={kind} of a target"))
                    .column(name)
                    .advice("a target is a number or a category; name another with --target"));
            }
        };
        if task.is_some_and(|task| task != says) {
            return Err(Error::input(format!("--kinds {name}={kind} with another task"))
                .column(name)
                .advice("leave one of the two out"));
        }
        task = Some(says);
    }
    Ok(task)
}

fn as_told(names: &[String]) -> String {
    format!(
        "{}: {}, as told",
        names.join(", "),
        if names.len() == 1 { "a value" } else { "values" }
    )
}

fn count(targets: &Targets) -> String {
    let Targets::Classes { names, .. } = targets else { return String::new() };
    match names.len() {
        1 => "1 class".to_owned(),
        count => format!("{count} classes"),
    }
}

/// The task of one column.
fn one(table: &Table, column: &TableColumn) -> Result<(Targets, String)> {
    let name = &column.name;
    let Cells::Texts { values: texts, codes } = &column.cells else {
        let rows = column.cells.len();
        if let Cells::Bytes(_) = column.cells {
            let targets = classes(column);
            let why = format!("{name}: {}, since it holds labels", count(&targets));
            return Ok((targets, why));
        }
        let numbers = (0..rows).map(|row| column.cells.number(row));
        return Ok(if let Some(different) = few_integers(numbers) {
            (classes(column), of_few(name, different))
        } else {
            let targets = values(table, &[column])?;
            // Whole numbers could have been meant as classes.
            let whole = (0..rows).all(|row| column.cells.number(row).fract() == 0.0);
            let why = match whole {
                true => "many different integers (--task classify for classes)",
                false => "numbers that are not whole (--task classify for classes)",
            };
            (targets, format!("{name}: a value, since it holds {why}"))
        });
    };
    let counts = counts(texts.len(), codes);
    let used = texts.iter().map(String::as_str).zip(counts).filter(|&(_, count)| count > 0);
    let used: Vec<_> = used.collect();
    let distinct = used.len();
    let truths = are_truths(used.iter().map(|&(text, _)| text));
    let many =
        !truths && distinct > 2 && distinct * 2 > codes.len() || distinct > MOST_TEXT_CLASSES;
    if column.declared.is_none() {
        let mix = marked::mix(used.iter().copied(), marked::is_word);
        if mix.of_words == 0 {
            return Ok(match few_integers(numbers_of(texts, codes)) {
                // `1` and `01` are two texts.
                Some(_) => (classes(column), of_few(name, distinct)),
                None => (
                    values(table, &[column])?,
                    format!("{name}: a value, since it holds many different numbers"),
                ),
            });
        }
        if mix.has_stray_words(many) {
            return Err(not_a_number(table, column, marked::is_word, |_| {
                "not a number".to_owned()
            }));
        }
        // Dates are told of below.
        let dates = || DateFormat::of_most(used.iter().copied(), FEW_WORDS).is_some();
        if !truths
            && let Some(marked) = Marked::of_most(used.iter().copied())
            && let is_word = (|text: &str| marked.is_word(text))
            && marked::mix(used.iter().copied(), is_word).has_stray_words(many)
            && !dates()
        {
            return Err(not_a_number(table, column, is_word, |text| marked.not(text)));
        }
    }
    let many_units = column.declared.is_none() && distinct > MOST_SCATTERED_CLASSES;
    if (many || many_units && of_many_integers(&used))
        && let Some(error) = with_unit(column)
    {
        return Err(error);
    }
    let is_undeclared = many || column.declared.is_none() && distinct > MOST_SCATTERED_CLASSES;
    if is_undeclared && DateFormat::of(texts.iter().map(String::as_str)).is_some() {
        return Err(Error::input("the target holds dates, which cannot be predicted")
            .column(name)
            .advice(format!(
                "name the column to predict with --target, or say --task classify; the columns are {}",
                names::list(table.columns.iter().map(|column| &*column.name))
            )));
    }
    if many {
        return Err(Error::input(format!(
            "the target has {distinct} different texts in {} rows, too many to be classes",
            codes.len()
        ))
        .column(name)
        .advice(format!(
            "name the column to predict with --target, or say --task classify; the columns are {}",
            names::list(table.columns.iter().map(|column| &*column.name))
        )));
    }
    let why = match &column.declared {
        Some(_) => "since the file declares them",
        None if truths => "since it holds truths",
        None => "since it holds text",
    };
    let targets = classes(column);
    let how_many = match &column.declared {
        Some(declared) if declared.len() > distinct => {
            format!("{} classes, of which {distinct} occur", declared.len())
        }
        _ => count(&targets),
    };
    let why = format!("{name}: {how_many}, {why}");
    Ok((targets, why))
}

/// Whether numbers with a unit would be a value if they were written without.
fn of_many_integers(used: &[(&str, usize)]) -> bool {
    let Some(unit) = unit::of(used.iter().map(|&(text, _)| text)) else { return false };
    // Times of day may be durations.
    let numbers = used.iter().flat_map(|&(text, count)| {
        std::iter::repeat_n(unit::parse(text, &unit).unwrap_or(f64::NAN), count)
    });
    !unit.contains(':') && few_integers(numbers.collect::<Vec<_>>().into_iter()).is_none()
}

/// The first text that is a word among numbers.
fn not_a_number(
    table: &Table,
    column: &TableColumn,
    is_word: impl Fn(&str) -> bool,
    not: impl Fn(&str) -> String,
) -> Error {
    let Cells::Texts { values, codes } = &column.cells else { unreachable!("a text") };
    let is_word = |code: &u32| is_word(&values[*code as usize]);
    let row = codes.iter().position(is_word).expect("there is a word");
    let numbers = codes.iter().filter(|code| !is_word(code)).count();
    let word = &values[codes[row] as usize];
    let (text, not) = (quoted(word), not(word));
    Error::input(format!("{text} is {not}, as {numbers} other cells of the column are"))
        .sample(&table.rows, row)
        .column(&column.name)
        .advice(format!(
            "write a number there, take it for a missing cell with --missing {text}, or say --task classify"
        ))
}

/// Whether the numbers of a target have a unit, which nothing that is predicted would have.
fn with_unit(column: &TableColumn) -> Option<Error> {
    let unit = unit::of_column(column)?;
    let error = Error::input(format!("the numbers of the target have a unit, {unit}"));
    Some(
        error.column(&column.name).advice(
            "write plain numbers, and the unit into the column's name, or say --task classify",
        ),
    )
}

fn of_few(name: &str, different: usize) -> String {
    format!(
        "{name}: {different} classes, since it holds {different} different integers (--task regress \
         for a value)"
    )
}

/// How many integers differ, where they are few enough to be classes.
fn few_integers(numbers: impl ExactSizeIterator<Item = f64>) -> Option<usize> {
    let rows = numbers.len();
    let mut different = HashSet::new();
    let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
    for value in numbers {
        if value.fract() != 0.0 {
            return None;
        }
        // Adding 0 makes one of -0 and 0.
        if different.insert((value + 0.0).to_bits()) && different.len() > MOST_GUESSED_CLASSES {
            return None;
        }
        (lowest, highest) = (lowest.min(value), highest.max(value));
    }
    let count = different.len();
    let counts = (-1.0..=1.0).contains(&lowest) && highest - lowest < 2.0 * count as f64;
    (count * 2 < rows && (count <= MOST_SCATTERED_CLASSES || counts)).then_some(count)
}

/// A number as the name of a class or a category.
pub(super) fn number_name(value: f64) -> String {
    (value + 0.0).to_string()
}

/// The classes of a column.
fn classes(column: &TableColumn) -> Targets {
    let name = column.name.clone();
    let (texts, codes) = match &column.cells {
        Cells::Texts { values, codes } => (values.clone(), codes.clone()),
        numbers => {
            let rows = 0..numbers.len();
            // Each once before they are sorted: there are few.
            let bits: HashSet<u64> =
                rows.clone().map(|row| (numbers.number(row) + 0.0).to_bits()).collect();
            let mut different: Vec<f64> = bits.into_iter().map(f64::from_bits).collect();
            different.sort_unstable_by(f64::total_cmp);
            let place = |row| {
                let value = numbers.number(row) + 0.0;
                different.binary_search_by(|a| a.total_cmp(&value)).expect("it was seen") as u32
            };
            let labels = rows.map(place).collect();
            let names = different.into_iter().map(number_name).collect();
            return Targets::Classes { column: name, names, labels };
        }
    };
    let mut order = order(&texts, &codes, column.declared.as_deref());
    let mut ranks = vec![0; texts.len()];
    if column.declared.is_none() && are_truths(order.iter().map(|&i| &*texts[i])) {
        // Other letters make no other truth: Yes and YES are one class, by the name that stands first.
        let same = |a: usize, b: usize| texts[a].eq_ignore_ascii_case(&texts[b]);
        let first = |i: usize| order.iter().copied().filter(|&j| same(i, j)).min().unwrap_or(i);
        let all = order.clone();
        let firsts: Vec<_> = all.iter().map(|&i| first(i)).collect();
        order.retain(|i| firsts.contains(i));
        for (i, first) in all.into_iter().zip(firsts) {
            ranks[i] = order.iter().position(|&i| i == first).unwrap_or(0) as u32;
        }
    } else {
        for (rank, &i) in order.iter().enumerate() {
            ranks[i] = rank as u32;
        }
    }
    Targets::Classes {
        column: name,
        names: order.iter().map(|&i| texts[i].clone()).collect(),
        labels: codes.iter().map(|&i| ranks[i as usize]).collect(),
    }
}

/// The places of the texts that occur, in order: as declared, else by number if all are integers,
/// else by text.
pub(super) fn order(texts: &[String], codes: &[u32], declared: Option<&[String]>) -> Vec<usize> {
    let mut seen = vec![false; texts.len()];
    for &code in codes.iter().filter(|&&code| code != MISSING) {
        seen[code as usize] = true;
    }
    let mut order: Vec<_> = (0..texts.len()).filter(|&i| seen[i]).collect();
    let integers: Option<Vec<i64>> = texts.iter().map(|text| text.parse().ok()).collect();
    let declared: std::collections::HashMap<_, usize> =
        declared.unwrap_or_default().iter().zip(0..).collect();
    let place = |i: usize| {
        let place = declared.get(&texts[i]).copied().unwrap_or(declared.len());
        (place, integers.as_ref().map(|integers| integers[i]))
    };
    order.sort_by(|&a, &b| place(a).cmp(&place(b)).then_with(|| texts[a].cmp(&texts[b])));
    order
}

/// What says that a label is there and what that it is not, if the column holds nothing else.
fn label(column: &TableColumn) -> Option<Label> {
    let (negative, positive) = match &column.cells {
        Cells::Texts { values, codes } => {
            let of = |truth: bool| {
                let text = codes.iter().map(|&code| &values[code as usize]);
                let first = text.into_iter().find(|text| boolean(text) == Some(truth));
                first.map_or_else(|| truth.to_string(), String::clone)
            };
            let used: HashSet<u32> = codes.iter().copied().collect();
            if !are_truths(used.iter().map(|&code| &*values[code as usize])) {
                return None;
            }
            (of(false), of(true))
        }
        numbers => {
            let is_truth = |row| matches!(numbers.number(row), 0.0 | 1.0);
            if !(0..numbers.len()).all(is_truth) {
                return None;
            }
            ("0".to_owned(), "1".to_owned())
        }
    };
    Some(Label { name: column.name.clone(), negative, positive })
}

fn labels(columns: &[&TableColumn], why: &str) -> (Targets, String) {
    let rows = columns[0].cells.len();
    let is_there = |column: &TableColumn, row: usize| match &column.cells {
        Cells::Texts { values, codes } => boolean(&values[codes[row] as usize]) == Some(true),
        numbers => numbers.number(row) == 1.0,
    };
    let values = (0..rows)
        .flat_map(|row| columns.iter().map(move |column| u8::from(is_there(column, row))))
        .collect();
    let columns: Vec<Label> = columns.iter().filter_map(|column| label(column)).collect();
    let names: Vec<_> = columns.iter().map(|label| label.name.as_str()).collect();
    let why = format!("{}: {} labels, {why}", names.join(", "), names.len());
    (Targets::Labels { columns, values }, why)
}

/// Whether each sample has exactly one label, as classes that are written one-hot.
fn is_one_hot(targets: &Targets) -> bool {
    let Targets::Labels { columns, values } = targets else { return false };
    let is_one = |row: &[u8]| row.iter().filter(|&&value| value == 1).count() == 1;
    values.chunks(columns.len()).all(is_one)
}

/// The values of the columns.
fn values(table: &Table, columns: &[&TableColumn]) -> Result<Targets> {
    let read = names::every(columns.iter().map(|column| (&*column.name, numbers(table, column))))?;
    let rows = columns[0].cells.len();
    Ok(Targets::Values {
        columns: columns.iter().map(|column| column.name.clone()).collect(),
        values: (0..rows).flat_map(|row| read.iter().map(move |column| column[row])).collect(),
    })
}

/// The numbers of one column.
fn numbers(table: &Table, column: &TableColumn) -> Result<Vec<f64>> {
    let rows = column.cells.len();
    let at =
        |row: usize, what: String| Error::input(what).sample(&table.rows, row).column(&column.name);
    let read: Vec<f64> = match &column.cells {
        Cells::Texts { values, codes } => {
            if let Some(error) = with_unit(column) {
                return Err(error);
            }
            let parsed: Vec<_> = values.iter().map(|text| number_of(text)).collect();
            let number = |(row, &code): (usize, &u32)| {
                parsed[code as usize].ok_or_else(|| {
                    let text = quoted(&values[code as usize]);
                    at(row, format!("{text} is not a number")).advice("write a number there")
                })
            };
            codes.iter().enumerate().map(number).collect::<Result<_>>()?
        }
        cells => (0..rows).map(|row| cells.number(row)).collect(),
    };
    match read.iter().position(|value| !value.is_finite()) {
        None => Ok(read),
        Some(row) => Err(at(row, format!("{} is not finite", read[row]))
            .advice("write a finite number or leave the row out")),
    }
}

#[cfg(test)]
mod tests;
