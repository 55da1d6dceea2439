//! The columns of an Arrow stream, taken as those of a Parquet file are: numbers as numbers, durations as
//! their seconds, truths, texts, dates and times as texts, and as texts too what their source calls
//! categories.

use std::collections::HashMap;
use std::ffi::CStr;

use arrow_array::cast::AsArray;
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::types::{
    Date32Type, Date64Type, Decimal128Type, DurationMicrosecondType, DurationMillisecondType,
    DurationNanosecondType, DurationSecondType, Float16Type, Float32Type, Float64Type, Int8Type,
    Int16Type, Int32Type, Int64Type, Time32MillisecondType, Time32SecondType,
    Time64MicrosecondType, Time64NanosecondType, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{AnyDictionaryArray, Array, ArrayRef};
use arrow_schema::{DataType, Field, TimeUnit};
use gradshader::dataset::table::{Cells, MISSING, TableColumn};
use gradshader::{Error, Result};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;

use crate::error::Answer;

const NAME: &CStr = c"arrow_array_stream";

/// The columns of the stream in a capsule, which is empty then.
pub(crate) fn columns(capsule: &Bound<'_, PyCapsule>) -> Answer<Vec<TableColumn>> {
    let stream = capsule.pointer_checked(Some(NAME))?.cast::<FFI_ArrowArrayStream>();
    // SAFETY: a capsule of this name holds a valid stream, says the Arrow PyCapsule protocol; it is moved
    // out, and what is left there says that it was released.
    let reader = unsafe { RecordBatchStreamReader::from_raw(stream.as_ptr()) };
    let reader = reader.map_err(unreadable)?;
    let schema = arrow_array::RecordBatchReader::schema(&reader);
    let mut columns: Vec<Growing> =
        schema.fields().iter().map(|field| Growing::new(field)).collect();
    for batch in reader {
        let batch = batch.map_err(unreadable)?;
        for (column, array) in columns.iter_mut().zip(batch.columns()) {
            let name = column.name.clone();
            column.extend(array).map_err(|error| error.file("X").column(name))?;
        }
    }
    Ok(columns.into_iter().map(Growing::finish).collect())
}

fn unreadable(e: arrow_schema::ArrowError) -> Error {
    Error::input("the Arrow stream cannot be read").caused_by(e)
}

/// A column while its batches come in.
struct Growing {
    name: String,
    is_text: bool,
    numbers: Vec<f64>,
    values: Vec<String>,
    codes: Vec<u32>,
    places: HashMap<String, u32>,
    /// Whether the source says which values there are.
    declares: bool,
}

impl Growing {
    fn new(field: &Field) -> Self {
        let mut of = field.data_type();
        let declares = matches!(of, DataType::Dictionary(..));
        if let DataType::Dictionary(_, values) = of {
            of = values;
        }
        Self {
            name: field.name().clone(),
            // Numbers that their source calls categories are names.
            is_text: declares || !is_number(of),
            numbers: Vec::new(),
            values: Vec::new(),
            codes: Vec::new(),
            places: HashMap::new(),
            declares,
        }
    }

    fn extend(&mut self, array: &ArrayRef) -> Result<()> {
        if let Some(dictionary) = array.as_any_dictionary_opt() {
            return self.extend_dictionary(dictionary);
        }
        if self.is_text {
            let texts = texts(array)?;
            for text in texts {
                let code = text.filter(|text| !text.is_empty()).map_or(MISSING, |t| self.code(t));
                self.codes.push(code);
            }
        } else {
            self.numbers.extend(numbers(array)?);
        }
        Ok(())
    }

    fn extend_dictionary(&mut self, dictionary: &dyn AnyDictionaryArray) -> Result<()> {
        let keys = dictionary.normalized_keys();
        let is_null = |row: usize| dictionary.keys().is_null(row);
        let codes: Vec<u32> = texts(dictionary.values())?
            .into_iter()
            .map(|text| text.map_or(MISSING, |text| self.code(text)))
            .collect();
        let code = |(row, &key): (usize, &usize)| if is_null(row) { MISSING } else { codes[key] };
        self.codes.extend(keys.iter().enumerate().map(code));
        Ok(())
    }

    fn code(&mut self, text: String) -> u32 {
        let next = self.values.len() as u32;
        *self.places.entry(text).or_insert_with_key(|text| {
            self.values.push(text.clone());
            next
        })
    }

    fn finish(self) -> TableColumn {
        let declared = self.declares.then(|| self.values.clone());
        let cells = match self.is_text {
            true => Cells::Texts { values: self.values, codes: self.codes.into() },
            false => Cells::Wide(self.numbers.into()),
        };
        TableColumn { declared, ..TableColumn::new(self.name, cells) }
    }
}

/// Whether a column of this type is of numbers.
fn is_number(of: &DataType) -> bool {
    of.is_numeric() || matches!(of, DataType::Null | DataType::Duration(_))
}

/// The numbers of an array; NaN where one is missing.
fn numbers(array: &ArrayRef) -> Result<Vec<f64>> {
    macro_rules! of {
        ($type:ty) => {
            array.as_primitive::<$type>().iter().map(|v| v.map_or(f64::NAN, |v| v as f64)).collect()
        };
    }
    macro_rules! seconds {
        ($type:ty, $a_second:expr) => {{
            let values = array.as_primitive::<$type>().iter();
            values.map(|v| v.map_or(f64::NAN, |v| v as f64 / $a_second)).collect()
        }};
    }
    Ok(match array.data_type() {
        DataType::Null => vec![f64::NAN; array.len()],
        DataType::Int8 => of!(Int8Type),
        DataType::Int16 => of!(Int16Type),
        DataType::Int32 => of!(Int32Type),
        DataType::Int64 => of!(Int64Type),
        DataType::UInt8 => of!(UInt8Type),
        DataType::UInt16 => of!(UInt16Type),
        DataType::UInt32 => of!(UInt32Type),
        DataType::UInt64 => of!(UInt64Type),
        DataType::Float16 => {
            let values = array.as_primitive::<Float16Type>().iter();
            values.map(|v| v.map_or(f64::NAN, |v| v.to_f64())).collect()
        }
        DataType::Float32 => of!(Float32Type),
        DataType::Float64 => of!(Float64Type),
        DataType::Decimal128(_, scale) => {
            let value = |v: i128| format!("{v}e{}", -i32::from(*scale)).parse().unwrap_or(f64::NAN);
            let values = array.as_primitive::<Decimal128Type>().iter();
            values.map(|v| v.map_or(f64::NAN, value)).collect()
        }
        DataType::Duration(TimeUnit::Second) => seconds!(DurationSecondType, 1.0),
        DataType::Duration(TimeUnit::Millisecond) => seconds!(DurationMillisecondType, 1e3),
        DataType::Duration(TimeUnit::Microsecond) => seconds!(DurationMicrosecondType, 1e6),
        DataType::Duration(TimeUnit::Nanosecond) => seconds!(DurationNanosecondType, 1e9),
        other => return Err(unusable(other)),
    })
}

/// The texts of an array; none where one is missing.
fn texts(array: &ArrayRef) -> Result<Vec<Option<String>>> {
    // A moment that is the same everywhere says so.
    let zone = match array.data_type() {
        DataType::Timestamp(_, Some(_)) => "Z",
        _ => "",
    };
    macro_rules! moments {
        ($type:ty, $as:ident) => {{
            let array = array.as_primitive::<$type>();
            let text = |row: usize| array.is_valid(row).then(|| array.$as(row)).flatten();
            // As ISO 8601 has it.
            (0..array.len())
                .map(|row| text(row).map(|moment| format!("{moment:?}{zone}")))
                .collect()
        }};
    }
    // As the library names the category that a number is.
    let named = |value: f64| (!value.is_nan()).then(|| (value + 0.0).to_string());
    let owned = |text: Option<&str>| text.map(str::to_owned);
    Ok(match array.data_type() {
        DataType::Int64 => {
            array.as_primitive::<Int64Type>().iter().map(|v| v.map(|v| v.to_string())).collect()
        }
        DataType::UInt64 => {
            array.as_primitive::<UInt64Type>().iter().map(|v| v.map(|v| v.to_string())).collect()
        }
        of if is_number(of) => numbers(array)?.into_iter().map(named).collect(),
        DataType::Boolean => {
            let truths = array.as_boolean().iter();
            truths.map(|truth| truth.map(|truth| truth.to_string())).collect()
        }
        DataType::Utf8 => array.as_string::<i32>().iter().map(owned).collect(),
        DataType::LargeUtf8 => array.as_string::<i64>().iter().map(owned).collect(),
        DataType::Utf8View => array.as_string_view().iter().map(owned).collect(),
        DataType::Date32 => moments!(Date32Type, value_as_date),
        DataType::Date64 => moments!(Date64Type, value_as_date),
        DataType::Time32(TimeUnit::Second) => moments!(Time32SecondType, value_as_time),
        DataType::Time32(_) => moments!(Time32MillisecondType, value_as_time),
        DataType::Time64(TimeUnit::Microsecond) => moments!(Time64MicrosecondType, value_as_time),
        DataType::Time64(_) => moments!(Time64NanosecondType, value_as_time),
        DataType::Timestamp(TimeUnit::Second, _) => {
            moments!(TimestampSecondType, value_as_datetime)
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            moments!(TimestampMillisecondType, value_as_datetime)
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            moments!(TimestampMicrosecondType, value_as_datetime)
        }
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            moments!(TimestampNanosecondType, value_as_datetime)
        }
        other => return Err(unusable(other)),
    })
}

fn unusable(of: &DataType) -> Error {
    Error::input(format!("a column of {of}"))
        .advice("use numbers, truths, texts, categories, dates, times or durations")
}
