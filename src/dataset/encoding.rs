//! How one column becomes inputs of a network, fitted on training samples.

mod places;

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

#[cfg(feature = "export")]
pub(crate) use self::places::written_otherwise;
pub(super) use self::places::{Known, Places, places};
use super::date::{DateFormat, DatePart, seconds_of_number};
use super::kind::{Kind, boolean, number_of};
use super::samples::Missing;
use super::scale::{Scale, Scaling, Statistics, are_edges, edges};
use super::table::{Cells, MISSING, Table, TableColumn};
use super::{quoted, sign, target};
use crate::error::{Error, Result};

/// The most values of a category that get an input each. With more, all but one of so many inputs
/// go to the most frequent values and that one to all others.
pub const MOST_CATEGORIES: usize = 50;

/// How a column becomes inputs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Encoding {
    /// One input, and one for each part.
    Number {
        /// The column's units to the network's.
        scale: Scale,
        /// Where parts begin and end, in the column's units; none, or at least two, rising. An input between
        /// two of them is 0 up to the first, 1 from the second.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        edges: Vec<f64>,
        /// What a missing cell counts as, in the column's units; without it that is an error.
        fill: Option<f64>,
        /// Whether there is a second input that is 1 where the cell is missing, else 0.
        indicator: bool,
        /// The unit that stands behind each number, or `mm:ss` and `hh:mm:ss` where durations are seconds.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        unit: Option<String>,
        /// The sign of a currency or of percent that each number has, empty for none; `None` where no one knows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sign: Option<String>,
    },
    /// One input, 1 for true, 0 for false.
    Boolean {
        /// What a missing cell counts as, 0 to 1; without it that is an error.
        fill: Option<f64>,
        /// Whether there is a second input that is 1 where the cell is missing, else 0.
        indicator: bool,
    },
    /// One input a value, 1 for the sample's own and 0 for the others (one-hot).
    Category {
        /// The value of each input.
        values: Vec<String>,
        /// Whether an input more is 1 for every other value; else all are 0 for such.
        other: bool,
        /// Whether an input more is 1 for a missing cell; else all are 0 for such.
        missing: bool,
    },
    /// One input a part.
    Date {
        /// How texts write it; without it the column holds numbers.
        format: Option<DateFormat>,
        /// The parts that differ among the training samples.
        parts: Vec<ScaledPart>,
        /// Whether an input more is 1 where the cell is missing, else 0. All parts are 0 there.
        indicator: bool,
    },
}

/// A part of a date and its scale.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScaledPart {
    /// The part.
    pub part: DatePart,
    /// The part's units to the network's.
    pub scale: Scale,
}

/// A value that is none of those trained on.
pub(super) const UNSEEN: u32 = u32::MAX - 1;

