//! Arrays and data frames as a table.

use gradshader::dataset::Table;
use gradshader::dataset::table::{Cells, RowNumbers, TableColumn};
use gradshader::{Error, Result, memory};
use numpy::{Element, PyReadonlyArray1, PyReadonlyArray2};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use rayon::prelude::*;

use crate::arrow;
use crate::error::Answer;

/// Named columns, before anything is decided about what they mean.
#[pyclass(module = "gradshader._gradshader")]
pub(crate) struct Frame {
    pub(crate) table: Table,
    /// Columns that are numbers, whatever they look like.
    pub(crate) numbers: bool,
    /// The column whose equal cells stay together.
    pub(crate) group: Option<String>,
}

#[pymethods]
impl Frame {
    /// Columns of an array of `float32`, `float64` or, as pixels, `uint8`; a NaN is a missing cell.
    #[staticmethod]
    fn of_array(array: &Bound<'_, PyAny>, names: Vec<String>) -> Answer<Self> {
        let columns = if let Ok(array) = array.extract::<PyReadonlyArray2<'_, f32>>() {
            columns(&array, |values| Cells::Narrow(values.into()))
        } else if let Ok(array) = array.extract::<PyReadonlyArray2<'_, u8>>() {
            columns(&array, |values| Cells::Bytes(values.into()))
        } else {
            columns(&array.extract::<PyReadonlyArray2<'_, f64>>()?, |values| {
                Cells::Wide(values.into())
            })
        };
        let columns = std::iter::zip(names, columns)
            .map(|(name, cells)| TableColumn::new(name, cells))
            .collect();
        Ok(Self { table: table(columns), numbers: true, group: None })
    }

    /// Columns of a sparse matrix, column by column: `places` of each column's values among the rows, in
    /// `values` from `starts[column]` to `starts[column + 1]`. What is not there is 0, and is stored.
    #[staticmethod]
    fn of_columns(
        py: Python<'_>,
        values: &Bound<'_, PyAny>,
        places: PyReadonlyArray1<'_, i64>,
        starts: PyReadonlyArray1<'_, i64>,
        rows: usize,
        names: Vec<String>,
    ) -> Answer<Self> {
        let (places, starts) = (places.as_array().to_vec(), starts.as_array().to_vec());
        let columns = if let Ok(values) = values.extract::<PyReadonlyArray1<'_, f32>>() {
            let values = values.as_array().to_vec();
            py.detach(|| sparse(&values, &places, &starts, rows, |c| Cells::Narrow(c.into())))
        } else if let Ok(values) = values.extract::<PyReadonlyArray1<'_, u8>>() {
            let values = values.as_array().to_vec();
            py.detach(|| sparse(&values, &places, &starts, rows, |c| Cells::Bytes(c.into())))
        } else {
            let values = values.extract::<PyReadonlyArray1<'_, f64>>()?.as_array().to_vec();
            py.detach(|| sparse(&values, &places, &starts, rows, |c| Cells::Wide(c.into())))
        };
        let columns = std::iter::zip(names, columns?)
            .map(|(name, cells)| TableColumn::new(name, cells))
            .collect();
        Ok(Self { table: table(columns), numbers: true, group: None })
    }

    /// Columns of an `ArrowArrayStream`, as `__arrow_c_stream__` gives it.
    #[staticmethod]
    fn of_stream(stream: &Bound<'_, PyCapsule>) -> Answer<Self> {
        Ok(Self { table: table(arrow::columns(stream)?), numbers: false, group: None })
    }

    /// The number of rows.
    fn __len__(&self) -> usize {
        self.table.len()
    }

    /// The names of the columns.
    #[getter]
    fn names(&self) -> Vec<String> {
        self.table.columns.iter().map(|column| column.name.clone()).collect()
    }

    /// Adds a column of classes, the last, called `target` where no other is: for each row an index into
    /// `names`.
    fn add_classes(
        &mut self,
        codes: PyReadonlyArray1<'_, u32>,
        names: Vec<String>,
        target: &str,
    ) -> Answer<()> {
        let codes = codes.as_array().to_vec();
        if let Some(code) = codes.iter().find(|&&code| code as usize >= names.len()) {
            let what = format!("class {code} of {}", names.len());
            return Err(Error::input(what).into());
        }
        let cells = Cells::Texts { values: names.clone(), codes: codes.into() };
        Ok(self.add(TableColumn {
            declared: Some(names),
            ..TableColumn::new(self.free(target), cells)
        })?)
    }

    /// Adds a column of groups, which is no feature: for each row which it is in.
    fn add_groups(&mut self, codes: PyReadonlyArray1<'_, u32>) -> Answer<()> {
        let codes = codes.as_array().to_vec();
        let count = codes.iter().max().map_or(0, |&most| most as usize + 1);
        let values = (0..count).map(|group| group.to_string()).collect();
        let name = self.free("group");
        self.group = Some(name.clone());
        let cells = Cells::Texts { values, codes: codes.into() };
        self.add(TableColumn::new(name, cells))?;
        // The last are the targets.
        self.table.columns.rotate_right(1);
        Ok(())
    }

    /// Adds a column of values, the last, called `target` where no other is.
    fn add_values(&mut self, values: PyReadonlyArray1<'_, f64>, target: &str) -> Answer<()> {
        let cells = Cells::Wide(values.as_array().to_vec().into());
        Ok(self.add(TableColumn::new(self.free(target), cells))?)
    }
}

