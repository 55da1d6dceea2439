//! Columns of a table to rows of a network's inputs.

#[cfg(feature = "parallel")]
use rayon::prelude::*;

use super::encoding::{Encoding, Numbers, Places, UNSEEN, places};
use super::kind::Kind;
use super::scale::{Scale, parts};
use super::table::{Cells, MISSING, Table, TableColumn};
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
                    error.row(table.rows.get(rows[place] as usize)).column(&feature.name)
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

    /// Numbers as one input each, in loops without a way out: a third of the time of asking at each. Says
    /// whether all were right; else some are written and the first that is not is to be looked for.
    fn plain(&mut self, of: &Of<'_>, get: impl Fn(usize) -> f64) -> bool {
        const ROWS: usize = 256;
        let (mut values, mut numbers) = ([0.0; ROWS], [0.0; ROWS]);
        let fill = of.fill.unwrap_or(f64::NAN);
        let blocks = self.block.chunks_mut(ROWS * self.width);
        for (rows, block) in self.rows.chunks(ROWS).zip(blocks) {
            let (values, numbers) = (&mut values[..rows.len()], &mut numbers[..rows.len()]);
            values.iter_mut().zip(rows).for_each(|(value, &row)| *value = get(row as usize));
            if of.narrow {
                values.iter_mut().for_each(|value| *value = f64::from(*value as f32));
            }
            values.iter_mut().filter(|value| value.is_nan()).for_each(|value| *value = fill);
            of.scale.encode_all(values, numbers);
            let is_right = |right: bool, (value, number): (&f64, &f32)| {
                right & !value.is_nan() & number.is_finite()
            };
            if !values.iter().zip(&*numbers).fold(true, is_right) {
                return false;
            }
            let inputs = block[self.offset..].iter_mut().step_by(self.width);
            inputs.zip(&*numbers).for_each(|(input, &number)| *input = number);
        }
        true
    }

    /// Numbers as one input each, those in parts more. An error has the place of its row.
    fn numbers(&mut self, of: &Of<'_>, get: impl Fn(usize) -> f64) -> Result<(), (usize, Error)> {
        if of.edges.is_empty() && !of.indicator && self.plain(of, &get) {
            return Ok(());
        }
        for (place, &row) in self.rows.iter().enumerate() {
            let value = get(row as usize);
            let value = if of.narrow { f64::from(value as f32) } else { value };
            let filled = filled(value, of.fill).map_err(|e| (place, e))?;
            let number = of.scale.encode(filled);
            if !number.is_finite() {
                let far = Error::input("the value is too far from those trained on");
                return Err((place, far));
            }
            self.put(place, 0, number);
            for (part, scale) in parts(of.edges).enumerate() {
                self.put(place, 1 + part, scale.encode(filled).clamp(0.0, 1.0));
            }
            if of.indicator && value.is_nan() {
                self.put(place, 1 + of.edges.len().saturating_sub(1), 1.0);
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
            (Encoding::Number { scale, edges, fill, indicator }, Ready::Numbers(numbers)) => {
                let of = Of { scale, edges, fill: *fill, indicator: *indicator, narrow };
                // What a cell is is asked once a column, and not once a cell.
                match numbers.cells() {
                    Some(Cells::Bytes(cells)) => {
                        let cells: &[u8] = cells;
                        self.numbers(&of, |row| f64::from(cells[row]))?;
                    }
                    Some(Cells::Narrow(cells)) => {
                        let cells: &[f32] = cells;
                        self.numbers(&of, |row| f64::from(cells[row]))?;
                    }
                    Some(Cells::Wide(cells)) => {
                        let cells: &[f64] = cells;
                        self.numbers(&of, |row| cells[row])?;
                    }
                    _ => self.numbers(&of, |row| numbers.get(row))?,
                }
            }
            (Encoding::Boolean { fill, indicator }, Ready::Numbers(numbers)) => {
                for (place, &row) in self.rows.iter().enumerate() {
                    let value = numbers.get(row as usize);
                    if !(value.is_nan() || value == 0.0 || value == 1.0) {
                        return Err((place, Error::input(format!("{value} is no truth"))));
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