impl Encoding {
    /// Fits to the cells of `rows`, which are not none. Where `more` will come, a number has a spread though it
    /// does not change yet, and a category the values that its column declares.
    ///
    /// # Errors
    /// At the row and column of a cell that is not of that kind, or not finite.
    pub(super) fn fit(
        table: &Table,
        column: &TableColumn,
        kind: &Kind,
        rows: &[u32],
        scaling: Scaling,
        missing: Missing,
        more: bool,
    ) -> Result<Self> {
        let refuses = missing == Missing::Error;
        match kind {
            Kind::Number | Kind::Boolean => {
                let boolean = *kind == Kind::Boolean;
                let numbers = Numbers::of(table, column, kind, None)?;
                let each = numbers.of_rows(rows);
                let fitted = Statistics::of(&each);
                refuse_infinite(table, column, rows, &each, &fitted)?;
                let each = each.iter().copied();
                let indicator = fitted.count < rows.len();
                let value = match missing {
                    Missing::Median => median(each.clone()),
                    _ => fitted.mean,
                };
                let fill = (!refuses).then_some(value);
                let bytes = matches!(column.cells, Cells::Bytes(_));
                Ok(match boolean {
                    true => Self::Boolean { fill, indicator },
                    false => {
                        let edges = edges(scaling, each.clone());
                        let mut scale = Scale::of(scaling, bytes, &fitted, each);
                        if more && scale.spread == 0.0 {
                            scale.spread = 1.0;
                        }
                        let (unit, sign) = (column.unit.clone(), sign::kept(column));
                        Self::Number { scale, edges, fill, indicator, unit, sign }
                    }
                })
            }
            Kind::Category => Ok(category(column, rows, more)),
            Kind::Date(format) => {
                let format = date_format(column, format.as_ref())?;
                let numbers = Numbers::of(table, column, kind, format.as_ref())?;
                let each = numbers.of_rows(rows);
                let fitted = Statistics::of(&each);
                refuse_infinite(table, column, rows, &each, &fitted)?;
                let indicator = fitted.count < rows.len();
                let mut parts = Vec::new();
                for group in DatePart::GROUPS {
                    let fitted = |part: DatePart| {
                        let each = each.iter().map(|&seconds| part.of(seconds));
                        Statistics::of(&each.collect::<Vec<_>>())
                    };
                    // What never changes says nothing.
                    if !group.iter().any(|&part| fitted(part).deviation > 0.0) {
                        continue;
                    }
                    let scale = |part: DatePart| match (part.is_scaled(), scaling) {
                        (false, _) => Scale::new(0.0, 1.0),
                        (true, Scaling::Unit) => Scale::ranged(&fitted(part), [0.0, 1.0]),
                        // A year or a second as it is would drown all else.
                        (true, _) => Scale::standardised(&fitted(part)),
                    };
                    parts.extend(group.iter().map(|&part| ScaledPart { part, scale: scale(part) }));
                }
                Ok(Self::Date { format, parts, indicator })
            }
            Kind::Ignored => Err(Error::input("the column is ignored").column(&column.name)),
        }
    }

    /// The number of inputs.
    pub fn width(&self) -> usize {
        match self {
            Self::Number { edges, indicator, .. } => {
                1 + edges.len().saturating_sub(1) + usize::from(*indicator)
            }
            Self::Boolean { indicator, .. } => 1 + usize::from(*indicator),
            Self::Category { values, other, missing } => {
                values.len() + usize::from(*other) + usize::from(*missing)
            }
            Self::Date { parts, indicator, .. } => parts.len() + usize::from(*indicator),
        }
    }

    /// The names of the inputs of a column named `name`.
    pub fn input_names(&self, name: &str) -> Vec<String> {
        let mut names: Vec<String> = match self {
            Self::Number { edges, .. } => {
                let part = |pair: &[f64]| format!("{name} {} to {}", pair[0], pair[1]);
                std::iter::once(name.to_owned()).chain(edges.windows(2).map(part)).collect()
            }
            Self::Boolean { .. } => vec![name.to_owned()],
            Self::Category { values, other, .. } => {
                let values = values.iter().map(|value| format!("{name}={value}"));
                values.chain(other.then(|| format!("{name} other"))).collect()
            }
            Self::Date { parts, .. } => {
                let part = |part: &ScaledPart| {
                    let text = serde_json::to_string(&part.part).unwrap_or_default();
                    format!("{name} {}", text.trim_matches('"').replace('_', " "))
                };
                parts.iter().map(part).collect()
            }
        };
        if names.len() < self.width() {
            names.push(format!("{name} missing"));
        }
        names
    }

    /// Whether this can have been fitted.
    pub(super) fn is_usable(&self) -> bool {
        match self {
            Self::Number { scale, edges, fill, .. } => {
                scale.is_usable() && are_edges(edges) && fill.is_none_or(f64::is_finite)
            }
            Self::Boolean { fill, .. } => fill.is_none_or(f64::is_finite),
            Self::Date { parts, .. } => parts.iter().all(|part| part.scale.is_usable()),
            Self::Category { values, .. } => {
                let mut values: Vec<_> = values.iter().collect();
                values.sort_unstable();
                values.windows(2).all(|pair| pair[0] != pair[1])
            }
        }
    }
}

/// The middle value of those that are not NaN; of an even number, the mean of the two.
fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.filter(|value| !value.is_nan()).collect();
    values.sort_unstable_by(f64::total_cmp);
    match values.len() {
        0 => 0.0,
        count if count % 2 == 1 => values[count / 2],
        count => values[count / 2 - 1] / 2.0 + values[count / 2] / 2.0,
    }
}

