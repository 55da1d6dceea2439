//! Tables below one another: several files as one data set.

use std::collections::{HashMap, HashSet};

use super::{Reading, column};
use crate::dataset::names::{self, shorten};
use crate::dataset::table::{Cells, RowNumbers, Table, TableColumn};
use crate::dataset::{Growing, Values};
use crate::dataset::{kind, quoted, sparse};
use crate::error::{Error, Result};

/// Two tables of the same columns, one below the other, with the columns as the first has them; in the second they
/// may stand in another order. Files that leave out what is 0 may leave out columns. Each row keeps its source and
/// its number there, for messages.
///
/// # Errors
/// Names the source and the columns that are not in both.
pub fn join(first: Reading, second: Reading) -> Result<Reading> {
    join_with(first, second, &[])
}

/// As [`join`], where `-` is a value in these columns.
pub(super) fn join_with(
    mut first: Reading,
    mut second: Reading,
    minus: &[String],
) -> Result<Reading> {
    let source = second.table.source.clone();
    if first.table.columns.iter().chain(&second.table.columns).all(|column| column.is_sparse) {
        let names =
            |table: &Table| -> Vec<_> { table.columns.iter().map(|c| c.name.clone()).collect() };
        sparse::fill(&mut first.table, names(&second.table).iter().map(String::as_str))?;
        sparse::fill(&mut second.table, names(&first.table).iter().map(String::as_str))?;
    }
    if first.read_as == second.read_as {
        let remarks = [
            fill_defaults(&mut first.table, &second.table)?,
            fill_defaults(&mut second.table, &first.table)?,
        ];
        first.remarks.extend(remarks.into_iter().flatten());
    }
    let remarks = [
        drop_set_aside(&mut first.table, &second.table),
        drop_set_aside(&mut second.table, &first.table),
    ];
    first.remarks.extend(remarks.into_iter().flatten());
    let above = first.table.len();
    let below = std::mem::replace(&mut second.table.rows, RowNumbers::From(1));
    let columns = in_order(&first.table, second.table).map_err(|error| error.file(&source))?;
    for (column, more) in first.table.columns.iter_mut().zip(columns) {
        let name = column.name.clone();
        let cells = std::mem::replace(&mut column.cells, Cells::Bytes(Values::default()));
        column.cells = column::append(cells, more.cells, minus.contains(&name))?;
        // Of two they are equal, or one of them has no cells.
        column.sign = column.sign.or(more.sign).filter(|_| !column.cells.is_text());
        column.has_comma |= more.has_comma;
        column.has_groups |= more.has_groups;
        column.counts_files &= more.counts_files;
        if column.declared != more.declared {
            return Err(Error::input("its values are declared otherwise")
                .file(source)
                .column(name)
                .advice("declare the same values in the same order"));
        }
    }
    let rows = std::mem::replace(&mut first.table.rows, RowNumbers::From(1));
    first.table.rows = rows.join(&first.table.source, above, source, below);
    Ok(first)
}

/// Finds what counts the rows of its file, which in several files together it does not; a column without a name is set
/// aside.
pub(super) fn find_counting(table: &mut Table) {
    for column in table.columns.iter_mut().filter(|column| names::is_none(&column.name)) {
        column.set_aside |= kind::is_index(column);
    }
    for column in &mut table.columns {
        column.counts_files = kind::numbers_rows(column);
    }
}

/// The columns that one of two tables has as numbers and the other as texts, or with another sign.
pub(super) fn written_otherwise(first: &Reading, second: &Reading) -> Vec<String> {
    let of: HashMap<&str, &TableColumn> =
        first.table.columns.iter().map(|column| (&*column.name, column)).collect();
    let is_there = |cells: &Cells| (0..cells.len()).any(|row| !cells.is_missing(row));
    let differs = |column: &&TableColumn| {
        let Some(other) = of.get(&*column.name) else { return false };
        let is_other = column.cells.is_text() != other.cells.is_text() || column.sign != other.sign;
        is_other && is_there(&column.cells) && is_there(&other.cells)
    };
    second.table.columns.iter().filter(differs).map(|column| column.name.clone()).collect()
}

/// What files have in columns that may be of `+` and `-` alone, of which a file without `+` alone takes `-` for missing.
#[derive(Debug, Default)]
pub(super) struct Minuses(HashMap<String, Minus>);

#[derive(Debug, Default)]
struct Minus {
    /// A file has `+`.
    has_plus: bool,
    /// Another has none, and cells that are missing.
    lacks_plus: bool,
    /// One has other values.
    is_other: bool,
}

