//! A table as its source held it: named columns of cells, before anything is decided about what
//! they mean. Every reader of a format gives one; [`super::Preprocessing`] is fitted to it.

use std::collections::HashMap;

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
}

/// The cells of a column, as compact as the source allows.
#[derive(Debug, Clone, PartialEq)]
pub enum Cells {
    /// Bytes, as the pixels of images; none is missing.
    Bytes(Vec<u8>),
    /// Numbers that `f32` holds exactly; a NaN is a missing cell.
    Narrow(Vec<f32>),
    /// Numbers; a NaN is a missing cell.
    Wide(Vec<f64>),
    /// Texts, each distinct one once.
    Texts {
        /// The distinct texts, in the order of their first row.
        values: Vec<String>,
        /// One a row: an index into `values`, or [`MISSING`].
        codes: Vec<u32>,
    },
}

/// The code of a missing text.
pub const MISSING: u32 = u32::MAX;

/// Where rows stand in their source, from 1: the line of a text file (its header is line 1), or the
/// number of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowNumbers {
    /// The first row stands at this number and each further one at the next.
    From(u64),
    /// One number a row, where they do not follow one another.
    Each(Vec<u64>),
}

impl RowNumbers {
    /// The number of row `row`, which counts from 0.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn get(&self, row: usize) -> u64 {
        match self {
            Self::From(first) => first + row as u64,
            Self::Each(numbers) => numbers[row],
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

    /// The rows `rows` alone.
    fn select(&self, rows: &[u32]) -> Self {
        fn part<T: Copy>(values: &[T], rows: &[u32]) -> Vec<T> {
            rows.iter().map(|&row| values[row as usize]).collect()
        }
        match self {
            Self::Bytes(values) => Self::Bytes(part(values, rows)),
            Self::Narrow(values) => Self::Narrow(part(values, rows)),
            Self::Wide(values) => Self::Wide(part(values, rows)),
            Self::Texts { values, codes } => {
                Self::Texts { values: values.clone(), codes: part(codes, rows) }
            }
        }
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
    pub fn take_for_missing(&mut self, texts: &[String]) {
        if !texts.is_empty() {
            self.columns.iter_mut().for_each(|column| column.take_for_missing(texts));
        }
    }

    /// The rows `rows` alone, in their order.
    ///
    /// # Panics
    /// If there are not so many rows.
    pub fn select(self, rows: &[u32]) -> Self {
        Self {
            rows: RowNumbers::Each(rows.iter().map(|&row| self.rows.get(row as usize)).collect()),
            columns: self
                .columns
                .into_iter()
                .map(|column| TableColumn { cells: column.cells.select(rows), ..column })
                .collect(),
            source: self.source,
        }
    }
}

impl TableColumn {
    /// Takes cells of these texts for missing, and what is left for numbers if it is.
    fn take_for_missing(&mut self, texts: &[String]) {
        let numbers: Vec<f64> = texts.iter().filter_map(|text| text.trim().parse().ok()).collect();
        match &mut self.cells {
            // A pixel is never missing.
            Cells::Bytes(_) => {}
            Cells::Narrow(values) => {
                let is_missing = |value: &f32| numbers.contains(&f64::from(*value));
                values.iter_mut().filter(|value| is_missing(value)).for_each(|v| *v = f32::NAN);
            }
            Cells::Wide(values) => {
                let is_missing = |value: &f64| numbers.contains(value);
                values.iter_mut().filter(|value| is_missing(value)).for_each(|v| *v = f64::NAN);
            }
            Cells::Texts { values, codes } => {
                let gone: Vec<bool> = values.iter().map(|value| texts.contains(value)).collect();
                if !gone.contains(&true) {
                    return;
                }
                for code in codes.iter_mut().filter(|code| **code != MISSING) {
                    if gone[*code as usize] {
                        *code = MISSING;
                    }
                }
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
                    self.cells = Cells::Wide(codes.iter().map(number).collect());
                }
            }
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
        let codes = cells.iter().map(AsRef::as_ref).map(code).collect();
        Self { name: name.into(), cells: Cells::Texts { values, codes }, declared: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_taken_for_missing_leaves_numbers_where_the_others_are() {
        let mut column = TableColumn::texts("a", &["1", "abc", "2.5"]);
        column.take_for_missing(&["abc".to_owned()]);
        let Cells::Wide(values) = &column.cells else { panic!("{column:?}") };
        assert!(values[1].is_nan() && (values[0], values[2]) == (1.0, 2.5));
        column.take_for_missing(&["2.5".to_owned()]);
        assert!(column.cells.is_missing(2) && !column.cells.is_missing(0));
        let mut column = TableColumn::texts("a", &["x", "abc", "y"]);
        column.take_for_missing(&["abc".to_owned()]);
        assert!(column.cells.is_missing(1) && matches!(column.cells, Cells::Texts { .. }));
    }
}
