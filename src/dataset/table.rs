//! A table as its source held it: named columns of cells, before anything is decided about what
//! they mean. Every reader of a format gives one; [`super::Preprocessing`] is fitted to it.

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
}
