//! A table as its source held it: named columns of cells, before anything is decided about what
//! they mean. Every reader of a format gives one; [`super::Preprocessing`] is fitted to it.

use std::collections::HashMap;

use super::values::{Growing, Storage, Values};
use crate::error::{Error, Result};

/// Named columns of equal length.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The file or other source, for messages.
    pub source: String,
    /// The columns, in the order of the source.
    pub columns: Vec<TableColumn>,
    /// Where each row stands in its source, for messages.
    pub rows: RowNumbers,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct TableColumn {
    /// Its name; empty where the source gives it none.
    pub name: String,
    /// Its cells, one a row.
    pub cells: Cells,
    /// The values that the source declares for it, in the source's order (ARFF's nominal
    /// attributes, a categorical type): they fix the classes and their order.
    pub declared: Option<Vec<String>>,
    /// Whether the source says that it is neither a feature nor the target (`meta` and the like in Orange's
    /// files): it is used where a user names it.
    pub set_aside: bool,
    /// Whether the source says that it is the target, or one of several (an array `y` of NumPy), which it then is
    /// unless a user names another.
    pub is_target: bool,
    /// Whether its source leaves out what is 0 (LIBSVM), so that a column which is not there holds 0.
    pub is_sparse: bool,
    /// What it holds for rows of another file of its format that has no such column (1 for ARFF's weights).
    pub default: Option<f64>,
    /// The sign of a currency, or of percent, that each of its numbers had.
    pub sign: Option<&'static str>,
    /// Whether its numbers had a decimal comma where that of its source is a point.
    pub has_comma: bool,
    /// Whether something stood between the thousands of its numbers.
    pub has_groups: bool,
    /// Whether it counts the rows of each of the files that the table is of, where these are several, and has a name
    /// that says so.
    pub counts_files: bool,
    /// The unit that its texts had, which are numbers since they are features ([`Samples`](super::Samples)).
    pub unit: Option<String>,
}

/// The cells of a column, as compact as the source allows.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Bytes, as the pixels of images; none is missing.
    Bytes(Values<u8>),
    /// Numbers that `f32` holds exactly; a NaN is a missing cell.
    Narrow(Values<f32>),
    /// Numbers; a NaN is a missing cell.
    Wide(Values<f64>),
    /// Texts, each distinct one once.
    Texts {
        /// The distinct texts, in the order of their first row.
        values: Vec<String>,
        /// One a row: an index into `values`, or [`MISSING`].
        codes: Values<u32>,
    },
}

/// The code of a missing text.
pub const MISSING: u32 = u32::MAX;

/// How often each of so many texts occurs.
pub(super) fn counts(texts: usize, codes: &[u32]) -> Vec<usize> {
    let mut counts = vec![0; texts];
    codes.iter().filter(|&&code| code != MISSING).for_each(|&code| counts[code as usize] += 1);
    counts
}

/// Where rows stand in their source, from 1: the line of a text file (its header is line 1), or the
/// number of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowNumbers {
    /// The first row stands at this number and each further one at the next.
    From(u64),
    /// One number a row, where they do not follow one another.
    Each(Vec<u64>),
    /// Rows of several sources, one below the other.
    Joined {
        /// Each source, with the place of its first row among all, from 0, and its own numbers.
        parts: Vec<(usize, String, RowNumbers)>,
        /// The places among all of the rows that are left, where some were left out.
        left: Option<Vec<u32>>,
    },
}

impl RowNumbers {
    /// The number of row `row`, which counts from 0; of several sources its place among all their rows.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn get(&self, row: usize) -> u64 {
        match self {
            Self::From(first) => first + row as u64,
            Self::Each(numbers) => numbers[row],
            Self::Joined { left: None, .. } => row as u64 + 1,
            Self::Joined { left: Some(left), .. } => u64::from(left[row]) + 1,
        }
    }

    /// The source of row `row`, of several, and its number there.
    fn place(&self, row: usize) -> (Option<&str>, u64) {
        let Self::Joined { parts, left } = self else { return (None, self.get(row)) };
        let place = left.as_ref().map_or(row, |left| left[row] as usize);
        let part = parts.partition_point(|(first, ..)| *first <= place).saturating_sub(1);
        let (first, source, numbers) = &parts[part];
        (Some(source), numbers.get(place - first))
    }

    /// The sources of these rows, of which the first is `first`.
    pub(super) fn sources<'a>(&'a self, first: &'a str) -> Vec<&'a str> {
        match self {
            Self::Joined { parts, .. } => parts.iter().map(|(_, source, _)| &**source).collect(),
            _ => vec![first],
        }
    }

    /// `more` rows of `source` below those of `first`, of which there are `count`.
    pub(super) fn join(self, first: &str, count: usize, source: String, more: Self) -> Self {
        let mut parts = match self {
            Self::Joined { parts, left: None } => parts,
            rows => vec![(0, first.to_owned(), rows)],
        };
        parts.push((count, source, more));
        Self::Joined { parts, left: None }
    }

    /// The rows `rows` alone.
    fn select(&self, rows: &[u32]) -> Self {
        match self {
            Self::Joined { parts, left } => {
                let place = |&row: &u32| left.as_ref().map_or(row, |left| left[row as usize]);
                Self::Joined { parts: parts.clone(), left: Some(rows.iter().map(place).collect()) }
            }
            rows_of => Self::Each(rows.iter().map(|&row| rows_of.get(row as usize)).collect()),
        }
    }
}

