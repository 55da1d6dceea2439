//! Columns of a table to rows of a network's inputs.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::encoding::{Encoding, Numbers, Places, UNSEEN, places};
use super::kind::Kind;
use super::scale::{Scale, parts};
use super::table::{MISSING, Table, TableColumn};
use super::{Feature, Growing, Samples, Values, names};
use crate::error::{Error, Result};
use crate::memory;
use crate::shape;

/// About as many inputs as stay in a processor's cache: the rows are filled column by column, and a
/// whole set would be fetched again for each column.
const BLOCK: usize = 1 << 16;

/// Blocks that are filled at a time, by as many threads as there are.
const BLOCKS: usize = 16;

/// What to do with numbers that memory does not hold.
pub(super) const LARGER: &str = "keep what is larger than, say, 2 GB in a file with --memory 2GB";

/// What a column's cells are, ready to be encoded.
enum Ready<'a> {
    Numbers(Numbers<'a>),
    Places(Places<'a>),
}

/// The inputs of the samples `rows`, `[rows, inputs]`.
///
/// # Errors
/// At the row and column of a cell that is not what was fitted.
pub(super) fn encode(
    samples: &Samples,
    columns: &[&TableColumn],
    features: &[Feature],
    rows: &[u32],
    narrow: bool,
) -> Result<Values<f32>> {
    let table = &samples.table;
    let both = std::iter::zip(columns, features);
    let ready = names::every(
        both.map(|(column, feature)| (&*feature.name, ready(table, column, feature))),
    )?;
    let width: usize = features.iter().map(|feature| feature.encoding.width()).sum();
    let count = shape::elements("a table", &[rows.len(), width])
        .map_err(|error| error.advice("divide the table, or leave columns out with --ignore"))?;
    if width == 0 {
        return Ok(Values::default());
    }
    if samples.storage.has_room(memory::bytes(&[count])) {
        memory::check("what is trained on", memory::bytes(&[count]), LARGER)?;
    }
    let mut inputs = Growing::new(&samples.storage);
    inputs.reserve(count);
    let height = (BLOCK / width).max(8);
    // What goes to a file goes there a few blocks at a time.
    let most = if inputs.capacity() >= count { rows.len() } else { height * BLOCKS };
    for rows in rows.chunks(most.max(1)) {
        let encode = |(rows, block): (&[u32], &mut [f32])| {
            let mut offset = 0;
            for (feature, ready) in features.iter().zip(&ready) {
                let mut cells = Column { rows, block: &mut *block, width, offset };
                cells.encode(feature, ready, narrow).map_err(|(place, error)| {
                    error.sample(&table.rows, rows[place] as usize).column(&feature.name)
                })?;
                offset += feature.encoding.width();
            }
            Ok(())
        };
        inputs.append(rows.len() * width, |blocks| {
            #[cfg(feature = "parallel")]
            let done: Vec<Result<()>> = {
                let blocks = blocks.par_chunks_mut(height * width);
                rows.par_chunks(height).zip(blocks).map(encode).collect()
            };
            #[cfg(not(feature = "parallel"))]
            let done: Vec<Result<()>> = {
                let blocks = blocks.chunks_mut(height * width);
                rows.chunks(height).zip(blocks).map(encode).collect()
            };
            // The first error is that of the first row.
            done.into_iter().collect()
        })?;
    }
    inputs.finish()
}

fn ready<'a>(table: &Table, column: &'a TableColumn, feature: &Feature) -> Result<Ready<'a>> {
    let numbers =
        |kind: Kind, format| Ok(Ready::Numbers(Numbers::of(table, column, &kind, format)?));
    match &feature.encoding {
        Encoding::Number { .. } => numbers(Kind::Number, None),
        Encoding::Boolean { .. } => numbers(Kind::Boolean, None),
        Encoding::Date { format, .. } => numbers(Kind::Date(None), format.as_ref()),
        Encoding::Category { values, .. } => Ok(Ready::Places(places(column, values))),
    }
}

/// The inputs of one column in some rows.
struct Column<'a> {
    rows: &'a [u32],
    /// `[rows, width]`, zeros where nothing was written.
    block: &'a mut [f32],
    width: usize,
    offset: usize,
}

/// How numbers are encoded.
struct Of<'a> {
    scale: &'a Scale,
    edges: &'a [f64],
    fill: Option<f64>,
    indicator: bool,
    narrow: bool,
}

