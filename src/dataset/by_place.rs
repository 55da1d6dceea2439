//! Columns that a model and a table without names know by their places: LIBSVM's, and those of a text without a header.

use std::collections::HashMap;

use super::samples::{TableOptions, TargetColumns};
use super::sparse::{self, TARGET};
use super::table::Table;
use super::{Preprocessing, quoted};
use crate::error::{Error, Result};

/// What stands before the number of a column that has no name.
const COLUMN: &str = "column ";

/// What tells the places of a model's columns beside their names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ByPlace {
    targets: Vec<String>,
    /// What LIBSVM's places counted from.
    first: Option<u32>,
}

impl ByPlace {
    pub(super) fn of(model: &Preprocessing) -> Self {
        Self { targets: model.targets.task_and_columns().1, first: model.first_place }
    }
}

/// Gives the columns of a table that has no names those of the model that asks for it, by their places; what people are
/// told of it. `named` says which columns have names.
///
/// # Errors
/// When the places of a file count from 0 and those of the model from 1, or the table has too few.
pub(super) fn fit(
    table: &mut Table,
    named: &[bool],
    options: &TableOptions,
) -> Result<Option<String>> {
    let (Some(model), Some(features)) = (&options.by_place, &options.features) else {
        return Ok(None);
    };
    let is_sparse = table.columns.iter().any(|column| column.is_sparse);
    if let Some(places) = all(features, sparse::place) {
        let first = model.first.or(places.contains(&0).then_some(0));
        return match is_sparse {
            true => counted_alike(table, first),
            false if named.contains(&true) => Ok(None),
            false => {
                let first = first.unwrap_or(1);
                of_text(table, features, &places, first, &options.target)
            }
        };
    }
    match all(features, number) {
        Some(numbers) if is_sparse => of_sparse(table, features, &numbers, &model.targets),
        _ => Ok(None),
    }
}

fn all<'a>(names: &'a [String], place: impl Fn(&'a str) -> Option<u32>) -> Option<Vec<u32>> {
    names.iter().map(|name| place(name)).collect()
}

/// The number of a column without a name, from 1.
fn number(name: &str) -> Option<u32> {
    name.strip_prefix(COLUMN)?.parse().ok().filter(|&number| number > 0)
}

/// Whether the places of a file count from where those that the model learnt do.
fn counted_alike(table: &Table, first: Option<u32>) -> Result<Option<String>> {
    let said = |what: &str| Ok(Some(what.to_owned()));
    match (first, sparse::first_place(table)) {
        (Some(1), Some(0)) => {
            Err(Error::input("its places count from 0, and those that the model learnt from 1")
                .column("0")
                .advice("add 1 to each, or leave the place 0 out if the model's count from 0 too"))
        }
        (None, Some(0)) => said(
            "the file has a place 0 and the model has none: if the model's places count from 1, add 1 to \
             each of the file",
        ),
        (Some(0), Some(1)) => said(
            "the file has no place 0 and the model has one: if the file's places count from 1, take 1 \
             from each",
        ),
        _ => Ok(None),
    }
}

/// A text without names for a model of LIBSVM's places, the first of which is its first column.
fn of_text(
    table: &mut Table,
    features: &[String],
    places: &[u32],
    first: u32,
    target: &TargetColumns,
) -> Result<Option<String>> {
    let width = table.columns.len();
    let most = places.iter().copied().max().unwrap_or(first);
    if places.iter().any(|&place| place < first) {
        return Ok(None);
    }
    let needed = most.saturating_sub(first) as usize + 1;
    if needed > width {
        return Err(Error::input(format!(
            "it has {width} columns without names, and the model learnt LIBSVM's places {first} to {most}"
        ))
        .advice("give a column for each place, the target behind them, or a LIBSVM file"));
    }
    for (name, place) in features.iter().zip(places) {
        table.columns[(place - first) as usize].name.clone_from(name);
    }
    let mut remark = format!("columns by place: the first is the place {first} of the model");
    let is_wanted = *target != TargetColumns::Absent;
    if let Some(last) = table.columns.last_mut().filter(|_| is_wanted && width > needed) {
        last.name = TARGET.to_owned();
        remark += ", the last the target";
    }
    Ok(Some(remark))
}

/// A LIBSVM file for a model of a text without names: its places are the columns that were no targets.
fn of_sparse(
    table: &mut Table,
    features: &[String],
    numbers: &[u32],
    targets: &[String],
) -> Result<Option<String>> {
    let first = sparse::first_place(table).unwrap_or(1);
    let targets_at: Vec<u32> = targets.iter().filter_map(|name| number(name)).collect();
    let place = |&column: &u32| {
        let before = targets_at.iter().filter(|&&target| target < column).count() as u32;
        ((column - 1).saturating_sub(before) + first).to_string()
    };
    let places: Vec<String> = numbers.iter().map(place).collect();
    sparse::fill(table, places.iter().map(String::as_str))?;
    let of_place: HashMap<&str, &String> =
        places.iter().map(String::as_str).zip(features).collect();
    for column in &mut table.columns {
        match (of_place.get(&*column.name), targets) {
            (Some(name), _) => column.name = (*name).clone(),
            (None, [target]) if column.name == TARGET => column.name.clone_from(target),
            _ => {}
        }
    }
    let (name, place) = (quoted(&features[0]), &places[0]);
    Ok(Some(format!("columns by place: the place {place} is {name} of the model")))
}