impl Error {
    /// It is about row `row` of these, which counts from 0: says its number, and of several files which it is in.
    pub(crate) fn sample(self, rows: &RowNumbers, row: usize) -> Self {
        match rows.place(row) {
            (None, number) => self.row(number),
            (Some(source), number) => self.in_file(source).row(number),
        }
    }
}

impl Cells {
    /// The number of rows.
    pub fn len(&self) -> usize {
        match self {
            Self::Bytes(values) => values.len(),
            Self::Narrow(values) => values.len(),
            Self::Wide(values) => values.len(),
            Self::Texts { codes, .. } => codes.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The number at `row`; NaN where it is missing, and for a text.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn number(&self, row: usize) -> f64 {
        match self {
            Self::Bytes(values) => f64::from(values[row]),
            Self::Narrow(values) => f64::from(values[row]),
            Self::Wide(values) => values[row],
            Self::Texts { .. } => f64::NAN,
        }
    }

    /// Where more of them go.
    pub(super) fn storage(&self) -> Storage {
        match self {
            Self::Bytes(values) => values.storage(),
            Self::Narrow(values) => values.storage(),
            Self::Wide(values) => values.storage(),
            Self::Texts { codes, .. } => codes.storage(),
        }
    }

    /// Whether they are texts.
    pub(super) fn is_text(&self) -> bool {
        matches!(self, Self::Texts { .. })
    }

    /// Whether the cell at `row` is missing.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn is_missing(&self, row: usize) -> bool {
        match self {
            Self::Texts { codes, .. } => codes[row] == MISSING,
            _ => self.number(row).is_nan(),
        }
    }

    /// The rows whose cell is missing.
    pub(super) fn missing(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        match self {
            Self::Bytes(_) => Box::new(std::iter::empty()),
            Self::Narrow(values) => {
                let missing = values.iter().enumerate().filter(|(_, value)| value.is_nan());
                Box::new(missing.map(|(row, _)| row))
            }
            Self::Wide(values) => {
                let missing = values.iter().enumerate().filter(|(_, value)| value.is_nan());
                Box::new(missing.map(|(row, _)| row))
            }
            Self::Texts { codes, .. } => {
                let missing = codes.iter().enumerate().filter(|(_, code)| **code == MISSING);
                Box::new(missing.map(|(row, _)| row))
            }
        }
    }

    /// The rows `rows` alone.
    fn select(&self, rows: &[u32]) -> Result<Self> {
        Ok(match self {
            Self::Bytes(values) => Self::Bytes(values.select(rows)?),
            Self::Narrow(values) => Self::Narrow(values.select(rows)?),
            Self::Wide(values) => Self::Wide(values.select(rows)?),
            Self::Texts { values, codes } => {
                Self::Texts { values: values.clone(), codes: codes.select(rows)? }
            }
        })
    }

    /// The same, where `storage` has room.
    fn kept_in(self, storage: &Storage) -> Result<Self> {
        Ok(match self {
            Self::Bytes(values) => Self::Bytes(values.kept_in(storage)?),
            Self::Narrow(values) => Self::Narrow(values.kept_in(storage)?),
            Self::Wide(values) => Self::Wide(values.kept_in(storage)?),
            Self::Texts { values, codes } => Self::Texts { values, codes: codes.kept_in(storage)? },
        })
    }
}

impl Table {
    /// The number of rows.
    pub fn len(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Takes cells of these texts for missing, and what is left of a column for numbers if it is.
    ///
    /// # Errors
    /// When the file of what has no room in memory cannot be written.
    pub fn take_for_missing(&mut self, texts: &[String]) -> Result<()> {
        match texts.is_empty() {
            true => Ok(()),
            false => self.columns.iter_mut().try_for_each(|column| column.take_for_missing(texts)),
        }
    }

    /// The same, its cells where `storage` has room.
    ///
    /// # Errors
    /// When the file of what has no room in memory cannot be written.
    pub fn kept_in(mut self, storage: &Storage) -> Result<Self> {
        for column in &mut self.columns {
            let cells = std::mem::replace(&mut column.cells, Cells::Bytes(Values::default()));
            column.cells = cells.kept_in(storage)?;
        }
        Ok(self)
    }

    /// The rows `rows` alone, in their order.
    ///
    /// # Errors
    /// When the file of what has no room in memory cannot be written.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn select(self, rows: &[u32]) -> Result<Self> {
        let column =
            |column: TableColumn| Ok(TableColumn { cells: column.cells.select(rows)?, ..column });
        Ok(Self {
            rows: self.rows.select(rows),
            columns: self.columns.into_iter().map(column).collect::<Result<_>>()?,
            source: self.source,
        })
    }
}

impl TableColumn {
    /// Takes cells of these texts for missing, and what is left for numbers if it is.
    fn take_for_missing(&mut self, texts: &[String]) -> Result<()> {
        let numbers: Vec<f64> = texts.iter().filter_map(|text| text.trim().parse().ok()).collect();
        match &mut self.cells {
            // A pixel is never missing.
            Cells::Bytes(_) => {}
            Cells::Narrow(values) => {
                let is_missing = |value: f32| numbers.contains(&f64::from(value));
                let present = |value| if is_missing(value) { f32::NAN } else { value };
                if values.iter().any(|&value| is_missing(value)) {
                    *values = std::mem::take(values).map(present)?;
                }
            }
            Cells::Wide(values) => {
                let is_missing = |value: f64| numbers.contains(&value);
                let present = |value| if is_missing(value) { f64::NAN } else { value };
                if values.iter().any(|&value| is_missing(value)) {
                    *values = std::mem::take(values).map(present)?;
                }
            }
            Cells::Texts { values, codes } => {
                let gone: Vec<bool> = values.iter().map(|value| texts.contains(value)).collect();
                if !gone.contains(&true) {
                    return Ok(());
                }
                let is_gone = |code: u32| code != MISSING && gone[code as usize];
                let left = |code| if is_gone(code) { MISSING } else { code };
                *codes = std::mem::take(codes).map(left)?;
                let number = |(value, gone): (&String, &bool)| match gone {
                    true => Some(f64::NAN),
                    false => value.trim().parse().ok().filter(|value: &f64| value.is_finite()),
                };
                let numbers: Option<Vec<f64>> = values.iter().zip(&gone).map(number).collect();
                if let (Some(numbers), None) = (numbers, &self.declared) {
                    let number = |&code: &u32| match code {
                        MISSING => f64::NAN,
                        code => numbers[code as usize],
                    };
                    let numbers = codes.iter().map(number);
                    let numbers = Growing::collect(&codes.storage(), codes.len(), numbers)?;
                    self.cells = Cells::Wide(numbers);
                }
            }
        }
        Ok(())
    }