impl Column<'_> {
    fn put(&mut self, place: usize, input: usize, value: f32) {
        self.block[place * self.width + self.offset + input] = value;
    }

    /// One input of the rows from `start` on.
    fn put_all(&mut self, start: usize, input: usize, numbers: &[f32]) {
        let inputs = &mut self.block[start * self.width + self.offset + input..];
        let inputs = inputs.iter_mut().step_by(self.width);
        inputs.zip(numbers).for_each(|(input, &number)| *input = number);
    }

    /// Numbers as one input each, those in parts more. An error has the place of its row.
    ///
    /// In loops over some rows without a way out: each takes a third of the time of all at each cell.
    fn numbers(&mut self, of: &Of<'_>, numbers: &Numbers<'_>) -> Result<(), (usize, Error)> {
        const ROWS: usize = 256;
        let (mut values, mut scaled) = ([0.0; ROWS], [0.0; ROWS]);
        let all = self.rows;
        for (start, rows) in (0..).step_by(ROWS).zip(all.chunks(ROWS)) {
            let (values, scaled) = (&mut values[..rows.len()], &mut scaled[..rows.len()]);
            numbers.read(rows, values);
            if of.narrow {
                values.iter_mut().for_each(|value| *value = f64::from(*value as f32));
            }
            if of.indicator {
                let input = 1 + of.edges.len().saturating_sub(1);
                let missing = (start..).zip(&*values).filter(|(_, value)| value.is_nan());
                missing.for_each(|(place, _)| self.put(place, input, 1.0));
            }
            let fill = of.fill.unwrap_or(f64::NAN);
            values.iter_mut().filter(|value| value.is_nan()).for_each(|value| *value = fill);
            of.scale.encode_all(values, scaled);
            let both = || values.iter().zip(&*scaled);
            let is_right = |(value, number): (&f64, &f32)| !value.is_nan() & number.is_finite();
            if !both().fold(true, |right, each| right & is_right(each)) {
                let place = both().position(|each| !is_right(each)).unwrap_or_default();
                let far = Error::input("the value is too far from those trained on");
                let error = filled(values[place], None).err().unwrap_or(far);
                return Err((start + place, error));
            }
            self.put_all(start, 0, scaled);
            for (part, scale) in parts(of.edges).enumerate() {
                scale.encode_all(values, scaled);
                scaled.iter_mut().for_each(|number| *number = number.clamp(0.0, 1.0));
                self.put_all(start, 1 + part, scaled);
            }
        }
        Ok(())
    }

    /// An error has the place of its row.
    fn encode(
        &mut self,
        feature: &Feature,
        ready: &Ready,
        narrow: bool,
    ) -> Result<(), (usize, Error)> {
        match (&feature.encoding, ready) {
            (Encoding::Number { scale, edges, fill, indicator, .. }, Ready::Numbers(numbers)) => {
                let of = Of { scale, edges, fill: *fill, indicator: *indicator, narrow };
                self.numbers(&of, numbers)?;
            }
            (Encoding::Boolean { fill, indicator }, Ready::Numbers(numbers)) => {
                for (place, &row) in self.rows.iter().enumerate() {
                    let value = numbers.get(row as usize);
                    if !(value.is_nan() || value == 0.0 || value == 1.0) {
                        return Err((
                            place,
                            Error::input(format!("{value} is no truth")).advice("write 0 or 1"),
                        ));
                    }
                    let filled = filled(value, *fill).map_err(|e| (place, e))?;
                    self.put(place, 0, filled as f32);
                    if *indicator && value.is_nan() {
                        self.put(place, 1, 1.0);
                    }
                }
            }
            (Encoding::Category { values, other, missing }, Ready::Places(places)) => {
                for (place, &row) in self.rows.iter().enumerate() {
                    match places.get(row as usize) {
                        MISSING if *missing => {
                            self.put(place, values.len() + usize::from(*other), 1.0);
                        }
                        UNSEEN if *other => self.put(place, values.len(), 1.0),
                        // Nothing was learned of it, and nothing is said.
                        MISSING | UNSEEN => {}
                        value => self.put(place, value as usize, 1.0),
                    }
                }
            }
            (Encoding::Date { parts, indicator, .. }, Ready::Numbers(numbers)) => {
                for (place, &row) in self.rows.iter().enumerate() {
                    let seconds = numbers.get(row as usize);
                    if seconds.is_nan() {
                        if *indicator {
                            self.put(place, parts.len(), 1.0);
                        }
                        continue;
                    }
                    for (input, part) in parts.iter().enumerate() {
                        let number = part.scale.encode(part.part.of(seconds));
                        if !number.is_finite() {
                            let far = Error::input("the date is too far from those trained on");
                            return Err((place, far));
                        }
                        self.put(place, input, number);
                    }
                }
            }
            _ => unreachable!("a column is made ready for its encoding"),
        }
        Ok(())
    }
}

fn filled(value: f64, fill: Option<f64>) -> Result<f64> {
    match (value.is_nan(), fill) {
        (false, _) => Ok(value),
        (true, Some(fill)) => Ok(fill),
        (true, None) => Err(Error::input("the cell is missing")
            .advice("fill it in, or train without --missing-values error")),
    }
}
