//! Apache Parquet: columns of values that may be missing, in groups of rows.
//! <https://parquet.apache.org/docs/file-format/>

mod growing;

use std::panic::{AssertUnwindSafe, catch_unwind};

use parquet::basic::{LogicalType, TimeUnit, Type};
use parquet::column::reader::{ColumnReaderImpl, get_typed_column_reader};
use parquet::data_type::{
    BoolType, ByteArrayType, DataType, DoubleType, FixedLenByteArrayType, FloatType, Int32Type,
    Int64Type, Int96Type,
};
use parquet::errors::ParquetError;
use parquet::file::reader::{ChunkReader, FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;
#[cfg(feature = "parallel")]
use rayon::prelude::*;

use self::growing::Growing;
use super::DialectOptions;
use super::column::{self, Numbers, Styled, Texts};
use crate::dataset::Storage;
use crate::dataset::inputs::LARGER;
use crate::dataset::names::is_pandas_index;
use crate::dataset::table::{RowNumbers, Table, TableColumn};
use crate::error::{Error, Result};
use crate::memory;

/// How many values are read at a time.
const BATCH: usize = 1 << 14;

/// So many cells are never refused for the file's size.
const ALWAYS: u64 = 1 << 26;

/// Beyond [`ALWAYS`] a table has at most so many cells for each byte of its file.
const CELLS_A_BYTE: u64 = 256;

/// What the number of an integer or of bytes means.
#[derive(Debug, Clone, Copy)]
enum Meaning {
    Signed,
    Unsigned,
    /// To be divided by ten to this power.
    Decimal(i32),
    /// Days since 1970.
    Date,
    /// So many a second, since midnight.
    Time(i64),
    /// So many a second since 1970, of Greenwich's clock or of the place's.
    Timestamp {
        unit: i64,
        is_utc: bool,
    },
    Half,
    Text,
}

/// Reads a file without nested columns. Dates and times become texts in ISO 8601, moments that are the same everywhere
/// with a `Z`, truths `true` and `false`; the index that pandas keeps stands first, and without a name is set aside.
/// Texts of the columns that are `verbatim` are no numbers, whatever they look like, and their integers keep all digits.
///
/// # Errors
/// A file that is damaged, encrypted or has no rows; names the column that is nested; a table that
/// has more than 2²⁶ cells and 256 for each byte of its file.
pub(super) fn read(
    source: &str,
    content: impl ChunkReader + 'static,
    storage: &Storage,
    options: &DialectOptions,
) -> Result<Table> {
    // The crate checks most of what a file promises, and panics at some of the rest.
    catch_unwind(AssertUnwindSafe(|| read_file(source, content, storage, options))).unwrap_or_else(
        |_| Err(Error::input("the Parquet file is damaged").advice("fetch the file again")),
    )
}

fn damaged(e: ParquetError) -> Error {
    Error::input("the Parquet file is damaged, or has what cannot be read").caused_by(e)
}

fn read_file(
    source: &str,
    content: impl ChunkReader + 'static,
    storage: &Storage,
    options: &DialectOptions,
) -> Result<Table> {
    let length = content.len();
    let reader = SerializedFileReader::new(content).map_err(damaged)?;
    let metadata = reader.metadata().file_metadata();
    let rows = u64::try_from(metadata.num_rows()).unwrap_or(0);
    if rows == 0 {
        return Err(Error::without_rows("there are no rows"));
    }
    let index = metadata
        .key_value_metadata()
        .and_then(|pairs| pairs.iter().find(|pair| pair.key == "pandas"))
        .and_then(|pair| serde_json::from_str::<serde_json::Value>(pair.value.as_deref()?).ok())
        .map(|pandas| pandas["index_columns"].clone());
    let is_index = |name: &str| {
        let columns = index.as_ref().and_then(|index| index.as_array());
        columns.is_some_and(|columns| columns.iter().any(|column| column == name))
    };
    let schema = metadata.schema_descr();
    // As in a text that pandas writes the index stands first, though the file has it last.
    let mut wanted: Vec<usize> = (0..schema.num_columns()).collect();
    wanted.sort_by_key(|&place| !is_index(&schema.column(place).path().string()));
    let is_unnamed = |name: &str| is_index(name) && is_pandas_index(name);
    // The index alone is better than nothing.
    let only = (0..schema.num_columns()).all(|p| is_unnamed(&schema.column(p).path().string()));
    let most = length.saturating_mul(CELLS_A_BYTE).max(ALWAYS);
    if rows.saturating_mul(wanted.len() as u64) > most {
        return Err(Error::input(format!(
            "{rows} rows of {} columns are more than a file of {length} bytes should hold",
            wanted.len()
        ))
        .advice("write it without so much that repeats"));
    }
    let bytes = memory::bytes(&[rows as usize, wanted.len()]);
    if storage.has_room(bytes) {
        memory::check("the table", bytes, LARGER)?;
    }
    // Once for all columns: each has something for every column.
    let groups = (0..reader.num_row_groups()).map(|place| reader.get_row_group(place));
    let groups: Vec<_> = groups.collect::<Result<_, _>>().map_err(damaged)?;
    let column = |place: &usize| {
        let description = schema.column(*place);
        let name = description.path().string();
        let is_verbatim = options.verbatim.contains(&name);
        let texts = Texts::new(storage).with_minus(options.minus.contains(&name));
        let growing = Growing::new(storage, texts);
        let cells = column(&groups, *place, &description, rows, (growing, is_verbatim))
            .map_err(|e| e.column(name.clone()))?;
        let set_aside = !only && is_unnamed(&name);
        Ok(TableColumn { set_aside, ..column::written(name, cells, b'.') })
    };
    #[cfg(feature = "parallel")]
    let columns = wanted.par_iter().map(column).collect::<Result<Vec<_>>>()?;
    #[cfg(not(feature = "parallel"))]
    let columns = wanted.iter().map(column).collect::<Result<Vec<_>>>()?;
    let ranges = index.iter().flat_map(|index| index.as_array()).flatten();
    let ranges: Vec<_> = ranges.filter_map(|range| numbered(range, rows, storage)).collect();
    let columns: Vec<_> =
        ranges.into_iter().chain(columns.into_iter().map(Ok)).collect::<Result<_>>()?;
    if columns.is_empty() {
        return Err(Error::input("there are no columns").advice("write some"));
    }
    Ok(Table { source: source.to_owned(), columns, rows: RowNumbers::From(1) })
}

/// An index with a name that pandas keeps as its start and step alone, since the numbers have one distance.
fn numbered(
    range: &serde_json::Value,
    rows: u64,
    storage: &Storage,
) -> Option<Result<TableColumn>> {
    let name = range["name"].as_str().filter(|name| !name.is_empty())?;
    let [start, stop, step] = ["start", "stop", "step"].map(|key| range[key].as_i64());
    let (start, stop, step) = (i128::from(start?), i128::from(stop?), i128::from(step?));
    if step == 0 || (stop - start + step - step.signum()) / step != i128::from(rows) {
        return None;
    }
    let mut numbers = Numbers::new(storage);
    (0..i128::from(rows)).for_each(|row| numbers.push((start + row * step) as f64));
    Some(numbers.cells().map(|cells| TableColumn::new(name, cells)))
}

fn meaning(description: &ColumnDescriptor) -> Meaning {
    let unit = |unit: &TimeUnit| match unit {
        TimeUnit::MILLIS => 1000,
        TimeUnit::MICROS => 1_000_000,
        TimeUnit::NANOS => 1_000_000_000,
    };
    use parquet::basic::ConvertedType as Converted;
    match (description.logical_type_ref(), description.converted_type()) {
        (Some(LogicalType::Decimal(of)), _) => Meaning::Decimal(of.scale),
        (Some(LogicalType::Date), _) => Meaning::Date,
        (Some(LogicalType::Time(of)), _) => Meaning::Time(unit(&of.unit)),
        (Some(LogicalType::Timestamp(of)), _) => {
            Meaning::Timestamp { unit: unit(&of.unit), is_utc: of.is_adjusted_to_u_t_c }
        }
        (Some(LogicalType::Integer(of)), _) if !of.is_signed => Meaning::Unsigned,
        (Some(LogicalType::Float16), _) => Meaning::Half,
        (Some(LogicalType::Integer(_)), _) => Meaning::Signed,
        (_, Converted::DECIMAL) => Meaning::Decimal(description.type_scale()),
        (_, Converted::DATE) => Meaning::Date,
        (_, Converted::TIME_MILLIS) => Meaning::Time(1000),
        (_, Converted::TIME_MICROS) => Meaning::Time(1_000_000),
        // What wrote it before there were others had one clock.
        (_, Converted::TIMESTAMP_MILLIS) => Meaning::Timestamp { unit: 1000, is_utc: false },
        (_, Converted::TIMESTAMP_MICROS) => Meaning::Timestamp { unit: 1_000_000, is_utc: false },
        (_, Converted::UINT_8 | Converted::UINT_16 | Converted::UINT_32 | Converted::UINT_64) => {
            Meaning::Unsigned
        }
        _ => match description.physical_type() {
            Type::BYTE_ARRAY | Type::FIXED_LEN_BYTE_ARRAY => Meaning::Text,
            _ => Meaning::Signed,
        },
    }
}

/// The cells of one column, all groups of rows after one another; whether texts are no numbers, whatever they look like.
fn column(
    groups: &[Box<dyn RowGroupReader + '_>],
    place: usize,
    description: &ColumnDescriptor,
    rows: u64,
    (column, is_verbatim): (Growing, bool),
) -> Result<Styled> {
    if description.max_rep_level() > 0 {
        return Err(Error::input("the column is nested: a row holds a list")
            .advice("write one value a row and column"));
    }
    let meaning = meaning(description);
    let physical = description.physical_type();
    // What is copied is not rounded.
    let are_digits = is_verbatim
        && !matches!(physical, Type::FLOAT | Type::DOUBLE)
        && matches!(meaning, Meaning::Signed | Meaning::Unsigned | Meaning::Decimal(_));
    let mut column = Growing { are_digits, ..column };
    let is_text = matches!(meaning, Meaning::Text | Meaning::Date)
        || matches!(meaning, Meaning::Time(_) | Meaning::Timestamp { .. })
        || matches!(physical, Type::BOOLEAN | Type::INT96)
        || are_digits;
    if !is_text {
        column.numbers.reserve(usize::try_from(rows).unwrap_or(0));
    }
    let mut left = rows;
    for group in groups {
        let pages = group.get_column_reader(place).map_err(damaged)?;
        let level = description.max_def_level();
        macro_rules! values {
            ($type:ty, $push:expr) => {
                values!($type, $push, |_: &mut C, _: &[_]| Ok(false))
            };
            // What takes many that are there, where it can.
            ($type:ty, $push:expr, $all:expr) => {{
                let push = |column: &mut C, value: Option<&_>| {
                    column.rows += 1;
                    match value {
                        None if is_text => column.texts.missing(),
                        None => column.numbers.push(f64::NAN),
                        #[allow(clippy::redundant_closure_call)]
                        Some(value) => ($push)(column, value),
                    }
                };
                let pages = get_typed_column_reader::<$type>(pages);
                each(pages, level, &mut left, &mut column, (push, $all))?
            }};
        }
        type C = Growing;
        let is_plain = matches!(meaning, Meaning::Signed) && !are_digits;
        match physical {
            Type::BOOLEAN => values!(BoolType, |column: &mut C, value: &bool| {
                column.texts.push(if *value { "true" } else { "false" });
            }),
            Type::INT32 => values!(
                Int32Type,
                |column: &mut C, value: &i32| match meaning {
                    Meaning::Unsigned => column.number(i128::from(*value as u32), 0),
                    meaning => column.integer(i64::from(*value), meaning),
                },
                |column: &mut C, values: &[i32]| match is_plain {
                    true => column.all(values.iter().map(|&value| f64::from(value))),
                    false => Ok(false),
                }
            ),
            Type::INT64 => values!(
                Int64Type,
                |column: &mut C, value: &i64| match meaning {
                    Meaning::Unsigned => column.number(i128::from(*value as u64), 0),
                    meaning => column.integer(*value, meaning),
                },
                |column: &mut C, values: &[i64]| match is_plain {
                    true => column.all(values.iter().map(|&value| value as f64)),
                    false => Ok(false),
                }
            ),
            Type::INT96 => {
                values!(Int96Type, |column: &mut C, value: &parquet::data_type::Int96| {
                    let meaning = Meaning::Timestamp { unit: 1_000_000, is_utc: false };
                    column.integer(value.to_micros(), meaning);
                })
            }
            Type::FLOAT => values!(
                FloatType,
                |column: &mut C, value: &f32| {
                    column.numbers.push(f64::from(*value));
                },
                |column: &mut C, values: &[f32]| {
                    column.all(values.iter().map(|&value| f64::from(value)))
                }
            ),
            Type::DOUBLE => {
                values!(
                    DoubleType,
                    |column: &mut C, value: &f64| column.numbers.push(*value),
                    |column: &mut C, values: &[f64]| column.all(values.iter().copied())
                )
            }
            Type::BYTE_ARRAY => {
                values!(ByteArrayType, |column: &mut C, value: &parquet::data_type::ByteArray| {
                    column.bytes(value.data(), meaning);
                })
            }
            Type::FIXED_LEN_BYTE_ARRAY => values!(
                FixedLenByteArrayType,
                |column: &mut C, value: &parquet::data_type::FixedLenByteArray| {
                    column.bytes(value.data(), meaning);
                }
            ),
        }
    }
    if left > 0 {
        return Err(Error::input(format!("the column ends {left} rows before the others"))
            .advice("fetch the file again"));
    }
    if let Some((row, seconds)) = column.no_time {
        return Err(Error::input(format!("{seconds} seconds are no time of day"))
            .row(row)
            .advice("write durations as numbers of seconds"));
    }
    match is_text {
        true if is_verbatim => Ok((column.texts.texts()?, None)),
        true => column.texts.styled(b'.'),
        false => Ok((column.numbers.cells()?, None)),
    }
}

/// Calls `push` with each value or its absence, at most `left` times; `all` with many that are there, which it may have
/// taken.
fn each<T: DataType>(
    mut reader: ColumnReaderImpl<T>,
    level: i16,
    left: &mut u64,
    column: &mut Growing,
    (push, all): (
        impl Fn(&mut Growing, Option<&T::T>),
        impl Fn(&mut Growing, &[T::T]) -> Result<bool>,
    ),
) -> Result<()> {
    let (mut levels, mut values) = (Vec::new(), Vec::new());
    loop {
        levels.clear();
        values.clear();
        let wanted = if level > 0 { Some(&mut levels) } else { None };
        let (records, read, _) =
            reader.read_records(BATCH, wanted, None, &mut values).map_err(damaged)?;
        if records == 0 {
            return Ok(());
        }
        let after = left.checked_sub(records as u64).ok_or_else(|| {
            Error::input("the column goes on after the rows of the others")
                .advice("fetch the file again")
        })?;
        *left = after;
        if read == records {
            if !all(column, &values[..read])? {
                values[..read].iter().for_each(|value| push(column, Some(value)));
            }
        } else {
            let mut values = values.iter();
            for &at in &levels {
                push(column, if at == level { values.next() } else { None });
            }
        }
    }
}