impl Minuses {
    /// Looks at the columns of a file.
    pub(super) fn look_at(&mut self, table: &Table) {
        for column in &table.columns {
            let texts = match &column.cells {
                Cells::Texts { values, .. } => &values[..],
                _ => &[],
            };
            let cells = &column.cells;
            let has_plus = texts.iter().any(|text| text == "+");
            let is_other = match texts.is_empty() {
                true => (0..cells.len()).any(|row| !cells.is_missing(row)),
                false => texts.iter().any(|text| !matches!(text.as_str(), "+" | "-")),
            };
            let found = self.0.entry(column.name.clone()).or_default();
            found.is_other |= is_other;
            found.has_plus |= has_plus;
            found.lacks_plus |= !is_other && !has_plus && cells.missing().next().is_some();
        }
    }

    /// The columns whose `-` is a value in all files.
    pub(super) fn columns(self) -> Vec<String> {
        let each = self.0.into_iter();
        let is_minus = |minus: &Minus| minus.has_plus && minus.lacks_plus && !minus.is_other;
        each.filter(|(_, minus)| is_minus(minus)).map(|(name, _)| name).collect()
    }
}

/// Adds the columns that the format of `other` gives a value where a file has none, which a line then says.
fn fill_defaults(table: &mut Table, other: &Table) -> Result<Option<String>> {
    let there: HashSet<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let missing = other.columns.iter().filter(|column| !there.contains(&column.name));
    let (rows, mut remark) = (table.len(), None);
    for (column, value) in missing.filter_map(|column| Some((column, column.default?))) {
        let cells = std::iter::repeat_n(value as f32, rows);
        let cells = Cells::Narrow(Growing::collect(&column.cells.storage(), rows, cells)?);
        let all = table.rows.sources(&table.source).into_iter().map(quoted);
        let (name, files) = (quoted(&column.name), shorten(all));
        remark = Some(format!("{name} is {value} for all rows of {files}, which have none"));
        table.columns.push(TableColumn {
            set_aside: column.set_aside,
            default: column.default,
            ..TableColumn::new(&column.name, cells)
        });
    }
    Ok(remark)
}

/// Leaves out the columns that a file sets aside, as an index, and the other has not. What more than an index is lost,
/// such as weights, is said.
fn drop_set_aside(table: &mut Table, other: &Table) -> Option<String> {
    if !table.columns.iter().any(|column| column.set_aside) {
        return None;
    }
    let names: HashSet<&str> = other.columns.iter().map(|column| &*column.name).collect();
    let stays = |column: &TableColumn| !column.set_aside || names.contains(&*column.name);
    let lost = table.columns.iter().filter(|column| !stays(column) && column.default.is_some());
    let lost: Vec<_> = lost.map(|column| quoted(&column.name)).collect();
    let remark = (!lost.is_empty()).then(|| {
        let sources =
            |table: &Table| shorten(table.rows.sources(&table.source).into_iter().map(quoted));
        let lost = shorten(lost.into_iter());
        format!("{lost} of {} is left out, since {} has none", sources(table), sources(other))
    });
    table.columns.retain(stays);
    remark
}

/// The columns of `table` in the order that those of `first` have. Of columns of one name each is the one that
/// comes as late among them.
fn in_order(first: &Table, table: Table) -> Result<Vec<TableColumn>> {
    let names = |table: &Table| table.columns.iter().map(|c| c.name.clone()).collect::<Vec<_>>();
    let (wanted, there) = (names(first), names(&table));
    if wanted == there {
        return Ok(table.columns);
    }
    let mut places: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, name) in there.iter().enumerate().rev() {
        places.entry(name).or_default().push(place);
    }
    let (mut order, mut missing) = (Vec::with_capacity(wanted.len()), Vec::new());
    for name in &wanted {
        match places.get_mut(name.as_str()).and_then(Vec::pop) {
            Some(place) => order.push(place),
            None => missing.push(name.as_str()),
        }
    }
    let mut extra: Vec<usize> = places.into_values().flatten().collect();
    extra.sort_unstable();
    let extra: Vec<&str> = extra.into_iter().map(|place| there[place].as_str()).collect();
    let Some(&column) = missing.first().or(extra.first()) else {
        let mut columns: Vec<_> = table.columns.into_iter().map(Some).collect();
        return Ok(order.into_iter().filter_map(|place| columns[place].take()).collect());
    };
    let said = |what: &str, names: &[&str]| {
        let quoted = |name: &&str| match name.is_empty() {
            true => "one without a name".to_owned(),
            false => quoted(name),
        };
        (!names.is_empty()).then(|| format!("{what} {}", shorten(names.iter().map(quoted))))
    };
    let differ: Vec<_> = [said("it lacks", &missing), said("it has besides", &extra)].into();
    let differ = differ.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let error = Error::input(format!("its columns are not those of {}: {differ}", first.source))
        .advice(match missing.iter().chain(&extra).any(|name| name.is_empty()) {
            true => "give each file a row of names, and say --header yes",
            false => "give files of the same columns, in any order",
        });
    Err(if column.is_empty() { error } else { error.column(column) })
}