/// Refuses numbers, those of `rows` with the statistics `fitted`, of which one is not finite.
fn refuse_infinite(
    table: &Table,
    column: &TableColumn,
    rows: &[u32],
    values: &[f64],
    fitted: &Statistics,
) -> Result<()> {
    if fitted.lowest.is_finite() && fitted.highest.is_finite() {
        return Ok(());
    }
    let place = values.iter().position(|value| value.is_infinite()).unwrap_or_default();
    Err(Error::input("the number is not finite")
        .sample(&table.rows, rows[place] as usize)
        .column(&column.name)
        .advice("write a finite number, or take it for a missing cell with --missing"))
}

/// The values of a category that are in `rows`, and where `more` will come those that are declared.
fn category(column: &TableColumn, rows: &[u32], more: bool) -> Encoding {
    // A number by its bits, since it has no name yet.
    let mut missing = false;
    let counted: Vec<(String, usize)> = match &column.cells {
        Cells::Texts { values, codes } => {
            let mut counts = vec![0; values.len()];
            let mut kept = Vec::with_capacity(rows.len());
            for &row in rows {
                match codes[row as usize] {
                    MISSING => missing = true,
                    code => {
                        counts[code as usize] += 1;
                        kept.push(code);
                    }
                }
            }
            let declared = column.declared.as_deref();
            if let Some(declared) = declared.filter(|_| more) {
                let is_declared = |&code: &u32| declared.contains(&values[code as usize]);
                kept.extend((0..values.len() as u32).filter(is_declared));
            }
            let order = target::order(values, &kept, declared);
            order.into_iter().map(|i| (values[i].clone(), counts[i])).collect()
        }
        cells => {
            let mut counts: HashMap<u64, usize> = HashMap::new();
            for &row in rows {
                let value = cells.number(row as usize) + 0.0;
                if value.is_nan() {
                    missing = true;
                } else {
                    *counts.entry(value.to_bits()).or_default() += 1;
                }
            }
            let mut counts: Vec<_> =
                counts.into_iter().map(|(bits, count)| (f64::from_bits(bits), count)).collect();
            counts.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
            counts.into_iter().map(|(value, n)| (target::number_name(value), n)).collect()
        }
    };
    if counted.len() <= MOST_CATEGORIES {
        let values = counted.into_iter().map(|(value, _)| value).collect();
        return Encoding::Category { values, other: false, missing };
    }
    let mut by_count: Vec<usize> = (0..counted.len()).collect();
    by_count.sort_by_key(|&place| (std::cmp::Reverse(counted[place].1), place));
    by_count.truncate(MOST_CATEGORIES - 1);
    // Of a value that occurs once nothing is learned but its sample.
    by_count.retain(|&place| counted[place].1 > 1);
    by_count.sort_unstable();
    let values = by_count.into_iter().map(|place| counted[place].0.clone()).collect();
    Encoding::Category { values, other: true, missing }
}

/// The format of a column of texts; for numbers none but the one that is given.
fn date_format(column: &TableColumn, given: Option<&DateFormat>) -> Result<Option<DateFormat>> {
    let Cells::Texts { values, .. } = &column.cells else { return Ok(given.cloned()) };
    let found = || DateFormat::of(values.iter().map(String::as_str));
    match given.cloned().or_else(found) {
        Some(format) => Ok(Some(format)),
        None => Err(Error::input("its texts have no format of dates in common")
            .column(&column.name)
            .advice("give the format: --kinds NAME=date:%d/%m/%Y, with strftime's letters")),
    }
}

/// A number of a column of dates that is none.
fn no_moment(number: f64, format: Option<&DateFormat>) -> Error {
    match format {
        // Seconds, milliseconds or days since some moment: a number does not say.
        Some(format) => Error::input(format!("the number {number} is no date as {format} has it"))
            .advice("write the date as a text, such as 2020-12-31T23:59:59"),
        None => Error::input(format!(
            "{number} is no year, day such as 20231231 or second since 1970"
        ))
        .advice("divide milliseconds by 1000; give another format with --kinds NAME=date:%d%m%Y"),
    }
}