impl Frame {
    fn add(&mut self, column: TableColumn) -> Result<()> {
        let (rows, found) = (self.table.len(), column.cells.len());
        if rows != found {
            return Err(Error::input(format!("{found} targets for {rows} rows")));
        }
        self.table.columns.push(column);
        Ok(())
    }

    /// A name that no column has.
    fn free(&self, name: &str) -> String {
        let is_free = |name: &String| self.table.columns.iter().all(|column| column.name != *name);
        let numbered = (1..).map(|number| format!("{name} {number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        names.find(is_free).unwrap_or_default()
    }
}

fn table(columns: Vec<TableColumn>) -> Table {
    Table { source: "X".to_owned(), columns, rows: RowNumbers::From(1) }
}

/// The columns of a sparse matrix that is stored column by column, each filled up with zeros; refused where
/// these and the network's inputs that are made of them are more than there is memory for.
fn sparse<T: Copy + Default>(
    values: &[T],
    places: &[i64],
    starts: &[i64],
    rows: usize,
    cells: impl Fn(Vec<T>) -> Cells,
) -> Result<Vec<Cells>> {
    let width = starts.len().saturating_sub(1);
    let each = (size_of::<T>() + size_of::<f32>()) as u64;
    let bytes = (rows as u64).saturating_mul(width as u64).saturating_mul(each);
    memory::check(
        &format!("a matrix of {rows} x {width} with its zeros"),
        bytes,
        "use fewer columns, for example those of sklearn.decomposition.TruncatedSVD",
    )?;
    let wrong = || Error::input("the sparse matrix is not usable: its indices are out of place");
    let mut columns = Vec::with_capacity(width);
    for ends in starts.windows(2) {
        let (first, last) = (usize::try_from(ends[0]), usize::try_from(ends[1]));
        let range = first.unwrap_or(usize::MAX)..last.unwrap_or(usize::MAX);
        let (Some(values), Some(places)) = (values.get(range.clone()), places.get(range)) else {
            return Err(wrong());
        };
        let mut column = vec![T::default(); rows];
        for (&value, &place) in values.iter().zip(places) {
            let cell = usize::try_from(place).ok().and_then(|place| column.get_mut(place));
            *cell.ok_or_else(wrong)? = value;
        }
        columns.push(cells(column));
    }
    Ok(columns)
}

/// The columns of an array that is stored row by row or column by column.
fn columns<T: Element + Copy + Send + Sync>(
    array: &PyReadonlyArray2<'_, T>,
    cells: impl Fn(Vec<T>) -> Cells,
) -> Vec<Cells> {
    /// Rows that fit a cache beside as many columns.
    const ROWS: usize = 256;
    /// Columns that a thread takes at a time: as many as have their numbers of a row side by side.
    const SIDE_BY_SIDE: usize = 64;
    let array = array.as_array();
    let (rows, width) = array.dim();
    let Some(values) = array.to_slice() else {
        return array.columns().into_iter().map(|column| cells(column.to_vec())).collect();
    };
    let mut columns: Vec<Vec<T>> = (0..width).map(|_| Vec::with_capacity(rows)).collect();
    let fill = |(part, columns): (usize, &mut [Vec<T>])| {
        for rows in values.chunks(ROWS * width.max(1)) {
            for (place, column) in columns.iter_mut().enumerate() {
                column.extend(rows[part * SIDE_BY_SIDE + place..].iter().step_by(width));
            }
        }
    };
    // Python's lock is kept, that no one writes to the array meanwhile.
    columns.par_chunks_mut(SIDE_BY_SIDE).enumerate().for_each(fill);
    columns.into_iter().map(cells).collect()
}