    /// A column of which its source says no more.
    pub fn new(name: impl Into<String>, cells: Cells) -> Self {
        Self {
            name: name.into(),
            cells,
            declared: None,
            set_aside: false,
            is_target: false,
            is_sparse: false,
            default: None,
            sign: None,
            has_comma: false,
            has_groups: false,
            counts_files: false,
            unit: None,
        }
    }

    /// A column of texts, where an empty one is missing.
    pub fn texts(name: impl Into<String>, cells: &[impl AsRef<str>]) -> Self {
        let mut places = HashMap::new();
        let mut values: Vec<String> = Vec::new();
        let code = |cell: &str| {
            if cell.is_empty() {
                return MISSING;
            }
            *places.entry(cell.to_owned()).or_insert_with(|| {
                values.push(cell.to_owned());
                values.len() as u32 - 1
            })
        };
        let codes = cells.iter().map(AsRef::as_ref).map(code).collect::<Values<u32>>();
        Self::new(name, Cells::Texts { values, codes })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_taken_for_missing_leaves_numbers_where_the_others_are() {
        let mut column = TableColumn::texts("a", &["1", "abc", "2.5"]);
        column.take_for_missing(&["abc".to_owned()]).unwrap();
        let Cells::Wide(values) = &column.cells else { panic!("{column:?}") };
        assert!(values[1].is_nan() && (values[0], values[2]) == (1.0, 2.5));
        column.take_for_missing(&["2.5".to_owned()]).unwrap();
        assert!(column.cells.is_missing(2) && !column.cells.is_missing(0));
        let mut column = TableColumn::texts("a", &["x", "abc", "y"]);
        column.take_for_missing(&["abc".to_owned()]).unwrap();
        assert!(column.cells.is_missing(1) && matches!(column.cells, Cells::Texts { .. }));
    }
}
