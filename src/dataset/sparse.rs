//! Tables of files that leave out what is 0: a column that is not in one of them holds 0 in every row.

use std::collections::HashSet;

use super::table::{Cells, Table, TableColumn};
use super::target::number_name;
use super::values::{Growing, Storage};
use crate::error::Result;

/// The column of the target where every row has one.
pub(super) const TARGET: &str = "target";

/// What stands before a label in the name of its column.
const LABEL: &str = "label ";

/// More different targets than that are no labels.
const MOST_LABELS: usize = 1000;

/// The columns of labels, of each the rows that have it.
pub(super) fn labels(labels: &[(f64, Vec<usize>)], rows: usize) -> Vec<TableColumn> {
    let column = |(label, there): &(f64, Vec<usize>)| {
        let mut cells = vec![0; rows];
        there.iter().for_each(|&row| cells[row] = 1);
        let name = format!("{LABEL}{}", number_name(*label));
        let column = TableColumn::new(name, Cells::Bytes(cells.into()));
        TableColumn { is_sparse: true, is_target: true, ..column }
    };
    labels.iter().map(column).collect()
}

fn is_label(name: &str) -> bool {
    name.strip_prefix(LABEL).is_some_and(|label| label.parse::<f64>().is_ok())
}

fn is_place(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit())
}

/// The place that a column's name is.
pub(super) fn place(name: &str) -> Option<u32> {
    name.parse().ok().filter(|_| is_place(name))
}

/// What the places of a sparse table count from: 0 or 1. None of another, or without places.
pub(super) fn first_place(table: &Table) -> Option<u32> {
    let sparse = table.columns.iter().filter(|column| column.is_sparse);
    sparse.filter_map(|column| place(&column.name)).min().map(|first| first.min(1))
}

/// Adds the columns of these names that a sparse table leaves out: places and labels. One target a row becomes
/// labels where labels are asked for.
pub(super) fn fill<'a>(table: &mut Table, names: impl Iterator<Item = &'a str>) -> Result<()> {
    if !table.columns.iter().any(|column| column.is_sparse) {
        return Ok(());
    }
    let there: HashSet<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let wanted = names.filter(|name| (is_place(name) || is_label(name)) && !there.contains(*name));
    let (mut wanted, mut seen) = (wanted.collect::<Vec<_>>(), HashSet::new());
    wanted.retain(|name| seen.insert(*name));
    if wanted.iter().any(|name| is_label(name)) {
        target_to_labels(table)?;
        wanted.retain(|name| table.columns.iter().all(|column| column.name != *name));
    }
    let rows = table.len();
    let storage = table.columns.first().map_or_else(Storage::default, |c| c.cells.storage());
    let zeros = |name: &str| -> Result<TableColumn> {
        let cells = Growing::collect(&storage, rows, std::iter::repeat_n(0.0, rows))?;
        Ok(TableColumn { is_sparse: true, ..TableColumn::new(name, Cells::Narrow(cells)) })
    };
    let (labels, places): (Vec<&str>, Vec<&str>) = wanted.into_iter().partition(|n| is_label(n));
    let end = table.columns.iter().take_while(|column| is_place(&column.name)).count();
    let places: Vec<_> = places.into_iter().map(zeros).collect::<Result<_>>()?;
    table.columns.splice(end..end, places);
    for name in labels {
        table.columns.push(TableColumn { is_target: true, ..zeros(name)? });
    }
    Ok(())
}

/// The column of one target a row as columns of labels.
fn target_to_labels(table: &mut Table) -> Result<()> {
    let is_target = |column: &TableColumn| column.is_sparse && column.name == TARGET;
    let Some(place) = table.columns.iter().position(is_target) else { return Ok(()) };
    let cells = &table.columns[place].cells;
    let mut different: Vec<f64> = Vec::new();
    for row in 0..cells.len() {
        let value = cells.number(row) + 0.0;
        match different.binary_search_by(|a| a.total_cmp(&value)) {
            Err(place) if !value.is_nan() && different.len() < MOST_LABELS => {
                different.insert(place, value);
            }
            Ok(_) => {}
            Err(_) => return Ok(()),
        }
    }
    let rows_of = |&label: &f64| {
        (label, (0..cells.len()).filter(|&row| cells.number(row) == label).collect())
    };
    let labels = labels(&different.iter().map(rows_of).collect::<Vec<_>>(), cells.len());
    table.columns.splice(place..=place, labels);
    Ok(())
}