/// The cells of a column as numbers, a date in seconds, a truth 0 or 1; NaN is missing.
pub(super) enum Numbers<'a> {
    Cells(&'a Cells),
    /// Of numbers that stand for dates.
    Moments(Vec<f64>),
    Texts {
        numbers: Vec<f64>,
        codes: &'a [u32],
    },
}

impl<'a> Numbers<'a> {
    /// # Errors
    /// At the first row of a text that is not of that kind.
    pub(super) fn of(
        table: &Table,
        column: &'a TableColumn,
        kind: &Kind,
        format: Option<&DateFormat>,
    ) -> Result<Self> {
        let Cells::Texts { values, codes } = &column.cells else {
            let cells = &column.cells;
            return match (kind, format) {
                (Kind::Date(_), format) => {
                    let of_format = format.map(DateFormat::seconds_of_numbers);
                    let seconds = |number: f64| match &of_format {
                        Some(seconds) => seconds(number),
                        None => seconds_of_number(number),
                    };
                    let each = (0..cells.len()).map(|row| (row, cells.number(row)));
                    let each = each.map(|(row, number)| match number.is_nan() {
                        true => Ok(f64::NAN),
                        false => seconds(number).ok_or_else(|| {
                            no_moment(number, format).sample(&table.rows, row).column(&column.name)
                        }),
                    });
                    Ok(Self::Moments(each.collect::<Result<_>>()?))
                }
                _ => Ok(Self::Cells(cells)),
            };
        };
        let number = |text: &String| match kind {
            Kind::Boolean => boolean(text)
                .map(|truth| f64::from(u8::from(truth)))
                .or_else(|| number_of(text).filter(|value| [0.0, 1.0].contains(value))),
            Kind::Date(_) => format.and_then(|format| format.seconds_or_iso(text)),
            _ => number_of(text),
        };
        let numbers: Vec<Option<f64>> = values.iter().map(number).collect();
        let wrong = |code: &u32| *code != MISSING && numbers[*code as usize].is_none();
        // Usually all are right, and then there is no need to look at the rows.
        if numbers.contains(&None)
            && let Some(row) = codes.iter().position(wrong)
        {
            let text = quoted(&values[codes[row] as usize]);
            let (what, advice) = match (kind, format) {
                (Kind::Boolean, _) => ("no truth".to_owned(), "write true or false"),
                (Kind::Date(_), Some(format)) => {
                    (format!("no date as {format} or ISO 8601 has it"), "write it like the others")
                }
                _ => ("not a number".to_owned(), "write a number there"),
            };
            return Err(Error::input(format!("{text} is {what}"))
                .sample(&table.rows, row)
                .column(&column.name)
                .advice(advice));
        }
        let numbers = numbers.into_iter().map(|number| number.unwrap_or(f64::NAN)).collect();
        Ok(Self::Texts { numbers, codes })
    }

    /// Those of `rows`, in their order.
    fn of_rows(&self, rows: &[u32]) -> Vec<f64> {
        let mut values = vec![0.0; rows.len()];
        self.read(rows, &mut values);
        values
    }

    /// Those of `rows` into as many `values`. What a cell is is asked once, and not of each.
    pub(super) fn read(&self, rows: &[u32], values: &mut [f64]) {
        let each = values.iter_mut().zip(rows.iter().map(|&row| row as usize));
        match self {
            Self::Cells(Cells::Bytes(cells)) => {
                let cells: &[u8] = cells;
                each.for_each(|(value, row)| *value = f64::from(cells[row]));
            }
            Self::Cells(Cells::Narrow(cells)) => {
                let cells: &[f32] = cells;
                each.for_each(|(value, row)| *value = f64::from(cells[row]));
            }
            Self::Cells(Cells::Wide(cells)) => {
                let cells: &[f64] = cells;
                each.for_each(|(value, row)| *value = cells[row]);
            }
            _ => each.for_each(|(value, row)| *value = self.get(row)),
        }
    }

    pub(super) fn get(&self, row: usize) -> f64 {
        match self {
            Self::Cells(cells) => cells.number(row),
            Self::Moments(seconds) => seconds[row],
            Self::Texts { numbers, codes } => match codes[row] {
                MISSING => f64::NAN,
                code => numbers[code as usize],
            },
        }
    }
}
